// SPDX-License-Identifier: Apache-2.0
#include "../bench.h"
#include <cmath>
// Coordinates in arrays of their own, so that the inner loop loads whole
// vectors.
static void nbody(int n, const float *__restrict px, const float *__restrict py,
                  const float *__restrict pz, const float *__restrict m,
                  float *__restrict acc) {
#pragma omp parallel for
  for (int i = 0; i < n; ++i) {
    const float x = px[i], y = py[i], z = pz[i];
    float ax = 0, ay = 0, az = 0;
#pragma omp simd reduction(+ : ax, ay, az)
    for (int j = 0; j < n; ++j) {
      float dx = px[j] - x, dy = py[j] - y, dz = pz[j] - z;
      float d = dx * dx + dy * dy + dz * dz + 1e-3f;
      float inv = 1.0f / std::sqrt(d);
      float f = m[j] * inv * inv * inv;
      ax += dx * f;
      ay += dy * f;
      az += dz * f;
    }
    acc[4 * i] = ax;
    acc[4 * i + 1] = ay;
    acc[4 * i + 2] = az;
    acc[4 * i + 3] = 0;
  }
}
int main() {
  const int n = sized(16384, 2);
  auto v = values(4 * n);
  std::vector<float> p[4];
  for (int k = 0; k < 4; ++k)
    for (int i = 0; i < n; ++i)
      p[k].push_back(v[4 * i + k]);
  bench("nbody", [&] {
    nbody(n, p[0].data(), p[1].data(), p[2].data(), p[3].data(), v.data());
  });
  checksum("nbody", v.data(), 4 * n);
}
