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
CW_FAST(sinf) CW_FAST(cosf) CW_FAST(tanf) CW_FAST(tanhf) CW_FAST(sincosf) CW_FAST(fdividef)
#undef CW_FAST

#define X(NAME) CW_FORWARD(NAME, __##NAME)
X(brev) X(brevll) X(byte_perm) X(clz) X(clzll) X(dadd_rd) X(dadd_rn) X(dadd_ru) X(dadd_rz) X(ddiv_rd) X(ddiv_rn)
X(ddiv_ru) X(ddiv_rz) X(dmul_rd) X(dmul_rn) X(dmul_ru) X(dmul_rz) X(double2float_rd) X(double2float_rn)
X(double2float_ru) X(double2float_rz) X(double2hiint) X(double2int_rd) X(double2int_rn) X(double2int_ru)
X(double2int_rz) X(double2ll_rd) X(double2ll_rn) X(double2ll_ru) X(double2ll_rz) X(double2loint) X(double2uint_rd)
X(double2uint_rn) X(double2uint_ru) X(double2uint_rz) X(double2ull_rd) X(double2ull_rn) X(double2ull_ru)
X(double2ull_rz) X(double_as_longlong) X(dp2a_hi) X(dp2a_lo) X(dp4a) X(drcp_rd) X(drcp_rn) X(drcp_ru) X(drcp_rz)
X(dsqrt_rd) X(dsqrt_rn) X(dsqrt_ru) X(dsqrt_rz) X(dsub_rd) X(dsub_rn) X(dsub_ru) X(dsub_rz) X(fadd_rd) X(fadd_rn)
X(fadd_ru) X(fadd_rz) X(fdiv_rd) X(fdiv_rn) X(fdiv_ru) X(fdiv_rz) X(ffs) X(ffsll) X(float2int_rd) X(float2int_rn)
X(float2int_ru) X(float2int_rz) X(float2ll_rd) X(float2ll_rn) X(float2ll_ru) X(float2ll_rz) X(float2uint_rd)
X(float2uint_rn) X(float2uint_ru) X(float2uint_rz) X(float2ull_rd) X(float2ull_rn) X(float2ull_ru) X(float2ull_rz)
X(float_as_int) X(float_as_uint) X(fma_rd) X(fma_rn) X(fma_ru) X(fma_rz) X(fmaf_ieee_rd) X(fmaf_ieee_rn)
X(fmaf_ieee_ru) X(fmaf_ieee_rz) X(fmaf_rd) X(fmaf_rn) X(fmaf_ru) X(fmaf_rz) X(fmul_rd) X(fmul_rn) X(fmul_ru)
X(fmul_rz) X(fns) X(frcp_rd) X(frcp_rn) X(frcp_ru) X(frcp_rz) X(frsqrt_rn) X(fsqrt_rd) X(fsqrt_rn) X(fsqrt_ru)
X(fsqrt_rz) X(fsub_rd) X(fsub_rn) X(fsub_ru) X(fsub_rz) X(funnelshift_l) X(funnelshift_lc) X(funnelshift_r)
X(funnelshift_rc) X(hiloint2double) X(int2double_rn) X(int2float_rd) X(int2float_rn) X(int2float_ru) X(int2float_rz)
X(int_as_float) X(ldca) X(ldcg) X(ldcs) X(ldcv) X(ldg) X(ldlu) X(ll2double_rd) X(ll2double_rn) X(ll2double_ru)
X(ll2double_rz) X(ll2float_rd) X(ll2float_rn) X(ll2float_ru) X(ll2float_rz) X(longlong_as_double) X(mul24) X(mul64hi)
X(mulhi) X(popc) X(popcll) X(rhadd) X(sad) X(saturatef) X(stcg) X(stcs) X(stwb) X(stwt) X(uhadd) X(uint2double_rn)
X(uint2float_rd) X(uint2float_rn) X(uint2float_ru) X(uint2float_rz) X(uint_as_float) X(ull2double_rd)
X(ull2double_rn) X(ull2double_ru) X(ull2double_rz) X(ull2float_rd) X(ull2float_rn) X(ull2float_ru) X(ull2float_rz)
X(umul24) X(umul64hi) X(umulhi) X(urhadd) X(usad)
// Two 16-bit or four 8-bit lanes in a word.
X(vabs2) X(vabs4) X(vabsdiffs2) X(vabsdiffs4) X(vabsdiffu2) X(vabsdiffu4) X(vabsss2) X(vabsss4) X(vadd2) X(vadd4)
X(vaddss2) X(vaddss4) X(vaddus2) X(vaddus4) X(vavgs2) X(vavgs4) X(vavgu2) X(vavgu4) X(vcmpeq2) X(vcmpeq4) X(vcmpges2)
X(vcmpges4) X(vcmpgeu2) X(vcmpgeu4) X(vcmpgts2) X(vcmpgts4) X(vcmpgtu2) X(vcmpgtu4) X(vcmples2) X(vcmples4)
X(vcmpleu2) X(vcmpleu4) X(vcmplts2) X(vcmplts4) X(vcmpltu2) X(vcmpltu4) X(vcmpne2) X(vcmpne4) X(vhaddu2) X(vhaddu4)
X(viaddmax_s16x2) X(viaddmax_s16x2_relu) X(viaddmax_s32) X(viaddmax_s32_relu) X(viaddmax_u16x2) X(viaddmax_u32)
X(viaddmin_s16x2) X(viaddmin_s16x2_relu) X(viaddmin_s32) X(viaddmin_s32_relu) X(viaddmin_u16x2) X(viaddmin_u32)
X(vibmax_s16x2) X(vibmax_s32) X(vibmax_u16x2) X(vibmax_u32) X(vibmin_s16x2) X(vibmin_s32) X(vibmin_u16x2)
X(vibmin_u32) X(vimax3_s16x2) X(vimax3_s16x2_relu) X(vimax3_s32) X(vimax3_s32_relu) X(vimax3_u16x2) X(vimax3_u32)
X(vimax_s16x2_relu) X(vimax_s32_relu) X(vimin3_s16x2) X(vimin3_s16x2_relu) X(vimin3_s32) X(vimin3_s32_relu)
X(vimin3_u16x2) X(vimin3_u32) X(vimin_s16x2_relu) X(vimin_s32_relu) X(vmaxs2) X(vmaxs4) X(vmaxu2) X(vmaxu4) X(vmins2)
X(vmins4) X(vminu2) X(vminu4) X(vneg2) X(vneg4) X(vnegss2) X(vnegss4) X(vsads2) X(vsads4) X(vsadu2) X(vsadu4)
X(vseteq2) X(vseteq4) X(vsetges2) X(vsetges4) X(vsetgeu2) X(vsetgeu4) X(vsetgts2) X(vsetgts4) X(vsetgtu2) X(vsetgtu4)
X(vsetles2) X(vsetles4) X(vsetleu2) X(vsetleu4) X(vsetlts2) X(vsetlts4) X(vsetltu2) X(vsetltu4) X(vsetne2) X(vsetne4)
X(vsub2) X(vsub4) X(vsubss2) X(vsubss4) X(vsubus2) X(vsubus4)
#undef X
CW_FORWARD_ANYWHERE(hadd, __hadd) // the average of two integers, and the sum of two of cw/half.h's numbers

// Functions that keep their names. The host has the first of them too.
#define X(NAME) using ::NAME;
X(rsqrt) X(rsqrtf) X(rcbrt) X(rcbrtf) X(sinpi) X(sinpif) X(cospi) X(cospif) X(sincos) X(sincosf) X(sincospi)
X(sincospif) X(erfinv) X(erfinvf) X(erfcinv) X(erfcinvf) X(erfcx) X(erfcxf) X(normcdf) X(normcdff) X(normcdfinv)
X(normcdfinvf) X(exp10) X(exp10f) X(min) X(max) X(umin) X(umax) X(llmin) X(llmax) X(ullmin) X(ullmax)
#undef X
#define X(NAME) CW_FORWARD(NAME, ::NAME)
X(norm) X(normf) X(norm3d) X(norm3df) X(norm4d) X(norm4df) X(rnorm) X(rnormf) X(rnorm3d) X(rnorm3df) X(rnorm4d)
X(rnorm4df) X(rhypot) X(rhypotf) X(cyl_bessel_i0f) X(cyl_bessel_i1f) X(cyl_bessel_i0) X(cyl_bessel_i1) X(fdivide)
X(fdividef)
#undef X

} // namespace cw
// clang-format on

#endif
