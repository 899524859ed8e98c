// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include "bench.h"
#define T 16
// A step of heat flow on a plate: a tile and its border in shared memory.
__global__ void hotspot(int w, int h, const float *temp, const float *power, float *out) {
  __shared__ float s[T + 2][T + 2];
  int tx = threadIdx.x, ty = threadIdx.y;
  int x = blockIdx.x * T + tx, y = blockIdx.y * T + ty;
  int i = y * w + x;
  s[ty + 1][tx + 1] = temp[i];
  if (tx == 0) s[ty + 1][0] = temp[x > 0 ? i - 1 : i];
  if (tx == T - 1) s[ty + 1][T + 1] = temp[x < w - 1 ? i + 1 : i];
  if (ty == 0) s[0][tx + 1] = temp[y > 0 ? i - w : i];
  if (ty == T - 1) s[T + 1][tx + 1] = temp[y < h - 1 ? i + w : i];
  __syncthreads();
  float c = s[ty + 1][tx + 1];
  float dx = s[ty + 1][tx] + s[ty + 1][tx + 2] - 2.0f * c;
  float dy = s[ty][tx + 1] + s[ty + 2][tx + 1] - 2.0f * c;
  out[i] = c + 0.1f * (power[i] + dx + dy + 0.05f * (0.5f - c));
}
int main() {
  const int w = sized(2048, 2), h = w, n = w * h, steps = 8;
  auto v = values(n);
  std::vector<float> q(n);
  for (int i = 0; i < n; ++i) q[i] = val(i + 12345);
  float *a, *b, *p;
  cudaMalloc(&a, n * sizeof(float));
  cudaMalloc(&b, n * sizeof(float));
  cudaMalloc(&p, n * sizeof(float));
  cudaMemcpy(a, v.data(), n * sizeof(float), cudaMemcpyHostToDevice);
  cudaMemcpy(p, q.data(), n * sizeof(float), cudaMemcpyHostToDevice);
  dim3 block(T, T), grid(w / T, h / T);
  auto run = [&] {
    for (int k = 0; k < steps; k += 2) {
      hotspot<<<grid, block>>>(w, h, a, p, b);
      hotspot<<<grid, block>>>(w, h, b, p, a);
    }
    cudaDeviceSynchronize();
  };
  bench("hotspot", run);
  // The sum is of one run, however many were timed.
  cudaMemcpy(a, v.data(), n * sizeof(float), cudaMemcpyHostToDevice);
  run();
  cudaMemcpy(v.data(), a, n * sizeof(float), cudaMemcpyDeviceToHost);
  checksum("hotspot", v.data(), n);
}
