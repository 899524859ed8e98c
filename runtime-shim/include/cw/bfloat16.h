// cw::bfloat16, a floating-point type of the upper 16 bits of a float, its pair
// cw::bfloat162, and their functions.
//
//   cw::bfloat16 x = 1.5f;
//   cw::bfloat16 y = cw::hfma(x, x, x);
//   float z = y;
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_BFLOAT16_H
#define CW_BFLOAT16_H

#include <cw/small_float.h>

namespace cw {

using bfloat16 = SmallFloat<detail::BfloatFormat>;
using bfloat162 = SmallPair<bfloat16>;
using bfloat16_raw = SmallFloatBits<detail::BfloatFormat>;
using bfloat162_raw = SmallPairBits<detail::BfloatFormat>;

#define SMALL bfloat16
#define SMALL2 bfloat162
#include <cw/small_float_functions.def>
#undef SMALL2
#undef SMALL

} // namespace cw

#endif // CW_BFLOAT16_H
