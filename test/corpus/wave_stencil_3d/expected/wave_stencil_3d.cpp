// A wave in a box: a seven-point stencil over a 3D grid of blocks.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

struct Box {
  int nx, ny, nz;
  CW_HOST CW_DEVICE int cells() const { return nx * ny * nz; }
  CW_HOST CW_DEVICE int at(int x, int y, int z) const {
    return (z * ny + y) * nx + x;
  }
  CW_HOST CW_DEVICE bool inside(int x, int y, int z) const {
    return x > 0 && x < nx - 1 && y > 0 && y < ny - 1 && z > 0 && z < nz - 1;
  }
};

CW_HOST CW_DEVICE int stepCell(Box box, const int *before, const int *now,
                                 int x, int y, int z) {
  int i = box.at(x, y, z);
  int laplacian = now[i - 1] + now[i + 1] + now[i - box.nx] + now[i + box.nx] +
                  now[i - box.nx * box.ny] + now[i + box.nx * box.ny] -
                  6 * now[i];
  return 2 * now[i] - before[i] + laplacian / 4;
}

CW_KERNEL void step(Box box, const int *before, const int *now, int *after) {
  const cw::dim3 cell(cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x,
                  cw::block_idx().y * cw::block_dim().y + cw::thread_idx().y,
                  cw::block_idx().z * cw::block_dim().z + cw::thread_idx().z);
  if (box.inside(cell.x, cell.y, cell.z))
    after[box.at(cell.x, cell.y, cell.z)] =
        stepCell(box, before, now, cell.x, cell.y, cell.z);
}

} // namespace

int main() {
  const Box box{18, 10, 12};
  const size_t bytes = box.cells() * sizeof(int);
  std::vector<int> host[3];
  int *device[3];
  for (int i = 0; i < 3; ++i) {
    host[i].assign(box.cells(), 0);
    if (i < 2)
      host[i][box.at(9, 5, 6)] = 4096;
    cwMalloc(&device[i], bytes);
    cwMemcpy(device[i], host[i].data(), bytes, cwMemcpyHostToDevice);
  }

  const cw::dim3 block(8, 4, 2);
  const cw::dim3 grid((box.nx + 7) / 8, (box.ny + 3) / 4, (box.nz + 1) / 2);
  for (int t = 0; t < 5; ++t) {
    int before = t % 3, now = (t + 1) % 3, after = (t + 2) % 3;
    cw::launch<step>(grid, block)(box, device[before], device[now], device[after]);
    for (int z = 0; z < box.nz; ++z)
      for (int y = 0; y < box.ny; ++y)
        for (int x = 0; x < box.nx; ++x)
          if (box.inside(x, y, z))
            host[after][box.at(x, y, z)] =
                stepCell(box, host[before].data(), host[now].data(), x, y, z);
  }
  std::vector<int> result(box.cells());
  cwMemcpy(result.data(), device[6 % 3], bytes, cwMemcpyDeviceToHost);

  long long energy = 0;
  for (int value : result)
    energy += llabs((long long)value);
  printf("equal: %d\n", result == host[6 % 3]);
  printf("moving: %d\n", energy > 0);
  printf("centre: %d\n", result[box.at(9, 5, 6)]);
  for (int *buffer : device)
    cwFree(buffer);
  return 0;
}
