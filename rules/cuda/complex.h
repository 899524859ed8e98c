// Facade: the complex numbers of cuComplex.h.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vector.h"
#include <math.h>

typedef float2 cuFloatComplex;
typedef double2 cuDoubleComplex;
typedef cuFloatComplex cuComplex;

cuFloatComplex make_cuFloatComplex(float re, float im);
cuDoubleComplex make_cuDoubleComplex(double re, double im);
cuComplex make_cuComplex(float re, float im);
float cuCrealf(cuFloatComplex z);
float cuCimagf(cuFloatComplex z);
float cuCabsf(cuFloatComplex z);
cuFloatComplex cuConjf(cuFloatComplex z);
cuFloatComplex cuCaddf(cuFloatComplex a, cuFloatComplex b);
cuFloatComplex cuCsubf(cuFloatComplex a, cuFloatComplex b);
cuFloatComplex cuCmulf(cuFloatComplex a, cuFloatComplex b);
cuFloatComplex cuCdivf(cuFloatComplex a, cuFloatComplex b);
cuFloatComplex cuCfmaf(cuFloatComplex a, cuFloatComplex b, cuFloatComplex c);
double cuCreal(cuDoubleComplex z);
double cuCimag(cuDoubleComplex z);
double cuCabs(cuDoubleComplex z);
cuDoubleComplex cuConj(cuDoubleComplex z);
cuDoubleComplex cuCadd(cuDoubleComplex a, cuDoubleComplex b);
cuDoubleComplex cuCsub(cuDoubleComplex a, cuDoubleComplex b);
cuDoubleComplex cuCmul(cuDoubleComplex a, cuDoubleComplex b);
cuDoubleComplex cuCdiv(cuDoubleComplex a, cuDoubleComplex b);
cuDoubleComplex cuCfma(cuDoubleComplex a, cuDoubleComplex b, cuDoubleComplex c);
cuDoubleComplex cuComplexFloatToDouble(cuFloatComplex z);
cuFloatComplex cuComplexDoubleToFloat(cuDoubleComplex z);
