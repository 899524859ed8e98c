// Events order work across streams: each stage waits for the one before it.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cuda_runtime.h>

__global__ void append(int *log, int *length, int stage) {
  log[*length] = stage;
  *length += 1;
}

int main() {
  const int stages = 6;
  int *log, *length;
  cudaMalloc(&log, stages * sizeof(int));
  cudaMalloc(&length, sizeof(int));
  cudaMemset(length, 0, sizeof(int));

  cudaStream_t streams[stages];
  cudaEvent_t done[stages], begin, end;
  cudaEventCreate(&begin);
  cudaEventCreate(&end);
  for (int i = 0; i < stages; ++i) {
    cudaStreamCreate(&streams[i]);
    cudaEventCreateWithFlags(&done[i], cudaEventDisableTiming);
  }

  cudaEventRecord(begin, streams[0]);
  for (int i = 0; i < stages; ++i) {
    if (i > 0)
      cudaStreamWaitEvent(streams[i], done[i - 1], 0);
    append<<<1, 1, 0, streams[i]>>>(log, length, 10 * i);
    cudaEventRecord(done[i], streams[i]);
  }
  cudaEventRecord(end, streams[stages - 1]);
  cudaEventSynchronize(end);

  float milliseconds = -1.0f;
  cudaError_t timed = cudaEventElapsedTime(&milliseconds, begin, end);
  printf("timed: %d, not negative: %d\n", timed == cudaSuccess,
         milliseconds >= 0.0f);

  int finished = 0;
  for (int i = 0; i < stages; ++i)
    finished += cudaEventQuery(done[i]) == cudaSuccess;
  printf("finished stages: %d\n", finished);

  int host[stages];
  cudaMemcpy(host, log, sizeof host, cudaMemcpyDeviceToHost);
  for (int i = 0; i < stages; ++i)
    printf("%d%s", host[i], i + 1 < stages ? " " : "\n");

  for (int i = 0; i < stages; ++i) {
    cudaEventDestroy(done[i]);
    cudaStreamDestroy(streams[i]);
  }
  cudaEventDestroy(begin);
  cudaEventDestroy(end);
  cudaFree(log);
  cudaFree(length);
  return 0;
}
