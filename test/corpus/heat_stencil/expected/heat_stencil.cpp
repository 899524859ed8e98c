// Heat spreading over a plate: a five-point stencil on a shared tile with a
// halo, in fixed-point numbers so that every machine agrees.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <algorithm>
#include <cstdio>
#include <vector>

#define TILE 16
#define WIDTH 50
#define HEIGHT 34

CW_KERNEL void spread(const int *now, int *next) {
  CW_STATIC_SHARED(tile, int tile[TILE + 2][TILE + 2]);
  const int x = cw::block_idx().x * TILE + cw::thread_idx().x;
  const int y = cw::block_idx().y * TILE + cw::thread_idx().y;
  const int tx = cw::thread_idx().x + 1, ty = cw::thread_idx().y + 1;
  const int cx = cw::min(x, WIDTH - 1), cy = cw::min(y, HEIGHT - 1);

  tile[ty][tx] = now[cy * WIDTH + cx];
  if (cw::thread_idx().x == 0)
    tile[ty][0] = now[cy * WIDTH + cw::max(x - 1, 0)];
  if (cw::thread_idx().x == TILE - 1)
    tile[ty][TILE + 1] = now[cy * WIDTH + cw::min(x + 1, WIDTH - 1)];
  if (cw::thread_idx().y == 0)
    tile[0][tx] = now[cw::max(y - 1, 0) * WIDTH + cx];
  if (cw::thread_idx().y == TILE - 1)
    tile[TILE + 1][tx] = now[cw::min(y + 1, HEIGHT - 1) * WIDTH + cx];
  cw::barrier();

  if (x > 0 && x < WIDTH - 1 && y > 0 && y < HEIGHT - 1) {
    int around = tile[ty - 1][tx] + tile[ty + 1][tx] + tile[ty][tx - 1] +
                 tile[ty][tx + 1];
    next[y * WIDTH + x] = tile[ty][tx] + (around - 4 * tile[ty][tx]) / 8;
  } else if (x < WIDTH && y < HEIGHT) {
    next[y * WIDTH + x] = tile[ty][tx];
  }
}

static void spreadOnHost(const std::vector<int> &now, std::vector<int> &next) {
  next = now;
  for (int y = 1; y < HEIGHT - 1; ++y)
    for (int x = 1; x < WIDTH - 1; ++x) {
      int i = y * WIDTH + x;
      int around = now[i - WIDTH] + now[i + WIDTH] + now[i - 1] + now[i + 1];
      next[i] = now[i] + (around - 4 * now[i]) / 8;
    }
}

int main() {
  const int cells = WIDTH * HEIGHT, steps = 10;
  std::vector<int> plate(cells, 0), other(cells), result(cells);
  for (int x = 0; x < WIDTH; ++x)
    plate[x] = 1 << 20; // one hot edge

  int *now, *next;
  cwMalloc(&now, cells * sizeof(int));
  cwMalloc(&next, cells * sizeof(int));
  cwMemcpy(now, plate.data(), cells * sizeof(int), cwMemcpyHostToDevice);

  cw::dim3 threads(TILE, TILE);
  cw::dim3 blocks((WIDTH + TILE - 1) / TILE, (HEIGHT + TILE - 1) / TILE, 1);
  for (int step = 0; step < steps; ++step) {
    cw::launch<spread>(blocks, threads)(now, next);
    std::swap(now, next);
    spreadOnHost(plate, other);
    plate.swap(other);
  }
  cwMemcpy(result.data(), now, cells * sizeof(int), cwMemcpyDeviceToHost);

  printf("equal: %d\n", result == plate);
  int warm = 0;
  for (int value : result)
    warm += value > 0;
  printf("warm cells: %d\n", warm);
  cwFree(now);
  cwFree(next);
  return 0;
}
