// A kernel that other units include as source.
// SPDX-License-Identifier: Apache-2.0
#ifndef SEED
#error "define SEED before including this file"
#endif

__device__ unsigned mix(unsigned x) {
  x ^= x >> 16;
  x *= 0x7feb352du;
  x ^= x >> 15;
  return x + SEED;
}

__global__ void checksum(const unsigned *data, int n, unsigned *result) {
  __shared__ unsigned sum;
  if (threadIdx.x == 0)
    sum = 0;
  __syncthreads();
  for (int i = threadIdx.x; i < n; i += blockDim.x)
    atomicAdd(&sum, mix(data[i]));
  __syncthreads();
  if (threadIdx.x == 0)
    *result = sum;
}
