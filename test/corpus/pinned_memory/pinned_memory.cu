// Pinned host memory three ways: allocated, mapped into the device, and
// registered after the fact.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cstdio>
#include <cstdlib>

#define TRY(call)                                                              \
  do {                                                                         \
    cudaError_t status = (call);                                               \
    if (status != cudaSuccess) {                                               \
      fprintf(stderr, "line %d: %s\n", __LINE__, cudaGetErrorString(status));  \
      exit(EXIT_FAILURE);                                                      \
    }                                                                          \
  } while (0)

__global__ void negate(const int *in, int *out, int n) {
  for (int i = threadIdx.x; i < n; i += blockDim.x)
    out[i] = -in[i];
}

static int countWrong(const int *values, int n, int sign) {
  int wrong = 0;
  for (int i = 0; i < n; ++i)
    wrong += values[i] != sign * (i * i + 1);
  return wrong;
}

int main() {
  const int n = 300;
  const size_t bytes = n * sizeof(int);

  int *pinned, *device;
  TRY(cudaMallocHost(&pinned, bytes));
  TRY(cudaMalloc(&device, bytes));
  for (int i = 0; i < n; ++i)
    pinned[i] = i * i + 1;
  TRY(cudaMemcpyAsync(device, pinned, bytes, cudaMemcpyHostToDevice, 0));
  negate<<<1, 64>>>(device, device, n);
  TRY(cudaMemcpyAsync(pinned, device, bytes, cudaMemcpyDeviceToHost, 0));
  TRY(cudaStreamSynchronize(0));
  printf("pinned: %d wrong\n", countWrong(pinned, n, -1));

  int *mapped, *mappedOnDevice;
  TRY(cudaHostAlloc((void **)&mapped, bytes,
                    cudaHostAllocMapped | cudaHostAllocPortable));
  TRY(cudaHostGetDevicePointer((void **)&mappedOnDevice, mapped, 0));
  negate<<<1, 64>>>(device, mappedOnDevice, n);
  TRY(cudaDeviceSynchronize());
  printf("mapped: %d wrong\n", countWrong(mapped, n, 1));

  int *plain = (int *)malloc(bytes);
  TRY(cudaHostRegister(plain, bytes, cudaHostRegisterDefault));
  TRY(cudaMemcpy(plain, device, bytes, cudaMemcpyDeviceToHost));
  TRY(cudaHostUnregister(plain));
  printf("registered: %d wrong\n", countWrong(plain, n, -1));

  free(plain);
  TRY(cudaFreeHost(mapped));
  TRY(cudaFreeHost(pinned));
  TRY(cudaFree(device));
  return 0;
}
