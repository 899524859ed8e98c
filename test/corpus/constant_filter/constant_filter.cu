// Convolution with weights in constant memory, set whole, in part, and read
// back.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cuda_runtime.h>

#define RADIUS 3
#define TAPS (2 * RADIUS + 1)

struct Gain {
  int numerator, denominator;
};

__constant__ int weights[TAPS];
__constant__ Gain gain = {1, 1};
static __device__ __constant__ const int bias = 5;

__global__ void convolve(const int *in, int *out, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n)
    return;
  int sum = bias;
  for (int tap = -RADIUS; tap <= RADIUS; ++tap)
    if (i + tap >= 0 && i + tap < n)
      sum += weights[tap + RADIUS] * in[i + tap];
  out[i] = sum * gain.numerator / gain.denominator;
}

static int compare(const int *in, const int *out, int n, const int *taps,
                   Gain g) {
  int wrong = 0;
  for (int i = 0; i < n; ++i) {
    int sum = 5;
    for (int tap = -RADIUS; tap <= RADIUS; ++tap)
      if (i + tap >= 0 && i + tap < n)
        sum += taps[tap + RADIUS] * in[i + tap];
    wrong += out[i] != sum * g.numerator / g.denominator;
  }
  return wrong;
}

int main() {
  const int n = 500;
  int taps[TAPS] = {1, -2, 3, 4, 3, -2, 1};
  int in[n], out[n];
  for (int i = 0; i < n; ++i)
    in[i] = i * i % 41;
  int *deviceIn, *deviceOut;
  cudaMalloc(&deviceIn, sizeof in);
  cudaMalloc(&deviceOut, sizeof out);
  cudaMemcpy(deviceIn, in, sizeof in, cudaMemcpyHostToDevice);

  cudaMemcpyToSymbol(weights, taps, sizeof taps);
  convolve<<<4, 128>>>(deviceIn, deviceOut, n);
  cudaMemcpy(out, deviceOut, sizeof out, cudaMemcpyDeviceToHost);
  printf("whole: %d wrong\n", compare(in, out, n, taps, Gain{1, 1}));

  taps[5] = 20;
  taps[6] = 30;
  const Gain half = {1, 2};
  cudaMemcpyToSymbol(weights, &taps[5], 2 * sizeof(int), 5 * sizeof(int),
                     cudaMemcpyHostToDevice);
  cudaMemcpyToSymbolAsync(gain, &half, sizeof half, 0, cudaMemcpyHostToDevice,
                          0);
  convolve<<<4, 128>>>(deviceIn, deviceOut, n);
  cudaMemcpy(out, deviceOut, sizeof out, cudaMemcpyDeviceToHost);
  printf("in part: %d wrong\n", compare(in, out, n, taps, half));

  int back[TAPS] = {};
  cudaMemcpyFromSymbol(back, weights, sizeof back);
  printf("read back:");
  for (int weight : back)
    printf(" %d", weight);
  printf("\n");
  cudaFree(deviceIn);
  cudaFree(deviceOut);
  return 0;
}
