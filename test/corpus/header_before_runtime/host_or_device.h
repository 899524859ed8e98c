/* A header that relies on the compiler for kernels to know the language, and includes nothing. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HOST_OR_DEVICE_H
#define HOST_OR_DEVICE_H

#ifdef __CUDACC__
#define BOTH __host__ __device__
#else
#define BOTH
#endif

BOTH static inline unsigned rotate(unsigned value, unsigned by) { return value << by | value >> (32 - by); }

#ifdef __CUDACC__
__device__ inline unsigned mine() { return blockIdx.x * blockDim.x + threadIdx.x; }
#endif

/* Newer architectures have an instruction; a level that is too low has a loop. */
BOTH static inline int bits(unsigned value) {
#if __CUDA_ARCH__ >= 300
  return __popc(value);
#else
  int count = 0;
  for (; value; value &= value - 1)
    ++count;
  return count;
#endif
}

#endif
