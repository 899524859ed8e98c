// SPDX-License-Identifier: Apache-2.0
#include "opencl.h"
static const char *source = R"(
// Each work-item must come here, since it waits.
float warp_sum(float v, local float *places) {
  int t = get_local_id(0);
  for (int d = 16; d > 0; d >>= 1) {
    places[t] = v;
    barrier(CLK_LOCAL_MEM_FENCE);
    v += places[t % 32 + d < 32 ? t + d : t];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  return v;
}
kernel void warpred(int n, global const float *in, global float *out) {
  local float s[32], places[256];
  int t = get_local_id(0), i = get_global_id(0);
  int lane = t % 32, w = t / 32;
  float v = i < n ? in[i] : 0.0f;
  v = warp_sum(v, places);
  if (lane == 0) s[w] = v;
  barrier(CLK_LOCAL_MEM_FENCE);
  v = t < get_local_size(0) / 32 ? s[lane] : 0.0f;
  v = warp_sum(v, places);
  if (t == 0) out[get_group_id(0)] = v;
}
)";
int main() {
  OpenCl cl(source);
  const int n = sized(1 << 24), blocks = n / 256;
  auto v = values(n);
  cl_mem x = cl.buffer(v), y = cl.buffer(blocks * sizeof(float));
  cl_kernel warpred = cl.kernel("warpred");
  bench("warpred", [&] {
    cl.launch(warpred, {blocks}, {256}, n, x, y);
    cl.finish();
  });
  cl.read(v.data(), y, blocks * sizeof(float));
  checksum("warpred", v.data(), blocks);
}
