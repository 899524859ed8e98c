// Ranges and marks that a profiler shows, in the host code around kernels.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cw/profiler.h>
#include <cw/profiler.h>
#include <cstdio>

class Range {
public:
  explicit Range(const char *name) { cwtxRangePushA(name); }
  ~Range() { cwtxRangePop(); }
};

#define RANGE(name) Range range_of_##name(#name)

CW_KERNEL void triple(int *data, int n) {
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  if (i < n)
    data[i] *= 3;
}

static void mark(const char *text, unsigned color) {
  cwtxEventAttributes_t event = {};
  event.version = CWTX_VERSION;
  event.size = CWTX_EVENT_ATTRIB_STRUCT_SIZE;
  event.colorType = CWTX_COLOR_ARGB;
  event.color = color;
  event.messageType = CWTX_MESSAGE_TYPE_ASCII;
  event.message.ascii = text;
  cwtxMarkEx(&event);
}

int main() {
  const int n = 100;
  int *data, sum = 0;
  cwProfilerStart();
  {
    RANGE(setup);
    cwMallocManaged(&data, n * sizeof *data);
    for (int i = 0; i < n; ++i)
      data[i] = i;
  }
  cwtxRangeId_t whole = cwtxRangeStartA("whole");
  {
    RANGE(triple);
    cw::launch<triple>(1, 128)(data, n);
    cwDeviceSynchronize();
    mark("tripled", 0xff00ff00u);
  }
  cwtxRangeEnd(whole);
  cwProfilerStop();
  for (int i = 0; i < n; ++i)
    sum += data[i];
  std::printf("sum: %d\n", sum);
  cwFree(data);
}
