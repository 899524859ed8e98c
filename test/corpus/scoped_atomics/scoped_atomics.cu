// A histogram with cuda::atomic: counters of the block in shared memory, of the
// device in global memory; a lock, and a reference to a plain variable. Types
// and functions of cuda::std on both sides.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cuda/atomic>
#include <cuda/std/array>
#include <cuda/std/limits>
#include <cuda/std/tuple>
#include <cuda/std/type_traits>
#include <cuda/std/utility>
#include <cuda_runtime.h>

constexpr int Bins = 16, Threads = 128, Blocks = 8, N = 5000;
using device_counter = cuda::atomic<unsigned, cuda::thread_scope_device>;

template <class T>
__host__ __device__ constexpr cuda::std::enable_if_t<
    cuda::std::is_unsigned_v<T>, int>
binOf(T value) {
  return value % Bins;
}

struct Range {
  cuda::std::array<unsigned, 2> ends;
};

__device__ cuda::atomic<int, cuda::thread_scope_device> lock;

__global__ void histogram(const unsigned *in, device_counter *counts,
                          Range *range, int *largest) {
  __shared__ cuda::atomic<unsigned, cuda::thread_scope_block> local[Bins];
  if (threadIdx.x < Bins)
    local[threadIdx.x].store(0, cuda::memory_order_relaxed);
  __syncthreads();
  unsigned low = cuda::std::numeric_limits<unsigned>::max(), high = 0;
  for (int i = blockIdx.x * Threads + threadIdx.x; i < N;
       i += Blocks * Threads) {
    local[binOf(in[i])].fetch_add(1, cuda::memory_order_relaxed);
    low = min(low, in[i]);
    high = max(high, in[i]);
  }
  __syncthreads();
  if (threadIdx.x < Bins)
    counts[threadIdx.x] += local[threadIdx.x].load();

  cuda::atomic_ref<int, cuda::thread_scope_device> top(*largest);
  top.fetch_max((int)high, cuda::std::memory_order_relaxed);

  if (threadIdx.x % 32 == 0) { // one at a time
    int open = 0;
    while (!lock.compare_exchange_weak(open, 1, cuda::memory_order_acquire,
                                       cuda::memory_order_relaxed))
      open = 0;
    volatile unsigned *ends = (volatile unsigned *)range->ends.data();
    ends[0] = min(ends[0], low);
    ends[1] = max(ends[1], high);
    lock.store(0, cuda::memory_order_release);
  }
}

int main() {
  static unsigned in[N];
  unsigned expected[Bins] = {};
  for (int i = 0; i < N; ++i) {
    in[i] = 1000u + (i * 7919u) % 4093u;
    ++expected[binOf(in[i])];
  }
  auto ends = cuda::std::make_tuple(~0u, 0u);
  Range range{{cuda::std::get<0>(ends), cuda::std::get<1>(ends)}};
  unsigned *dIn;
  device_counter *dCounts;
  Range *dRange;
  int *dLargest, largest;
  cudaMalloc(&dIn, sizeof in);
  cudaMalloc(&dCounts, Bins * sizeof(device_counter));
  cudaMalloc(&dRange, sizeof range);
  cudaMalloc(&dLargest, sizeof largest);
  cudaMemcpy(dIn, in, sizeof in, cudaMemcpyHostToDevice);
  cudaMemset(dCounts, 0, Bins * sizeof(device_counter));
  cudaMemcpy(dRange, &range, sizeof range, cudaMemcpyHostToDevice);
  cudaMemset(dLargest, 0, sizeof largest);
  histogram<<<Blocks, Threads>>>(dIn, dCounts, dRange, dLargest);
  unsigned counts[Bins];
  cudaMemcpy(counts, dCounts, sizeof counts, cudaMemcpyDeviceToHost);
  cudaMemcpy(&range, dRange, sizeof range, cudaMemcpyDeviceToHost);
  cudaMemcpy(&largest, dLargest, sizeof largest, cudaMemcpyDeviceToHost);
  int wrong = 0;
  for (int i = 0; i < Bins; ++i)
    wrong += counts[i] != expected[i];
  printf("wrong: %d\nlargest: %d\n", wrong, largest);
  printf("of some: %u to %u\n", range.ends[0], range.ends[1]);
  cudaFree(dIn);
  cudaFree(dCounts);
  cudaFree(dRange);
  cudaFree(dLargest);
  return 0;
}
