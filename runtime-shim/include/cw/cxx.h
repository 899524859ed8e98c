// The C++ library for kernels (namespace cw::cxx::std): the host's own library,
// and the few names that C++17 lacks.
//
//   cw::cxx::std::pair<int, float> best{0, 0.0f};
//   auto bits = cw::cxx::std::bit_cast<unsigned>(best.second);
//   int blocks = cw::cxx::ceil_div(n, 256);
//
// Meanings: libcu++ reference (nvidia.github.io/cccl/libcudacxx), "Standard
// API", which follows the C++ standard. Objects that threads wait for (atomics,
// barriers, latches, semaphores) are in <cw/sync.h>, which knows how the
// threads of a backend wait.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_CXX_H
#define CW_CXX_H

#include <cw/runtime.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cfloat>
#include <chrono>
#include <climits>
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <memory>
#include <numeric>
#include <optional>
#include <ratio>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#if __cplusplus >= 202002L
#include <bit>
#include <concepts>
#include <numbers>
#include <ranges>
#include <span>
#endif

namespace cw {
namespace cxx {
namespace std {

using namespace ::std;

#if __cplusplus < 202002L
struct identity {
  using is_transparent = void;
  template <class T> constexpr T &&operator()(T &&value) const noexcept {
    return static_cast<T &&>(value);
  }
};
template <class T> struct remove_cvref {
  using type = ::std::remove_cv_t<::std::remove_reference_t<T>>;
};
template <class T> using remove_cvref_t = typename remove_cvref<T>::type;
template <class T> struct type_identity {
  using type = T;
};
template <class T> using type_identity_t = typename type_identity<T>::type;
template <class To, class From>
constexpr To bit_cast(const From &value) noexcept {
  static_assert(sizeof(To) == sizeof(From), "the sizes differ");
  return __builtin_bit_cast(To, value);
}
#endif

} // namespace std

// --- Extensions of libcu++ ("Extended API") ---

// Quotients and multiples of numbers that are not negative.
template <class T, class U>
constexpr ::std::common_type_t<T, U> ceil_div(T value, U divisor) {
  using Common = ::std::common_type_t<T, U>;
  return Common(Common(value) / Common(divisor) +
                (Common(value) % Common(divisor) != 0));
}
template <class T, class U>
constexpr ::std::common_type_t<T, U> round_up(T value, U multiple) {
  using Common = ::std::common_type_t<T, U>;
  return Common(ceil_div(value, multiple) * Common(multiple));
}
template <class T, class U>
constexpr ::std::common_type_t<T, U> round_down(T value, U multiple) {
  using Common = ::std::common_type_t<T, U>;
  return Common(Common(value) / Common(multiple) * Common(multiple));
}

template <class T = void> struct maximum {
  constexpr T operator()(const T &a, const T &b) const { return a < b ? b : a; }
};
template <> struct maximum<void> {
  template <class T, class U>
  constexpr ::std::common_type_t<T, U> operator()(const T &a,
                                                  const U &b) const {
    return a < b ? b : a;
  }
};
template <class T = void> struct minimum {
  constexpr T operator()(const T &a, const T &b) const { return b < a ? b : a; }
};
template <> struct minimum<void> {
  template <class T, class U>
  constexpr ::std::common_type_t<T, U> operator()(const T &a,
                                                  const U &b) const {
    return b < a ? b : a;
  }
};

namespace detail {
template <class Result, class Function> struct Proclaimed {
  Function function;
  template <class... Arguments>
  constexpr Result operator()(Arguments &&...arguments) {
    return function(static_cast<Arguments &&>(arguments)...);
  }
  template <class... Arguments>
  constexpr Result operator()(Arguments &&...arguments) const {
    return function(static_cast<Arguments &&>(arguments)...);
  }
};
} // namespace detail
// Returns the function unchanged. It is for compilers that cannot see the
// result type of a lambda of the other side.
template <class Result, class Function>
constexpr detail::Proclaimed<Result, ::std::decay_t<Function>>
proclaim_return_type(Function &&function) {
  return {static_cast<Function &&>(function)};
}

} // namespace cxx
} // namespace cw

#endif // CW_CXX_H
