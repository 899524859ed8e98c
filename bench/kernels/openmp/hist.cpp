// SPDX-License-Identifier: Apache-2.0
#include "../bench.h"
#include <cstring>
// A histogram per thread in four copies, so that equal neighbours do not wait
// for each other's store.
static void hist(int n, const unsigned char *in, unsigned *bins) {
  std::memset(bins, 0, 256 * sizeof(unsigned));
#pragma omp parallel
  {
    unsigned local[4][256] = {};
#pragma omp for nowait
    for (int i = 0; i < n / 4; ++i) {
      ++local[0][in[4 * i]];
      ++local[1][in[4 * i + 1]];
      ++local[2][in[4 * i + 2]];
      ++local[3][in[4 * i + 3]];
    }
#pragma omp critical
    for (int i = 0; i < 256; ++i)
      bins[i] += local[0][i] + local[1][i] + local[2][i] + local[3][i];
  }
  for (int i = n / 4 * 4; i < n; ++i)
    ++bins[in[i]];
}
int main() {
  const int n = sized(1 << 26);
  std::vector<unsigned char> v(n);
  for (int i = 0; i < n; ++i)
    v[i] = (unsigned char)((unsigned)i * 2654435761u >> 13);
  unsigned r[256];
  bench("hist", [&] { hist(n, v.data(), r); });
  checksum("hist", r, 256);
}
