// Variables on the device: constant, global, managed, and kernels that print
// and assert.
// SPDX-License-Identifier: Apache-2.0
#include <cassert>
#include <cstdio>
#include <cuda_runtime.h>

__constant__ float weights[4] = {0.1f, 0.2f, 0.3f, 0.4f};
__device__ int counter = 5;
__device__ __managed__ float total;
static __device__ const int table[3] = {1, 2, 3};

typedef float (*function_t)(float);
__device__ float twice(float x) { return 2 * x; }
__device__ function_t chosen = twice;
__device__ __noinline__ float thrice(float x) { return x * 3; }

__global__ void weigh(const float *__restrict__ in, float *__restrict__ out,
                      int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  assert(n > 4);
  if (i < n)
    out[i] = weights[i & 3] * chosen(in[i]) + table[i % 3] + thrice(in[i]);
  if (i == 0) {
    atomicAdd(&counter, 1);
    total = out[0];
    printf("block %d of %d\n", blockIdx.x, gridDim.x);
  }
}

__global__ void newer(int *out) {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 800
  out[0] = __CUDA_ARCH__;
#else
  out[0] = 1;
#endif
}

void run(float *in, float *out, int *i) {
  weigh<<<4, 64>>>(in, out, 256);
  newer<<<1, 1>>>(i);
  float host[4] = {1, 2, 3, 4};
  cudaMemcpyToSymbol(weights, host, sizeof host);
  int seen;
  cudaMemcpyFromSymbol(&seen, counter, sizeof seen, 0, cudaMemcpyDeviceToHost);
}
