// Kernel templates launched in every way that C++ lets them be named: deduced,
// explicit, partly explicit, defaulted, with values and with types.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cuda_runtime.h>

template <typename T> __global__ void fill(T *data, T value, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    data[i] = value;
}

template <int Step, typename T> __global__ void strided(T *data, int n) {
  for (int i = threadIdx.x * Step; i < n; i += blockDim.x * Step)
    data[i] += T(Step);
}

template <typename To, typename From>
__global__ void convert(const From *from, To *to, int n) {
  if (threadIdx.x < n)
    to[threadIdx.x] = static_cast<To>(from[threadIdx.x]);
}

struct Twice {
  template <typename T> __device__ T operator()(T x) const { return x + x; }
};
struct PlusOne {
  template <typename T> __device__ T operator()(T x) const { return x + T(1); }
};

template <typename T, typename Op = Twice, bool Negate = false>
__global__ void apply(T *data, int n, Op op) {
  if (threadIdx.x < n) {
    T result = op(data[threadIdx.x]);
    data[threadIdx.x] = Negate ? -result : result;
  }
}

template <typename... Ts> __global__ void addUp(int *out, Ts... values) {
  int total = 0;
  ((total += values), ...);
  *out = total;
}

template <typename T> long long sum(const T *device, int n) {
  T host[64];
  cudaMemcpy(host, device, n * sizeof(T), cudaMemcpyDeviceToHost);
  long long total = 0;
  for (int i = 0; i < n; ++i)
    total += (long long)host[i];
  return total;
}

// The arguments depend on a template parameter here.
template <typename T> long long fillAndSum(T value) {
  const int n = 40;
  T *data;
  cudaMalloc(&data, n * sizeof(T));
  fill<T><<<2, 32>>>(data, value, n);
  strided<2, T><<<1, 8>>>(data, n);
  long long total = sum(data, n);
  cudaFree(data);
  return total;
}

int main() {
  const int n = 64;
  int *ints;
  float *floats;
  cudaMalloc(&ints, n * sizeof(int));
  cudaMalloc(&floats, n * sizeof(float));

  fill<<<1, n>>>(ints, 3, n);
  fill<<<1, n>>>(floats, 1.5f, n);
  printf("deduced: %lld %lld\n", sum(ints, n), sum(floats, n));

  strided<4><<<1, 16>>>(ints, n);
  strided<8, float><<<1, 16>>>(floats, n);
  printf("partly explicit: %lld, explicit: %lld\n", sum(ints, n),
         sum(floats, n));

  convert<short><<<1, n>>>(floats, (short *)ints, n);
  printf("converted: %lld\n", sum((short *)ints, n));

  fill<int><<<1, n>>>(ints, 5, n);
  apply<<<1, n>>>(ints, n, Twice());
  apply<<<1, n>>>(ints, n, PlusOne{});
  apply<int, Twice, true><<<1, n>>>(ints, n, Twice());
  printf("applied: %lld\n", sum(ints, n));

  addUp<<<1, 1>>>(ints, 1, (short)2, 3u, 4L);
  printf("pack: %lld\n", sum(ints, 1));
  printf("dependent: %lld %lld\n", fillAndSum(2), fillAndSum(2.5));

  cudaFree(ints);
  cudaFree(floats);
  return 0;
}
