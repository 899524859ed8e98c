// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include "bench.h"
// Neighbours leave the loop at different times.
__global__ void mandelbrot(int w, int h, int limit, int *out) {
  int px = blockIdx.x * blockDim.x + threadIdx.x;
  int py = blockIdx.y * blockDim.y + threadIdx.y;
  if (px >= w || py >= h) return;
  float cx = -2.0f + 3.0f * px / w, cy = -1.5f + 3.0f * py / h;
  float x = 0, y = 0;
  int k = 0;
  while (k < limit && x * x + y * y <= 4.0f) {
    float t = x * x - y * y + cx;
    y = 2.0f * x * y + cy;
    x = t;
    ++k;
  }
  out[py * w + px] = k;
}
int main() {
  const int w = sized(2048, 2), h = w, n = w * h;
  std::vector<int> v(n);
  int *y;
  cudaMalloc(&y, n * sizeof(int));
  dim3 block(16, 16), grid(w / 16, h / 16);
  bench("mandelbrot", [&] {
    mandelbrot<<<grid, block>>>(w, h, 256, y);
    cudaDeviceSynchronize();
  });
  cudaMemcpy(v.data(), y, n * sizeof(int), cudaMemcpyDeviceToHost);
  checksum("mandelbrot", v.data(), n);
}
