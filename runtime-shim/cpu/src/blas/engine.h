// OpenBLAS, loaded when a program first makes a handle: programs that use no
// linear algebra run on machines without it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cblas.h>

namespace cw::cpu::blas {

/// One function of the engine for each of the shim's, by the type of the
/// elements. Behaviour and argument order are those of the C interface to the
/// BLAS, columns first.
template <class T> struct Routines;
#define CW_ROUTINES(TYPE, P)                                                   \
  template <> struct Routines<TYPE> {                                          \
    decltype(&cblas_##P##axpy) axpy;                                           \
    decltype(&cblas_##P##copy) copy;                                           \
    decltype(&cblas_##P##swap) swap;                                           \
    decltype(&cblas_##P##scal) scal;                                           \
    decltype(&cblas_##P##dot) dot;                                             \
    decltype(&cblas_##P##nrm2) nrm2;                                           \
    decltype(&cblas_##P##asum) asum;                                           \
    decltype(&cblas_i##P##amax) iamax;                                         \
    decltype(&cblas_##P##gemv) gemv;                                           \
    decltype(&cblas_##P##ger) ger;                                             \
    decltype(&cblas_##P##gemm) gemm;                                           \
  };
CW_ROUTINES(float, s)
CW_ROUTINES(double, d)
#undef CW_ROUTINES

/// Whether the engine is there. The first call loads it; where it is missing,
/// that call tells on stderr what to install.
bool available();

/// Only to be called where the engine is available.
template <class T> const Routines<T> &routines();

} // namespace cw::cpu::blas
