// What goes wrong is reported, not fatal: launches out of range, bad pointers,
// double frees, bad handles. The program goes on and still computes.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>
#include <cstring>

CW_KERNEL void answer(int *out) { *out = 42; }

// Error names without the prefix of the API.
static const char *name(cwError_t error) {
  const char *full = cwGetErrorName(error);
  const char *tail = strstr(full, "Error");
  return tail ? tail + strlen("Error") : "Success";
}

static void report(const char *what, cwError_t error) {
  cwError_t peeked = cwPeekAtLastError();
  cwError_t last = cwGetLastError();
  printf("%s: %s (last: %s%s)\n", what, name(error), name(last),
         peeked == last ? "" : ", but peeked otherwise");
}

// Of the two errors that say so, which one depends on the release of CUDA.
static void reportLaunch(const char *what) {
  cwError_t error = cwPeekAtLastError();
  if (error != cwErrorInvalidConfiguration && error != cwErrorInvalidValue)
    return report(what, error);
  printf("%s: refused (last: %s)\n", what,
         cwGetLastError() == error ? "the same" : "another");
}

int main() {
  int *data, *none = nullptr, host = 0;
  cwMalloc(&data, sizeof(int));

  cw::launch<answer>(1, 4096)(data);
  reportLaunch("too many threads");
  cw::launch<answer>(1, cw::dim3(1, 1, 512))(data);
  reportLaunch("too deep a block");
  cw::launch<answer>(0, 32)(data);
  reportLaunch("no block");
  cw::launch<answer>(1, 0)(data);
  reportLaunch("no thread");

  report("copy from nowhere",
         cwMemcpy(&host, none, sizeof(int), cwMemcpyDeviceToHost));
  report("copy to nowhere",
         cwMemcpy(none, &host, sizeof(int), cwMemcpyHostToDevice));
  report("copy of nothing",
         cwMemcpy(data, &host, 0, cwMemcpyHostToDevice));
  report("copy in no direction",
         cwMemcpy(data, &host, sizeof(int), (cwMemcpyKind)77));
  report("no such device", cwSetDevice(12345));
  report("too much memory", cwMalloc(&none, (size_t)1 << 60));

  cwEvent_t untimed, recorded;
  float elapsed;
  cwEventCreateWithFlags(&untimed, cwEventDisableTiming);
  cwEventCreate(&recorded);
  cwEventRecord(untimed);
  cwEventRecord(recorded);
  cwDeviceSynchronize();
  report("time of an untimed event",
         cwEventElapsedTime(&elapsed, untimed, recorded));
  cwEventDestroy(untimed);
  cwEventDestroy(recorded);

  cw::launch<answer>(1, 1)(data);
  report("a good launch", cwDeviceSynchronize());
  cwMemcpy(&host, data, sizeof(int), cwMemcpyDeviceToHost);
  printf("answer: %d\n", host);
  report("first free", cwFree(data));
  report("second free", cwFree(data));
  report("free of the host's", cwFree(&host));
  printf("described: %d\n",
         strlen(cwGetErrorString(cwErrorInvalidValue)) > 0 &&
             strcmp(cwGetErrorString(cwErrorInvalidValue),
                    cwGetErrorString(cwErrorMemoryAllocation)) != 0);
  return 0;
}
