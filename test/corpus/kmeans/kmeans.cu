// K-means clustering of points with whole coordinates, until no point moves.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cstdio>
#include <cstdlib>
#include <vector>

#define checkCudaErrors(val)                                                   \
  if ((val) != cudaSuccess) {                                                  \
    fprintf(stderr, "failed at %d: %s\n", __LINE__,                            \
            cudaGetErrorString(cudaGetLastError()));                           \
    exit(1);                                                                   \
  }

const int K = 4;

struct Centre {
  int x, y;
};
struct Sums {
  int x[K], y[K], count[K], moved;
};

__constant__ Centre centres[K];

__host__ __device__ inline int distance2(short2 p, Centre c) {
  int dx = p.x - c.x, dy = p.y - c.y;
  return dx * dx + dy * dy;
}

__global__ void assign(const short2 *points, unsigned char *cluster, int n,
                       Sums *sums) {
  __shared__ Sums local;
  int *flat = reinterpret_cast<int *>(&local);
  for (int i = threadIdx.x; i < sizeof(Sums) / sizeof(int); i += blockDim.x)
    flat[i] = 0;
  __syncthreads();

  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) {
    int best = 0;
    for (int k = 1; k < K; ++k)
      if (distance2(points[i], centres[k]) < distance2(points[i], centres[best]))
        best = k;
    atomicAdd(&local.x[best], points[i].x);
    atomicAdd(&local.y[best], points[i].y);
    atomicAdd(&local.count[best], 1);
    if (cluster[i] != best)
      atomicAdd(&local.moved, 1);
    cluster[i] = best;
  }
  __syncthreads();
  for (int j = threadIdx.x; j < sizeof(Sums) / sizeof(int); j += blockDim.x)
    atomicAdd(reinterpret_cast<int *>(sums) + j, flat[j]);
}

int main() {
  const int n = 400;
  std::vector<short2> points(n);
  const Centre around[K] = {{100, 100}, {900, 120}, {150, 800}, {850, 870}};
  for (int i = 0; i < n; ++i) {
    points[i].x = (short)(around[i % K].x + i * 37 % 61 - 30);
    points[i].y = (short)(around[i % K].y + i * 53 % 71 - 35);
  }

  short2 *devicePoints;
  unsigned char *cluster;
  Sums *deviceSums, sums;
  checkCudaErrors(cudaMalloc(&devicePoints, n * sizeof(short2)));
  checkCudaErrors(cudaMalloc(&cluster, n));
  checkCudaErrors(cudaMalloc(&deviceSums, sizeof(Sums)));
  checkCudaErrors(cudaMemset(cluster, 0xFF, n));
  checkCudaErrors(cudaMemcpy(devicePoints, points.data(), n * sizeof(short2),
                             cudaMemcpyHostToDevice));

  Centre centre[K];
  for (int k = 0; k < K; ++k)
    centre[k] = Centre{points[k].x, points[k].y};
  int rounds = 0;
  do {
    checkCudaErrors(cudaMemcpyToSymbol(centres, centre, sizeof centre));
    checkCudaErrors(cudaMemset(deviceSums, 0, sizeof sums));
    assign<<<(n + 127) / 128, 128>>>(devicePoints, cluster, n, deviceSums);
    checkCudaErrors(
        cudaMemcpy(&sums, deviceSums, sizeof sums, cudaMemcpyDeviceToHost));
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
  checkCudaErrors(cudaFree(devicePoints));
  checkCudaErrors(cudaFree(cluster));
  checkCudaErrors(cudaFree(deviceSums));
  return 0;
}
