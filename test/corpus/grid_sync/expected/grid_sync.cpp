// A barrier over the whole grid: a cooperative launch passes values around a
// ring of blocks, many rounds in one kernel.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cw/runtime.h>
#include <cw/coop.h>

using namespace cw::coop;

CW_KERNEL void ring(int *a, int *b, int n, int rounds) {
  grid_group grid = this_grid();
  for (int round = 0; round < rounds; ++round) {
    for (int i = grid.thread_rank(); i < n; i += grid.size())
      b[i] = a[(i + n - 1) % n] + 1;
    grid.sync();
    int *swap = a;
    a = b;
    b = swap;
  }
  if (grid.thread_rank() == 0)
    a[0] += 1000 * (int)cw::grid_dim().x;
}

int main() {
  int n = 150, rounds = 6, blocks = 4, threads = 32;
  int cooperative = 0;
  cwDeviceGetAttribute(&cooperative, cwDevAttrCooperativeLaunch, 0);
  printf("cooperative: %d\n", cooperative);

  int *a, *b;
  cwMallocManaged(&a, n * sizeof(int));
  cwMallocManaged(&b, n * sizeof(int));
  for (int i = 0; i < n; ++i)
    a[i] = 10 * i;

  void *arguments[] = {&a, &b, &n, &rounds};
  cwError_t launched = cwLaunchCooperativeKernel(
      (void *)cw::kernel_address(ring), cw::dim3(blocks), cw::dim3(threads), arguments, 0, 0);
  cwError_t finished = cwDeviceSynchronize();
  printf("launched %d, finished %d\n", launched == cwSuccess,
         finished == cwSuccess);

  int wrong = 0;
  for (int i = 0; i < n; ++i)
    wrong += a[i] != 10 * ((i + n - rounds) % n) + rounds + (i ? 0 : 4000);
  printf("wrong: %d\n", wrong);
  cwFree(a);
  cwFree(b);
  return 0;
}
