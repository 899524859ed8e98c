// Host functions and stream callbacks that run in stream order, between
// kernels.
// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <cstdio>
#include <cuda_runtime.h>

struct Step {
  int *host;
  int expected;
  std::atomic<int> *matches;
};

__global__ void increment(int *value, int by) { *value += by; }

void CUDART_CB onHost(void *data) {
  Step *step = static_cast<Step *>(data);
  if (*step->host == step->expected)
    step->matches->fetch_add(1);
}

static void CUDART_CB onStream(cudaStream_t stream, cudaError_t status,
                               void *data) {
  if (status == cudaSuccess && stream != nullptr)
    onHost(data);
}

int main() {
  const int steps = 5;
  std::atomic<int> matches(0);
  Step plan[2 * steps];
  int *device, *host;
  cudaStream_t stream;
  cudaStreamCreate(&stream);
  cudaMalloc(&device, sizeof(int));
  cudaMallocHost((void **)&host, steps * 2 * sizeof(int));
  cudaMemsetAsync(device, 0, sizeof(int), stream);

  int value = 0;
  for (int i = 0; i < 2 * steps; ++i) {
    value += i;
    plan[i] = Step{&host[i], value, &matches};
    increment<<<1, 1, 0, stream>>>(device, i);
    cudaMemcpyAsync(&host[i], device, sizeof(int), cudaMemcpyDeviceToHost,
                    stream);
    if (i % 2)
      cudaLaunchHostFunc(stream, onHost, &plan[i]);
    else
      cudaStreamAddCallback(stream, onStream, &plan[i], 0);
  }
  cudaHostFn_t last = [](void *data) { *static_cast<int *>(data) = 77; };
  int seen = 0;
  cudaLaunchHostFunc(stream, last, &seen);
  cudaStreamSynchronize(stream);
  printf("callbacks that saw their value: %d\n", matches.load());
  printf("last: %d, value: %d\n", seen, host[2 * steps - 1]);

  cudaFreeHost(host);
  cudaFree(device);
  cudaStreamDestroy(stream);
  return 0;
}
