// The C++ library that kernels may use: the host's own, of which Clang takes
// what is constexpr as callable from both sides.
// SPDX-License-Identifier: Apache-2.0
#ifdef __HIPCC__
#include_next <cw/cxx.h>
#endif
