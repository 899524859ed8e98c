// Static and dynamic shared memory, and the block's barriers.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>

constexpr int TILE = 16;

CW_KERNEL void transpose(const float *in, float *out, int n) {
  CW_STATIC_SHARED(tile, float tile[TILE][TILE + 1]);
  int x = cw::block_idx().x * TILE + cw::thread_idx().x;
  int y = cw::block_idx().y * TILE + cw::thread_idx().y;
  tile[cw::thread_idx().y][cw::thread_idx().x] = in[y * n + x];
  cw::barrier();
  x = cw::block_idx().y * TILE + cw::thread_idx().x;
  y = cw::block_idx().x * TILE + cw::thread_idx().y;
  out[y * n + x] = tile[cw::thread_idx().x][cw::thread_idx().y];
}

CW_KERNEL void sum(const int *in, int *out) {
  CW_DYNAMIC_SHARED(int, partial);
  partial[cw::thread_idx().x] =
      in[cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x];
  for (int half = cw::block_dim().x / 2; half > 0; half /= 2) {
    cw::barrier();
    if (cw::thread_idx().x < half)
      partial[cw::thread_idx().x] += partial[cw::thread_idx().x + half];
  }
  if (cw::thread_idx().x == 0)
    out[cw::block_idx().x] = partial[0];
}

CW_KERNEL void columns(const float *in, float *out) {
  CW_DYNAMIC_SHARED_ROWS(float, rows, [TILE + 1]);
  rows[cw::thread_idx().y][cw::thread_idx().x] = in[cw::thread_idx().y * TILE + cw::thread_idx().x];
  cw::barrier();
  out[cw::thread_idx().y * TILE + cw::thread_idx().x] = rows[cw::thread_idx().x][cw::thread_idx().y];
}

CW_DYNAMIC_SHARED(CW_ALIGN(16) unsigned char, arena);

CW_KERNEL void two_arrays(const double *in, double *out, int n) {
  double *numbers = reinterpret_cast<double *>(arena);
  int *order = reinterpret_cast<int *>(numbers + n);
  numbers[cw::thread_idx().x] = in[cw::thread_idx().x];
  order[cw::thread_idx().x] = n - 1 - cw::thread_idx().x;
  cw::barrier();
  out[cw::thread_idx().x] = numbers[order[cw::thread_idx().x]];
}

CW_KERNEL void votes(const int *in, int *out) {
  int odd = in[cw::thread_idx().x] & 1;
  int count = cw::barrier_count(odd);
  int every = cw::barrier_and(odd);
  int some = cw::barrier_or(odd);
  out[cw::thread_idx().x] = count + every + some;
}

CW_KERNEL void publish(int *data, volatile int *flag) {
  data[cw::thread_idx().x] = 1;
  cw::fence_block();
  data[cw::thread_idx().x + 32] = 2;
  cw::fence_device();
  flag[0] = 1;
  cw::fence_system();
  flag[1] = 1;
}

void run(float *a, float *b, int *c, int *d, double *e, double *f) {
  cw::launch(transpose, cw::dim3(4, 4), cw::dim3(TILE, TILE))(a, b, 64);
  cw::launch(sum, 4, 256, 256 * sizeof(int))(c, d);
  cw::launch(two_arrays, 1, 64, 64 * (sizeof(double) + sizeof(int)))(e, f, 64);
  cw::launch(votes, 1, 64)(c, d);
  cw::launch(publish, 1, 32)(c, d);
}
