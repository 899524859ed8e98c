// Sums, minima and maxima by halving in shared memory, one result a block.
// SPDX-License-Identifier: Apache-2.0
#include <climits>
#include <cstdio>
#include <cuda_runtime.h>
#include <vector>

struct Summary {
  int sum, smallest, largest;
};

template <int BlockSize>
__global__ void summarize(const int *data, int n, Summary *partial) {
  __shared__ int sum[BlockSize];
  __shared__ int low[BlockSize], high[BlockSize];
  const unsigned t = threadIdx.x;
  int mySum = 0, myLow = INT_MAX, myHigh = INT_MIN;
  for (int i = blockIdx.x * BlockSize + t; i < n; i += BlockSize * gridDim.x) {
    mySum += data[i];
    myLow = min(myLow, data[i]);
    myHigh = max(myHigh, data[i]);
  }
  sum[t] = mySum;
  low[t] = myLow;
  high[t] = myHigh;
  __syncthreads();
  for (unsigned half = BlockSize / 2; half > 0; half /= 2) {
    if (t < half) {
      sum[t] += sum[t + half];
      low[t] = min(low[t], low[t + half]);
      high[t] = max(high[t], high[t + half]);
    }
    __syncthreads();
  }
  if (t == 0)
    partial[blockIdx.x] = Summary{sum[0], low[0], high[0]};
}

int main() {
  const int n = 5003, blocks = 6;
  std::vector<int> data(n);
  unsigned state = 1;
  for (int &value : data) {
    state = state * 1103515245u + 12345u;
    value = (int)(state >> 16) % 2001 - 1000;
  }

  int *device;
  Summary *partial, host[blocks];
  cudaMalloc(&device, n * sizeof(int));
  cudaMalloc(&partial, blocks * sizeof(Summary));
  cudaMemcpy(device, data.data(), n * sizeof(int), cudaMemcpyHostToDevice);
  summarize<128><<<blocks, 128>>>(device, n, partial);
  cudaMemcpy(host, partial, sizeof host, cudaMemcpyDeviceToHost);

  Summary total = host[0];
  for (int b = 1; b < blocks; ++b) {
    total.sum += host[b].sum;
    total.smallest = min(total.smallest, host[b].smallest);
    total.largest = max(total.largest, host[b].largest);
  }
  Summary reference{0, INT_MAX, INT_MIN};
  for (int value : data) {
    reference.sum += value;
    if (value < reference.smallest)
      reference.smallest = value;
    if (value > reference.largest)
      reference.largest = value;
  }
  printf("sum agrees: %d\n", total.sum == reference.sum);
  printf("range agrees: %d\n", total.smallest == reference.smallest &&
                                   total.largest == reference.largest);
  printf("range: %d to %d\n", total.smallest, total.largest);
  cudaFree(device);
  cudaFree(partial);
  return 0;
}
