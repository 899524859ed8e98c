// Operands of warp operations and votes that are 64-bit forms of 32-bit numbers
// which wrap around between neighbouring threads.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include <cw/runtime.h>

using Word = unsigned long long;

CW_KERNEL void shuffles(Word *out, unsigned by) {
  const unsigned t = cw::thread_idx().x;
  out[t] = cw::shfl_xor(cw::full_warp(), Word(t - by), 1);
}
CW_KERNEL void counts(Word *out, unsigned by) {
  const unsigned t = cw::thread_idx().x;
  out[t] = Word(cw::barrier_count(Word(t - by) + Word(by) >> 32 != 0));
}
CW_KERNEL void ballots(Word *out, int by) {
  const unsigned t = cw::thread_idx().x;
  out[t] = cw::popc(
      cw::ballot(cw::full_warp(), (long long)int(t * 0x4000000u) >> by > 0));
}

template <auto K, class By> void show(const char *name, By by) {
  constexpr int threads = 64;
  Word *out, got[threads];
  cwMalloc(&out, sizeof got);
  cw::launch<K>(1, threads)(out, by);
  cwMemcpy(got, out, sizeof got, cwMemcpyDeviceToHost);
  std::printf("%s", name);
  for (Word word : got)
    std::printf(" %llx", word);
  std::printf(" %s\n", cwGetErrorName(cwGetLastError()));
  cwFree(out);
}

int main() {
  show<shuffles>("shuffles", 3u);
  show<counts>("counts", 3u);
  show<ballots>("ballots", 4);
}
