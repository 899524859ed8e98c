// Structs passed to kernels by value: nested, with arrays, with methods, with
// bit fields and as grid constants.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cstdio>

struct Range {
  int first, last;
  __device__ bool contains(int x) const { return first <= x && x < last; }
};

struct Options {
  Range range;
  double weights[3];
  unsigned mode : 2, flag : 1;
  char tag;
  const int *table;
};

template <typename A, typename B> struct Both {
  A first;
  B second;
};

__global__ void apply(Options options, int n, double *out) {
  int i = threadIdx.x;
  if (i >= n)
    return;
  double value = options.range.contains(i) ? options.weights[i % 3] : -1.0;
  if (options.flag)
    value *= options.table[i];
  options.weights[0] = 1e9; // a copy: nobody else sees it
  out[i] = value + options.mode + (options.tag - 'a');
}

__global__ void combine(const __grid_constant__ Both<int3, char2> both,
                        int *out) {
  out[0] = both.first.x + 10 * both.first.y + 100 * both.first.z;
  out[1] = both.second.x * both.second.y;
}

int main() {
  const int n = 30;
  int *table, *pair;
  double *out;
  cudaMallocManaged(&table, n * sizeof(int));
  cudaMallocManaged(&pair, 2 * sizeof(int));
  cudaMallocManaged(&out, n * sizeof(double));
  for (int i = 0; i < n; ++i)
    table[i] = i * i;

  Options options = {{5, 25}, {0.5, 0.25, 4.0}, 2, 1, 'c', table};
  int wrong = 0;
  for (int round = 0; round < 2; ++round) {
    apply<<<1, 32>>>(options, n, out);
    cudaDeviceSynchronize();
    for (int i = 0; i < n; ++i) {
      double value = i >= 5 && i < 25 ? options.weights[i % 3] : -1.0;
      if (options.flag)
        value *= i * i;
      wrong += out[i] != value + options.mode + 2;
    }
    options.flag = 0;
    options.mode = 3;
  }
  printf("wrong: %d\n", wrong);

  combine<<<1, 1>>>({make_int3(1, 2, 3), make_char2(-4, 5)}, pair);
  cudaDeviceSynchronize();
  printf("combined: %d %d\n", pair[0], pair[1]);
  cudaFree(table);
  cudaFree(pair);
  cudaFree(out);
  return 0;
}
