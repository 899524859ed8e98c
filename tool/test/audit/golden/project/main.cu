// Größen: non-ASCII text before code on one line must not move columns.
#include <cuda_gl_interop.h>
#include "reduce.cuh"

__constant__ float scale[16];

template <typename T>
__global__ void __launch_bounds__(256) sum(const T *in, T *out) {
  T s = blockSum<T, 64>(in[blockIdx.x * blockDim.x + threadIdx.x]);
  s += __shfl_down_sync(0xffffffff, s, 1);
  if (threadIdx.x == 0)
    atomicAdd(out, s * T(scale[0]));
}

__global__ void mystery(int *p) { /* ä𝄞 */ p[0] = 1; asm("exit;"); }

void run(const float *a, float *b, const double *c, double *d, int *p) {
  const char *name = "𝄞ä"; cudaMemset(b, 0, 4); (void)name;
  dim3 block(16, 16);
  sum<<<8, block>>>(a, b);
  sum<double><<<8, 256>>>(c, d);
  mystery<<<1, 32>>>(p);
  cudaGraphicsMapResources(1, nullptr, 0);
  cudaGraphicsUnmapResources(1, nullptr, 0);
}
