// Macros that define kernels, hide indices and spell qualifiers.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <stdio.h>

#define KERNEL __global__ void
#define INLINE_DEVICE __device__ __forceinline__
#define GLOBAL_ID (blockIdx.x * blockDim.x + threadIdx.x)
#define FOR_EACH(i, n)                                                         \
  for (unsigned i = GLOBAL_ID; i < (n); i += gridDim.x * blockDim.x)
#define SYNC __syncthreads()
#define LANES warpSize

// One kernel for each operation.
#define DEFINE_MAP(name, type, expression)                                     \
  __global__ void name(const type *in, type *out, unsigned n) {                \
    int i = blockIdx.x * blockDim.x + threadIdx.x;                             \
    if (i < n) {                                                               \
      type x = in[i];                                                          \
      out[i] = (expression);                                                   \
    }                                                                          \
  }                                                                            \
  static void run_##name(const type *in, type *out, unsigned n) {              \
    name<<<(n + 31) / 32, 32>>>(in, out, n);                                   \
  }

DEFINE_MAP(cube, int, x *x *x)
DEFINE_MAP(halve, float, x * 0.5f)
DEFINE_MAP(parity, int, __popc((unsigned)x) & 1)

INLINE_DEVICE int twice(int x) { return x + x; }

KERNEL doubled(const int *in, int *out, unsigned n) {
  FOR_EACH(i, n) out[i] = twice(in[i]);
}

KERNEL reversed(int *data) {
  __shared__ int copy[64];
  copy[threadIdx.x] = data[threadIdx.x];
  SYNC;
  data[threadIdx.x] = copy[blockDim.x - 1 - threadIdx.x];
  if (threadIdx.x == 0 && (LANES & (LANES - 1)) != 0)
    data[0] = -1;
}

template <typename T> static long long total(const T *values, int n) {
  long long sum = 0;
  for (int i = 0; i < n; ++i)
    sum += (long long)(values[i] * 2);
  return sum;
}

int main() {
  enum { N = 64 };
  int *in, *out;
  float *fin, *fout;
  cudaMallocManaged(&in, N * sizeof(int));
  cudaMallocManaged(&out, N * sizeof(int));
  cudaMallocManaged(&fin, N * sizeof(float));
  cudaMallocManaged(&fout, N * sizeof(float));
  for (int i = 0; i < N; ++i)
    fin[i] = (float)(in[i] = i);

  run_cube(in, out, N);
  cudaDeviceSynchronize();
  printf("cube: %lld\n", total(out, N));
  run_halve(fin, fout, N);
  cudaDeviceSynchronize();
  printf("halve: %lld\n", total(fout, N));
  run_parity(in, out, N);
  cudaDeviceSynchronize();
  printf("parity: %lld\n", total(out, N));
  doubled<<<2, 16>>>(in, out, N);
  cudaDeviceSynchronize();
  printf("doubled: %lld\n", total(out, N));
  reversed<<<1, N>>>(out);
  cudaDeviceSynchronize();
  printf("reversed: %d to %d\n", out[0], out[N - 1]);

  cudaFree(in);
  cudaFree(out);
  cudaFree(fin);
  cudaFree(fout);
  return 0;
}
