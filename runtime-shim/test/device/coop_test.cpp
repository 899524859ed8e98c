// Cooperative groups of every kind, for the warp size that the process runs
// with.
// SPDX-License-Identifier: Apache-2.0
#include "on_device.h"

#include <cw/coop.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <vector>

namespace {

namespace coop = cw::coop;

constexpr int threads =
    160; // of a block: the last tile of 64 and of 128 is partial

// --- Blocks ---

CW_KERNEL void block_kernel(int *data, unsigned *facts) {
  coop::thread_block block = coop::this_thread_block();
  const unsigned i = block.thread_rank();
  data[i] = int(i);
  block.sync();
  const int other = data[block.size() - 1 - i];
  coop::sync(block);
  data[i] = other;
  block.barrier_wait(block.barrier_arrive());
  if (i == 7) {
    facts[0] = block.num_threads();
    facts[1] = block.group_index().x;
    facts[2] = block.thread_index().x * 100 + block.thread_index().y;
    facts[3] = block.group_dim().x * 100 + block.dim_threads().y;
    facts[4] = coop::thread_rank(block);
    facts[5] = coop::group_size(block);
    facts[6] = unsigned(coop::thread_block::size());
  }
}
TEST(CoopBlock, SynchronisesAndKnowsItself) {
  std::vector<int> data(20);
  std::vector<unsigned> facts(7);
  run_on_device(block_kernel, 1, cw::dim3(5, 4), data.data(), facts.data());
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(data[i], 19 - i);
  EXPECT_EQ(facts, (std::vector<unsigned>{20, 0, 201, 504, 7, 20, 20}));
}

// --- Tiles of every size ---

struct TileResult {
  unsigned rank, size, meta_rank, meta_size;
  int from, up, down, crossed;
  int any, all, sum, greatest, inclusive, exclusive;
  unsigned long long ballot, match, match_all;
  int same, neighbour, once;
};

template <unsigned N>
CW_KERNEL void tile_kernel(TileResult *out, int *scratch, int *calls) {
  const auto block = coop::this_thread_block();
  const auto tile = coop::tiled_partition<N>(block);
  const int i = int(block.thread_rank());
  TileResult &r = out[i];
  r.rank = tile.thread_rank();
  r.size = tile.size();
  r.meta_rank = tile.meta_group_rank();
  r.meta_size = tile.meta_group_size();
  r.from = tile.shfl(i, N / 2);
  r.up = tile.shfl_up(i, 1);
  r.down = tile.shfl_down(i, 1);
  r.crossed = tile.shfl_xor(i, N / 2);
  r.any = tile.any(i % 32 == 5);
  r.all = tile.all(i >= 64);
  if (N <= 64) {
    r.ballot = tile.ballot(i % 3 == 0);
    r.match = tile.match_any(i % 3);
    r.match_all = tile.match_all(i / 128, r.same);
  }
  r.sum = coop::reduce(tile, i, coop::plus<int>());
  r.greatest = coop::reduce(tile, i, coop::greater<int>());
  r.inclusive = coop::inclusive_scan(tile, i);
  r.exclusive = coop::exclusive_scan(tile, i, coop::plus<int>());
  scratch[i] = i;
  tile.sync();
  r.neighbour = scratch[i ^ int(N / 2)];
  coop::invoke_one(tile, [&] { cw::atomic_add(calls, 1); });
  r.once = coop::invoke_one_broadcast(tile, [&] { return i; });
}

template <unsigned N> void check_tiles() {
  const int n = int(N),
            whole = threads / n *
                    n; // partial tiles may not shuffle from missing lanes
  std::vector<TileResult> out(whole ? whole : n);
  std::vector<int> scratch(out.size());
  const int count = int(out.size());
  int calls = 0;
  run_on_device(tile_kernel<N>, 1, count, out.data(), scratch.data(), &calls);
  EXPECT_EQ(calls, count / n);
  for (int i = 0; i < count; ++i) {
    const int first = i / n * n, rank = i - first;
    const TileResult &r = out[i];
    int sum = 0, before = 0;
    bool any = false;
    unsigned long long ballot = 0, match = 0;
    for (int k = 0; k < n; ++k) {
      before += k < rank ? first + k : 0;
      sum += first + k;
      any = any || (first + k) % 32 == 5;
      if (k < 64) {
        ballot |= (unsigned long long)((first + k) % 3 == 0) << k;
        match |= (unsigned long long)((first + k) % 3 == i % 3) << k;
      }
    }
    SCOPED_TRACE(i);
    EXPECT_EQ(r.rank, unsigned(rank));
    EXPECT_EQ(r.size, N);
    EXPECT_EQ(r.meta_rank, unsigned(i / n));
    EXPECT_EQ(r.meta_size, unsigned(count / n));
    EXPECT_EQ(r.from, first + n / 2);
    EXPECT_EQ(r.up, rank ? i - 1 : i);
    EXPECT_EQ(r.down, rank + 1 < n ? i + 1 : i);
    EXPECT_EQ(r.crossed, i ^ (n / 2));
    EXPECT_EQ(r.any != 0, any);
    EXPECT_EQ(r.all != 0, first >= 64);
    if (n <= 64) {
      EXPECT_EQ(r.ballot, ballot);
      EXPECT_EQ(r.match, match);
      EXPECT_EQ(r.same, 1);
      EXPECT_EQ(r.match_all, ~0ull >> (64 - n));
    }
    EXPECT_EQ(r.sum, sum);
    EXPECT_EQ(r.greatest, first + n - 1);
    EXPECT_EQ(r.inclusive, before + i);
    EXPECT_EQ(r.exclusive, before);
    EXPECT_EQ(r.neighbour, i ^ (n / 2));
    EXPECT_EQ(r.once, first);
  }
}
TEST(CoopTile, Of1) { check_tiles<1>(); }
TEST(CoopTile, Of2) { check_tiles<2>(); }
TEST(CoopTile, Of4) { check_tiles<4>(); }
TEST(CoopTile, Of8) { check_tiles<8>(); }
TEST(CoopTile, Of16) { check_tiles<16>(); }
TEST(CoopTile, Of32) { check_tiles<32>(); }
TEST(CoopTile, Of64) { check_tiles<64>(); }
TEST(CoopTile, Of128) { check_tiles<128>(); }
TEST(CoopTile, Of256) { check_tiles<256>(); }
TEST(CoopTile, Of512) { check_tiles<512>(); }
TEST(CoopTile, Of1024) { check_tiles<1024>(); }

CW_KERNEL void cut_off_kernel(int *out) {
  const auto tile = coop::tiled_partition<64>(coop::this_thread_block());
  out[cw::thread_idx().x] = coop::reduce(tile, 1, coop::plus<int>());
}
TEST(CoopTile, TheLastOneMayBeCutOff) {
  std::vector<int> out(100);
  run_on_device(cut_off_kernel, 1, 100, out.data());
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(out[i], i < 64 ? 64 : 36);
}

CW_KERNEL void nested_kernel(unsigned *out) {
  const auto large = coop::tiled_partition<64>(coop::this_thread_block());
  const coop::thread_block_tile<8> small = coop::tiled_partition<8>(large);
  const unsigned i = cw::thread_idx().x;
  out[4 * i] = small.meta_group_rank();
  out[4 * i + 1] = small.meta_group_size();
  out[4 * i + 2] = coop::reduce(small, i, coop::less<unsigned>());
  out[4 * i + 3] = coop::reduce(large, i, coop::less<unsigned>());
}
TEST(CoopTile, Nested) {
  std::vector<unsigned> out(4 * 128);
  run_on_device(nested_kernel, 1, 128, out.data());
  for (unsigned i = 0; i < 128; ++i) {
    EXPECT_EQ(out[4 * i], i % 64 / 8);
    EXPECT_EQ(out[4 * i + 1], 8u);
    EXPECT_EQ(out[4 * i + 2], i / 8 * 8);
    EXPECT_EQ(out[4 * i + 3], i / 64 * 64);
  }
}

// --- Groups whose kind is known at run time only ---

int sum_of_group(coop::thread_group group, int *scratch, int value) {
  const unsigned rank = group.thread_rank();
  for (unsigned step = group.size() / 2; step > 0; step /= 2) {
    scratch[rank] = value;
    group.sync();
    if (rank < step)
      value += scratch[rank + step];
    group.sync();
  }
  return value;
}
CW_KERNEL void general_kernel(int *out, int *scratch) {
  const coop::thread_block block = coop::this_thread_block();
  const int i = int(block.thread_rank());
  int sum = sum_of_group(block, scratch, i);
  if (i == 0)
    out[0] = sum;
  block.sync();
  const coop::thread_group sixteen = coop::tiled_partition(block, 16);
  sum = sum_of_group(sixteen, scratch + i / 16 * 16, i);
  if (sixteen.thread_rank() == 0)
    out[1 + i / 16] = sum;
  const coop::thread_group four = coop::tiled_partition(sixteen, 4);
  sum = sum_of_group(four, scratch + i / 4 * 4, 1);
  if (i == 60)
    out[9] = sum;
  block.sync();
  sum =
      sum_of_group(coop::tiled_partition<32>(block), scratch + i / 32 * 32, i);
  if (i == 32)
    out[10] = sum;
  const coop::thread_group large = coop::tiled_partition(block, 64);
  out[11 + i / 64] = int(large.num_threads());
}
TEST(CoopGroup, AnyGroupIsAThreadGroup) {
  std::vector<int> out(13), scratch(128);
  run_on_device(general_kernel, 1, 128, out.data(), scratch.data());
  EXPECT_EQ(out[0], 127 * 128 / 2);
  for (int tile = 0; tile < 8; ++tile)
    EXPECT_EQ(out[1 + tile], 16 * 16 * tile + 120);
  EXPECT_EQ(out[9], 4);
  EXPECT_EQ(out[10], 32 * 32 + 31 * 16);
  EXPECT_EQ(out[11], 64);
  EXPECT_EQ(out[12], 64);
}

// --- Coalesced groups and partitions ---

struct CoalescedResult {
  unsigned rank, size;
  int from_last, up, down, any, all, sum, inclusive;
  unsigned long long ballot, match;
};
CW_KERNEL void coalesced_kernel(CoalescedResult *out) {
  const int lane = int(cw::lane_id());
  if (lane % 3 != 1)
    return;
  const coop::coalesced_group group = coop::coalesced_threads();
  CoalescedResult &r = out[lane / 3];
  r.rank = group.thread_rank();
  r.size = group.num_threads();
  r.from_last = group.shfl(lane, group.size() - 1);
  r.up = group.shfl_up(lane, 2);
  r.down = group.shfl_down(lane, 2);
  r.any = group.any(lane == 4);
  r.all = group.all(lane == 4);
  r.ballot = group.ballot(lane % 2);
  r.match = group.match_any(lane % 2);
  r.sum = coop::reduce(group, lane, coop::plus<int>());
  r.inclusive = coop::inclusive_scan(group, lane, coop::plus<int>());
  group.sync();
}
TEST(CoopCoalesced, RanksItsLanes) {
  const int lanes = cw::warp_size(), members = (lanes + 1) / 3;
  std::vector<CoalescedResult> out(members);
  run_on_device(coalesced_kernel, 1, lanes, out.data());
  int sum = 0, running = 0;
  unsigned long long odd = 0;
  for (int k = 0; k < members; ++k) {
    sum += 3 * k + 1;
    odd |= (unsigned long long)((3 * k + 1) % 2) << k;
  }
  const unsigned long long everyone = (1ull << members) - 1;
  for (int k = 0; k < members; ++k) {
    const int lane = 3 * k + 1;
    running += lane;
    const CoalescedResult &r = out[k];
    EXPECT_EQ(r.rank, unsigned(k));
    EXPECT_EQ(r.size, unsigned(members));
    EXPECT_EQ(r.from_last, 3 * members - 2);
    EXPECT_EQ(r.up, k >= 2 ? lane - 6 : lane);
    EXPECT_EQ(r.down, k + 2 < members ? lane + 6 : lane);
    EXPECT_NE(r.any, 0);
    EXPECT_EQ(r.all, 0);
    EXPECT_EQ(r.ballot, odd);
    EXPECT_EQ(r.match, lane % 2 ? odd : everyone & ~odd);
    EXPECT_EQ(r.sum, sum);
    EXPECT_EQ(r.inclusive, running);
  }
}

struct PartResult {
  unsigned size, rank, index, count;
  int least;
};
CW_KERNEL void partition_kernel(PartResult *labeled, PartResult *binary,
                                PartResult *tiled) {
  const auto tile = coop::tiled_partition<16>(coop::this_thread_block());
  const int i = int(tile.thread_rank());
  const auto by_label = coop::labeled_partition(tile, i % 5);
  labeled[i] = {by_label.size(), by_label.thread_rank(),
                by_label.meta_group_rank(), by_label.meta_group_size(),
                coop::reduce(by_label, i, coop::less<int>())};
  const auto halves = coop::binary_partition(tile, i >= 10);
  binary[i] = {halves.size(), halves.thread_rank(), halves.meta_group_rank(),
               halves.meta_group_size(),
               coop::reduce(halves, i, coop::less<int>())};
  const auto pieces = coop::tiled_partition<4>(halves);
  tiled[i] = {pieces.size(), pieces.thread_rank(), pieces.meta_group_rank(),
              pieces.meta_group_size(),
              coop::reduce(pieces, i, coop::less<int>())};
}
TEST(CoopCoalesced, Partitions) {
  std::vector<PartResult> labeled(16), binary(16), tiled(16);
  run_on_device(partition_kernel, 1, 16, labeled.data(), binary.data(),
                tiled.data());
  for (int i = 0; i < 16; ++i) {
    SCOPED_TRACE(i);
    EXPECT_EQ(labeled[i].size, i % 5 == 0 ? 4u : 3u);
    EXPECT_EQ(labeled[i].rank, unsigned(i / 5));
    EXPECT_EQ(labeled[i].index, unsigned(i % 5));
    EXPECT_EQ(labeled[i].count, 5u);
    EXPECT_EQ(labeled[i].least, i % 5);
    const int first = i < 10 ? 0 : 10, rank = i - first;
    EXPECT_EQ(binary[i].size, i < 10 ? 10u : 6u);
    EXPECT_EQ(binary[i].rank, unsigned(rank));
    EXPECT_EQ(binary[i].least, first);
    EXPECT_EQ(binary[i].count, 2u);
    EXPECT_EQ(tiled[i].size,
              unsigned(std::min(4, (i < 10 ? 10 : 6) - rank / 4 * 4)));
    EXPECT_EQ(tiled[i].index, unsigned(rank / 4));
    EXPECT_EQ(tiled[i].count, i < 10 ? 3u : 2u);
    EXPECT_EQ(tiled[i].least, first + rank / 4 * 4);
  }
}

// A tile wider than the warp is split by warp.
CW_KERNEL void wide_partition_kernel(int *sums) {
  const auto tile = coop::tiled_partition<64>(coop::this_thread_block());
  const int i = int(tile.thread_rank());
  const auto part = coop::labeled_partition(tile, i % 2);
  const int sum = coop::reduce(part, 1, coop::plus<int>());
  if (part.thread_rank() == 0)
    cw::atomic_add(&sums[i % 2], sum);
}
TEST(CoopCoalesced, PartitionsOfWideTilesCoverThem) {
  std::vector<int> sums(2);
  run_on_device(wide_partition_kernel, 1, 64, sums.data());
  EXPECT_EQ(sums[0], 32);
  EXPECT_EQ(sums[1], 32);
}

// --- Operations ---

CW_KERNEL void operations_kernel(unsigned *out) {
  const auto tile = coop::tiled_partition<4>(coop::this_thread_block());
  const unsigned value = 0b1000u | tile.thread_rank(); // 8, 9, 10, 11
  out[0] = coop::reduce(tile, value, coop::plus<unsigned>());
  out[1] = coop::reduce(tile, value, coop::less<unsigned>());
  out[2] = coop::reduce(tile, value, coop::greater<unsigned>());
  out[3] = coop::reduce(tile, value, coop::bit_and<unsigned>());
  out[4] = coop::reduce(tile, value, coop::bit_or<unsigned>());
  out[5] = coop::reduce(tile, value, coop::bit_xor<unsigned>());
  out[6] = coop::reduce(tile, value, coop::plus<>());
  out[7] = coop::reduce(tile, value,
                        [](unsigned a, unsigned b) { return 10 * a + b; });
  out[8] =
      unsigned(coop::reduce(tile, double(value), coop::plus<double>()) * 2);
}
TEST(CoopOperations, FoldInOrderOfRank) {
  std::vector<unsigned> out(9);
  run_on_device(operations_kernel, 1, 4, out.data());
  EXPECT_EQ(out, (std::vector<unsigned>{38, 8, 11, 8, 11, 0, 38,
                                        8000 + 900 + 100 + 11, 76}));
}

CW_KERNEL void block_fold_kernel(int *out) {
  const auto block = coop::this_thread_block();
  const int i = int(block.thread_rank());
  out[2 * i] = coop::reduce(block, i, coop::plus<int>());
  out[2 * i + 1] = coop::exclusive_scan(block, 1);
}
TEST(CoopOperations, FoldOverAWholeBlock) {
  std::vector<int> out(2 * 200);
  run_on_device(block_fold_kernel, 1, 200, out.data());
  for (int i = 0; i < 200; ++i) {
    EXPECT_EQ(out[2 * i], 199 * 100);
    EXPECT_EQ(out[2 * i + 1], i);
  }
}

// --- Copies ---

CW_KERNEL void copy_kernel(const int *from, int *whole, int *part,
                           int *aligned) {
  const auto block = coop::this_thread_block();
  coop::memcpy_async(block, whole, from, sizeof(int) * 1000);
  coop::memcpy_async(block, part, 50, from, 70);
  coop::wait_prior<1>(block);
  const auto tile = coop::tiled_partition<16>(block);
  if (tile.meta_group_rank() == 1) {
    coop::memcpy_async(tile, aligned, from + 4,
                       coop::aligned_size_t<16>(64 * sizeof(int)));
    coop::wait(tile);
  }
  coop::wait(block);
  if (block.thread_rank() == 0)
    part[60] = whole[999] + aligned[63];
}
TEST(CoopCopies, MoveWhatWasAskedFor) {
  std::vector<int> from(1000), whole(1001, -1), part(61, -1), aligned(65, -1);
  for (int i = 0; i < 1000; ++i)
    from[i] = i * i;
  run_on_device(copy_kernel, 1, 96, from.data(), whole.data(), part.data(),
                aligned.data());
  EXPECT_TRUE(std::equal(from.begin(), from.end(), whole.begin()));
  EXPECT_EQ(whole[1000], -1);
  EXPECT_TRUE(std::equal(from.begin(), from.begin() + 50, part.begin()));
  EXPECT_EQ(part[50], -1);
  EXPECT_TRUE(std::equal(from.begin() + 4, from.begin() + 68, aligned.begin()));
  EXPECT_EQ(aligned[64], -1);
  EXPECT_EQ(part[60], from[999] + from[67]);
}

CW_KERNEL void tile_memory_kernel(int *out) {
  CW_SHARED coop::block_tile_memory<256> memory;
  const auto block = coop::this_thread_block(memory);
  const auto tile = coop::tiled_partition<128>(block);
  out[cw::thread_idx().x] = coop::reduce(tile, 1, coop::plus<int>());
}
TEST(CoopTile, LargeOnesMayNameTheirMemory) {
  std::vector<int> out(256);
  run_on_device(tile_memory_kernel, 1, 256, out.data());
  for (int value : out)
    EXPECT_EQ(value, 128);
}

// --- The grid ---

CW_KERNEL void grid_kernel(int *data, unsigned long long *facts) {
  const coop::grid_group grid = coop::this_grid();
  const int i = int(grid.thread_rank()), n = int(grid.size());
  data[i] = i;
  grid.sync();
  const int other = data[n - 1 - i];
  coop::sync(grid);
  data[i] = other;
  grid.barrier_wait(grid.barrier_arrive());
  if (i == n - 1) {
    facts[0] = grid.is_valid();
    facts[1] = grid.num_blocks();
    facts[2] = grid.block_rank();
    facts[3] = grid.num_threads();
    facts[4] = grid.block_index().x;
    facts[5] = grid.dim_blocks().x + grid.group_dim().x;
    facts[6] = grid.dim_threads().x;
  }
}
TEST(CoopGrid, SynchronisesAllBlocks) {
  std::vector<int> data(4 * 32);
  std::vector<unsigned long long> facts(7);
  int *data_argument = data.data();
  unsigned long long *facts_argument = facts.data();
  void *arguments[] = {&data_argument, &facts_argument};
  ASSERT_EQ(cwLaunchCooperativeKernel(cw::kernel_address(grid_kernel), 4, 32,
                                      arguments, 0, nullptr),
            cwSuccess);
  ASSERT_EQ(cwDeviceSynchronize(), cwSuccess);
  for (int i = 0; i < 128; ++i)
    EXPECT_EQ(data[i], 127 - i);
  EXPECT_EQ(facts, (std::vector<unsigned long long>{1, 4, 3, 128, 3, 8, 128}));
}

CW_KERNEL void ordinary_kernel(int *valid) {
  *valid = coop::this_grid().is_valid();
}
TEST(CoopGrid, OrdinaryLaunchesHaveNoGridBarrier) {
  int valid = -1;
  run_on_device(ordinary_kernel, 1, 1, &valid);
  EXPECT_EQ(valid, 0);
}

} // namespace
