/* The runtime API from C11: what a host file that includes cuda_runtime.h
 * needs. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <cw/runtime.h>
#include <stdio.h>

#define CHECK(condition)                                                       \
  if (!(condition)) {                                                          \
    fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);            \
    return 1;                                                                  \
  }

static void CW_CALLBACK add_one(void *data) { ++*(int *)data; }

int main(void) {
  int numbers[256], back[256], calls = 0, count = 0;
  void *device = NULL;
  cwStream_t stream;
  cwEvent_t event;
  struct cwDeviceProp properties;
  cw_dim3 grid = {1, 1, 1};
  for (int i = 0; i < 256; ++i)
    numbers[i] = i * i;
  CHECK(cwGetDeviceCount(&count) == cwSuccess && count >= 1);
  CHECK(cwGetDeviceProperties(&properties, 0) == cwSuccess &&
        properties.warpSize > 0);
  CHECK(cwMalloc(&device, sizeof numbers) == cwSuccess);
  CHECK(cwStreamCreate(&stream) == cwSuccess);
  CHECK(cwEventCreate(&event) == cwSuccess);
  CHECK(cwMemcpyAsync(device, numbers, sizeof numbers, cwMemcpyHostToDevice,
                      stream) == cwSuccess);
  CHECK(cwLaunchHostFunc(stream, add_one, &calls) == cwSuccess);
  CHECK(cwEventRecord(event, stream) == cwSuccess);
  CHECK(cwEventSynchronize(event) == cwSuccess && calls == 1);
  CHECK(cwMemcpy(back, device, sizeof back, cwMemcpyDeviceToHost) == cwSuccess);
  CHECK(memcmp(numbers, back, sizeof back) == 0);
  CHECK(cwLaunchKernel((const void *)numbers, grid, grid, NULL, 0, stream) ==
        cwErrorInvalidDeviceFunction);
  CHECK(cwGetLastError() == cwErrorInvalidDeviceFunction &&
        cwGetLastError() == cwSuccess);
  CHECK(strcmp(cwGetErrorName(cwErrorInvalidValue), "cwErrorInvalidValue") ==
        0);
  CHECK(cwEventDestroy(event) == cwSuccess &&
        cwStreamDestroy(stream) == cwSuccess && cwFree(device) == cwSuccess);
  CHECK(make_cwExtent(1, 2, 3).depth == 3);
  puts("passed");
  return 0;
}
