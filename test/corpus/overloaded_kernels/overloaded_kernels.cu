// Kernels that share a name: overloads, a template beside a plain kernel, and
// parameters with default arguments.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cstdio>

__global__ void store(int *out, int value) { *out = value; }
__global__ void store(float *out, float value) { *out = value + 0.5f; }

__global__ void count(int *out, int from = 10, int by = 1) {
  *out = from + by * (int)threadIdx.x;
}

template <typename T> __global__ void add(T *out, T value) { *out += value; }
__global__ void add(int *out, short value) { *out += 100 * value; }

// Which kernel this is follows from the arguments, and two have no type.
struct Range {
  int first, last;
};
template <typename T, typename U>
__global__ void sumUp(T *out, const float *weights, U scale, Range range) {
  *out = 0;
  for (int n = range.first; n <= range.last; ++n)
    *out += T(n * scale) + (weights ? T(weights[n]) : T(0));
}
template <typename T> T twice(T value) { return value + value; }
template <typename T> void launchSumUp(T *out, T value) {
  sumUp<<<1, 1>>>(out, NULL, twice(value), {1, 3});
}

int main() {
  int *i;
  float *f;
  cudaMallocManaged(&i, sizeof(int));
  cudaMallocManaged(&f, sizeof(float));

  store<<<1, 1>>>(i, 4);
  store<<<1, 1>>>(f, 4);
  cudaDeviceSynchronize();
  printf("overloads: %d %.1f\n", *i, *f);

  count<<<1, 1>>>(i);
  cudaDeviceSynchronize();
  printf("both defaults: %d\n", *i);
  count<<<1, 1>>>(i, 20);
  cudaDeviceSynchronize();
  printf("one default: %d\n", *i);

  add<<<1, 1>>>(i, (short)2);
  add<<<1, 1>>>(i, 3);
  add<<<1, 1>>>(f, 1.0f);
  cudaDeviceSynchronize();
  printf("template or not: %d %.1f\n", *i, *f);

  launchSumUp(i, 5);
  launchSumUp(f, 0.25f);
  cudaDeviceSynchronize();
  printf("untyped arguments: %d %.1f\n", *i, *f);

  cudaFree(i);
  cudaFree(f);
  return 0;
}
