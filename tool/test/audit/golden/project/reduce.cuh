// Shared by both units.
#pragma once
#define SYNC() __syncthreads()

template <typename T, int N> __device__ T blockSum(T value) {
  __shared__ T parts[N];
  parts[threadIdx.x % N] = value;
  SYNC();
  T sum = 0;
  for (int i = 0; i < N; ++i)
    sum += parts[i];
  return sum;
}
