// Sums of rows by blocks whose threads meet at a cuda::barrier: arriving and
// waiting are two steps, with work of the thread's own in between, and the
// barrier also waits for the copies into shared memory.
// SPDX-License-Identifier: Apache-2.0
#include <cw/coop.h>
#include <cstdio>
#include <cw/sync.h>
#include <cw/runtime.h>
#include <utility>

namespace cg = cw::coop;
using block_barrier = cw::cxx::barrier<cw::cxx::thread_scope_block>;

constexpr int Threads = 96, Columns = 384, Rows = 10;

CW_DEVICE int tree(block_barrier &bar, int *partial, int value) {
  const int t = cw::thread_idx().x;
  partial[t] = value;
  for (int half = 48; half >= 3; half /= 2) {
    bar.arrive_and_wait();
    if (t < half)
      partial[t] += partial[t + half];
  }
  bar.arrive_and_wait();
  return partial[0] + partial[1] + partial[2];
}

CW_KERNEL void rowSums(const int *matrix, int *sums, int *others) {
  CW_STATIC_SHARED(bar, block_barrier bar);
  CW_STATIC_SHARED(row, CW_ALIGN(16) int row[Columns]);
  CW_STATIC_SHARED(partial, int partial[Threads]);
  auto block = cg::this_thread_block();
  if (block.thread_rank() == 0)
    init(&bar, block.size());
  block.sync();

  cw::cxx::memcpy_async(block, row, matrix + cw::block_idx().x * Columns,
                     cw::cxx::aligned_size_t<16>(sizeof(int) * Columns), bar);
  block_barrier::arrival_token token = bar.arrive();
  int own = 0; // meanwhile
  for (int i = 0; i <= (int)cw::thread_idx().x; ++i)
    own += i;
  bar.wait(std::move(token));

  int value = 0;
  for (int i = cw::thread_idx().x; i < Columns; i += Threads)
    value += row[i];
  const int sum = tree(bar, partial, value);
  bar.arrive_and_wait();
  const int other = tree(bar, partial, own);
  if (cw::thread_idx().x == 0) {
    sums[cw::block_idx().x] = sum;
    others[cw::block_idx().x] = other;
  }
}

int main() {
  static int matrix[Rows * Columns];
  int expected[Rows] = {}, sums[Rows], others[Rows];
  for (int i = 0; i < Rows * Columns; ++i) {
    matrix[i] = i * 37 % 101;
    expected[i / Columns] += matrix[i];
  }
  int *dMatrix, *dSums, *dOthers;
  cwMalloc(&dMatrix, sizeof matrix);
  cwMalloc(&dSums, sizeof sums);
  cwMalloc(&dOthers, sizeof others);
  cwMemcpy(dMatrix, matrix, sizeof matrix, cwMemcpyHostToDevice);
  cw::launch<rowSums>(Rows, Threads)(dMatrix, dSums, dOthers);
  cwMemcpy(sums, dSums, sizeof sums, cwMemcpyDeviceToHost);
  cwMemcpy(others, dOthers, sizeof others, cwMemcpyDeviceToHost);
  int wrong = 0;
  for (int i = 0; i < Rows; ++i)
    wrong += sums[i] != expected[i] || others[i] != others[0];
  printf("wrong: %d\nfirst: %d, other: %d\n", wrong, sums[0], others[0]);
  cwFree(dMatrix);
  cwFree(dSums);
  cwFree(dOthers);
  return 0;
}
