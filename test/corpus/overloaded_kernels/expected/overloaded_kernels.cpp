// Kernels that share a name: overloads, a template beside a plain kernel, and
// parameters with default arguments.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>

CW_KERNEL void store(int *out, int value) { *out = value; }
CW_KERNEL void store(float *out, float value) { *out = value + 0.5f; }

CW_KERNEL void count(int *out, int from = 10, int by = 1) {
  *out = from + by * (int)cw::thread_idx().x;
}

template <typename T> CW_KERNEL void add(T *out, T value) { *out += value; }
CW_KERNEL void add(int *out, short value) { *out += 100 * value; }

// Which kernel this is follows from the arguments, and two have no type.
struct Range {
  int first, last;
};
template <typename T, typename U>
CW_KERNEL void sumUp(T *out, const float *weights, U scale, Range range) {
  *out = 0;
  for (int n = range.first; n <= range.last; ++n)
    *out += T(n * scale) + (weights ? T(weights[n]) : T(0));
}
template <typename T> T twice(T value) { return value + value; }
template <typename T> void launchSumUp(T *out, T value) {
  cw::launch(CW_DEDUCE(sumUp), 1, 1)(out, nullptr, twice(value), Range{1, 3});
}

int main() {
  int *i;
  float *f;
  cwMallocManaged(&i, sizeof(int));
  cwMallocManaged(&f, sizeof(float));

  cw::launch(CW_DEDUCE(store), 1, 1)(i, 4);
  cw::launch(CW_DEDUCE(store), 1, 1)(f, 4);
  cwDeviceSynchronize();
  printf("overloads: %d %.1f\n", *i, *f);

  cw::launch(CW_DEDUCE(count), 1, 1)(i);
  cwDeviceSynchronize();
  printf("both defaults: %d\n", *i);
  cw::launch(CW_DEDUCE(count), 1, 1)(i, 20);
  cwDeviceSynchronize();
  printf("one default: %d\n", *i);

  cw::launch(CW_DEDUCE(add), 1, 1)(i, (short)2);
  cw::launch(CW_DEDUCE(add), 1, 1)(i, 3);
  cw::launch(CW_DEDUCE(add), 1, 1)(f, 1.0f);
  cwDeviceSynchronize();
  printf("template or not: %d %.1f\n", *i, *f);

  launchSumUp(i, 5);
  launchSumUp(f, 0.25f);
  cwDeviceSynchronize();
  printf("untyped arguments: %d %.1f\n", *i, *f);

  cwFree(i);
  cwFree(f);
  return 0;
}
