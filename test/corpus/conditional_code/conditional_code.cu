// Code that differs between compilers and between host and device.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include "portable.h"
#include <stdio.h>

#ifndef __CUDACC__
#error "this file needs a compiler for kernels"
#endif

#if defined(CUDART_VERSION) && CUDART_VERSION >= 9000
#define MODERN 1
#else
#define MODERN 0
#endif

CALLABLE int side() {
#ifdef __CUDA_ARCH__
  return 1;
#else
  return 0;
#endif
}

#if __CUDA_ARCH__ >= 600 || !defined(__CUDA_ARCH__)
#define ADD(address, value) atomicAdd(address, value)
#else
#define ADD(address, value) slowAdd(address, value)
__device__ double slowAdd(double *address, double value) {
  unsigned long long *bits = (unsigned long long *)address;
  unsigned long long old = *bits, assumed;
  do {
    assumed = old;
    old = atomicCAS(bits, assumed,
                    __double_as_longlong(value + __longlong_as_double(assumed)));
  } while (assumed != old);
  return __longlong_as_double(old);
}
#endif

__global__ void run(double *sum, int *sides) {
  int x = clampTo((int)threadIdx.x - 10, 0, 20);
  ADD(sum, x * 0.5);
#if !defined(__CUDA_ARCH__) || (__CUDA_ARCH__ >= 300)
  atomicAdd(&sides[side()], 1);
#endif
  if (lane() >= warpSize)
    sides[0] = -1000;
}

#if 0
__global__ void neverCompiled(int *out) {
  out[threadIdx.x] = __popc(blockIdx.x);
  __syncthreads();
}
#endif

int main() {
  double *sum;
  int *sides;
  cudaMallocManaged(&sum, sizeof *sum);
  cudaMallocManaged(&sides, 2 * sizeof *sides);
  *sum = 0.0;
  sides[0] = sides[1] = 0;
  run<<<1, 40>>>(sum, sides);
  cudaDeviceSynchronize();
  printf("kernels: %d, modern: %d\n", HAVE_KERNELS, MODERN);
  printf("sum: %.1f\n", *sum);
  printf("threads: %d, on the host: %d\n", sides[0] + sides[1], side());
  cudaFree(sum);
  cudaFree(sides);
  return 0;
}
