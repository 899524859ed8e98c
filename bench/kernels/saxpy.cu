// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include "bench.h"
__global__ void saxpy(int n, float a, const float *x, float *y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = a * x[i] + y[i];
}
int main() {
  const int n = sized(1 << 26);
  auto h = values(n);
  float *x, *y;
  cudaMalloc(&x, n * sizeof(float));
  cudaMalloc(&y, n * sizeof(float));
  cudaMemcpy(x, h.data(), n * sizeof(float), cudaMemcpyHostToDevice);
  cudaMemcpy(y, h.data(), n * sizeof(float), cudaMemcpyHostToDevice);
  auto step = [&] {
    saxpy<<<(n + 255) / 256, 256>>>(n, 0.5f, x, y);
    cudaDeviceSynchronize();
  };
  bench("saxpy", step);
  // The sum is of one step, however many were timed.
  cudaMemcpy(y, h.data(), n * sizeof(float), cudaMemcpyHostToDevice);
  step();
  cudaMemcpy(h.data(), y, n * sizeof(float), cudaMemcpyDeviceToHost);
  checksum("saxpy", h.data(), n);
}
