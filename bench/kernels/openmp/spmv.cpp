// SPDX-License-Identifier: Apache-2.0
#include "../spmv.h"
static void spmv(int n, const int *__restrict start, const int *__restrict col,
                 const float *__restrict a, const float *__restrict x,
                 float *__restrict y) {
#pragma omp parallel for
  for (int r = 0; r < n; ++r) {
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (int k = start[r]; k < start[r + 1]; ++k)
      sum += a[k] * x[col[k]];
    y[r] = sum;
  }
}
int main() {
  const int n = sized(1 << 20);
  const Rows rows(n);
  const int m = rows.start[n];
  auto a = values(m), x = values(n);
  std::vector<float> y(n);
  bench("spmv", [&] {
    spmv(n, rows.start.data(), rows.col.data(), a.data(), x.data(), y.data());
  });
  checksum("spmv", y.data(), n);
}
