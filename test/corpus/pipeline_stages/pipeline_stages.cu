// Copies ahead of what is computed, in stages: a pipeline of one thread, one of
// a block whose first warp only copies, and the same by the primitives in C.
// SPDX-License-Identifier: Apache-2.0
#include <cooperative_groups.h>
#include <cstdio>
#include <cuda/pipeline>
#include <cuda/std/cstdint>
#include <cuda_pipeline.h>
#include <cuda_runtime.h>

constexpr int Threads = 128, Batches = 12, Stages = 2;

__global__ void twoStages(const int *in, int *out) {
  __shared__ int stage[Stages][Threads];
  const auto size = cuda::aligned_size_t<alignof(int)>(sizeof(int));
  cuda::pipeline<cuda::thread_scope_thread> pipe = cuda::make_pipeline();
  const int t = threadIdx.x;
  for (int batch = 0, fetch = 0; batch < Batches; ++batch) {
    for (; fetch < Batches && fetch < batch + Stages; ++fetch) {
      pipe.producer_acquire();
      cuda::memcpy_async(&stage[fetch % Stages][t], &in[fetch * Threads + t],
                         size, pipe);
      pipe.producer_commit();
    }
    pipe.consumer_wait();
    __syncthreads();
    out[batch * Threads + t] = stage[batch % Stages][Threads - 1 - t];
    __syncthreads();
    pipe.consumer_release();
  }
}

__global__ void producersAndConsumers(const int *in, int *out) {
  __shared__ cuda::pipeline_shared_state<cuda::thread_scope_block, Stages>
      state;
  __shared__ int stage[Stages][Threads];
  auto block = cooperative_groups::this_thread_block();
  const bool producer = threadIdx.x < 32;
  auto pipe = cuda::make_pipeline(block, &state,
                                  producer ? cuda::pipeline_role::producer
                                           : cuda::pipeline_role::consumer);
  for (int batch = 0; batch < Batches; ++batch) {
    int *buffer = stage[batch % Stages];
    if (producer) {
      pipe.producer_acquire();
      for (int i = threadIdx.x; i < Threads; i += 32)
        cuda::memcpy_async(&buffer[i], &in[batch * Threads + i], sizeof(int),
                           pipe);
      pipe.producer_commit();
    } else {
      pipe.consumer_wait();
      for (int i = threadIdx.x - 32; i < Threads; i += Threads - 32)
        out[batch * Threads + i] = buffer[Threads - 1 - i];
      pipe.consumer_release();
    }
  }
}

__global__ void primitives(const int4 *in, int4 *out) {
  __shared__ int4 stage[Stages][Threads / 4];
  const cuda::std::uint32_t t = threadIdx.x, width = Threads / 4;
  __pipeline_memcpy_async(&stage[0][t], &in[t], sizeof(int4));
  __pipeline_commit();
  for (int batch = 0; batch < Batches; ++batch) {
    if (batch + 1 < Batches)
      __pipeline_memcpy_async(&stage[(batch + 1) % Stages][t],
                              &in[(batch + 1) * width + t], sizeof(int4));
    __pipeline_commit();
    __pipeline_wait_prior(1);
    __syncthreads();
    int4 v = stage[batch % Stages][width - 1 - t];
    out[batch * width + t] = make_int4(v.w, v.z, v.y, v.x);
    __syncthreads();
  }
}

int main() {
  const int n = Threads * Batches;
  static int in[n], out[3][n];
  for (int i = 0; i < n; ++i)
    in[i] = i * i % 1009;
  int *dIn, *dOut;
  cudaMalloc(&dIn, sizeof in);
  cudaMalloc(&dOut, sizeof out);
  cudaMemcpy(dIn, in, sizeof in, cudaMemcpyHostToDevice);
  twoStages<<<1, Threads>>>(dIn, dOut);
  producersAndConsumers<<<1, Threads>>>(dIn, dOut + n);
  primitives<<<1, Threads / 4>>>((const int4 *)dIn, (int4 *)(dOut + 2 * n));
  cudaMemcpy(out, dOut, sizeof out, cudaMemcpyDeviceToHost);
  for (int k = 0; k < 3; ++k) {
    int wrong = 0;
    for (int i = 0; i < n; ++i)
      wrong += out[k][i] !=
               in[i / Threads * Threads + Threads - 1 - i % Threads];
    printf("wrong: %d\n", wrong);
  }
  cudaFree(dIn);
  cudaFree(dOut);
  return 0;
}
