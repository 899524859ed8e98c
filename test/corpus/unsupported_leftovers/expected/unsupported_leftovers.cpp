// Some of this has no portable form: it stays as written and is reported,
// while everything around it is migrated.
// SPDX-License-Identifier: Apache-2.0
#include <cw/driver.h>
#include <cw/runtime.h>
#include <cuda_gl_interop.h>
#include <cstdio>

CW_DEVICE unsigned multiprocessor() {
  unsigned place;
  asm volatile("mov.u32 %0, %%smid;" : "=r"(place));
  return place;
}

CW_KERNEL void places(unsigned *out) { out[cw::thread_idx().x] = multiprocessor(); }

static bool share(unsigned buffer, cudaGraphicsResource_t *resource) {
  return cudaGraphicsGLRegisterBuffer(resource, buffer,
                                      cudaGraphicsRegisterFlagsNone) ==
         cwSuccess;
}

int main() {
  unsigned *out;
  cwDevice_t device;
  cwInit(0);
  cwDeviceGet(&device, 0);
  cwMalloc(&out, 32 * sizeof(unsigned));
  cw::launch<places>(1, 32)(out);
  cudaGraphicsResource_t resource = nullptr;
  printf("shared: %d\n", share(1, &resource));
  cwFree(out);
  return 0;
}
