// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include "bench.h"
__global__ void reduce(int n, const float *in, float *out) {
  __shared__ float s[256];
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  s[t] = i < n ? in[i] : 0.0f;
  __syncthreads();
  for (int d = blockDim.x / 2; d > 0; d >>= 1) {
    if (t < d) s[t] += s[t + d];
    __syncthreads();
  }
  if (t == 0) out[blockIdx.x] = s[0];
}
int main() {
  const int n = sized(1 << 24), blocks = n / 256;
  auto v = values(n);
  float *x, *y;
  cudaMalloc(&x, n * sizeof(float));
  cudaMalloc(&y, blocks * sizeof(float));
  cudaMemcpy(x, v.data(), n * sizeof(float), cudaMemcpyHostToDevice);
  bench("reduce", [&] {
    reduce<<<blocks, 256>>>(n, x, y);
    cudaDeviceSynchronize();
  });
  cudaMemcpy(v.data(), y, blocks * sizeof(float), cudaMemcpyDeviceToHost);
  checksum("reduce", v.data(), blocks);
}
