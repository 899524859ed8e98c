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

// Whether compilers make vector instructions of a cast to _Float16, in loops
// over arrays too. (g++ 12 does so only with arithmetic in 16 bits.) The rest
// is code without branches that vectorises. The cast from _Float16 is not used:
// it quiets a signalling NaN, and LLVM's cost model then chooses short vectors.
#if (defined(__clang__) && defined(__F16C__)) || defined(__AVX512FP16__)
#define CW_NARROWS_HALF 1
#endif

// Selects by the bits, so that compilers see a selection and not a branch.
constexpr std::uint32_t select(bool condition, std::uint32_t yes,
                               std::uint32_t no) {
  const std::uint32_t mask = 0 - std::uint32_t(condition);
  return (yes & mask) | (no & ~mask);
}

// The value in float. If it is not exact, the last bit is set, so that rounding
// again to fewer bits is correct.
constexpr float round_to_odd(double value) {
  const float nearest = float(value);
  const std::uint32_t bits = __builtin_bit_cast(std::uint32_t, nearest);
  const double error = value - double(nearest); // NaN for an infinity
  const bool inexact = error < 0.0 || error > 0.0;
  // Away from zero if the value is there, else towards zero.
  const std::uint32_t signs =
      std::uint32_t(__builtin_bit_cast(std::uint64_t, error) >> 32) ^ bits;
  const std::uint32_t odd = bits + 1 - (signs >> 31 << 1);
  return __builtin_bit_cast(float, select(inexact & !(bits & 1), odd, bits));
}

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

  // The value rounded to nearest, ties to even.
  static std::uint16_t nearest(float value) {
    const std::uint32_t bits = __builtin_bit_cast(std::uint32_t, value);
    const std::uint32_t size = bits & 0x7fffffffu;
    constexpr int lost = 23 - MantissaBits;
    std::uint32_t result = 0;
#ifdef CW_NARROWS_HALF
    if (ExponentBits == 5) {
      result = __builtin_bit_cast(std::uint16_t, _Float16(value)) & 0x7fffu;
    } else
#endif
    {
      // A carry out of the mantissa adds 1 to the exponent, up to infinity.
      result = (size - (std::uint32_t(127 - bias) << 23) + (size >> lost & 1) +
                ((1u << (lost - 1)) - 1)) >>
               lost;
      if (ExponentBits < 8) {
        // Next to this number, a float has the last bit of a subnormal number.
        constexpr std::uint32_t unit = std::uint32_t(127 + 1 - bias + lost)
                                       << 23;
        const std::uint32_t below_normal =
            __builtin_bit_cast(std::uint32_t,
                               __builtin_bit_cast(float, size) +
                                   __builtin_bit_cast(float, unit)) -
            unit;
        result = select(size < std::uint32_t(127 + 1 - bias) << 23,
                        below_normal, result);
        result = select(size >= std::uint32_t(127 + 1 + bias) << 23, infinity,
                        result);
      }
    }
    result |= bits >> 16 & sign;
    return std::uint16_t(select(size > 0x7f800000u, nan, result));
  }

  static constexpr float widen(std::uint16_t bits) {
    if (ExponentBits == 8) // a float without its low bits
      return __builtin_bit_cast(float, std::uint32_t(bits) << 16);
    constexpr std::uint32_t rebias = std::uint32_t(127 - bias) << 23;
    const std::uint32_t negative = std::uint32_t(bits & sign) << 16,
                        size = bits & 0x7fffu,
                        moved = size << (23 - MantissaBits);
    // A subnormal number lacks the implicit bit: it is added, and subtracted as
    // a float.
    constexpr std::uint32_t implicit = rebias + (1u << 23);
    const std::uint32_t below_normal = __builtin_bit_cast(
        std::uint32_t, __builtin_bit_cast(float, moved + implicit) -
                           __builtin_bit_cast(float, implicit));
    std::uint32_t result =
        select(size < 1u << MantissaBits, below_normal, moved + rebias);
    result = select(size >= infinity, 0x7f800000u | moved, result);
    return __builtin_bit_cast(float, negative | result);
  }
};
using HalfFormat = SmallFormat<5, 10>;
using BfloatFormat = SmallFormat<8, 7>;
#undef CW_NARROWS_HALF

// a + b, rounded to odd.
template <class Bits, class Real> inline Real sum_to_odd(Real a, Real b) {
  const Real sum = a + b;
  const Real from_b = sum - a;
  const Real error = (a - (sum - from_b)) + (b - from_b);
  const Bits bits = __builtin_bit_cast(Bits, sum);
  // One step of the last place, if it is even and the sum inexact (the error of
  // an infinity is NaN): away from zero if the exact value is there.
  const Bits away = __builtin_bit_cast(Bits, error) ^ bits;
  const Bits inexact = Bits(error < 0) | Bits(error > 0);
  const Bits step = inexact & ~bits;
  return __builtin_bit_cast(
      Real, bits + step - (step & away >> (sizeof(Bits) * 8 - 1)) * 2);
}

// a * b + c for numbers of 16 bits, rounded to odd. Rounding that again to 16
// bits is correct. The product must be exact: in float only that of halves is.
template <class Format> inline auto small_fma(float a, float b, float c) {
  if constexpr (std::is_same_v<Format, HalfFormat>)
    return sum_to_odd<std::uint32_t>(a * b, c);
  else
    return sum_to_odd<std::uint64_t>(double(a) * b, double(c));
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
  constexpr SmallFloat(A value) : bits(nearest(value)) {}
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
  template <class A> static constexpr std::uint16_t nearest(A value) {
    // A constant expression may not compute with NaN.
    if (__builtin_is_constant_evaluated())
      return Format::template narrow<FE_TONEAREST>(in_double(value));
    if constexpr (std::is_same_v<A, float> ||
                  (std::is_integral_v<A> && sizeof(A) <= 2))
      return Format::nearest(float(value)); // exact
    else
      return Format::nearest(detail::round_to_odd(in_double(value)));
  }
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
