// cw::half, the 16-bit floating-point type of IEEE 754, its pair cw::half2, and
// their functions.
//
//   cw::half x = 1.5f;
//   cw::half y = cw::hfma(x, x, x);
//   float z = y;
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_HALF_H
#define CW_HALF_H

#include <cw/small_float.h>

namespace cw {

using half = SmallFloat<detail::HalfFormat>;
using half2 = SmallPair<half>;
using half_raw = SmallFloatBits<detail::HalfFormat>;
using half2_raw = SmallPairBits<detail::HalfFormat>;

#define SMALL half
#define SMALL2 half2
#include <cw/small_float_functions.def>
#undef SMALL2
#undef SMALL

} // namespace cw

#endif // CW_HALF_H
