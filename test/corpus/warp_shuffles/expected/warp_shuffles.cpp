// Shuffles for warps of any size: reduce, scan, broadcast, rotate, and
// segments narrower than the warp.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>

#define FULL_MASK cw::full_warp()

CW_DEVICE CW_FORCEINLINE int warpSum(int value) {
  for (int offset = cw::warp_size() / 2; offset > 0; offset /= 2)
    value += cw::shfl_down(FULL_MASK, value, offset);
  return cw::shfl(FULL_MASK, value, 0);
}

CW_DEVICE int warpScan(int value, int lane) {
  for (int offset = 1; offset < cw::warp_size(); offset *= 2) {
    int below = cw::shfl_up(FULL_MASK, value, offset);
    if (lane >= offset)
      value += below;
  }
  return value;
}

enum { SUM, SCAN, BUTTERFLY, ROTATED, SEGMENT, REAL, CHECKS };

CW_KERNEL void shuffle(const int *in, int *failures) {
  const int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  const int lane = cw::thread_idx().x % cw::warp_size();
  const int *warp = in + (i - lane);
  const int value = in[i];

  int sum = 0, below = 0;
  for (int l = 0; l < cw::warp_size(); ++l) {
    sum += warp[l];
    if (l <= lane)
      below += warp[l];
  }
  if (warpSum(value) != sum)
    cw::atomic_add(failures + SUM, 1);
  if (warpScan(value, lane) != below)
    cw::atomic_add(failures + SCAN, 1);

  int high = value;
  for (int bit = 1; bit < cw::warp_size(); bit <<= 1)
    high = cw::max(high, cw::shfl_xor(FULL_MASK, high, bit));
  for (int l = 0; l < cw::warp_size(); ++l)
    if (warp[l] > high) {
      cw::atomic_add(failures + BUTTERFLY, 1);
      break;
    }

  int next = cw::shfl(FULL_MASK, value, (lane + 1) % cw::warp_size());
  if (next != warp[(lane + 1) % cw::warp_size()])
    cw::atomic_add(&failures[ROTATED], 1);

  int leader = cw::shfl(FULL_MASK, value, 0, 8);
  int past = cw::shfl_down(FULL_MASK, value, 3, 8);
  bool inside = lane % 8 + 3 < 8;
  if (leader != warp[lane / 8 * 8] || past != warp[inside ? lane + 3 : lane])
    cw::atomic_add(&failures[SEGMENT], 1);

  double half = cw::shfl_xor(FULL_MASK, value * 0.5, 1);
  float third = cw::shfl(FULL_MASK, value * 4.0f, lane ^ 2);
  if (half != warp[lane ^ 1] * 0.5 || third != warp[lane ^ 2] * 4.0f)
    cw::atomic_add(&failures[REAL], 1);
}

int main() {
  const int n = 3 * 128;
  int host[n], failures[CHECKS];
  for (int i = 0; i < n; ++i)
    host[i] = (i * 31 + 7) % 101 - 50;
  int *in, *device;
  cwMalloc(&in, sizeof host);
  cwMalloc(&device, sizeof failures);
  cwMemcpy(in, host, sizeof host, cwMemcpyHostToDevice);
  cwMemset(device, 0, sizeof failures);
  cw::launch<shuffle>(3, 128)(in, device);
  cwMemcpy(failures, device, sizeof failures, cwMemcpyDeviceToHost);
  cwFree(in);
  cwFree(device);

  const char *names[CHECKS] = {"sum",     "scan",    "butterfly",
                               "rotated", "segment", "real"};
  for (int check = 0; check < CHECKS; ++check)
    printf("%s: %d failures\n", names[check], failures[check]);
  return 0;
}
