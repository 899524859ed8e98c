// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include "spmv.h"
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
  const Rows rows(n);
  const int m = rows.start[n];
  auto va = values(m), vx = values(n);
  int *s, *c;
  float *a, *x, *y;
  cudaMalloc(&s, (n + 1) * sizeof(int));
  cudaMalloc(&c, m * sizeof(int));
  cudaMalloc(&a, m * sizeof(float));
  cudaMalloc(&x, n * sizeof(float));
  cudaMalloc(&y, n * sizeof(float));
  cudaMemcpy(s, rows.start.data(), (n + 1) * sizeof(int), cudaMemcpyHostToDevice);
  cudaMemcpy(c, rows.col.data(), m * sizeof(int), cudaMemcpyHostToDevice);
  cudaMemcpy(a, va.data(), m * sizeof(float), cudaMemcpyHostToDevice);
  cudaMemcpy(x, vx.data(), n * sizeof(float), cudaMemcpyHostToDevice);
  bench("spmv", [&] {
    spmv<<<(n + 255) / 256, 256>>>(n, s, c, a, x, y);
    cudaDeviceSynchronize();
  });
  cudaMemcpy(vx.data(), y, n * sizeof(float), cudaMemcpyDeviceToHost);
  checksum("spmv", vx.data(), n);
}
