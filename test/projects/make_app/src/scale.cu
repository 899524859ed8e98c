#include "parts.h"
#include <cuda_runtime.h>

__global__ void scale_kernel(float *values, int count, float by) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < count)
    values[i] *= by;
}

void scale(float *values, int count, float by) {
  float *on_device;
  cudaMalloc(&on_device, count * sizeof(float));
  cudaMemcpy(on_device, values, count * sizeof(float), cudaMemcpyHostToDevice);
  scale_kernel<<<(count + 63) / 64, 64>>>(on_device, count, by);
  cudaMemcpy(values, on_device, count * sizeof(float), cudaMemcpyDeviceToHost);
  cudaFree(on_device);
}
