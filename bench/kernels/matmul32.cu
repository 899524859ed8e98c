// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include "bench.h"
#define T 32
__global__ void matmul(int n, const float *a, const float *b, float *c) {
  __shared__ float as[T][T];
  __shared__ float bs[T][T];
  int tx = threadIdx.x, ty = threadIdx.y;
  int row = blockIdx.y * T + ty, col = blockIdx.x * T + tx;
  float sum = 0.0f;
  for (int t = 0; t < n / T; ++t) {
    as[ty][tx] = a[row * n + t * T + tx];
    bs[ty][tx] = b[(t * T + ty) * n + col];
    __syncthreads();
    for (int k = 0; k < T; ++k) sum += as[ty][k] * bs[k][tx];
    __syncthreads();
  }
  c[row * n + col] = sum;
}
int main() {
  const int n = sized(1024, 3), m = n * n;
  auto v = values(m);
  float *a, *b, *c;
  cudaMalloc(&a, m * sizeof(float));
  cudaMalloc(&b, m * sizeof(float));
  cudaMalloc(&c, m * sizeof(float));
  cudaMemcpy(a, v.data(), m * sizeof(float), cudaMemcpyHostToDevice);
  cudaMemcpy(b, v.data(), m * sizeof(float), cudaMemcpyHostToDevice);
  dim3 block(T, T), grid(n / T, n / T);
  bench("matmul32", [&] {
    matmul<<<grid, block>>>(n, a, b, c);
    cudaDeviceSynchronize();
  });
  cudaMemcpy(v.data(), c, m * sizeof(float), cudaMemcpyDeviceToHost);
  checksum("matmul32", v.data(), m);
}
