// Integer, bit and conversion intrinsics, and the fast maths, against plain
// C++ on the host.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cmath>
#include <cstdio>
#include <cstring>

struct Bits {
  int ones, ones64, leading, leading64, first, first64;
  unsigned reversed, bytes, difference, high, shifted;
  unsigned long long high64;
  int product24, floatBits;
  float back;
};

CW_KERNEL void bits(const unsigned *in, Bits *out, int n) {
  int i = cw::thread_idx().x;
  if (i >= n)
    return;
  unsigned x = in[i];
  unsigned long long wide = (unsigned long long)x << 32 | (x ^ 0xffu);
  Bits b;
  b.ones = cw::popc(x);
  b.ones64 = cw::popcll(wide);
  b.leading = cw::clz(x);
  b.leading64 = cw::clzll(wide >> 20);
  b.first = cw::ffs(x);
  b.first64 = cw::ffsll(wide & ~0xffffull);
  b.reversed = cw::brev(x);
  b.bytes = cw::byte_perm(x, ~x, 0x0246);
  b.difference = cw::usad(x, 1000u, 7u);
  b.high = cw::umulhi(x, x);
  b.high64 = cw::umul64hi(wide, wide);
  b.shifted = cw::funnelshift_l(x, ~x, 12);
  b.product24 = cw::mul24(x & 0xffff, 77);
  b.floatBits = cw::float_as_int((float)(x >> 8));
  b.back = cw::int_as_float(b.floatBits);
  out[i] = b;
}

CW_KERNEL void maths(int *passed) {
  float x = 0.25f + cw::thread_idx().x * 0.125f;
  int ok = 1;
  ok &= fabsf(cw::fast_expf(x) - expf(x)) < 1e-4f * expf(x);
  ok &= fabsf(cw::fast_logf(x) - logf(x)) < 1e-4f;
  ok &= fabsf(cw::fast_sinf(x) - sinf(x)) < 1e-4f;
  ok &= fabsf(cw::fast_powf(x, 1.5f) - powf(x, 1.5f)) < 1e-3f;
  ok &= fabsf(cw::rsqrtf(x) * sqrtf(x) - 1.0f) < 1e-5f;
  ok &= fabsf(cw::fast_fdividef(x, 3.0f) - x / 3.0f) < 1e-5f;
  float s, c;
  cw::sincosf(x, &s, &c);
  ok &= fabsf(s * s + c * c - 1.0f) < 1e-5f;
  ok &= cw::fmul_rn(x, 2.0f) == 2.0f * x && cw::fadd_rn(x, x) == 2.0f * x;
  ok &= cw::fmaf_rn(x, 4.0f, 1.0f) == 4.0f * x + 1.0f;
  ok &= cw::float2int_rn(2.5f) == 2 && cw::float2int_rz(-2.5f) == -2;
  ok &= cw::float2int_ru(2.25f) == 3 && cw::float2int_rd(-2.25f) == -3;
  ok &= cw::saturatef(x - 5.0f) >= 0.0f && cw::saturatef(x * 9.0f) <= 1.0f;
  ok &= cw::hiloint2double(cw::double2hiint(x), cw::double2loint(x)) == (double)x;
  ok &= cw::longlong_as_double(cw::double_as_longlong(1.0 / x)) == 1.0 / x;
  if (ok)
    cw::atomic_add(passed, 1);
}

int main() {
  const int n = 64;
  unsigned *in;
  Bits *out;
  int *passed;
  cwMallocManaged(&in, n * sizeof(unsigned));
  cwMallocManaged(&out, n * sizeof(Bits));
  cwMallocManaged(&passed, sizeof(int));
  for (int i = 0; i < n; ++i)
    in[i] = 0x9e3779b9u * (i + 1) >> (i % 20);
  cw::launch<bits>(1, n)(in, out, n);
  cwDeviceSynchronize();

  int wrong = 0;
  for (int i = 0; i < n; ++i) {
    unsigned x = in[i], reversed = 0;
    unsigned long long wide = (unsigned long long)x << 32 | (x ^ 0xffu);
    int ones = 0, ones64 = 0, leading = 0, leading64 = 0, first = 0,
        first64 = 0;
    for (int bit = 0; bit < 64; ++bit) {
      ones64 += (int)(wide >> bit & 1);
      if (bit < 32) {
        ones += x >> bit & 1;
        reversed |= (x >> bit & 1) << (31 - bit);
      }
      if (!first && bit < 32 && (x >> bit & 1))
        first = bit + 1;
      if (!first64 && ((wide & ~0xffffull) >> bit & 1))
        first64 = bit + 1;
    }
    while (leading < 32 && !(x >> (31 - leading) & 1))
      ++leading;
    while (leading64 < 64 && !(wide >> 20 >> (63 - leading64) & 1))
      ++leading64;
    unsigned bytes = 0, selectors[4] = {6, 4, 2, 0};
    for (int b = 0; b < 4; ++b) {
      unsigned from = selectors[b] < 4 ? x : ~x;
      bytes |= (from >> 8 * (selectors[b] % 4) & 0xff) << 8 * b;
    }
    unsigned __int128 square = (unsigned __int128)wide * wide;
    float asFloat = (float)(x >> 8);
    int floatBits;
    memcpy(&floatBits, &asFloat, sizeof floatBits);
    const Bits &o = out[i];
    wrong += o.ones != ones || o.ones64 != ones64;
    wrong += o.leading != leading || o.leading64 != leading64;
    wrong += o.first != first || o.first64 != first64;
    wrong += o.reversed != reversed || o.bytes != bytes;
    wrong += o.difference != (x > 1000 ? x - 1000 : 1000 - x) + 7;
    wrong += o.high != (unsigned)((unsigned long long)x * x >> 32);
    wrong += o.high64 != (unsigned long long)(square >> 64);
    wrong += o.shifted != (~x << 12 | x >> 20);
    wrong += o.product24 != (int)(x & 0xffff) * 77;
    wrong += o.floatBits != floatBits || o.back != asFloat;
  }
  printf("wrong bits: %d\n", wrong);

  *passed = 0;
  cw::launch<maths>(2, 32)(passed);
  cwDeviceSynchronize();
  printf("threads that passed: %d\n", *passed);
  cwFree(in);
  cwFree(out);
  cwFree(passed);
  return 0;
}
