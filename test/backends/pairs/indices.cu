// Places in a grid of three dimensions.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>

__global__ void line(float *out, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    out[i] = i;
}

__global__ void stride(float *out, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n;
       i += gridDim.x * blockDim.x)
    out[i] *= 2.0f;
}

__global__ void volume(int *out) {
  int x = threadIdx.x + blockIdx.x * blockDim.x;
  int y = threadIdx.y + blockIdx.y * blockDim.y;
  int z = threadIdx.z + blockIdx.z * blockDim.z;
  int width = gridDim.x * blockDim.x, height = gridDim.y * blockDim.y;
  out[(z * height + y) * width + x] =
      (x << 20 | y << 10 | z) + gridDim.z % warpSize;
}

__global__ void whole(uint3 *where, dim3 *size) {
  where[0] = threadIdx;
  where[1] = blockIdx;
  size[0] = blockDim;
  size[1] = gridDim;
}

__global__ void __launch_bounds__(256, 2) bounded(float *out) {
  out[threadIdx.x] = out[threadIdx.x] * out[threadIdx.x];
}

void run(float *out, int *cube, uint3 *where, dim3 *size) {
  line<<<4, 256>>>(out, 1000);
  stride<<<dim3(4), dim3(256), 0>>>(out, 1000);
  volume<<<dim3(2, 2, 2), dim3(4, 4, 4)>>>(cube);
  whole<<<1, 1>>>(where, size);
  bounded<<<1, 256>>>(out);
}
