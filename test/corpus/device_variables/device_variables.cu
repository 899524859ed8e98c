// Device variables: scalars, arrays, pointers and structs, by copy and by
// address; counters that live from launch to launch.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cuda_runtime.h>

__device__ int launches;
__device__ int table[8] = {1, 1, 2, 3, 5, 8, 13, 21};
__device__ int *target = nullptr;
static __device__ float scale(2.0f);
__device__ struct {
  int x, y;
} corner = {3, 4};

namespace state {
__device__ unsigned total = 7;
}

__global__ void work() {
  int i = threadIdx.x;
  target[i] = (int)(table[i] * scale) + corner.x * corner.y;
  atomicAdd(&state::total, (unsigned)table[i]);
  if (i == 0)
    launches++;
}

int main() {
  int *out;
  cudaMalloc(&out, 8 * sizeof(int));
  cudaMemcpyToSymbol(target, &out, sizeof out);
  work<<<1, 8>>>();

  const float three = 3.0f;
  cudaMemcpyToSymbol(scale, &three, sizeof three);
  int *tableAddress = nullptr;
  size_t tableBytes = 0;
  cudaGetSymbolAddress((void **)&tableAddress, table);
  cudaGetSymbolSize(&tableBytes, table);
  cudaMemset(tableAddress + 6, 0, 2 * sizeof(int));
  work<<<1, 8>>>();

  int host[8], count = 0;
  unsigned total = 0;
  cudaMemcpy(host, out, sizeof host, cudaMemcpyDeviceToHost);
  cudaMemcpyFromSymbol(&count, launches, sizeof count);
  cudaMemcpyFromSymbol(&total, state::total, sizeof total, 0,
                       cudaMemcpyDeviceToHost);
  printf("launches: %d, total: %u, table bytes: %zu\n", count, total,
         tableBytes);
  for (int i = 0; i < 8; ++i)
    printf("%d%c", host[i], i < 7 ? ' ' : '\n');
  cudaFree(out);
  return 0;
}
