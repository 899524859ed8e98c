// Pinned host memory three ways: allocated, mapped into the device, and
// registered after the fact.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>
#include <cstdlib>

#define TRY(call)                                                              \
  do {                                                                         \
    cwError_t status = (call);                                               \
    if (status != cwSuccess) {                                               \
      fprintf(stderr, "line %d: %s\n", __LINE__, cwGetErrorString(status));  \
      exit(EXIT_FAILURE);                                                      \
    }                                                                          \
  } while (0)

CW_KERNEL void negate(const int *in, int *out, int n) {
  for (int i = cw::thread_idx().x; i < n; i += cw::block_dim().x)
    out[i] = -in[i];
}

static int countWrong(const int *values, int n, int sign) {
  int wrong = 0;
  for (int i = 0; i < n; ++i)
    wrong += values[i] != sign * (i * i + 1);
  return wrong;
}

int main() {
  const int n = 300;
  const size_t bytes = n * sizeof(int);

  int *pinned, *device;
  TRY(cwMallocHost(&pinned, bytes));
  TRY(cwMalloc(&device, bytes));
  for (int i = 0; i < n; ++i)
    pinned[i] = i * i + 1;
  TRY(cwMemcpyAsync(device, pinned, bytes, cwMemcpyHostToDevice, 0));
  cw::launch<negate>(1, 64)(device, device, n);
  TRY(cwMemcpyAsync(pinned, device, bytes, cwMemcpyDeviceToHost, 0));
  TRY(cwStreamSynchronize(0));
  printf("pinned: %d wrong\n", countWrong(pinned, n, -1));

  int *mapped, *mappedOnDevice;
  TRY(cwHostAlloc((void **)&mapped, bytes,
                    cwHostAllocMapped | cwHostAllocPortable));
  TRY(cwHostGetDevicePointer((void **)&mappedOnDevice, mapped, 0));
  cw::launch<negate>(1, 64)(device, mappedOnDevice, n);
  TRY(cwDeviceSynchronize());
  printf("mapped: %d wrong\n", countWrong(mapped, n, 1));

  int *plain = (int *)malloc(bytes);
  TRY(cwHostRegister(plain, bytes, cwHostRegisterDefault));
  TRY(cwMemcpy(plain, device, bytes, cwMemcpyDeviceToHost));
  TRY(cwHostUnregister(plain));
  printf("registered: %d wrong\n", countWrong(plain, n, -1));

  free(plain);
  TRY(cwFreeHost(mapped));
  TRY(cwFreeHost(pinned));
  TRY(cwFree(device));
  return 0;
}
