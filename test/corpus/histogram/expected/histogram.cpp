// Histogram with privatised bins: each block counts in shared memory and adds
// its counts to the total.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>
#include <string>

constexpr int kBins = 32;

CW_KERNEL void histogram(const unsigned char *text, int length,
                          unsigned int *bins) {
  CW_STATIC_SHARED(local, unsigned int local[kBins]);
  for (int bin = cw::thread_idx().x; bin < kBins; bin += cw::block_dim().x)
    local[bin] = 0;
  cw::barrier();
  int stride = cw::grid_dim().x * cw::block_dim().x;
  for (int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x; i < length; i += stride)
    cw::atomic_add(&local[text[i] % kBins], 1u);
  cw::barrier();
  for (int bin = cw::thread_idx().x; bin < kBins; bin += cw::block_dim().x)
    if (local[bin])
      cw::atomic_add(bins + bin, local[bin]);
}

int main() {
  std::string text;
  while (text.size() < 4000)
    text += "a causeway is a road across water; ";

  unsigned char *deviceText;
  unsigned int *deviceBins, bins[kBins], reference[kBins] = {};
  cwMalloc(&deviceText, text.size());
  cwMalloc(&deviceBins, sizeof bins);
  cwMemset(deviceBins, 0, sizeof bins);
  cwMemcpy(deviceText, text.data(), text.size(), cwMemcpyHostToDevice);
  cw::launch<histogram>(5, 96)(deviceText, (int)text.size(), deviceBins);
  cwMemcpy(bins, deviceBins, sizeof bins, cwMemcpyDeviceToHost);
  cwFree(deviceText);
  cwFree(deviceBins);

  for (unsigned char c : text)
    ++reference[c % kBins];
  int wrong = 0;
  for (int bin = 0; bin < kBins; ++bin)
    wrong += bins[bin] != reference[bin];
  printf("wrong bins: %d\n", wrong);
  printf("spaces: %u, letters a: %u\n", bins[' ' % kBins], bins['a' % kBins]);
  return wrong != 0;
}
