// SPDX-License-Identifier: Apache-2.0
#include "opencl.h"
static const char *source = R"(
kernel void reduce(int n, global const float *in, global float *out) {
  local float s[256];
  int t = get_local_id(0), i = get_global_id(0);
  s[t] = i < n ? in[i] : 0.0f;
  barrier(CLK_LOCAL_MEM_FENCE);
  for (int d = get_local_size(0) / 2; d > 0; d >>= 1) {
    if (t < d) s[t] += s[t + d];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  if (t == 0) out[get_group_id(0)] = s[0];
}
)";
int main() {
  OpenCl cl(source);
  const int n = sized(1 << 24), blocks = n / 256;
  auto v = values(n);
  cl_mem x = cl.buffer(v), y = cl.buffer(blocks * sizeof(float));
  cl_kernel reduce = cl.kernel("reduce");
  bench("reduce", [&] {
    cl.launch(reduce, {blocks}, {256}, n, x, y);
    cl.finish();
  });
  cl.read(v.data(), y, blocks * sizeof(float));
  checksum("reduce", v.data(), blocks);
}
