// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include "bench.h"
#define T 32
#define ROWS 8
__global__ void transpose(int n, const float *in, float *out) {
  __shared__ float tile[T][T + 1];
  int x = blockIdx.x * T + threadIdx.x, y = blockIdx.y * T + threadIdx.y;
  for (int j = 0; j < T; j += ROWS) tile[threadIdx.y + j][threadIdx.x] = in[(y + j) * n + x];
  __syncthreads();
  x = blockIdx.y * T + threadIdx.x;
  y = blockIdx.x * T + threadIdx.y;
  for (int j = 0; j < T; j += ROWS) out[(y + j) * n + x] = tile[threadIdx.x][threadIdx.y + j];
}
int main() {
  const int n = sized(4096, 2), m = n * n;
  auto v = values(m);
  float *x, *y;
  cudaMalloc(&x, m * sizeof(float));
  cudaMalloc(&y, m * sizeof(float));
  cudaMemcpy(x, v.data(), m * sizeof(float), cudaMemcpyHostToDevice);
  dim3 block(T, ROWS), grid(n / T, n / T);
  bench("transpose", [&] {
    transpose<<<grid, block>>>(n, x, y);
    cudaDeviceSynchronize();
  });
  cudaMemcpy(v.data(), y, m * sizeof(float), cudaMemcpyDeviceToHost);
  checksum("transpose", v.data(), m);
}
