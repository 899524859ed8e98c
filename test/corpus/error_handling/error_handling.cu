// What goes wrong is reported, not fatal: launches out of range, bad pointers,
// double frees, bad handles. The program goes on and still computes.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cstdio>
#include <cstring>

__global__ void answer(int *out) { *out = 42; }

// Error names without the prefix of the API.
static const char *name(cudaError_t error) {
  const char *full = cudaGetErrorName(error);
  const char *tail = strstr(full, "Error");
  return tail ? tail + strlen("Error") : "Success";
}

static void report(const char *what, cudaError_t error) {
  cudaError_t peeked = cudaPeekAtLastError();
  cudaError_t last = cudaGetLastError();
  printf("%s: %s (last: %s%s)\n", what, name(error), name(last),
         peeked == last ? "" : ", but peeked otherwise");
}

// Of the two errors that say so, which one depends on the release of CUDA.
static void reportLaunch(const char *what) {
  cudaError_t error = cudaPeekAtLastError();
  if (error != cudaErrorInvalidConfiguration && error != cudaErrorInvalidValue)
    return report(what, error);
  printf("%s: refused (last: %s)\n", what,
         cudaGetLastError() == error ? "the same" : "another");
}

int main() {
  int *data, *none = nullptr, host = 0;
  cudaMalloc(&data, sizeof(int));

  answer<<<1, 4096>>>(data);
  reportLaunch("too many threads");
  answer<<<1, dim3(1, 1, 512)>>>(data);
  reportLaunch("too deep a block");
  answer<<<0, 32>>>(data);
  reportLaunch("no block");
  answer<<<1, 0>>>(data);
  reportLaunch("no thread");

  report("copy from nowhere",
         cudaMemcpy(&host, none, sizeof(int), cudaMemcpyDeviceToHost));
  report("copy to nowhere",
         cudaMemcpy(none, &host, sizeof(int), cudaMemcpyHostToDevice));
  report("copy of nothing",
         cudaMemcpy(data, &host, 0, cudaMemcpyHostToDevice));
  report("copy in no direction",
         cudaMemcpy(data, &host, sizeof(int), (cudaMemcpyKind)77));
  report("no such device", cudaSetDevice(12345));
  report("too much memory", cudaMalloc(&none, (size_t)1 << 60));

  cudaEvent_t untimed, recorded;
  float elapsed;
  cudaEventCreateWithFlags(&untimed, cudaEventDisableTiming);
  cudaEventCreate(&recorded);
  cudaEventRecord(untimed);
  cudaEventRecord(recorded);
  cudaDeviceSynchronize();
  report("time of an untimed event",
         cudaEventElapsedTime(&elapsed, untimed, recorded));
  cudaEventDestroy(untimed);
  cudaEventDestroy(recorded);

  answer<<<1, 1>>>(data);
  report("a good launch", cudaDeviceSynchronize());
  cudaMemcpy(&host, data, sizeof(int), cudaMemcpyDeviceToHost);
  printf("answer: %d\n", host);
  report("first free", cudaFree(data));
  report("second free", cudaFree(data));
  report("free of the host's", cudaFree(&host));
  printf("described: %d\n",
         strlen(cudaGetErrorString(cudaErrorInvalidValue)) > 0 &&
             strcmp(cudaGetErrorString(cudaErrorInvalidValue),
                    cudaGetErrorString(cudaErrorMemoryAllocation)) != 0);
  return 0;
}
