// A histogram with cuda::atomic: counters of the block in shared memory, of the
// device in global memory; a lock, and a reference to a plain variable. Types
// and functions of cuda::std on both sides.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cw/sync.h>
#include <cw/cxx.h>
#include <cw/cxx.h>
#include <cw/cxx.h>
#include <cw/cxx.h>
#include <cw/cxx.h>
#include <cw/runtime.h>

constexpr int Bins = 16, Threads = 128, Blocks = 8, N = 5000;
using device_counter = cw::cxx::atomic<unsigned, cw::cxx::thread_scope_device>;

template <class T>
CW_HOST CW_DEVICE constexpr cw::cxx::std::enable_if_t<
    cw::cxx::std::is_unsigned_v<T>, int>
binOf(T value) {
  return value % Bins;
}

struct Range {
  cw::cxx::std::array<unsigned, 2> ends;
};

CW_DEVICE cw::cxx::atomic<int, cw::cxx::thread_scope_device> lock;

CW_KERNEL void histogram(const unsigned *in, device_counter *counts,
                          Range *range, int *largest) {
  CW_STATIC_SHARED(local, cw::cxx::atomic<unsigned, cw::cxx::thread_scope_block> local[Bins]);
  if (cw::thread_idx().x < Bins)
    local[cw::thread_idx().x].store(0, cw::cxx::memory_order_relaxed);
  cw::barrier();
  unsigned low = cw::cxx::std::numeric_limits<unsigned>::max(), high = 0;
  for (int i = cw::block_idx().x * Threads + cw::thread_idx().x; i < N;
       i += Blocks * Threads) {
    local[binOf(in[i])].fetch_add(1, cw::cxx::memory_order_relaxed);
    low = cw::min(low, in[i]);
    high = cw::max(high, in[i]);
  }
  cw::barrier();
  if (cw::thread_idx().x < Bins)
    counts[cw::thread_idx().x] += local[cw::thread_idx().x].load();

  cw::cxx::atomic_ref<int, cw::cxx::thread_scope_device> top(*largest);
  top.fetch_max((int)high, cw::cxx::std::memory_order_relaxed);

  if (cw::thread_idx().x % 32 == 0) { // one at a time
    int open = 0;
    while (!lock.compare_exchange_weak(open, 1, cw::cxx::memory_order_acquire,
                                       cw::cxx::memory_order_relaxed))
      open = 0;
    volatile unsigned *ends = (volatile unsigned *)range->ends.data();
    ends[0] = cw::min(ends[0], low);
    ends[1] = cw::max(ends[1], high);
    lock.store(0, cw::cxx::memory_order_release);
  }
}

int main() {
  static unsigned in[N];
  unsigned expected[Bins] = {};
  for (int i = 0; i < N; ++i) {
    in[i] = 1000u + (i * 7919u) % 4093u;
    ++expected[binOf(in[i])];
  }
  auto ends = cw::cxx::std::make_tuple(~0u, 0u);
  Range range{{cw::cxx::std::get<0>(ends), cw::cxx::std::get<1>(ends)}};
  unsigned *dIn;
  device_counter *dCounts;
  Range *dRange;
  int *dLargest, largest;
  cwMalloc(&dIn, sizeof in);
  cwMalloc(&dCounts, Bins * sizeof(device_counter));
  cwMalloc(&dRange, sizeof range);
  cwMalloc(&dLargest, sizeof largest);
  cwMemcpy(dIn, in, sizeof in, cwMemcpyHostToDevice);
  cwMemset(dCounts, 0, Bins * sizeof(device_counter));
  cwMemcpy(dRange, &range, sizeof range, cwMemcpyHostToDevice);
  cwMemset(dLargest, 0, sizeof largest);
  cw::launch<histogram>(Blocks, Threads)(dIn, dCounts, dRange, dLargest);
  unsigned counts[Bins];
  cwMemcpy(counts, dCounts, sizeof counts, cwMemcpyDeviceToHost);
  cwMemcpy(&range, dRange, sizeof range, cwMemcpyDeviceToHost);
  cwMemcpy(&largest, dLargest, sizeof largest, cwMemcpyDeviceToHost);
  int wrong = 0;
  for (int i = 0; i < Bins; ++i)
    wrong += counts[i] != expected[i];
  printf("wrong: %d\nlargest: %d\n", wrong, largest);
  printf("of some: %u to %u\n", range.ends[0], range.ends[1]);
  cwFree(dIn);
  cwFree(dCounts);
  cwFree(dRange);
  cwFree(dLargest);
  return 0;
}
