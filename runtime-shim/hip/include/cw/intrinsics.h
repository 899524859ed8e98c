// Math and integer intrinsics. CUDA's __name is cw::name; the fast __expf is
// cw::fast_expf.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_INTRINSICS_H
#define CW_INTRINSICS_H

#include <cw/device.h>

// clang-format off
namespace cw {

#define CW_FAST(NAME) CW_FORWARD(fast_##NAME, __##NAME)
CW_FAST(expf) CW_FAST(exp10f) CW_FAST(logf) CW_FAST(log2f) CW_FAST(log10f) CW_FAST(powf)
CW_FAST(sinf) CW_FAST(cosf) CW_FAST(tanf) CW_FAST(sincosf) CW_FAST(fdividef)
#undef CW_FAST

#define X(NAME) CW_FORWARD(NAME, __##NAME)
X(brev) X(brevll) X(byte_perm) X(clz) X(clzll) X(dadd_rn) X(ddiv_rn) X(dmul_rn) X(double2float_rd) X(double2float_rn)
X(double2float_ru) X(double2float_rz) X(double2hiint) X(double2int_rd) X(double2int_rn) X(double2int_ru)
X(double2int_rz) X(double2ll_rd) X(double2ll_rn) X(double2ll_ru) X(double2ll_rz) X(double2loint) X(double2uint_rd)
X(double2uint_rn) X(double2uint_ru) X(double2uint_rz) X(double2ull_rd) X(double2ull_rn) X(double2ull_ru)
X(double2ull_rz) X(double_as_longlong) X(drcp_rn) X(dsqrt_rn) X(dsub_rn) X(fadd_rn) X(fdiv_rn) X(ffs) X(ffsll)
X(float2int_rd) X(float2int_rn) X(float2int_ru) X(float2int_rz) X(float2ll_rd) X(float2ll_rn) X(float2ll_ru)
X(float2ll_rz) X(float2uint_rd) X(float2uint_rn) X(float2uint_ru) X(float2uint_rz) X(float2ull_rd) X(float2ull_rn)
X(float2ull_ru) X(float2ull_rz) X(float_as_int) X(float_as_uint) X(fma_rn) X(fmaf_rn) X(fmul_rn) X(frcp_rn)
X(frsqrt_rn) X(fsqrt_rn) X(fsub_rn) X(funnelshift_l) X(funnelshift_lc) X(funnelshift_r) X(funnelshift_rc)
X(hiloint2double) X(int2double_rn) X(int2float_rd) X(int2float_rn) X(int2float_ru) X(int2float_rz) X(int_as_float)
X(ll2double_rd) X(ll2double_rn) X(ll2double_ru) X(ll2double_rz) X(ll2float_rd)
X(ll2float_rn) X(ll2float_ru) X(ll2float_rz) X(longlong_as_double) X(mul24) X(mul64hi) X(mulhi) X(popc) X(popcll)
X(rhadd) X(sad) X(saturatef) X(uhadd) X(uint2double_rn) X(uint2float_rd) X(uint2float_rn) X(uint2float_ru)
X(uint2float_rz) X(uint_as_float) X(ull2double_rd) X(ull2double_rn) X(ull2double_ru) X(ull2double_rz) X(ull2float_rd)
X(ull2float_rn) X(ull2float_ru) X(ull2float_rz) X(umul24) X(umul64hi) X(umulhi) X(urhadd) X(usad)
#undef X
CW_FORWARD(hadd, __hadd) // the average of two integers, and the sum of two of cw/half.h's numbers

// Functions that keep their names.
#define X(NAME) using ::NAME;
X(rsqrt) X(rsqrtf) X(rcbrt) X(rcbrtf) X(sinpi) X(sinpif) X(cospi) X(cospif) X(sincos) X(sincosf) X(sincospi)
X(sincospif) X(erfinv) X(erfinvf) X(erfcinv) X(erfcinvf) X(erfcx) X(erfcxf) X(normcdf) X(normcdff) X(normcdfinv)
X(normcdfinvf) X(exp10) X(exp10f) X(min) X(max)
#undef X
#define X(NAME) CW_FORWARD(NAME, ::NAME)
X(norm) X(normf) X(norm3d) X(norm3df) X(norm4d) X(norm4df) X(rnorm) X(rnormf) X(rnorm3d) X(rnorm3df) X(rnorm4d)
X(rnorm4df) X(rhypot) X(rhypotf) X(cyl_bessel_i0f) X(cyl_bessel_i1f) X(cyl_bessel_i0) X(cyl_bessel_i1) X(fdividef)
#undef X

// Functions that HIP lacks: min and max with the type in their names.
#define CW_MIN_MAX(PREFIX, TYPE)                                                                  \
  __host__ __device__ inline TYPE PREFIX##min(TYPE a, TYPE b) { return b < a ? b : a; }           \
  __host__ __device__ inline TYPE PREFIX##max(TYPE a, TYPE b) { return a < b ? b : a; }
CW_MIN_MAX(u, unsigned)
CW_MIN_MAX(ll, long long)
CW_MIN_MAX(ull, unsigned long long)
#undef CW_MIN_MAX
    // clang-format on

    // CUDA's loads and stores with cache hints; here they are plain loads and
    // stores.
    template <class T>
    __device__ inline T ldg(const T *from) {
  return *from;
}
template <class T> __device__ inline T ldca(const T *from) { return *from; }
template <class T> __device__ inline T ldcg(const T *from) { return *from; }
template <class T> __device__ inline T ldcs(const T *from) { return *from; }
template <class T> __device__ inline void stcg(T *to, T value) { *to = value; }
template <class T> __device__ inline void stcs(T *to, T value) { *to = value; }
template <class T> __device__ inline void stwb(T *to, T value) { *to = value; }
template <class T> __device__ inline void stwt(T *to, T value) { *to = value; }

// Bit functions on a whole set of lanes, for any width of the warp.
__device__ inline int popc(lane_mask mask) { return __popcll(mask.bits()); }
__device__ inline int ffs(lane_mask mask) {
  return __ffsll((unsigned long long)mask.bits());
}
__device__ inline int clz(lane_mask mask) { return __clz((int)mask.bits()); }
__device__ inline unsigned brev(lane_mask mask) {
  return __brev((unsigned)mask.bits());
}

} // namespace cw

#endif
