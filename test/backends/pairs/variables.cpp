// Variables on the device: constant, global, managed, and kernels that print
// and assert.
// SPDX-License-Identifier: Apache-2.0
#include <cassert>
#include <cstdio>
#include <cw/runtime.h>

CW_CONSTANT float weights[4] = {0.1f, 0.2f, 0.3f, 0.4f};
CW_DEVICE int counter = 5;
CW_DEVICE CW_MANAGED float total;
static CW_DEVICE const int table[3] = {1, 2, 3};

typedef float (*function_t)(float);
CW_DEVICE float twice(float x) { return 2 * x; }
CW_DEVICE function_t chosen = twice;
CW_DEVICE CW_NOINLINE float thrice(float x) { return x * 3; }

CW_KERNEL void weigh(const float *__restrict__ in, float *__restrict__ out,
                     int n) {
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  assert(n > 4);
  if (i < n)
    out[i] = weights[i & 3] * chosen(in[i]) + table[i % 3] + thrice(in[i]);
  if (i == 0) {
    cw::atomic_add(&counter, 1);
    total = out[0];
    printf("block %d of %d\n", cw::block_idx().x, cw::grid_dim().x);
  }
}

CW_KERNEL void newer(int *out) {
#if defined(CW_DEVICE_ARCH) && CW_DEVICE_ARCH >= 800
  out[0] = CW_DEVICE_ARCH;
#else
  out[0] = 1;
#endif
}

void run(float *in, float *out, int *i) {
  cw::launch(weigh, 4, 64)(in, out, 256);
  cw::launch(newer, 1, 1)(i);
  float host[4] = {1, 2, 3, 4};
  cwMemcpyToSymbol(weights, host, sizeof host);
  int seen;
  cwMemcpyFromSymbol(&seen, counter, sizeof seen, 0, cwMemcpyDeviceToHost);
}
