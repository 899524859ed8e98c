// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include "bench.h"
#define P 256
__global__ void nbody(int n, const float4 *pos, float4 *acc) {
  __shared__ float4 s[P];
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  float4 me = pos[i];
  float ax = 0, ay = 0, az = 0;
  for (int tile = 0; tile < n / P; ++tile) {
    s[threadIdx.x] = pos[tile * P + threadIdx.x];
    __syncthreads();
    for (int j = 0; j < P; ++j) {
      float dx = s[j].x - me.x, dy = s[j].y - me.y, dz = s[j].z - me.z;
      float d = dx * dx + dy * dy + dz * dz + 1e-3f;
      float inv = 1.0f / sqrtf(d);
      float f = s[j].w * inv * inv * inv;
      ax += dx * f;
      ay += dy * f;
      az += dz * f;
    }
    __syncthreads();
  }
  acc[i] = make_float4(ax, ay, az, 0.0f);
}
int main() {
  const int n = sized(16384, 2);
  auto v = values(4 * n);
  float4 *x, *y;
  cudaMalloc(&x, n * sizeof(float4));
  cudaMalloc(&y, n * sizeof(float4));
  cudaMemcpy(x, v.data(), n * sizeof(float4), cudaMemcpyHostToDevice);
  bench("nbody", [&] {
    nbody<<<n / P, P>>>(n, x, y);
    cudaDeviceSynchronize();
  });
  cudaMemcpy(v.data(), y, n * sizeof(float4), cudaMemcpyDeviceToHost);
  checksum("nbody", v.data(), 4 * n);
}
