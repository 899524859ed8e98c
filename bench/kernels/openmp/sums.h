// SPDX-License-Identifier: Apache-2.0
// Sums of pieces of 256 numbers, for reduce and warpred: the GPU's ways to sum
// differ, a CPU's do not.
#pragma once
#include "../bench.h"
static void sums(int blocks, const float *__restrict in,
                 float *__restrict out) {
#pragma omp parallel for
  for (int b = 0; b < blocks; ++b) {
    const float *p = in + b * 256;
    float s = 0;
#pragma omp simd reduction(+ : s)
    for (int i = 0; i < 256; ++i)
      s += p[i];
    out[b] = s;
  }
}
inline void run_sums(const char *name) {
  const int n = sized(1 << 24), blocks = n / 256;
  auto x = values(n);
  std::vector<float> y(blocks);
  bench(name, [&] { sums(blocks, x.data(), y.data()); });
  checksum(name, y.data(), blocks);
}
