// Histogram with privatised bins: each block counts in shared memory and adds
// its counts to the total.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cstdio>
#include <string>

constexpr int kBins = 32;

__global__ void histogram(const unsigned char *text, int length,
                          unsigned int *bins) {
  __shared__ unsigned int local[kBins];
  for (int bin = threadIdx.x; bin < kBins; bin += blockDim.x)
    local[bin] = 0;
  __syncthreads();
  int stride = gridDim.x * blockDim.x;
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < length; i += stride)
    atomicAdd(&local[text[i] % kBins], 1u);
  __syncthreads();
  for (int bin = threadIdx.x; bin < kBins; bin += blockDim.x)
    if (local[bin])
      atomicAdd(bins + bin, local[bin]);
}

int main() {
  std::string text;
  while (text.size() < 4000)
    text += "a causeway is a road across water; ";

  unsigned char *deviceText;
  unsigned int *deviceBins, bins[kBins], reference[kBins] = {};
  cudaMalloc(&deviceText, text.size());
  cudaMalloc(&deviceBins, sizeof bins);
  cudaMemset(deviceBins, 0, sizeof bins);
  cudaMemcpy(deviceText, text.data(), text.size(), cudaMemcpyHostToDevice);
  histogram<<<5, 96>>>(deviceText, (int)text.size(), deviceBins);
  cudaMemcpy(bins, deviceBins, sizeof bins, cudaMemcpyDeviceToHost);
  cudaFree(deviceText);
  cudaFree(deviceBins);

  for (unsigned char c : text)
    ++reference[c % kBins];
  int wrong = 0;
  for (int bin = 0; bin < kBins; ++bin)
    wrong += bins[bin] != reference[bin];
  printf("wrong bins: %d\n", wrong);
  printf("spaces: %u, letters a: %u\n", bins[' ' % kBins], bins['a' % kBins]);
  return wrong != 0;
}
