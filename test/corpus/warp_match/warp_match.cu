// Lanes that hold the same key find one another, elect a leader and add once
// for all; and the warp-wide reductions over integers.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cstdio>

__global__ void countByKey(const int *keys, int *counts, int *leaders) {
  int lane = threadIdx.x % warpSize;
  int key = keys[blockIdx.x * blockDim.x + threadIdx.x];
  auto peers = __match_any_sync(0xffffffffu, key);
  if (lane == __ffs(peers) - 1) {
    atomicAdd(&counts[key], __popc(peers));
    atomicAdd(leaders, key < 4);
  }
  int same = 0;
  __match_all_sync(0xffffffffu, key / 100, &same);
  if (!same)
    atomicAdd(leaders, 1000000);
}

__global__ void reduceAcross(int *wrong) {
  int lane = threadIdx.x % warpSize;
  unsigned bit = 1u << (lane % 16);
  int bad = 0;
  bad += __reduce_add_sync(0xffffffffu, 2u) != 2u * warpSize;
  bad += __reduce_min_sync(0xffffffffu, 10 - lane) != 11 - warpSize;
  bad += __reduce_max_sync(0xffffffffu, lane - 5) != warpSize - 6;
  bad += __reduce_or_sync(0xffffffffu, bit) != 0xffffu;
  bad += __reduce_and_sync(0xffffffffu, ~bit) != 0xffff0000u;
  bad += __reduce_xor_sync(0xffffffffu, lane == 5 ? 9u : 0u) != 9u;
  atomicAdd(wrong, bad);
}

int main() {
  const int n = 256, keys = 4;
  int host[n], *deviceKeys, *counts, *extra;
  for (int i = 0; i < n; ++i)
    host[i] = i % 7 % keys;
  cudaMalloc(&deviceKeys, sizeof host);
  cudaMemcpy(deviceKeys, host, sizeof host, cudaMemcpyHostToDevice);
  cudaMallocManaged(&counts, keys * sizeof(int));
  cudaMallocManaged(&extra, 2 * sizeof(int));
  cudaMemset(counts, 0, keys * sizeof(int));
  cudaMemset(extra, 0, 2 * sizeof(int));
  countByKey<<<2, n / 2>>>(deviceKeys, counts, &extra[0]);
  reduceAcross<<<2, 64>>>(&extra[1]);
  cudaDeviceSynchronize();

  int device = 0, lanes = 0;
  cudaGetDevice(&device);
  cudaDeviceGetAttribute(&lanes, cudaDevAttrWarpSize, device);
  for (int key = 0; key < keys; ++key)
    printf("key %d: %d\n", key, counts[key]);
  printf("a leader per key and warp: %d\n", extra[0] == keys * n / lanes);
  printf("wrong reductions: %d\n", extra[1]);
  cudaFree(deviceKeys);
  cudaFree(counts);
  cudaFree(extra);
  return 0;
}
