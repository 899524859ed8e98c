// The area kernel and its wrapper.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include "area.h"
#include "vec.cuh"

static int launches = 0;

CW_KERNEL void areaKernel(const cw::int2 *corners, int n,
                           unsigned long long *area) {
  unsigned i = globalThread();
  if (i >= n)
    return;
  Vec here = loadVec(corners, i), next = loadVec(corners, (i + 1) % n);
  cw::atomic_add(area, (unsigned long long)(long long)cross(here, next));
}

long long polygonArea2(const int *xy, int corners) {
  cw::int2 *points;
  unsigned long long *area, host = 0;
  cwMalloc(&points, corners * sizeof(cw::int2));
  cwMalloc(&area, sizeof *area);
  cwMemcpy(points, xy, corners * sizeof(cw::int2), cwMemcpyHostToDevice);
  cwMemset(area, 0, sizeof *area);
  cw::launch<areaKernel>((corners + 63) / 64, 64)(points, corners, area);
  ++launches;
  cwMemcpy(&host, area, sizeof host, cwMemcpyDeviceToHost);
  cwFree(points);
  cwFree(area);
  return (long long)host;
}

int areaLaunches() { return launches; }
