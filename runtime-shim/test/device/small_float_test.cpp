// half and bfloat16: conversions and arithmetic, compared with exact rounding,
// for every bit pattern if feasible.
// SPDX-License-Identifier: Apache-2.0
#include "on_device.h"

#include <cw/bfloat16.h>
#include <cw/half.h>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <thread>
#include <vector>

namespace {

using cw::bfloat16;
using cw::half;
__extension__ typedef __float128 float128;

std::mt19937 random_bits(7);

// Common names for functions whose names differ between the two types.
template <class T> struct Api;
#define API(SMALL, SMALL2)                                                     \
  template <> struct Api<SMALL> {                                              \
    using Pair = cw::SMALL2;                                                   \
    static constexpr auto make2 = cw::make_##SMALL2;                           \
    static constexpr auto from_float = cw::float2##SMALL;                      \
    static constexpr auto from_float_rn = cw::float2##SMALL##_rn;              \
    static constexpr auto from_float_rz = cw::float2##SMALL##_rz;              \
    static constexpr auto from_float_ru = cw::float2##SMALL##_ru;              \
    static constexpr auto from_float_rd = cw::float2##SMALL##_rd;              \
    static constexpr auto from_double = cw::double2##SMALL;                    \
    static constexpr auto to_float = cw::SMALL##2float;                        \
    static constexpr auto from_int_rn = cw::int2##SMALL##_rn;                  \
    static constexpr auto from_int_rz = cw::int2##SMALL##_rz;                  \
    static constexpr auto from_int_ru = cw::int2##SMALL##_ru;                  \
    static constexpr auto from_int_rd = cw::int2##SMALL##_rd;                  \
    static constexpr auto from_uint_rn = cw::uint2##SMALL##_rn;                \
    static constexpr auto from_short_rz = cw::short2##SMALL##_rz;              \
    static constexpr auto from_ushort_ru = cw::ushort2##SMALL##_ru;            \
    static constexpr auto from_ll_rd = cw::ll2##SMALL##_rd;                    \
    static constexpr auto from_ull_rn = cw::ull2##SMALL##_rn;                  \
    static constexpr auto to_int_rn = cw::SMALL##2int_rn;                      \
    static constexpr auto to_int_rz = cw::SMALL##2int_rz;                      \
    static constexpr auto to_int_ru = cw::SMALL##2int_ru;                      \
    static constexpr auto to_int_rd = cw::SMALL##2int_rd;                      \
    static constexpr auto to_uint_rz = cw::SMALL##2uint_rz;                    \
    static constexpr auto to_short_rn = cw::SMALL##2short_rn;                  \
    static constexpr auto to_ushort_rd = cw::SMALL##2ushort_rd;                \
    static constexpr auto to_ll_ru = cw::SMALL##2ll_ru;                        \
    static constexpr auto to_ull_rn = cw::SMALL##2ull_rn;                      \
    static constexpr auto to_char = cw::SMALL##2char_rz;                       \
    static constexpr auto to_uchar = cw::SMALL##2uchar_rz;                     \
    static constexpr auto as_short = cw::SMALL##_as_short;                     \
    static constexpr auto as_ushort = cw::SMALL##_as_ushort;                   \
    static constexpr auto of_short = cw::short_as_##SMALL;                     \
    static constexpr auto of_ushort = cw::ushort_as_##SMALL;                   \
    static constexpr auto both = cw::float2##SMALL2##_rn;                      \
    static constexpr auto pair_of_floats = cw::floats2##SMALL2##_rn;           \
    static constexpr auto pair_of_float2 = cw::float22##SMALL2##_rn;           \
    static constexpr auto to_float2 = cw::SMALL2##2float2;                     \
    static constexpr auto twice = cw::SMALL##2##SMALL2;                        \
    static constexpr auto pair = cw::halves2##SMALL2;                          \
    static constexpr auto low = cw::low2##SMALL;                               \
    static constexpr auto high = cw::high2##SMALL;                             \
    static constexpr auto low_twice = cw::low2##SMALL2;                        \
    static constexpr auto high_twice = cw::high2##SMALL2;                      \
    static constexpr auto lows = cw::lows2##SMALL2;                            \
    static constexpr auto highs = cw::highs2##SMALL2;                          \
  };
API(half, half2)
API(bfloat16, bfloat162)
#undef API

template <class T> constexpr T of_bits(unsigned bits) {
  return T::of_bits(std::uint16_t(bits));
}
template <class T> T random_small() { return of_bits<T>(random_bits()); }

template <class T> class SmallFloat : public ::testing::Test {};
using Types = ::testing::Types<half, bfloat16>;
TYPED_TEST_SUITE(SmallFloat, Types);

// The neighbours of a finite value in the format, by its bits.
template <class T> T next_up(T x) {
  if ((x.bits & 0x7fff) == 0)
    return of_bits<T>(1);
  return of_bits<T>(x.bits & 0x8000 ? x.bits - 1u : x.bits + 1u);
}
template <class T> T next_down(T x) {
  if ((x.bits & 0x7fff) == 0)
    return of_bits<T>(0x8001);
  return of_bits<T>(x.bits & 0x8000 ? x.bits + 1u : x.bits - 1u);
}
bool is_infinite(float x) { return std::isinf(x); }

// Whether `result` is `exact` rounded to nearest, ties to even; overflow goes
// to infinity.
template <class T> bool is_nearest(T result, float128 exact) {
  if (std::isnan(float(result)))
    return false;
  const auto distance = [&](T candidate) {
    const float128 d = exact - float128(float(candidate));
    return d < 0 ? -d : d;
  };
  if (is_infinite(float(result))) {
    const T largest =
        of_bits<T>((result.bits & 0x8000) | (T::Format::infinity - 1u));
    const float128 size = exact < 0 ? -exact : exact,
                   most = std::fabs(float(largest)),
                   step = most - float128(std::fabs(
                                     float(of_bits<T>(largest.bits - 1u))));
    return size >= most + step / 2;
  }
  const T up = next_up(result), down = next_down(result);
  const float128 here = distance(result);
  if (!is_infinite(float(up)) &&
      (distance(up) < here || (distance(up) == here && (result.bits & 1))))
    return false;
  if (!is_infinite(float(down)) &&
      (distance(down) < here || (distance(down) == here && (result.bits & 1))))
    return false;
  return true;
}

TYPED_TEST(SmallFloat, EveryPatternSurvivesAFloat) {
  using A = Api<TypeParam>;
  for (unsigned bits = 0; bits < 0x10000; ++bits) {
    const TypeParam x = of_bits<TypeParam>(bits);
    const float wide = A::to_float(x);
    if (std::isnan(wide)) {
      EXPECT_EQ(A::from_float(wide).bits, 0x7fff);
      continue;
    }
    ASSERT_EQ(A::from_float(wide).bits, bits);
    ASSERT_EQ(A::from_double(wide).bits, bits);
    ASSERT_EQ(A::from_float_rz(wide).bits, bits);
    ASSERT_EQ(A::from_float_ru(wide).bits, bits);
    ASSERT_EQ(A::from_float_rd(wide).bits, bits);
  }
}

// Conversions to the nearest number have code of their own. rounded<>() is
// separate code for all directions.
template <class T, class Real> void expect_same_rounding(Real x) {
  ASSERT_EQ(T(x).bits, T::template rounded<FE_TONEAREST>(x).bits) << x;
}
TYPED_TEST(SmallFloat, TiesAndTheirNeighboursRoundToNearest) {
  using T = TypeParam;
  for (unsigned bits = 0; bits < 0x10000; ++bits) {
    const double x = float(of_bits<T>(bits)), y = float(of_bits<T>(bits + 1)),
                 tie = x + (y - x) / 2;
    for (double exact : {x, tie}) {
      const float single = float(exact);
      expect_same_rounding<T>(exact);
      expect_same_rounding<T>(single);
      for (double end : {-INFINITY, INFINITY}) {
        expect_same_rounding<T>(std::nextafter(exact, end));
        expect_same_rounding<T>(std::nextafter(single, float(end)));
      }
    }
  }
}
TYPED_TEST(SmallFloat, NumbersOfEverySizeRoundToNearest) {
  using T = TypeParam;
  for (std::uint64_t bits = 0; bits <= 0xffffffffu; bits += 4099)
    expect_same_rounding<T>(__builtin_bit_cast(float, std::uint32_t(bits)));
  for (int i = 0; i < 100000; ++i) {
    const std::uint64_t bits =
        std::uint64_t(random_bits()) << 32 | random_bits();
    expect_same_rounding<T>(__builtin_bit_cast(double, bits));
    expect_same_rounding<T>(
        std::ldexp(double(bits), int(random_bits() % 350) - 250));
  }
}
TYPED_TEST(SmallFloat, NanKeepsItsBitsInAFloat) {
  using T = TypeParam;
  constexpr int moved = std::is_same_v<T, half> ? 13 : 16;
  for (unsigned bits = T::Format::infinity; bits < 0x8000; ++bits) {
    const float wide = of_bits<T>(bits);
    ASSERT_EQ(__builtin_bit_cast(std::uint32_t, wide),
              0x7f800000u | bits << moved);
  }
}
TYPED_TEST(SmallFloat, ConvertsInConstantExpressions) {
  using T = TypeParam;
  constexpr T nan = __builtin_nan(""), large = 1e300, least = of_bits<T>(1),
              tenth = 0.1;
  constexpr float wide = least;
  EXPECT_EQ(nan.bits, 0x7fff);
  EXPECT_EQ(large.bits, T::Format::infinity);
  EXPECT_EQ(T(wide).bits, 1);
  volatile double at_run_time = 0.1;
  EXPECT_EQ(tenth.bits, T(at_run_time).bits);
}

TEST(Half, KnownPatterns) {
  struct {
    float value;
    unsigned bits;
  } const rows[] = {{0.0f, 0},          {-0.0f, 0x8000},
                    {1.0f, 0x3c00},     {-2.0f, 0xc000},
                    {65504.0f, 0x7bff}, {65519.0f, 0x7bff},
                    {65520.0f, 0x7c00}, {0x1p-24f, 0x0001},
                    {0x1p-25f, 0x0000}, {0x1.8p-25f, 0x0001},
                    {0x1p-14f, 0x0400}, {0.1f, 0x2e66},
                    {INFINITY, 0x7c00}, {-INFINITY, 0xfc00}};
  for (const auto &row : rows) {
    EXPECT_EQ(half(row.value).bits, row.bits) << row.value;
  }
  EXPECT_EQ(float(of_bits<half>(0x3555)), 0x1.554p-2f);
  EXPECT_EQ(sizeof(cw::half2), 4u);
  EXPECT_EQ(alignof(cw::half2), 4u);
}
TEST(Half, RawBits) {
  cw::half_raw raw = half(1.0f);
  EXPECT_EQ(raw.x, 0x3c00);
  raw.x = 0xc000;
  EXPECT_EQ(float(half(raw)), -2.0f);
  cw::half2_raw pair = cw::half2(half(1.0f), half(-2.0f));
  EXPECT_EQ(pair.x + 0x10000u * pair.y, 0xc0003c00u);
  pair.x = 0;
  EXPECT_EQ(cw::low2float(cw::half2(pair)), 0.0f);
  cw::bfloat16_raw other = bfloat16(1.0f);
  EXPECT_EQ(other.x, 0x3f80);
  const cw::bfloat162_raw others = {0x3f80, 0x4000};
  EXPECT_EQ(cw::high2float(cw::bfloat162(others)), 2.0f);
}
TEST(Bfloat16, KnownPatterns) {
  EXPECT_EQ(bfloat16(1.0f).bits, 0x3f80);
  EXPECT_EQ(bfloat16(3.14159274f).bits, 0x4049);
  EXPECT_EQ(bfloat16(std::numeric_limits<float>::max()).bits, 0x7f80);
  EXPECT_EQ(bfloat16(0x1p-133f).bits, 0x0001);
  EXPECT_EQ(float(of_bits<bfloat16>(0x4049)), 3.140625f);
}

TYPED_TEST(SmallFloat, ConversionsRoundInEveryDirection) {
  using A = Api<TypeParam>;
  for (int i = 0; i < 20000; ++i) {
    const unsigned pattern = random_bits();
    float x;
    std::memcpy(&x, &pattern, 4);
    if (i % 2) // into the range of half
      x = std::ldexp(float(int(pattern)), int(random_bits() % 48) - 56);
    if (!std::isfinite(x))
      continue;
    const TypeParam down = A::from_float_rd(x), up = A::from_float_ru(x),
                    zero = A::from_float_rz(x);
    ASSERT_TRUE(is_nearest(A::from_float_rn(x), x)) << x;
    ASSERT_LE(float(down), x);
    ASSERT_GE(float(up), x);
    if (float(down) != x) {
      ASSERT_TRUE(float(down) == -INFINITY
                      ? float(up) ==
                            float(of_bits<TypeParam>(
                                0x8000 | (TypeParam::Format::infinity - 1)))
                      : next_up(down).bits % 0x8000 == up.bits % 0x8000)
          << x;
    }
    ASSERT_EQ(float(zero), x < 0 ? float(up) : float(down));
  }
  // A double just above a tie must not be rounded twice.
  const double tie =
      1.0 + std::ldexp(1.0, sizeof(TypeParam) && std::is_same_v<TypeParam, half>
                                ? -11
                                : -8);
  EXPECT_EQ(A::from_double(tie).bits, A::from_float(1.0f).bits);
  EXPECT_EQ(A::from_double(tie + 1e-15).bits, A::from_float(1.0f).bits + 1);
}

TYPED_TEST(SmallFloat, IntegersConvertBothWays) {
  using A = Api<TypeParam>;
  struct {
    float x;
    int rn, rz, ru, rd;
  } const rows[] = {{2.5f, 2, 2, 3, 2},
                    {-2.5f, -2, -2, -2, -3},
                    {3.5f, 4, 3, 4, 3},
                    {-0.75f, -1, 0, 0, -1}};
  for (const auto &row : rows) {
    EXPECT_EQ(A::to_int_rn(row.x), row.rn);
    EXPECT_EQ(A::to_int_rz(row.x), row.rz);
    EXPECT_EQ(A::to_int_ru(row.x), row.ru);
    EXPECT_EQ(A::to_int_rd(row.x), row.rd);
    EXPECT_EQ(A::to_short_rn(row.x), row.rn);
    EXPECT_EQ(A::to_ll_ru(row.x), row.ru);
    EXPECT_EQ(A::to_uint_rz(row.x), unsigned(row.rz < 0 ? 0 : row.rz));
    EXPECT_EQ(A::to_ushort_rd(row.x), row.rd < 0 ? 0 : row.rd);
    EXPECT_EQ(A::to_ull_rn(row.x),
              (unsigned long long)(row.rn < 0 ? 0 : row.rn));
    EXPECT_EQ(A::to_char(row.x), row.rz);
    EXPECT_EQ(A::to_uchar(row.x), row.rz < 0 ? 0 : row.rz);
  }
  EXPECT_EQ(A::to_char(1000.0f), 127);
  EXPECT_EQ(A::to_uchar(1000.0f), 255);
  EXPECT_EQ(A::to_int_rz(TypeParam(INFINITY)), std::numeric_limits<int>::max());
  EXPECT_EQ(A::to_int_rz(TypeParam(NAN)), 0);
  const int odd = 4099; // a tie in neither format
  EXPECT_TRUE(is_nearest(A::from_int_rn(odd), odd));
  EXPECT_LT(float(A::from_int_rz(odd)), odd);
  EXPECT_GT(float(A::from_int_ru(odd)), odd);
  EXPECT_EQ(A::from_int_rd(odd).bits, A::from_int_rz(odd).bits);
  EXPECT_EQ(A::from_int_rd(-odd).bits, A::from_int_ru(odd).bits | 0x8000);
  EXPECT_TRUE(is_nearest(A::from_uint_rn(4099u), odd));
  EXPECT_EQ(A::from_short_rz(4099).bits, A::from_int_rz(odd).bits);
  EXPECT_EQ(A::from_ushort_ru(4099).bits, A::from_int_ru(odd).bits);
  EXPECT_EQ(A::from_ll_rd(4099).bits, A::from_int_rd(odd).bits);
  EXPECT_EQ(A::from_ull_rn(~0ull).bits, A::from_float(0x1p64f).bits);
}
TEST(Bfloat16, LongIntegersAreNotRoundedTwice) {
  const long long above_tie =
      (1ll << 62) + (1ll << 54) + 1; // a double loses the 1
  EXPECT_EQ(cw::ll2bfloat16_rn(above_tie).bits, bfloat16(0x1p62f).bits + 1);
  EXPECT_EQ(cw::ll2bfloat16_rn(above_tie - 1).bits, bfloat16(0x1p62f).bits);
  EXPECT_EQ(cw::ll2bfloat16_rn(-above_tie).bits,
            (bfloat16(0x1p62f).bits + 1) | 0x8000);
}

TYPED_TEST(SmallFloat, ArithmeticIsCorrectlyRounded) {
  using T = TypeParam;
  for (int i = 0; i < 40000; ++i) {
    const T a = random_small<T>(), b = random_small<T>(), c = random_small<T>();
    const float x = a, y = b, z = c;
    if (!std::isfinite(x) || !std::isfinite(y) || !std::isfinite(z))
      continue;
    const bool exact_sums = std::is_same_v<T, half>; // within 113 bits
    if (exact_sums) {
      ASSERT_TRUE(is_nearest(cw::hadd(a, b), float128(x) + y)) << x << " " << y;
      ASSERT_TRUE(is_nearest(cw::hsub(a, b), float128(x) - y)) << x << " " << y;
      ASSERT_TRUE(is_nearest(cw::hfma(a, b, c), float128(x) * y + z))
          << x << " " << y << " " << z;
    }
    ASSERT_TRUE(is_nearest(cw::hmul(a, b), float128(x) * y)) << x << " " << y;
    if (y != 0.0f) {
      ASSERT_TRUE(is_nearest(cw::hdiv(a, b), float128(x) / y)) << x << " " << y;
      ASSERT_TRUE(is_nearest(cw::hrcp(b), 1 / float128(y))) << y;
    }
    ASSERT_EQ(cw::hadd_rn(a, b).bits, cw::hadd(a, b).bits);
    ASSERT_EQ(cw::hsub_rn(a, b).bits, cw::hsub(a, b).bits);
    ASSERT_EQ(cw::hmul_rn(a, b).bits, cw::hmul(a, b).bits);
    ASSERT_EQ(cw::hneg(a).bits, a.bits ^ 0x8000);
    ASSERT_EQ(cw::habs(a).bits, a.bits & 0x7fff);
  }
}
TEST(Bfloat16, FusedMultiplyAddSeesWhatIsFarBelow) {
  const bfloat16 x = 1.0f + 0x1p-4f,
                 y = 1.0f + 0x1p-4f; // product 1 + 2^-3 + 2^-8: a tie
  EXPECT_EQ(cw::hfma(x, y, bfloat16(0x1p-100f)).bits,
            bfloat16(1.125f).bits + 1);
  EXPECT_EQ(cw::hfma(x, y, bfloat16(-0x1p-100f)).bits, bfloat16(1.125f).bits);
  EXPECT_EQ(cw::hfma(x, y, bfloat16(0.0f)).bits, bfloat16(1.125f).bits);
}

TYPED_TEST(SmallFloat, SaturationAndRelu) {
  using T = TypeParam;
  EXPECT_EQ(float(cw::hadd_sat(T(0.75f), T(0.75f))), 1.0f);
  EXPECT_EQ(float(cw::hsub_sat(T(0.25f), T(0.75f))), 0.0f);
  EXPECT_EQ(float(cw::hmul_sat(T(0.5f), T(0.5f))), 0.25f);
  EXPECT_EQ(float(cw::hfma_sat(T(2.0f), T(3.0f), T(1.0f))), 1.0f);
  EXPECT_EQ(float(cw::hadd_sat(T(NAN), T(1.0f))), 0.0f);
  EXPECT_EQ(float(cw::hfma_relu(T(-2.0f), T(3.0f), T(1.0f))), 0.0f);
  EXPECT_EQ(float(cw::hfma_relu(T(2.0f), T(3.0f), T(1.0f))), 7.0f);
  EXPECT_TRUE(cw::hisnan(cw::hfma_relu(T(NAN), T(3.0f), T(1.0f))));
}

TYPED_TEST(SmallFloat, ComparisonsKnowNaN) {
  using T = TypeParam;
  const float values[] = {-INFINITY, -1.0f, -0.0f,    0.0f,
                          1.0f,      1.5f,  INFINITY, NAN};
  for (float x : values)
    for (float y : values) {
      const T a = x, b = y;
      const bool unordered = std::isnan(x) || std::isnan(y);
      EXPECT_EQ(cw::heq(a, b), x == y);
      EXPECT_EQ(cw::hne(a, b), !unordered && x != y);
      EXPECT_EQ(cw::hlt(a, b), x < y);
      EXPECT_EQ(cw::hle(a, b), x <= y);
      EXPECT_EQ(cw::hgt(a, b), x > y);
      EXPECT_EQ(cw::hge(a, b), x >= y);
      EXPECT_EQ(cw::hequ(a, b), unordered || x == y);
      EXPECT_EQ(cw::hneu(a, b), x != y);
      EXPECT_EQ(cw::hltu(a, b), unordered || x < y);
      EXPECT_EQ(cw::hleu(a, b), unordered || x <= y);
      EXPECT_EQ(cw::hgtu(a, b), unordered || x > y);
      EXPECT_EQ(cw::hgeu(a, b), unordered || x >= y);
      EXPECT_EQ(a == b, x == y);
      EXPECT_EQ(a != b, x != y);
      EXPECT_EQ(a < b, x < y);
      EXPECT_EQ(a <= b, x <= y);
      EXPECT_EQ(a > b, x > y);
      EXPECT_EQ(a >= b, x >= y);
      if (!unordered) {
        EXPECT_EQ(float(cw::hmin(a, b)), std::fmin(x, y));
        EXPECT_EQ(float(cw::hmax(a, b)), std::fmax(x, y));
        EXPECT_EQ(cw::hmin_nan(a, b).bits, cw::hmin(a, b).bits);
        EXPECT_EQ(cw::hmax_nan(a, b).bits, cw::hmax(a, b).bits);
      } else {
        EXPECT_TRUE(cw::hisnan(cw::hmin_nan(a, b)));
        EXPECT_TRUE(cw::hisnan(cw::hmax_nan(a, b)));
        EXPECT_EQ(cw::hisnan(cw::hmin(a, b)), std::isnan(x) && std::isnan(y));
      }
    }
  EXPECT_EQ(cw::hmin(T(0.0f), T(-0.0f)).bits, 0x8000);
  EXPECT_EQ(cw::hmax(T(-0.0f), T(0.0f)).bits, 0);
  EXPECT_EQ(cw::hisinf(T(INFINITY)), 1);
  EXPECT_EQ(cw::hisinf(T(-INFINITY)), -1);
  EXPECT_EQ(cw::hisinf(T(NAN)), 0);
}

TYPED_TEST(SmallFloat, Mathematics) {
  using T = TypeParam;
  struct {
    const char *name;
    T (*small)(T);
    double (*wide)(double);
    float low, high;
  } const rows[] = {
      {"hsqrt", cw::hsqrt, std::sqrt, 0, 100},
      {"hrsqrt", cw::hrsqrt, cw::rsqrt, 0.01f, 100},
      {"hlog", cw::hlog, std::log, 0.01f, 100},
      {"hlog2", cw::hlog2, std::log2, 0.01f, 100},
      {"hlog10", cw::hlog10, std::log10, 0.01f, 100},
      {"hexp", cw::hexp, std::exp, -10, 10},
      {"hexp2", cw::hexp2, std::exp2, -10, 10},
      {"hexp10", cw::hexp10, cw::exp10, -4, 4},
      {"hsin", cw::hsin, std::sin, -5, 5},
      {"hcos", cw::hcos, std::cos, -5, 5},
      {"htanh", cw::htanh, std::tanh, -5, 5},
      {"htanh_approx", cw::htanh_approx, std::tanh, -5, 5},
      {"hceil", cw::hceil, std::ceil, -5, 5},
      {"hfloor", cw::hfloor, std::floor, -5, 5},
      {"hrint", cw::hrint, std::nearbyint, -5, 5},
      {"htrunc", cw::htrunc, std::trunc, -5, 5},
  };
  for (const auto &row : rows)
    for (int i = 0; i <= 200; ++i) {
      const T x = row.low + (row.high - row.low) * float(i) / 200.0f;
      EXPECT_TRUE(is_nearest(row.small(x), row.wide(double(float(x)))))
          << row.name << "(" << float(x) << ")";
    }
}

TYPED_TEST(SmallFloat, Pairs) {
  using A = Api<TypeParam>;
  using T = TypeParam;
  using P = typename A::Pair;
  const P p = A::pair_of_floats(1.5f, -2.0f), q = A::make2(T(4), T(0.5f));
  const auto is = [](P v, float x, float y) {
    return float(v.x) == x && float(v.y) == y;
  };
  EXPECT_TRUE(is(p, 1.5f, -2.0f));
  EXPECT_TRUE(is(A::both(3.0f), 3.0f, 3.0f));
  EXPECT_TRUE(is(A::pair_of_float2(cw::make_float2(1, 2)), 1, 2));
  EXPECT_EQ(A::to_float2(p).x, 1.5f);
  EXPECT_EQ(A::to_float2(p).y, -2.0f);
  EXPECT_TRUE(is(A::twice(T(7)), 7, 7));
  EXPECT_TRUE(is(A::pair(T(7), T(8)), 7, 8));
  EXPECT_EQ(float(A::low(p)), 1.5f);
  EXPECT_EQ(float(A::high(p)), -2.0f);
  EXPECT_EQ(cw::low2float(p), 1.5f);
  EXPECT_EQ(cw::high2float(p), -2.0f);
  EXPECT_TRUE(is(A::low_twice(p), 1.5f, 1.5f));
  EXPECT_TRUE(is(A::high_twice(p), -2.0f, -2.0f));
  EXPECT_TRUE(is(A::lows(p, q), 1.5f, 4));
  EXPECT_TRUE(is(A::highs(p, q), -2, 0.5f));
  EXPECT_TRUE(is(cw::lowhigh2highlow(p), -2, 1.5f));
  EXPECT_EQ(A::as_ushort(T(-2.0f)), T(-2.0f).bits);
  EXPECT_LT(A::as_short(T(-2.0f)), 0);
  EXPECT_EQ(float(A::of_short(A::as_short(T(-2.0f)))), -2.0f);
  EXPECT_EQ(float(A::of_ushort(A::as_ushort(T(1.5f)))), 1.5f);

  EXPECT_TRUE(is(cw::hadd2(p, q), 5.5f, -1.5f));
  EXPECT_TRUE(is(cw::hadd2_rn(p, q), 5.5f, -1.5f));
  EXPECT_TRUE(is(cw::hsub2(p, q), -2.5f, -2.5f));
  EXPECT_TRUE(is(cw::hsub2_rn(p, q), -2.5f, -2.5f));
  EXPECT_TRUE(is(cw::hmul2(p, q), 6, -1));
  EXPECT_TRUE(is(cw::hmul2_rn(p, q), 6, -1));
  EXPECT_TRUE(is(cw::h2div(p, q), 0.375f, -4));
  EXPECT_TRUE(is(cw::hfma2(p, q, p), 7.5f, -3));
  EXPECT_TRUE(is(cw::hadd2_sat(p, q), 1, 0));
  EXPECT_TRUE(is(cw::hsub2_sat(q, p), 1, 1));
  EXPECT_TRUE(is(cw::hmul2_sat(p, q), 1, 0));
  EXPECT_TRUE(is(cw::hfma2_sat(p, q, p), 1, 0));
  EXPECT_TRUE(is(cw::hfma2_relu(p, q, p), 7.5f, 0));
  EXPECT_TRUE(is(cw::hneg2(p), -1.5f, 2));
  EXPECT_TRUE(is(cw::habs2(p), 1.5f, 2));
  EXPECT_TRUE(is(cw::hmin2(p, q), 1.5f, -2));
  EXPECT_TRUE(is(cw::hmax2(p, q), 4, 0.5f));
  EXPECT_TRUE(is(cw::hmin2_nan(p, q), 1.5f, -2));
  EXPECT_TRUE(is(cw::hmax2_nan(p, q), 4, 0.5f));
  EXPECT_TRUE(is(cw::hisnan2(A::make2(T(NAN), T(1))), 1, 0));
  EXPECT_TRUE(is(cw::hcmadd(A::make2(T(1), T(2)), A::make2(T(3), T(4)),
                            A::make2(T(10), T(20))),
                 5, 30));
  EXPECT_TRUE(is(cw::h2ceil(p), 2, -2));
  EXPECT_TRUE(is(cw::h2floor(p), 1, -2));
  EXPECT_TRUE(is(cw::h2rint(p), 2, -2));
  EXPECT_TRUE(is(cw::h2trunc(p), 1, -2));
  EXPECT_TRUE(is(cw::h2sqrt(A::make2(T(4), T(9))), 2, 3));
  EXPECT_TRUE(is(cw::h2rsqrt(A::make2(T(4), T(16))), 0.5f, 0.25f));
  EXPECT_TRUE(is(cw::h2rcp(A::make2(T(4), T(-2))), 0.25f, -0.5f));
  EXPECT_TRUE(is(cw::h2exp2(A::make2(T(3), T(-1))), 8, 0.5f));
  EXPECT_TRUE(is(cw::h2exp10(A::make2(T(2), T(0))), 100, 1));
  EXPECT_TRUE(is(cw::h2log2(A::make2(T(8), T(0.5f))), 3, -1));
  EXPECT_TRUE(is(cw::h2log10(A::make2(T(100), T(1))), 2, 0));
  EXPECT_TRUE(is(cw::h2exp(A::make2(T(0), T(0))), 1, 1));
  EXPECT_TRUE(is(cw::h2log(A::make2(T(1), T(1))), 0, 0));
  EXPECT_TRUE(is(cw::h2sin(A::make2(T(0), T(0))), 0, 0));
  EXPECT_TRUE(is(cw::h2cos(A::make2(T(0), T(0))), 1, 1));
  EXPECT_TRUE(is(cw::h2tanh(A::make2(T(0), T(INFINITY))), 0, 1));
  EXPECT_TRUE(is(cw::h2tanh_approx(A::make2(T(0), T(INFINITY))), 0, 1));

  EXPECT_TRUE(is(p + q, 5.5f, -1.5f));
  EXPECT_TRUE(is(p - q, -2.5f, -2.5f));
  EXPECT_TRUE(is(p * q, 6, -1));
  EXPECT_TRUE(is(p / q, 0.375f, -4));
  EXPECT_TRUE(is(-p, -1.5f, 2));
  EXPECT_TRUE(is(+p, 1.5f, -2));
  EXPECT_TRUE(p == p && p != q && p < q && p <= p && p >= p && !(p > q));
  P r = p;
  r += q;
  r -= p;
  r *= q;
  r /= q;
  EXPECT_TRUE(is(r++, 4, 0.5f));
  EXPECT_TRUE(is(r--, 5, 1.5f));
  EXPECT_TRUE(is(++r, 5, 1.5f));
  EXPECT_TRUE(is(--r, 4, 0.5f));

  const P n = A::make2(T(NAN), T(1)), one = A::make2(T(1), T(1)),
          two = A::make2(T(1), T(2));
#define CHECK_PAIR(NAME, LOW, HIGH)                                            \
  EXPECT_TRUE(is(cw::h##NAME##2(n, two), LOW, HIGH)) << #NAME;                 \
  EXPECT_EQ(cw::h##NAME##2_mask(n, two),                                       \
            (LOW ? 0xffffu : 0u) | (HIGH ? 0xffff0000u : 0u));                 \
  EXPECT_EQ(cw::hb##NAME##2(n, two), LOW &&HIGH);
  CHECK_PAIR(eq, 0, 0)
  CHECK_PAIR(ne, 0, 1)
  CHECK_PAIR(lt, 0, 1)
  CHECK_PAIR(le, 0, 1)
  CHECK_PAIR(gt, 0, 0)
  CHECK_PAIR(ge, 0, 0)
  CHECK_PAIR(equ, 1, 0)
  CHECK_PAIR(neu, 1, 1)
  CHECK_PAIR(ltu, 1, 1)
  CHECK_PAIR(leu, 1, 1)
  CHECK_PAIR(gtu, 1, 0)
  CHECK_PAIR(geu, 1, 0)
#undef CHECK_PAIR
  EXPECT_TRUE(cw::hbge2(two, one));
}

TYPED_TEST(SmallFloat, OperatorsAndConversions) {
  using T = TypeParam;
  T x = 1;
  x += T(2);
  x *= T(4);
  x -= T(2.0);
  x /= T(4);
  EXPECT_EQ(float(x), 2.5f);
  EXPECT_EQ(float(x++), 2.5f);
  EXPECT_EQ(float(x--), 3.5f);
  EXPECT_EQ(float(++x), 3.5f);
  EXPECT_EQ(float(--x), 2.5f);
  EXPECT_EQ(float(-x), -2.5f);
  EXPECT_EQ(float(+x), 2.5f);
  EXPECT_EQ(float(x + x - x * x / x), 2.5f);
  const int truncated = x;
  EXPECT_EQ(truncated, 2);
  const double wide = x;
  EXPECT_EQ(wide, 2.5);
  EXPECT_TRUE(bool(float(x)));
}

TYPED_TEST(SmallFloat, AtomicAdditionsLoseNothing) {
  using T = TypeParam;
  using P = typename Api<T>::Pair;
  alignas(4) T sum = 0;
  P pair = {0, 0};
  std::vector<std::thread> workers;
  for (int t = 0; t < 4; ++t)
    workers.emplace_back([&] {
      for (int i = 0; i < 32; ++i) {
        cw::atomic_add(&sum, T(1));
        cw::atomic_add(&pair, P(1, 2));
      }
    });
  for (auto &worker : workers)
    worker.join();
  EXPECT_EQ(float(sum), 128.0f);
  EXPECT_EQ(float(pair.x), 128.0f);
  EXPECT_EQ(float(pair.y), 256.0f);
  EXPECT_EQ(float(cw::atomic_add_block(&sum, T(-128))), 128.0f);
  EXPECT_EQ(float(cw::atomic_add_system(&sum, T(1))), 0.0f);
}

template <class T> CW_KERNEL void axpy_kernel(int n, T a, const T *x, T *y) {
  const int i = int(cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x);
  if (i < n)
    y[i] = cw::hfma(a, cw::ldg(x + i), y[i]);
}
TYPED_TEST(SmallFloat, InKernels) {
  using T = TypeParam;
  std::vector<T> x(100), y(100);
  for (int i = 0; i < 100; ++i) {
    x[i] = i;
    y[i] = 1;
  }
  run_on_device(axpy_kernel<T>, 4, 32, 100, T(2), x.data(), y.data());
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(float(y[i]), float(2 * i + 1));
}

} // namespace
