// Works on a pitched 2D allocation: 2D copies in, out and between two of them.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>

#include <cstdio>
#include <cstdlib>
#include <vector>

static void check(cudaError_t error, const char *what) {
  if (error == cudaSuccess)
    return;
  fprintf(stderr, "%s: %s\n", what, cudaGetErrorString(error));
  exit(1);
}

__global__ void scaleRows(short *data, size_t pitch, int width, int height) {
  int x = blockIdx.x * blockDim.x + threadIdx.x;
  int y = blockIdx.y * blockDim.y + threadIdx.y;
  if (x >= width || y >= height)
    return;
  short *row = (short *)((char *)data + y * pitch);
  row[x] = (short)(row[x] * (y + 1));
}

int main() {
  const int width = 37, height = 11;
  const size_t rowBytes = width * sizeof(short);
  std::vector<short> in(width * height), out(width * height, -1);
  for (int i = 0; i < width * height; ++i)
    in[i] = (short)(i % 97);

  short *first = nullptr, *second = nullptr;
  size_t firstPitch = 0, secondPitch = 0;
  check(cudaMallocPitch(&first, &firstPitch, rowBytes, height), "first");
  check(cudaMallocPitch(&second, &secondPitch, rowBytes, height), "second");
  printf("a row fits its pitch: %d\n", firstPitch >= rowBytes);

  check(cudaMemset2D(second, secondPitch, 0, rowBytes, height), "clear");
  check(cudaMemcpy2D(first, firstPitch, in.data(), rowBytes, rowBytes, height,
                     cudaMemcpyHostToDevice),
        "in");
  dim3 block(16, 4);
  dim3 grid((width + block.x - 1) / block.x, (height + block.y - 1) / block.y);
  scaleRows<<<grid, block>>>(first, firstPitch, width, height);
  check(cudaGetLastError(), "launch");

  // All rows but the last: the second one keeps its zeros there.
  check(cudaMemcpy2D(second, secondPitch, first, firstPitch, rowBytes,
                     height - 1, cudaMemcpyDeviceToDevice),
        "across");
  check(cudaMemcpy2D(out.data(), rowBytes, second, secondPitch, rowBytes,
                     height, cudaMemcpyDeviceToHost),
        "out");

  int wrong = 0, sum = 0;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      int i = y * width + x;
      short expected = y == height - 1 ? 0 : (short)(in[i] * (y + 1));
      wrong += out[i] != expected;
      sum += out[i];
    }
  printf("wrong: %d, sum %s zero\n", wrong, sum ? "is not" : "is");
  check(cudaFree(first), "free");
  check(cudaFree(second), "free");
  return wrong != 0;
}
