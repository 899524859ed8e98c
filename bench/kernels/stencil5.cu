// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include "bench.h"
__global__ void stencil5(int w, int h, const float *in, float *out) {
  int x = blockIdx.x * blockDim.x + threadIdx.x;
  int y = blockIdx.y * blockDim.y + threadIdx.y;
  if (x > 0 && x < w - 1 && y > 0 && y < h - 1) {
    int i = y * w + x;
    out[i] = 0.2f * (in[i] + in[i - 1] + in[i + 1] + in[i - w] + in[i + w]);
  }
}
int main() {
  const int w = sized(4096, 2), h = w, n = w * h;
  auto v = values(n);
  float *x, *y;
  cudaMalloc(&x, n * sizeof(float));
  cudaMalloc(&y, n * sizeof(float));
  cudaMemcpy(x, v.data(), n * sizeof(float), cudaMemcpyHostToDevice);
  cudaMemset(y, 0, n * sizeof(float));
  dim3 block(32, 8), grid(w / 32, h / 8);
  bench("stencil5", [&] {
    stencil5<<<grid, block>>>(w, h, x, y);
    cudaDeviceSynchronize();
  });
  cudaMemcpy(v.data(), y, n * sizeof(float), cudaMemcpyDeviceToHost);
  checksum("stencil5", v.data(), n);
}
