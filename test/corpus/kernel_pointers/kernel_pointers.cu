// Function pointers: kernels chosen from a table and launched, kernels passed
// to templates, device functions called through tables in device memory.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cuda_runtime.h>

typedef int (*Operation)(int, int);
using Kernel = void (*)(int *, int);

__device__ int addInts(int a, int b) { return a + b; }
__device__ int subtractInts(int a, int b) { return a - b; }
__device__ int multiplyInts(int a, int b) { return a * b; }

__device__ Operation operations[] = {addInts, subtractInts, multiplyInts};
__constant__ Operation favourite = multiplyInts;

__global__ void fold(int *data, int n) {
  int value = data[threadIdx.x];
  for (int i = 0; i < n; ++i)
    value = operations[(threadIdx.x + i) % 3](value, i + 1);
  data[threadIdx.x] = favourite(value, 2);
}

__global__ void shift(int *data, int n) { data[threadIdx.x] += n; }
__global__ void stretch(int *data, int n) { data[threadIdx.x] *= n; }

template <Operation op> __global__ void withOperation(int *data, int n) {
  data[threadIdx.x] = op(data[threadIdx.x], n);
}

template <typename K> void launchAny(K kernel, int *data, int n) {
  kernel<<<1, 16>>>(data, n);
}

static const struct {
  const char *name;
  Kernel kernel;
} kernels[] = {{"shift", shift}, {"stretch", &stretch}};

int main() {
  int *data;
  cudaMallocManaged(&data, 16 * sizeof(int));
  int host[16];
  for (int i = 0; i < 16; ++i)
    host[i] = data[i] = i;

  for (const auto &entry : kernels)
    entry.kernel<<<1, 16>>>(data, 3);
  Kernel chosen = fold;
  (*chosen)<<<1, 16>>>(data, 4);
  launchAny(shift, data, 1);
  withOperation<subtractInts><<<1, 16>>>(data, 100);
  cudaDeviceSynchronize();

  int wrong = 0;
  for (int i = 0; i < 16; ++i) {
    int value = (host[i] + 3) * 3;
    for (int k = 0; k < 4; ++k) {
      int which = (i + k) % 3, b = k + 1;
      value = which == 0 ? value + b : which == 1 ? value - b : value * b;
    }
    value = value * 2 + 1 - 100;
    wrong += data[i] != value;
  }
  printf("wrong: %d\nfirst: %d, last: %d\n", wrong, data[0], data[15]);
  for (const auto &entry : kernels)
    printf("%s is known: %d\n", entry.name, entry.kernel != nullptr);
  cudaFree(data);
  return 0;
}
