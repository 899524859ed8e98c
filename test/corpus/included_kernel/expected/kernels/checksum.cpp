// A kernel that other units include as source.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#ifndef SEED
#error "define SEED before including this file"
#endif

CW_DEVICE unsigned mix(unsigned x) {
  x ^= x >> 16;
  x *= 0x7feb352du;
  x ^= x >> 15;
  return x + SEED;
}

CW_KERNEL void checksum(const unsigned *data, int n, unsigned *result) {
  CW_STATIC_SHARED(sum, unsigned sum);
  if (cw::thread_idx().x == 0)
    sum = 0;
  cw::barrier();
  for (int i = cw::thread_idx().x; i < n; i += cw::block_dim().x)
    cw::atomic_add(&sum, mix(data[i]));
  cw::barrier();
  if (cw::thread_idx().x == 0)
    *result = sum;
}
