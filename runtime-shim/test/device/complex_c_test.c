/* Complex numbers in C. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <cw/complex.h>
#include <cw/math_constants.h>

float complex_from_c(cwFloatComplex z) {
  return cwCabsf(z) +
         cwCrealf(cwCmulf(z, make_cwFloatComplex(CW_ZERO_F, CW_ZERO_F)));
}
