// Lambdas: launched as arguments of kernel templates, called inside kernels,
// and around launches on the host.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <algorithm>
#include <cstdio>
#include <functional>

template <typename F> __global__ void forEach(int n, F body) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n;
       i += gridDim.x * blockDim.x)
    body(i);
}

template <typename F> void parallelFor(int n, F body) {
  forEach<<<(n + 63) / 64, 64>>>(n, body);
}

__global__ void clampAll(int *data, int n, int limit) {
  const int me = threadIdx.x + blockIdx.x * blockDim.x;
  auto clamp = [limit](int x) { return min(x, limit); };
  auto mine = [=] { return me < n; };
  if (mine())
    data[me] = clamp(data[me]);
}

int main() {
  const int n = 200;
  int *data;
  cudaMallocManaged(&data, n * sizeof(int));

  parallelFor(n, [=] __device__(int i) { data[i] = i; });
  int offset = 7;
  auto affine = [data, offset] __host__ __device__(int i) {
    data[i] = 3 * data[i] + offset;
  };
  forEach<<<2, 32>>>(n, affine);

  auto launch = [&](int limit) {
    clampAll<<<(n + 31) / 32, 32>>>(data, n, limit);
    return cudaGetLastError();
  };
  bool launched = launch(500) == cudaSuccess && launch(400) == cudaSuccess;
  std::function<cudaError_t()> finish = [] { return cudaDeviceSynchronize(); };
  launched = launched && finish() == cudaSuccess;

  int wrong = 0;
  for (int i = 0; i < n; ++i)
    wrong += data[i] != std::min(3 * i + offset, 400);
  printf("launched: %d, wrong: %d\n", launched, wrong);
  affine(0);
  printf("on the host: %d\n", data[0]);
  cudaFree(data);
  return 0;
}
