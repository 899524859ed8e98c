// Structs passed to kernels by value: nested, with arrays, with methods, with
// bit fields and as grid constants.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>

struct Range {
  int first, last;
  CW_DEVICE bool contains(int x) const { return first <= x && x < last; }
};

struct Options {
  Range range;
  double weights[3];
  unsigned mode : 2, flag : 1;
  char tag;
  const int *table;
};

template <typename A, typename B> struct Both {
  A first;
  B second;
};

CW_KERNEL void apply(Options options, int n, double *out) {
  int i = cw::thread_idx().x;
  if (i >= n)
    return;
  double value = options.range.contains(i) ? options.weights[i % 3] : -1.0;
  if (options.flag)
    value *= options.table[i];
  options.weights[0] = 1e9; // a copy: nobody else sees it
  out[i] = value + options.mode + (options.tag - 'a');
}

CW_KERNEL void combine(const CW_GRID_CONSTANT Both<cw::int3, cw::char2> both,
                        int *out) {
  out[0] = both.first.x + 10 * both.first.y + 100 * both.first.z;
  out[1] = both.second.x * both.second.y;
}

int main() {
  const int n = 30;
  int *table, *pair;
  double *out;
  cwMallocManaged(&table, n * sizeof(int));
  cwMallocManaged(&pair, 2 * sizeof(int));
  cwMallocManaged(&out, n * sizeof(double));
  for (int i = 0; i < n; ++i)
    table[i] = i * i;

  Options options = {{5, 25}, {0.5, 0.25, 4.0}, 2, 1, 'c', table};
  int wrong = 0;
  for (int round = 0; round < 2; ++round) {
    cw::launch<apply>(1, 32)(options, n, out);
    cwDeviceSynchronize();
    for (int i = 0; i < n; ++i) {
      double value = i >= 5 && i < 25 ? options.weights[i % 3] : -1.0;
      if (options.flag)
        value *= i * i;
      wrong += out[i] != value + options.mode + 2;
    }
    options.flag = 0;
    options.mode = 3;
  }
  printf("wrong: %d\n", wrong);

  cw::launch<combine>(1, 1)({cw::make_int3(1, 2, 3), cw::make_char2(-4, 5)}, pair);
  cwDeviceSynchronize();
  printf("combined: %d %d\n", pair[0], pair[1]);
  cwFree(table);
  cwFree(pair);
  cwFree(out);
  return 0;
}
