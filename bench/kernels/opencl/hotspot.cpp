// SPDX-License-Identifier: Apache-2.0
#include "opencl.h"
static const char *source = R"(
#define T 16
// A step of heat flow on a plate: a tile and its border in local memory.
kernel void hotspot(int w, int h, global const float *temp, global const float *power, global float *out) {
  local float s[T + 2][T + 2];
  int tx = get_local_id(0), ty = get_local_id(1);
  int x = get_group_id(0) * T + tx, y = get_group_id(1) * T + ty;
  int i = y * w + x;
  s[ty + 1][tx + 1] = temp[i];
  if (tx == 0) s[ty + 1][0] = temp[x > 0 ? i - 1 : i];
  if (tx == T - 1) s[ty + 1][T + 1] = temp[x < w - 1 ? i + 1 : i];
  if (ty == 0) s[0][tx + 1] = temp[y > 0 ? i - w : i];
  if (ty == T - 1) s[T + 1][tx + 1] = temp[y < h - 1 ? i + w : i];
  barrier(CLK_LOCAL_MEM_FENCE);
  float c = s[ty + 1][tx + 1];
  float dx = s[ty + 1][tx] + s[ty + 1][tx + 2] - 2.0f * c;
  float dy = s[ty][tx + 1] + s[ty + 2][tx + 1] - 2.0f * c;
  out[i] = c + 0.1f * (power[i] + dx + dy + 0.05f * (0.5f - c));
}
)";
int main() {
  OpenCl cl(source);
  const int w = sized(2048, 2), h = w, n = w * h, steps = 8, t = 16;
  auto v = values(n);
  std::vector<float> q(n);
  for (int i = 0; i < n; ++i)
    q[i] = val(i + 12345);
  cl_mem a = cl.buffer(v), b = cl.buffer(n * sizeof(float)), p = cl.buffer(q);
  cl_kernel hotspot = cl.kernel("hotspot");
  auto run = [&] {
    for (int k = 0; k < steps; k += 2) {
      cl.launch(hotspot, {w / t, h / t}, {t, t}, w, h, a, p, b);
      cl.launch(hotspot, {w / t, h / t}, {t, t}, w, h, b, p, a);
    }
    cl.finish();
  };
  bench("hotspot", run);
  // The sum is of one run, however many were timed.
  cl.write(a, v.data(), n * sizeof(float));
  run();
  cl.read(v.data(), a, n * sizeof(float));
  checksum("hotspot", v.data(), n);
}
