// Cuts work into chunks that flow through several streams: copy in, compute,
// copy out.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cw/runtime.h>
#include <vector>

constexpr int kStreams = 4;
constexpr int kChunk = 512;
constexpr int kChunks = 12;

CW_KERNEL void polynomial(const unsigned *in, unsigned *out, unsigned c) {
  unsigned i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  unsigned x = in[i];
  out[i] = x * x * 3u + x * 5u + c;
}

int main() {
  const int n = kChunk * kChunks;
  unsigned *hostIn, *hostOut;
  cwHostAlloc(&hostIn, n * sizeof(unsigned), cwHostAllocDefault);
  cwHostAlloc(&hostOut, n * sizeof(unsigned), cwHostAllocDefault);
  for (int i = 0; i < n; ++i)
    hostIn[i] = (unsigned)i * 2654435761u;

  std::vector<cwStream_t> streams(kStreams);
  std::vector<unsigned *> in(kStreams), out(kStreams);
  for (int s = 0; s < kStreams; ++s) {
    cwStreamCreateWithFlags(&streams[s], cwStreamNonBlocking);
    cwMalloc(&in[s], kChunk * sizeof(unsigned));
    cwMalloc(&out[s], kChunk * sizeof(unsigned));
  }

  for (int chunk = 0; chunk < kChunks; ++chunk) {
    int s = chunk % kStreams;
    size_t at = (size_t)chunk * kChunk;
    cwMemcpyAsync(in[s], hostIn + at, kChunk * sizeof(unsigned),
                    cwMemcpyHostToDevice, streams[s]);
    cw::launch<polynomial>(kChunk / 128, 128, 0, streams[s])(in[s], out[s],
                                                     (unsigned)chunk);
    cwMemcpyAsync(hostOut + at, out[s], kChunk * sizeof(unsigned),
                    cwMemcpyDeviceToHost, streams[s]);
  }
  for (cwStream_t stream : streams)
    cwStreamSynchronize(stream);

  int wrong = 0;
  for (int i = 0; i < n; ++i) {
    unsigned x = hostIn[i];
    wrong += hostOut[i] != x * x * 3u + x * 5u + (unsigned)(i / kChunk);
  }
  int idle = 0;
  for (int s = 0; s < kStreams; ++s) {
    idle += cwStreamQuery(streams[s]) == cwSuccess;
    cwFree(in[s]);
    cwFree(out[s]);
    cwStreamDestroy(streams[s]);
  }
  cwFreeHost(hostIn);
  cwFreeHost(hostOut);
  printf("wrong: %d\nidle streams: %d\n", wrong, idle);
  return wrong != 0;
}
