// Loops over 16-bit numbers, which compilers make vector instructions of.
// SPDX-License-Identifier: Apache-2.0
#include <cw/bfloat16.h>
#include <cw/half.h>

void sum(cw::half a, const cw::half *x, cw::half *y) {
  for (int i = 0; i < 1024; ++i)
    y[i] = a * x[i] + y[i];
}
void fused(cw::half a, const cw::half *x, cw::half *y) {
  for (int i = 0; i < 1024; ++i)
    y[i] = cw::hfma(a, x[i], y[i]);
}
void sum(cw::bfloat16 a, const cw::bfloat16 *x, cw::bfloat16 *y) {
  for (int i = 0; i < 1024; ++i)
    y[i] = a * x[i] + y[i];
}
