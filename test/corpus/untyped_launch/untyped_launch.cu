// Kernels by address: launches with untyped arguments, attributes, occupancy
// and preferences.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cstdio>

struct Shift {
  int by;
  char direction;
};

__global__ void shiftAll(int *data, int n, Shift shift) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    data[i] += shift.direction == '+' ? shift.by : -shift.by;
}

template <typename T> __global__ void fillShared(T *out, T value) {
  extern __shared__ double storage[];
  T *mine = (T *)storage;
  mine[threadIdx.x] = value;
  __syncthreads();
  out[threadIdx.x] = mine[blockDim.x - 1 - threadIdx.x];
}

int main() {
  int n = 100;
  int *data;
  cudaMallocManaged(&data, n * sizeof(int));
  for (int i = 0; i < n; ++i)
    data[i] = i;

  Shift up = {5, '+'}, down = {2, '-'};
  void *first[] = {&data, &n, &up};
  void *second[] = {(void *)&data, (void *)&n, (void *)&down};
  cudaLaunchKernel((void *)shiftAll, dim3(4), dim3(32), first, 0, 0);
  cudaLaunchKernel((const void *)&shiftAll, 4, 32, second, 0, NULL);
  cudaDeviceSynchronize();
  int wrong = 0;
  for (int i = 0; i < n; ++i)
    wrong += data[i] != i + 3;
  printf("shifted: %d wrong\n", wrong);

  float *floats, half = 0.5f;
  cudaMallocManaged(&floats, 64 * sizeof(float));
  void *third[] = {&floats, &half};
  cudaLaunchKernel((void *)fillShared<float>, dim3(1), dim3(64), third,
                   64 * sizeof(float), (cudaStream_t)0);
  cudaDeviceSynchronize();
  printf("filled: %.1f to %.1f\n", floats[0], floats[63]);

  cudaFuncAttributes attributes;
  cudaError_t got = cudaFuncGetAttributes(&attributes, shiftAll);
  printf("attributes: %d, some threads: %d\n", got == cudaSuccess,
         attributes.maxThreadsPerBlock >= 128);
  printf("preference: %d\n",
         cudaFuncSetCacheConfig(shiftAll, cudaFuncCachePreferL1) ==
             cudaSuccess);

  int grid = 0, block = 0, resident = 0;
  cudaOccupancyMaxPotentialBlockSize(&grid, &block, shiftAll, 0, 0);
  cudaOccupancyMaxActiveBlocksPerMultiprocessor(&resident, shiftAll, 64, 0);
  printf("occupancy: %d %d %d\n", grid > 0, block > 0, resident > 0);
  cudaFree(data);
  cudaFree(floats);
  return 0;
}
