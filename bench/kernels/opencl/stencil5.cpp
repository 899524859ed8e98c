// SPDX-License-Identifier: Apache-2.0
#include "opencl.h"
static const char *source = R"(
kernel void stencil5(int w, int h, global const float *in, global float *out) {
  int x = get_global_id(0);
  int y = get_global_id(1);
  if (x > 0 && x < w - 1 && y > 0 && y < h - 1) {
    int i = y * w + x;
    out[i] = 0.2f * (in[i] + in[i - 1] + in[i + 1] + in[i - w] + in[i + w]);
  }
}
)";
int main() {
  OpenCl cl(source);
  const int w = sized(4096, 2), h = w, n = w * h;
  auto v = values(n);
  cl_mem x = cl.buffer(v), y = cl.buffer(n * sizeof(float));
  cl.fill(y, 0, n * sizeof(float));
  cl_kernel stencil5 = cl.kernel("stencil5");
  bench("stencil5", [&] {
    cl.launch(stencil5, {w / 32, h / 8}, {32, 8}, w, h, x, y);
    cl.finish();
  });
  cl.read(v.data(), y, n * sizeof(float));
  checksum("stencil5", v.data(), n);
}
