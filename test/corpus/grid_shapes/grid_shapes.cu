// Grids and blocks of one, two and three dimensions: every thread runs once
// and knows where it is.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cstdio>
#include <vector>

struct Where {
  uint3 thread, block;
  dim3 blockShape, gridShape;
};

__device__ unsigned flatten(uint3 index, dim3 shape) {
  return (index.z * shape.y + index.y) * shape.x + index.x;
}

__global__ void visit(Where *places, int *visits) {
  unsigned inBlock = flatten(threadIdx, blockDim);
  unsigned inGrid = flatten(blockIdx, gridDim);
  unsigned id = inGrid * (blockDim.x * blockDim.y * blockDim.z) + inBlock;
  Where here;
  here.thread = threadIdx;
  here.block = blockIdx;
  here.blockShape = blockDim;
  here.gridShape = gridDim;
  places[id] = here;
  atomicAdd(&visits[id], 1);
}

static bool same(dim3 a, const dim3 &b) {
  return a.x == b.x && a.y == b.y && a.z == b.z;
}

static void check(dim3 grid, dim3 block = 1) {
  size_t n = (size_t)grid.x * grid.y * grid.z * block.x * block.y * block.z;
  Where *places;
  int *visits;
  cudaMalloc(&places, n * sizeof *places);
  cudaMalloc(&visits, n * sizeof *visits);
  cudaMemset(visits, 0, n * sizeof *visits);
  visit<<<grid, block>>>(places, visits);

  std::vector<Where> where(n);
  std::vector<int> count(n);
  cudaMemcpy(where.data(), places, n * sizeof(Where), cudaMemcpyDeviceToHost);
  cudaMemcpy(count.data(), visits, n * sizeof(int), cudaMemcpyDeviceToHost);
  cudaFree(places);
  cudaFree(visits);

  size_t wrong = 0, id = 0;
  uint3 b, t;
  for (b.z = 0; b.z < grid.z; ++b.z)
    for (b.y = 0; b.y < grid.y; ++b.y)
      for (b.x = 0; b.x < grid.x; ++b.x)
        for (t.z = 0; t.z < block.z; ++t.z)
          for (t.y = 0; t.y < block.y; ++t.y)
            for (t.x = 0; t.x < block.x; ++t.x, ++id)
              wrong += count[id] != 1 || !same(where[id].thread, t) ||
                       !same(where[id].block, b) ||
                       !same(where[id].blockShape, block) ||
                       !same(where[id].gridShape, grid);
  printf("%u,%u,%u of %u,%u,%u: %zu wrong\n", grid.x, grid.y, grid.z, block.x,
         block.y, block.z, wrong);
}

int main() {
  check(7);
  check(3, 50);
  check(dim3(4, 3), dim3(5, 6));
  check(dim3(2, 3, 4), dim3(3, 4, 5));
  check({1, 1, 9}, {1, 16, 2});
  const dim3 wide{300u};
  check(wide, dim3(1, 2));
  return 0;
}
