// Dynamic shared memory: declared at namespace scope and in functions, with
// several types, under one name in two kernels, and carved into several arrays.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>

CW_DYNAMIC_SHARED(int, scratch);

CW_DEVICE int *upperHalf() { return scratch + cw::block_dim().x; }

CW_KERNEL void reverseTwice(const int *in, int *out) {
  int t = cw::thread_idx().x, last = cw::block_dim().x - 1;
  scratch[t] = in[cw::block_idx().x * cw::block_dim().x + t];
  cw::barrier();
  upperHalf()[last - t] = scratch[t] * 2;
  cw::barrier();
  out[cw::block_idx().x * cw::block_dim().x + t] = upperHalf()[t];
}

CW_KERNEL void sumBytes(const int *in, int *out, int n) {
  CW_DYNAMIC_SHARED(unsigned char, bytes);
  for (int i = cw::thread_idx().x; i < n; i += cw::block_dim().x)
    bytes[i] = (unsigned char)in[i];
  cw::barrier();
  if (cw::thread_idx().x == 0) {
    int sum = 0;
    for (int i = 0; i < n; ++i)
      sum += bytes[i];
    *out = sum;
  }
}

CW_KERNEL void sumDoubles(const int *in, int *out, int n) {
  CW_DYNAMIC_SHARED(cw::double2, pairs);
  for (int i = cw::thread_idx().x; i < n; i += cw::block_dim().x)
    pairs[i] = cw::make_double2(in[i], in[i] * 0.5);
  cw::barrier();
  if (cw::thread_idx().x == 0) {
    double sum = 0;
    for (int i = 0; i < n; ++i)
      sum += pairs[i].x + pairs[i].y;
    *out = (int)(2 * sum);
  }
}

// Three arrays of different types in one allocation, widest first.
CW_KERNEL void carve(const int *in, int *out, int n) {
  CW_DYNAMIC_SHARED(cw::double2, pairs);
  double *reals = (double *)pairs;
  int *ints = (int *)&reals[n];
  char *flags = (char *)(ints + n);
  for (int i = cw::thread_idx().x; i < n; i += cw::block_dim().x) {
    reals[i] = in[i] / 4.0;
    ints[i] = in[i];
    flags[i] = in[i] % 2 == 0;
  }
  cw::barrier();
  for (int i = cw::thread_idx().x; i < n; i += cw::block_dim().x) {
    int j = n - 1 - i;
    out[i] = flags[j] ? ints[j] : (int)(reals[j] * 4.0) * -1;
  }
}

int main() {
  const int n = 96;
  int *in, *out;
  cwMallocManaged(&in, n * sizeof(int));
  cwMallocManaged(&out, n * sizeof(int));
  for (int i = 0; i < n; ++i)
    in[i] = i + 1;

  cw::launch<reverseTwice>(3, 32, 2 * 32 * sizeof(int))(in, out);
  cwDeviceSynchronize();
  int wrong = 0;
  for (int i = 0; i < n; ++i)
    wrong += out[i] != 2 * (i / 32 * 32 + 32 - i % 32);
  printf("reversed: %d wrong\n", wrong);

  cw::launch<sumBytes>(1, 40, n)(in, out, n);
  cwDeviceSynchronize();
  printf("bytes: %d\n", *out);
  cw::launch<sumDoubles>(1, 40, n * sizeof(cw::double2))(in, out, n);
  cwDeviceSynchronize();
  printf("doubles: %d\n", *out);

  size_t shared = n * (sizeof(double) + sizeof(int) + sizeof(char));
  cw::launch<carve>(1, 64, shared)(in, out, n);
  cwDeviceSynchronize();
  wrong = 0;
  for (int i = 0; i < n; ++i)
    wrong += out[i] != ((n - i) % 2 ? i - n : n - i);
  printf("carved: %d wrong\n", wrong);
  cwFree(in);
  cwFree(out);
  return 0;
}
