// Adds two vectors whose length does not fill the last block.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cstdio>
#include <vector>

__global__ void add(const int *a, const int *b, int *sum, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    sum[i] = a[i] + b[i];
}

int main() {
  const int n = 1000;
  const size_t bytes = n * sizeof(int);
  std::vector<int> a(n), b(n), sum(n);
  for (int i = 0; i < n; ++i) {
    a[i] = 3 * i;
    b[i] = 7 - i;
  }

  int *dA, *dB, *dSum;
  cudaMalloc(&dA, bytes);
  cudaMalloc(&dB, bytes);
  cudaMalloc((void **)&dSum, bytes);
  cudaMemcpy(dA, a.data(), bytes, cudaMemcpyHostToDevice);
  cudaMemcpy(dB, b.data(), bytes, cudaMemcpyHostToDevice);

  const int block = 128;
  add<<<(n + block - 1) / block, block>>>(dA, dB, dSum, n);
  if (cudaGetLastError() != cudaSuccess)
    return 1;
  cudaMemcpy(sum.data(), dSum, bytes, cudaMemcpyDeviceToHost);

  int wrong = 0;
  long long total = 0;
  for (int i = 0; i < n; ++i) {
    wrong += sum[i] != a[i] + b[i];
    total += sum[i];
  }
  printf("wrong: %d\n", wrong);
  printf("total: %lld\n", total);

  cudaFree(dA);
  cudaFree(dB);
  cudaFree(dSum);
  return wrong != 0;
}
