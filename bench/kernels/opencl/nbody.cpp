// SPDX-License-Identifier: Apache-2.0
#include "opencl.h"
static const char *source = R"(
#define P 256
kernel void nbody(int n, global const float4 *pos, global float4 *acc) {
  local float4 s[P];
  int i = get_global_id(0);
  float4 me = pos[i];
  float ax = 0, ay = 0, az = 0;
  for (int tile = 0; tile < n / P; ++tile) {
    s[get_local_id(0)] = pos[tile * P + get_local_id(0)];
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int j = 0; j < P; ++j) {
      float dx = s[j].x - me.x, dy = s[j].y - me.y, dz = s[j].z - me.z;
      float d = dx * dx + dy * dy + dz * dz + 1e-3f;
      float inv = 1.0f / sqrt(d);
      float f = s[j].w * inv * inv * inv;
      ax += dx * f;
      ay += dy * f;
      az += dz * f;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  acc[i] = (float4)(ax, ay, az, 0.0f);
}
)";
int main() {
  OpenCl cl(source);
  const int n = sized(16384, 2), p = 256;
  auto v = values(4 * n);
  cl_mem x = cl.buffer(v), y = cl.buffer(4 * n * sizeof(float));
  cl_kernel nbody = cl.kernel("nbody");
  bench("nbody", [&] {
    cl.launch(nbody, {n / p}, {p}, n, x, y);
    cl.finish();
  });
  cl.read(v.data(), y, 4 * n * sizeof(float));
  checksum("nbody", v.data(), 4 * n);
}
