// OpenBLAS, loaded when a program first makes a handle: programs that use no
// linear algebra run on machines without it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cblas.h>

namespace cw::cpu::blas {

/// The engine's functions, for the type of elements that the letter P names.
#define CW_BLAS_ENGINE(X, P)                                                   \
  X(axpy, cblas_##P##axpy)                                                     \
  X(copy, cblas_##P##copy)                                                     \
  X(swap, cblas_##P##swap)                                                     \
  X(scal, cblas_##P##scal)                                                     \
  X(dot, cblas_##P##dot)                                                       \
  X(nrm2, cblas_##P##nrm2)                                                     \
  X(asum, cblas_##P##asum)                                                     \
  X(iamax, cblas_i##P##amax)                                                   \
  X(gemv, cblas_##P##gemv)                                                     \
  X(ger, cblas_##P##ger)                                                       \
  X(gemm, cblas_##P##gemm)

/// Pointers to them, by the type of the elements. Behaviour and argument order
/// are those of the C interface to the BLAS, columns first.
template <class T> struct Routines;
#define CW_BLAS_POINTER(NAME, FUNCTION) decltype(&FUNCTION) NAME;
template <> struct Routines<float> {
  CW_BLAS_ENGINE(CW_BLAS_POINTER, s)
};
template <> struct Routines<double> {
  CW_BLAS_ENGINE(CW_BLAS_POINTER, d)
};
#undef CW_BLAS_POINTER

/// Whether the engine is there. The first call loads it; where it is missing,
/// that call tells on stderr what to install.
bool available();

/// Only to be called where the engine is available.
template <class T> const Routines<T> &routines();

} // namespace cw::cpu::blas
