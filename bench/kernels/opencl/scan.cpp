// SPDX-License-Identifier: Apache-2.0
#include "opencl.h"
static const char *source = R"(
#define B 1024
// Inclusive scan: warps by shuffles, the warps of a block through local memory, the blocks through their sums.
// Each work-item must come to warp_scan, since it waits.
int warp_scan(int v, local int *places) {
  int t = get_local_id(0), lane = t % 32;
  for (int d = 1; d < 32; d <<= 1) {
    places[t] = v;
    barrier(CLK_LOCAL_MEM_FENCE);
    if (lane >= d) v += places[t - d];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  return v;
}
kernel void scan_block(global const int *in, global int *out, global int *sums) {
  local int s[32], places[B];
  int t = get_local_id(0), lane = t % 32, w = t / 32;
  int i = get_global_id(0);
  int v = warp_scan(in[i], places);
  if (lane == 31) s[w] = v;
  barrier(CLK_LOCAL_MEM_FENCE);
  int u = warp_scan(s[lane], places);
  if (w == 0) s[lane] = u;
  barrier(CLK_LOCAL_MEM_FENCE);
  if (w > 0) v += s[w - 1];
  out[i] = v;
  if (t == B - 1) sums[get_group_id(0)] = v;
}
kernel void add_sums(global int *out, global const int *sums) {
  if (get_group_id(0) > 0) out[get_global_id(0)] += sums[get_group_id(0) - 1];
}
)";
int main() {
  OpenCl cl(source);
  const int b = 1024, n = std::max(sized(1 << 24), b * b), blocks = n / b,
            top = blocks / b;
  std::vector<int> v(n);
  for (int i = 0; i < n; ++i)
    v[i] = int(val(i) * 16.0f);
  cl_mem x = cl.buffer(v), y = cl.buffer(n * sizeof(int)),
         s = cl.buffer(blocks * sizeof(int));
  cl_mem ss = cl.buffer(b * sizeof(int)), sss = cl.buffer(sizeof(int));
  cl_kernel scan_block = cl.kernel("scan_block"),
            add_sums = cl.kernel("add_sums");
  bench("scan", [&] {
    cl.fill(ss, 0, b * sizeof(int));
    cl.launch(scan_block, {blocks}, {b}, x, y, s);
    cl.launch(scan_block, {top}, {b}, s, s, ss);
    cl.launch(scan_block, {1}, {b}, ss, ss, sss);
    cl.launch(add_sums, {top}, {b}, s, ss);
    cl.launch(add_sums, {blocks}, {b}, y, s);
    cl.finish();
  });
  cl.read(v.data(), y, n * sizeof(int));
  checksum("scan", v.data(), n);
}
