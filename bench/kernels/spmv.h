// SPDX-License-Identifier: Apache-2.0
// The matrix of spmv in rows (CSR), for all its versions. No CUDA in here.
#pragma once
#include "bench.h"
// Row r has 1 to 64 elements, those from start[r] to start[r + 1]; col has
// their columns.
struct Rows {
  std::vector<int> start, col;
  explicit Rows(int n) : start(n + 1) {
    for (int r = 0; r < n; ++r)
      start[r + 1] = start[r] + 1 + int(val(r) * 64.0f);
    col.resize(start[n]);
    for (int k = 0; k < start[n]; ++k)
      col[k] = int((unsigned(k) * 2654435761u >> 9) % unsigned(n));
  }
};
