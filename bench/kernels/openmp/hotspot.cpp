// SPDX-License-Identifier: Apache-2.0
#include "../bench.h"
static void hotspot(int w, int h, const float *__restrict temp,
                    const float *__restrict power, float *__restrict out) {
#pragma omp parallel for
  for (int y = 0; y < h; ++y) {
    const float *row = temp + y * w, *up = y > 0 ? row - w : row,
                *down = y < h - 1 ? row + w : row;
    const float *p = power + y * w;
    float *o = out + y * w;
    auto cell = [&](int x, float left, float right) {
      float c = row[x];
      float dx = left + right - 2.0f * c;
      float dy = up[x] + down[x] - 2.0f * c;
      o[x] = c + 0.1f * (p[x] + dx + dy + 0.05f * (0.5f - c));
    };
    cell(0, row[0], row[1]);
#pragma omp simd
    for (int x = 1; x < w - 1; ++x)
      cell(x, row[x - 1], row[x + 1]);
    cell(w - 1, row[w - 2], row[w - 1]);
  }
}
int main() {
  const int w = sized(2048, 2), h = w, n = w * h, steps = 8;
  auto v = values(n), a = v;
  std::vector<float> b(n), p(n);
  for (int i = 0; i < n; ++i)
    p[i] = val(i + 12345);
  auto run = [&] {
    for (int k = 0; k < steps; k += 2) {
      hotspot(w, h, a.data(), p.data(), b.data());
      hotspot(w, h, b.data(), p.data(), a.data());
    }
  };
  bench("hotspot", run);
  // The sum is of one run, however many were timed.
  std::copy(v.begin(), v.end(), a.begin());
  run();
  checksum("hotspot", a.data(), n);
}
