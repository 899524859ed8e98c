// Half precision and bfloat16.
// SPDX-License-Identifier: Apache-2.0
#include <cw/bfloat16.h>
#include <cw/half.h>
#include <cw/runtime.h>

CW_KERNEL void axpy(cw::half *y, const cw::half *x, float a, int n) {
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  if (i < n)
    y[i] = cw::hadd(cw::hmul(cw::float2half(a), x[i]), y[i]);
}

CW_KERNEL void pairs(cw::half2 *y, const cw::half2 *x) {
  cw::half2 v = cw::hfma2(x[cw::thread_idx().x], x[cw::thread_idx().x],
                          y[cw::thread_idx().x]);
  v = v * cw::float2half2_rn(0.5f) +
      cw::halves2half2(cw::low2half(v), cw::hsqrt(cw::high2half(v)));
  y[cw::thread_idx().x] = cw::shfl_xor(0xffffffff, v, 1);
  if (cw::hgt(cw::low2half(v), cw::high2half(v)))
    cw::atomic_add(&y[64], v);
  y[65] = cw::h2exp(cw::ldg(&x[65]));
}

CW_KERNEL void brains(cw::bfloat16 *y, const cw::bfloat162 *x, float *f) {
  y[cw::thread_idx().x] = cw::float2bfloat16(f[cw::thread_idx().x]);
  f[cw::thread_idx().x] =
      cw::bfloat162float(cw::hmul(y[0], cw::low2bfloat16(x[0])));
  cw::bfloat162 m = cw::hmax2(x[1], x[2]);
  f[1] = cw::half2float(cw::float2half_rn(cw::high2float(m)));
}

void run(cw::half *h, cw::half2 *h2, cw::bfloat16 *b, cw::bfloat162 *b2,
         float *f) {
  cw::launch(axpy, 1, 32)(h, h, cw::half2float(cw::float2half(2.0f)), 32);
  cw::launch(pairs, 1, 32)(h2, h2);
  cw::launch(brains, 1, 32)(b, b2, f);
}
