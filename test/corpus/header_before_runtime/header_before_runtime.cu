// The project's own header comes before CUDA's, which nvcc has included by then.
// SPDX-License-Identifier: Apache-2.0
#include "host_or_device.h"
#include <cuda_runtime.h>
#include <stdio.h>

__global__ void mix(unsigned *out, int *ones) {
  unsigned i = mine();
  out[i] = rotate(0x9e3779b9u * (i + 1), i % 31 + 1);
#if __CUDA_ARCH__ >= 600
  atomicAdd(ones, bits(out[i]));
#endif
}

int main() {
  const int n = 96;
  unsigned *out, expected = 0, got = 0;
  int *ones, count = 0;
  cudaMallocManaged(&out, n * sizeof *out);
  cudaMallocManaged(&ones, sizeof *ones);
  *ones = 0;
  mix<<<3, 32>>>(out, ones);
  cudaDeviceSynchronize();
  for (unsigned i = 0; i < n; ++i) {
    unsigned value = rotate(0x9e3779b9u * (i + 1), i % 31 + 1);
    expected ^= value;
    got ^= out[i];
    count += bits(value);
  }
  printf("words: %s, bits: %s\n", got == expected ? "equal" : "different", *ones == count ? "equal" : "different");
  cudaFree(out);
  cudaFree(ones);
  return 0;
}
