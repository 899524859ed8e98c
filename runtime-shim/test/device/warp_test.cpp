// Warp operations, compared with their definition, for the warp size of the
// process.
// SPDX-License-Identifier: Apache-2.0
#include "on_device.h"

#include <cw/half.h>
#include <cw/warp.h>

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

namespace {

int lanes() { return cw::warp_size(); }
int block_size() {
  return 2 * lanes() + lanes() / 2;
} // the last warp is half full

// --- Lane masks ---

TEST(LaneMask, ThirtyTwoOnesMeanTheFullWarpAtAnyWidth) {
  EXPECT_EQ(cw::popc(cw::lane_mask(0xffffffffu)), lanes());
  EXPECT_EQ(cw::popc(cw::lane_mask(-1)), lanes());
  EXPECT_EQ(cw::popc(cw::full_warp()), lanes());
  EXPECT_EQ(cw::popc(cw::lane_mask(0xffffffffull)),
            lanes() < 32 ? lanes() : 32);
  EXPECT_EQ(cw::popc(cw::lane_mask(0x0000000fu)), 4);
  EXPECT_TRUE(cw::full_warp() == 0xffffffffu);
}

TEST(LaneMask, BehavesLikeAnInteger) {
  cw::lane_mask mask = 0b1100u;
  EXPECT_EQ(unsigned(mask), 0b1100u);
  unsigned narrow = mask;
  unsigned long long wide = mask;
  int plain = mask;
  EXPECT_EQ(narrow + wide + unsigned(plain), 3 * 0b1100u);
  EXPECT_EQ(unsigned(mask & 0b0110), 0b0100u);
  EXPECT_EQ(unsigned(0b0110u & mask), 0b0100u);
  EXPECT_EQ(unsigned(mask | 1), 0b1101u);
  EXPECT_EQ(unsigned(mask ^ mask), 0u);
  EXPECT_EQ(unsigned(mask >> 2), 0b11u);
  EXPECT_EQ(unsigned(mask << 1), 0b11000u);
  EXPECT_EQ(unsigned(mask - 1), 0b1011u);
  EXPECT_EQ(unsigned(mask + 1), 0b1101u);
  EXPECT_EQ(cw::popc(~mask), lanes() - 2);
  EXPECT_TRUE(mask != 0 && mask == 12u && mask > 11 && mask >= 12 &&
              mask < 13 && mask <= 12);
  EXPECT_FALSE(!mask);
  EXPECT_EQ(cw::ffs(mask), 3);
  EXPECT_EQ(cw::clz(mask), 28);
  EXPECT_EQ(cw::brev(mask), 0x30000000u);
  EXPECT_EQ(cw::fns(mask, 0, 2), 3u);
  narrow &= mask;
  narrow |= cw::lane_mask(1);
  narrow ^= cw::lane_mask(4);
  EXPECT_EQ(narrow, 0b1001u);
  int count = 0;
  while (mask) {
    mask &= mask - 1;
    ++count;
  }
  EXPECT_EQ(count, 2);
  mask = 1;
  mask <<= 3;
  EXPECT_EQ(unsigned(mask), 8u);
  mask >>= 1;
  EXPECT_EQ(unsigned(mask), 4u);
}

enum Color { Red, Blue = 3 };
enum class Direction : unsigned { East = 3 };
template <class T> T twice(T value) { return value * 2; }

// The results of expressions of a set of lanes, for any type of it.
template <class Mask> std::vector<double> expressions(const Mask given) {
  std::vector<double> values;
  auto see = [&](auto value) { values.push_back(double(value)); };
  int table[32];
  std::iota(table, table + 32, 0);
  Mask m = given;
  see(table[m]), see(table[m & 3]), see(*(table + m)), see(*(m + table));
  const int *p = table;
  p += m;
  see(*p);
  switch (m) {
  case 6:
    see(1);
    break;
  default:
    see(2);
  }
  switch (m & 3) {
  case 2:
    see(1);
    break;
  default:
    see(2);
  }
  unsigned x = 1;
  see(x + m * 2), see(m / 2), see(m % 4), see(100 / m), see(m - 1), see(-1 + m);
  see(m * 1.5f), see(1.5 * m), see(m + 0.5), see(m * 3ll), see(m - 7ll);
  x += m, x *= m, x %= m + 5, x |= m, x <<= m, x ^= m;
  see(x);
  float f = m;
  f += m, f *= m;
  see(f);
  unsigned short narrow = m;
  narrow <<= m;
  see(narrow);
  volatile unsigned seen = 1;
  seen |= m;
  see(seen);
  see((unsigned long long)m << 32 | m), see((1ull << 40) | m), see(1ull & m);
  see(m == 6), see(m == 6u), see(m == 6ll), see(m == 6.0), see(m != Blue);
  see(m < -1ll), see(m == -1ll), see(3 < m), see(m <= 1ull), see(Blue > m);
  see(-m & 2), see(+m), see(~m & 15), see(!m), see(m && x), see(m ? 1 : 2);
  m++, ++m, --m, m--;
  m += 1, m -= 1, m *= 2, m /= 2, m %= 16, m <<= 1, m >>= 1;
  m &= 0xff, m |= 1, m ^= 0, m |= 8ull, m &= ~0ull;
  see(m), see(1 << m >> 3), see(m >> 1), see(m << 1), see(m << 2 >> m);
  see(int(static_cast<Direction>(given))), see(Color(given)), see(char(m));
  see(bool(m)), see(static_cast<long long>(m)), see(twice(m));
  int *array = new int[m];
  delete[] array;
  int count = 0;
  for (unsigned rest = m; rest; rest &= rest - 1)
    ++count;
  for (; m; m &= m - 1)
    ++count;
  see(count);
  return values;
}

TEST(LaneMask, EveryOperatorGivesWhatAnUnsignedGives) {
  EXPECT_EQ(expressions(cw::lane_mask(6)), expressions(6u));
}

TEST(LaneMask, HoldsAllLanesOfTheWarp) {
  const cw::lane_mask last = cw::lane_mask::exactly(1ull << (lanes() - 1));
  const unsigned long long wide = last;
  EXPECT_EQ(wide, 1ull << (lanes() - 1));
  EXPECT_TRUE(last);
  EXPECT_TRUE(last != 0 && last > 1 && (last & 1) == 0);
  EXPECT_EQ(cw::popc(last | 1), 2);
  EXPECT_EQ((last >> (lanes() - 1)).bits(), 1u);
  EXPECT_EQ((last | 0ull), 1ull << (lanes() - 1));
}

// --- Shuffles ---

enum Kind { From, Up, Down, Xor };

// The lane that `lane` reads, as the Programming Guide's section on warp
// shuffles defines it.
int source_lane(Kind kind, int lane, int argument, int width) {
  const int first = lane / width * width;
  switch (kind) {
  case From:
    return first + ((argument % width) + width) % width;
  case Up:
    return lane - argument >= first ? lane - argument : lane;
  case Down:
    return lane + argument < first + width ? lane + argument : lane;
  case Xor:
    return (lane ^ argument) < first + width ? lane ^ argument : lane;
  }
  return lane;
}

template <class T> T value_of(int thread) { return T(thread * 3 + 1); }
template <> cw::half2 value_of<cw::half2>(int thread) {
  return cw::floats2half2_rn(float(thread), float(-thread));
}

template <class T>
CW_KERNEL void shuffle_kernel(int kind, int argument, int width, T *out) {
  const int i = cw::thread_idx().x;
  const T mine = value_of<T>(i);
  switch (kind) {
  case From:
    out[i] = cw::shfl(0xffffffffu, mine, argument, width);
    break;
  case Up:
    out[i] = cw::shfl_up(0xffffffffu, mine, argument, width);
    break;
  case Down:
    out[i] = cw::shfl_down(0xffffffffu, mine, argument, width);
    break;
  case Xor:
    out[i] = cw::shfl_xor(0xffffffffu, mine, argument, width);
    break;
  }
}

template <class T> void check_shuffles() {
  const int threads = 2 * lanes();
  for (int kind = From; kind <= Xor; ++kind)
    for (int width : {lanes(), lanes() / 2, 4, 1})
      for (int argument : {0, 1, 3, lanes() / 2, lanes() - 1, -1}) {
        if (argument < 0 && kind != From)
          continue;
        std::vector<T> out(threads);
        run_on_device(shuffle_kernel<T>, 1, threads, kind, argument, width,
                      out.data());
        for (int i = 0; i < threads; ++i) {
          const int warp = i / lanes() * lanes();
          const T expected = value_of<T>(
              warp + source_lane(Kind(kind), i - warp, argument, width));
          ASSERT_TRUE(out[i] == expected)
              << "kind " << kind << " width " << width << " argument "
              << argument << " thread " << i;
        }
      }
}

TEST(WarpShuffle, Int) { check_shuffles<int>(); }
TEST(WarpShuffle, Unsigned) { check_shuffles<unsigned>(); }
TEST(WarpShuffle, Long) { check_shuffles<long>(); }
TEST(WarpShuffle, LongLong) { check_shuffles<long long>(); }
TEST(WarpShuffle, UnsignedLongLong) { check_shuffles<unsigned long long>(); }
TEST(WarpShuffle, Float) { check_shuffles<float>(); }
TEST(WarpShuffle, Double) { check_shuffles<double>(); }
TEST(WarpShuffle, Half) { check_shuffles<cw::half>(); }
TEST(WarpShuffle, Half2) { check_shuffles<cw::half2>(); }

CW_KERNEL void default_width_kernel(int *out) {
  const int i = cw::thread_idx().x;
  int sum = i;
  for (int step = cw::warp_size() / 2; step > 0; step /= 2)
    sum += cw::shfl_xor(cw::full_warp(), sum, step);
  out[i] = cw::shfl(0xffffffffu, sum, 0) + cw::shfl_up(0xffffffffu, 0, 1) +
           cw::shfl_down(0xffffffffu, 0, 1);
}
TEST(WarpShuffle, WidthDefaultsToTheWarp) {
  std::vector<int> out(lanes());
  run_on_device(default_width_kernel, 1, lanes(), out.data());
  for (int value : out)
    EXPECT_EQ(value, lanes() * (lanes() - 1) / 2);
}

// Only the odd lanes of the mask take part; the others run other code.
CW_KERNEL void masked_kernel(int *out) {
  const int i = cw::thread_idx().x, lane = int(cw::lane_id());
  cw::lane_mask odd;
  for (int k = 1; k < cw::warp_size(); k += 2)
    odd |= cw::lane_mask::exactly(1ull << k);
  if (lane % 2)
    out[i] = cw::shfl(odd, lane, 3);
  else
    out[i] = cw::any(~odd, lane == 4) ? 100 : 200;
}
TEST(WarpShuffle, DivergedMasksMeetSeparately) {
  std::vector<int> out(2 * lanes());
  run_on_device(masked_kernel, 1, 2 * lanes(), out.data());
  for (int i = 0; i < 2 * lanes(); ++i)
    EXPECT_EQ(out[i], i % 2 ? 3 : 100);
}

// The reference's answer where the specification gives none: the sum of a warp
// is right even if its last lanes never existed or have exited.
CW_KERNEL void lone_kernel(int *out) {
  const int i = cw::thread_idx().x;
  if (i >= lanes() / 2 + 1)
    return;
  int sum = 100 + i;
  for (int step = lanes() / 2; step > 0; step /= 2)
    sum += cw::shfl_down(cw::full_warp(), sum, step);
  out[i] = sum;
}
TEST(WarpShuffle, LanesThatAreNotThereGiveZero) {
  for (int threads : {lanes(), lanes() / 2 + 1}) {
    std::vector<int> out(lanes(), -1);
    run_on_device(lone_kernel, 1, threads, out.data());
    const int present = lanes() / 2 + 1;
    EXPECT_EQ(out[0], 100 * present + present * (present - 1) / 2);
  }
}

// ---- Votes, matches, reductions: a partial last warp takes part with the
// lanes it has ----

struct WarpResults {
  int any_third, all_below, all_true;
  unsigned long long ballot, active, match, match_all_same, match_all_differing;
  int same, differing;
  int sum, least, greatest;
  unsigned unsigned_sum, unsigned_least, unsigned_greatest, conjunction,
      disjunction, exclusive;
  unsigned lane;
};

CW_KERNEL void results_kernel(WarpResults *out) {
  const int i = cw::thread_idx().x, lane = i % cw::warp_size();
  WarpResults &r = out[i];
  const unsigned all = 0xffffffffu;
  r.lane = cw::lane_id();
  r.any_third = cw::any(all, lane == 3);
  r.all_below = cw::all(all, lane < 3);
  r.all_true = cw::all(all, 7);
  r.ballot = cw::ballot(all, lane % 3 == 0);
  r.match = cw::match_any(all, lane % 3);
  r.match_all_same = cw::match_all(all, 2.5, &r.same);
  r.match_all_differing = cw::match_all(all, lane / 2, &r.differing);
  r.sum = cw::reduce_add(all, lane - 5);
  r.least = cw::reduce_min(all, lane - 5);
  r.greatest = cw::reduce_max(all, lane - 5);
  r.unsigned_sum = cw::reduce_add(all, unsigned(lane));
  r.unsigned_least = cw::reduce_min(all, unsigned(lane + 2));
  r.unsigned_greatest = cw::reduce_max(all, unsigned(lane + 2));
  r.conjunction = cw::reduce_and(all, 0xf0u | unsigned(lane));
  r.disjunction = cw::reduce_or(all, unsigned(lane));
  r.exclusive = cw::reduce_xor(all, 1u << (lane % 7));
  cw::sync_warp();
  r.active = cw::active_mask();
}

TEST(WarpCollectives, FollowTheirDefinition) {
  const int threads = block_size();
  std::vector<WarpResults> out(threads);
  run_on_device(results_kernel, 1, threads, out.data());
  for (int i = 0; i < threads; ++i) {
    const int first = i / lanes() * lanes();
    const int present = std::min(lanes(), threads - first), lane = i - first;
    unsigned long long ballot = 0, match = 0, everyone = 0;
    int sum = 0;
    unsigned all_bits = ~0u, any_bits = 0, odd_bits = 0;
    for (int k = 0; k < present; ++k) {
      everyone |= 1ull << k;
      ballot |= (unsigned long long)(k % 3 == 0) << k;
      match |= (unsigned long long)(k % 3 == lane % 3) << k;
      sum += k;
      all_bits &= 0xf0u | unsigned(k);
      any_bits |= unsigned(k);
      odd_bits ^= 1u << (k % 7);
    }
    const WarpResults &r = out[i];
    EXPECT_EQ(r.lane, unsigned(lane));
    EXPECT_NE(r.any_third, 0);
    EXPECT_EQ(r.all_below, 0);
    EXPECT_NE(r.all_true, 0);
    EXPECT_EQ(r.ballot, ballot);
    EXPECT_EQ(r.match, match);
    EXPECT_EQ(r.match_all_same, everyone);
    EXPECT_EQ(r.same, 1);
    EXPECT_EQ(r.match_all_differing, 0u);
    EXPECT_EQ(r.differing, 0);
    EXPECT_EQ(r.sum, sum - 5 * present);
    EXPECT_EQ(r.least, -5);
    EXPECT_EQ(r.greatest, present - 6);
    EXPECT_EQ(r.unsigned_sum, unsigned(sum));
    EXPECT_EQ(r.unsigned_least, 2u);
    EXPECT_EQ(r.unsigned_greatest, unsigned(present + 1));
    EXPECT_EQ(r.conjunction, all_bits);
    EXPECT_EQ(r.disjunction, any_bits);
    EXPECT_EQ(r.exclusive, odd_bits);
    EXPECT_EQ(r.active & ~everyone, 0u);
    EXPECT_TRUE(r.active >> lane & 1);
  }
}

// --- Exited lanes, and memory around sync_warp ---

CW_KERNEL void exited_kernel(int *out) {
  const int i = cw::thread_idx().x;
  if (i % 2)
    return;
  out[i] = cw::reduce_add(cw::full_warp(), 1);
}
TEST(WarpCollectives, ExitedLanesAreNotWaitedFor) {
  std::vector<int> out(lanes(), -1);
  run_on_device(exited_kernel, 1, lanes(), out.data());
  for (int i = 0; i < lanes(); ++i)
    EXPECT_EQ(out[i], i % 2 ? -1 : lanes() / 2);
}

CW_KERNEL void reverse_kernel(int *data) {
  const int lane = int(cw::lane_id());
  data[lane] = lane;
  cw::sync_warp();
  const int other = data[cw::warp_size() - 1 - lane];
  cw::sync_warp(cw::full_warp());
  data[lane] = other;
}
TEST(WarpCollectives, SyncWarpOrdersMemory) {
  std::vector<int> data(lanes());
  run_on_device(reverse_kernel, 1, lanes(), data.data());
  for (int i = 0; i < lanes(); ++i)
    EXPECT_EQ(data[i], lanes() - 1 - i);
}

// --- The forms without a mask ---

CW_KERNEL void unsynced_kernel(int *shuffled, int *votes) {
  const int i = cw::thread_idx().x, lane = int(cw::lane_id());
  int sum = cw::unsynced::shfl(lane, 2);
  sum += 100 * cw::unsynced::shfl_up(lane, 1);
  sum += 10000 * cw::unsynced::shfl_down(lane, 1, 8);
  sum += 1000000 * cw::unsynced::shfl_xor(lane, 1);
  shuffled[i] = sum;
  votes[i] = (cw::unsynced::any(lane == 1) ? 1 : 0) +
             (cw::unsynced::all(lane == 1) ? 2 : 0) +
             (cw::unsynced::ballot(lane == 1) == 2 ? 4 : 0);
}
TEST(WarpUnsynced, ConvergedLanesMeet) {
  std::vector<int> shuffled(lanes()), votes(lanes());
  run_on_device(unsynced_kernel, 1, lanes(), shuffled.data(), votes.data());
  for (int i = 0; i < lanes(); ++i) {
    EXPECT_EQ(shuffled[i], 2 + 100 * source_lane(Up, i, 1, lanes()) +
                               10000 * source_lane(Down, i, 1, 8) +
                               1000000 * (i ^ 1))
        << i;
    EXPECT_EQ(votes[i], 5);
  }
}

CW_KERNEL void active_kernel(int *count) {
  const int lane = int(cw::lane_id());
  if (lane < 6)
    count[lane] = cw::popc(cw::active_mask());
}
TEST(WarpUnsynced, ActiveMaskNamesTheLanesOfTheBranch) {
  std::vector<int> count(6);
  run_on_device(active_kernel, 1, lanes(), count.data());
  for (int c : count)
    EXPECT_EQ(c, 6);
}

// ---- Built-in variables and the block barrier, as seen through the headers
// ----

CW_KERNEL void counting_kernel(int *out) {
  const int i = cw::thread_idx().x;
  out[3 * i] = cw::barrier_count(i % 3 == 0);
  out[3 * i + 1] = cw::barrier_and(i < 5);
  out[3 * i + 2] = cw::barrier_or(i == 5);
}
TEST(BlockBarrier, CountsAndCombines) {
  std::vector<int> out(3 * 100);
  run_on_device(counting_kernel, 1, 100, out.data());
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(out[3 * i], 34);
    EXPECT_EQ(out[3 * i + 1], 0);
    EXPECT_NE(out[3 * i + 2], 0);
  }
}

// Every thread of several blocks takes a lock: a spinning thread must let the
// holder run.
CW_KERNEL void lock_kernel(int *lock, int *counter) {
  bool done = false;
  while (!done) {
    if (cw::atomic_cas(lock, 0, 1) == 0) {
      *counter += 1;
      cw::fence_device();
      cw::atomic_exch(lock, 0);
      done = true;
    }
  }
}
TEST(Spinning, LocksAreReleasedInTheEnd) {
  int lock = 0, counter = 0;
  run_on_device(lock_kernel, 8, 64, &lock, &counter);
  EXPECT_EQ(counter, 8 * 64);
}

CW_KERNEL void flag_kernel(int *flag, int *seen) {
  if (cw::thread_idx().x == 0)
    while (cw::atomic_add(flag, 0) == 0) {
    }
  else if (cw::thread_idx().x == 63)
    cw::atomic_exch(flag, 1);
  cw::atomic_add(seen, 1);
}
TEST(Spinning, AtomicReadsLetTheOthersRun) {
  int flag = 0, seen = 0;
  run_on_device(flag_kernel, 1, 64, &flag, &seen);
  EXPECT_EQ(seen, 64);
}

} // namespace
