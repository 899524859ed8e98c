// The shim from C: the same functions, and the vector types under cw_ names.
// SPDX-License-Identifier: Apache-2.0
#include <cw/driver.h>
#include <cw/profiler.h>
#include <cw/runtime.h>

int main(void) {
  struct cwDeviceProp properties;
  enum cwMemcpyKind kind = cwMemcpyHostToDevice;
  cwStream_t stream;
  cw_dim3 grid = {1, 1, 1};
  cw_float4 v = cw_make_float4(1, 2, 3, 4);
  float *data = NULL;
  struct cwExtent extent = make_cwExtent(1, 2, 3);
  if (cwGetDeviceProperties(&properties, 0) != cwSuccess)
    return properties.name[0];
  if (cwStreamCreate(&stream) != cwSuccess ||
      cwMalloc((void **)&data, sizeof v) != cwSuccess ||
      cwMemcpy(data, &v, sizeof v, kind) != cwSuccess)
    return (int)grid.x + (int)extent.depth;
  return cwGetErrorString(cwFree(data)) == NULL;
}
