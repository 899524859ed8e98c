// Warp shuffles, votes, matches and reductions.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>

#define FULL cw::full_warp()

template <class T> CW_DEVICE T warp_sum(T value) {
  for (int offset = cw::warp_size() / 2; offset > 0; offset /= 2)
    value += cw::shfl_down(FULL, value, offset);
  return value;
}

template <class T> CW_KERNEL void sums(const T *in, T *out) {
  T sum =
      warp_sum(in[cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x]);
  if (cw::thread_idx().x % cw::warp_lanes() == 0)
    out[cw::thread_idx().x / cw::warp_lanes()] = sum;
}

CW_KERNEL void shuffles(int *a, double *b, long long *c) {
  int lane = cw::thread_idx().x & (cw::warp_lanes() - 1);
  a[lane] = cw::shfl(FULL, a[lane], (lane + 1) % cw::warp_lanes());
  a[lane] += cw::shfl_up(FULL, a[lane], 1);
  b[lane] = cw::shfl_xor(FULL, b[lane], 4, 8);
  c[lane] = cw::shfl_down(0xff, c[lane], 2, 16);
}

CW_KERNEL void votes(const int *in, unsigned *out) {
  unsigned lane = cw::thread_idx().x & 31;
  int v = in[lane];
  unsigned b = cw::ballot(FULL, v > 0);
  out[lane] = cw::popc(b & ((1u << lane) - 1)) + cw::any(FULL, v == 3) +
              cw::all(FULL, v < 100);
  if (v & 1) {
    unsigned active = cw::active_mask();
    out[lane] += cw::ffs(active) + cw::clz(active);
  }
  cw::sync_warp();
  cw::sync_warp(b);
}

CW_KERNEL void matches(const int *in, unsigned *out) {
  int same;
  out[cw::thread_idx().x] = cw::match_any(FULL, in[cw::thread_idx().x]);
  out[cw::thread_idx().x] ^= cw::match_all(FULL, in[cw::thread_idx().x], &same);
  out[cw::thread_idx().x] += same;
}

CW_KERNEL void reductions(const unsigned *in, unsigned *out, int *s) {
  unsigned v = in[cw::thread_idx().x];
  out[0] = cw::reduce_add(FULL, v);
  out[1] = cw::reduce_min(FULL, v);
  out[2] = cw::reduce_max(FULL, v);
  out[3] = cw::reduce_and(FULL, v);
  out[4] = cw::reduce_or(FULL, v);
  out[5] = cw::reduce_xor(FULL, v);
  s[0] = cw::reduce_min(FULL, s[cw::thread_idx().x]);
}

void run(int *a, double *b, long long *c, unsigned *d, float *e) {
  cw::launch(sums<int>, 1, 64)(a, a);
  cw::launch(sums<float>, 1, 64)(e, e);
  cw::launch(shuffles, 1, 32)(a, b, c);
  cw::launch(votes, 1, 32)(a, d);
  cw::launch(matches, 1, 32)(a, d);
  cw::launch(reductions, 1, 32)(d, d, a);
}
