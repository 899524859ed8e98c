// SPDX-License-Identifier: Apache-2.0
#include "../bench.h"
// Tile by tile through a small array: rows of 16 KiB would otherwise meet in
// the same few cache sets.
static void transpose(int n, const float *__restrict in,
                      float *__restrict out) {
  constexpr int t = 32;
#pragma omp parallel for collapse(2)
  for (int y0 = 0; y0 < n; y0 += t)
    for (int x0 = 0; x0 < n; x0 += t) {
      float tile[t][t];
      for (int y = 0; y < t; ++y)
#pragma omp simd
        for (int x = 0; x < t; ++x)
          tile[y][x] = in[(y0 + y) * n + x0 + x];
      for (int x = 0; x < t; ++x)
#pragma omp simd
        for (int y = 0; y < t; ++y)
          out[(x0 + x) * n + y0 + y] = tile[y][x];
    }
}
int main() {
  const int n = sized(4096, 2), m = n * n;
  auto x = values(m);
  std::vector<float> y(m);
  bench("transpose", [&] { transpose(n, x.data(), y.data()); });
  checksum("transpose", y.data(), m);
}
