// The 16-bit floating type of IEEE 754, cw::half, its pair cw::half2, and their
// functions. SPDX-License-Identifier: Apache-2.0
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
