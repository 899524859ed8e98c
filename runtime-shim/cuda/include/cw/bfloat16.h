// The bfloat16 types: cw::bfloat16, cw::bfloat162 and their functions
// (CUDA's __name is cw::name).
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_BFLOAT16_H
#define CW_BFLOAT16_H

#include <cuda_bf16.h>

#include <cw/half.h> // the names that both headers share

namespace cw {
using bfloat16 = ::__nv_bfloat16;
using bfloat162 = ::__nv_bfloat162;
using bfloat16_raw = ::__nv_bfloat16_raw;
using bfloat162_raw = ::__nv_bfloat162_raw;
} // namespace cw

#ifdef __CUDACC__
// clang-format off
namespace cw {

#define X(NAME) CW_FORWARD_ANYWHERE(NAME, __##NAME)
X(bfloat1622float2) X(bfloat162bfloat162) X(bfloat162char_rz) X(bfloat162float) X(bfloat162int_rd) X(bfloat162int_rn)
X(bfloat162int_ru) X(bfloat162int_rz) X(bfloat162ll_rd) X(bfloat162ll_rn) X(bfloat162ll_ru) X(bfloat162ll_rz)
X(bfloat162short_rd) X(bfloat162short_rn) X(bfloat162short_ru) X(bfloat162short_rz) X(bfloat162uchar_rz)
X(bfloat162uint_rd) X(bfloat162uint_rn) X(bfloat162uint_ru) X(bfloat162uint_rz) X(bfloat162ull_rd) X(bfloat162ull_rn)
X(bfloat162ull_ru) X(bfloat162ull_rz) X(bfloat162ushort_rd) X(bfloat162ushort_rn) X(bfloat162ushort_ru)
X(bfloat162ushort_rz) X(bfloat16_as_short) X(bfloat16_as_ushort) X(double2bfloat16) X(float22bfloat162_rn)
X(float2bfloat16) X(float2bfloat162_rn) X(float2bfloat16_rd) X(float2bfloat16_rn) X(float2bfloat16_ru)
X(float2bfloat16_rz) X(floats2bfloat162_rn) X(halves2bfloat162) X(high2bfloat16) X(high2bfloat162) X(highs2bfloat162)
X(int2bfloat16_rd) X(int2bfloat16_rn) X(int2bfloat16_ru) X(int2bfloat16_rz) X(ll2bfloat16_rd) X(ll2bfloat16_rn)
X(ll2bfloat16_ru) X(ll2bfloat16_rz) X(low2bfloat16) X(low2bfloat162) X(lows2bfloat162) X(short2bfloat16_rd)
X(short2bfloat16_rn) X(short2bfloat16_ru) X(short2bfloat16_rz) X(short_as_bfloat16) X(uint2bfloat16_rd)
X(uint2bfloat16_rn) X(uint2bfloat16_ru) X(uint2bfloat16_rz) X(ull2bfloat16_rd) X(ull2bfloat16_rn) X(ull2bfloat16_ru)
X(ull2bfloat16_rz) X(ushort2bfloat16_rd) X(ushort2bfloat16_rn) X(ushort2bfloat16_ru) X(ushort2bfloat16_rz)
X(ushort_as_bfloat16)
#undef X
using ::make_bfloat162;

} // namespace cw
// clang-format on
#endif

#endif
