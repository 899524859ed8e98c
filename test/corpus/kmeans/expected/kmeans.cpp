// K-means clustering of points with whole coordinates, until no point moves.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>
#include <cstdlib>
#include <vector>

#define checkCudaErrors(val)                                                   \
  if ((val) != cwSuccess) {                                                  \
    fprintf(stderr, "failed at %d: %s\n", __LINE__,                            \
            cwGetErrorString(cwGetLastError()));                           \
    exit(1);                                                                   \
  }

const int K = 4;

struct Centre {
  int x, y;
};
struct Sums {
  int x[K], y[K], count[K], moved;
};

CW_CONSTANT Centre centres[K];

CW_HOST CW_DEVICE inline int distance2(cw::short2 p, Centre c) {
  int dx = p.x - c.x, dy = p.y - c.y;
  return dx * dx + dy * dy;
}

CW_KERNEL void assign(const cw::short2 *points, unsigned char *cluster, int n,
                       Sums *sums) {
  CW_STATIC_SHARED(local, Sums local);
  int *flat = reinterpret_cast<int *>(&local);
  for (int i = cw::thread_idx().x; i < sizeof(Sums) / sizeof(int); i += cw::block_dim().x)
    flat[i] = 0;
  cw::barrier();

  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  if (i < n) {
    int best = 0;
    for (int k = 1; k < K; ++k)
      if (distance2(points[i], centres[k]) < distance2(points[i], centres[best]))
        best = k;
    cw::atomic_add(&local.x[best], points[i].x);
    cw::atomic_add(&local.y[best], points[i].y);
    cw::atomic_add(&local.count[best], 1);
    if (cluster[i] != best)
      cw::atomic_add(&local.moved, 1);
    cluster[i] = best;
  }
  cw::barrier();
  for (int j = cw::thread_idx().x; j < sizeof(Sums) / sizeof(int); j += cw::block_dim().x)
    cw::atomic_add(reinterpret_cast<int *>(sums) + j, flat[j]);
}

int main() {
  const int n = 400;
  std::vector<cw::short2> points(n);
  const Centre around[K] = {{100, 100}, {900, 120}, {150, 800}, {850, 870}};
  for (int i = 0; i < n; ++i) {
    points[i].x = (short)(around[i % K].x + i * 37 % 61 - 30);
    points[i].y = (short)(around[i % K].y + i * 53 % 71 - 35);
  }

  cw::short2 *devicePoints;
  unsigned char *cluster;
  Sums *deviceSums, sums;
  checkCudaErrors(cwMalloc(&devicePoints, n * sizeof(cw::short2)));
  checkCudaErrors(cwMalloc(&cluster, n));
  checkCudaErrors(cwMalloc(&deviceSums, sizeof(Sums)));
  checkCudaErrors(cwMemset(cluster, 0xFF, n));
  checkCudaErrors(cwMemcpy(devicePoints, points.data(), n * sizeof(cw::short2),
                             cwMemcpyHostToDevice));

  Centre centre[K];
  for (int k = 0; k < K; ++k)
    centre[k] = Centre{points[k].x, points[k].y};
  int rounds = 0;
  do {
    checkCudaErrors(cwMemcpyToSymbol(centres, centre, sizeof centre));
    checkCudaErrors(cwMemset(deviceSums, 0, sizeof sums));
    cw::launch<assign>((n + 127) / 128, 128)(devicePoints, cluster, n, deviceSums);
    checkCudaErrors(
        cwMemcpy(&sums, deviceSums, sizeof sums, cwMemcpyDeviceToHost));
    for (int k = 0; k < K; ++k)
      if (sums.count[k])
        centre[k] = {sums.x[k] / sums.count[k], sums.y[k] / sums.count[k]};
    ++rounds;
  } while (sums.moved && rounds < 20);

  printf("settled: %d\n", sums.moved == 0);
  for (int k = 0; k < K; ++k)
    printf("%d points around %d, %d: near %d\n", sums.count[k], centre[k].x,
           centre[k].y,
           abs(centre[k].x - around[k].x) <= 5 &&
               abs(centre[k].y - around[k].y) <= 5);
  checkCudaErrors(cwFree(devicePoints));
  checkCudaErrors(cwFree(cluster));
  checkCudaErrors(cwFree(deviceSums));
  return 0;
}
