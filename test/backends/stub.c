// The generated stubs of a new backend link as they are, and each function says that it is not supported.
// SPDX-License-Identifier: Apache-2.0
#include <cw/blas.h>
#include <cw/runtime_functions.h>

int main(void) {
  void *memory = 0;
  cwBlasHandle_t handle = 0;
  return cwMalloc(&memory, 1) != cwErrorNotSupported ||
         cwDeviceSynchronize() != cwErrorNotSupported ||
         cwBlasCreate(&handle) != CW_BLAS_STATUS_NOT_SUPPORTED;
}
