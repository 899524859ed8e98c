// Lanes that hold the same key find one another, elect a leader and add once
// for all; and the warp-wide reductions over integers.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>

CW_KERNEL void countByKey(const int *keys, int *counts, int *leaders) {
  int lane = cw::thread_idx().x % cw::warp_size();
  int key = keys[cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x];
  auto peers = cw::match_any(cw::full_warp(), key);
  if (lane == cw::ffs(peers) - 1) {
    cw::atomic_add(&counts[key], cw::popc(peers));
    cw::atomic_add(leaders, key < 4);
  }
  int same = 0;
  cw::match_all(cw::full_warp(), key / 100, &same);
  if (!same)
    cw::atomic_add(leaders, 1000000);
}

CW_KERNEL void reduceAcross(int *wrong) {
  int lane = cw::thread_idx().x % cw::warp_size();
  unsigned bit = 1u << (lane % 16);
  int bad = 0;
  bad += cw::reduce_add(cw::full_warp(), 2u) != 2u * cw::warp_size();
  bad += cw::reduce_min(cw::full_warp(), 10 - lane) != 11 - cw::warp_size();
  bad += cw::reduce_max(cw::full_warp(), lane - 5) != cw::warp_size() - 6;
  bad += cw::reduce_or(cw::full_warp(), bit) != 0xffffu;
  bad += cw::reduce_and(cw::full_warp(), ~bit) != 0xffff0000u;
  bad += cw::reduce_xor(cw::full_warp(), lane == 5 ? 9u : 0u) != 9u;
  cw::atomic_add(wrong, bad);
}

int main() {
  const int n = 256, keys = 4;
  int host[n], *deviceKeys, *counts, *extra;
  for (int i = 0; i < n; ++i)
    host[i] = i % 7 % keys;
  cwMalloc(&deviceKeys, sizeof host);
  cwMemcpy(deviceKeys, host, sizeof host, cwMemcpyHostToDevice);
  cwMallocManaged(&counts, keys * sizeof(int));
  cwMallocManaged(&extra, 2 * sizeof(int));
  cwMemset(counts, 0, keys * sizeof(int));
  cwMemset(extra, 0, 2 * sizeof(int));
  cw::launch<countByKey>(2, n / 2)(deviceKeys, counts, &extra[0]);
  cw::launch<reduceAcross>(2, 64)(&extra[1]);
  cwDeviceSynchronize();

  int device = 0, lanes = 0;
  cwGetDevice(&device);
  cwDeviceGetAttribute(&lanes, cwDevAttrWarpSize, device);
  for (int key = 0; key < keys; ++key)
    printf("key %d: %d\n", key, counts[key]);
  printf("a leader per key and warp: %d\n", extra[0] == keys * n / lanes);
  printf("wrong reductions: %d\n", extra[1]);
  cwFree(deviceKeys);
  cwFree(counts);
  cwFree(extra);
  return 0;
}
