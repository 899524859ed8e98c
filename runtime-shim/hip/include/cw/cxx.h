// The C++ library for kernels: the host's own library. Clang makes its
// constexpr functions callable from both sides.
// SPDX-License-Identifier: Apache-2.0
#ifdef __HIPCC__
#include_next <cw/cxx.h>
#endif
