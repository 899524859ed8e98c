// SPDX-License-Identifier: Apache-2.0
#include "../bench.h"
static void stencil5(int w, int h, const float *__restrict in,
                     float *__restrict out) {
#pragma omp parallel for
  for (int y = 1; y < h - 1; ++y) {
    const float *row = in + y * w;
    float *o = out + y * w;
#pragma omp simd
    for (int x = 1; x < w - 1; ++x)
      o[x] =
          0.2f * (row[x] + row[x - 1] + row[x + 1] + row[x - w] + row[x + w]);
  }
}
int main() {
  const int w = sized(4096, 2), h = w, n = w * h;
  auto x = values(n);
  std::vector<float> y(n);
  bench("stencil5", [&] { stencil5(w, h, x.data(), y.data()); });
  checksum("stencil5", y.data(), n);
}
