// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include "bench.h"
__global__ void hist(int n, const unsigned char *in, unsigned *bins) {
  __shared__ unsigned local[256];
  local[threadIdx.x] = 0;
  __syncthreads();
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) atomicAdd(&local[in[i]], 1u);
  __syncthreads();
  atomicAdd(&bins[threadIdx.x], local[threadIdx.x]);
}
int main() {
  const int n = sized(1 << 26);
  std::vector<unsigned char> v(n);
  for (int i = 0; i < n; ++i) v[i] = (unsigned char)((unsigned)i * 2654435761u >> 13);
  unsigned char *x;
  unsigned *b, r[256];
  cudaMalloc(&x, n);
  cudaMalloc(&b, sizeof r);
  cudaMemcpy(x, v.data(), n, cudaMemcpyHostToDevice);
  bench("hist", [&] {
    cudaMemset(b, 0, sizeof r);
    hist<<<1024, 256>>>(n, x, b);
    cudaDeviceSynchronize();
  });
  cudaMemcpy(r, b, sizeof r, cudaMemcpyDeviceToHost);
  checksum("hist", r, 256);
}
