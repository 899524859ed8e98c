// Includes a .cu file, whose name changes when it is migrated.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <stdio.h>

#define SEED 12345u
#include "kernels/checksum.cpp"

static unsigned mixOnHost(unsigned x) {
  x ^= x >> 16;
  x *= 0x7feb352du;
  x ^= x >> 15;
  return x + SEED;
}

int main() {
  const int n = 333;
  unsigned *data, *result, expected = 0;
  cwMallocManaged(&data, n * sizeof(unsigned));
  cwMallocManaged(&result, sizeof(unsigned));
  for (int i = 0; i < n; ++i) {
    data[i] = (unsigned)i * 977u;
    expected += mixOnHost(data[i]);
  }
  cw::launch<checksum>(1, 96)(data, n, result);
  cwDeviceSynchronize();
  printf("equal: %d\n", *result == expected);
  cwFree(data);
  cwFree(result);
  return 0;
}
