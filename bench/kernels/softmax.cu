// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include "bench.h"
// A row a block: warp shuffles, then shared memory among the warps.
__device__ float warp_max(float v) {
  for (int d = 16; d > 0; d >>= 1) v = fmaxf(v, __shfl_xor_sync(0xffffffff, v, d));
  return v;
}
__device__ float warp_sum(float v) {
  for (int d = 16; d > 0; d >>= 1) v += __shfl_xor_sync(0xffffffff, v, d);
  return v;
}
__global__ void softmax(int cols, const float *in, float *out) {
  __shared__ float sm[8], ss[8];
  int t = threadIdx.x, lane = t % 32, w = t / 32;
  const float *x = in + blockIdx.x * cols;
  float *y = out + blockIdx.x * cols;
  float m = -1e30f;
  for (int c = t; c < cols; c += blockDim.x) m = fmaxf(m, x[c]);
  m = warp_max(m);
  if (lane == 0) sm[w] = m;
  __syncthreads();
  m = sm[0];
  for (int i = 1; i < 8; ++i) m = fmaxf(m, sm[i]);
  float sum = 0;
  for (int c = t; c < cols; c += blockDim.x) {
    float e = expf(x[c] - m);
    y[c] = e;
    sum += e;
  }
  sum = warp_sum(sum);
  if (lane == 0) ss[w] = sum;
  __syncthreads();
  sum = 0;
  for (int i = 0; i < 8; ++i) sum += ss[i];
  float r = 1.0f / sum;
  for (int c = t; c < cols; c += blockDim.x) y[c] *= r;
}
int main() {
  const int rows = sized(4096), cols = 1024, n = rows * cols;
  auto v = values(n);
  float *x, *y;
  cudaMalloc(&x, n * sizeof(float));
  cudaMalloc(&y, n * sizeof(float));
  cudaMemcpy(x, v.data(), n * sizeof(float), cudaMemcpyHostToDevice);
  bench("softmax", [&] {
    softmax<<<rows, 256>>>(cols, x, y);
    cudaDeviceSynchronize();
  });
  cudaMemcpy(v.data(), y, n * sizeof(float), cudaMemcpyDeviceToHost);
  checksum("softmax", v.data(), n);
}
