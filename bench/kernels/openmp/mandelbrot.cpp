// SPDX-License-Identifier: Apache-2.0
#include "../bench.h"
// Sixteen pixels step together until all have left; those that have left keep
// their count.
static void mandelbrot(int w, int h, int limit, int *out) {
  constexpr int v = 16;
#pragma omp parallel for schedule(dynamic, 16)
  for (int py = 0; py < h; ++py) {
    const float cy = -1.5f + 3.0f * py / h;
    for (int px = 0; px < w; px += v) {
      float cx[v], x[v] = {}, y[v] = {};
      int k[v] = {};
#pragma omp simd
      for (int l = 0; l < v; ++l)
        cx[l] = -2.0f + 3.0f * (px + l) / w;
      for (int step = 0; step < limit; ++step) {
        int inside = 0;
#pragma omp simd reduction(+ : inside)
        for (int l = 0; l < v; ++l) {
          const int in = x[l] * x[l] + y[l] * y[l] <= 4.0f;
          const float t = x[l] * x[l] - y[l] * y[l] + cx[l];
          const float u = 2.0f * x[l] * y[l] + cy;
          x[l] = in ? t : x[l];
          y[l] = in ? u : y[l];
          k[l] += in;
          inside += in;
        }
        if (!inside)
          break;
      }
      for (int l = 0; l < v; ++l)
        out[py * w + px + l] = k[l];
    }
  }
}
int main() {
  const int w = sized(2048, 2), h = w, n = w * h;
  std::vector<int> y(n);
  bench("mandelbrot", [&] { mandelbrot(w, h, 256, y.data()); });
  checksum("mandelbrot", y.data(), n);
}
