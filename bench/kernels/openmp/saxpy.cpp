// SPDX-License-Identifier: Apache-2.0
#include "../bench.h"
static void saxpy(int n, float a, const float *__restrict x,
                  float *__restrict y) {
#pragma omp parallel for simd
  for (int i = 0; i < n; ++i)
    y[i] = a * x[i] + y[i];
}
int main() {
  const int n = sized(1 << 26);
  auto x = values(n), y = x;
  auto step = [&] { saxpy(n, 0.5f, x.data(), y.data()); };
  bench("saxpy", step);
  // The sum is of one step, however many were timed.
  std::copy(x.begin(), x.end(), y.begin());
  step();
  checksum("saxpy", y.data(), n);
}
