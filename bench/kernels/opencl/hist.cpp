// SPDX-License-Identifier: Apache-2.0
#include "opencl.h"
static const char *source = R"(
kernel void hist(int n, global const uchar *in, global uint *bins) {
  local uint counts[256];
  counts[get_local_id(0)] = 0;
  barrier(CLK_LOCAL_MEM_FENCE);
  for (int i = get_global_id(0); i < n; i += get_global_size(0)) atomic_add(&counts[in[i]], 1u);
  barrier(CLK_LOCAL_MEM_FENCE);
  atomic_add(&bins[get_local_id(0)], counts[get_local_id(0)]);
}
)";
int main() {
  OpenCl cl(source);
  const int n = sized(1 << 26);
  std::vector<unsigned char> v(n);
  for (int i = 0; i < n; ++i)
    v[i] = (unsigned char)((unsigned)i * 2654435761u >> 13);
  unsigned r[256];
  cl_mem x = cl.buffer(v), b = cl.buffer(sizeof r);
  cl_kernel hist = cl.kernel("hist");
  bench("hist", [&] {
    cl.fill(b, 0, sizeof r);
    cl.launch(hist, {1024}, {256}, n, x, b);
    cl.finish();
  });
  cl.read(r, b, sizeof r);
  checksum("hist", r, 256);
}
