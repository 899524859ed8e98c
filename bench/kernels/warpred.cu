// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include "bench.h"
__inline__ __device__ float warp_sum(float v) {
  for (int d = 16; d > 0; d >>= 1) v += __shfl_down_sync(0xffffffff, v, d);
  return v;
}
__global__ void warpred(int n, const float *in, float *out) {
  __shared__ float s[32];
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  int lane = t % 32, w = t / 32;
  float v = i < n ? in[i] : 0.0f;
  v = warp_sum(v);
  if (lane == 0) s[w] = v;
  __syncthreads();
  v = t < blockDim.x / 32 ? s[lane] : 0.0f;
  if (w == 0) v = warp_sum(v);
  if (t == 0) out[blockIdx.x] = v;
}
int main() {
  const int n = sized(1 << 24), blocks = n / 256;
  auto v = values(n);
  float *x, *y;
  cudaMalloc(&x, n * sizeof(float));
  cudaMalloc(&y, blocks * sizeof(float));
  cudaMemcpy(x, v.data(), n * sizeof(float), cudaMemcpyHostToDevice);
  bench("warpred", [&] {
    warpred<<<blocks, 256>>>(n, x, y);
    cudaDeviceSynchronize();
  });
  cudaMemcpy(v.data(), y, blocks * sizeof(float), cudaMemcpyDeviceToHost);
  checksum("warpred", v.data(), blocks);
}
