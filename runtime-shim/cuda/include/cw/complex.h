// Complex numbers: the names of cuComplex.h, with cuXxx as cwXxx, for C and
// C++.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_COMPLEX_H
#define CW_COMPLEX_H

#include <cw/runtime.h>

#include <cuComplex.h>

// Macros, for the reason that names/api.yaml gives.
// clang-format off
#define cwCabs cuCabs
#define cwCabsf cuCabsf
#define cwCadd cuCadd
#define cwCaddf cuCaddf
#define cwCdiv cuCdiv
#define cwCdivf cuCdivf
#define cwCfma cuCfma
#define cwCfmaf cuCfmaf
#define cwCimag cuCimag
#define cwCimagf cuCimagf
#define cwCmul cuCmul
#define cwCmulf cuCmulf
#define cwComplex cuComplex
#define cwComplexDoubleToFloat cuComplexDoubleToFloat
#define cwComplexFloatToDouble cuComplexFloatToDouble
#define cwConj cuConj
#define cwConjf cuConjf
#define cwCreal cuCreal
#define cwCrealf cuCrealf
#define cwCsub cuCsub
#define cwCsubf cuCsubf
#define cwDoubleComplex cuDoubleComplex
#define cwFloatComplex cuFloatComplex
#define make_cwComplex make_cuComplex
#define make_cwDoubleComplex make_cuDoubleComplex
#define make_cwFloatComplex make_cuFloatComplex
// clang-format on

#endif
