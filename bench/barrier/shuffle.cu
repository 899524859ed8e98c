// The shuffle bench: one block of 256 threads passes many shuffles of whole
// warps and does next to nothing else. Prints nanoseconds for one lane to pass
// one shuffle.
// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstdio>
#include <cuda_runtime.h>

constexpr int Threads = 256;

__global__ void turns(int rounds, int *out) {
  int sum = threadIdx.x;
  for (int r = 0; r < rounds; ++r)
    sum += __shfl_xor_sync(0xffffffff, sum, 1 << r % 5);
  out[threadIdx.x] = sum;
}

// The best of a few runs, in nanoseconds.
static double timed(int rounds, int *out) {
  double best = 1e30;
  for (int r = 0; r < 5; ++r) {
    auto start = std::chrono::steady_clock::now();
    turns<<<1, Threads>>>(rounds, out);
    cudaDeviceSynchronize();
    std::chrono::duration<double, std::nano> t =
        std::chrono::steady_clock::now() - start;
    best = t.count() < best ? t.count() : best;
  }
  return best;
}

int main() {
  int *out, host[Threads];
  cudaMalloc(&out, sizeof host);
  timed(5, out); // stacks are made, caches are warm
  cudaMemcpy(host, out, sizeof host, cudaMemcpyDeviceToHost);
  for (int t = 0; t < Threads; ++t) // five steps give each lane the warp's sum
    if (host[t] != 32 * (t / 32 * 32) + 31 * 16)
      return std::puts("wrong result"), 1;
  const int few = 1000, many = 11000;
  double longer = timed(many, out), shorter = timed(few, out);
  std::printf("%.2f\n", (longer - shorter) / (many - few) / Threads);
  cudaFree(out);
}
