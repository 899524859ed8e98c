// Integer intrinsics, roundings, reinterpretations and SIMD words, compared
// with exact results.
// SPDX-License-Identifier: Apache-2.0
#include <cw/intrinsics.h>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <type_traits>

namespace {

__extension__ typedef __int128 int128;
__extension__ typedef __float128 float128;

std::mt19937_64 random_bits(42);

// --- Rounded arithmetic ---

enum class Round { Nearest, Zero, Up, Down };

// Whether `result` is `exact` rounded in this mode, where order(r) is the exact
// sign of (exact - r).
template <class T, class Order>
::testing::AssertionResult is_rounded(Round mode, T result, Order order,
                                      int sign_of_exact) {
  const T infinity = std::numeric_limits<T>::infinity();
  const int side = order(result);
  if (mode == Round::Zero)
    mode = sign_of_exact > 0 ? Round::Down : Round::Up;
  bool right = false;
  switch (mode) {
  case Round::Down:
    right = side >= 0 && order(std::nextafter(result, infinity)) < 0;
    break;
  case Round::Up:
    right = side <= 0 && order(std::nextafter(result, -infinity)) > 0;
    break;
  default:
    right = order(std::nextafter(result, infinity)) < 0 &&
            order(std::nextafter(result, -infinity)) > 0;
  }
  if (right)
    return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure()
         << result << " in mode " << int(mode) << ", side " << side;
}

int sign(float128 x) { return x > 0 ? 1 : x < 0 ? -1 : 0; }

template <class T> struct RoundedSet {
  Round mode;
  T (*add)(T, T), (*sub)(T, T), (*mul)(T, T), (*div)(T, T), (*rcp)(T),
      (*sqrt)(T), (*fma)(T, T, T);
};
#define SET(P, FMA, SUFFIX)                                                    \
  cw::P##add_##SUFFIX, cw::P##sub_##SUFFIX, cw::P##mul_##SUFFIX,               \
      cw::P##div_##SUFFIX, cw::P##rcp_##SUFFIX, cw::P##sqrt_##SUFFIX,          \
      cw::FMA##_##SUFFIX
const RoundedSet<float> float_sets[] = {
    {Round::Nearest, SET(f, fmaf, rn)},
    {Round::Zero, SET(f, fmaf, rz)},
    {Round::Up, SET(f, fmaf, ru)},
    {Round::Down, SET(f, fmaf, rd)},
    {Round::Nearest, cw::fadd_rn, cw::fsub_rn, cw::fmul_rn, cw::fdiv_rn,
     cw::frcp_rn, cw::fsqrt_rn, cw::fmaf_ieee_rn},
    {Round::Zero, cw::fadd_rz, cw::fsub_rz, cw::fmul_rz, cw::fdiv_rz,
     cw::frcp_rz, cw::fsqrt_rz, cw::fmaf_ieee_rz},
    {Round::Up, cw::fadd_ru, cw::fsub_ru, cw::fmul_ru, cw::fdiv_ru, cw::frcp_ru,
     cw::fsqrt_ru, cw::fmaf_ieee_ru},
    {Round::Down, cw::fadd_rd, cw::fsub_rd, cw::fmul_rd, cw::fdiv_rd,
     cw::frcp_rd, cw::fsqrt_rd, cw::fmaf_ieee_rd}};
const RoundedSet<double> double_sets[] = {{Round::Nearest, SET(d, fma, rn)},
                                          {Round::Zero, SET(d, fma, rz)},
                                          {Round::Up, SET(d, fma, ru)},
                                          {Round::Down, SET(d, fma, rd)}};
#undef SET

// Numbers with few mantissa bits and small exponents, so that the sums and
// products below are exact in 113 bits.
template <class T> T operand() {
  const int bits = sizeof(T) == 4 ? 24 : 45;
  const auto mantissa = std::int64_t(random_bits() >> (64 - bits)) | 1;
  const int exponent = int(random_bits() % 8) - bits;
  return std::ldexp(T(random_bits() & 1 ? mantissa : -mantissa), exponent);
}

template <class T> void check_set(const RoundedSet<T> &set) {
  for (int i = 0; i < 2000; ++i) {
    const T a = operand<T>(), b = operand<T>(), c = operand<T>();
    const float128 A = a, B = b, C = c;
    const auto against = [](float128 exact) {
      return [exact](T r) { return sign(exact - r); };
    };
    EXPECT_TRUE(
        is_rounded(set.mode, set.add(a, b), against(A + B), sign(A + B)));
    EXPECT_TRUE(
        is_rounded(set.mode, set.sub(a, b), against(A - B), sign(A - B)));
    EXPECT_TRUE(
        is_rounded(set.mode, set.mul(a, b), against(A * B), sign(A * B)));
    EXPECT_TRUE(is_rounded(set.mode, set.fma(a, b, c), against(A * B + C),
                           sign(A * B + C)));
    EXPECT_TRUE(is_rounded(
        set.mode, set.div(a, b), [&](T r) { return sign(A - B * r) * sign(B); },
        sign(A) * sign(B)));
    EXPECT_TRUE(is_rounded(
        set.mode, set.rcp(b), [&](T r) { return sign(1 - B * r) * sign(B); },
        sign(B)));
    EXPECT_TRUE(is_rounded(
        set.mode, set.sqrt(std::fabs(a)),
        [&](T r) { return sign((A < 0 ? -A : A) - float128(r) * r); }, 1));
  }
}

TEST(RoundedArithmetic, FloatIsExactlyRounded) {
  for (const auto &set : float_sets)
    check_set(set);
}
TEST(RoundedArithmetic, DoubleIsExactlyRounded) {
  for (const auto &set : double_sets)
    check_set(set);
}
TEST(RoundedArithmetic, RestoresTheCallersMode) {
  (void)cw::fadd_ru(1.0f, 1e-10f);
  EXPECT_EQ(std::fegetround(), FE_TONEAREST);
}
TEST(RoundedArithmetic, OverflowGoesWhereTheModeSays) {
  const float most = std::numeric_limits<float>::max();
  EXPECT_EQ(cw::fmul_rz(most, 2.0f), most);
  EXPECT_EQ(cw::fmul_rd(most, 2.0f), most);
  EXPECT_TRUE(std::isinf(cw::fmul_ru(most, 2.0f)));
  EXPECT_TRUE(std::isinf(cw::fmul_rn(most, 2.0f)));
}
TEST(RoundedArithmetic, ReciprocalSquareRootOfFloats) {
  for (int i = 0; i < 2000; ++i) {
    const float x = std::fabs(operand<float>());
    EXPECT_TRUE(is_rounded(
        Round::Nearest, cw::frsqrt_rn(x),
        [&](float r) { return sign(1 - float128(x) * r * r); }, 1));
  }
}

// --- Rounded conversions ---

template <class Real, class Integer> struct IntegerCasts {
  Round mode;
  Real (*cast)(Integer);
};

template <class Real, class Integer>
void check_integer_casts(
    std::initializer_list<IntegerCasts<Real, Integer>> casts) {
  using Limits = std::numeric_limits<Integer>;
  for (const auto &c : casts)
    for (int i = 0; i < 3000; ++i) {
      Integer x = Integer(random_bits() >> (random_bits() % 64));
      if (i == 0)
        x = Limits::max();
      if (i == 1)
        x = Limits::min();
      if (i == 2)
        x = 0;
      EXPECT_TRUE(is_rounded(
          c.mode, c.cast(x),
          [&](Real r) { return sign(float128(x) - float128(r)); },
          x > 0 ? 1 : -1))
          << x;
    }
}

#define CASTS(FROM, TO)                                                        \
  {                                                                            \
    {Round::Nearest, cw::FROM##2##TO##_rn},                                    \
        {Round::Zero, cw::FROM##2##TO##_rz},                                   \
        {Round::Up, cw::FROM##2##TO##_ru}, {                                   \
      Round::Down, cw::FROM##2##TO##_rd                                        \
    }                                                                          \
  }
TEST(Conversions, IntegersToReals) {
  check_integer_casts<float, int>(CASTS(int, float));
  check_integer_casts<float, unsigned>(CASTS(uint, float));
  check_integer_casts<float, long long>(CASTS(ll, float));
  check_integer_casts<float, unsigned long long>(CASTS(ull, float));
  check_integer_casts<double, long long>(CASTS(ll, double));
  check_integer_casts<double, unsigned long long>(CASTS(ull, double));
  EXPECT_EQ(cw::int2double_rn(-2147483647), -2147483647.0);
  EXPECT_EQ(cw::uint2double_rn(4294967295u), 4294967295.0);
}

TEST(Conversions, DoublesToFloats) {
  const IntegerCasts<float, double> casts[] = CASTS(double, float);
  for (const auto &c : casts)
    for (int i = 0; i < 3000; ++i) {
      const double x =
          std::ldexp(operand<double>(), int(random_bits() % 280) - 140);
      EXPECT_TRUE(is_rounded(
          c.mode, c.cast(x), [&](float r) { return sign(float128(x) - r); },
          sign(x)))
          << x;
    }
  EXPECT_EQ(cw::double2float_rd(1e300), std::numeric_limits<float>::max());
  EXPECT_TRUE(std::isinf(cw::double2float_ru(1e300)));
  EXPECT_EQ(cw::double2float_ru(-1e300), -std::numeric_limits<float>::max());
  EXPECT_EQ(cw::double2float_rz(-1e300), -std::numeric_limits<float>::max());
  EXPECT_TRUE(std::isnan(cw::double2float_rd(std::nan(""))));
}
#undef CASTS

struct ToInteger {
  double x;
  long long rn, rz, ru, rd;
};
const ToInteger to_integer[] = {
    {2.5, 2, 2, 3, 2},
    {3.5, 4, 3, 4, 3},
    {-2.5, -2, -2, -2, -3},
    {-3.5, -4, -3, -3, -4},
    {0.25, 0, 0, 1, 0},
    {-0.25, 0, 0, 0, -1},
    {7.0, 7, 7, 7, 7},
    {-7.75, -8, -7, -7, -8},
    {1000000.5, 1000000, 1000000, 1000001, 1000000},
};

template <class Integer> Integer clamped(long long x) {
  return std::is_unsigned_v<Integer> && x < 0 ? Integer(0) : Integer(x);
}

/// Integers of Real around the limits of Integer, which no mode rounds.
template <class Integer, class Real>
void at_the_limits(Integer (*convert)(Real)) {
  using Limits = std::numeric_limits<Integer>;
  const Real infinity = std::numeric_limits<Real>::infinity();
  EXPECT_EQ(convert(infinity), Limits::max());
  EXPECT_EQ(convert(-infinity), Limits::min());
  const Real beyond = std::ldexp(Real(1), Limits::digits);
  EXPECT_EQ(convert(beyond), Limits::max());
  const Real below = std::floor(std::nextafter(beyond, Real(0)));
  EXPECT_EQ(convert(below), Integer(below));
  const Real least = Real(Limits::min());
  EXPECT_EQ(convert(least), Limits::min());
  EXPECT_EQ(convert(std::floor(std::nextafter(least - 1, -infinity))),
            Limits::min());
  EXPECT_EQ(convert(Real(-0.0)), Integer(0));
}

TEST(Conversions, RealsToIntegers) {
#define CHECK(REAL, NAME, INTEGER)                                             \
  for (const ToInteger &row : to_integer) {                                    \
    EXPECT_EQ(cw::REAL##2##NAME##_rn(REAL(row.x)), clamped<INTEGER>(row.rn));  \
    EXPECT_EQ(cw::REAL##2##NAME##_rz(REAL(row.x)), clamped<INTEGER>(row.rz));  \
    EXPECT_EQ(cw::REAL##2##NAME##_ru(REAL(row.x)), clamped<INTEGER>(row.ru));  \
    EXPECT_EQ(cw::REAL##2##NAME##_rd(REAL(row.x)), clamped<INTEGER>(row.rd));  \
  }                                                                            \
  EXPECT_EQ(cw::REAL##2##NAME##_rz(REAL(1e30)),                                \
            std::numeric_limits<INTEGER>::max());                              \
  EXPECT_EQ(cw::REAL##2##NAME##_rn(REAL(-1e30)),                               \
            std::numeric_limits<INTEGER>::min());                              \
  at_the_limits<INTEGER, REAL>(cw::REAL##2##NAME##_rn);                        \
  at_the_limits<INTEGER, REAL>(cw::REAL##2##NAME##_rz);                        \
  at_the_limits<INTEGER, REAL>(cw::REAL##2##NAME##_ru);                        \
  at_the_limits<INTEGER, REAL>(cw::REAL##2##NAME##_rd);
  CHECK(float, int, int)
  CHECK(float, uint, unsigned)
  CHECK(float, ll, long long)
  CHECK(float, ull, unsigned long long)
  CHECK(double, int, int)
  CHECK(double, uint, unsigned)
  CHECK(double, ll, long long)
  CHECK(double, ull, unsigned long long)
#undef CHECK
  // NaN: PTX ISA, instruction cvt.
  const float nan = std::nanf("");
  EXPECT_EQ(cw::float2int_rn(nan), 0);
  EXPECT_EQ(cw::float2uint_rz(nan), 0u);
  EXPECT_EQ(cw::float2ll_rn(nan), std::numeric_limits<long long>::min());
  EXPECT_EQ(cw::double2int_rn(double(nan)), std::numeric_limits<int>::min());
  EXPECT_EQ(cw::double2ull_ru(double(nan)), 1ull << 63);
  EXPECT_EQ(cw::double2int_rz(2147483647.9), 2147483647);
  EXPECT_EQ(cw::double2ull_rz(9.3e18), 9300000000000000000ull);
}

TEST(Conversions, Reinterpretations) {
  EXPECT_EQ(cw::float_as_int(1.0f), 0x3f800000);
  EXPECT_EQ(cw::float_as_uint(-0.0f), 0x80000000u);
  EXPECT_EQ(cw::int_as_float(0x40490fdb), 3.14159274f);
  EXPECT_EQ(cw::uint_as_float(0xc0000000u), -2.0f);
  EXPECT_EQ(cw::double_as_longlong(1.0), 0x3ff0000000000000ll);
  EXPECT_EQ(cw::longlong_as_double(0x4000000000000000ll), 2.0);
  const double x = -1234.5678;
  EXPECT_EQ(cw::hiloint2double(cw::double2hiint(x), cw::double2loint(x)), x);
  EXPECT_EQ(cw::double2hiint(1.0), 0x3ff00000);
  EXPECT_EQ(cw::double2loint(1.0), 0);
}

TEST(Conversions, SaturateClampsToTheUnitInterval) {
  EXPECT_EQ(cw::saturatef(-3.0f), 0.0f);
  EXPECT_EQ(cw::saturatef(0.25f), 0.25f);
  EXPECT_EQ(cw::saturatef(7.0f), 1.0f);
  EXPECT_EQ(cw::saturatef(std::nanf("")), 0.0f);
}

// --- Minimum and maximum ---

TEST(MinMax, OverloadsHaveTheDocumentedTypes) {
#define RESULT(R, A, B)                                                        \
  static_assert(std::is_same_v<decltype(cw::min(A{}, B{})), R>);               \
  static_assert(std::is_same_v<decltype(cw::max(A{}, B{})), R>)
  using uint = unsigned;
  using ulong = unsigned long;
  using llong = long long;
  using ullong = unsigned long long;
  RESULT(int, int, int);
  RESULT(uint, uint, uint);
  RESULT(uint, int, uint);
  RESULT(uint, uint, int);
  RESULT(long, long, long);
  RESULT(ulong, ulong, long);
  RESULT(ulong, long, ulong);
  RESULT(ulong, ulong, ulong);
  RESULT(llong, llong, llong);
  RESULT(ullong, llong, ullong);
  RESULT(ullong, ullong, llong);
  RESULT(ullong, ullong, ullong);
  RESULT(float, float, float);
  RESULT(double, double, double);
  RESULT(double, float, double);
  RESULT(double, double, float);
  RESULT(int, short, char);
#undef RESULT
  static_assert(cw::min(3, -4) == -4 && cw::max(3, -4) == 3);
  static_assert(cw::min(-1, 5u) == 5u && cw::max(5u, -1) == ~0u);
  static_assert(cw::min(-1ll, 5ll) == -1 && cw::max(1.5f, 2.5) == 2.5);
  const float nan = std::nanf("");
  EXPECT_EQ(cw::min(nan, 1.0f), 1.0f);
  EXPECT_EQ(cw::min(1.0f, nan), 1.0f);
  EXPECT_EQ(cw::max(nan, 1.0f), 1.0f);
  EXPECT_EQ(cw::max(1.0, double(nan)), 1.0);
  EXPECT_TRUE(std::isnan(cw::max(nan, nan)));
  EXPECT_EQ(cw::umin(3, ~0u), 3u);
  EXPECT_EQ(cw::umax(3, ~0u), ~0u);
  EXPECT_EQ(cw::llmin(-3, 4), -3);
  EXPECT_EQ(cw::llmax(-3, 4), 4);
  EXPECT_EQ(cw::ullmin(3, ~0ull), 3u);
  EXPECT_EQ(cw::ullmax(3, ~0ull), ~0ull);
}

// --- Integers ---

TEST(Integers, BitCounting) {
  EXPECT_EQ(cw::popc(0xf0f0u), 8);
  EXPECT_EQ(cw::popcll(~0ull), 64);
  EXPECT_EQ(cw::clz(0), 32);
  EXPECT_EQ(cw::clz(1), 31);
  EXPECT_EQ(cw::clz(-1), 0);
  EXPECT_EQ(cw::clzll(0), 64);
  EXPECT_EQ(cw::clzll(1ll << 40), 23);
  EXPECT_EQ(cw::ffs(0), 0);
  EXPECT_EQ(cw::ffs(0x80), 8);
  EXPECT_EQ(cw::ffsll(1ll << 40), 41);
  EXPECT_EQ(cw::brev(1u), 0x80000000u);
  EXPECT_EQ(cw::brev(0x12345678u), 0x1e6a2c48u);
  EXPECT_EQ(cw::brevll(1ull), 1ull << 63);
  EXPECT_EQ(cw::brevll(0x0123456789abcdefull), 0xf7b3d591e6a2c480ull);
}

TEST(Integers, FindNthSet) {
  struct {
    unsigned mask, base;
    int offset;
    unsigned found;
  } const rows[] = {
      {0b10110, 0, 1, 1},   {0b10110, 0, 2, 2},  {0b10110, 0, 3, 4},
      {0b10110, 0, 4, ~0u}, {0b10110, 2, 1, 2},  {0b10110, 2, 2, 4},
      {0b10110, 31, -1, 4}, {0b10110, 3, -2, 1}, {0b10110, 2, 0, 2},
      {0b10110, 3, 0, ~0u}, {0, 0, 1, ~0u}};
  for (const auto &r : rows)
    EXPECT_EQ(cw::fns(r.mask, r.base, r.offset), r.found)
        << r.mask << " " << r.base << " " << r.offset;
}

TEST(Integers, BytesAndFunnels) {
  EXPECT_EQ(cw::byte_perm(0x33221100, 0x77665544, 0x0123), 0x00112233u);
  EXPECT_EQ(cw::byte_perm(0x33221100, 0x77665544, 0x7531), 0x77553311u);
  EXPECT_EQ(cw::byte_perm(0x33221100, 0x77665544, 0xfffff), 0x77777777u);
  EXPECT_EQ(cw::funnelshift_l(0x80000001u, 0x1u, 1), 0x3u);
  EXPECT_EQ(cw::funnelshift_l(1u, 2u, 32), 2u);
  EXPECT_EQ(cw::funnelshift_lc(1u, 2u, 40), 1u);
  EXPECT_EQ(cw::funnelshift_r(0x2u, 0x1u, 1), 0x80000001u);
  EXPECT_EQ(cw::funnelshift_r(1u, 2u, 32), 1u);
  EXPECT_EQ(cw::funnelshift_rc(1u, 2u, 40), 2u);
  for (unsigned shift : {0u, 32u, 64u, ~0u - 31}) { // multiples of the width
    EXPECT_EQ(cw::funnelshift_l(1u, 2u, shift), 2u);
    EXPECT_EQ(cw::funnelshift_r(1u, 2u, shift), 1u);
    EXPECT_EQ(cw::funnelshift_lc(1u, 2u, shift), shift ? 1u : 2u);
    EXPECT_EQ(cw::funnelshift_rc(1u, 2u, shift), shift ? 2u : 1u);
  }
  EXPECT_EQ(cw::funnelshift_lc(3u, 5u, 31), 0x80000001u);
  EXPECT_EQ(cw::funnelshift_rc(3u, 5u, 31), 10u);
}

TEST(Integers, Products) {
  EXPECT_EQ(cw::mul24(0x01000003, -2), -6);
  EXPECT_EQ(cw::mul24(0x00800000, 1), -0x00800000);
  EXPECT_EQ(cw::umul24(0xff000003u, 5u), 15u);
  EXPECT_EQ(cw::mulhi(-2, 3), -1);
  EXPECT_EQ(cw::mulhi(1 << 30, 16), 4);
  EXPECT_EQ(cw::umulhi(~0u, ~0u), 0xfffffffeu);
  EXPECT_EQ(cw::mul64hi(-2, 3), -1);
  EXPECT_EQ(cw::mul64hi(1ll << 62, 16), 4);
  EXPECT_EQ(cw::umul64hi(~0ull, ~0ull), ~0ull - 1);
}

TEST(Integers, SumsOfDifferencesAndAverages) {
  EXPECT_EQ(cw::sad(-5, 7, 10u), 22u);
  EXPECT_EQ(cw::sad(std::numeric_limits<int>::min(),
                    std::numeric_limits<int>::max(), 0),
            ~0u);
  EXPECT_EQ(cw::usad(3u, 10u, 1u), 8u);
  EXPECT_EQ(cw::hadd(std::numeric_limits<int>::max(),
                     std::numeric_limits<int>::max()),
            std::numeric_limits<int>::max());
  EXPECT_EQ(cw::hadd(-3, 0), -2);
  EXPECT_EQ(cw::rhadd(-3, 0), -1);
  EXPECT_EQ(cw::uhadd(~0u, ~0u - 1), ~0u - 1);
  EXPECT_EQ(cw::urhadd(~0u, ~0u - 1), ~0u);
}

TEST(Integers, DotProducts) {
  const int a = int(0x80ff0201u),
            b = 0x7f020304; // bytes 1, 2, -1, -128 and 4, 3, 2, 127
  EXPECT_EQ(cw::dp4a(a, b, 100), 100 + 4 + 6 - 2 - 128 * 127);
  EXPECT_EQ(cw::dp4a(unsigned(a), unsigned(b), 100u),
            100u + 4 + 6 + 255 * 2 + 128 * 127);
  EXPECT_EQ(cw::dp4a(cw::make_char4(1, 2, -1, -128),
                     cw::make_char4(4, 3, 2, 127), 100),
            cw::dp4a(a, b, 100));
  EXPECT_EQ(cw::dp4a(cw::make_uchar4(1, 2, 255, 128),
                     cw::make_uchar4(4, 3, 2, 127), 100u),
            cw::dp4a(unsigned(a), unsigned(b), 100u));
  const int halves = int(0xfffe0003u); // 3 and -2
  EXPECT_EQ(cw::dp2a_lo(halves, b, 1), 1 + 3 * 4 - 2 * 3);
  EXPECT_EQ(cw::dp2a_hi(halves, b, 1), 1 + 3 * 2 - 2 * 127);
  EXPECT_EQ(cw::dp2a_lo(unsigned(halves), unsigned(b), 1u),
            1u + 3 * 4 + 65534 * 3);
  EXPECT_EQ(cw::dp2a_hi(unsigned(halves), unsigned(b), 1u),
            1u + 3 * 2 + 65534 * 127);
  EXPECT_EQ(
      cw::dp2a_lo(cw::make_short2(3, -2), cw::make_char4(4, 3, 2, 127), 1), 7);
  EXPECT_EQ(
      cw::dp2a_hi(cw::make_short2(3, -2), cw::make_char4(4, 3, 2, 127), 1),
      1 + 6 - 254);
  EXPECT_EQ(cw::dp2a_lo(cw::make_ushort2(3, 65534),
                        cw::make_uchar4(4, 3, 2, 127), 1u),
            1u + 12 + 65534 * 3);
  EXPECT_EQ(cw::dp2a_hi(cw::make_ushort2(3, 65534),
                        cw::make_uchar4(4, 3, 2, 127), 1u),
            1u + 6 + 65534 * 127);
}

// ---- SIMD words: each against the same formula written lane by lane in 64
// bits ----

template <class Lane> std::int64_t lane(unsigned word, int i) {
  return Lane(word >> (i * int(sizeof(Lane)) * 8));
}

template <class Lane, class Formula>
void check_lanes(const char *name, unsigned (*function)(unsigned, unsigned),
                 Formula formula) {
  for (int n = 0; n < 500; ++n) {
    const unsigned a = n == 0 ? 0x80808080u : unsigned(random_bits()),
                   b = n < 2 ? 0x7f7f7f7fu : unsigned(random_bits());
    const unsigned word = function(a, b);
    for (int i = 0; i < 4 / int(sizeof(Lane)); ++i)
      ASSERT_EQ(std::make_unsigned_t<Lane>(lane<Lane>(word, i)),
                std::make_unsigned_t<Lane>(
                    formula(lane<Lane>(a, i), lane<Lane>(b, i))))
          << name << " " << std::hex << a << " " << b << " lane " << i;
  }
}

std::int64_t clamp(std::int64_t x, std::int64_t low, std::int64_t high) {
  return x < low ? low : x > high ? high : x;
}
std::int64_t average(std::int64_t sum) { // rounds ties away from zero
  return sum >= 0 ? (sum + 1) / 2 : -((-sum + 1) / 2);
}

TEST(SimdWords, EveryLaneFollowsItsFormula){
#define CHECK(NAME, LANE, FORMULA)                                             \
  check_lanes<LANE>(                                                           \
      #NAME, [](unsigned a, unsigned b) { return cw::NAME(a, b); },            \
      []([[maybe_unused]] std::int64_t x, [[maybe_unused]] std::int64_t y)     \
          -> std::int64_t { return FORMULA; });
#define CHECK1(NAME, LANE, FORMULA)                                            \
  check_lanes<LANE>(                                                           \
      #NAME, [](unsigned a, unsigned) { return cw::NAME(a); },                 \
      []([[maybe_unused]] std::int64_t x, std::int64_t) -> std::int64_t {      \
        return FORMULA;                                                        \
      });
#define CHECK_COMPARE(NAME, LANE, OP)                                          \
  CHECK(vcmp##NAME, LANE, x OP y ? -1 : 0)                                     \
  CHECK(vset##NAME, LANE, x OP y ? 1 : 0)
#define CHECK_ALL(N, S, U, LOW, HIGH, UHIGH)                                   \
  CHECK1(vabs##N, S, x < 0 ? -x : x)                                           \
  CHECK1(vabsss##N, S, clamp(x < 0 ? -x : x, LOW, HIGH))                       \
  CHECK1(vneg##N, S, -x)                                                       \
  CHECK1(vnegss##N, S, clamp(-x, LOW, HIGH))                                   \
  CHECK(vadd##N, S, x + y)                                                     \
  CHECK(vaddss##N, S, clamp(x + y, LOW, HIGH))                                 \
  CHECK(vaddus##N, U, clamp(x + y, 0, UHIGH))                                  \
  CHECK(vsub##N, S, x - y)                                                     \
  CHECK(vsubss##N, S, clamp(x - y, LOW, HIGH))                                 \
  CHECK(vsubus##N, U, clamp(x - y, 0, UHIGH))                                  \
  CHECK(vabsdiffs##N, S, x > y ? x - y : y - x)                                \
  CHECK(vabsdiffu##N, U, x > y ? x - y : y - x)                                \
  CHECK(vavgs##N, S, average(x + y))                                           \
  CHECK(vavgu##N, U, (x + y + 1) / 2)                                          \
  CHECK(vhaddu##N, U, (x + y) / 2)                                             \
  CHECK(vmaxs##N, S, x > y ? x : y)                                            \
  CHECK(vmaxu##N, U, x > y ? x : y)                                            \
  CHECK(vmins##N, S, x < y ? x : y)                                            \
  CHECK(vminu##N, U, x < y ? x : y)                                            \
  CHECK_COMPARE(eq##N, U, ==)                                                  \
  CHECK_COMPARE(ne##N, U, !=)                                                  \
  CHECK_COMPARE(ges##N, S, >=)                                                 \
  CHECK_COMPARE(geu##N, U, >=)                                                 \
  CHECK_COMPARE(gts##N, S, >)                                                  \
  CHECK_COMPARE(gtu##N, U, >)                                                  \
  CHECK_COMPARE(les##N, S, <=)                                                 \
  CHECK_COMPARE(leu##N, U, <=)                                                 \
  CHECK_COMPARE(lts##N, S, <)                                                  \
  CHECK_COMPARE(ltu##N, U, <)
    CHECK_ALL(2, std::int16_t, std::uint16_t, -32768, 32767, 65535)
        CHECK_ALL(4, std::int8_t, std::uint8_t, -128, 127, 255)
            CHECK(vimax_s16x2_relu, std::int16_t,
                  x > y ? (x > 0 ? x : 0) : (y > 0 ? y : 0))
                CHECK(vimin_s16x2_relu, std::int16_t,
                      x < y ? (x > 0 ? x : 0) : (y > 0 ? y : 0))
#undef CHECK_ALL
#undef CHECK_COMPARE
#undef CHECK1
#undef CHECK
}

TEST(SimdWords, SumsOfAbsoluteDifferences) {
  EXPECT_EQ(cw::vsads2(0x80000001u, 0x7fff0003u), 65537u);
  EXPECT_EQ(cw::vsadu2(0x80000001u, 0x7fff0003u), 3u);
  EXPECT_EQ(cw::vsads4(0xff01ff01u, 0x01ff0102u), 2u + 2 + 2 + 1);
  EXPECT_EQ(cw::vsadu4(0xff01ff01u, 0x01ff0102u), 254u * 3 + 1);
  EXPECT_EQ(cw::usad4(0xff01ff01u, 0x01ff0102u, 10u), 254u * 3 + 11);
}

TEST(SimdWords, ExtremaOfThreeAndOfSums) {
  EXPECT_EQ(cw::vimax3_s32(-5, 3, 2), 3);
  EXPECT_EQ(cw::vimin3_s32(-5, 3, 2), -5);
  EXPECT_EQ(cw::vimax3_s32_relu(-5, -3, -2), 0);
  EXPECT_EQ(cw::vimin3_s32_relu(5, 3, 4), 3);
  EXPECT_EQ(cw::vimin3_s32_relu(-5, 3, 4), 0);
  EXPECT_EQ(cw::vimax3_u32(1u, ~0u, 2u), ~0u);
  EXPECT_EQ(cw::vimin3_u32(1u, ~0u, 2u), 1u);
  EXPECT_EQ(cw::vimax_s32_relu(-4, -9), 0);
  EXPECT_EQ(cw::vimin_s32_relu(4, 9), 4);
  EXPECT_EQ(cw::viaddmax_s32(3, 4, 5), 7);
  EXPECT_EQ(cw::viaddmin_s32(3, 4, 5), 5);
  EXPECT_EQ(cw::viaddmax_s32_relu(-3, -4, -5), 0);
  EXPECT_EQ(cw::viaddmin_s32_relu(3, 4, 5), 5);
  EXPECT_EQ(cw::viaddmax_u32(~0u, 2u, 0u), 1u);
  EXPECT_EQ(cw::viaddmin_u32(3u, 4u, 5u), 5u);
  EXPECT_EQ(cw::vimax3_s16x2(0xfffe0001u, 0x00020003u, 0xfff00009u),
            0x00020009u);
  EXPECT_EQ(cw::vimin3_s16x2(0xfffe0001u, 0x00020003u, 0xfff00009u),
            0xfff00001u);
  EXPECT_EQ(cw::vimax3_s16x2_relu(0xfffe0001u, 0xfffd0003u, 0xfff00009u),
            0x00000009u);
  EXPECT_EQ(cw::vimin3_s16x2_relu(0xfffe0001u, 0xfffd0003u, 0xfff00009u),
            0x00000001u);
  EXPECT_EQ(cw::vimax3_u16x2(0xfffe0001u, 0x00020003u, 0xfff00009u),
            0xfffe0009u);
  EXPECT_EQ(cw::vimin3_u16x2(0xfffe0001u, 0x00020003u, 0xfff00009u),
            0x00020001u);
  EXPECT_EQ(cw::viaddmax_s16x2(0x00017fffu, 0x00020001u, 0x00000000u),
            0x00030000u);
  EXPECT_EQ(cw::viaddmin_s16x2(0x00010002u, 0x00020001u, 0x00000009u),
            0x00000003u);
  EXPECT_EQ(cw::viaddmax_s16x2_relu(0xfff00002u, 0x00020001u, 0xfff00000u),
            0x00000003u);
  EXPECT_EQ(cw::viaddmin_s16x2_relu(0xfff00002u, 0x00020001u, 0x00000009u),
            0x00000003u);
  EXPECT_EQ(cw::viaddmax_u16x2(0xffff0002u, 0x00020001u, 0x00000009u),
            0x00010009u);
  EXPECT_EQ(cw::viaddmin_u16x2(0xffff0002u, 0x00020001u, 0x00090009u),
            0x00010003u);
}

TEST(SimdWords, ExtremaThatSayWhichOne) {
  bool first = false, hi = false, lo = true;
  EXPECT_EQ(cw::vibmax_s32(-1, -2, &first), -1);
  EXPECT_TRUE(first);
  EXPECT_EQ(cw::vibmin_s32(-1, -2, &first), -2);
  EXPECT_FALSE(first);
  EXPECT_EQ(cw::vibmax_u32(1u, ~0u, &first), ~0u);
  EXPECT_FALSE(first);
  EXPECT_EQ(cw::vibmin_u32(1u, ~0u, &first), 1u);
  EXPECT_TRUE(first);
  EXPECT_EQ(cw::vibmax_s16x2(0x0005fffeu, 0xffff0001u, &hi, &lo), 0x00050001u);
  EXPECT_TRUE(hi && !lo);
  EXPECT_EQ(cw::vibmin_s16x2(0x0005fffeu, 0xffff0001u, &hi, &lo), 0xfffffffeu);
  EXPECT_TRUE(!hi && lo);
  EXPECT_EQ(cw::vibmax_u16x2(0x0005fffeu, 0xffff0001u, &hi, &lo), 0xfffffffeu);
  EXPECT_TRUE(!hi && lo);
  EXPECT_EQ(cw::vibmin_u16x2(0x0005fffeu, 0xffff0001u, &hi, &lo), 0x00050001u);
  EXPECT_TRUE(hi && !lo);
}

// --- Loads, stores, clock ---

TEST(CachedAccess, LoadsAndStoresMoveTheValue) {
  cw::float4 memory = cw::make_float4(1, 2, 3, 4);
  EXPECT_EQ(cw::ldg(&memory).w, 4.0f);
  EXPECT_EQ(cw::ldca(&memory).x, 1.0f);
  EXPECT_EQ(cw::ldcg(&memory).y, 2.0f);
  EXPECT_EQ(cw::ldcs(&memory).z, 3.0f);
  EXPECT_EQ(cw::ldlu(&memory).z, 3.0f);
  EXPECT_EQ(cw::ldcv(&memory.x), 1.0f);
  int target = 0;
  cw::stwb(&target, 1);
  EXPECT_EQ(target, 1);
  cw::stcg(&target, 2);
  EXPECT_EQ(target, 2);
  cw::stcs(&target, 3);
  EXPECT_EQ(target, 3);
  cw::stwt(&target, 4);
  EXPECT_EQ(target, 4);
}

TEST(Clock, GoesForward) {
  const long long before = cw::clock64();
  volatile double x = 1.0;
  for (int i = 0; i < 1000; ++i)
    x = std::sqrt(x + i);
  EXPECT_GT(cw::clock64(), before);
}

} // namespace
