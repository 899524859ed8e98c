// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include "bench.h"
#define B 1024
// Inclusive scan: warps by shuffles, the warps of a block through shared memory, the blocks through their sums.
__device__ int warp_scan(int v) {
  int lane = threadIdx.x % 32;
  for (int d = 1; d < 32; d <<= 1) {
    int u = __shfl_up_sync(0xffffffff, v, d);
    if (lane >= d) v += u;
  }
  return v;
}
__global__ void scan_block(const int *in, int *out, int *sums) {
  __shared__ int s[32];
  int t = threadIdx.x, lane = t % 32, w = t / 32;
  int i = blockIdx.x * blockDim.x + t;
  int v = warp_scan(in[i]);
  if (lane == 31) s[w] = v;
  __syncthreads();
  if (w == 0) s[lane] = warp_scan(s[lane]);
  __syncthreads();
  if (w > 0) v += s[w - 1];
  out[i] = v;
  if (t == B - 1) sums[blockIdx.x] = v;
}
__global__ void add_sums(int *out, const int *sums) {
  if (blockIdx.x > 0) out[blockIdx.x * blockDim.x + threadIdx.x] += sums[blockIdx.x - 1];
}
int main() {
  const int n = std::max(sized(1 << 24), B * B), blocks = n / B, top = blocks / B;
  std::vector<int> v(n);
  for (int i = 0; i < n; ++i) v[i] = int(val(i) * 16.0f);
  int *x, *y, *s, *ss, *sss;
  cudaMalloc(&x, n * sizeof(int));
  cudaMalloc(&y, n * sizeof(int));
  cudaMalloc(&s, blocks * sizeof(int));
  cudaMalloc(&ss, B * sizeof(int));
  cudaMalloc(&sss, sizeof(int));
  cudaMemcpy(x, v.data(), n * sizeof(int), cudaMemcpyHostToDevice);
  bench("scan", [&] {
    cudaMemset(ss, 0, B * sizeof(int));
    scan_block<<<blocks, B>>>(x, y, s);
    scan_block<<<top, B>>>(s, s, ss);
    scan_block<<<1, B>>>(ss, ss, sss);
    add_sums<<<top, B>>>(s, ss);
    add_sums<<<blocks, B>>>(y, s);
    cudaDeviceSynchronize();
  });
  cudaMemcpy(v.data(), y, n * sizeof(int), cudaMemcpyDeviceToHost);
  checksum("scan", v.data(), n);
}
