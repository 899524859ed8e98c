// Warp shuffles, votes, matches and reductions.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>

#define FULL 0xffffffffu

template <class T> __device__ T warp_sum(T value) {
  for (int offset = warpSize / 2; offset > 0; offset /= 2)
    value += __shfl_down_sync(FULL, value, offset);
  return value;
}

template <class T> __global__ void sums(const T *in, T *out) {
  T sum = warp_sum(in[blockIdx.x * blockDim.x + threadIdx.x]);
  if (threadIdx.x % 32 == 0)
    out[threadIdx.x / 32] = sum;
}

__global__ void shuffles(int *a, double *b, long long *c) {
  int lane = threadIdx.x & 31;
  a[lane] = __shfl_sync(FULL, a[lane], (lane + 1) % 32);
  a[lane] += __shfl_up_sync(FULL, a[lane], 1);
  b[lane] = __shfl_xor_sync(FULL, b[lane], 4, 8);
  c[lane] = __shfl_down_sync(0xff, c[lane], 2, 16);
}

__global__ void votes(const int *in, unsigned *out) {
  unsigned lane = threadIdx.x & 31;
  int v = in[lane];
  unsigned b = __ballot_sync(FULL, v > 0);
  out[lane] = __popc(b & ((1u << lane) - 1)) + __any_sync(FULL, v == 3) +
              __all_sync(FULL, v < 100);
  if (v & 1) {
    unsigned active = __activemask();
    out[lane] += __ffs(active) + __clz(active);
  }
  __syncwarp();
  __syncwarp(b);
}

__global__ void matches(const int *in, unsigned *out) {
  int same;
  out[threadIdx.x] = __match_any_sync(FULL, in[threadIdx.x]);
  out[threadIdx.x] ^= __match_all_sync(FULL, in[threadIdx.x], &same);
  out[threadIdx.x] += same;
}

__global__ void reductions(const unsigned *in, unsigned *out, int *s) {
  unsigned v = in[threadIdx.x];
  out[0] = __reduce_add_sync(FULL, v);
  out[1] = __reduce_min_sync(FULL, v);
  out[2] = __reduce_max_sync(FULL, v);
  out[3] = __reduce_and_sync(FULL, v);
  out[4] = __reduce_or_sync(FULL, v);
  out[5] = __reduce_xor_sync(FULL, v);
  s[0] = __reduce_min_sync(FULL, s[threadIdx.x]);
}

void run(int *a, double *b, long long *c, unsigned *d, float *e) {
  sums<<<1, 64>>>(a, a);
  sums<float><<<1, 64>>>(e, e);
  shuffles<<<1, 32>>>(a, b, c);
  votes<<<1, 32>>>(a, d);
  matches<<<1, 32>>>(a, d);
  reductions<<<1, 32>>>(d, d, a);
}
