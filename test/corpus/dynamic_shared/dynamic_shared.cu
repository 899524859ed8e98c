// Dynamic shared memory: declared at namespace scope and in functions, with
// several types, under one name in two kernels, and carved into several arrays.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cstdio>

extern __shared__ int scratch[];

__device__ int *upperHalf() { return scratch + blockDim.x; }

__global__ void reverseTwice(const int *in, int *out) {
  int t = threadIdx.x, last = blockDim.x - 1;
  scratch[t] = in[blockIdx.x * blockDim.x + t];
  __syncthreads();
  upperHalf()[last - t] = scratch[t] * 2;
  __syncthreads();
  out[blockIdx.x * blockDim.x + t] = upperHalf()[t];
}

__global__ void sumBytes(const int *in, int *out, int n) {
  extern __shared__ unsigned char bytes[];
  for (int i = threadIdx.x; i < n; i += blockDim.x)
    bytes[i] = (unsigned char)in[i];
  __syncthreads();
  if (threadIdx.x == 0) {
    int sum = 0;
    for (int i = 0; i < n; ++i)
      sum += bytes[i];
    *out = sum;
  }
}

__global__ void sumDoubles(const int *in, int *out, int n) {
  extern __shared__ double2 pairs[];
  for (int i = threadIdx.x; i < n; i += blockDim.x)
    pairs[i] = make_double2(in[i], in[i] * 0.5);
  __syncthreads();
  if (threadIdx.x == 0) {
    double sum = 0;
    for (int i = 0; i < n; ++i)
      sum += pairs[i].x + pairs[i].y;
    *out = (int)(2 * sum);
  }
}

// Three arrays of different types in one allocation, widest first.
__global__ void carve(const int *in, int *out, int n) {
  extern __shared__ double2 pairs[];
  double *reals = (double *)pairs;
  int *ints = (int *)&reals[n];
  char *flags = (char *)(ints + n);
  for (int i = threadIdx.x; i < n; i += blockDim.x) {
    reals[i] = in[i] / 4.0;
    ints[i] = in[i];
    flags[i] = in[i] % 2 == 0;
  }
  __syncthreads();
  for (int i = threadIdx.x; i < n; i += blockDim.x) {
    int j = n - 1 - i;
    out[i] = flags[j] ? ints[j] : (int)(reals[j] * 4.0) * -1;
  }
}

int main() {
  const int n = 96;
  int *in, *out;
  cudaMallocManaged(&in, n * sizeof(int));
  cudaMallocManaged(&out, n * sizeof(int));
  for (int i = 0; i < n; ++i)
    in[i] = i + 1;

  reverseTwice<<<3, 32, 2 * 32 * sizeof(int)>>>(in, out);
  cudaDeviceSynchronize();
  int wrong = 0;
  for (int i = 0; i < n; ++i)
    wrong += out[i] != 2 * (i / 32 * 32 + 32 - i % 32);
  printf("reversed: %d wrong\n", wrong);

  sumBytes<<<1, 40, n>>>(in, out, n);
  cudaDeviceSynchronize();
  printf("bytes: %d\n", *out);
  sumDoubles<<<1, 40, n * sizeof(double2)>>>(in, out, n);
  cudaDeviceSynchronize();
  printf("doubles: %d\n", *out);

  size_t shared = n * (sizeof(double) + sizeof(int) + sizeof(char));
  carve<<<1, 64, shared>>>(in, out, n);
  cudaDeviceSynchronize();
  wrong = 0;
  for (int i = 0; i < n; ++i)
    wrong += out[i] != ((n - i) % 2 ? i - n : n - i);
  printf("carved: %d wrong\n", wrong);
  cudaFree(in);
  cudaFree(out);
  return 0;
}
