// Cooperative groups: blocks and tiles of them, with tile-wide shuffles, votes
// and reductions.
// SPDX-License-Identifier: Apache-2.0
#include <cw/coop.h>
#include <cw/coop.h>
#include <cstdio>
#include <cw/runtime.h>

namespace cg = cw::coop;

template <typename Group> CW_DEVICE int sumOf(Group group, int value) {
  for (int offset = group.size() / 2; offset > 0; offset /= 2)
    value += group.shfl_down(value, offset);
  return group.shfl(value, 0);
}

CW_KERNEL void tiles(const int *in, int *out, int *wrong) {
  cg::thread_block block = cg::this_thread_block();
  const int i = block.group_index().x * block.size() + block.thread_rank();
  auto sixteen = cg::tiled_partition<16>(block);
  cg::thread_block_tile<4> four = cg::tiled_partition<4>(sixteen);

  out[i] = sumOf(sixteen, in[i]);
  int bad = 0;
  bad += cg::reduce(sixteen, in[i], cg::plus<int>()) != out[i];
  bad += cg::reduce(four, in[i], cg::greater<int>()) !=
         in[i / 4 * 4 + 3]; // the input grows
  bad += four.thread_rank() != i % 4;
  bad += four.meta_group_rank() != sixteen.thread_rank() / 4;
  bad += four.shfl_xor(in[i], 1) != in[i ^ 1];
  bad += four.ballot(four.thread_rank() == 2) != 4;
  bad += !sixteen.any(sixteen.thread_rank() == 15);
  bad += four.all(four.thread_rank() == 0);
  sixteen.sync();
  if (bad)
    cw::atomic_add(wrong, bad);
}

CW_KERNEL void inBlock(const int *in, int *out) {
  CW_STATIC_SHARED(buffer, int buffer[64]);
  auto block = cg::this_thread_block();
  int t = block.thread_rank();
  buffer[t] = in[t];
  block.sync();
  int reversed = buffer[block.size() - 1 - t];
  cg::sync(block);
  buffer[t] = reversed + in[t];
  block.sync();
  if (t == 0) {
    int same = 1;
    for (int k = 1; k < (int)block.size(); ++k)
      same &= buffer[k] == buffer[0];
    *out = same ? buffer[0] : -1;
  }
}

int main() {
  const int n = 128;
  int *in, *out, *wrong;
  cwMallocManaged(&in, n * sizeof(int));
  cwMallocManaged(&out, n * sizeof(int));
  cwMallocManaged(&wrong, sizeof(int));
  *wrong = 0;
  for (int i = 0; i < n; ++i)
    in[i] = 3 * i + 1;

  cw::launch<tiles>(2, n / 2)(in, out, wrong);
  cwDeviceSynchronize();
  int differ = 0;
  for (int i = 0; i < n; ++i) {
    int sum = 0;
    for (int k = 0; k < 16; ++k)
      sum += in[i / 16 * 16 + k];
    differ += out[i] != sum;
  }
  printf("tile sums: %d differ, %d wrong\n", differ, *wrong);

  cw::launch<inBlock>(1, 64)(in, out);
  cwDeviceSynchronize();
  printf("pairs in a block: %d\n", *out);
  cwFree(in);
  cwFree(out);
  cwFree(wrong);
  return 0;
}
