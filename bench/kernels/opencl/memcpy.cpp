// SPDX-License-Identifier: Apache-2.0
#include "opencl.h"
int main() {
  OpenCl cl;
  const std::size_t n = sized(256 << 20);
  std::vector<char> h(n, 1), h2(n, 2);
  cl_mem d = cl.buffer(n), d2 = cl.buffer(n);
  bench("copy_h2d", [&] { cl.write(d, h.data(), n); });
  bench("copy_d2d", [&] {
    cl.copy(d2, d, n);
    cl.finish();
  });
  bench("copy_d2h", [&] { cl.read(h2.data(), d2, n); });
  bench("copy_memset", [&] {
    cl.fill(d, 3, n);
    cl.finish();
  });
  bench(
      "copy_h2d_4k",
      [&] {
        for (int i = 0; i < 10000; ++i)
          cl.write(d, h.data(), 4096);
      },
      10000);
}
