// Device intrinsics and mathematics that C++ lacks, as plain functions for
// backends without native ones.
//
//   int bits = cw::popc(mask);
//   float y = cw::fadd_ru(a, b);
//   int nearest = cw::float2int_rn(y);
//   double z = cw::sinpi(0.5);
//
// Meanings: CUDA C++ Programming Guide, section "Mathematical Functions", and
// CUDA Math API Reference. Where these say nothing (conversions of NaN,
// rounding of averages), the PTX ISA instruction of the function applies.
// Rounded arithmetic sets the rounding mode around one operation. Its operands
// and result are volatile, so no compiler can move it out. Rounded conversions
// need no mode: they convert, compare exactly, and correct the result.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_INTRINSICS_H
#define CW_INTRINSICS_H

#include <cw/cpu/block.h>
#include <cw/vector_types.h>

#include <cfenv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <limits>
#include <type_traits>

namespace cw {

namespace detail {

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

template <class T> inline T opaque(T value) {
  volatile T copy = value;
  return copy;
}

// A value that the compiler must not fuse with the operation that consumes it.
template <class T> inline T unfused(T value) {
#if defined(__clang__) || !defined(__GNUC__) || __GNUC__ < 12
#if defined(__x86_64__)
  __asm__("" : "+x"(value));
  return value;
#elif defined(__aarch64__)
  __asm__("" : "+w"(value));
  return value;
#else
  return opaque(value);
#endif
#else
  return __builtin_assoc_barrier(value);
#endif
}

// Sets a rounding mode of <cfenv> for the lifetime of the object.
template <int Mode> class Rounding {
public:
#if defined(__x86_64__)
  // The C library also sets the mode of the x87 unit. That takes several times
  // as long and does not affect float and double.
  Rounding() : saved_(__builtin_ia32_stmxcsr()) {
    constexpr unsigned mode = Mode == FE_DOWNWARD ? 1
                              : Mode == FE_UPWARD ? 2
                                                  : 3;
    __builtin_ia32_ldmxcsr((saved_ & ~0x6000u) | mode << 13);
  }
  ~Rounding() { __builtin_ia32_ldmxcsr(saved_); }

private:
  unsigned saved_;
#else
  Rounding() : saved_(std::fegetround()) { std::fesetround(Mode); }
  ~Rounding() { std::fesetround(saved_); }

private:
  int saved_;
#endif
};

template <int Mode, class Operation, class... T>
inline auto rounded(Operation operation, T... operands) {
  if constexpr (Mode == FE_TONEAREST) {
    return unfused(operation(operands...));
  } else {
    Rounding<Mode> rounding;
    volatile auto result = operation(opaque(operands)...);
    return +result;
  }
}

template <class T> constexpr bool is_nan(T x) { return x != x; }

// A value out of range becomes the nearest limit. NaN becomes 0, or the top bit
// alone if either type has 64 bits (PTX ISA, instruction cvt).
template <class Integer, class Real> inline Integer saturating_cast(Real x) {
  using Limits = std::numeric_limits<Integer>;
  constexpr Real beyond = Real(Integer(1) << (Limits::digits - 1)) * 2;
  if (is_nan(x))
    return sizeof(Integer) == 8 || sizeof(Real) == 8
               ? Integer(std::make_unsigned_t<Integer>(1)
                         << (sizeof(Integer) * 8 - 1))
               : Integer(0);
  if (x >= beyond)
    return Limits::max();
  if (x < Real(Limits::min()))
    return Limits::min();
  return Integer(x);
}

// Rounds `exact`, a value of From, in direction Mode to a To. Wide represents
// the values of both types exactly, for the comparison.
template <class To, class Wide, int Mode, class From>
inline To rounded_cast(From exact) {
  const To nearest = To(exact);
  if constexpr (Mode == FE_TONEAREST) {
    return nearest;
  } else {
    constexpr To infinity = std::numeric_limits<To>::infinity();
    const bool down =
        Mode == FE_DOWNWARD || (Mode == FE_TOWARDZERO && exact > From(0));
    if (down)
      return Wide(nearest) > Wide(exact) ? std::nextafter(nearest, -infinity)
                                         : nearest;
    return Wide(nearest) < Wide(exact) ? std::nextafter(nearest, infinity)
                                       : nearest;
  }
}

} // namespace detail

// --- Reinterpretation ---

constexpr int float_as_int(float x) { return __builtin_bit_cast(int, x); }
constexpr unsigned float_as_uint(float x) {
  return __builtin_bit_cast(unsigned, x);
}
constexpr float int_as_float(int x) { return __builtin_bit_cast(float, x); }
constexpr float uint_as_float(unsigned x) {
  return __builtin_bit_cast(float, x);
}
constexpr long long double_as_longlong(double x) {
  return __builtin_bit_cast(long long, x);
}
constexpr double longlong_as_double(long long x) {
  return __builtin_bit_cast(double, x);
}
constexpr int double2hiint(double x) {
  return int(double_as_longlong(x) >> 32);
}
constexpr int double2loint(double x) { return int(double_as_longlong(x)); }
constexpr double hiloint2double(int hi, int lo) {
  return __builtin_bit_cast(double, std::uint64_t(std::uint32_t(hi)) << 32 |
                                        std::uint32_t(lo));
}

// --- Conversions with a stated rounding ---

#define CW_REAL_TO_INTEGER(REAL, NAME, INTEGER)                                \
  inline INTEGER REAL##2##NAME##_rn(REAL x) {                                  \
    return detail::saturating_cast<INTEGER>(std::nearbyint(x));                \
  }                                                                            \
  inline INTEGER REAL##2##NAME##_rz(REAL x) {                                  \
    return detail::saturating_cast<INTEGER>(std::trunc(x));                    \
  }                                                                            \
  inline INTEGER REAL##2##NAME##_ru(REAL x) {                                  \
    return detail::saturating_cast<INTEGER>(std::ceil(x));                     \
  }                                                                            \
  inline INTEGER REAL##2##NAME##_rd(REAL x) {                                  \
    return detail::saturating_cast<INTEGER>(std::floor(x));                    \
  }
CW_REAL_TO_INTEGER(float, int, int)
CW_REAL_TO_INTEGER(float, uint, unsigned int)
CW_REAL_TO_INTEGER(float, ll, long long)
CW_REAL_TO_INTEGER(float, ull, unsigned long long)
CW_REAL_TO_INTEGER(double, int, int)
CW_REAL_TO_INTEGER(double, uint, unsigned int)
CW_REAL_TO_INTEGER(double, ll, long long)
CW_REAL_TO_INTEGER(double, ull, unsigned long long)
#undef CW_REAL_TO_INTEGER

#define CW_ROUNDED_CAST(FROM, NAME, TO, WIDE)                                  \
  inline TO NAME##_rn(FROM x) {                                                \
    return detail::rounded_cast<TO, WIDE, FE_TONEAREST>(x);                    \
  }                                                                            \
  inline TO NAME##_rz(FROM x) {                                                \
    return detail::rounded_cast<TO, WIDE, FE_TOWARDZERO>(x);                   \
  }                                                                            \
  inline TO NAME##_ru(FROM x) {                                                \
    return detail::rounded_cast<TO, WIDE, FE_UPWARD>(x);                       \
  }                                                                            \
  inline TO NAME##_rd(FROM x) {                                                \
    return detail::rounded_cast<TO, WIDE, FE_DOWNWARD>(x);                     \
  }
CW_ROUNDED_CAST(double, double2float, float, double)
CW_ROUNDED_CAST(int, int2float, float, detail::int128)
CW_ROUNDED_CAST(unsigned int, uint2float, float, detail::int128)
CW_ROUNDED_CAST(long long, ll2float, float, detail::int128)
CW_ROUNDED_CAST(unsigned long long, ull2float, float, detail::int128)
CW_ROUNDED_CAST(long long, ll2double, double, detail::int128)
CW_ROUNDED_CAST(unsigned long long, ull2double, double, detail::int128)
#undef CW_ROUNDED_CAST
constexpr double int2double_rn(int x) { return x; }
constexpr double uint2double_rn(unsigned int x) { return x; }

// --- Arithmetic with a stated rounding ---

#define CW_ROUNDED_OPERATIONS(P, T, FMA, SUFFIX, MODE)                         \
  inline T P##add_##SUFFIX(T x, T y) {                                         \
    return detail::rounded<MODE>([](T a, T b) { return a + b; }, x, y);        \
  }                                                                            \
  inline T P##sub_##SUFFIX(T x, T y) {                                         \
    return detail::rounded<MODE>([](T a, T b) { return a - b; }, x, y);        \
  }                                                                            \
  inline T P##mul_##SUFFIX(T x, T y) {                                         \
    return detail::rounded<MODE>([](T a, T b) { return a * b; }, x, y);        \
  }                                                                            \
  inline T P##div_##SUFFIX(T x, T y) {                                         \
    return detail::rounded<MODE>([](T a, T b) { return a / b; }, x, y);        \
  }                                                                            \
  inline T P##rcp_##SUFFIX(T x) {                                              \
    return detail::rounded<MODE>([](T a) { return T(1) / a; }, x);             \
  }                                                                            \
  inline T P##sqrt_##SUFFIX(T x) {                                             \
    return detail::rounded<MODE>([](T a) { return std::sqrt(a); }, x);         \
  }                                                                            \
  inline T FMA##_##SUFFIX(T x, T y, T z) {                                     \
    return detail::rounded<MODE>(                                              \
        [](T a, T b, T c) { return std::fma(a, b, c); }, x, y, z);             \
  }
CW_ROUNDED_OPERATIONS(f, float, fmaf, rn, FE_TONEAREST)
CW_ROUNDED_OPERATIONS(f, float, fmaf, rz, FE_TOWARDZERO)
CW_ROUNDED_OPERATIONS(f, float, fmaf, ru, FE_UPWARD)
CW_ROUNDED_OPERATIONS(f, float, fmaf, rd, FE_DOWNWARD)
CW_ROUNDED_OPERATIONS(d, double, fma, rn, FE_TONEAREST)
CW_ROUNDED_OPERATIONS(d, double, fma, rz, FE_TOWARDZERO)
CW_ROUNDED_OPERATIONS(d, double, fma, ru, FE_UPWARD)
CW_ROUNDED_OPERATIONS(d, double, fma, rd, FE_DOWNWARD)
#undef CW_ROUNDED_OPERATIONS

// The forms that keep subnormal numbers with any compiler flags; here all forms
// do.
inline float fmaf_ieee_rn(float x, float y, float z) {
  return fmaf_rn(x, y, z);
}
inline float fmaf_ieee_rz(float x, float y, float z) {
  return fmaf_rz(x, y, z);
}
inline float fmaf_ieee_ru(float x, float y, float z) {
  return fmaf_ru(x, y, z);
}
inline float fmaf_ieee_rd(float x, float y, float z) {
  return fmaf_rd(x, y, z);
}

// 1/sqrt(x) in double has 53 bits. That is enough: rounding it again to 24 bits
// is correct for every float.
inline float frsqrt_rn(float x) { return float(1.0 / std::sqrt(double(x))); }

constexpr float saturatef(float x) {
  return x > 0.0f ? (x < 1.0f ? x : 1.0f) : 0.0f; // NaN becomes 0
}

// --- Minimum and maximum ---

// CUDA's overloads: mixed signedness gives unsigned, float with double gives
// double.
#define CW_INTEGER_MIN_MAX(RESULT, A, B)                                       \
  constexpr RESULT min(A a, B b) { return (RESULT)a < (RESULT)b ? a : b; }     \
  constexpr RESULT max(A a, B b) { return (RESULT)a > (RESULT)b ? a : b; }
#define CW_INTEGER_MIN_MAX_SET(SIGNED, UNSIGNED)                               \
  CW_INTEGER_MIN_MAX(SIGNED, SIGNED, SIGNED)                                   \
  CW_INTEGER_MIN_MAX(UNSIGNED, UNSIGNED, UNSIGNED)                             \
  CW_INTEGER_MIN_MAX(UNSIGNED, SIGNED, UNSIGNED)                               \
  CW_INTEGER_MIN_MAX(UNSIGNED, UNSIGNED, SIGNED)
CW_INTEGER_MIN_MAX_SET(int, unsigned int)
CW_INTEGER_MIN_MAX_SET(long, unsigned long)
CW_INTEGER_MIN_MAX_SET(long long, unsigned long long)
#undef CW_INTEGER_MIN_MAX_SET
#undef CW_INTEGER_MIN_MAX

// Like fmin and fmax, they prefer a number to NaN.
#define CW_REAL_MIN_MAX(RESULT, A, B)                                          \
  constexpr RESULT min(A a, B b) {                                             \
    return RESULT(a) < RESULT(b) || detail::is_nan(b) ? RESULT(a) : RESULT(b); \
  }                                                                            \
  constexpr RESULT max(A a, B b) {                                             \
    return RESULT(a) > RESULT(b) || detail::is_nan(b) ? RESULT(a) : RESULT(b); \
  }
CW_REAL_MIN_MAX(float, float, float)
CW_REAL_MIN_MAX(double, double, double)
CW_REAL_MIN_MAX(double, float, double)
CW_REAL_MIN_MAX(double, double, float)
#undef CW_REAL_MIN_MAX

constexpr unsigned umin(unsigned a, unsigned b) { return min(a, b); }
constexpr unsigned umax(unsigned a, unsigned b) { return max(a, b); }
constexpr long long llmin(long long a, long long b) { return min(a, b); }
constexpr long long llmax(long long a, long long b) { return max(a, b); }
constexpr unsigned long long ullmin(unsigned long long a,
                                    unsigned long long b) {
  return min(a, b);
}
constexpr unsigned long long ullmax(unsigned long long a,
                                    unsigned long long b) {
  return max(a, b);
}

// --- Integers ---

constexpr int popc(unsigned x) { return __builtin_popcount(x); }
constexpr int popcll(unsigned long long x) { return __builtin_popcountll(x); }
constexpr int clz(int x) { return x == 0 ? 32 : __builtin_clz(unsigned(x)); }
constexpr int clzll(long long x) {
  return x == 0 ? 64 : __builtin_clzll((unsigned long long)x);
}
constexpr int ffs(int x) { return __builtin_ffs(x); }
constexpr int ffsll(long long x) { return __builtin_ffsll(x); }

constexpr unsigned long long brevll(unsigned long long x) {
  x = (x >> 1 & 0x5555555555555555u) | (x & 0x5555555555555555u) << 1;
  x = (x >> 2 & 0x3333333333333333u) | (x & 0x3333333333333333u) << 2;
  x = (x >> 4 & 0x0f0f0f0f0f0f0f0fu) | (x & 0x0f0f0f0f0f0f0f0fu) << 4;
  return __builtin_bswap64(x);
}
constexpr unsigned brev(unsigned x) { return unsigned(brevll(x) >> 32); }

// The position of the |offset|-th set bit, counted from `base` upwards if
// offset is positive, and downwards if it is negative. With offset 0 only
// `base` itself counts. All ones if there is no such bit.
constexpr unsigned fns(unsigned mask, unsigned base, int offset) {
  const int step = offset < 0 ? -1 : 1;
  int wanted = offset == 0 ? 1 : offset * step;
  for (int bit = int(base); bit >= 0 && bit < 32; bit += step) {
    if ((mask >> bit & 1u) != 0 && --wanted == 0)
      return unsigned(bit);
    if (offset == 0)
      break;
  }
  return ~0u;
}

// Four of the eight bytes in y:x. The low three bits of each nibble of the
// selector select a byte.
constexpr unsigned byte_perm(unsigned x, unsigned y, unsigned selector) {
  const std::uint64_t bytes = std::uint64_t(y) << 32 | x;
  unsigned result = 0;
  for (int i = 0; i < 4; ++i)
    result |= unsigned(bytes >> (8 * (selector >> (4 * i) & 7)) & 0xff)
              << (8 * i);
  return result;
}

constexpr unsigned funnelshift_l(unsigned lo, unsigned hi, unsigned shift) {
  return unsigned(((std::uint64_t(hi) << 32 | lo) << (shift & 31)) >> 32);
}
constexpr unsigned funnelshift_lc(unsigned lo, unsigned hi, unsigned shift) {
  return unsigned(((std::uint64_t(hi) << 32 | lo) << umin(shift, 32)) >> 32);
}
constexpr unsigned funnelshift_r(unsigned lo, unsigned hi, unsigned shift) {
  return unsigned((std::uint64_t(hi) << 32 | lo) >> (shift & 31));
}
constexpr unsigned funnelshift_rc(unsigned lo, unsigned hi, unsigned shift) {
  return unsigned((std::uint64_t(hi) << 32 | lo) >> umin(shift, 32));
}

namespace detail {
constexpr std::int64_t low24(int x) {
  return std::int32_t(std::uint32_t(x) << 8) >> 8;
}
} // namespace detail
constexpr int mul24(int x, int y) {
  return int(detail::low24(x) * detail::low24(y));
}
constexpr unsigned umul24(unsigned x, unsigned y) {
  return (x & 0xffffffu) * (y & 0xffffffu);
}
constexpr int mulhi(int x, int y) { return int((std::int64_t(x) * y) >> 32); }
constexpr unsigned umulhi(unsigned x, unsigned y) {
  return unsigned((std::uint64_t(x) * y) >> 32);
}
constexpr long long mul64hi(long long x, long long y) {
  return (long long)((detail::int128(x) * y) >> 64);
}
constexpr unsigned long long umul64hi(unsigned long long x,
                                      unsigned long long y) {
  return (unsigned long long)((detail::uint128(x) * y) >> 64);
}

constexpr unsigned usad(unsigned x, unsigned y, unsigned z) {
  return (x < y ? y - x : x - y) + z;
}
constexpr unsigned sad(int x, int y, unsigned z) {
  return (x < y ? unsigned(y) - unsigned(x) : unsigned(x) - unsigned(y)) + z;
}
constexpr int hadd(int x, int y) { return int((std::int64_t(x) + y) >> 1); }
constexpr int rhadd(int x, int y) {
  return int((std::int64_t(x) + y + 1) >> 1);
}
constexpr unsigned uhadd(unsigned x, unsigned y) {
  return unsigned((std::uint64_t(x) + y) >> 1);
}
constexpr unsigned urhadd(unsigned x, unsigned y) {
  return unsigned((std::uint64_t(x) + y + 1) >> 1);
}

// --- Dot products of small integers ---

namespace detail {
template <class Byte, class Word> constexpr Word dot4(Word a, Word b, Word c) {
  std::uint32_t sum = std::uint32_t(c);
  for (int i = 0; i < 32; i += 8)
    sum += std::uint32_t(Word(Byte(std::uint32_t(a) >> i)) *
                         Word(Byte(std::uint32_t(b) >> i)));
  return Word(sum);
}
// Multiplies the halves of a by two bytes of b, starting at byte `first`.
template <class Half, class Byte, class Word>
constexpr Word dot2(Word a, Word b, Word c, int first) {
  std::uint32_t sum = std::uint32_t(c);
  for (int i = 0; i < 2; ++i)
    sum += std::uint32_t(Word(Half(std::uint32_t(a) >> (16 * i))) *
                         Word(Byte(std::uint32_t(b) >> (8 * (first + i)))));
  return Word(sum);
}
} // namespace detail

constexpr int dp4a(int a, int b, int c) {
  return detail::dot4<std::int8_t>(a, b, c);
}
constexpr unsigned dp4a(unsigned a, unsigned b, unsigned c) {
  return detail::dot4<std::uint8_t>(a, b, c);
}
constexpr int dp4a(char4 a, char4 b, int c) {
  return a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w + c;
}
constexpr unsigned dp4a(uchar4 a, uchar4 b, unsigned c) {
  return unsigned(a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w) + c;
}
constexpr int dp2a_lo(int a, int b, int c) {
  return detail::dot2<std::int16_t, std::int8_t>(a, b, c, 0);
}
constexpr int dp2a_hi(int a, int b, int c) {
  return detail::dot2<std::int16_t, std::int8_t>(a, b, c, 2);
}
constexpr unsigned dp2a_lo(unsigned a, unsigned b, unsigned c) {
  return detail::dot2<std::uint16_t, std::uint8_t>(a, b, c, 0);
}
constexpr unsigned dp2a_hi(unsigned a, unsigned b, unsigned c) {
  return detail::dot2<std::uint16_t, std::uint8_t>(a, b, c, 2);
}
constexpr int dp2a_lo(short2 a, char4 b, int c) {
  return a.x * b.x + a.y * b.y + c;
}
constexpr int dp2a_hi(short2 a, char4 b, int c) {
  return a.x * b.z + a.y * b.w + c;
}
constexpr unsigned dp2a_lo(ushort2 a, uchar4 b, unsigned c) {
  return unsigned(a.x) * b.x + unsigned(a.y) * b.y + c;
}
constexpr unsigned dp2a_hi(ushort2 a, uchar4 b, unsigned c) {
  return unsigned(a.x) * b.z + unsigned(a.y) * b.w + c;
}

// --- Two halfwords or four bytes in one word ---

namespace detail {

// Applies op to the lanes of the words, and truncates each result to the lane's
// width.
template <class Lane, class Operation, class... Word>
constexpr unsigned per_lane(Operation op, Word... words) {
  constexpr int bits = sizeof(Lane) * 8;
  unsigned result = 0;
  for (int shift = 0; shift < 32; shift += bits)
    result |=
        unsigned(std::make_unsigned_t<Lane>(op(int(Lane(words >> shift))...)))
        << shift;
  return result;
}
template <class Lane, class Operation>
constexpr unsigned sum_of_lanes(Operation op, unsigned a, unsigned b) {
  constexpr int bits = sizeof(Lane) * 8;
  unsigned sum = 0;
  for (int shift = 0; shift < 32; shift += bits)
    sum += unsigned(op(int(Lane(a >> shift)), int(Lane(b >> shift))));
  return sum;
}
template <class Lane> constexpr int saturated(int x) {
  constexpr int low = std::numeric_limits<Lane>::min(),
                high = std::numeric_limits<Lane>::max();
  return x < low ? low : x > high ? high : x;
}
constexpr int distance(int a, int b) { return a < b ? b - a : a - b; }

} // namespace detail

#define CW_LANES_1(NAME, LANE, EXPRESSION)                                     \
  constexpr unsigned NAME(unsigned a) {                                        \
    using Lane [[maybe_unused]] = LANE;                                        \
    return detail::per_lane<LANE>([](int x) { return EXPRESSION; }, a);        \
  }
#define CW_LANES_2(NAME, LANE, EXPRESSION)                                     \
  constexpr unsigned NAME(unsigned a, unsigned b) {                            \
    using Lane [[maybe_unused]] = LANE;                                        \
    return detail::per_lane<LANE>([](int x, int y) { return EXPRESSION; }, a,  \
                                  b);                                          \
  }
#define CW_LANES_3(NAME, LANE, EXPRESSION)                                     \
  constexpr unsigned NAME(unsigned a, unsigned b, unsigned c) {                \
    using Lane [[maybe_unused]] = LANE;                                        \
    return detail::per_lane<LANE>(                                             \
        [](int x, int y, int z) { return EXPRESSION; }, a, b, c);              \
  }
#define CW_COMPARE(NAME, LANE, OP)                                             \
  CW_LANES_2(vcmp##NAME, LANE, x OP y ? -1 : 0)                                \
  CW_LANES_2(vset##NAME, LANE, x OP y ? 1 : 0)

#define CW_SIMD(N, S, U) /* lanes in a word, their signed and unsigned type */ \
  CW_LANES_1(vabs##N, S, x < 0 ? -x : x)                                       \
  CW_LANES_1(vabsss##N, S, detail::saturated<Lane>(x < 0 ? -x : x))            \
  CW_LANES_1(vneg##N, S, -x)                                                   \
  CW_LANES_1(vnegss##N, S, detail::saturated<Lane>(-x))                        \
  CW_LANES_2(vadd##N, U, x + y)                                                \
  CW_LANES_2(vaddss##N, S, detail::saturated<Lane>(x + y))                     \
  CW_LANES_2(vaddus##N, U, detail::saturated<Lane>(x + y))                     \
  CW_LANES_2(vsub##N, U, x - y)                                                \
  CW_LANES_2(vsubss##N, S, detail::saturated<Lane>(x - y))                     \
  CW_LANES_2(vsubus##N, U, detail::saturated<Lane>(x - y))                     \
  CW_LANES_2(vabsdiffs##N, S, detail::distance(x, y))                          \
  CW_LANES_2(vabsdiffu##N, U, detail::distance(x, y))                          \
  CW_LANES_2(vavgs##N, S, x + y >= 0 ? (x + y + 1) >> 1 : (x + y) >> 1)        \
  CW_LANES_2(vavgu##N, U, (x + y + 1) >> 1)                                    \
  CW_LANES_2(vhaddu##N, U, (x + y) >> 1)                                       \
  CW_LANES_2(vmaxs##N, S, x < y ? y : x)                                       \
  CW_LANES_2(vmaxu##N, U, x < y ? y : x)                                       \
  CW_LANES_2(vmins##N, S, y < x ? y : x)                                       \
  CW_LANES_2(vminu##N, U, y < x ? y : x)                                       \
  CW_COMPARE(eq##N, U, ==)                                                     \
  CW_COMPARE(ne##N, U, !=)                                                     \
  CW_COMPARE(ges##N, S, >=)                                                    \
  CW_COMPARE(geu##N, U, >=)                                                    \
  CW_COMPARE(gts##N, S, >)                                                     \
  CW_COMPARE(gtu##N, U, >)                                                     \
  CW_COMPARE(les##N, S, <=)                                                    \
  CW_COMPARE(leu##N, U, <=)                                                    \
  CW_COMPARE(lts##N, S, <)                                                     \
  CW_COMPARE(ltu##N, U, <)                                                     \
  constexpr unsigned vsads##N(unsigned a, unsigned b) {                        \
    return detail::sum_of_lanes<S>(detail::distance, a, b);                    \
  }                                                                            \
  constexpr unsigned vsadu##N(unsigned a, unsigned b) {                        \
    return detail::sum_of_lanes<U>(detail::distance, a, b);                    \
  }
CW_SIMD(2, std::int16_t, std::uint16_t)
CW_SIMD(4, std::int8_t, std::uint8_t)
#undef CW_SIMD
#undef CW_COMPARE

// PTX ISA, "Integer Arithmetic Instructions" and "Logic and Shift
// Instructions": bfind, bfe and bfi of 32 bits.
constexpr unsigned find_msb(unsigned x) {
  return x == 0 ? ~0u : 31u - unsigned(clz(int(x)));
}
constexpr unsigned extract_bits(unsigned x, unsigned start, unsigned count) {
  start &= 255, count &= 255;
  const unsigned shifted = start < 32 ? x >> start : 0;
  return count < 32 ? shifted & ((1u << count) - 1) : shifted;
}
constexpr unsigned insert_bits(unsigned bits, unsigned x, unsigned start,
                               unsigned count) {
  start &= 255, count &= 255;
  if (start >= 32)
    return x;
  const unsigned mask = (count < 32 ? (1u << count) - 1 : ~0u) << start;
  return (x & ~mask) | (bits << start & mask);
}

constexpr unsigned usad4(unsigned a, unsigned b, unsigned c) {
  return vsadu4(a, b) + c;
}

// Minimum and maximum of two or three numbers, or of a sum, optionally clamped
// at zero ("relu"), on words and on halfwords.
#define CW_EXTREMA(MAX, BETTER)                                                \
  constexpr int vi##MAX##3_s32(int a, int b, int c) {                          \
    return MAX(MAX(a, b), c);                                                  \
  }                                                                            \
  constexpr int vi##MAX##3_s32_relu(int a, int b, int c) {                     \
    return max(MAX(MAX(a, b), c), 0);                                          \
  }                                                                            \
  constexpr unsigned vi##MAX##3_u32(unsigned a, unsigned b, unsigned c) {      \
    return MAX(MAX(a, b), c);                                                  \
  }                                                                            \
  constexpr int vi##MAX##_s32_relu(int a, int b) { return max(MAX(a, b), 0); } \
  constexpr int viadd##MAX##_s32(int a, int b, int c) {                        \
    return MAX(int(unsigned(a) + unsigned(b)), c);                             \
  }                                                                            \
  constexpr int viadd##MAX##_s32_relu(int a, int b, int c) {                   \
    return max(viadd##MAX##_s32(a, b, c), 0);                                  \
  }                                                                            \
  constexpr unsigned viadd##MAX##_u32(unsigned a, unsigned b, unsigned c) {    \
    return MAX(a + b, c);                                                      \
  }                                                                            \
  CW_LANES_3(vi##MAX##3_s16x2, std::int16_t, MAX(MAX(x, y), z))                \
  CW_LANES_3(vi##MAX##3_s16x2_relu, std::int16_t, max(MAX(MAX(x, y), z), 0))   \
  CW_LANES_3(vi##MAX##3_u16x2, std::uint16_t, MAX(MAX(x, y), z))               \
  CW_LANES_2(vi##MAX##_s16x2_relu, std::int16_t, max(MAX(x, y), 0))            \
  CW_LANES_3(viadd##MAX##_s16x2, std::int16_t, MAX(int(Lane(x + y)), z))       \
  CW_LANES_3(viadd##MAX##_s16x2_relu, std::int16_t,                            \
             max(MAX(int(Lane(x + y)), z), 0))                                 \
  CW_LANES_3(viadd##MAX##_u16x2, std::uint16_t, MAX(int(Lane(x + y)), z))      \
  constexpr int vib##MAX##_s32(int a, int b, bool *first) {                    \
    *first = a BETTER b;                                                       \
    return MAX(a, b);                                                          \
  }                                                                            \
  constexpr unsigned vib##MAX##_u32(unsigned a, unsigned b, bool *first) {     \
    *first = a BETTER b;                                                       \
    return MAX(a, b);                                                          \
  }                                                                            \
  constexpr unsigned vib##MAX##_s16x2(unsigned a, unsigned b, bool *first_hi,  \
                                      bool *first_lo) {                        \
    *first_hi = std::int16_t(a >> 16) BETTER std::int16_t(b >> 16);            \
    *first_lo = std::int16_t(a) BETTER std::int16_t(b);                        \
    return v##MAX##s2(a, b);                                                   \
  }                                                                            \
  constexpr unsigned vib##MAX##_u16x2(unsigned a, unsigned b, bool *first_hi,  \
                                      bool *first_lo) {                        \
    *first_hi = std::uint16_t(a >> 16) BETTER std::uint16_t(b >> 16);          \
    *first_lo = std::uint16_t(a) BETTER std::uint16_t(b);                      \
    return v##MAX##u2(a, b);                                                   \
  }
CW_EXTREMA(max, >=)
CW_EXTREMA(min, <=)
#undef CW_EXTREMA
#undef CW_LANES_1
#undef CW_LANES_2
#undef CW_LANES_3

// --- Memory access with a caching hint, which has no effect here ---

template <class T> inline T ldg(const T *p) { return *p; }
template <class T> inline T ldca(const T *p) { return *p; }
template <class T> inline T ldcg(const T *p) { return *p; }
template <class T> inline T ldcs(const T *p) { return *p; }
template <class T> inline T ldlu(const T *p) { return *p; }
// Never cached: each call reads memory again.
template <class T> inline T ldcv(const T *p) {
  __asm__ __volatile__("" ::: "memory");
  return *p;
}
template <class T> inline void stwb(T *p, T value) { *p = value; }
template <class T> inline void stcg(T *p, T value) { *p = value; }
template <class T> inline void stcs(T *p, T value) { *p = value; }
template <class T> inline void stwt(T *p, T value) {
  *p = value;
  __asm__ __volatile__("" ::: "memory");
}

// A counter of the processor that runs the thread. It ticks at the device's
// clockRate; only differences are meaningful.
inline long long clock64() {
  // Threads that wait for time to pass wait together, as on a GPU.
  cpu::spin_hint(8);
#if defined(__x86_64__)
  return (long long)__builtin_ia32_rdtsc();
#else
  return std::chrono::steady_clock::now().time_since_epoch().count();
#endif
}
inline clock_t clock() { return clock_t(clock64()); }
// Nanoseconds since an unspecified time, the same for the whole device.
inline unsigned long long global_timer() {
  cpu::spin_hint(8);
  return (unsigned long long)
      std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
          .count();
}

// --- Mathematics ---

inline double fdivide(double x, double y) { return x / y; }
inline float fdividef(float x, float y) { return x / y; }
inline double rsqrt(double x) { return 1.0 / std::sqrt(x); }
inline float rsqrtf(float x) { return float(1.0 / std::sqrt(double(x))); }
inline double rcbrt(double x) { return 1.0 / std::cbrt(x); }
inline float rcbrtf(float x) { return float(1.0 / std::cbrt(double(x))); }
inline double exp10(double x) { return std::pow(10.0, x); }
inline float exp10f(float x) { return float(std::pow(10.0, double(x))); }

inline void sincos(double x, double *sine, double *cosine) {
  *sine = std::sin(x);
  *cosine = std::cos(x);
}
inline void sincosf(float x, float *sine, float *cosine) {
  *sine = std::sin(x);
  *cosine = std::cos(x);
}

namespace detail {
inline constexpr double pi = 3.14159265358979323846;
inline constexpr double two_over_sqrt_pi = 1.12837916709551257390;
} // namespace detail

// The argument is reduced exactly before the multiplication by pi, so multiples
// of 1/2 give exact results.
inline double sinpi(double x) {
  double turn = std::remainder(x, 2.0); // [-1, 1]
  if (std::fabs(turn) > 0.5)
    turn = std::copysign(1.0, turn) - turn;
  const double part = std::fabs(turn);
  if (part == 0.0)
    return std::copysign(0.0, x);
  return std::copysign(part <= 0.25 ? std::sin(detail::pi * part)
                                    : std::cos(detail::pi * (0.5 - part)),
                       turn);
}
inline double cospi(double x) {
  const double turn = std::fabs(std::remainder(x, 2.0)); // [0, 1]
  if (turn <= 0.25)
    return std::cos(detail::pi * turn);
  if (turn < 0.75)
    return std::sin(detail::pi * (0.5 - turn));
  return -std::cos(detail::pi * (1.0 - turn));
}
inline double tanpi(double x) { return sinpi(x) / cospi(x); }
inline float tanpif(float x) { return float(tanpi(double(x))); }
inline float sinpif(float x) { return float(sinpi(double(x))); }
inline float cospif(float x) { return float(cospi(double(x))); }
inline void sincospi(double x, double *sine, double *cosine) {
  *sine = sinpi(x);
  *cosine = cospi(x);
}
inline void sincospif(float x, float *sine, float *cosine) {
  *sine = sinpif(x);
  *cosine = cospif(x);
}

// Euclidean norms without intermediate overflow. If an element is infinite, the
// result is infinite, even with NaN elements.
inline double norm(int count, const double *elements) {
  double largest = 0.0;
  bool nan = false;
  for (int i = 0; i < count; ++i) {
    largest = std::fmax(largest, std::fabs(elements[i]));
    nan = nan || detail::is_nan(elements[i]);
  }
  if (nan && largest != std::numeric_limits<double>::infinity())
    return std::numeric_limits<double>::quiet_NaN();
  if (largest == 0.0 || largest == std::numeric_limits<double>::infinity())
    return largest;
  const int exponent = std::ilogb(largest);
  double sum = 0.0;
  for (int i = 0; i < count; ++i) {
    const double scaled = std::scalbn(elements[i], -exponent);
    sum += scaled * scaled;
  }
  return std::scalbn(std::sqrt(sum), exponent);
}
inline double norm3d(double a, double b, double c) {
  const double elements[] = {a, b, c};
  return norm(3, elements);
}
inline double norm4d(double a, double b, double c, double d) {
  const double elements[] = {a, b, c, d};
  return norm(4, elements);
}
inline double rnorm(int count, const double *elements) {
  return 1.0 / norm(count, elements);
}
inline double rnorm3d(double a, double b, double c) {
  return 1.0 / norm3d(a, b, c);
}
inline double rnorm4d(double a, double b, double c, double d) {
  return 1.0 / norm4d(a, b, c, d);
}
inline double rhypot(double a, double b) { return 1.0 / std::hypot(a, b); }

namespace detail {
inline double norm_of_floats(int count, const float *elements) {
  double sum = 0.0;
  bool infinite = false;
  for (int i = 0; i < count; ++i) {
    sum += double(elements[i]) * elements[i];
    infinite = infinite ||
               std::fabs(elements[i]) == std::numeric_limits<float>::infinity();
  }
  return infinite ? std::numeric_limits<double>::infinity() : std::sqrt(sum);
}
} // namespace detail
inline float normf(int count, const float *elements) {
  return float(detail::norm_of_floats(count, elements));
}
inline float norm3df(float a, float b, float c) {
  const float elements[] = {a, b, c};
  return normf(3, elements);
}
inline float norm4df(float a, float b, float c, float d) {
  const float elements[] = {a, b, c, d};
  return normf(4, elements);
}
inline float rnormf(int count, const float *elements) {
  return float(1.0 / detail::norm_of_floats(count, elements));
}
inline float rnorm3df(float a, float b, float c) {
  const float elements[] = {a, b, c};
  return rnormf(3, elements);
}
inline float rnorm4df(float a, float b, float c, float d) {
  const float elements[] = {a, b, c, d};
  return rnormf(4, elements);
}
inline float rhypotf(float a, float b) {
  const float elements[] = {a, b};
  return rnormf(2, elements);
}

// exp(x * x) * erfc(x): the product if both factors are in range, otherwise the
// asymptotic series.
inline double erfcx(double x) {
  if (x < 10.0) {
    const double square = x * x, rest = std::fma(x, x, -square);
    return std::exp(square) * (1.0 + rest) * std::erfc(x);
  }
  const double t = 0.5 / (x * x);
  double term = 1.0, sum = 1.0;
  for (int n = 1; n < 30 && std::fabs(term) > 1e-17; ++n) {
    term *= -(2 * n - 1) * t;
    sum += term;
  }
  return 0.5 * detail::two_over_sqrt_pi / x * sum;
}
inline float erfcxf(float x) { return float(erfcx(double(x))); }

namespace detail {

// The y >= 0 with erfc(y) = q, for 0 < q <= 1. Starts with Winitzki's closed
// approximation. Near the middle it uses Halley's iteration; in the tail
// Newton's iteration on the logarithm, because there erfc is too curved and
// finally subnormal.
inline double positive_erfcinv(double q) {
  const double a = 0.147;
  const double log_q = std::log(q), log_product = log_q + std::log(2.0 - q);
  const double half = 2.0 / (pi * a) + 0.5 * log_product;
  double y = std::sqrt(std::sqrt(half * half - log_product / a) - half);
  for (int i = 0; i < 4; ++i) {
    if (y < 1.0) {
      const double step =
          (std::erfc(y) - q) / (two_over_sqrt_pi * std::exp(-y * y));
      y += step / (1.0 + y * step);
    } else {
      const double scaled = erfcx(y);
      y += (std::log(scaled) - y * y - log_q) * scaled / two_over_sqrt_pi;
    }
  }
  return y;
}

} // namespace detail

inline double erfcinv(double q) {
  if (!(q >= 0.0 && q <= 2.0))
    return std::numeric_limits<double>::quiet_NaN();
  if (q == 0.0)
    return std::numeric_limits<double>::infinity();
  if (q == 2.0)
    return -std::numeric_limits<double>::infinity();
  if (q > 1.0)
    return q == 1.0 ? 0.0 : -detail::positive_erfcinv(2.0 - q);
  return q == 1.0 ? 0.0 : detail::positive_erfcinv(q);
}

inline double erfinv(double p) {
  const double size = std::fabs(p);
  if (!(size <= 0.5)) // 1 - size is exact from here to 1
    return size <= 1.0 ? std::copysign(erfcinv(1.0 - size), p)
                       : std::numeric_limits<double>::quiet_NaN();
  double y = p / detail::two_over_sqrt_pi; // the first term of the series
  for (int i = 0; i < 5; ++i) {
    const double step =
        (std::erf(y) - p) / (detail::two_over_sqrt_pi * std::exp(-y * y));
    y -= step / (1.0 + y * step);
  }
  return y;
}
inline float erfinvf(float p) { return float(erfinv(double(p))); }
inline float erfcinvf(float q) { return float(erfcinv(double(q))); }

// The normal distribution and its inverse. x / sqrt(2) is computed in two
// parts, because in the far tail the second part affects the leading digits.
inline double normcdf(double x) {
  const double half_root_hi = 0.70710678118654752440,
               half_root_lo = -4.8336466567264567e-17;
  const double t = -x * half_root_hi;
  if (!(std::fabs(x) < 40.0))
    return 0.5 * std::erfc(t);
  const double rest = std::fma(-x, half_root_hi, -t) - x * half_root_lo;
  return 0.5 *
         (std::erfc(t) - rest * detail::two_over_sqrt_pi * std::exp(-t * t));
}
inline double normcdfinv(double p) {
  return p <= 0.5 ? -1.41421356237309504880 * erfcinv(2.0 * p)
                  : 1.41421356237309504880 * erfcinv(2.0 * (1.0 - p));
}
inline float normcdff(float x) { return float(normcdf(double(x))); }
inline float normcdfinvf(float p) { return float(normcdfinv(double(p))); }

namespace detail {
// The modified Bessel function I of order 0 or 1: the power series (all terms
// positive) up to 25, the asymptotic series beyond.
inline double bessel_i(int order, double x) {
  const double size = std::fabs(x);
  double result;
  if (size < 25.0) {
    const double quarter = 0.25 * size * size;
    double term = order == 0 ? 1.0 : 0.5 * size, sum = term;
    for (int k = 1; term > sum * 1e-17; ++k)
      sum += term *= quarter / (double(k) * (k + order));
    result = sum;
  } else {
    const double mu = 4.0 * order * order;
    double term = 1.0, sum = 1.0;
    for (int k = 1; k < 30 && std::fabs(term) > 1e-17; ++k) {
      const double odd = 2 * k - 1;
      term *= -(mu - odd * odd) / (k * 8.0 * size);
      sum += term;
    }
    const double half = std::exp(0.5 * size);
    result = half * (half / std::sqrt(2.0 * pi * size)) * sum;
  }
  return order == 1 && x < 0.0 ? -result : result;
}
} // namespace detail
inline double cyl_bessel_i0(double x) { return detail::bessel_i(0, x); }
inline double cyl_bessel_i1(double x) { return detail::bessel_i(1, x); }
inline float cyl_bessel_i0f(float x) { return float(cyl_bessel_i0(double(x))); }
inline float cyl_bessel_i1f(float x) { return float(cyl_bessel_i1(double(x))); }

// The fast forms may be less accurate; here they have the accuracy of the C
// library.
inline float fast_expf(float x) { return std::exp(x); }
inline float fast_exp10f(float x) { return exp10f(x); }
inline float fast_logf(float x) { return std::log(x); }
inline float fast_log2f(float x) { return std::log2(x); }
inline float fast_log10f(float x) { return std::log10(x); }
inline float fast_sinf(float x) { return std::sin(x); }
inline float fast_cosf(float x) { return std::cos(x); }
inline float fast_tanf(float x) { return std::tan(x); }
inline float fast_tanhf(float x) { return std::tanh(x); }
inline void fast_sincosf(float x, float *sine, float *cosine) {
  sincosf(x, sine, cosine);
}
inline float fast_powf(float x, float y) { return std::pow(x, y); }
inline float fast_fdividef(float x, float y) { return x / y; }

} // namespace cw

#endif // CW_INTRINSICS_H
