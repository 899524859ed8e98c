// Includes a .cu file, whose name changes when it is migrated.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <stdio.h>

#define SEED 12345u
#include "kernels/checksum.cu"

static unsigned mixOnHost(unsigned x) {
  x ^= x >> 16;
  x *= 0x7feb352du;
  x ^= x >> 15;
  return x + SEED;
}

int main() {
  const int n = 333;
  unsigned *data, *result, expected = 0;
  cudaMallocManaged(&data, n * sizeof(unsigned));
  cudaMallocManaged(&result, sizeof(unsigned));
  for (int i = 0; i < n; ++i) {
    data[i] = (unsigned)i * 977u;
    expected += mixOnHost(data[i]);
  }
  checksum<<<1, 96>>>(data, n, result);
  cudaDeviceSynchronize();
  printf("equal: %d\n", *result == expected);
  cudaFree(data);
  cudaFree(result);
  return 0;
}
