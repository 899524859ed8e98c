// Integer and floating point intrinsics.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <math_constants.h>

__global__ void bits(unsigned *u, unsigned long long *l, int *s) {
  u[0] = __popc(u[1]) + __clz(s[1]) + __ffs(s[2]) + __brev(u[2]);
  l[0] = __popcll(l[1]) + __clzll(l[2]) + __ffsll(l[3]) + __brevll(l[4]);
  u[3] = __byte_perm(u[4], u[5], 0x3210) + __funnelshift_l(u[6], u[7], 5);
  s[3] = __mul24(s[4], s[5]) + __mulhi(s[6], s[7]) + __sad(s[8], s[9], u[8]);
  u[9] = __umul24(u[10], u[11]) + __umulhi(u[12], u[13]);
  l[5] = __umul64hi(l[6], l[7]);
  s[10] = __hadd(s[11], s[12]) + __rhadd(s[13], s[14]);
  s[15] = __dp4a(s[16], s[17], s[18]);
  u[14] = __vadd2(u[15], u[16]) ^ __vsadu4(u[17], u[18]);
}

__global__ void rounding(float *f, double *d, int *s) {
  f[0] = __fmul_rn(f[1], f[2]) + __fadd_rz(f[3], f[4]);
  f[5] = __fmaf_rn(f[6], f[7], f[8]) + __fdividef(f[9], f[10]);
  f[11] = __frcp_rn(f[12]) + __fsqrt_rn(f[13]) + __saturatef(f[14]);
  d[0] = __dadd_rn(d[1], d[2]) + __dmul_rn(d[3], d[4]) + __ddiv_rn(d[5], d[6]);
  s[0] = __float2int_rn(f[15]) + __float_as_int(f[16]) + __double2int_rz(d[7]);
  f[17] = __int_as_float(s[1]) + __int2float_rn(s[2]);
  d[8] = __hiloint2double(__double2hiint(d[9]), __double2loint(d[10]));
}

__global__ void fast(float *f) {
  f[0] = __expf(f[1]) + __logf(f[2]) + __log2f(f[3]) + __log10f(f[4]);
  f[5] = __sinf(f[6]) * __cosf(f[7]) + __tanf(f[8]) + __powf(f[9], f[10]);
  f[11] = __exp10f(f[12]);
  __sincosf(f[13], &f[14], &f[15]);
}

__global__ void functions(float *f, double *d) {
  f[0] = rsqrtf(f[1]) + rcbrtf(f[2]) + sinpif(f[3]) + cospif(f[4]);
  f[5] = norm3df(f[6], f[7], f[8]) + erfinvf(f[9]) + normcdff(f[10]);
  sincosf(f[11], &f[12], &f[13]);
  sincospi(d[0], &d[1], &d[2]);
  d[3] = rsqrt(d[4]) + erfcx(d[5]) + exp10(d[6]) + sqrt(d[7]);
  f[14] = fminf(f[15], CUDART_INF_F) + fdividef(f[16], CUDART_PI_F);
}

__global__ void loads(const float *in, float *out, long long *ticks) {
  long long start = clock64();
  out[threadIdx.x] = __ldg(&in[threadIdx.x]) + __ldcg(in + 64);
  __stcs(out + 128, 3.0f);
  ticks[threadIdx.x] = clock64() - start;
  ticks[128] = clock();
}

void run(unsigned *u, unsigned long long *l, int *s, float *f, double *d,
         long long *c) {
  bits<<<1, 1>>>(u, l, s);
  rounding<<<1, 1>>>(f, d, s);
  fast<<<1, 1>>>(f);
  functions<<<1, 1>>>(f, d);
  loads<<<1, 32>>>(f, f, c);
}
