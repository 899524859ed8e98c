// A small vector type with arithmetic for host and device.
// SPDX-License-Identifier: Apache-2.0
#ifndef VEC_CUH
#define VEC_CUH

#include <cw/runtime.h>

#define HD CW_HOST CW_DEVICE

struct Vec {
  int x, y;
};

HD inline Vec operator+(Vec a, Vec b) { return {a.x + b.x, a.y + b.y}; }
HD inline int cross(Vec a, Vec b) { return a.x * b.y - a.y * b.x; }

inline CW_DEVICE Vec loadVec(const cw::int2 *from, int i) {
  cw::int2 raw = cw::ldg(from + i);
  return {raw.x, raw.y};
}

CW_DEVICE inline unsigned globalThread() {
  return cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
}

#endif
