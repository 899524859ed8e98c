// Host functions and stream callbacks that run in stream order, between
// kernels.
// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <cstdio>
#include <cw/runtime.h>

struct Step {
  int *host;
  int expected;
  std::atomic<int> *matches;
};

CW_KERNEL void increment(int *value, int by) { *value += by; }

void CW_CALLBACK onHost(void *data) {
  Step *step = static_cast<Step *>(data);
  if (*step->host == step->expected)
    step->matches->fetch_add(1);
}

static void CW_CALLBACK onStream(cwStream_t stream, cwError_t status,
                               void *data) {
  if (status == cwSuccess && stream != nullptr)
    onHost(data);
}

int main() {
  const int steps = 5;
  std::atomic<int> matches(0);
  Step plan[2 * steps];
  int *device, *host;
  cwStream_t stream;
  cwStreamCreate(&stream);
  cwMalloc(&device, sizeof(int));
  cwMallocHost((void **)&host, steps * 2 * sizeof(int));
  cwMemsetAsync(device, 0, sizeof(int), stream);

  int value = 0;
  for (int i = 0; i < 2 * steps; ++i) {
    value += i;
    plan[i] = Step{&host[i], value, &matches};
    cw::launch<increment>(1, 1, 0, stream)(device, i);
    cwMemcpyAsync(&host[i], device, sizeof(int), cwMemcpyDeviceToHost,
                    stream);
    if (i % 2)
      cwLaunchHostFunc(stream, onHost, &plan[i]);
    else
      cwStreamAddCallback(stream, onStream, &plan[i], 0);
  }
  cwHostFn_t last = [](void *data) { *static_cast<int *>(data) = 77; };
  int seen = 0;
  cwLaunchHostFunc(stream, last, &seen);
  cwStreamSynchronize(stream);
  printf("callbacks that saw their value: %d\n", matches.load());
  printf("last: %d, value: %d\n", seen, host[2 * steps - 1]);

  cwFreeHost(host);
  cwFree(device);
  cwStreamDestroy(stream);
  return 0;
}
