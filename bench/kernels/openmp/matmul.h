// SPDX-License-Identifier: Apache-2.0
// Matrix product for a CPU: a tile of C of four rows and 64 columns stays in
// registers while a block of k passes.
#pragma once
#include "../bench.h"
static void matmul(int n, const float *__restrict a, const float *__restrict b,
                   float *__restrict c) {
  constexpr int rows = 4, cols = 64, depth = 256;
#pragma omp parallel for schedule(dynamic)
  for (int j0 = 0; j0 < n; j0 += cols) {
    std::vector<float> packed(std::size_t(depth) * cols);
    for (int k0 = 0; k0 < n; k0 += depth) {
      // The strip of B is copied to one piece: its rows are a multiple of 4 KiB
      // apart and would share few cache sets.
      for (int k = 0; k < depth; ++k)
        for (int j = 0; j < cols; ++j)
          packed[k * cols + j] = b[(k0 + k) * n + j0 + j];
      for (int i0 = 0; i0 < n; i0 += rows) {
        float sum[rows][cols];
        for (int i = 0; i < rows; ++i)
          for (int j = 0; j < cols; ++j)
            sum[i][j] = k0 ? c[(i0 + i) * n + j0 + j] : 0.0f;
        for (int k = 0; k < depth; ++k) {
          const float *p = packed.data() + k * cols;
          for (int i = 0; i < rows; ++i) {
            const float x = a[(i0 + i) * n + k0 + k];
#pragma omp simd
            for (int j = 0; j < cols; ++j)
              sum[i][j] += x * p[j];
          }
        }
        for (int i = 0; i < rows; ++i)
          for (int j = 0; j < cols; ++j)
            c[(i0 + i) * n + j0 + j] = sum[i][j];
      }
    }
  }
}
inline void run_matmul(const char *name) {
  const int n = sized(1024, 3), m = n * n;
  auto a = values(m), b = a;
  std::vector<float> c(m);
  bench(name, [&] { matmul(n, a.data(), b.data(), c.data()); });
  checksum(name, c.data(), m);
}
