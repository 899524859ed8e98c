// Inclusive prefix sum of one block, with two buffers in dynamic shared memory
// that swap roles each step.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <stdio.h>

CW_KERNEL void inclusiveScan(const float *in, float *out, int n) {
  CW_DYNAMIC_SHARED(float, buffers);
  float *from = buffers;
  float *to = buffers + n;
  int t = cw::thread_idx().x;

  to[t] = in[t];
  for (int offset = 1; offset < n; offset <<= 1) {
    float *swap = from;
    from = to;
    to = swap;
    cw::barrier();
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
  cwMalloc(&dIn, sizeof in);
  cwMalloc(&dOut, sizeof out);
  cwMemcpy(dIn, in, sizeof in, cwMemcpyHostToDevice);
  cw::launch<inclusiveScan>(1, n, 2 * n * sizeof(float))(dIn, dOut, n);
  cwMemcpy(out, dOut, sizeof out, cwMemcpyDeviceToHost);

  float sum = 0.0f;
  int wrong = 0;
  for (int i = 0; i < n; ++i) {
    sum += in[i];
    wrong += out[i] != sum;
  }
  printf("wrong: %d\nlast: %.1f\n", wrong, out[n - 1]);
  cwFree(dIn);
  cwFree(dOut);
  return 0;
}
