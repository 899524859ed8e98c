// The upper 16 bits of a float as a type of their own, cw::bfloat16, its pair
// cw::bfloat162, and their functions. SPDX-License-Identifier: Apache-2.0
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
