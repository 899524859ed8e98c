// libcu++: atomic objects, barriers, pipelines, copies in stages; and the
// primitives beside it.
// SPDX-License-Identifier: Apache-2.0
#include <cw/coop.h>
#include <cw/cxx.h>
#include <cw/runtime.h>
#include <cw/sync.h>

CW_KERNEL void counts(const int *in, int n,
                      cw::cxx::atomic<int, cw::cxx::thread_scope_device> *out,
                      float *total) {
  CW_SHARED cw::cxx::atomic<int, cw::cxx::thread_scope_block> local[16];
  if (cw::thread_idx().x < 16)
    local[cw::thread_idx().x] = 0;
  cw::barrier();
  for (int i = cw::thread_idx().x; i < n; i += cw::block_dim().x)
    local[in[i] & 15].fetch_add(1, cw::cxx::memory_order_relaxed);
  cw::barrier();
  if (cw::thread_idx().x < 16)
    out[cw::thread_idx().x].fetch_add(local[cw::thread_idx().x].load(),
                                      cw::cxx::std::memory_order_relaxed);
  cw::cxx::atomic_ref<float, cw::cxx::thread_scope_device> sum(*total);
  sum.fetch_add(float(cw::cxx::ceil_div(n, 256)),
                cw::cxx::memory_order_relaxed);
  cw::cxx::atomic_thread_fence(cw::cxx::memory_order_release,
                               cw::cxx::thread_scope_device);
}

CW_KERNEL void phases(float *data) {
  CW_SHARED cw::cxx::barrier<cw::cxx::thread_scope_block> bar;
  CW_SHARED float tile[256];
  if (cw::thread_idx().x == 0)
    init(&bar, cw::block_dim().x);
  cw::barrier();
  cw::cxx::memcpy_async(&tile[cw::thread_idx().x], &data[cw::thread_idx().x],
                        cw::cxx::aligned_size_t<4>(sizeof(float)), bar);
  auto token = bar.arrive();
  bar.wait(cw::cxx::std::move(token));
  data[cw::thread_idx().x] = tile[cw::block_dim().x - 1 - cw::thread_idx().x];
}

CW_KERNEL void stages(const cw::float4 *in, cw::float4 *out, int batches) {
  CW_SHARED cw::float4 tile[2][128];
  cw::cxx::pipeline<cw::cxx::thread_scope_thread> pipe =
      cw::cxx::make_pipeline();
  cw::cxx::std::array<int, 2> used{0, 0};
  for (int batch = 0; batch < batches; ++batch) {
    pipe.producer_acquire();
    cw::cxx::memcpy_async(&tile[batch % 2][cw::thread_idx().x],
                          &in[batch * 128 + cw::thread_idx().x],
                          cw::cxx::aligned_size_t<16>(sizeof(cw::float4)),
                          pipe);
    pipe.producer_commit();
    cw::cxx::pipeline_consumer_wait_prior<0>(pipe);
    cw::barrier();
    out[batch * 128 + cw::thread_idx().x] =
        tile[batch % 2][127 - cw::thread_idx().x];
    used[batch % 2]++;
    pipe.consumer_release();
  }
  if (used[0] == cw::cxx::std::numeric_limits<int>::max())
    out[0].x = 0;
}

CW_KERNEL void roles(const int *in, int *out) {
  CW_SHARED cw::cxx::pipeline_shared_state<cw::cxx::thread_scope_block, 2>
      state;
  CW_SHARED int tile[64];
  auto block = cw::coop::this_thread_block();
  auto role = cw::thread_idx().x < 32 ? cw::cxx::pipeline_role::producer
                                      : cw::cxx::pipeline_role::consumer;
  auto pipe = cw::cxx::make_pipeline(block, &state, role);
  if (role == cw::cxx::pipeline_role::producer) {
    pipe.producer_acquire();
    cw::cxx::memcpy_async(&tile[cw::thread_idx().x], &in[cw::thread_idx().x],
                          sizeof(int), pipe);
    pipe.producer_commit();
  } else {
    pipe.consumer_wait();
    out[cw::thread_idx().x] = tile[cw::thread_idx().x - 32];
    pipe.consumer_release();
  }
}

CW_KERNEL void primitives(const cw::int4 *in, cw::int4 *out) {
  CW_SHARED cw::int4 tile[128];
  cw::pipeline_memcpy_async(&tile[cw::thread_idx().x], &in[cw::thread_idx().x],
                            sizeof(cw::int4));
  cw::pipeline_commit();
  cw::pipeline_wait_prior(0);
  cw::barrier();
  out[cw::thread_idx().x] = tile[127 - cw::thread_idx().x];
}

void run(int *i, float *f, cw::float4 *f4, cw::int4 *i4,
         cw::cxx::atomic<int, cw::cxx::thread_scope_device> *a) {
  cw::launch<counts>(1, 128)(i, 1000, a, f);
  cw::launch<phases>(1, 256)(f);
  cw::launch<stages>(1, 128)(f4, f4, 4);
  cw::launch<roles>(1, 64)(i, i);
  cw::launch<primitives>(1, 128)(i4, i4);
}
