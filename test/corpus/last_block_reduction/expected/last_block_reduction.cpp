// A dot product in one launch: the last block to finish adds up the others'
// partial sums, found by a counter behind a device-wide fence.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>
#include <cstdlib>

#define BLOCK 64

CW_DEVICE unsigned int finishedBlocks = 0;

CW_DEVICE long long sumOverBlock(long long value) {
  CW_STATIC_SHARED(cache, long long cache[BLOCK]);
  cache[cw::thread_idx().x] = value;
  cw::barrier();
  for (int step = BLOCK >> 1; step; step >>= 1) {
    if (cw::thread_idx().x < step)
      cache[cw::thread_idx().x] += cache[cw::thread_idx().x + step];
    cw::barrier();
  }
  long long total = cache[0];
  cw::barrier();
  return total;
}

CW_KERNEL void dot(const int *__restrict__ a, const int *__restrict__ b, int n,
                    volatile long long *partial, long long *result) {
  long long mine = 0;
  for (int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x; i < n;
       i += cw::block_dim().x * cw::grid_dim().x)
    mine += (long long)a[i] * b[i];
  long long total = sumOverBlock(mine);

  CW_STATIC_SHARED(isLast, bool isLast);
  if (cw::thread_idx().x == 0) {
    partial[cw::block_idx().x] = total;
    cw::fence_device();
    isLast = cw::atomic_inc(&finishedBlocks, cw::grid_dim().x - 1) == cw::grid_dim().x - 1;
  }
  cw::barrier();
  if (isLast) {
    long long rest = 0;
    for (int block = cw::thread_idx().x; block < cw::grid_dim().x; block += cw::block_dim().x)
      rest += partial[block];
    rest = sumOverBlock(rest);
    if (cw::thread_idx().x == 0)
      *result = rest;
  }
}

int main() {
  const int n = 3000, blocks = 9;
  int *a, *b;
  long long *partial, *result;
  cwMallocManaged(&a, n * sizeof(int));
  cwMallocManaged(&b, n * sizeof(int));
  cwMallocManaged(&partial, blocks * sizeof(long long));
  cwMallocManaged(&result, sizeof(long long));
  long long expected = 0;
  for (int i = 0; i < n; ++i) {
    a[i] = i - 1500;
    b[i] = 2 * i + 1;
    expected += (long long)a[i] * b[i];
  }
  for (int round = 0; round < 3; ++round) {
    *result = 0;
    cw::launch<dot>(blocks, BLOCK)(a, b, n, partial, result);
    cwDeviceSynchronize();
    printf("round %d: %s\n", round, *result == expected ? "equal" : "DIFFERENT");
  }
  printf("dot: %lld\n", *result);
  cwFree(a);
  cwFree(b);
  cwFree(partial);
  cwFree(result);
  return EXIT_SUCCESS;
}
