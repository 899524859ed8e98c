// Kernels that take 32 lanes for a warp, in the ways programs do.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cuda_runtime.h>

#define FULL_MASK 0xffffffff
#define LANE (threadIdx.x & 31)

template <class T> __device__ T warpSum(T v) {
#pragma unroll
  for (int offset = 16; offset > 0; offset >>= 1)
    v += __shfl_down_sync(FULL_MASK, v, offset);
  return v;
}

// One warp for each row.
__global__ void rowSums(const int *in, int *sums, int rows, int columns) {
  int index = blockIdx.x * blockDim.x + threadIdx.x;
  int row = index / 32;
  if (row >= rows)
    return;
  int sum = 0;
  for (int i = LANE; i < columns; i += 32)
    sum += in[row * columns + i];
  sum = warpSum(sum);
  if (index % 32 == 0)
    sums[row] = sum;
}

// The sums over the threads up to one's own, then over the block's warps.
__global__ void prefixSums(const int *in, int *out, int *total) {
  __shared__ int ends[64];
  unsigned lane = threadIdx.x % 32u, warp = threadIdx.x >> 5;
  int value = in[threadIdx.x];
  for (int distance = 1; distance < 32; distance *= 2) {
    int below = __shfl_up_sync(0xFFFFFFFFu, value, distance);
    if (lane >= distance)
      value += below;
  }
  if (lane == 31)
    ends[warp] = value;
  __syncthreads();
  for (unsigned w = 0; w < warp; ++w)
    value += ends[w];
  out[threadIdx.x] = value;
  if (threadIdx.x == (blockDim.x + 31) / 32 * 32 - 1)
    *total = __shfl_sync(~0u, value, 31);
}

// Nothing is certain here: the array has a place for each of 32 warps.
__global__ void blockMaximum(const int *in, int *out) {
  __shared__ int partial[32];
  int most = in[threadIdx.x];
  for (int offset = warpSize / 2; offset > 0; offset /= 2)
    most = max(most, __shfl_xor_sync(-1, most, offset));
  if (threadIdx.x % warpSize == 0)
    partial[threadIdx.x / warpSize] = most;
  __syncthreads();
  if (threadIdx.x == 0) {
    for (int w = 1; w < blockDim.x / warpSize; ++w)
      most = max(most, partial[w]);
    *out = most;
  }
}

// Not about lanes at all.
__global__ void setBits(unsigned *words, const int *bits, int n) {
  for (int i = threadIdx.x; i < n; i += blockDim.x) {
    int bit = bits[i];
    atomicOr(&words[bit >> 5], 1u << (bit & 31));
  }
}

int main() {
  const int rows = 50, columns = 77, threads = 128;
  int *in, *out;
  cudaMallocManaged(&in, rows * columns * sizeof(int));
  cudaMallocManaged(&out, 2 * threads * sizeof(int));
  for (int i = 0; i < rows * columns; ++i)
    in[i] = i * 37 % 101;

  int lanes = 0;
  cudaDeviceGetAttribute(&lanes, cudaDevAttrWarpSize, 0);
  rowSums<<<(rows * lanes + threads - 1) / threads, threads>>>(in, out, rows, columns);
  cudaDeviceSynchronize();
  int wrong = 0;
  for (int row = 0; row < rows; ++row) {
    int sum = 0;
    for (int i = 0; i < columns; ++i)
      sum += in[row * columns + i];
    wrong += out[row] != sum;
  }
  printf("row sums: %d wrong\n", wrong);

  prefixSums<<<1, threads>>>(in, out, out + threads);
  cudaDeviceSynchronize();
  wrong = 0;
  int sum = 0, most = 0;
  for (int i = 0; i < threads; ++i) {
    sum += in[i];
    most = in[i] > most ? in[i] : most;
    wrong += out[i] != sum;
  }
  printf("prefix sums: %d wrong, total %s\n", wrong, out[threads] == sum ? "right" : "wrong");

  blockMaximum<<<1, threads>>>(in, out);
  cudaDeviceSynchronize();
  printf("maximum: %s\n", *out == most ? "right" : "wrong");

  unsigned *words = (unsigned *)out;
  for (int w = 0; w < 4; ++w)
    words[w] = 0;
  setBits<<<1, 32>>>(words, in, 10);
  cudaDeviceSynchronize();
  printf("bits: %08x %08x %08x %08x\n", words[0], words[1], words[2], words[3]);
  cudaFree(in);
  cudaFree(out);
}
