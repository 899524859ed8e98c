// SPDX-License-Identifier: Apache-2.0
#include "opencl.h"
static const char *source = R"(
kernel void saxpy(int n, float a, global const float *x, global float *y) {
  int i = get_global_id(0);
  if (i < n) y[i] = a * x[i] + y[i];
}
)";
int main() {
  OpenCl cl(source);
  const int n = sized(1 << 26);
  auto h = values(n);
  cl_mem x = cl.buffer(h), y = cl.buffer(h);
  cl_kernel saxpy = cl.kernel("saxpy");
  auto step = [&] {
    cl.launch(saxpy, {(n + 255) / 256}, {256}, n, 0.5f, x, y);
    cl.finish();
  };
  bench("saxpy", step);
  // The sum is of one step, however many were timed.
  cl.write(y, h.data(), n * sizeof(float));
  step();
  cl.read(h.data(), y, n * sizeof(float));
  checksum("saxpy", h.data(), n);
}
