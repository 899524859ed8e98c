// Complex numbers: HIP's names for the declarations of cuComplex.h, for C and
// C++.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_COMPLEX_H
#define CW_COMPLEX_H

#include <cw/runtime.h>

#include <hip/hip_complex.h>

// clang-format off
#define cwCabs hipCabs
#define cwCabsf hipCabsf
#define cwCadd hipCadd
#define cwCaddf hipCaddf
#define cwCdiv hipCdiv
#define cwCdivf hipCdivf
#define cwCfma hipCfma
#define cwCfmaf hipCfmaf
#define cwCimag hipCimag
#define cwCimagf hipCimagf
#define cwCmul hipCmul
#define cwCmulf hipCmulf
#define cwComplex hipComplex
#define cwComplexDoubleToFloat hipComplexDoubleToFloat
#define cwComplexFloatToDouble hipComplexFloatToDouble
#define cwConj hipConj
#define cwConjf hipConjf
#define cwCreal hipCreal
#define cwCrealf hipCrealf
#define cwCsub hipCsub
#define cwCsubf hipCsubf
#define cwDoubleComplex hipDoubleComplex
#define cwFloatComplex hipFloatComplex
#define make_cwComplex make_hipComplex
#define make_cwDoubleComplex make_hipDoubleComplex
#define make_cwFloatComplex make_hipFloatComplex
// clang-format on

#endif
