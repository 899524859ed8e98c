// The barrier bench: one block of 256 threads passes many barriers and does
// next to nothing else. Prints nanoseconds for one thread to pass one barrier.
// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstdio>
#include <cuda_runtime.h>

constexpr int Threads = 256;

__global__ void turns(int rounds, int *out) {
  __shared__ int slot[Threads];
  int me = threadIdx.x;
  slot[me] = me;
  for (int r = 0; r < rounds; ++r) {
    __syncthreads();
    slot[(me + r) % Threads] += 1;
  }
  __syncthreads();
  out[me] = slot[me];
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
  const int few = 1000, many = 11000;
  timed(few, out); // stacks are made, caches are warm
  double longer = timed(many, out), shorter = timed(few, out);
  double ns = (longer - shorter) / (many - few) / Threads;
  cudaMemcpy(host, out, sizeof host, cudaMemcpyDeviceToHost);
  for (int t = 0; t < Threads; ++t)
    if (host[t] != t + few)
      return std::puts("wrong result"), 1;
  std::printf("%.2f\n", ns);
  cudaFree(out);
}
