// Grids and blocks of one, two and three dimensions: every thread runs once
// and knows where it is.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>
#include <vector>

struct Where {
  cw::uint3 thread, block;
  cw::dim3 blockShape, gridShape;
};

CW_DEVICE unsigned flatten(cw::uint3 index, cw::dim3 shape) {
  return (index.z * shape.y + index.y) * shape.x + index.x;
}

CW_KERNEL void visit(Where *places, int *visits) {
  unsigned inBlock = flatten(cw::thread_idx(), cw::block_dim());
  unsigned inGrid = flatten(cw::block_idx(), cw::grid_dim());
  unsigned id = inGrid * (cw::block_dim().x * cw::block_dim().y * cw::block_dim().z) + inBlock;
  Where here;
  here.thread = cw::thread_idx();
  here.block = cw::block_idx();
  here.blockShape = cw::block_dim();
  here.gridShape = cw::grid_dim();
  places[id] = here;
  cw::atomic_add(&visits[id], 1);
}

static bool same(cw::dim3 a, const cw::dim3 &b) {
  return a.x == b.x && a.y == b.y && a.z == b.z;
}

static void check(cw::dim3 grid, cw::dim3 block = 1) {
  size_t n = (size_t)grid.x * grid.y * grid.z * block.x * block.y * block.z;
  Where *places;
  int *visits;
  cwMalloc(&places, n * sizeof *places);
  cwMalloc(&visits, n * sizeof *visits);
  cwMemset(visits, 0, n * sizeof *visits);
  cw::launch<visit>(grid, block)(places, visits);

  std::vector<Where> where(n);
  std::vector<int> count(n);
  cwMemcpy(where.data(), places, n * sizeof(Where), cwMemcpyDeviceToHost);
  cwMemcpy(count.data(), visits, n * sizeof(int), cwMemcpyDeviceToHost);
  cwFree(places);
  cwFree(visits);

  size_t wrong = 0, id = 0;
  cw::uint3 b, t;
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
  check(cw::dim3(4, 3), cw::dim3(5, 6));
  check(cw::dim3(2, 3, 4), cw::dim3(3, 4, 5));
  check({1, 1, 9}, {1, 16, 2});
  const cw::dim3 wide{300u};
  check(wide, cw::dim3(1, 2));
  return 0;
}
