#include "parts.h"

__global__ void sum_kernel(const float *values, int count, float *total) {
  __shared__ float parts[64];
  float mine = 0;
  for (int i = threadIdx.x; i < count; i += 64)
    mine += values[i];
  parts[threadIdx.x] = mine;
  __syncthreads();
  for (int half = 32; half > 0; half /= 2) {
    if (threadIdx.x < half)
      parts[threadIdx.x] += parts[threadIdx.x + half];
    __syncthreads();
  }
  if (threadIdx.x == 0)
    *total = parts[0];
}

float sum(const float *values, int count) {
  float *on_device, *total, result;
  cudaMalloc(&on_device, count * sizeof(float));
  cudaMalloc(&total, sizeof(float));
  cudaMemcpy(on_device, values, count * sizeof(float), cudaMemcpyHostToDevice);
  sum_kernel<<<1, 64>>>(on_device, count, total);
  cudaMemcpy(&result, total, sizeof(float), cudaMemcpyDeviceToHost);
  cudaFree(on_device);
  cudaFree(total);
  return result;
}
