// Kernels in namespaces, nested, unnamed and inline, with C linkage, static,
// and named through using declarations and aliases.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>

namespace outer {
CW_DEVICE int base() { return 1000; }
namespace inner {
CW_KERNEL void tag(int *out) { *out += base() + 1; }
template <int N> CW_KERNEL void tagN(int *out) { *out += N; }
} // namespace inner
inline namespace v2 {
CW_KERNEL void versioned(int *out) { *out *= 2; }
} // namespace v2
} // namespace outer

namespace {
CW_KERNEL void hidden(int *out) { *out += 5; }
} // namespace

extern "C" CW_KERNEL void plain(int *out) { *out += 7; }
CW_EXPORT_KERNEL(plain)

extern "C" {
static CW_KERNEL void quiet(int *out) { *out -= 9; }
int launchAll(int *out);
}

namespace shortcut = outer::inner;
using outer::inner::tag;

extern "C" int launchAll(int *out) {
  using namespace outer;
  cw::launch<tag>(1, 1)(out);
  cw::launch<::outer::inner::tag>(1, 1)(out);
  cw::launch<shortcut::tagN<30>>(1, 1)(out);
  cw::launch<versioned>(1, 1)(out);
  cw::launch<v2::versioned>(1, 1)(out);
  cw::launch<hidden>(1, 1)(out);
  cw::launch<::plain>(1, 1)(out);
  cw::launch<quiet>(1, 1)(out);
  return ::cwDeviceSynchronize() == ::cwSuccess;
}

int main() {
  int *out;
  cwMallocManaged(&out, sizeof *out);
  *out = 0;
  int finished = launchAll(out);
  printf("finished %d: %d\n", finished, *out);
  cwFree(out);
  return 0;
}
