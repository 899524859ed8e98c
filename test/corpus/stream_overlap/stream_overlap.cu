// Cuts work into chunks that flow through several streams: copy in, compute,
// copy out.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cuda_runtime.h>
#include <vector>

constexpr int kStreams = 4;
constexpr int kChunk = 512;
constexpr int kChunks = 12;

__global__ void polynomial(const unsigned *in, unsigned *out, unsigned c) {
  unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  unsigned x = in[i];
  out[i] = x * x * 3u + x * 5u + c;
}

int main() {
  const int n = kChunk * kChunks;
  unsigned *hostIn, *hostOut;
  cudaHostAlloc(&hostIn, n * sizeof(unsigned), cudaHostAllocDefault);
  cudaHostAlloc(&hostOut, n * sizeof(unsigned), cudaHostAllocDefault);
  for (int i = 0; i < n; ++i)
    hostIn[i] = (unsigned)i * 2654435761u;

  std::vector<cudaStream_t> streams(kStreams);
  std::vector<unsigned *> in(kStreams), out(kStreams);
  for (int s = 0; s < kStreams; ++s) {
    cudaStreamCreateWithFlags(&streams[s], cudaStreamNonBlocking);
    cudaMalloc(&in[s], kChunk * sizeof(unsigned));
    cudaMalloc(&out[s], kChunk * sizeof(unsigned));
  }

  for (int chunk = 0; chunk < kChunks; ++chunk) {
    int s = chunk % kStreams;
    size_t at = (size_t)chunk * kChunk;
    cudaMemcpyAsync(in[s], hostIn + at, kChunk * sizeof(unsigned),
                    cudaMemcpyHostToDevice, streams[s]);
    polynomial<<<kChunk / 128, 128, 0, streams[s]>>>(in[s], out[s],
                                                     (unsigned)chunk);
    cudaMemcpyAsync(hostOut + at, out[s], kChunk * sizeof(unsigned),
                    cudaMemcpyDeviceToHost, streams[s]);
  }
  for (cudaStream_t stream : streams)
    cudaStreamSynchronize(stream);

  int wrong = 0;
  for (int i = 0; i < n; ++i) {
    unsigned x = hostIn[i];
    wrong += hostOut[i] != x * x * 3u + x * 5u + (unsigned)(i / kChunk);
  }
  int idle = 0;
  for (int s = 0; s < kStreams; ++s) {
    idle += cudaStreamQuery(streams[s]) == cudaSuccess;
    cudaFree(in[s]);
    cudaFree(out[s]);
    cudaStreamDestroy(streams[s]);
  }
  cudaFreeHost(hostIn);
  cudaFreeHost(hostOut);
  printf("wrong: %d\nidle streams: %d\n", wrong, idle);
  return wrong != 0;
}
