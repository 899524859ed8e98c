// Dynamic shared memory whose type depends on a template parameter, with an
// alignment of its own, and more of it than a block has by default.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cstdio>

// The usual way round one name having several types: one type for all.
template <typename T> struct SharedMemory {
  __device__ static T *get() {
    extern __shared__ __align__(16) unsigned char raw[];
    return reinterpret_cast<T *>(raw);
  }
};

template <typename T> __global__ void blockSum(const T *in, T *out) {
  T *values = SharedMemory<T>::get();
  values[threadIdx.x] = in[threadIdx.x];
  for (unsigned half = blockDim.x / 2; half; half /= 2) {
    __syncthreads();
    if (threadIdx.x < half)
      values[threadIdx.x] += values[threadIdx.x + half];
  }
  if (threadIdx.x == 0)
    *out = values[0];
}

// A variable template: each alignment has a name of its own.
template <int Alignment>
extern __shared__ char __align__(Alignment) aligned[];

template <int Alignment> __global__ void sumAligned(int *out) {
  int *values = reinterpret_cast<int *>(aligned<Alignment>);
  values[threadIdx.x] = threadIdx.x;
  __syncthreads();
  if (threadIdx.x)
    return;
  for (int i = 0; i < blockDim.x; ++i)
    out[0] += values[i];
  out[1] = (unsigned long long)aligned<Alignment> % Alignment;
}

struct __align__(16) Cell {
  int key;
  float weight;
};

template <int Rows> __global__ void rotate(Cell *cells) {
  extern __shared__ Cell table[];
  for (int row = 0; row < Rows; ++row)
    table[row * blockDim.x + threadIdx.x] = cells[row * blockDim.x + threadIdx.x];
  __syncthreads();
  for (int row = 0; row < Rows; ++row)
    cells[row * blockDim.x + threadIdx.x] =
        table[(row + 1) % Rows * blockDim.x + threadIdx.x];
}

template <typename T> double sumOf(int n) {
  T *in, *out;
  cudaMallocManaged(&in, n * sizeof(T));
  cudaMallocManaged(&out, sizeof(T));
  for (int i = 0; i < n; ++i)
    in[i] = T(i) / T(2);
  blockSum<T><<<1, n, n * sizeof(T)>>>(in, out);
  cudaDeviceSynchronize();
  double sum = (double)*out;
  cudaFree(in);
  cudaFree(out);
  return sum;
}

int main() {
  printf("float %.1f, double %.1f, short %.1f\n", sumOf<float>(64),
         sumOf<double>(64), sumOf<short>(64));

  int *sums;
  cudaMallocManaged(&sums, 2 * sizeof(int));
  sums[0] = 0;
  sumAligned<16><<<1, 16, 16 * sizeof(int)>>>(sums);
  sumAligned<128><<<1, 32, 32 * sizeof(int)>>>(sums);
  cudaDeviceSynchronize();
  printf("variable template: sum %d, misaligned by %d\n", sums[0], sums[1]);
  cudaFree(sums);

  const int rows = 50, columns = 80;
  const size_t bytes = rows * columns * sizeof(Cell); // 64000
  Cell *cells;
  cudaMallocManaged(&cells, bytes);
  for (int i = 0; i < rows * columns; ++i)
    cells[i] = Cell{i, i * 0.5f};
  cudaError_t set = cudaFuncSetAttribute(
      rotate<rows>, cudaFuncAttributeMaxDynamicSharedMemorySize, (int)bytes);
  rotate<rows><<<1, columns, bytes>>>(cells);
  cudaError_t run = cudaDeviceSynchronize();
  int wrong = 0;
  for (int i = 0; i < rows * columns; ++i) {
    int from = (i + columns) % (rows * columns);
    wrong += cells[i].key != from || cells[i].weight != from * 0.5f;
  }
  printf("set %d, run %d, wrong %d, aligned %d\n", set == cudaSuccess,
         run == cudaSuccess, wrong, (int)alignof(Cell));
  cudaFree(cells);
  return 0;
}
