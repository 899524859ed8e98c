// Votes, ballots and matches, tested in ways that hold for any warp size from
// 16 lanes up; stream compaction by ballot.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cstdio>

__global__ void vote(int *passed) {
  const unsigned full = 0xffffffff;
  const int lane = threadIdx.x % warpSize;
  int ok = 1;

  ok &= __all_sync(full, lane >= 0) != 0;
  ok &= __all_sync(full, lane > 0) == 0;
  ok &= __any_sync(full, lane == warpSize - 1) != 0;
  ok &= __any_sync(full, lane == warpSize) == 0;

  unsigned low = __ballot_sync(full, lane == 3 || lane == 9);
  ok &= low == (1u << 3 | 1u << 9);
  ok &= __popc(__ballot_sync(full, lane % 2)) == warpSize / 2;
  ok &= (__ballot_sync(full, lane >= 4) & 0xffffu) == 0xfff0u;
  ok &= __ffs(__ballot_sync(full, lane > 6)) == 8;

  __syncwarp();
  if (lane < 8)
    ok &= __any_sync(0xffu, lane == 7) && __all_sync(0xffu, lane < 8);
  __syncwarp(full);

  if (ok)
    atomicAdd(passed, 1);
}

// Keeps the multiples of three. The first lane of each warp reserves the room.
__global__ void compact(const int *in, int *out, int *count, int *kept) {
  const int lane = threadIdx.x % warpSize;
  int value = in[blockIdx.x * blockDim.x + threadIdx.x];
  bool keep = value % 3 == 0;
  int before = keep;
  for (int offset = 1; offset < warpSize; offset <<= 1) {
    int below = __shfl_up_sync(0xffffffff, before, offset);
    if (lane >= offset)
      before += below;
  }
  int base = 0;
  if (lane == warpSize - 1)
    base = atomicAdd(count, before);
  base = __shfl_sync(0xffffffff, base, warpSize - 1);
  if (keep)
    out[base + before - 1] = value;
  int votes = __popc(__ballot_sync(0xffffffff, keep));
  if (lane == 0)
    atomicAdd(kept, votes);
}

int main() {
  int *passed;
  cudaMallocManaged(&passed, sizeof(int));
  *passed = 0;
  vote<<<4, 64>>>(passed);
  cudaDeviceSynchronize();
  printf("threads that saw every vote right: %d\n", *passed);
  cudaFree(passed);

  const int n = 512;
  int *in, *out, *counts;
  cudaMallocManaged(&in, n * sizeof(int));
  cudaMallocManaged(&out, n * sizeof(int));
  cudaMallocManaged(&counts, 2 * sizeof(int));
  counts[0] = counts[1] = 0;
  long long expected = 0, sum = 0;
  for (int i = 0; i < n; ++i) {
    in[i] = i * 5 + 1;
    expected += in[i] % 3 == 0 ? in[i] : 0;
  }
  compact<<<n / 128, 128>>>(in, out, &counts[0], &counts[1]);
  cudaDeviceSynchronize();
  for (int i = 0; i < counts[0]; ++i)
    sum += out[i];
  printf("kept %d, counted %d, sums equal: %d\n", counts[0], counts[1],
         sum == expected);
  cudaFree(in);
  cudaFree(out);
  cudaFree(counts);
  return 0;
}
