// Shuffles for warps of any size: reduce, scan, broadcast, rotate, and
// segments narrower than the warp.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cstdio>

#define FULL_MASK 0xffffffffu

__device__ __forceinline__ int warpSum(int value) {
  for (int offset = warpSize / 2; offset > 0; offset /= 2)
    value += __shfl_down_sync(FULL_MASK, value, offset);
  return __shfl_sync(FULL_MASK, value, 0);
}

__device__ int warpScan(int value, int lane) {
  for (int offset = 1; offset < warpSize; offset *= 2) {
    int below = __shfl_up_sync(FULL_MASK, value, offset);
    if (lane >= offset)
      value += below;
  }
  return value;
}

enum { SUM, SCAN, BUTTERFLY, ROTATED, SEGMENT, REAL, CHECKS };

__global__ void shuffle(const int *in, int *failures) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  const int lane = threadIdx.x % warpSize;
  const int *warp = in + (i - lane);
  const int value = in[i];

  int sum = 0, below = 0;
  for (int l = 0; l < warpSize; ++l) {
    sum += warp[l];
    if (l <= lane)
      below += warp[l];
  }
  if (warpSum(value) != sum)
    atomicAdd(failures + SUM, 1);
  if (warpScan(value, lane) != below)
    atomicAdd(failures + SCAN, 1);

  int high = value;
  for (int bit = 1; bit < warpSize; bit <<= 1)
    high = max(high, __shfl_xor_sync(FULL_MASK, high, bit));
  for (int l = 0; l < warpSize; ++l)
    if (warp[l] > high) {
      atomicAdd(failures + BUTTERFLY, 1);
      break;
    }

  int next = __shfl_sync(FULL_MASK, value, (lane + 1) % warpSize);
  if (next != warp[(lane + 1) % warpSize])
    atomicAdd(&failures[ROTATED], 1);

  int leader = __shfl_sync(FULL_MASK, value, 0, 8);
  int past = __shfl_down_sync(FULL_MASK, value, 3, 8);
  bool inside = lane % 8 + 3 < 8;
  if (leader != warp[lane / 8 * 8] || past != warp[inside ? lane + 3 : lane])
    atomicAdd(&failures[SEGMENT], 1);

  double half = __shfl_xor_sync(FULL_MASK, value * 0.5, 1);
  float third = __shfl_sync(FULL_MASK, value * 4.0f, lane ^ 2);
  if (half != warp[lane ^ 1] * 0.5 || third != warp[lane ^ 2] * 4.0f)
    atomicAdd(&failures[REAL], 1);
}

int main() {
  const int n = 3 * 128;
  int host[n], failures[CHECKS];
  for (int i = 0; i < n; ++i)
    host[i] = (i * 31 + 7) % 101 - 50;
  int *in, *device;
  cudaMalloc(&in, sizeof host);
  cudaMalloc(&device, sizeof failures);
  cudaMemcpy(in, host, sizeof host, cudaMemcpyHostToDevice);
  cudaMemset(device, 0, sizeof failures);
  shuffle<<<3, 128>>>(in, device);
  cudaMemcpy(failures, device, sizeof failures, cudaMemcpyDeviceToHost);
  cudaFree(in);
  cudaFree(device);

  const char *names[CHECKS] = {"sum",     "scan",    "butterfly",
                               "rotated", "segment", "real"};
  for (int check = 0; check < CHECKS; ++check)
    printf("%s: %d failures\n", names[check], failures[check]);
  return 0;
}
