// SPDX-License-Identifier: Apache-2.0
#include "../bench.h"
#include <immintrin.h>
// Half precision through F16C: eight numbers at a time become float and go
// back, rounded after each operation as __hmul and
// __hadd do.
static void halfaxpy(int n, float a, const unsigned short *x,
                     const unsigned short *y, unsigned short *z) {
  const __m256 va = _mm256_set1_ps(a);
  constexpr int nearest = _MM_FROUND_TO_NEAREST_INT;
#pragma omp parallel for
  for (int i = 0; i < n; i += 8) {
    __m256 p = _mm256_mul_ps(
        va, _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(x + i))));
    p = _mm256_cvtph_ps(_mm256_cvtps_ph(p, nearest));
    __m256 s = _mm256_add_ps(
        p, _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(y + i))));
    _mm_storeu_si128((__m128i *)(z + i), _mm256_cvtps_ph(s, nearest));
  }
}
int main() {
  const int n = sized(1 << 24);
  auto v = values(n);
  std::vector<unsigned short> x(n), z(n);
  for (int i = 0; i < n; ++i)
    x[i] = _cvtss_sh(v[i], _MM_FROUND_TO_NEAREST_INT);
  bench("halfaxpy", [&] { halfaxpy(n, 0.5f, x.data(), x.data(), z.data()); });
  for (int i = 0; i < n; ++i)
    v[i] = _cvtsh_ss(z[i]);
  checksum("halfaxpy", v.data(), n);
}
