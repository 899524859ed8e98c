/* A C program that uses the runtime API: properties, memory, streams. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <cuda_runtime_api.h>
#include <stdio.h>
#include <string.h>

#include "scale.h"

static int failures;

static void expect(enum cudaError error, const char *what) {
  if (error != cudaSuccess) {
    printf("%s: %s\n", what, cudaGetErrorString(error));
    failures++;
  }
}

int main(void) {
  struct cudaDeviceProp prop;
  int count = 0, device = -1;
  memset(&prop, 0, sizeof prop);
  expect(cudaGetDeviceCount(&count), "count");
  expect(cudaSetDevice(0), "set");
  expect(cudaGetDevice(&device), "get");
  expect(cudaGetDeviceProperties(&prop, device), "properties");
  printf("devices: %d, named: %d\n", count > 0, prop.name[0] != 0);
  printf("warp of a power of two: %d\n",
         prop.warpSize > 0 && (prop.warpSize & (prop.warpSize - 1)) == 0);
  printf("threads a block: %d\n", prop.maxThreadsPerBlock >= 256 &&
                                      prop.maxThreadsDim[0] >= 256);
  printf("memory: %d\n", prop.totalGlobalMem > 0 && prop.sharedMemPerBlock > 0);

  double host[100], back[100];
  void *data = NULL;
  cudaStream_t stream;
  cudaEvent_t event;
  int i, wrong = 0;
  for (i = 0; i < 100; i++)
    host[i] = i / 8.0;
  expect(cudaMalloc(&data, sizeof host), "malloc");
  expect(cudaStreamCreate(&stream), "stream");
  expect(cudaEventCreateWithFlags(&event, cudaEventDisableTiming), "event");
  expect(cudaMemcpyAsync(data, host, sizeof host, cudaMemcpyHostToDevice,
                         stream),
         "upload");
  expect(scale((double *)data, 100, 4.0, stream), "scale");
  expect(cudaEventRecord(event, stream), "record");
  expect(cudaEventSynchronize(event), "synchronize");
  expect(cudaMemcpy(back, data, sizeof back, cudaMemcpyDeviceToHost), "back");
  for (i = 0; i < 100; i++)
    wrong += back[i] != host[i] * 4.0;
  printf("wrong: %d\n", wrong);

  struct cudaPointerAttributes attributes;
  expect(cudaPointerGetAttributes(&attributes, data), "attributes");
  printf("device memory: %d\n", attributes.type == cudaMemoryTypeDevice &&
                                    attributes.devicePointer == data);
  expect(cudaEventDestroy(event), "destroy event");
  expect(cudaStreamDestroy(stream), "destroy stream");
  expect(cudaFree(data), "free");
  printf("failures: %d\n", failures);
  return failures;
}
