// The C++ library of CUDA (libcu++) under the shim's name.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_CXX_H
#define CW_CXX_H

#include <cw/runtime.h>

#include <cuda/std/array>
#include <cuda/std/bit>
#include <cuda/std/cassert>
#include <cuda/std/cfloat>
#include <cuda/std/chrono>
#include <cuda/std/climits>
#include <cuda/std/cmath>
#include <cuda/std/complex>
#include <cuda/std/cstddef>
#include <cuda/std/cstdint>
#include <cuda/std/functional>
#include <cuda/std/initializer_list>
#include <cuda/std/iterator>
#include <cuda/std/limits>
#include <cuda/std/ratio>
#include <cuda/std/tuple>
#include <cuda/std/type_traits>
#include <cuda/std/utility>
// Parts that only newer versions of the library have.
#if __has_include(<cuda/cmath>)
#include <cuda/cmath>
#endif
#if __has_include(<cuda/functional>)
#include <cuda/functional>
#endif
#if __has_include(<cuda/std/algorithm>)
#include <cuda/std/algorithm>
#endif
#if __has_include(<cuda/std/concepts>)
#include <cuda/std/concepts>
#endif
#if __has_include(<cuda/std/cstdlib>)
#include <cuda/std/cstdlib>
#endif
#if __has_include(<cuda/std/cstring>)
#include <cuda/std/cstring>
#endif
#if __has_include(<cuda/std/memory>)
#include <cuda/std/memory>
#endif
#if __has_include(<cuda/std/numbers>)
#include <cuda/std/numbers>
#endif
#if __has_include(<cuda/std/numeric>)
#include <cuda/std/numeric>
#endif
#if __has_include(<cuda/std/optional>)
#include <cuda/std/optional>
#endif
#if __has_include(<cuda/std/ranges>)
#include <cuda/std/ranges>
#endif
#if __has_include(<cuda/std/span>)
#include <cuda/std/span>
#endif
#if __has_include(<cuda/std/string_view>)
#include <cuda/std/string_view>
#endif
#if __has_include(<cuda/std/variant>)
#include <cuda/std/variant>
#endif

namespace cw {
namespace cxx = ::cuda;
}

#endif
