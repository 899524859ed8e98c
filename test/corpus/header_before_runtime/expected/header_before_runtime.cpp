// The project's own header comes before CUDA's, which nvcc has included by then.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include "host_or_device.h"
#include <cw/runtime.h>
#include <stdio.h>

CW_KERNEL void mix(unsigned *out, int *ones) {
  unsigned i = mine();
  out[i] = rotate(0x9e3779b9u * (i + 1), i % 31 + 1);
#if CW_ARCH_LEVEL >= 600
  cw::atomic_add(ones, bits(out[i]));
#endif
}

int main() {
  const int n = 96;
  unsigned *out, expected = 0, got = 0;
  int *ones, count = 0;
  cwMallocManaged(&out, n * sizeof *out);
  cwMallocManaged(&ones, sizeof *ones);
  *ones = 0;
  cw::launch<mix>(3, 32)(out, ones);
  cwDeviceSynchronize();
  for (unsigned i = 0; i < n; ++i) {
    unsigned value = rotate(0x9e3779b9u * (i + 1), i % 31 + 1);
    expected ^= value;
    got ^= out[i];
    count += bits(value);
  }
  printf("words: %s, bits: %s\n", got == expected ? "equal" : "different", *ones == count ? "equal" : "different");
  cwFree(out);
  cwFree(ones);
  return 0;
}
