// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include "bench.h"
// A sparse matrix in rows (CSR) times a vector, a thread a row.
__global__ void spmv(int n, const int *start, const int *col, const float *a, const float *x, float *y) {
  int r = blockIdx.x * blockDim.x + threadIdx.x;
  if (r >= n) return;
  float sum = 0;
  for (int k = start[r]; k < start[r + 1]; ++k) sum += a[k] * x[col[k]];
  y[r] = sum;
}
int main() {
  const int n = sized(1 << 20);
  std::vector<int> start(n + 1);
  for (int r = 0; r < n; ++r) start[r + 1] = start[r] + 1 + int(val(r) * 64.0f);
  const int m = start[n];
  std::vector<int> col(m);
  for (int k = 0; k < m; ++k) col[k] = int((unsigned(k) * 2654435761u >> 9) % unsigned(n));
  auto va = values(m), vx = values(n);
  int *s, *c;
  float *a, *x, *y;
  cudaMalloc(&s, (n + 1) * sizeof(int));
  cudaMalloc(&c, m * sizeof(int));
  cudaMalloc(&a, m * sizeof(float));
  cudaMalloc(&x, n * sizeof(float));
  cudaMalloc(&y, n * sizeof(float));
  cudaMemcpy(s, start.data(), (n + 1) * sizeof(int), cudaMemcpyHostToDevice);
  cudaMemcpy(c, col.data(), m * sizeof(int), cudaMemcpyHostToDevice);
  cudaMemcpy(a, va.data(), m * sizeof(float), cudaMemcpyHostToDevice);
  cudaMemcpy(x, vx.data(), n * sizeof(float), cudaMemcpyHostToDevice);
  bench("spmv", [&] {
    spmv<<<(n + 255) / 256, 256>>>(n, s, c, a, x, y);
    cudaDeviceSynchronize();
  });
  cudaMemcpy(vx.data(), y, n * sizeof(float), cudaMemcpyDeviceToHost);
  checksum("spmv", vx.data(), n);
}
