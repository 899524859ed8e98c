// SPDX-License-Identifier: Apache-2.0
#include "opencl.h"
static const char *source = R"(
kernel void mandelbrot(int w, int h, int limit, global int *out) {
  int px = get_global_id(0);
  int py = get_global_id(1);
  if (px >= w || py >= h) return;
  float cx = -2.0f + 3.0f * px / w, cy = -1.5f + 3.0f * py / h;
  float x = 0, y = 0;
  int k = 0;
  while (k < limit && x * x + y * y <= 4.0f) {
    float t = x * x - y * y + cx;
    y = 2.0f * x * y + cy;
    x = t;
    ++k;
  }
  out[py * w + px] = k;
}
)";
int main() {
  OpenCl cl(source);
  const int w = sized(2048, 2), h = w, n = w * h;
  std::vector<int> v(n);
  cl_mem y = cl.buffer(n * sizeof(int));
  cl_kernel mandelbrot = cl.kernel("mandelbrot");
  bench("mandelbrot", [&] {
    cl.launch(mandelbrot, {w / 16, h / 16}, {16, 16}, w, h, 256, y);
    cl.finish();
  });
  cl.read(v.data(), y, n * sizeof(int));
  checksum("mandelbrot", v.data(), n);
}
