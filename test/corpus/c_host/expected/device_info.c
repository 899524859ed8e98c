/* A C program that uses the runtime API: properties, memory, streams. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <cw/runtime.h>
#include <stdio.h>
#include <string.h>

#include "scale.h"

static int failures;

static void expect(enum cwError error, const char *what) {
  if (error != cwSuccess) {
    printf("%s: %s\n", what, cwGetErrorString(error));
    failures++;
  }
}

int main(void) {
  struct cwDeviceProp prop;
  int count = 0, device = -1;
  memset(&prop, 0, sizeof prop);
  expect(cwGetDeviceCount(&count), "count");
  expect(cwSetDevice(0), "set");
  expect(cwGetDevice(&device), "get");
  expect(cwGetDeviceProperties(&prop, device), "properties");
  printf("devices: %d, named: %d\n", count > 0, prop.name[0] != 0);
  printf("warp of a power of two: %d\n",
         prop.warpSize > 0 && (prop.warpSize & (prop.warpSize - 1)) == 0);
  printf("threads a block: %d\n", prop.maxThreadsPerBlock >= 256 &&
                                      prop.maxThreadsDim[0] >= 256);
  printf("memory: %d\n", prop.totalGlobalMem > 0 && prop.sharedMemPerBlock > 0);

  double host[100], back[100];
  void *data = NULL;
  cwStream_t stream;
  cwEvent_t event;
  int i, wrong = 0;
  for (i = 0; i < 100; i++)
    host[i] = i / 8.0;
  expect(cwMalloc(&data, sizeof host), "malloc");
  expect(cwStreamCreate(&stream), "stream");
  expect(cwEventCreateWithFlags(&event, cwEventDisableTiming), "event");
  expect(cwMemcpyAsync(data, host, sizeof host, cwMemcpyHostToDevice,
                         stream),
         "upload");
  expect(scale((double *)data, 100, 4.0, stream), "scale");
  expect(cwEventRecord(event, stream), "record");
  expect(cwEventSynchronize(event), "synchronize");
  expect(cwMemcpy(back, data, sizeof back, cwMemcpyDeviceToHost), "back");
  for (i = 0; i < 100; i++)
    wrong += back[i] != host[i] * 4.0;
  printf("wrong: %d\n", wrong);

  struct cwPointerAttributes attributes;
  expect(cwPointerGetAttributes(&attributes, data), "attributes");
  printf("device memory: %d\n", attributes.type == cwMemoryTypeDevice &&
                                    attributes.devicePointer == data);
  expect(cwEventDestroy(event), "destroy event");
  expect(cwStreamDestroy(stream), "destroy stream");
  expect(cwFree(data), "free");
  printf("failures: %d\n", failures);
  return failures;
}
