// Odd-even transposition sort of several rows, a block a row, until a round
// swaps nothing (counted with a barrier that votes).
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>

#define ROWS 5
#define LENGTH 96

CW_KERNEL void sortRows(int (*rows)[LENGTH], int *rounds) {
  CW_STATIC_SHARED(row, int row[LENGTH]);
  const int t = cw::thread_idx().x;
  row[2 * t] = rows[cw::block_idx().x][2 * t];
  row[2 * t + 1] = rows[cw::block_idx().x][2 * t + 1];
  cw::barrier();

  int round = 0;
  bool swapped;
  do {
    swapped = false;
    for (int odd = 0; odd <= 1; ++odd) {
      int i = 2 * t + odd;
      if (i + 1 < LENGTH && row[i] > row[i + 1]) {
        int keep = row[i];
        row[i] = row[i + 1];
        row[i + 1] = keep;
        swapped = true;
      }
      cw::barrier();
    }
    ++round;
  } while (cw::barrier_or(swapped));

  int sorted = t == 0 || row[2 * t - 1] <= row[2 * t];
  sorted = sorted && row[2 * t] <= row[2 * t + 1];
  int inOrder = cw::barrier_count(sorted);
  int all = cw::barrier_and(sorted);
  if (t == 0)
    rounds[cw::block_idx().x] = all && inOrder == cw::block_dim().x ? round : -1;
  rows[cw::block_idx().x][2 * t] = row[2 * t];
  rows[cw::block_idx().x][2 * t + 1] = row[2 * t + 1];
}

int main() {
  static int rows[ROWS][LENGTH];
  int rounds[ROWS];
  for (int r = 0; r < ROWS; ++r)
    for (int i = 0; i < LENGTH; ++i)
      rows[r][i] = r == 0 ? i : r == 1 ? -i : (i * (17 + r) + 5) % 53;

  int(*device)[LENGTH];
  int *deviceRounds;
  cwMalloc(&device, sizeof rows);
  cwMalloc(&deviceRounds, sizeof rounds);
  cwMemcpy(device, rows, sizeof rows, cwMemcpyHostToDevice);
  cw::launch<sortRows>(ROWS, LENGTH / 2)(device, deviceRounds);
  cwMemcpy(rows, device, sizeof rows, cwMemcpyDeviceToHost);
  cwMemcpy(rounds, deviceRounds, sizeof rounds, cwMemcpyDeviceToHost);
  cwFree(device);
  cwFree(deviceRounds);

  for (int r = 0; r < ROWS; ++r) {
    int ordered = 1;
    for (int i = 1; i < LENGTH; ++i)
      ordered &= rows[r][i - 1] <= rows[r][i];
    printf("row %d: ordered %d, from %d to %d, rounds %d\n", r, ordered,
           rows[r][0], rows[r][LENGTH - 1], rounds[r]);
  }
  return 0;
}
