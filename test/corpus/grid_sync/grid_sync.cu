// A barrier over the whole grid: a cooperative launch passes values around a
// ring of blocks, many rounds in one kernel.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cuda_runtime.h>
#include <cooperative_groups.h>

using namespace cooperative_groups;

__global__ void ring(int *a, int *b, int n, int rounds) {
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
    a[0] += 1000 * (int)gridDim.x;
}

int main() {
  int n = 150, rounds = 6, blocks = 4, threads = 32;
  int cooperative = 0;
  cudaDeviceGetAttribute(&cooperative, cudaDevAttrCooperativeLaunch, 0);
  printf("cooperative: %d\n", cooperative);

  int *a, *b;
  cudaMallocManaged(&a, n * sizeof(int));
  cudaMallocManaged(&b, n * sizeof(int));
  for (int i = 0; i < n; ++i)
    a[i] = 10 * i;

  void *arguments[] = {&a, &b, &n, &rounds};
  cudaError_t launched = cudaLaunchCooperativeKernel(
      (void *)ring, dim3(blocks), dim3(threads), arguments, 0, 0);
  cudaError_t finished = cudaDeviceSynchronize();
  printf("launched %d, finished %d\n", launched == cudaSuccess,
         finished == cudaSuccess);

  int wrong = 0;
  for (int i = 0; i < n; ++i)
    wrong += a[i] != 10 * ((i + n - rounds) % n) + rounds + (i ? 0 : 4000);
  printf("wrong: %d\n", wrong);
  cudaFree(a);
  cudaFree(b);
  return 0;
}
