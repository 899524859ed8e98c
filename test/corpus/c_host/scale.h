/* A device computation that C programs can call. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SCALE_H
#define SCALE_H

#include <driver_types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Multiplies n values in device memory, in the order of the stream. */
cudaError_t scale(double *data, int n, double by, cudaStream_t stream);

#ifdef __cplusplus
}
#endif

#endif
