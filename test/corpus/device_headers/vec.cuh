// A small vector type with arithmetic for host and device.
// SPDX-License-Identifier: Apache-2.0
#ifndef VEC_CUH
#define VEC_CUH

#include <cuda_runtime.h>

#define HD __host__ __device__

struct Vec {
  int x, y;
};

HD inline Vec operator+(Vec a, Vec b) { return {a.x + b.x, a.y + b.y}; }
HD inline int cross(Vec a, Vec b) { return a.x * b.y - a.y * b.x; }

inline __device__ Vec loadVec(const int2 *from, int i) {
  int2 raw = __ldg(from + i);
  return {raw.x, raw.y};
}

__device__ inline unsigned globalThread() {
  return blockIdx.x * blockDim.x + threadIdx.x;
}

#endif
