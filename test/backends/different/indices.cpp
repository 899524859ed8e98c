// Migrated wrongly on purpose: one kernel reads the wrong member.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>

CW_KERNEL void line(float *out, int n) {
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  if (i < n)
    out[i] = i;
}

CW_KERNEL void stride(float *out, int n) {
  for (int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
       i < n; i += cw::grid_dim().x * cw::block_dim().x)
    out[i] *= 2.0f;
}

CW_KERNEL void volume(int *out) {
  int x = cw::thread_idx().x + cw::block_idx().x * cw::block_dim().x;
  int y = cw::thread_idx().y + cw::block_idx().y * cw::block_dim().x;
  int z = cw::thread_idx().z + cw::block_idx().z * cw::block_dim().z;
  int width = cw::grid_dim().x * cw::block_dim().x,
      height = cw::grid_dim().y * cw::block_dim().y;
  out[(z * height + y) * width + x] =
      (x << 20 | y << 10 | z) + cw::grid_dim().z % cw::warp_size();
}

CW_KERNEL void whole(cw::uint3 *where, cw::dim3 *size) {
  where[0] = cw::thread_idx();
  where[1] = cw::block_idx();
  size[0] = cw::block_dim();
  size[1] = cw::grid_dim();
}

CW_KERNEL void CW_LAUNCH_BOUNDS(256, 2) bounded(float *out) {
  out[cw::thread_idx().x] = out[cw::thread_idx().x] * out[cw::thread_idx().x];
}

void run(float *out, int *cube, cw::uint3 *where, cw::dim3 *size) {
  cw::launch(line, 4, 256)(out, 1000);
  cw::launch(stride, cw::dim3(4), cw::dim3(256), 0)(out, 1000);
  cw::launch(volume, cw::dim3(2, 2, 2), cw::dim3(4, 4, 4))(cube);
  cw::launch(whole, 1, 1)(where, size);
  cw::launch(bounded, 1, 256)(out);
}
