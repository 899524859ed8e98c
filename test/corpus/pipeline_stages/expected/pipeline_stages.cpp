// Copies ahead of what is computed, in stages: a pipeline of one thread, one of
// a block whose first warp only copies, and the same by the primitives in C.
// SPDX-License-Identifier: Apache-2.0
#include <cw/coop.h>
#include <cstdio>
#include <cw/sync.h>
#include <cw/cxx.h>
#include <cw/sync.h>
#include <cw/runtime.h>

constexpr int Threads = 128, Batches = 12, Stages = 2;

CW_KERNEL void twoStages(const int *in, int *out) {
  CW_STATIC_SHARED(stage, int stage[Stages][Threads]);
  const auto size = cw::cxx::aligned_size_t<alignof(int)>(sizeof(int));
  cw::cxx::pipeline<cw::cxx::thread_scope_thread> pipe = cw::cxx::make_pipeline();
  const int t = cw::thread_idx().x;
  for (int batch = 0, fetch = 0; batch < Batches; ++batch) {
    for (; fetch < Batches && fetch < batch + Stages; ++fetch) {
      pipe.producer_acquire();
      cw::cxx::memcpy_async(&stage[fetch % Stages][t], &in[fetch * Threads + t],
                         size, pipe);
      pipe.producer_commit();
    }
    pipe.consumer_wait();
    cw::barrier();
    out[batch * Threads + t] = stage[batch % Stages][Threads - 1 - t];
    cw::barrier();
    pipe.consumer_release();
  }
}

CW_KERNEL void producersAndConsumers(const int *in, int *out) {
  CW_STATIC_SHARED(state, cw::cxx::pipeline_shared_state<cw::cxx::thread_scope_block, Stages>
      state);
  CW_STATIC_SHARED(stage, int stage[Stages][Threads]);
  auto block = cw::coop::this_thread_block();
  const bool producer = cw::thread_idx().x < 32;
  auto pipe = cw::cxx::make_pipeline(block, &state,
                                  producer ? cw::cxx::pipeline_role::producer
                                           : cw::cxx::pipeline_role::consumer);
  for (int batch = 0; batch < Batches; ++batch) {
    int *buffer = stage[batch % Stages];
    if (producer) {
      pipe.producer_acquire();
      for (int i = cw::thread_idx().x; i < Threads; i += 32)
        cw::cxx::memcpy_async(&buffer[i], &in[batch * Threads + i], sizeof(int),
                           pipe);
      pipe.producer_commit();
    } else {
      pipe.consumer_wait();
      for (int i = cw::thread_idx().x - 32; i < Threads; i += Threads - 32)
        out[batch * Threads + i] = buffer[Threads - 1 - i];
      pipe.consumer_release();
    }
  }
}

CW_KERNEL void primitives(const cw::int4 *in, cw::int4 *out) {
  CW_STATIC_SHARED(stage, cw::int4 stage[Stages][Threads / 4]);
  const cw::cxx::std::uint32_t t = cw::thread_idx().x, width = Threads / 4;
  cw::pipeline_memcpy_async(&stage[0][t], &in[t], sizeof(cw::int4));
  cw::pipeline_commit();
  for (int batch = 0; batch < Batches; ++batch) {
    if (batch + 1 < Batches)
      cw::pipeline_memcpy_async(&stage[(batch + 1) % Stages][t],
                              &in[(batch + 1) * width + t], sizeof(cw::int4));
    cw::pipeline_commit();
    cw::pipeline_wait_prior(1);
    cw::barrier();
    cw::int4 v = stage[batch % Stages][width - 1 - t];
    out[batch * width + t] = cw::make_int4(v.w, v.z, v.y, v.x);
    cw::barrier();
  }
}

int main() {
  const int n = Threads * Batches;
  static int in[n], out[3][n];
  for (int i = 0; i < n; ++i)
    in[i] = i * i % 1009;
  int *dIn, *dOut;
  cwMalloc(&dIn, sizeof in);
  cwMalloc(&dOut, sizeof out);
  cwMemcpy(dIn, in, sizeof in, cwMemcpyHostToDevice);
  cw::launch<twoStages>(1, Threads)(dIn, dOut);
  cw::launch<producersAndConsumers>(1, Threads)(dIn, dOut + n);
  cw::launch<primitives>(1, Threads / 4)((const cw::int4 *)dIn, (cw::int4 *)(dOut + 2 * n));
  cwMemcpy(out, dOut, sizeof out, cwMemcpyDeviceToHost);
  for (int k = 0; k < 3; ++k) {
    int wrong = 0;
    for (int i = 0; i < n; ++i)
      wrong += out[k][i] !=
               in[i / Threads * Threads + Threads - 1 - i % Threads];
    printf("wrong: %d\n", wrong);
  }
  cwFree(dIn);
  cwFree(dOut);
  return 0;
}
