// The C++ library that kernels may use (namespace cw::cxx::std): the host's
// own, and the few names that C++17 lacks. SPDX-License-Identifier: Apache-2.0
//
// Meanings: libcu++ reference (nvidia.github.io/cccl/libcudacxx), "Standard
// API", which in turn is the C++ standard's. What other threads may wait on
// (atomics, barriers, latches, semaphores) is in <cw/sync.h>, which knows how a
// backend's threads wait.
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
} // namespace cxx
} // namespace cw

#endif // CW_CXX_H
