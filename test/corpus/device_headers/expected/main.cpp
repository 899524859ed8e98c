// A plain C++ host program: it names nothing of CUDA.
// SPDX-License-Identifier: Apache-2.0
#include "area.h"
#include <cstdio>
#include <vector>

int main() {
  const int square[] = {0, 0, 10, 0, 10, 10, 0, 10};
  printf("square: %lld\n", polygonArea2(square, 4) / 2);

  std::vector<int> stairs;
  for (int i = 0; i < 100; ++i) {
    stairs.insert(stairs.end(), {i, i});
    stairs.insert(stairs.end(), {i + 1, i});
  }
  stairs.insert(stairs.end(), {100, 100});
  long long reference = 0;
  size_t n = stairs.size() / 2;
  for (size_t i = 0; i < n; ++i) {
    size_t j = (i + 1) % n;
    reference += (long long)stairs[2 * i] * stairs[2 * j + 1] -
                 (long long)stairs[2 * i + 1] * stairs[2 * j];
  }
  long long area = polygonArea2(stairs.data(), (int)n);
  printf("stairs: %lld, equal: %d\n", area / 2, area == reference);
  printf("launches: %d\n", areaLaunches());
  return 0;
}
