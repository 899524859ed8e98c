// Fills and copies of every direction, with offsets into an allocation.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cuda_runtime_api.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  enum { N = 64 };
  unsigned char host[N], back[N];
  unsigned char *a = NULL, *b = NULL;

  for (int i = 0; i < N; i++)
    host[i] = (unsigned char)i;
  cudaMalloc((void **)&a, N);
  cudaMalloc((void **)&b, N);

  cudaMemset(a, 0xAB, N);
  cudaMemset(a + 16, 0, 8);
  cudaMemcpy(back, a, N, cudaMemcpyDeviceToHost);
  int filled = 0, cleared = 0;
  for (int i = 0; i < N; i++) {
    filled += back[i] == 0xAB;
    cleared += back[i] == 0;
  }
  printf("filled %d, cleared %d\n", filled, cleared);

  cudaMemcpy(a, host, N, cudaMemcpyHostToDevice);
  cudaMemsetAsync(b, 0xFF, N, 0);
  cudaMemcpyAsync(b + 32, a, N / 2, cudaMemcpyDeviceToDevice, 0);
  memset(back, 0, sizeof back);
  cudaMemcpy(back, b, N, cudaMemcpyDefault);
  printf("first %d, middle %d, last %d\n", back[0], back[32], back[63]);

  cudaMemcpy(back, host + 8, 8, cudaMemcpyHostToHost);
  printf("host to host: %d to %d\n", back[0], back[7]);

  size_t freeBytes = 0, totalBytes = 0;
  cudaMemGetInfo(&freeBytes, &totalBytes);
  printf("free at most total: %d\n", freeBytes <= totalBytes);

  cudaFree(a);
  cudaFree(b);
  printf("freeing nothing: %d\n", cudaFree(NULL) == cudaSuccess);
  return 0;
}
