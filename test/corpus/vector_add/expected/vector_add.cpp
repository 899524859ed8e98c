// Adds two vectors whose length does not fill the last block.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>
#include <vector>

CW_KERNEL void add(const int *a, const int *b, int *sum, int n) {
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  if (i < n)
    sum[i] = a[i] + b[i];
}

int main() {
  const int n = 1000;
  const size_t bytes = n * sizeof(int);
  std::vector<int> a(n), b(n), sum(n);
  for (int i = 0; i < n; ++i) {
    a[i] = 3 * i;
    b[i] = 7 - i;
  }

  int *dA, *dB, *dSum;
  cwMalloc(&dA, bytes);
  cwMalloc(&dB, bytes);
  cwMalloc((void **)&dSum, bytes);
  cwMemcpy(dA, a.data(), bytes, cwMemcpyHostToDevice);
  cwMemcpy(dB, b.data(), bytes, cwMemcpyHostToDevice);

  const int block = 128;
  cw::launch<add>((n + block - 1) / block, block)(dA, dB, dSum, n);
  if (cwGetLastError() != cwSuccess)
    return 1;
  cwMemcpy(sum.data(), dSum, bytes, cwMemcpyDeviceToHost);

  int wrong = 0;
  long long total = 0;
  for (int i = 0; i < n; ++i) {
    wrong += sum[i] != a[i] + b[i];
    total += sum[i];
  }
  printf("wrong: %d\n", wrong);
  printf("total: %lld\n", total);

  cwFree(dA);
  cwFree(dB);
  cwFree(dSum);
  return wrong != 0;
}
