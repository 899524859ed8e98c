// Atomic operations on global and shared memory, in all scopes and types.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>

__device__ unsigned int finished;

__global__ void histogram(const unsigned char *in, unsigned *out, int n) {
  __shared__ unsigned bins[256];
  bins[threadIdx.x] = 0;
  __syncthreads();
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    atomicAdd(&bins[in[i]], 1);
  __syncthreads();
  atomicAdd(&out[threadIdx.x], bins[threadIdx.x]);
  if (threadIdx.x == 0)
    atomicInc(&finished, gridDim.x - 1);
}

__global__ void integers(int *s, unsigned *u, unsigned long long *l) {
  s[1] = atomicSub(s, 2);
  s[2] = atomicExch(s, 3);
  s[3] = atomicMin(s, 4);
  s[4] = atomicMax(s, 5);
  s[5] = atomicAnd(s, 6);
  s[6] = atomicOr(s, 7);
  s[7] = atomicXor(s, 8);
  s[8] = atomicCAS(s, 9, 10);
  u[1] = atomicDec(u, 11);
  u[2] = atomicMax(u, 12u);
  l[1] = atomicAdd(l, 13);
  l[2] = atomicCAS(l, 14ull, 15ull);
  l[3] = atomicMin(l, 16ull);
}

__global__ void scopes(int *s, float *f, double *d) {
  f[1] = atomicAdd(f, 1);
  f[2] = atomicExch(f, 2.0f);
  d[1] = atomicAdd(d, 3.0f);
  s[1] = atomicAdd_block(s, 4);
  s[2] = atomicAdd_system(s, 5);
  s[3] = atomicCAS_system(s, 6, 7);
  s[4] = atomicMax_block(s, 8);
}

__device__ double atomic_multiply(double *where, double factor) {
  unsigned long long *bits = reinterpret_cast<unsigned long long *>(where);
  unsigned long long old = *bits, seen;
  do {
    seen = old;
    old = atomicCAS(bits, seen,
                    __double_as_longlong(factor * __longlong_as_double(seen)));
  } while (seen != old);
  return __longlong_as_double(old);
}

__global__ void multiply(double *out) { atomic_multiply(out, 1.5); }

void run(unsigned char *in, unsigned *u, int *s, unsigned long long *l,
         float *f, double *d) {
  histogram<<<4, 256>>>(in, u, 1000);
  integers<<<1, 32>>>(s, u, l);
  scopes<<<1, 32>>>(s, f, d);
  multiply<<<1, 32>>>(d);
  unsigned zero = 0;
  cudaMemcpyToSymbol(finished, &zero, sizeof zero);
}
