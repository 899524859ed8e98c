// IEEE half precision: cw::half, cw::half2 and their functions (CUDA's __name
// is cw::name).
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_HALF_H
#define CW_HALF_H

#include <cw/runtime.h>

#include <cuda_fp16.h>

namespace cw {
using half = ::__half;
using half2 = ::__half2;
using half_raw = ::__half_raw;
using half2_raw = ::__half2_raw;
} // namespace cw

#ifdef __CUDACC__
// clang-format off
namespace cw {

#define X(NAME) CW_FORWARD_ANYWHERE(NAME, __##NAME)
X(double2half) X(float22half2_rn) X(float2half) X(float2half2_rn) X(float2half_rd) X(float2half_rn) X(float2half_ru)
X(float2half_rz) X(floats2half2_rn) X(h2div) X(habs) X(habs2) X(hadd2) X(hadd2_rn) X(hadd2_sat) X(hadd_rn)
X(hadd_sat) X(half22float2) X(half2char_rz) X(half2float) X(half2half2) X(half2int_rd) X(half2int_rn) X(half2int_ru)
X(half2int_rz) X(half2ll_rd) X(half2ll_rn) X(half2ll_ru) X(half2ll_rz) X(half2short_rd) X(half2short_rn)
X(half2short_ru) X(half2short_rz) X(half2uchar_rz) X(half2uint_rd) X(half2uint_rn) X(half2uint_ru) X(half2uint_rz)
X(half2ull_rd) X(half2ull_rn) X(half2ull_ru) X(half2ull_rz) X(half2ushort_rd) X(half2ushort_rn) X(half2ushort_ru)
X(half2ushort_rz) X(half_as_short) X(half_as_ushort) X(halves2half2) X(hbeq2) X(hbequ2) X(hbge2) X(hbgeu2) X(hbgt2)
X(hbgtu2) X(hble2) X(hbleu2) X(hblt2) X(hbltu2) X(hbne2) X(hbneu2) X(hcmadd) X(hdiv) X(heq) X(heq2) X(heq2_mask)
X(hequ) X(hequ2) X(hequ2_mask) X(hfma) X(hfma2) X(hfma2_relu) X(hfma2_sat) X(hfma_relu) X(hfma_sat) X(hge) X(hge2)
X(hge2_mask) X(hgeu) X(hgeu2) X(hgeu2_mask) X(hgt) X(hgt2) X(hgt2_mask) X(hgtu) X(hgtu2) X(hgtu2_mask) X(high2float)
X(high2half) X(high2half2) X(highs2half2) X(hisinf) X(hisnan) X(hisnan2) X(hle) X(hle2) X(hle2_mask) X(hleu) X(hleu2)
X(hleu2_mask) X(hlt) X(hlt2) X(hlt2_mask) X(hltu) X(hltu2) X(hltu2_mask) X(hmax) X(hmax2) X(hmax2_nan) X(hmax_nan)
X(hmin) X(hmin2) X(hmin2_nan) X(hmin_nan) X(hmul) X(hmul2) X(hmul2_rn) X(hmul2_sat) X(hmul_rn) X(hmul_sat) X(hne)
X(hne2) X(hne2_mask) X(hneg) X(hneg2) X(hneu) X(hneu2) X(hneu2_mask) X(hsub) X(hsub2) X(hsub2_rn) X(hsub2_sat)
X(hsub_rn) X(hsub_sat) X(int2half_rd) X(int2half_rn) X(int2half_ru) X(int2half_rz) X(ll2half_rd) X(ll2half_rn)
X(ll2half_ru) X(ll2half_rz) X(low2float) X(low2half) X(low2half2) X(lowhigh2highlow) X(lows2half2) X(short2half_rd)
X(short2half_rn) X(short2half_ru) X(short2half_rz) X(short_as_half) X(uint2half_rd) X(uint2half_rn) X(uint2half_ru)
X(uint2half_rz) X(ull2half_rd) X(ull2half_rn) X(ull2half_ru) X(ull2half_rz) X(ushort2half_rd) X(ushort2half_rn)
X(ushort2half_ru) X(ushort2half_rz) X(ushort_as_half)
#undef X

#define X(NAME) using ::NAME;
X(h2ceil) X(h2cos) X(h2exp) X(h2exp10) X(h2exp2) X(h2floor) X(h2log) X(h2log10) X(h2log2) X(h2rcp) X(h2rint)
X(h2rsqrt) X(h2sin) X(h2sqrt) X(h2tanh) X(h2tanh_approx) X(h2trunc) X(hceil) X(hcos) X(hexp) X(hexp10) X(hexp2)
X(hfloor) X(hlog) X(hlog10) X(hlog2) X(hrcp) X(hrint) X(hrsqrt) X(hsin) X(hsqrt) X(htanh) X(htanh_approx) X(htrunc)
X(make_half2)
#undef X

} // namespace cw
// clang-format on
#endif

#endif
