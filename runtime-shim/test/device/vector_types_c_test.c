/* The short vector types in C; the C++ side calls these to compare. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <cw/vector_types.h>

cw_float4 vectors_from_c(cw_dim3 extent) {
  return cw_make_float4((float)extent.x, (float)extent.y, (float)extent.z,
                        (float)sizeof(cw_double3));
}
