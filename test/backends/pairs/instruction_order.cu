// Kernels in which a builtin variable read through a function moves code.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>

__global__ void exchange(uint2 *data) {
  __shared__ uint2 s[64];
  s[threadIdx.x] = data[64u * blockIdx.x + threadIdx.x];
  s[threadIdx.x + 32] = data[64u * blockIdx.x + threadIdx.x + 32];
  __syncthreads();
  data[64u * blockIdx.x + threadIdx.x] = s[63 - threadIdx.x];
}

__global__ void short_circuit(int *data) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i == 0 && (warpSize & (warpSize - 1)) != 0)
    data[i] = -1;
}

__global__ void volume(int *data) {
  int x = threadIdx.x + blockIdx.x * blockDim.x;
  int y = threadIdx.y + blockIdx.y * blockDim.y;
  int z = threadIdx.z + blockIdx.z * blockDim.z;
  data[(z * gridDim.y * blockDim.y + y) * gridDim.x * blockDim.x + x] =
      x << y | z;
}

void run(uint2 *pairs, int *data) {
  exchange<<<1, 32>>>(pairs);
  short_circuit<<<1, 32>>>(data);
  volume<<<1, 32>>>(data);
}
