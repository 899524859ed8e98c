// SPDX-License-Identifier: Apache-2.0
#include "../bench.h"
#include <omp.h>
// Each thread sums its part, then scans it from the sum of the parts before.
static void scan(int n, const int *__restrict in, int *__restrict out) {
  std::vector<int> sums(omp_get_max_threads() + 1);
#pragma omp parallel
  {
    const int threads = omp_get_num_threads(), t = omp_get_thread_num();
    const int from = int((long long)n * t / threads),
              to = int((long long)n * (t + 1) / threads);
    int s = 0;
    // Nothing lies behind the last part, so nobody needs its sum.
    if (t + 1 < threads) {
#pragma omp simd reduction(+ : s)
      for (int i = from; i < to; ++i)
        s += in[i];
    }
    sums[t + 1] = s;
#pragma omp barrier
    s = 0;
    for (int i = 0; i <= t; ++i)
      s += sums[i];
#pragma omp simd reduction(inscan, + : s)
    for (int i = from; i < to; ++i) {
      s += in[i];
#pragma omp scan inclusive(s)
      out[i] = s;
    }
  }
}
int main() {
  const int n = std::max(sized(1 << 24), 1 << 20);
  std::vector<int> x(n), y(n);
  for (int i = 0; i < n; ++i)
    x[i] = int(val(i) * 16.0f);
  bench("scan", [&] { scan(n, x.data(), y.data()); });
  checksum("scan", y.data(), n);
}
