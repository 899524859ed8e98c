// Convolution with weights in constant memory, set whole, in part, and read
// back.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cw/runtime.h>

#define RADIUS 3
#define TAPS (2 * RADIUS + 1)

struct Gain {
  int numerator, denominator;
};

CW_CONSTANT int weights[TAPS];
CW_CONSTANT Gain gain = {1, 1};
static CW_DEVICE CW_CONSTANT const int bias = 5;

CW_KERNEL void convolve(const int *in, int *out, int n) {
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
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
  cwMalloc(&deviceIn, sizeof in);
  cwMalloc(&deviceOut, sizeof out);
  cwMemcpy(deviceIn, in, sizeof in, cwMemcpyHostToDevice);

  cwMemcpyToSymbol(weights, taps, sizeof taps);
  cw::launch<convolve>(4, 128)(deviceIn, deviceOut, n);
  cwMemcpy(out, deviceOut, sizeof out, cwMemcpyDeviceToHost);
  printf("whole: %d wrong\n", compare(in, out, n, taps, Gain{1, 1}));

  taps[5] = 20;
  taps[6] = 30;
  const Gain half = {1, 2};
  cwMemcpyToSymbol(weights, &taps[5], 2 * sizeof(int), 5 * sizeof(int),
                     cwMemcpyHostToDevice);
  cwMemcpyToSymbolAsync(gain, &half, sizeof half, 0, cwMemcpyHostToDevice,
                          0);
  cw::launch<convolve>(4, 128)(deviceIn, deviceOut, n);
  cwMemcpy(out, deviceOut, sizeof out, cwMemcpyDeviceToHost);
  printf("in part: %d wrong\n", compare(in, out, n, taps, half));

  int back[TAPS] = {};
  cwMemcpyFromSymbol(back, weights, sizeof back);
  printf("read back:");
  for (int weight : back)
    printf(" %d", weight);
  printf("\n");
  cwFree(deviceIn);
  cwFree(deviceOut);
  return 0;
}
