// Fragments of matrices over a warp. HIP has no fragments, so the hip backend
// lacks the extension `matrix`.
// SPDX-License-Identifier: Apache-2.0
#error                                                                         \
    "the hip backend has no <cw/matrix.h>; AMD's library of such fragments is rocWMMA"
