// SPDX-License-Identifier: Apache-2.0
#include "opencl.h"
static const char *source = R"(
// Each work-item must come to these, since they wait.
float warp_max(float v, local float *places) {
  int t = get_local_id(0);
  for (int d = 16; d > 0; d >>= 1) {
    places[t] = v;
    barrier(CLK_LOCAL_MEM_FENCE);
    v = fmax(v, places[t ^ d]);
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  return v;
}
float warp_sum(float v, local float *places) {
  int t = get_local_id(0);
  for (int d = 16; d > 0; d >>= 1) {
    places[t] = v;
    barrier(CLK_LOCAL_MEM_FENCE);
    v += places[t ^ d];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  return v;
}
// A row a block: warp shuffles, then local memory among the warps.
kernel void softmax(int cols, global const float *in, global float *out) {
  local float sm[8], ss[8], places[256];
  int t = get_local_id(0), lane = t % 32, w = t / 32;
  global const float *x = in + get_group_id(0) * cols;
  global float *y = out + get_group_id(0) * cols;
  float m = -1e30f;
  for (int c = t; c < cols; c += get_local_size(0)) m = fmax(m, x[c]);
  m = warp_max(m, places);
  if (lane == 0) sm[w] = m;
  barrier(CLK_LOCAL_MEM_FENCE);
  m = sm[0];
  for (int i = 1; i < 8; ++i) m = fmax(m, sm[i]);
  float sum = 0;
  for (int c = t; c < cols; c += get_local_size(0)) {
    float e = exp(x[c] - m);
    y[c] = e;
    sum += e;
  }
  sum = warp_sum(sum, places);
  if (lane == 0) ss[w] = sum;
  barrier(CLK_LOCAL_MEM_FENCE);
  sum = 0;
  for (int i = 0; i < 8; ++i) sum += ss[i];
  float r = 1.0f / sum;
  for (int c = t; c < cols; c += get_local_size(0)) y[c] *= r;
}
)";
int main() {
  OpenCl cl(source);
  const int rows = sized(4096), cols = 1024, n = rows * cols;
  auto v = values(n);
  cl_mem x = cl.buffer(v), y = cl.buffer(n * sizeof(float));
  cl_kernel softmax = cl.kernel("softmax");
  bench("softmax", [&] {
    cl.launch(softmax, {rows}, {256}, cols, x, y);
    cl.finish();
  });
  cl.read(v.data(), y, n * sizeof(float));
  checksum("softmax", v.data(), n);
}
