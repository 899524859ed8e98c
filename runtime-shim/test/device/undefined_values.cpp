// Lanes without a value pass uninitialised variables, as CUDA programs do. This
// must not affect the other lanes. Optimising compilers assume that a parameter
// passed by value was written, and drop the condition that guards the write.
// Prints all errors.
// SPDX-License-Identifier: Apache-2.0
#include <cw/coop.h>
#include <cw/runtime.h>

#include <cstdio>

namespace coop = cw::coop;

// Each function adds once for all lanes.
CW_DEVICE int by_group(int *count) {
  auto group = coop::coalesced_threads();
  int value;
  if (group.thread_rank() == 0)
    value = cw::atomic_add(count, int(group.size()));
  return group.shfl(value, 0);
}
CW_DEVICE int by_tile(int *count) {
  auto tile = coop::tiled_partition<16>(coop::this_thread_block());
  int value;
  if (tile.thread_rank() == 0)
    value = cw::atomic_add(count, 16);
  return tile.shfl(value, 0);
}
CW_DEVICE int by_warp(int *count) {
  int value;
  if (cw::thread_idx().x % 16 == 0)
    value = cw::atomic_add(count, 16);
  return cw::shfl(cw::full_warp(), value, 0, 16);
}
CW_DEVICE int by_vote(int *count) {
  int value;
  if (cw::thread_idx().x % 16 == 0)
    value = cw::atomic_add(count, 16);
  return cw::any(cw::full_warp(), value);
}
CW_DEVICE int by_match(int *count) {
  int value;
  if (cw::thread_idx().x % 16 == 0)
    value = cw::atomic_add(count, 16);
  return int(cw::match_any(cw::full_warp(), value));
}
CW_DEVICE int by_reduction(int *count) {
  int value;
  if (cw::thread_idx().x % 16 == 0)
    value = cw::atomic_add(count, 16);
  return cw::reduce_max(cw::full_warp(), value);
}
CW_DEVICE int by_scan(int *count) {
  auto tile = coop::tiled_partition<16>(coop::this_thread_block());
  int value;
  if (tile.thread_rank() == 0)
    value = cw::atomic_add(count, 16);
  return coop::inclusive_scan(tile, value);
}

CW_KERNEL void kernel(int *counts, int *seen) {
  int *mine = seen + cw::thread_idx().x;
  *mine += by_group(counts);
  *mine += by_tile(counts + 1);
  *mine += by_warp(counts + 2);
  *mine += by_vote(counts + 3);
  *mine += by_match(counts + 4);
  *mine += by_reduction(counts + 5);
  *mine += by_scan(counts + 6);
}

int main() {
  constexpr int threads = 64;
  int *memory, wrong = 0;
  cwMallocManaged(&memory, (7 + threads) * sizeof *memory);
  cw::launch<kernel>(1, threads)(memory, memory + 7);
  if (cwDeviceSynchronize() != cwSuccess)
    return 2;
  for (int i = 0; i < 7; ++i)
    if (memory[i] != threads) {
      printf("way %d of 7 counted %d threads of %d\n", i + 1, memory[i],
             threads);
      ++wrong;
    }
  return wrong != 0;
}
