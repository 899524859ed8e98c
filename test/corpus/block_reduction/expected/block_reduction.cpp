// Sums, minima and maxima by halving in shared memory, one result a block.
// SPDX-License-Identifier: Apache-2.0
#include <climits>
#include <cstdio>
#include <cw/runtime.h>
#include <vector>

struct Summary {
  int sum, smallest, largest;
};

template <int BlockSize>
CW_KERNEL void summarize(const int *data, int n, Summary *partial) {
  CW_STATIC_SHARED(sum, int sum[BlockSize]);
  CW_STATIC_SHARED(low, int low[BlockSize]); CW_STATIC_SHARED(high, int high[BlockSize]);
  const unsigned t = cw::thread_idx().x;
  int mySum = 0, myLow = INT_MAX, myHigh = INT_MIN;
  for (int i = cw::block_idx().x * BlockSize + t; i < n; i += BlockSize * cw::grid_dim().x) {
    mySum += data[i];
    myLow = cw::min(myLow, data[i]);
    myHigh = cw::max(myHigh, data[i]);
  }
  sum[t] = mySum;
  low[t] = myLow;
  high[t] = myHigh;
  cw::barrier();
  for (unsigned half = BlockSize / 2; half > 0; half /= 2) {
    if (t < half) {
      sum[t] += sum[t + half];
      low[t] = cw::min(low[t], low[t + half]);
      high[t] = cw::max(high[t], high[t + half]);
    }
    cw::barrier();
  }
  if (t == 0)
    partial[cw::block_idx().x] = Summary{sum[0], low[0], high[0]};
}

int main() {
  const int n = 5003, blocks = 6;
  std::vector<int> data(n);
  unsigned state = 1;
  for (int &value : data) {
    state = state * 1103515245u + 12345u;
    value = (int)(state >> 16) % 2001 - 1000;
  }

  int *device;
  Summary *partial, host[blocks];
  cwMalloc(&device, n * sizeof(int));
  cwMalloc(&partial, blocks * sizeof(Summary));
  cwMemcpy(device, data.data(), n * sizeof(int), cwMemcpyHostToDevice);
  cw::launch<summarize<128>>(blocks, 128)(device, n, partial);
  cwMemcpy(host, partial, sizeof host, cwMemcpyDeviceToHost);

  Summary total = host[0];
  for (int b = 1; b < blocks; ++b) {
    total.sum += host[b].sum;
    total.smallest = cw::min(total.smallest, host[b].smallest);
    total.largest = cw::max(total.largest, host[b].largest);
  }
  Summary reference{0, INT_MAX, INT_MIN};
  for (int value : data) {
    reference.sum += value;
    if (value < reference.smallest)
      reference.smallest = value;
    if (value > reference.largest)
      reference.largest = value;
  }
  printf("sum agrees: %d\n", total.sum == reference.sum);
  printf("range agrees: %d\n", total.smallest == reference.smallest &&
                                   total.largest == reference.largest);
  printf("range: %d to %d\n", total.smallest, total.largest);
  cwFree(device);
  cwFree(partial);
  return 0;
}
