// Events order work across streams: each stage waits for the one before it.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cw/runtime.h>

CW_KERNEL void append(int *log, int *length, int stage) {
  log[*length] = stage;
  *length += 1;
}

int main() {
  const int stages = 6;
  int *log, *length;
  cwMalloc(&log, stages * sizeof(int));
  cwMalloc(&length, sizeof(int));
  cwMemset(length, 0, sizeof(int));

  cwStream_t streams[stages];
  cwEvent_t done[stages], begin, end;
  cwEventCreate(&begin);
  cwEventCreate(&end);
  for (int i = 0; i < stages; ++i) {
    cwStreamCreate(&streams[i]);
    cwEventCreateWithFlags(&done[i], cwEventDisableTiming);
  }

  cwEventRecord(begin, streams[0]);
  for (int i = 0; i < stages; ++i) {
    if (i > 0)
      cwStreamWaitEvent(streams[i], done[i - 1], 0);
    cw::launch<append>(1, 1, 0, streams[i])(log, length, 10 * i);
    cwEventRecord(done[i], streams[i]);
  }
  cwEventRecord(end, streams[stages - 1]);
  cwEventSynchronize(end);

  float milliseconds = -1.0f;
  cwError_t timed = cwEventElapsedTime(&milliseconds, begin, end);
  printf("timed: %d, not negative: %d\n", timed == cwSuccess,
         milliseconds >= 0.0f);

  int finished = 0;
  for (int i = 0; i < stages; ++i)
    finished += cwEventQuery(done[i]) == cwSuccess;
  printf("finished stages: %d\n", finished);

  int host[stages];
  cwMemcpy(host, log, sizeof host, cwMemcpyDeviceToHost);
  for (int i = 0; i < stages; ++i)
    printf("%d%s", host[i], i + 1 < stages ? " " : "\n");

  for (int i = 0; i < stages; ++i) {
    cwEventDestroy(done[i]);
    cwStreamDestroy(streams[i]);
  }
  cwEventDestroy(begin);
  cwEventDestroy(end);
  cwFree(log);
  cwFree(length);
  return 0;
}
