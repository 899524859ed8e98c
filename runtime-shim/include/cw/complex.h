// Complex numbers of two floats or two doubles, and their functions, for C and
// C++.
//
//   cwFloatComplex z = make_cwFloatComplex(3, 4);
//   z = cwCmulf(z, cwConjf(z));
//   float size = cwCabsf(z);
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_COMPLEX_H
#define CW_COMPLEX_H

#include <cw/vector_types.h>

#include <math.h>

typedef cw_float2 cwFloatComplex;
typedef cw_double2 cwDoubleComplex;
typedef cwFloatComplex cwComplex;

#ifdef __cplusplus
#define CW_COMPLEX_FUNCTION inline
#else
#define CW_COMPLEX_FUNCTION static inline
#endif

// All functions for a type COMPLEX of two REALs. F is the suffix of the float
// forms and of C's functions.
#define CW_DEFINE_COMPLEX(COMPLEX, REAL, F)                                    \
  CW_COMPLEX_FUNCTION COMPLEX make_##COMPLEX(REAL real, REAL imaginary) {      \
    COMPLEX z;                                                                 \
    z.x = real;                                                                \
    z.y = imaginary;                                                           \
    return z;                                                                  \
  }                                                                            \
  CW_COMPLEX_FUNCTION REAL cwCreal##F(COMPLEX z) { return z.x; }               \
  CW_COMPLEX_FUNCTION REAL cwCimag##F(COMPLEX z) { return z.y; }               \
  CW_COMPLEX_FUNCTION COMPLEX cwConj##F(COMPLEX z) {                           \
    return make_##COMPLEX(z.x, -z.y);                                          \
  }                                                                            \
  CW_COMPLEX_FUNCTION COMPLEX cwCadd##F(COMPLEX a, COMPLEX b) {                \
    return make_##COMPLEX(a.x + b.x, a.y + b.y);                               \
  }                                                                            \
  CW_COMPLEX_FUNCTION COMPLEX cwCsub##F(COMPLEX a, COMPLEX b) {                \
    return make_##COMPLEX(a.x - b.x, a.y - b.y);                               \
  }                                                                            \
  CW_COMPLEX_FUNCTION COMPLEX cwCmul##F(COMPLEX a, COMPLEX b) {                \
    return make_##COMPLEX(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x);       \
  }                                                                            \
  /* Smith's division: with the ratio of the divisor's parts it needs no       \
   squares, which could overflow. */                                           \
  CW_COMPLEX_FUNCTION COMPLEX cwCdiv##F(COMPLEX a, COMPLEX b) {                \
    if (fabs##F(b.x) >= fabs##F(b.y)) {                                        \
      const REAL ratio = b.y / b.x, divisor = b.x + b.y * ratio;               \
      return make_##COMPLEX((a.x + a.y * ratio) / divisor,                     \
                            (a.y - a.x * ratio) / divisor);                    \
    }                                                                          \
    const REAL ratio = b.x / b.y, divisor = b.x * ratio + b.y;                 \
    return make_##COMPLEX((a.x * ratio + a.y) / divisor,                       \
                          (a.y * ratio - a.x) / divisor);                      \
  }                                                                            \
  CW_COMPLEX_FUNCTION REAL cwCabs##F(COMPLEX z) { return hypot##F(z.x, z.y); } \
  CW_COMPLEX_FUNCTION COMPLEX cwCfma##F(COMPLEX a, COMPLEX b, COMPLEX c) {     \
    return make_##COMPLEX(a.x * b.x + c.x - a.y * b.y,                         \
                          a.x * b.y + c.y + a.y * b.x);                        \
  }
CW_DEFINE_COMPLEX(cwFloatComplex, float, f)
CW_DEFINE_COMPLEX(cwDoubleComplex, double, )
#undef CW_DEFINE_COMPLEX

CW_COMPLEX_FUNCTION cwComplex make_cwComplex(float real, float imaginary) {
  return make_cwFloatComplex(real, imaginary);
}
CW_COMPLEX_FUNCTION cwDoubleComplex cwComplexFloatToDouble(cwFloatComplex z) {
  return make_cwDoubleComplex(z.x, z.y);
}
CW_COMPLEX_FUNCTION cwFloatComplex cwComplexDoubleToFloat(cwDoubleComplex z) {
  return make_cwFloatComplex((float)z.x, (float)z.y);
}
#undef CW_COMPLEX_FUNCTION

#endif // CW_COMPLEX_H
