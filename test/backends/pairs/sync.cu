// libcu++: atomic objects, barriers, pipelines, copies in stages; and the
// primitives beside it.
// SPDX-License-Identifier: Apache-2.0
#include <cooperative_groups.h>
#include <cuda/atomic>
#include <cuda/barrier>
#include <cuda/cmath>
#include <cuda/pipeline>
#include <cuda/std/array>
#include <cuda/std/limits>
#include <cuda/std/type_traits>
#include <cuda/std/utility>
#include <cuda_pipeline.h>
#include <cuda_runtime.h>

__global__ void counts(const int *in, int n,
                       cuda::atomic<int, cuda::thread_scope_device> *out,
                       float *total) {
  __shared__ cuda::atomic<int, cuda::thread_scope_block> local[16];
  if (threadIdx.x < 16)
    local[threadIdx.x] = 0;
  __syncthreads();
  for (int i = threadIdx.x; i < n; i += blockDim.x)
    local[in[i] & 15].fetch_add(1, cuda::memory_order_relaxed);
  __syncthreads();
  if (threadIdx.x < 16)
    out[threadIdx.x].fetch_add(local[threadIdx.x].load(),
                               cuda::std::memory_order_relaxed);
  cuda::atomic_ref<float, cuda::thread_scope_device> sum(*total);
  sum.fetch_add(float(cuda::ceil_div(n, 256)), cuda::memory_order_relaxed);
  cuda::atomic_thread_fence(cuda::memory_order_release,
                            cuda::thread_scope_device);
}

__global__ void phases(float *data) {
  __shared__ cuda::barrier<cuda::thread_scope_block> bar;
  __shared__ float tile[256];
  if (threadIdx.x == 0)
    init(&bar, blockDim.x);
  __syncthreads();
  cuda::memcpy_async(&tile[threadIdx.x], &data[threadIdx.x],
                     cuda::aligned_size_t<4>(sizeof(float)), bar);
  auto token = bar.arrive();
  bar.wait(cuda::std::move(token));
  data[threadIdx.x] = tile[blockDim.x - 1 - threadIdx.x];
}

__global__ void stages(const float4 *in, float4 *out, int batches) {
  __shared__ float4 tile[2][128];
  cuda::pipeline<cuda::thread_scope_thread> pipe = cuda::make_pipeline();
  cuda::std::array<int, 2> used{0, 0};
  for (int batch = 0; batch < batches; ++batch) {
    pipe.producer_acquire();
    cuda::memcpy_async(&tile[batch % 2][threadIdx.x],
                       &in[batch * 128 + threadIdx.x],
                       cuda::aligned_size_t<16>(sizeof(float4)), pipe);
    pipe.producer_commit();
    cuda::pipeline_consumer_wait_prior<0>(pipe);
    __syncthreads();
    out[batch * 128 + threadIdx.x] = tile[batch % 2][127 - threadIdx.x];
    used[batch % 2]++;
    pipe.consumer_release();
  }
  if (used[0] == cuda::std::numeric_limits<int>::max())
    out[0].x = 0;
}

__global__ void roles(const int *in, int *out) {
  __shared__ cuda::pipeline_shared_state<cuda::thread_scope_block, 2> state;
  __shared__ int tile[64];
  auto block = cooperative_groups::this_thread_block();
  auto role = threadIdx.x < 32 ? cuda::pipeline_role::producer
                               : cuda::pipeline_role::consumer;
  auto pipe = cuda::make_pipeline(block, &state, role);
  if (role == cuda::pipeline_role::producer) {
    pipe.producer_acquire();
    cuda::memcpy_async(&tile[threadIdx.x], &in[threadIdx.x], sizeof(int), pipe);
    pipe.producer_commit();
  } else {
    pipe.consumer_wait();
    out[threadIdx.x] = tile[threadIdx.x - 32];
    pipe.consumer_release();
  }
}

__global__ void primitives(const int4 *in, int4 *out) {
  __shared__ int4 tile[128];
  __pipeline_memcpy_async(&tile[threadIdx.x], &in[threadIdx.x], sizeof(int4));
  __pipeline_commit();
  __pipeline_wait_prior(0);
  __syncthreads();
  out[threadIdx.x] = tile[127 - threadIdx.x];
}

void run(int *i, float *f, float4 *f4, int4 *i4,
         cuda::atomic<int, cuda::thread_scope_device> *a) {
  counts<<<1, 128>>>(i, 1000, a, f);
  phases<<<1, 256>>>(f);
  stages<<<1, 128>>>(f4, f4, 4);
  roles<<<1, 64>>>(i, i);
  primitives<<<1, 128>>>(i4, i4);
}
