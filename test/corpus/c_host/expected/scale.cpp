// The kernel behind a C interface.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include "scale.h"

CW_KERNEL static void scaleKernel(double *data, int n, double by) {
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  if (i < n)
    data[i] *= by;
}

extern "C" cwError_t scale(double *data, int n, double by,
                             cwStream_t stream) {
  cw::launch<scaleKernel>((n + 31) / 32, 32, 0, stream)(data, n, by);
  return cwGetLastError();
}
