// Atomic operations: their results, the new values, and no lost updates by
// concurrent host threads.
// SPDX-License-Identifier: Apache-2.0
#include <cw/atomics.h>

#include <gtest/gtest.h>

#include <limits>
#include <thread>
#include <vector>

namespace {

// Every scope of an operation returns the old value and stores the new one.
#define EXPECT_ATOMIC(NAME, T, BEFORE, VALUE, AFTER)                           \
  do {                                                                         \
    T memory = BEFORE;                                                         \
    EXPECT_EQ(cw::NAME(&memory, T(VALUE)), T(BEFORE)) << #NAME " " #T;         \
    EXPECT_EQ(memory, T(AFTER)) << #NAME " " #T;                               \
    memory = BEFORE;                                                           \
    EXPECT_EQ(cw::NAME##_block(&memory, T(VALUE)), T(BEFORE));                 \
    EXPECT_EQ(memory, T(AFTER)) << #NAME "_block " #T;                         \
    memory = BEFORE;                                                           \
    EXPECT_EQ(cw::NAME##_system(&memory, T(VALUE)), T(BEFORE));                \
    EXPECT_EQ(memory, T(AFTER)) << #NAME "_system " #T;                        \
  } while (0)

using longlong = long long;
using ull = unsigned long long;

TEST(Atomics, Arithmetic) {
  EXPECT_ATOMIC(atomic_add, int, 5, -7, -2);
  EXPECT_ATOMIC(atomic_add, int, 5, 0, 5);
  EXPECT_ATOMIC(atomic_add, unsigned, ~0u, 2, 1);
  EXPECT_ATOMIC(atomic_add, ull, 1ull << 40, 1, (1ull << 40) + 1);
  EXPECT_ATOMIC(atomic_add, float, 1.5f, 2.25f, 3.75f);
  EXPECT_ATOMIC(atomic_add, double, 1.5, 2.25, 3.75);
  EXPECT_ATOMIC(atomic_sub, int, 5, 7, -2);
  EXPECT_ATOMIC(atomic_sub, unsigned, 5u, 6, ~0u);
}

TEST(Atomics, Extrema) {
  EXPECT_ATOMIC(atomic_min, int, 5, -7, -7);
  EXPECT_ATOMIC(atomic_min, unsigned, 5u, ~0u, 5u);
  EXPECT_ATOMIC(atomic_min, longlong, 5ll, -(1ll << 40), -(1ll << 40));
  EXPECT_ATOMIC(atomic_min, ull, 1ull << 40, 3, 3);
  EXPECT_ATOMIC(atomic_max, int, 5, -7, 5);
  EXPECT_ATOMIC(atomic_max, unsigned, 5u, ~0u, ~0u);
  EXPECT_ATOMIC(atomic_max, longlong, -5ll, 1ll << 40, 1ll << 40);
  EXPECT_ATOMIC(atomic_max, ull, 1ull << 40, 3, 1ull << 40);
}

TEST(Atomics, CountersWrap) {
  EXPECT_ATOMIC(atomic_inc, unsigned, 3u, 5, 4);
  EXPECT_ATOMIC(atomic_inc, unsigned, 5u, 5, 0);
  EXPECT_ATOMIC(atomic_inc, unsigned, 9u, 5, 0);
  EXPECT_ATOMIC(atomic_dec, unsigned, 3u, 5, 2);
  EXPECT_ATOMIC(atomic_dec, unsigned, 0u, 5, 5);
  EXPECT_ATOMIC(atomic_dec, unsigned, 9u, 5, 5);
}

TEST(Atomics, Bitwise) {
  EXPECT_ATOMIC(atomic_and, int, 0b1100, 0b1010, 0b1000);
  EXPECT_ATOMIC(atomic_and, unsigned, 0b1100u, 0b1010, 0b1000);
  EXPECT_ATOMIC(atomic_and, ull, ~0ull, 1ull << 40, 1ull << 40);
  EXPECT_ATOMIC(atomic_or, int, 0b1100, 0b1010, 0b1110);
  EXPECT_ATOMIC(atomic_or, unsigned, 0b1100u, 0, 0b1100);
  EXPECT_ATOMIC(atomic_or, ull, 1ull, 1ull << 40, (1ull << 40) + 1);
  EXPECT_ATOMIC(atomic_xor, int, 0b1100, 0b1010, 0b0110);
  EXPECT_ATOMIC(atomic_xor, unsigned, 0b1100u, 0b1010, 0b0110);
  EXPECT_ATOMIC(atomic_xor, ull, 1ull << 40, 1ull << 40, 0);
}

TEST(Atomics, Exchange) {
  EXPECT_ATOMIC(atomic_exch, int, 5, -7, -7);
  EXPECT_ATOMIC(atomic_exch, unsigned, 5u, 7, 7);
  EXPECT_ATOMIC(atomic_exch, ull, 5ull, 1ull << 40, 1ull << 40);
  EXPECT_ATOMIC(atomic_exch, float, 5.0f, -0.5f, -0.5f);
}

template <class T> void check_cas(T (*cas)(T *, T, T)) {
  T memory = T(5);
  EXPECT_EQ(cas(&memory, T(4), T(9)), T(5));
  EXPECT_EQ(memory, T(5));
  EXPECT_EQ(cas(&memory, T(5), T(9)), T(5));
  EXPECT_EQ(memory, T(9));
}
TEST(Atomics, CompareAndSwap) {
  check_cas<int>(cw::atomic_cas);
  check_cas<unsigned>(cw::atomic_cas);
  check_cas<ull>(cw::atomic_cas);
  check_cas<unsigned short>(cw::atomic_cas);
  check_cas<int>(cw::atomic_cas_block);
  check_cas<unsigned>(cw::atomic_cas_system);
  check_cas<ull>(cw::atomic_cas_block);
  check_cas<unsigned short>(cw::atomic_cas_system);
}

TEST(Atomics, VectorsAddByElement) {
  cw::float4 v = cw::make_float4(1, 2, 3, 4);
  const cw::float4 old = cw::atomic_add(&v, cw::make_float4(10, 20, 30, 40));
  EXPECT_EQ(old.w, 4.0f);
  EXPECT_EQ(v.x, 11.0f);
  EXPECT_EQ(v.w, 44.0f);
  cw::float2 w = cw::make_float2(1, 2);
  EXPECT_EQ(cw::atomic_add_block(&w, cw::make_float2(1, 1)).y, 2.0f);
  EXPECT_EQ(cw::atomic_add_system(&w, cw::make_float2(1, 1)).y, 3.0f);
  EXPECT_EQ(w.x, 3.0f);
}

TEST(Atomics, HostThreadsLoseNothing) {
  constexpr int threads = 4, rounds = 20000;
  int sum = 0;
  float real = 0.0f;
  double wide = 0.0;
  unsigned wrapping = 0, lock = 0;
  long long guarded = 0, most = 0;
  std::vector<std::thread> workers;
  for (int t = 0; t < threads; ++t)
    workers.emplace_back([&, t] {
      for (int i = 0; i < rounds; ++i) {
        cw::atomic_add(&sum, 1);
        cw::atomic_add(&real, 1.0f);
        cw::atomic_add(&wide, 0.5);
        cw::atomic_inc(&wrapping, 99);
        cw::atomic_max(&most, (long long)(t * rounds + i));
        if (i % 100 == 0) {
          while (cw::atomic_cas(&lock, 0u, 1u) != 0)
            std::this_thread::yield();
          __atomic_thread_fence(__ATOMIC_SEQ_CST);
          ++guarded;
          __atomic_thread_fence(__ATOMIC_SEQ_CST);
          cw::atomic_exch(&lock, 0u);
        }
      }
    });
  for (auto &worker : workers)
    worker.join();
  EXPECT_EQ(sum, threads * rounds);
  EXPECT_EQ(real, float(threads * rounds));
  EXPECT_EQ(wide, 0.5 * threads * rounds);
  EXPECT_EQ(wrapping, unsigned(threads * rounds % 100));
  EXPECT_EQ(most, threads * rounds - 1);
  EXPECT_EQ(guarded, threads * rounds / 100);
}

} // namespace
