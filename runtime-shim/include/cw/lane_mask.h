// cw::lane_mask, a set of lanes, for backends whose warps may have more than 32
// lanes.
//
//   cw::lane_mask active = cw::ballot(cw::full_warp(), x > 0);
//   int count = cw::popc(active & cw::lanes_below());
//   unsigned long long bits = active;
//
// The backend declares cw::detail::whole_warp(), the bits of all lanes, before
// it includes this header. If warps have at most 32 lanes, a backend needs no
// class: a lane mask is then an unsigned.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_LANE_MASK_H
#define CW_LANE_MASK_H

#include <type_traits>

#ifdef __HIPCC__
#define CW_MASK_CODE __host__ __device__
#else
#define CW_MASK_CODE
#endif

namespace cw {

// A set of lanes. An integer of 32 bits with all bits set converts to the full
// warp at any width, because 0xffffffff means this in code written for warps of
// 32 lanes. An integer of 64 bits converts bit by bit. Bits beyond the warp's
// width are never set.
// CUDA's set of lanes is an unsigned. So a lane_mask has every operator of an
// unsigned, with the same result if warps have 32 lanes: `& | ^ + - ~` and
// shifts of a mask give masks; `* / %`, and all operators with a number of 64
// bits, give numbers. Some code needs unsigned(mask), because a class is not an
// integer: deduced types, overloads, varargs, braces, and `?:` with a number in
// its other branch. The tool writes it there.
class lane_mask {
  unsigned long long bits_ = 0;

  template <class T>
  static constexpr bool is_integer =
      std::is_integral_v<T> ||
      (std::is_enum_v<T> && std::is_convertible_v<T, long long>);
  template <class T>
  static constexpr bool is_narrow = is_integer<T> && sizeof(T) <= 4;
  template <class T> using if_narrow = std::enable_if_t<is_narrow<T>, int>;
  template <class T>
  using if_wide = std::enable_if_t<
      (is_integer<T> && !is_narrow<T>) || std::is_floating_point_v<T>, int>;
  template <class T>
  using if_number =
      std::enable_if_t<is_integer<T> || std::is_floating_point_v<T>, int>;

  // The result of an assignment. For a volatile variable it is the value, since
  // compilers warn about an unused reference to it.
  template <class T>
  using assigned =
      std::conditional_t<std::is_volatile_v<T>, std::remove_cv_t<T>, T &>;

  // The form of the mask in an operation with a number of type T.
  template <class T> CW_MASK_CODE auto beside() const {
    if constexpr (is_narrow<T>)
      return unsigned(bits_);
    else if constexpr (is_integer<T>)
      return static_cast<std::remove_cv_t<T>>(bits_);
    else
      return bits_;
  }

public:
  lane_mask() = default;
  template <class T, std::enable_if_t<is_integer<T>, int> = 0>
  CW_MASK_CODE lane_mask(T integer)
      : bits_((sizeof(T) > 4 ? (unsigned long long)integer
               : (unsigned)integer == 0xffffffffu
                   ? ~0ull
                   : (unsigned long long)(unsigned)integer) &
              detail::whole_warp()) {}

  CW_MASK_CODE static lane_mask full() { return exactly(~0ull); }
  CW_MASK_CODE static lane_mask exactly(unsigned long long bits) {
    lane_mask mask;
    mask.bits_ = bits & detail::whole_warp();
    return mask;
  }

  CW_MASK_CODE unsigned long long bits() const { return bits_; }
  // The only implicit conversion: `switch`, `new T[n]` and indices need one
  // that is not a template, and 64 lanes must fit.
  CW_MASK_CODE operator unsigned long long() const { return bits_; }
  template <class T, std::enable_if_t<std::is_enum_v<T>, int> = 0>
  CW_MASK_CODE explicit operator T() const {
    return static_cast<T>(bits_);
  }

  CW_MASK_CODE lane_mask operator~() const { return exactly(~bits_); }
  CW_MASK_CODE lane_mask operator+() const { return *this; }
  CW_MASK_CODE lane_mask operator-() const { return exactly(0 - bits_); }
  CW_MASK_CODE lane_mask &operator++() { return *this = *this + 1; }
  CW_MASK_CODE lane_mask &operator--() { return *this = *this - 1; }
  CW_MASK_CODE lane_mask operator++(int) {
    const lane_mask before = *this;
    ++*this;
    return before;
  }
  CW_MASK_CODE lane_mask operator--(int) {
    const lane_mask before = *this;
    --*this;
    return before;
  }

#define CW_MASK_ASSIGNMENT(OP)                                                 \
  CW_MASK_CODE lane_mask &operator OP##=(lane_mask b) {                        \
    return *this = exactly((unsigned long long)(*this OP b));                  \
  }                                                                            \
  template <class T, if_number<T> = 0>                                         \
  CW_MASK_CODE lane_mask &operator OP##=(T b) {                                \
    return *this = exactly((unsigned long long)(*this OP b));                  \
  }                                                                            \
  template <class T, if_number<T> = 0>                                         \
  CW_MASK_CODE friend assigned<T> operator OP##=(T & a, lane_mask b) {         \
    return a = std::remove_cv_t<T>(a OP b.beside<T>());                        \
  }

#define CW_MASK_OPERATOR(RESULT, OP)                                           \
  CW_MASK_CODE friend RESULT operator OP(lane_mask a, lane_mask b) {           \
    return as_##RESULT(a.bits_ OP b.bits_);                                    \
  }                                                                            \
  template <class T, if_narrow<T> = 0>                                         \
  CW_MASK_CODE friend RESULT operator OP(lane_mask a, T b) {                   \
    return a OP lane_mask(b);                                                  \
  }                                                                            \
  template <class T, if_narrow<T> = 0>                                         \
  CW_MASK_CODE friend RESULT operator OP(T a, lane_mask b) {                   \
    return lane_mask(a) OP b;                                                  \
  }                                                                            \
  template <class T, if_wide<T> = 0>                                           \
  CW_MASK_CODE friend auto operator OP(lane_mask a, T b) {                     \
    return a.beside<T>() OP b;                                                 \
  }                                                                            \
  template <class T, if_wide<T> = 0>                                           \
  CW_MASK_CODE friend auto operator OP(T a, lane_mask b) {                     \
    return a OP b.beside<T>();                                                 \
  }
#define CW_MASK_SETS(OP) CW_MASK_OPERATOR(lane_mask, OP) CW_MASK_ASSIGNMENT(OP)
  CW_MASK_SETS(&)
  CW_MASK_SETS(|)
  CW_MASK_SETS(^)
  CW_MASK_SETS(+)
  CW_MASK_SETS(-)
  CW_MASK_OPERATOR(bool, ==)
  CW_MASK_OPERATOR(bool, !=)
  CW_MASK_OPERATOR(bool, <)
  CW_MASK_OPERATOR(bool, >)
  CW_MASK_OPERATOR(bool, <=)
  CW_MASK_OPERATOR(bool, >=)
#undef CW_MASK_SETS
#undef CW_MASK_OPERATOR

#define CW_MASK_NUMBERS(OP)                                                    \
  CW_MASK_CODE friend unsigned operator OP(lane_mask a, lane_mask b) {         \
    return unsigned(a) OP unsigned(b);                                         \
  }                                                                            \
  template <class T, if_number<T> = 0>                                         \
  CW_MASK_CODE friend auto operator OP(lane_mask a, T b) {                     \
    return a.beside<T>() OP b;                                                 \
  }                                                                            \
  template <class T, if_number<T> = 0>                                         \
  CW_MASK_CODE friend auto operator OP(T a, lane_mask b) {                     \
    return a OP b.beside<T>();                                                 \
  }                                                                            \
  CW_MASK_ASSIGNMENT(OP)
  CW_MASK_NUMBERS(*)
  CW_MASK_NUMBERS(/)
  CW_MASK_NUMBERS(%)
#undef CW_MASK_NUMBERS

  // The left operand alone determines the type of a shift.
#define CW_MASK_SHIFT(OP)                                                      \
  CW_MASK_CODE friend lane_mask operator OP(lane_mask a, lane_mask n) {        \
    return exactly(a.bits_ OP unsigned(n));                                    \
  }                                                                            \
  template <class T, std::enable_if_t<is_integer<T>, int> = 0>                 \
  CW_MASK_CODE friend lane_mask operator OP(lane_mask a, T n) {                \
    return exactly(a.bits_ OP n);                                              \
  }                                                                            \
  template <class T, std::enable_if_t<is_integer<T>, int> = 0>                 \
  CW_MASK_CODE friend auto operator OP(T a, lane_mask n) {                     \
    return a OP unsigned(n);                                                   \
  }                                                                            \
  CW_MASK_ASSIGNMENT(OP)
  CW_MASK_SHIFT(<<)
  CW_MASK_SHIFT(>>)
#undef CW_MASK_SHIFT
#undef CW_MASK_ASSIGNMENT

private:
  CW_MASK_CODE static lane_mask as_lane_mask(unsigned long long bits) {
    return exactly(bits);
  }
  CW_MASK_CODE static bool as_bool(bool value) { return value; }
};

} // namespace cw

#undef CW_MASK_CODE
#endif // CW_LANE_MASK_H
