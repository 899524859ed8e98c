// Atomic objects, barriers, latches, semaphores, pipelines and copies in
// stages, with the schedule of the process.
// SPDX-License-Identifier: Apache-2.0
#include "on_device.h"

#include <cw/coop.h>
#include <cw/sync.h>

#include <gtest/gtest.h>

#include <numeric>
#include <utility>
#include <vector>

namespace {

namespace cxx = cw::cxx;
using Barrier = cxx::barrier<cxx::thread_scope_block>;

// --- Atomic objects ---

template <class T> void check_arithmetic() {
  cxx::atomic<T, cxx::thread_scope_device> a(T(5));
  EXPECT_EQ(a.fetch_add(T(3)), T(5));
  EXPECT_EQ(a.fetch_sub(T(2), cxx::memory_order_relaxed), T(8));
  EXPECT_EQ(a.fetch_max(T(9)), T(6));
  EXPECT_EQ(a.fetch_min(T(4)), T(9));
  EXPECT_EQ(a.load(), T(4));
  EXPECT_EQ(a.exchange(T(7)), T(4));
  T expected = T(1);
  EXPECT_FALSE(a.compare_exchange_strong(expected, T(2)));
  EXPECT_EQ(expected, T(7));
  EXPECT_TRUE(a.compare_exchange_strong(
      expected, T(2), cxx::memory_order_acq_rel, cxx::memory_order_acquire));
  a.store(T(3), cxx::memory_order_release);
  EXPECT_EQ(T(a), T(3));
  EXPECT_EQ(a = T(1), T(1));
  EXPECT_EQ(++a, T(2));
  EXPECT_EQ(a++, T(2));
  EXPECT_EQ(--a, T(2));
  EXPECT_EQ(a--, T(2));
  EXPECT_EQ(a += T(4), T(5));
  EXPECT_EQ(a -= T(3), T(2));
}
TEST(SyncAtomic, DoesArithmetic) {
  check_arithmetic<int>();
  check_arithmetic<unsigned long long>();
  check_arithmetic<short>();
  check_arithmetic<float>();
  check_arithmetic<double>();
  cxx::atomic<unsigned> bits(0b1100u);
  EXPECT_EQ(bits.fetch_and(0b0110u), 0b1100u);
  EXPECT_EQ(bits.fetch_or(0b0001u), 0b0100u);
  EXPECT_EQ(bits.fetch_xor(0b1111u), 0b0101u);
  EXPECT_EQ(bits &= 0b0010u, 0b0010u);
  EXPECT_EQ(bits |= 0b1000u, 0b1010u);
  EXPECT_EQ(bits ^= 0b0010u, 0b1000u);
  static_assert(sizeof(bits) == sizeof(unsigned));
  EXPECT_TRUE(bits.is_lock_free());
}
TEST(SyncAtomic, WorksOnPointersAndStructures) {
  int row[4] = {1, 2, 3, 4};
  cxx::atomic<int *> p(row);
  EXPECT_EQ(*p.fetch_add(2), 1);
  EXPECT_EQ(*p.load(), 3);
  EXPECT_EQ(*(p -= 1), 2);
  struct Pair {
    int a, b;
  };
  cxx::atomic<Pair> pair(Pair{1, 2});
  EXPECT_EQ(pair.exchange(Pair{3, 4}).b, 2);
  EXPECT_EQ(pair.load().a, 3);
}
TEST(SyncAtomic, RefersToObjectsElsewhere) {
  int value = 1;
  cxx::atomic_ref<int, cxx::thread_scope_block> ref(value);
  ref.fetch_add(2);
  cxx::atomic_ref<int, cxx::thread_scope_block> again = ref;
  again = again.load() * 2;
  EXPECT_EQ(value, 6);
  cxx::std::atomic_flag flag;
  flag.clear();
  EXPECT_FALSE(flag.test_and_set());
  EXPECT_TRUE(flag.test());
}

CW_KERNEL void histogram(const int *in, int n,
                         cxx::atomic<int, cxx::thread_scope_device> *out) {
  CW_SHARED cxx::atomic<int, cxx::thread_scope_block> counts[8];
  const unsigned i = cw::thread_idx().x;
  if (i < 8)
    counts[i] = 0;
  cw::barrier();
  for (int at = int(i); at < n; at += int(cw::block_dim().x))
    counts[in[at]].fetch_add(1, cxx::memory_order_relaxed);
  cw::barrier();
  if (i < 8)
    out[i] += counts[i];
}
TEST(SyncAtomic, CountsInSharedMemory) {
  std::vector<int> in(1000);
  for (int i = 0; i < 1000; ++i)
    in[i] = i * i % 8;
  std::vector<int> expected(8);
  for (int v : in)
    expected[v] += 6;
  std::vector<cxx::atomic<int, cxx::thread_scope_device>> out(8);
  for (auto &o : out)
    o = 0;
  run_on_device(histogram, 6, 96, in.data(), 1000, out.data());
  for (int i = 0; i < 8; ++i)
    EXPECT_EQ(int(out[i]), expected[i]);
}

// Threads wait for the last one with a loop, with wait() and with a lock.
CW_KERNEL void spin_kernel(int *out) {
  CW_SHARED cxx::atomic<int, cxx::thread_scope_block> turn, ready;
  CW_SHARED cxx::std::atomic_flag lock;
  const int i = int(cw::thread_idx().x), n = int(cw::block_dim().x);
  if (i == 0) {
    turn = n - 1;
    ready = 0;
    lock.clear();
  }
  cw::barrier();
  while (turn.load(cxx::memory_order_acquire) != i)
    ;
  out[0] = out[0] * 2 % 1009 + i;
  turn.store(i - 1, cxx::memory_order_release);
  if (i == n / 2) {
    ready.store(1);
    ready.notify_all();
  }
  ready.wait(0);
  while (lock.test_and_set(cxx::memory_order_acquire))
    ;
  ++out[1];
  lock.clear(cxx::memory_order_release);
}
TEST(SyncAtomic, IsWaitedForByThreadsOfTheBlock) {
  std::vector<int> out(2);
  run_on_device(spin_kernel, 1, 70, out.data());
  int expected = 0;
  for (int i = 69; i >= 0; --i)
    expected = expected * 2 % 1009 + i;
  EXPECT_EQ(out, (std::vector<int>{expected, 70}));
}

// --- Barriers ---

CW_KERNEL void barrier_kernel(int *sums, int rounds) {
  CW_SHARED Barrier bar;
  CW_SHARED int values[128];
  const int i = int(cw::thread_idx().x), n = int(cw::block_dim().x);
  if (i == 0)
    init(&bar, n);
  cw::barrier();
  for (int round = 0; round < rounds; ++round) {
    values[i] = i + round;
    Barrier::arrival_token token = bar.arrive();
    bar.wait(std::move(token));
    int sum = 0;
    for (int k = 0; k < n; ++k)
      sum += values[k];
    sums[(int(cw::block_idx().x) * rounds + round) * n + i] = sum;
    bar.arrive_and_wait();
  }
}
TEST(SyncBarrier, SeparatesPhases) {
  const int n = 100, rounds = 5, blocks = 7;
  std::vector<int> sums(n * rounds * blocks);
  run_on_device(barrier_kernel, blocks, n, sums.data(), rounds);
  for (int b = 0; b < blocks; ++b)
    for (int r = 0; r < rounds; ++r)
      for (int i = 0; i < n; ++i)
        ASSERT_EQ(sums[(b * rounds + r) * n + i], n * (n - 1) / 2 + n * r);
}

// As many producers as a warp has lanes fill, the others read: two barriers per
// buffer.
CW_KERNEL void producer_consumer(int *out, int steps) {
  CW_SHARED Barrier full, empty;
  CW_SHARED int buffer[32];
  const int i = int(cw::thread_idx().x), n = int(cw::block_dim().x);
  if (i == 0) {
    init(&full, n);
    init(&empty, n);
  }
  cw::barrier();
  if (i < 32) {
    for (int step = 0; step < steps; ++step) {
      if (step > 0)
        empty.arrive_and_wait();
      buffer[i] = step * 100 + i;
      (void)full.arrive();
    }
  } else {
    for (int step = 0; step < steps; ++step) {
      full.arrive_and_wait();
      out[step * (n - 32) + i - 32] = buffer[i % 32];
      if (step + 1 < steps)
        (void)empty.arrive();
    }
  }
}
TEST(SyncBarrier, LetsSomeArriveAndOthersWait) {
  const int n = 96, steps = 6;
  std::vector<int> out((n - 32) * steps);
  run_on_device(producer_consumer, 1, n, out.data(), steps);
  for (int step = 0; step < steps; ++step)
    for (int i = 32; i < n; ++i)
      ASSERT_EQ(out[step * (n - 32) + i - 32], step * 100 + i % 32);
}

struct CountPhases {
  int *count;
  void operator()() { ++*count; }
};
CW_KERNEL void completion_kernel(int *phases, int *left) {
  CW_SHARED cxx::barrier<cxx::thread_scope_block, CountPhases> bar;
  const int i = int(cw::thread_idx().x), n = int(cw::block_dim().x);
  if (i == 0)
    init(&bar, n, CountPhases{phases});
  cw::barrier();
  bar.arrive_and_wait();
  if (i >= n / 2) {
    bar.arrive_and_drop();
    return;
  }
  bar.arrive_and_wait();
  bar.arrive_and_wait();
  left[i] = *phases;
}
TEST(SyncBarrier, CallsTheCompletionAndForgetsWhoDropsOut) {
  std::vector<int> left(20);
  int phases = 0;
  run_on_device(completion_kernel, 1, 40, &phases, left.data());
  EXPECT_EQ(phases, 3);
  EXPECT_EQ(left, std::vector<int>(20, 3));
}

CW_KERNEL void trying_kernel(int *out) {
  CW_SHARED Barrier bar;
  CW_SHARED int value;
  const int i = int(cw::thread_idx().x);
  if (i == 0)
    init(&bar, 2);
  cw::barrier();
  if (i == 1) {
    value = 42;
    (void)bar.arrive();
    bar.wait_parity(false);
  } else if (i == 0) {
    auto token = bar.arrive();
    while (!bar.try_wait(std::move(token)))
      ;
    out[0] = value;
    out[1] = bar.try_wait_parity(false) && !bar.try_wait_parity(true);
    out[2] = bar.try_wait_for(bar.arrive(), std::chrono::microseconds(10));
  }
}
TEST(SyncBarrier, CanBeTried) {
  std::vector<int> out(3);
  run_on_device(trying_kernel, 1, 2, out.data());
  EXPECT_EQ(out, (std::vector<int>{42, 1, 0}));
}

CW_KERNEL void stuck_kernel() {
  CW_SHARED Barrier bar;
  if (cw::thread_idx().x == 0)
    init(&bar, cw::block_dim().x + 1);
  cw::barrier();
  bar.arrive_and_wait();
}
TEST(SyncBarrier, ThatNobodyCompletesIsADeadlock) {
  testing::internal::CaptureStderr();
  cw::launch(stuck_kernel, 1, 40)();
  EXPECT_EQ(cwDeviceSynchronize(), cwErrorLaunchFailure);
  EXPECT_NE(testing::internal::GetCapturedStderr().find(
                "40 of 40 threads wait for others of a group or at a barrier"),
            std::string::npos);
  EXPECT_EQ(cwDeviceReset(), cwSuccess);
}

CW_KERNEL void across_blocks(cxx::barrier<cxx::thread_scope_device> *bar,
                             int *data) {
  const int i = int(cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x),
            n = int(cw::grid_dim().x * cw::block_dim().x);
  data[i] = i;
  bar->arrive_and_wait();
  const int other = data[n - 1 - i];
  bar->arrive_and_wait();
  data[i] = other;
}
TEST(SyncBarrier, OfTheDeviceJoinsBlocks) {
  const int n = 4 * 30;
  cxx::barrier<cxx::thread_scope_device> bar(n);
  std::vector<int> data(n);
  auto *b = &bar;
  int *d = data.data();
  void *arguments[] = {&b, &d};
  EXPECT_EQ(cwLaunchCooperativeKernel(cw::kernel_address(across_blocks), 4, 30,
                                      arguments, 0, nullptr),
            cwSuccess);
  EXPECT_EQ(cwDeviceSynchronize(), cwSuccess);
  for (int i = 0; i < n; ++i)
    EXPECT_EQ(data[i], n - 1 - i);
}

// --- Latches and semaphores ---

CW_KERNEL void latch_kernel(int *out) {
  CW_SHARED cxx::latch<cxx::thread_scope_block> latch;
  CW_SHARED cxx::counting_semaphore<cxx::thread_scope_block, 3> room;
  CW_SHARED int inside;
  const int i = int(cw::thread_idx().x), n = int(cw::block_dim().x);
  if (i == 0) {
    new (&latch) cxx::latch<cxx::thread_scope_block>(n / 2);
    new (&room) cxx::counting_semaphore<cxx::thread_scope_block, 3>(3);
    inside = 0;
  }
  cw::barrier();
  if (i < n / 2) {
    out[i] = i;
    latch.count_down();
  } else {
    latch.wait();
    out[i] = out[i - n / 2] + 1;
  }
  room.acquire();
  ++inside;
  cw::nanosleep(10);
  if (inside > 3)
    out[0] = -1;
  --inside;
  room.release();
}
TEST(SyncLatch, OpensOnceAndSemaphoresCount) {
  std::vector<int> out(60);
  run_on_device(latch_kernel, 1, 60, out.data());
  for (int i = 0; i < 30; ++i) {
    EXPECT_EQ(out[i], i);
    EXPECT_EQ(out[30 + i], i + 1);
  }
  cxx::std::binary_semaphore one(1);
  EXPECT_TRUE(one.try_acquire());
  EXPECT_FALSE(one.try_acquire_for(std::chrono::milliseconds(1)));
  one.release();
  EXPECT_TRUE(one.try_acquire());
}

// --- Pipelines and copies ---

CW_KERNEL void own_pipeline(const int *in, int *out, int batches) {
  CW_SHARED int stages[2][64];
  const int i = int(cw::thread_idx().x), n = int(cw::block_dim().x);
  const auto size = cxx::aligned_size_t<alignof(int)>(sizeof(int));
  cxx::pipeline<cxx::thread_scope_thread> pipe = cxx::make_pipeline();
  for (int batch = 0, fetched = 0; batch < batches; ++batch) {
    for (; fetched < batches && fetched < batch + 2; ++fetched) {
      pipe.producer_acquire();
      cxx::memcpy_async(&stages[fetched % 2][i], &in[fetched * n + i], size,
                        pipe);
      pipe.producer_commit();
    }
    cxx::pipeline_consumer_wait_prior<1>(pipe);
    cw::barrier();
    out[batch * n + i] = stages[batch % 2][n - 1 - i];
    cw::barrier();
    pipe.consumer_release();
  }
}

// Roles: 0 all do both, 1 the first third produces, 2 each third thread says
// that it produces.
CW_KERNEL void shared_pipeline(const int *in, int *out, int batches,
                               int roles) {
  CW_SHARED int stages[3][64];
  CW_SHARED cxx::pipeline_shared_state<cxx::thread_scope_block, 3> state;
  const auto block = cw::coop::this_thread_block();
  const int i = int(block.thread_rank()), n = int(block.size());
  const bool produces = roles == 0 || (roles == 1 ? i < n / 3 : i % 3 == 0),
             consumes = roles == 0 || !produces;
  const auto role =
      produces ? cxx::pipeline_role::producer : cxx::pipeline_role::consumer;
  auto pipe = roles == 0   ? cxx::make_pipeline(block, &state)
              : roles == 1 ? cxx::make_pipeline(block, &state, n / 3)
                           : cxx::make_pipeline(block, &state, role);
  const int producers = roles == 0 ? n : (roles == 1 ? n / 3 : (n + 2) / 3),
            rank = roles == 2 ? i / 3 : i;
  auto produce = [&](int batch) {
    pipe.producer_acquire();
    for (int k = rank; k < 64; k += producers)
      cxx::memcpy_async(&stages[batch % 3][k], &in[batch * 64 + k], sizeof(int),
                        pipe);
    pipe.producer_commit();
  };
  auto consume = [&](int batch) {
    pipe.consumer_wait();
    int sum = 0;
    for (int k = 0; k < 64; ++k)
      sum += stages[batch % 3][k];
    out[batch * n + i] = sum;
    pipe.consumer_release();
  };
  if (produces && consumes) {
    for (int batch = 0, fetched = 0; batch < batches; ++batch) {
      for (; fetched < batches && fetched < batch + 3; ++fetched)
        produce(fetched);
      consume(batch);
    }
  } else {
    for (int batch = 0; batch < batches; ++batch)
      produces ? produce(batch) : consume(batch);
  }
}
TEST(SyncPipeline, OfOneThreadCopiesAhead) {
  const int n = 64, batches = 7;
  std::vector<int> in(n * batches), out(n * batches);
  std::iota(in.begin(), in.end(), 0);
  run_on_device(own_pipeline, 1, n, in.data(), out.data(), batches);
  for (int b = 0; b < batches; ++b)
    for (int i = 0; i < n; ++i)
      ASSERT_EQ(out[b * n + i], b * n + n - 1 - i);
}
TEST(SyncPipeline, OfABlockKnowsItsRoles) {
  const int n = 48, batches = 10;
  std::vector<int> in(64 * batches);
  std::iota(in.begin(), in.end(), 0);
  for (int roles = 0; roles < 3; ++roles) {
    std::vector<int> out(n * batches, -1);
    run_on_device(shared_pipeline, 2, n, in.data(), out.data(), batches, roles);
    for (int b = 0; b < batches; ++b)
      for (int i = 0; i < n; ++i) {
        const bool consumes = roles == 0 || (roles == 1 ? i >= n / 3 : i % 3);
        ASSERT_EQ(out[b * n + i], consumes ? 64 * 63 / 2 + b * 64 * 64 : -1)
            << roles << " " << b << " " << i;
      }
  }
}

// The others do not wait for threads that left.
CW_KERNEL void leaving_kernel(int *out) {
  CW_SHARED cxx::pipeline_shared_state<cxx::thread_scope_block, 2> state;
  const auto block = cw::coop::this_thread_block();
  const int i = int(block.thread_rank());
  auto pipe = cxx::make_pipeline(block, &state);
  const int steps = i % 2 ? 3 : 8;
  for (int step = 0; step < steps; ++step) {
    pipe.producer_acquire();
    pipe.producer_commit();
    pipe.consumer_wait();
    pipe.consumer_release();
    ++out[i];
  }
  if (pipe.quit())
    ++out[block.size()];
}
TEST(SyncPipeline, GoesOnWithoutThoseWhoQuit) {
  std::vector<int> out(41);
  run_on_device(leaving_kernel, 1, 40, out.data());
  for (int i = 0; i < 40; ++i)
    EXPECT_EQ(out[i], i % 2 ? 3 : 8);
  EXPECT_EQ(out[40], 1);
}

CW_KERNEL void group_copy(const double *in, double *out) {
  CW_SHARED Barrier bar;
  CW_SHARED double tile[100];
  const auto block = cw::coop::this_thread_block();
  if (block.thread_rank() == 0)
    init(&bar, block.size());
  block.sync();
  cxx::memcpy_async(block, tile, in,
                    cxx::aligned_size_t<16>(100 * sizeof(double)), bar);
  bar.arrive_and_wait();
  for (unsigned k = block.thread_rank(); k < 100; k += block.size())
    out[k] = tile[99 - k];
}
TEST(SyncCopy, IsSharedByAGroup) {
  std::vector<double> in(100), out(100);
  std::iota(in.begin(), in.end(), 0.5);
  run_on_device(group_copy, 1, 33, in.data(), out.data());
  for (int k = 0; k < 100; ++k)
    EXPECT_EQ(out[k], 99.5 - k);
}

CW_KERNEL void primitives_kernel(const int *in, int *out) {
  CW_SHARED cw::mbarrier_t bar;
  CW_SHARED int tile[64];
  const int i = int(cw::thread_idx().x), n = int(cw::block_dim().x);
  if (i == 0)
    cw::mbarrier_init(&bar, unsigned(n));
  cw::barrier();
  cw::pipeline_memcpy_async(&tile[i], &in[i], sizeof(int),
                            i == 3 ? sizeof(int) : 0);
  cw::pipeline_arrive_on(&bar);
  cw::pipeline_commit();
  cw::pipeline_wait_prior(0);
  cw::mbarrier_token_t token = cw::mbarrier_arrive(&bar);
  while (!cw::mbarrier_test_wait(&bar, token))
    ;
  out[i] = tile[n - 1 - i];
}
TEST(SyncCopy, HasPlainFunctions) {
  std::vector<int> in(64), out(64);
  std::iota(in.begin(), in.end(), 1);
  run_on_device(primitives_kernel, 1, 64, in.data(), out.data());
  for (int i = 0; i < 64; ++i)
    EXPECT_EQ(out[i], i == 60 ? 0 : 64 - i);
}

// --- The C++ library ---

TEST(SyncLibrary, IsTheHosts) {
  static_assert(cxx::ceil_div(9, 4u) == 3 && cxx::ceil_div(8, 4) == 2);
  static_assert(cxx::round_up(9, 4) == 12 && cxx::round_down(9, 4) == 8);
  static_assert(cxx::maximum<>()(1, 2.5) == 2.5);
  static_assert(cxx::minimum<int>()(1, 2) == 1);
  EXPECT_EQ(cxx::proclaim_return_type<int>([](int x) { return x + 0.5; })(2),
            2);
  static_assert(
      cxx::std::is_same_v<cxx::std::remove_cvref_t<const int &>, int>);
  static_assert(cxx::std::numeric_limits<int>::max() == 2147483647);
  static_assert(cxx::std::identity()(3) == 3);
  cxx::std::array<int, 3> a{1, 2, 3};
  auto [x, y] = cxx::std::make_tuple(a[1], cxx::std::max(4, 5));
  EXPECT_EQ(x + y, 7);
  EXPECT_EQ(cxx::std::bit_cast<cxx::std::uint32_t>(1.0f), 0x3f800000u);
  EXPECT_EQ(cxx::std::complex<float>(1, 2).imag(), 2);
  EXPECT_EQ(
      cxx::std::chrono::nanoseconds(cxx::std::chrono::microseconds(2)).count(),
      2000);
}

} // namespace
