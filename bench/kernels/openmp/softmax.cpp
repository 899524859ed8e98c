// SPDX-License-Identifier: Apache-2.0
#include "../bench.h"
#include <cmath>
// e to the power x, x <= 0, as a polynomial: neither compiler has a vector expf
// without -ffast-math. Relative error below 1e-6.
static inline float exp_vec(float x) {
  x = x < -87.0f ? -87.0f : x;
  const float k = float(int(x * 1.44269504f - 0.5f));
  const float r = x - k * 0.693359375f + k * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  return p * __builtin_bit_cast(float, (int(k) + 127) << 23);
}
static void softmax(int rows, int cols, const float *in, float *out) {
#pragma omp parallel for
  for (int r = 0; r < rows; ++r) {
    const float *__restrict x = in + r * cols;
    float *__restrict y = out + r * cols;
    // A maximum per vector element: clang turns no single maximum of floats
    // into vectors without -ffast-math.
    constexpr int v = 16;
    float ms[v], m = -1e30f;
    for (int l = 0; l < v; ++l)
      ms[l] = m;
    for (int c = 0; c < cols; c += v)
#pragma omp simd
      for (int l = 0; l < v; ++l)
        ms[l] = x[c + l] > ms[l] ? x[c + l] : ms[l];
    for (int l = 0; l < v; ++l)
      m = ms[l] > m ? ms[l] : m;
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (int c = 0; c < cols; ++c) {
      float e = exp_vec(x[c] - m);
      y[c] = e;
      sum += e;
    }
    const float f = 1.0f / sum;
#pragma omp simd
    for (int c = 0; c < cols; ++c)
      y[c] *= f;
  }
}
int main() {
  const int rows = sized(4096), cols = 1024, n = rows * cols;
  auto x = values(n);
  std::vector<float> y(n);
  bench("softmax", [&] { softmax(rows, cols, x.data(), y.data()); });
  checksum("softmax", y.data(), n);
}
