/* A header that compiles with and without a CUDA compiler. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PORTABLE_H
#define PORTABLE_H

#if defined(__CUDACC__)
#define CALLABLE __host__ __device__
#define HAVE_KERNELS 1
#else
#define CALLABLE
#define HAVE_KERNELS 0
#endif

CALLABLE static inline int clampTo(int x, int low, int high) {
  return x < low ? low : x > high ? high : x;
}

#ifdef __CUDACC__
__device__ inline int lane() { return threadIdx.x % warpSize; }
#endif

#endif
