// Bitonic sort: whole stages in shared memory while they fit a block, single
// steps over global memory above that. Sorts keys with their values.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <algorithm>
#include <cstdio>
#include <vector>

typedef unsigned int uint;
typedef uint2 Pair; // x: key, y: value

const uint SHARED = 256;

__device__ inline void compareAndSwap(Pair &a, Pair &b, bool ascending) {
  if ((a.x > b.x) == ascending) {
    Pair t = a;
    a = b;
    b = t;
  }
}

__global__ void sortShared(Pair *data) {
  __shared__ Pair s[SHARED];
  Pair *mine = data + blockIdx.x * SHARED;
  s[threadIdx.x] = mine[threadIdx.x];
  s[threadIdx.x + SHARED / 2] = mine[threadIdx.x + SHARED / 2];
  for (uint size = 2; size <= SHARED; size *= 2)
    for (uint stride = size / 2; stride > 0; stride /= 2) {
      __syncthreads();
      uint pos = 2 * threadIdx.x - (threadIdx.x & (stride - 1));
      uint global = blockIdx.x * SHARED + pos;
      compareAndSwap(s[pos], s[pos + stride], (global & size) == 0);
    }
  __syncthreads();
  mine[threadIdx.x] = s[threadIdx.x];
  mine[threadIdx.x + SHARED / 2] = s[threadIdx.x + SHARED / 2];
}

__global__ void mergeStep(Pair *data, uint size, uint stride) {
  uint t = blockIdx.x * blockDim.x + threadIdx.x;
  uint pos = 2 * t - (t & (stride - 1));
  compareAndSwap(data[pos], data[pos + stride], (pos & size) == 0);
}

int main() {
  const uint n = 1024;
  std::vector<Pair> data(n);
  for (uint i = 0; i < n; ++i)
    data[i] = make_uint2(i * 2654435761u, i); // distinct keys
  std::vector<Pair> expected = data;
  std::sort(expected.begin(), expected.end(),
            [](const Pair &a, const Pair &b) { return a.x < b.x; });

  Pair *device;
  cudaMalloc(&device, n * sizeof(Pair));
  cudaMemcpy(device, &data[0], n * sizeof(Pair), cudaMemcpyHostToDevice);
  sortShared<<<n / SHARED, SHARED / 2>>>(device);
  for (uint size = 2 * SHARED; size <= n; size *= 2)
    for (uint stride = size / 2; stride > 0; stride /= 2)
      mergeStep<<<n / 2 / 128, 128>>>(device, size, stride);
  cudaMemcpy(&data[0], device, n * sizeof(Pair), cudaMemcpyDeviceToHost);
  cudaFree(device);

  uint wrong = 0;
  for (uint i = 0; i < n; ++i)
    wrong += data[i].x != expected[i].x || data[i].y != expected[i].y;
  printf("%u pairs, %u wrong\n", n, wrong);
  printf("smallest key: %u, of value %u\n", data[0].x, data[0].y);
  return wrong != 0;
}
