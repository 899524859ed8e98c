// Lambdas: on the device, given to a kernel, capturing by value.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>

template <class F> CW_KERNEL void each(int n, F f) {
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  if (i < n)
    f(i);
}

template <class F> void for_each(int n, F f) {
  cw::launch(CW_DEDUCE(each), (n + 63) / 64, 64)(n, f);
}

CW_KERNEL void inside(float *out) {
  auto square = [](float x) { return x * x; };
  auto mine = [out] { return out + cw::thread_idx().x; };
  *mine() = square(*mine());
}

void run(float *data, float a) {
  for_each(100, [=] CW_DEVICE(int i) { data[i] *= a; });
  cw::launch(CW_DEDUCE(each), 1,
             32)(32, [=] CW_HOST CW_DEVICE(int i) { data[i] += 1; });
  cw::launch(inside, 1, 32)(data);
}
