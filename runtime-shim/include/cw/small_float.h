// The common part of the 16-bit floating-point formats: exact conversion to and
// from double, and the types. <cw/half.h> and <cw/bfloat16.h> use it.
//
//   using half = SmallFloat<detail::HalfFormat>;
//   using half2 = SmallPair<half>;
//   half x = 0.1; // rounded to nearest
//   float y = x;  // exact
//
// Each operation is computed in float or double and rounded once to 16 bits.
// There it is exact, or rounded to far more than twice the bits, so the results
// are correctly rounded. Meanings: CUDA Math API Reference, chapters "FP16
// Arithmetic" and "Bfloat16 Arithmetic".
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_SMALL_FLOAT_H
#define CW_SMALL_FLOAT_H

#include <cw/atomics.h>
#include <cw/intrinsics.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace cw {
namespace detail {

// A format of one sign bit, ExponentBits and MantissaBits: 16 bits in total.
template <int ExponentBits, int MantissaBits> struct SmallFormat {
  static constexpr int bias = (1 << (ExponentBits - 1)) - 1;
  static constexpr std::uint16_t infinity = ((1 << ExponentBits) - 1)
                                            << MantissaBits;
  static constexpr std::uint16_t sign = 0x8000, nan = 0x7fff;

  // The value rounded in direction Mode (of <cfenv>).
  template <int Mode> static constexpr std::uint16_t narrow(double value) {
    const std::uint64_t bits = __builtin_bit_cast(std::uint64_t, value);
    const std::uint16_t negative = bits >> 63 ? sign : 0;
    const int raw_exponent = int(bits >> 52 & 0x7ff);
    std::uint64_t mantissa = bits & ((1ull << 52) - 1);
    if (raw_exponent == 0x7ff)
      return mantissa ? nan : std::uint16_t(negative | infinity);
    if (raw_exponent != 0)
      mantissa |= 1ull << 52;

    const int exponent = raw_exponent - 1023;
    const int below_normal = exponent < 1 - bias ? 1 - bias - exponent : 0;
    int shift = 52 - MantissaBits + below_normal;
    if (shift > 60)
      shift = 60; // only the fact that it is not zero remains
    std::uint64_t kept = mantissa >> shift;
    const std::uint64_t lost = mantissa & ((1ull << shift) - 1),
                        half_unit = 1ull << (shift - 1);
    bool away = false;
    if constexpr (Mode == FE_TONEAREST)
      away = lost > half_unit || (lost == half_unit && (kept & 1));
    else if constexpr (Mode == FE_UPWARD)
      away = lost != 0 && !negative;
    else if constexpr (Mode == FE_DOWNWARD)
      away = lost != 0 && negative;
    kept += away;
    // The implicit bit of a normal number adds 1 to the exponent field, as does
    // a carry out of the mantissa.
    const std::int64_t result =
        std::int64_t(kept) + (below_normal ? 0
                                           : std::int64_t(exponent + bias - 1) *
                                                 (1 << MantissaBits));
    if (result >= infinity) {
      const bool to_infinity = Mode == FE_TONEAREST ||
                               (Mode == FE_UPWARD && !negative) ||
                               (Mode == FE_DOWNWARD && negative);
      return std::uint16_t(negative | (infinity - (to_infinity ? 0 : 1)));
    }
    return std::uint16_t(negative | result);
  }

  static constexpr float widen(std::uint16_t bits) {
    const std::uint32_t negative = std::uint32_t(bits & sign) << 16;
    const std::uint32_t exponent = (bits & infinity) >> MantissaBits,
                        mantissa = bits & ((1u << MantissaBits) - 1);
    constexpr int widening = 23 - MantissaBits;
    if (ExponentBits == 8) // a float without its low bits
      return __builtin_bit_cast(float, std::uint32_t(bits) << 16);
    if (exponent == (1u << ExponentBits) - 1)
      return __builtin_bit_cast(float,
                                negative | 0x7f800000u | mantissa << widening);
    if (exponent != 0)
      return __builtin_bit_cast(float, negative |
                                           (exponent + 127 - bias) << 23 |
                                           mantissa << widening);
    const float unit = __builtin_bit_cast(
        float, std::uint32_t(127 + 1 - bias - MantissaBits) << 23);
    return (negative ? -unit : unit) * float(mantissa);
  }
};
using HalfFormat = SmallFormat<5, 10>;
using BfloatFormat = SmallFormat<8, 7>;

// a * b + c for numbers of 16 bits, in double, rounded to odd. Rounding that
// again to 16 bits is correct.
inline double small_fma(float a, float b, float c) {
  const double product = double(a) * b; // exact
  const double sum = product + c;
  const double from_c = sum - product;
  const double error = (product - (sum - from_c)) + (double(c) - from_c);
  if (error == 0.0 || !(std::fabs(sum) <= std::numeric_limits<double>::max()) ||
      (__builtin_bit_cast(std::uint64_t, sum) & 1))
    return sum;
  return std::nextafter(sum, error > 0.0
                                 ? std::numeric_limits<double>::infinity()
                                 : -std::numeric_limits<double>::infinity());
}

} // namespace detail

// The bits of a number, and of a pair, as plain structs.
template <class Format> struct SmallFloatBits {
  unsigned short x;
};
template <class Format> struct SmallPairBits {
  unsigned short x, y;
};

// A number in a SmallFormat. Converts from any arithmetic type, rounding to
// nearest, and to float.
template <class Format_> struct SmallFloat {
  using Format = Format_;
  std::uint16_t bits;

  SmallFloat() = default;
  template <class A, std::enable_if_t<std::is_arithmetic_v<A>, int> = 0>
  constexpr SmallFloat(A value)
      : bits(Format::template narrow<FE_TONEAREST>(in_double(value))) {}
  constexpr SmallFloat(SmallFloatBits<Format> raw) : bits(raw.x) {}
  constexpr operator SmallFloatBits<Format>() const { return {bits}; }
  static constexpr SmallFloat of_bits(std::uint16_t bits) {
    return SmallFloatBits<Format>{bits};
  }
  template <int Mode> static constexpr SmallFloat rounded(double value) {
    return of_bits(Format::template narrow<Mode>(value));
  }
  constexpr operator float() const { return Format::widen(bits); }

  // The value in double. If it is not exact, the last bit is set, so that
  // rounding again to 16 bits is correct.
  template <class A> static constexpr double in_double(A value) {
    if constexpr (std::is_integral_v<A> && sizeof(A) == 8) {
      const int excess = 11 - clz_of(magnitude(value));
      if (excess > 0 && (magnitude(value) & ((1ull << excess) - 1)) != 0) {
        const std::uint64_t cut = (magnitude(value) >> excess | 1) << excess;
        return value < 0 ? -double(cut) : double(cut);
      }
    }
    return double(value);
  }

private:
  template <class A> static constexpr std::uint64_t magnitude(A value) {
    return value < 0 ? 0 - std::uint64_t(value) : std::uint64_t(value);
  }
  static constexpr int clz_of(std::uint64_t x) {
    return x == 0 ? 64 : __builtin_clzll(x);
  }
};

template <class Small> struct alignas(4) SmallPair {
  Small x, y;
  SmallPair() = default;
  constexpr SmallPair(Small x_, Small y_) : x(x_), y(y_) {}
  constexpr SmallPair(SmallPairBits<typename Small::Format> raw)
      : x(Small::of_bits(raw.x)), y(Small::of_bits(raw.y)) {}
  constexpr operator SmallPairBits<typename Small::Format>() const {
    return {x.bits, y.bits};
  }
};

} // namespace cw

#endif // CW_SMALL_FLOAT_H
