// A dot product in one launch: the last block to finish adds up the others'
// partial sums, found by a counter behind a device-wide fence.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cstdio>
#include <cstdlib>

#define BLOCK 64

__device__ unsigned int finishedBlocks = 0;

__device__ long long sumOverBlock(long long value) {
  __shared__ long long cache[BLOCK];
  cache[threadIdx.x] = value;
  __syncthreads();
  for (int step = BLOCK >> 1; step; step >>= 1) {
    if (threadIdx.x < step)
      cache[threadIdx.x] += cache[threadIdx.x + step];
    __syncthreads();
  }
  long long total = cache[0];
  __syncthreads();
  return total;
}

__global__ void dot(const int *__restrict__ a, const int *__restrict__ b, int n,
                    volatile long long *partial, long long *result) {
  long long mine = 0;
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n;
       i += blockDim.x * gridDim.x)
    mine += (long long)a[i] * b[i];
  long long total = sumOverBlock(mine);

  __shared__ bool isLast;
  if (threadIdx.x == 0) {
    partial[blockIdx.x] = total;
    __threadfence();
    isLast = atomicInc(&finishedBlocks, gridDim.x - 1) == gridDim.x - 1;
  }
  __syncthreads();
  if (isLast) {
    long long rest = 0;
    for (int block = threadIdx.x; block < gridDim.x; block += blockDim.x)
      rest += partial[block];
    rest = sumOverBlock(rest);
    if (threadIdx.x == 0)
      *result = rest;
  }
}

int main() {
  const int n = 3000, blocks = 9;
  int *a, *b;
  long long *partial, *result;
  cudaMallocManaged(&a, n * sizeof(int));
  cudaMallocManaged(&b, n * sizeof(int));
  cudaMallocManaged(&partial, blocks * sizeof(long long));
  cudaMallocManaged(&result, sizeof(long long));
  long long expected = 0;
  for (int i = 0; i < n; ++i) {
    a[i] = i - 1500;
    b[i] = 2 * i + 1;
    expected += (long long)a[i] * b[i];
  }
  for (int round = 0; round < 3; ++round) {
    *result = 0;
    dot<<<blocks, BLOCK>>>(a, b, n, partial, result);
    cudaDeviceSynchronize();
    printf("round %d: %s\n", round, *result == expected ? "equal" : "DIFFERENT");
  }
  printf("dot: %lld\n", *result);
  cudaFree(a);
  cudaFree(b);
  cudaFree(partial);
  cudaFree(result);
  return EXIT_SUCCESS;
}
