// Fibers: the switch keeps what a function may rely on. Built twice, with the
// switch of this processor and with the portable one.
// SPDX-License-Identifier: Apache-2.0
#include "../../cpu/src/fiber.h"

#include <array>
#include <cfenv>
#include <cstdint>
#include <deque>
#include <gtest/gtest.h>
#include <stdexcept>

namespace {
using namespace cw::cpu;

Fiber home;
std::deque<Fiber> ring;
unsigned running = 0;
std::array<std::uint64_t, 8> sums;

/// A few fibers, which a test starts.
class Fibers : public testing::Test {
protected:
  void create(unsigned count, void (*entry)()) {
    running = 0;
    sums = {};
    for (unsigned i = 0; i < count; ++i)
      create_fiber(ring.emplace_back(), entry, i);
  }
  void TearDown() override {
    for (Fiber &fiber : ring)
      destroy_fiber(fiber);
    ring.clear();
  }
};

void to_next() {
  Fiber &self = ring[running];
  running = (running + 1) % unsigned(ring.size());
  switch_fiber(self, ring[running]);
}

// More values than there are registers, all changed between switches.
void count_up() {
  const unsigned me = running;
  std::uint64_t a = me, b = me + 1, c = me + 2, d = me + 3, e = me + 4,
                f = me + 5, g = me + 6, h = me + 7;
  for (int round = 0; round < 100; ++round) {
    a += 1, b += a, c ^= b, d += c, e ^= d, f += e, g ^= f, h += g;
    to_next();
  }
  sums[me] = a + b + c + d + e + f + g + h;
  if (me + 1 == ring.size())
    switch_fiber(ring[me], home);
  to_next();
}
std::uint64_t counted_up(unsigned me) {
  std::uint64_t a = me, b = me + 1, c = me + 2, d = me + 3, e = me + 4,
                f = me + 5, g = me + 6, h = me + 7;
  for (int round = 0; round < 100; ++round)
    a += 1, b += a, c ^= b, d += c, e ^= d, f += e, g ^= f, h += g;
  return a + b + c + d + e + f + g + h;
}

TEST_F(Fibers, KeepTheirLocalVariables) {
  create(unsigned(sums.size()), count_up);
  switch_fiber(home, ring[0]);
  for (unsigned i = 0; i < sums.size(); ++i)
    EXPECT_EQ(sums[i], counted_up(i)) << i;
}

void store_alignment() {
  sums[0] = reinterpret_cast<std::uint64_t>(__builtin_frame_address(0)) % 16;
  switch_fiber(ring[0], home);
}

TEST_F(Fibers, StartWithAnAlignedStack) {
  create(1, store_alignment);
  switch_fiber(home, ring[0]);
  EXPECT_EQ(sums[0], 0u);
}

__attribute__((noinline)) void throw_after_switch() {
  switch_fiber(ring[0], home);
  throw std::runtime_error("thrown");
}
void catch_own() {
  try {
    throw_after_switch();
  } catch (const std::exception &) {
    ++sums[0];
  }
  switch_fiber(ring[0], home);
}

TEST_F(Fibers, CatchTheirExceptions) {
  create(1, catch_own);
  switch_fiber(home, ring[0]);
  EXPECT_EQ(sums[0], 0u);
  switch_fiber(home, ring[0]);
  EXPECT_EQ(sums[0], 1u);
}

void count_starts() {
  ++sums[0];
  switch_fiber(ring[0], home);
  sums[1] = 1; // not reached
  switch_fiber(ring[0], home);
}

TEST_F(Fibers, StartAgainAfterAReset) {
  create(1, count_starts);
  switch_fiber(home, ring[0]);
  reset_fiber(ring[0], count_starts);
  switch_fiber(home, ring[0]);
  EXPECT_EQ(sums[0], 2u);
  EXPECT_EQ(sums[1], 0u);
}

void change_rounding() {
  std::fesetround(FE_UPWARD);
  switch_fiber(ring[0], home);
}

TEST_F(Fibers, LeaveTheRoundingModeOfTheThread) {
  create(1, change_rounding);
  {
    const KeptControlWords kept;
    switch_fiber(home, ring[0]);
  }
  volatile float one = 1.0f, tiny = 1e-20f;
  EXPECT_EQ(one + tiny, 1.0f);
  EXPECT_EQ(std::fegetround(), FE_TONEAREST);
}

} // namespace
