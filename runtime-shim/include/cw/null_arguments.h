// Finds the null pointers among the arguments of a launch that deduces its
// kernel. An argument written as 0 or NULL arrives as an integer, which does
// not convert to a pointer.
//
//   // kernel(float *, int), launched as cw::launch(...)(0, 5):
//   NullArguments<Call, int, int>::bits; // 1: the first one is a pointer
//   or_null<true>(first);                // nullptr
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_NULL_ARGUMENTS_H
#define CW_NULL_ARGUMENTS_H

#include <assert.h>
#include <cstddef>
#include <type_traits>
#include <utility>

#ifndef CW_LAUNCHER // attributes of the backend's functions that launch
#define CW_LAUNCHER
#endif

namespace cw {
namespace detail {

template <class A, bool Null>
using OrNull = std::conditional_t<Null, std::nullptr_t, A>;

template <bool Null, class A> CW_LAUNCHER OrNull<A, Null> or_null(A &value) {
  if constexpr (Null) {
    assert(!value && "a launch passes a number for a pointer");
    return nullptr;
  } else {
    return static_cast<A &&>(value);
  }
}

/// The smallest set of arguments that must be null pointers for a valid call.
template <class Call, class... A> class NullArguments {
  static constexpr unsigned limit = 8; // each doubles the number of tries
  /// A bit for each argument that may have been written as 0 or NULL.
  static constexpr unsigned integers() {
    unsigned bits = 0, bit = 1, count = 0;
    for (bool integer :
         {false, std::is_same_v<A, int> || std::is_same_v<A, long>...}) {
      bits |= integer ? bit >> 1 : 0;
      count += integer;
      bit <<= 1;
    }
    return count > limit || sizeof...(A) > 31 ? 0 : bits;
  }
  template <unsigned Bits, std::size_t... I>
  static constexpr bool fits(std::index_sequence<I...>) {
    return std::is_invocable_v<const Call &,
                               OrNull<A, bool(Bits >> I & 1)> &...>;
  }
  template <unsigned Bits> static constexpr unsigned find() {
    constexpr unsigned next = (Bits - integers()) & integers();
    if constexpr (fits<Bits>(std::index_sequence_for<A...>{}))
      return Bits;
    else if constexpr (next != 0)
      return find<next>();
    else
      return 0; // the call then gives the compiler's own error
  }

public:
  static constexpr unsigned bits = find<0>();
};

} // namespace detail
} // namespace cw

#endif
