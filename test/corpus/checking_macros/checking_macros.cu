// Macros that wrap API calls, launches and error names, as large code bases
// like to have them.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cstdlib>
#include <cuda_runtime.h>

#define CUDA_CHECK(call) checkCuda((call), #call, __FILE__, __LINE__)
#define LAST_ERROR_IS(name) (cudaGetLastError() == cudaError##name)
#define BLOCKS(n, block) (((n) + (block)-1) / (block))
#define LAUNCH(kernel, n, ...)                                                 \
  do {                                                                         \
    kernel<<<BLOCKS(n, 64), 64>>>(__VA_ARGS__, n);                             \
    CUDA_CHECK(cudaGetLastError());                                            \
  } while (0)
#define LAUNCH_ON(stream, kernel) kernel<<<1, 32, 0, stream>>>
#define UPLOAD(to, from, bytes)                                                \
  CUDA_CHECK(cudaMemcpy(to, from, bytes, cudaMemcpyHostToDevice))
#define DEVICE_ALLOC(type, name, count)                                        \
  type *name = nullptr;                                                        \
  CUDA_CHECK(cudaMalloc((void **)&name, (count) * sizeof(type)))

static void checkCuda(cudaError_t error, const char *what, const char *file,
                      int line) {
  if (error == cudaSuccess)
    return;
  fprintf(stderr, "%s:%d: %s: %s\n", file, line, what,
          cudaGetErrorString(error));
  exit(1);
}

__global__ void square(int *data, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    data[i] *= data[i];
}

__global__ void addTo(int *data, const int *other, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    data[i] += other[i];
}

__global__ void mark(int *data) { data[threadIdx.x] += 1000; }

int main() {
  const int n = 150;
  int host[n];
  for (int i = 0; i < n; ++i)
    host[i] = i;

  DEVICE_ALLOC(int, a, n);
  DEVICE_ALLOC(int, b, n);
  UPLOAD(a, host, sizeof host);
  UPLOAD(b, host, sizeof host);
  LAUNCH(square, n, a);
  LAUNCH(addTo, n, a, b);
  cudaStream_t stream;
  CUDA_CHECK(cudaStreamCreate(&stream));
  CUDA_CHECK(cudaDeviceSynchronize());
  LAUNCH_ON(stream, mark)(a);
  CUDA_CHECK(cudaStreamSynchronize(stream));
  CUDA_CHECK(cudaStreamDestroy(stream));
  CUDA_CHECK(cudaMemcpy(host, a, sizeof host, cudaMemcpyDeviceToHost));

  int wrong = 0;
  for (int i = 0; i < n; ++i)
    wrong += host[i] != i * i + i + (i < 32 ? 1000 : 0);
  printf("wrong: %d\n", wrong);

  cudaSetDevice(1 << 20);
  printf("an invalid device is named: %d\n", LAST_ERROR_IS(InvalidDevice));
  printf("and forgotten: %d\n", cudaGetLastError() == cudaSuccess);
  CUDA_CHECK(cudaFree(a));
  CUDA_CHECK(cudaFree(b));
  return 0;
}
