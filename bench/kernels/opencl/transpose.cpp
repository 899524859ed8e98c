// SPDX-License-Identifier: Apache-2.0
#include "opencl.h"
static const char *source = R"(
#define T 32
#define ROWS 8
kernel void transpose(int n, global const float *in, global float *out) {
  local float tile[T][T + 1];
  int tx = get_local_id(0), ty = get_local_id(1);
  int x = get_group_id(0) * T + tx, y = get_group_id(1) * T + ty;
  for (int j = 0; j < T; j += ROWS) tile[ty + j][tx] = in[(y + j) * n + x];
  barrier(CLK_LOCAL_MEM_FENCE);
  x = get_group_id(1) * T + tx;
  y = get_group_id(0) * T + ty;
  for (int j = 0; j < T; j += ROWS) out[(y + j) * n + x] = tile[tx][ty + j];
}
)";
int main() {
  OpenCl cl(source);
  const int n = sized(4096, 2), m = n * n, t = 32, rows = 8;
  auto v = values(m);
  cl_mem x = cl.buffer(v), y = cl.buffer(m * sizeof(float));
  cl_kernel transpose = cl.kernel("transpose");
  bench("transpose", [&] {
    cl.launch(transpose, {n / t, n / t}, {t, rows}, n, x, y);
    cl.finish();
  });
  cl.read(v.data(), y, m * sizeof(float));
  checksum("transpose", v.data(), m);
}
