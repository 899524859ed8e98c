// Exclusive prefix sum over many blocks: scan each block in shared memory with
// an up-sweep and a down-sweep, scan the block totals, add them back.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cw/runtime.h>
#include <cw/runtime.h>
#include <vector>

static const int kThreads = 64;
static const int kPerBlock = 2 * kThreads;

CW_KERNEL void scanBlocks(int *data, int *totals, int n) {
  CW_STATIC_SHARED(tree, int tree[kPerBlock]);
  int t = cw::thread_idx().x;
  int base = cw::block_idx().x * kPerBlock;
  tree[2 * t] = base + 2 * t < n ? data[base + 2 * t] : 0;
  tree[2 * t + 1] = base + 2 * t + 1 < n ? data[base + 2 * t + 1] : 0;

  int distance = 1;
  for (int active = kThreads; active > 0; active >>= 1) {
    cw::barrier();
    if (t < active) {
      int left = distance * (2 * t + 1) - 1;
      int right = distance * (2 * t + 2) - 1;
      tree[right] += tree[left];
    }
    distance *= 2;
  }
  if (t == 0) {
    totals[cw::block_idx().x] = tree[kPerBlock - 1];
    tree[kPerBlock - 1] = 0;
  }
  for (int active = 1; active < kPerBlock; active *= 2) {
    distance >>= 1;
    cw::barrier();
    if (t < active) {
      int left = distance * (2 * t + 1) - 1;
      int right = distance * (2 * t + 2) - 1;
      int carried = tree[left];
      tree[left] = tree[right];
      tree[right] += carried;
    }
  }
  cw::barrier();
  if (base + 2 * t < n)
    data[base + 2 * t] = tree[2 * t];
  if (base + 2 * t + 1 < n)
    data[base + 2 * t + 1] = tree[2 * t + 1];
}

CW_KERNEL void addOffsets(int *data, const int *offsets, int n) {
  for (int i = cw::thread_idx().x; i < kPerBlock; i += cw::block_dim().x) {
    int at = cw::block_idx().x * kPerBlock + i;
    if (at < n)
      data[at] += offsets[cw::block_idx().x];
  }
}

static void exclusiveScan(int *device, int n) {
  int blocks = (n + kPerBlock - 1) / kPerBlock;
  int *totals;
  cwMalloc(&totals, blocks * sizeof(int));
  cw::launch<scanBlocks>(blocks, kThreads)(device, totals, n);
  if (blocks > 1) {
    exclusiveScan(totals, blocks);
    cw::launch<addOffsets>(blocks, kThreads)(device, totals, n);
  }
  cwFree(totals);
}

int main() {
  for (int n : {1, 128, 129, 1000, 20000}) {
    std::vector<int> values(n), scanned(n);
    for (int i = 0; i < n; ++i)
      values[i] = (i * 37 + 11) % 19 - 6;
    int *device;
    cwMalloc(&device, n * sizeof(int));
    cwMemcpy(device, values.data(), n * sizeof(int), cwMemcpyHostToDevice);
    exclusiveScan(device, n);
    cwMemcpy(scanned.data(), device, n * sizeof(int), cwMemcpyDeviceToHost);
    cwFree(device);

    int running = 0, wrong = 0;
    for (int i = 0; i < n; ++i) {
      wrong += scanned[i] != running;
      running += values[i];
    }
    printf("n = %d: %d wrong, total %d\n", n, wrong, running);
  }
  return 0;
}
