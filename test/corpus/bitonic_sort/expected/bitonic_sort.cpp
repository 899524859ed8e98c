// Bitonic sort: whole stages in shared memory while they fit a block, single
// steps over global memory above that. Sorts keys with their values.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <algorithm>
#include <cstdio>
#include <vector>

typedef unsigned int uint;
typedef cw::uint2 Pair; // x: key, y: value

const uint SHARED = 256;

CW_DEVICE inline void compareAndSwap(Pair &a, Pair &b, bool ascending) {
  if ((a.x > b.x) == ascending) {
    Pair t = a;
    a = b;
    b = t;
  }
}

CW_KERNEL void sortShared(Pair *data) {
  CW_STATIC_SHARED(s, Pair s[SHARED]);
  Pair *mine = data + cw::block_idx().x * SHARED;
  s[cw::thread_idx().x] = mine[cw::thread_idx().x];
  s[cw::thread_idx().x + SHARED / 2] = mine[cw::thread_idx().x + SHARED / 2];
  for (uint size = 2; size <= SHARED; size *= 2)
    for (uint stride = size / 2; stride > 0; stride /= 2) {
      cw::barrier();
      uint pos = 2 * cw::thread_idx().x - (cw::thread_idx().x & (stride - 1));
      uint global = cw::block_idx().x * SHARED + pos;
      compareAndSwap(s[pos], s[pos + stride], (global & size) == 0);
    }
  cw::barrier();
  mine[cw::thread_idx().x] = s[cw::thread_idx().x];
  mine[cw::thread_idx().x + SHARED / 2] = s[cw::thread_idx().x + SHARED / 2];
}

CW_KERNEL void mergeStep(Pair *data, uint size, uint stride) {
  uint t = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  uint pos = 2 * t - (t & (stride - 1));
  compareAndSwap(data[pos], data[pos + stride], (pos & size) == 0);
}

int main() {
  const uint n = 1024;
  std::vector<Pair> data(n);
  for (uint i = 0; i < n; ++i)
    data[i] = cw::make_uint2(i * 2654435761u, i); // distinct keys
  std::vector<Pair> expected = data;
  std::sort(expected.begin(), expected.end(),
            [](const Pair &a, const Pair &b) { return a.x < b.x; });

  Pair *device;
  cwMalloc(&device, n * sizeof(Pair));
  cwMemcpy(device, &data[0], n * sizeof(Pair), cwMemcpyHostToDevice);
  cw::launch<sortShared>(n / SHARED, SHARED / 2)(device);
  for (uint size = 2 * SHARED; size <= n; size *= 2)
    for (uint stride = size / 2; stride > 0; stride /= 2)
      cw::launch<mergeStep>(n / 2 / 128, 128)(device, size, stride);
  cwMemcpy(&data[0], device, n * sizeof(Pair), cwMemcpyDeviceToHost);
  cwFree(device);

  uint wrong = 0;
  for (uint i = 0; i < n; ++i)
    wrong += data[i].x != expected[i].x || data[i].y != expected[i].y;
  printf("%u pairs, %u wrong\n", n, wrong);
  printf("smallest key: %u, of value %u\n", data[0].x, data[0].y);
  return wrong != 0;
}
