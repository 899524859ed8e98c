// A loop's variable that is needed behind the loop, and whose next value is
// computed before a barrier.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include <cw/runtime.h>

CW_KERNEL void last(unsigned n, const unsigned *in, unsigned *out) {
  const unsigned t = cw::thread_idx().x;
  unsigned sum = in[t], product = 0;
  for (unsigned i = 1; i <= n; i += 2) {
    product = sum * (n + t);
    sum += unsigned(cw::barrier_count(1));
    cw::barrier();
  }
  out[t] = product;
}

int main() {
  constexpr int threads = 64;
  unsigned words[threads], *in, *out;
  for (unsigned i = 0; i < threads; ++i)
    words[i] = i * 2654435761u;
  cwMalloc(&in, sizeof words);
  cwMalloc(&out, sizeof words);
  cwMemcpy(in, words, sizeof words, cwMemcpyHostToDevice);
  cw::launch<last>(1, threads)(5u, in, out);
  cwMemcpy(words, out, sizeof words, cwMemcpyDeviceToHost);
  std::printf("last");
  for (unsigned word : words)
    std::printf(" %x", word);
  std::printf(" %s\n", cwGetErrorName(cwGetLastError()));
  cwFree(in);
  cwFree(out);
}
