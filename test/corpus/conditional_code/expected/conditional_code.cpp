// Code that differs between compilers and between host and device.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include "portable.h"
#include <stdio.h>

#ifndef CW_KERNEL_LANGUAGE
#error "this file needs a compiler for kernels"
#endif

#if defined(CW_RUNTIME_VERSION) && CW_RUNTIME_VERSION >= 9000
#define MODERN 1
#else
#define MODERN 0
#endif

CALLABLE int side() {
#ifdef CW_DEVICE_ARCH
  return 1;
#else
  return 0;
#endif
}

#if CW_ARCH_LEVEL >= 600 || !defined(CW_DEVICE_ARCH)
#define ADD(address, value) cw::atomic_add(address, value)
#else
#define ADD(address, value) slowAdd(address, value)
CW_DEVICE double slowAdd(double *address, double value) {
  unsigned long long *bits = (unsigned long long *)address;
  unsigned long long old = *bits, assumed;
  do {
    assumed = old;
    old = cw::atomic_cas(bits, assumed,
                    cw::double_as_longlong(value + cw::longlong_as_double(assumed)));
  } while (assumed != old);
  return cw::longlong_as_double(old);
}
#endif

CW_KERNEL void run(double *sum, int *sides) {
  int x = clampTo((int)cw::thread_idx().x - 10, 0, 20);
  ADD(sum, x * 0.5);
#if !defined(CW_DEVICE_ARCH) || (CW_ARCH_LEVEL >= 300)
  cw::atomic_add(&sides[side()], 1);
#endif
  if (lane() >= cw::warp_size())
    sides[0] = -1000;
}

#if 0
CW_KERNEL void neverCompiled(int *out) {
  out[cw::thread_idx().x] = cw::popc(cw::block_idx().x);
  cw::barrier();
}
#endif

int main() {
  double *sum;
  int *sides;
  cwMallocManaged(&sum, sizeof *sum);
  cwMallocManaged(&sides, 2 * sizeof *sides);
  *sum = 0.0;
  sides[0] = sides[1] = 0;
  cw::launch<run>(1, 40)(sum, sides);
  cwDeviceSynchronize();
  printf("kernels: %d, modern: %d\n", HAVE_KERNELS, MODERN);
  printf("sum: %.1f\n", *sum);
  printf("threads: %d, on the host: %d\n", sides[0] + sides[1], side());
  cwFree(sum);
  cwFree(sides);
  return 0;
}
