// Launch bounds, inlining hints, restrict, host-and-device functions and the
// places that qualifiers may stand in.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cstdio>

#define MAX_THREADS 128

template <typename T> class Accumulator {
public:
  __host__ __device__ Accumulator() : total(0) {}
  __host__ __device__ __forceinline__ void add(T value) { total += value; }
  __device__ __host__ T result() const;

private:
  T total;
};

template <typename T> __device__ __host__ T Accumulator<T>::result() const {
  return total;
}

static __device__ __noinline__ int slow(int x) { return x * 3; }
__forceinline__ __device__ int fast(int x) { return x + 1; }
__device__ __inline__ int medium(int x) { return x ^ 1; }
__host__ __device__ constexpr int triangular(int n) { return n * (n + 1) / 2; }
__host__ static int onlyHost(int x) { return x - 1; }

void __global__ __launch_bounds__(MAX_THREADS, 2)
mixAll(const int *__restrict__ in, int *__restrict__ out, int n);

__global__ void __launch_bounds__(MAX_THREADS) sumUpTo(int *out, int n) {
  Accumulator<int> sum;
  for (int i = 0; i <= (int)threadIdx.x && i < n; ++i)
    sum.add(i);
  if (threadIdx.x < n)
    out[threadIdx.x] = sum.result() - triangular(threadIdx.x);
}

void __global__ __launch_bounds__(MAX_THREADS, 2)
mixAll(const int *__restrict__ in, int *__restrict__ out, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    out[i] = medium(fast(slow(in[i])));
}

int main() {
  const int n = 300;
  int *in, *out;
  cudaMallocManaged(&in, n * sizeof(int));
  cudaMallocManaged(&out, n * sizeof(int));
  Accumulator<long long> sum, reference;
  for (int i = 0; i < n; ++i) {
    in[i] = onlyHost(i * i);
    reference.add((3 * in[i] + 1) ^ 1);
  }
  mixAll<<<3, MAX_THREADS>>>(in, out, n);
  cudaDeviceSynchronize();
  for (int i = 0; i < n; ++i)
    sum.add(out[i]);
  printf("mixed: %d\n", sum.result() == reference.result());

  sumUpTo<<<1, 100>>>(out, 100);
  cudaDeviceSynchronize();
  int zeros = 0;
  for (int i = 0; i < 100; ++i)
    zeros += out[i] == 0;
  printf("zeros: %d, triangular(10): %d\n", zeros, triangular(10));
  cudaFree(in);
  cudaFree(out);
  return 0;
}
