// The bfloat16 type with its operators and conversions, which is all that HIP
// 5.2 has.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_BFLOAT16_H
#define CW_BFLOAT16_H

#include <cw/half.h>

#ifdef __HIPCC__
#include <hip/hip_bfloat16.h>

namespace cw {
using bfloat16 = ::hip_bfloat16;

__host__ __device__ inline bfloat16 float2bfloat16(float value) {
  return bfloat16(value);
}
__host__ __device__ inline bfloat16 float2bfloat16_rn(float value) {
  return bfloat16(value);
}
__host__ __device__ inline float bfloat162float(bfloat16 value) {
  return float(value);
}
} // namespace cw
#endif

#endif
