// Kernels in which a builtin variable read through a function moves code.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>

CW_KERNEL void exchange(cw::uint2 *data) {
  CW_SHARED cw::uint2 s[64];
  s[cw::thread_idx().x] = data[64u * cw::block_idx().x + cw::thread_idx().x];
  s[cw::thread_idx().x + 32] =
      data[64u * cw::block_idx().x + cw::thread_idx().x + 32];
  cw::barrier();
  data[64u * cw::block_idx().x + cw::thread_idx().x] =
      s[63 - cw::thread_idx().x];
}

CW_KERNEL void short_circuit(int *data) {
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  if (i == 0 && (cw::warp_size() & (cw::warp_size() - 1)) != 0)
    data[i] = -1;
}

CW_KERNEL void volume(int *data) {
  int x = cw::thread_idx().x + cw::block_idx().x * cw::block_dim().x;
  int y = cw::thread_idx().y + cw::block_idx().y * cw::block_dim().y;
  int z = cw::thread_idx().z + cw::block_idx().z * cw::block_dim().z;
  data[(z * cw::grid_dim().y * cw::block_dim().y + y) * cw::grid_dim().x *
           cw::block_dim().x +
       x] = x << y | z;
}

void run(cw::uint2 *pairs, int *data) {
  cw::launch(exchange, 1, 32)(pairs);
  cw::launch(short_circuit, 1, 32)(data);
  cw::launch(volume, 1, 32)(data);
}
