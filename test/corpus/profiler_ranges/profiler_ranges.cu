// Ranges and marks that a profiler shows, in the host code around kernels.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <nvtx3/nvToolsExt.h>
#include <cuda_profiler_api.h>
#include <cstdio>

class Range {
public:
  explicit Range(const char *name) { nvtxRangePushA(name); }
  ~Range() { nvtxRangePop(); }
};

#define RANGE(name) Range range_of_##name(#name)

__global__ void triple(int *data, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    data[i] *= 3;
}

static void mark(const char *text, unsigned color) {
  nvtxEventAttributes_t event = {};
  event.version = NVTX_VERSION;
  event.size = NVTX_EVENT_ATTRIB_STRUCT_SIZE;
  event.colorType = NVTX_COLOR_ARGB;
  event.color = color;
  event.messageType = NVTX_MESSAGE_TYPE_ASCII;
  event.message.ascii = text;
  nvtxMarkEx(&event);
}

int main() {
  const int n = 100;
  int *data, sum = 0;
  cudaProfilerStart();
  {
    RANGE(setup);
    cudaMallocManaged(&data, n * sizeof *data);
    for (int i = 0; i < n; ++i)
      data[i] = i;
  }
  nvtxRangeId_t whole = nvtxRangeStartA("whole");
  {
    RANGE(triple);
    triple<<<1, 128>>>(data, n);
    cudaDeviceSynchronize();
    mark("tripled", 0xff00ff00u);
  }
  nvtxRangeEnd(whole);
  cudaProfilerStop();
  for (int i = 0; i < n; ++i)
    sum += data[i];
  std::printf("sum: %d\n", sum);
  cudaFree(data);
}
