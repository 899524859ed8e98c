// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include "bench.h"
__global__ void empty() {}
__global__ void one(int *p) { if (threadIdx.x == 0) *p += 1; }
int main() {
  const int k = sized(10000);
  int *p;
  cudaMalloc(&p, 4);
  cudaMemset(p, 0, 4);
  cudaStream_t s, t;
  cudaStreamCreate(&s);
  cudaStreamCreate(&t);
  cudaEvent_t e;
  cudaEventCreateWithFlags(&e, cudaEventDisableTiming);
  bench("launch_async_1x1", [&] {
    for (int i = 0; i < k; ++i) empty<<<1, 1, 0, s>>>();
    cudaStreamSynchronize(s);
  }, k);
  bench("launch_sync_1x1", [&] {
    for (int i = 0; i < k; ++i) {
      empty<<<1, 1, 0, s>>>();
      cudaStreamSynchronize(s);
    }
  }, k);
  bench("launch_sync_64x32", [&] {
    for (int i = 0; i < k; ++i) {
      one<<<64, 32, 0, s>>>(p);
      cudaStreamSynchronize(s);
    }
  }, k);
  bench("event_record_wait", [&] {
    for (int i = 0; i < k; ++i) {
      cudaEventRecord(e, s);
      cudaStreamWaitEvent(t, e, 0);
    }
    cudaStreamSynchronize(t);
  }, k);
  bench("event_record_sync", [&] {
    for (int i = 0; i < k; ++i) {
      cudaEventRecord(e, s);
      cudaEventSynchronize(e);
    }
  }, k);
  cudaStreamDestroy(s);
  cudaStreamDestroy(t);
}
