// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cuda_fp16.h>
#include "bench.h"
__global__ void to_half(int n, const float *x, __half *y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = __float2half(x[i]);
}
__global__ void to_float(int n, const __half *x, float *y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = __half2float(x[i]);
}
__global__ void halfaxpy(int n, __half a, const __half *x, const __half *y, __half *z) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) z[i] = __hadd(__hmul(a, x[i]), y[i]);
}
int main() {
  const int n = sized(1 << 24);
  auto v = values(n);
  float *f;
  __half *x, *z;
  cudaMalloc(&f, n * sizeof(float));
  cudaMalloc(&x, n * sizeof(__half));
  cudaMalloc(&z, n * sizeof(__half));
  cudaMemcpy(f, v.data(), n * sizeof(float), cudaMemcpyHostToDevice);
  to_half<<<n / 256, 256>>>(n, f, x);
  cudaDeviceSynchronize();
  bench("halfaxpy", [&] {
    halfaxpy<<<n / 256, 256>>>(n, __float2half(0.5f), x, x, z);
    cudaDeviceSynchronize();
  });
  to_float<<<n / 256, 256>>>(n, z, f);
  cudaDeviceSynchronize();
  cudaMemcpy(v.data(), f, n * sizeof(float), cudaMemcpyDeviceToHost);
  checksum("halfaxpy", v.data(), n);
}
