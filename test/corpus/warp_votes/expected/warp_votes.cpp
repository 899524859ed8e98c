// Votes, ballots and matches, tested in ways that hold for any warp size from
// 16 lanes up; stream compaction by ballot.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>

CW_KERNEL void vote(int *passed) {
  const unsigned full = 0xffffffff;
  const int lane = cw::thread_idx().x % cw::warp_size();
  int ok = 1;

  ok &= cw::all(full, lane >= 0) != 0;
  ok &= cw::all(full, lane > 0) == 0;
  ok &= cw::any(full, lane == cw::warp_size() - 1) != 0;
  ok &= cw::any(full, lane == cw::warp_size()) == 0;

  unsigned low = cw::ballot(full, lane == 3 || lane == 9);
  ok &= low == (1u << 3 | 1u << 9);
  ok &= cw::popc(cw::ballot(full, lane % 2)) == cw::warp_size() / 2;
  ok &= (cw::ballot(full, lane >= 4) & 0xffffu) == 0xfff0u;
  ok &= cw::ffs(cw::ballot(full, lane > 6)) == 8;

  cw::sync_warp();
  if (lane < 8)
    ok &= cw::any(0xffu, lane == 7) && cw::all(0xffu, lane < 8);
  cw::sync_warp(full);

  if (ok)
    cw::atomic_add(passed, 1);
}

// Keeps the multiples of three. The first lane of each warp reserves the room.
CW_KERNEL void compact(const int *in, int *out, int *count, int *kept) {
  const int lane = cw::thread_idx().x % cw::warp_size();
  int value = in[cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x];
  bool keep = value % 3 == 0;
  int before = keep;
  for (int offset = 1; offset < cw::warp_size(); offset <<= 1) {
    int below = cw::shfl_up(cw::full_warp(), before, offset);
    if (lane >= offset)
      before += below;
  }
  int base = 0;
  if (lane == cw::warp_size() - 1)
    base = cw::atomic_add(count, before);
  base = cw::shfl(cw::full_warp(), base, cw::warp_size() - 1);
  if (keep)
    out[base + before - 1] = value;
  int votes = cw::popc(cw::ballot(cw::full_warp(), keep));
  if (lane == 0)
    cw::atomic_add(kept, votes);
}

int main() {
  int *passed;
  cwMallocManaged(&passed, sizeof(int));
  *passed = 0;
  cw::launch<vote>(4, 64)(passed);
  cwDeviceSynchronize();
  printf("threads that saw every vote right: %d\n", *passed);
  cwFree(passed);

  const int n = 512;
  int *in, *out, *counts;
  cwMallocManaged(&in, n * sizeof(int));
  cwMallocManaged(&out, n * sizeof(int));
  cwMallocManaged(&counts, 2 * sizeof(int));
  counts[0] = counts[1] = 0;
  long long expected = 0, sum = 0;
  for (int i = 0; i < n; ++i) {
    in[i] = i * 5 + 1;
    expected += in[i] % 3 == 0 ? in[i] : 0;
  }
  cw::launch<compact>(n / 128, 128)(in, out, &counts[0], &counts[1]);
  cwDeviceSynchronize();
  for (int i = 0; i < counts[0]; ++i)
    sum += out[i];
  printf("kept %d, counted %d, sums equal: %d\n", counts[0], counts[1],
         sum == expected);
  cwFree(in);
  cwFree(out);
  cwFree(counts);
  return 0;
}
