// The kernel behind a C interface.
// SPDX-License-Identifier: Apache-2.0
#include "scale.h"

__global__ static void scaleKernel(double *data, int n, double by) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    data[i] *= by;
}

extern "C" cudaError_t scale(double *data, int n, double by,
                             cudaStream_t stream) {
  scaleKernel<<<(n + 31) / 32, 32, 0, stream>>>(data, n, by);
  return cudaGetLastError();
}
