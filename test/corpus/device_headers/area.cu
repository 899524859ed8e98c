// The area kernel and its wrapper.
// SPDX-License-Identifier: Apache-2.0
#include "area.h"
#include "vec.cuh"

static int launches = 0;

__global__ void areaKernel(const int2 *corners, int n,
                           unsigned long long *area) {
  unsigned i = globalThread();
  if (i >= n)
    return;
  Vec here = loadVec(corners, i), next = loadVec(corners, (i + 1) % n);
  atomicAdd(area, (unsigned long long)(long long)cross(here, next));
}

long long polygonArea2(const int *xy, int corners) {
  int2 *points;
  unsigned long long *area, host = 0;
  cudaMalloc(&points, corners * sizeof(int2));
  cudaMalloc(&area, sizeof *area);
  cudaMemcpy(points, xy, corners * sizeof(int2), cudaMemcpyHostToDevice);
  cudaMemset(area, 0, sizeof *area);
  areaKernel<<<(corners + 63) / 64, 64>>>(points, corners, area);
  ++launches;
  cudaMemcpy(&host, area, sizeof host, cudaMemcpyDeviceToHost);
  cudaFree(points);
  cudaFree(area);
  return (long long)host;
}

int areaLaunches() { return launches; }
