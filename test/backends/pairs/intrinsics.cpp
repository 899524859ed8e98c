// Integer and floating point intrinsics.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>

CW_KERNEL void bits(unsigned *u, unsigned long long *l, int *s) {
  u[0] = cw::popc(u[1]) + cw::clz(s[1]) + cw::ffs(s[2]) + cw::brev(u[2]);
  l[0] =
      cw::popcll(l[1]) + cw::clzll(l[2]) + cw::ffsll(l[3]) + cw::brevll(l[4]);
  u[3] = cw::byte_perm(u[4], u[5], 0x3210) + cw::funnelshift_l(u[6], u[7], 5);
  s[3] =
      cw::mul24(s[4], s[5]) + cw::mulhi(s[6], s[7]) + cw::sad(s[8], s[9], u[8]);
  u[9] = cw::umul24(u[10], u[11]) + cw::umulhi(u[12], u[13]);
  l[5] = cw::umul64hi(l[6], l[7]);
  s[10] = cw::hadd(s[11], s[12]) + cw::rhadd(s[13], s[14]);
  s[15] = cw::dp4a(s[16], s[17], s[18]);
  u[14] = cw::vadd2(u[15], u[16]) ^ cw::vsadu4(u[17], u[18]);
}

CW_KERNEL void rounding(float *f, double *d, int *s) {
  f[0] = cw::fmul_rn(f[1], f[2]) + cw::fadd_rz(f[3], f[4]);
  f[5] = cw::fmaf_rn(f[6], f[7], f[8]) + cw::fast_fdividef(f[9], f[10]);
  f[11] = cw::frcp_rn(f[12]) + cw::fsqrt_rn(f[13]) + cw::saturatef(f[14]);
  d[0] = cw::dadd_rn(d[1], d[2]) + cw::dmul_rn(d[3], d[4]) +
         cw::ddiv_rn(d[5], d[6]);
  s[0] = cw::float2int_rn(f[15]) + cw::float_as_int(f[16]) +
         cw::double2int_rz(d[7]);
  f[17] = cw::int_as_float(s[1]) + cw::int2float_rn(s[2]);
  d[8] = cw::hiloint2double(cw::double2hiint(d[9]), cw::double2loint(d[10]));
}

CW_KERNEL void fast(float *f) {
  f[0] = cw::fast_expf(f[1]) + cw::fast_logf(f[2]) + cw::fast_log2f(f[3]) +
         cw::fast_log10f(f[4]);
  f[5] = cw::fast_sinf(f[6]) * cw::fast_cosf(f[7]) + cw::fast_tanf(f[8]) +
         cw::fast_powf(f[9], f[10]);
  f[11] = cw::fast_exp10f(f[12]);
  cw::fast_sincosf(f[13], &f[14], &f[15]);
}

CW_KERNEL void functions(float *f, double *d) {
  f[0] =
      cw::rsqrtf(f[1]) + cw::rcbrtf(f[2]) + cw::sinpif(f[3]) + cw::cospif(f[4]);
  f[5] =
      cw::norm3df(f[6], f[7], f[8]) + cw::erfinvf(f[9]) + cw::normcdff(f[10]);
  cw::sincosf(f[11], &f[12], &f[13]);
  cw::sincospi(d[0], &d[1], &d[2]);
  d[3] = cw::rsqrt(d[4]) + cw::erfcx(d[5]) + cw::exp10(d[6]) + sqrt(d[7]);
  f[14] = fminf(f[15], CW_INF_F) + cw::fdividef(f[16], CW_PI_F);
}

CW_KERNEL void loads(const float *in, float *out, long long *ticks) {
  long long start = cw::clock64();
  out[cw::thread_idx().x] =
      cw::ldg(&in[cw::thread_idx().x]) + cw::ldcg(in + 64);
  cw::stcs(out + 128, 3.0f);
  ticks[cw::thread_idx().x] = cw::clock64() - start;
  ticks[128] = cw::clock();
}

void run(unsigned *u, unsigned long long *l, int *s, float *f, double *d,
         long long *c) {
  cw::launch(bits, 1, 1)(u, l, s);
  cw::launch(rounding, 1, 1)(f, d, s);
  cw::launch(fast, 1, 1)(f);
  cw::launch(functions, 1, 1)(f, d);
  cw::launch(loads, 1, 32)(f, f, c);
}
