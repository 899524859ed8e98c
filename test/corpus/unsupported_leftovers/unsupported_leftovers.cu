// Some of this has no portable form: it stays as written and is reported,
// while everything around it is migrated.
// SPDX-License-Identifier: Apache-2.0
#include <cuda.h>
#include <cuda_runtime.h>
#include <cuda_gl_interop.h>
#include <cstdio>

__device__ unsigned multiprocessor() {
  unsigned place;
  asm volatile("mov.u32 %0, %%smid;" : "=r"(place));
  return place;
}

__global__ void places(unsigned *out) { out[threadIdx.x] = multiprocessor(); }

static bool share(unsigned buffer, cudaGraphicsResource_t *resource) {
  return cudaGraphicsGLRegisterBuffer(resource, buffer,
                                      cudaGraphicsRegisterFlagsNone) ==
         cudaSuccess;
}

int main() {
  unsigned *out;
  CUdevice device;
  cuInit(0);
  cuDeviceGet(&device, 0);
  cudaMalloc(&out, 32 * sizeof(unsigned));
  places<<<1, 32>>>(out);
  cudaGraphicsResource_t resource = nullptr;
  printf("shared: %d\n", share(1, &resource));
  cudaFree(out);
  return 0;
}
