#include "fill.h"

template <typename T> __global__ void fill_kernel(T *values, int count, T with) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < count)
    values[i] = with;
}

void fill(int *values, int count, int with) { fill_kernel<<<(count + 31) / 32, 32>>>(values, count, with); }
