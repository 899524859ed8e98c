// Inclusive prefix sum of one block, with two buffers in dynamic shared memory
// that swap roles each step.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <stdio.h>

__global__ void inclusiveScan(const float *in, float *out, int n) {
  extern __shared__ float buffers[];
  float *from = buffers;
  float *to = buffers + n;
  int t = threadIdx.x;

  to[t] = in[t];
  for (int offset = 1; offset < n; offset <<= 1) {
    float *swap = from;
    from = to;
    to = swap;
    __syncthreads();
    to[t] = t >= offset ? from[t] + from[t - offset] : from[t];
  }
  out[t] = to[t];
}

int main() {
  const int n = 200;
  float in[n], out[n];
  for (int i = 0; i < n; ++i)
    in[i] = (float)(i % 7) * 0.5f; // exact in binary, and so are the sums

  float *dIn, *dOut;
  cudaMalloc(&dIn, sizeof in);
  cudaMalloc(&dOut, sizeof out);
  cudaMemcpy(dIn, in, sizeof in, cudaMemcpyHostToDevice);
  inclusiveScan<<<1, n, 2 * n * sizeof(float)>>>(dIn, dOut, n);
  cudaMemcpy(out, dOut, sizeof out, cudaMemcpyDeviceToHost);

  float sum = 0.0f;
  int wrong = 0;
  for (int i = 0; i < n; ++i) {
    sum += in[i];
    wrong += out[i] != sum;
  }
  printf("wrong: %d\nlast: %.1f\n", wrong, out[n - 1]);
  cudaFree(dIn);
  cudaFree(dOut);
  return 0;
}
