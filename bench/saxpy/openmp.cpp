// The streaming bench's yardstick: the same loop written with OpenMP. Prints
// the best time of a repetition in milliseconds.
// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstdio>
#include <cstdlib>

static void saxpy(int n, float a, const float *x, float *y) {
#pragma omp parallel for schedule(static)
  for (int i = 0; i < n; ++i)
    y[i] = a * x[i] + y[i];
}

int main(int argc, char **argv) {
  int n = 1 << 26, repetitions = argc > 1 ? std::atoi(argv[1]) : 10;
  float *x = static_cast<float *>(std::aligned_alloc(256, n * sizeof(float)));
  float *y = static_cast<float *>(std::aligned_alloc(256, n * sizeof(float)));
#pragma omp parallel for schedule(static)
  for (int i = 0; i < n; ++i) {
    x[i] = 1.0f + i % 3;
    y[i] = 2.0f;
  }
  double best = 1e30;
  for (int r = 0; r < repetitions; ++r) {
    auto start = std::chrono::steady_clock::now();
    saxpy(n, 0.5f, x, y);
    std::chrono::duration<double, std::milli> t =
        std::chrono::steady_clock::now() - start;
    best = t.count() < best ? t.count() : best;
  }
  for (int i = n - 3; i < n; ++i)
    if (y[i] != 2.0f + repetitions * 0.5f * (1.0f + i % 3))
      return std::puts("wrong result"), 1;
  std::printf("%.3f\n", best);
}
