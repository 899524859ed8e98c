// Inline assembly of one PTX instruction a statement, which C++ or the shim can say.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cstdio>

__device__ __forceinline__ unsigned laneId() {
  unsigned lane;
  asm volatile("mov.u32 %0, %%laneid;" : "=r"(lane));
  return lane;
}

#define LANES_BELOW(mask) asm volatile("mov.u32 %0, %%lanemask_lt;" : "=r"(mask))

__device__ unsigned highestBit(unsigned x) {
  unsigned at;
  asm("bfind.u32 %0, %1;" : "=r"(at) : "r"(x));
  return at;
}

/// Packs the odd numbers of each warp to the front.
__global__ void packOdd(const unsigned *in, unsigned *out, unsigned *counts) {
  unsigned value = in[blockIdx.x * blockDim.x + threadIdx.x];
  unsigned odd = __ballot_sync(0xffffffff, value & 1), below;
  LANES_BELOW(below);
  if (value & 1)
    out[blockIdx.x * blockDim.x + threadIdx.x / warpSize * warpSize + __popc(odd & below)] = value;
  if (laneId() == 0)
    atomicAdd(&counts[blockIdx.x], __popc(odd));
}

__global__ void bits(const unsigned *in, unsigned *out) {
  unsigned x = in[threadIdx.x], field, mixed, distance;
  asm("bfe.u32 %0, %1, %2, %3;" : "=r"(field) : "r"(x), "r"(4u), "r"(threadIdx.x % 8));
  asm("bfi.b32 %0, %1, %2, %3, %4;" : "=r"(mixed) : "r"(field), "r"(x), "r"(16u), "r"(8u));
  asm("vabsdiff4.u32.u32.u32.add"
      " %0, %1, %2, %3;"
      : "=r"(distance)
      : "r"(x), "r"(mixed), "r"(highestBit(x)));
  out[threadIdx.x] = distance;
}

__global__ void timed(unsigned long long *nanoseconds) {
  unsigned long long start, end;
  asm volatile("mov.u64 %0, %%globaltimer;" : "=l"(start));
  do {
    asm volatile("mov.u64 %0, %%globaltimer;" : "=l"(end));
  } while (end - start < 20000);
  asm volatile("membar.gl;" ::: "memory");
  *nanoseconds = end - start;
}

int main() {
  const int n = 64;
  unsigned *in, *out, *counts, sum = 0, packed = 0;
  unsigned long long *nanoseconds;
  cudaMallocManaged(&in, n * sizeof *in);
  cudaMallocManaged(&out, n * sizeof *out);
  cudaMallocManaged(&counts, n / 32 * sizeof *counts);
  cudaMallocManaged(&nanoseconds, sizeof *nanoseconds);
  for (unsigned i = 0; i < n; ++i) {
    in[i] = i * 2654435761u >> 5;
    out[i] = counts[i / 32] = 0;
  }
  packOdd<<<n / 32, 32>>>(in, out, counts);
  cudaDeviceSynchronize();
  for (int i = 0; i < n; ++i)
    packed += out[i];
  printf("odd: %u, sum %u\n", counts[0] + counts[1], packed);
  bits<<<1, n>>>(in, out);
  timed<<<1, 1>>>(nanoseconds);
  cudaDeviceSynchronize();
  for (int i = 0; i < n; ++i)
    sum = sum * 31 + out[i];
  printf("bits: %u, time passes: %s\n", sum, *nanoseconds >= 20000 ? "yes" : "no");
}
