// SPDX-License-Identifier: Apache-2.0
#include "../spmv.h"
#include "opencl.h"
static const char *source = R"(
// A sparse matrix in rows (CSR) times a vector, a work-item a row.
kernel void spmv(int n, global const int *start, global const int *col, global const float *a, global const float *x,
                 global float *y) {
  int r = get_global_id(0);
  if (r >= n) return;
  float sum = 0;
  for (int k = start[r]; k < start[r + 1]; ++k) sum += a[k] * x[col[k]];
  y[r] = sum;
}
)";
int main() {
  OpenCl cl(source);
  const int n = sized(1 << 20);
  const Rows rows(n);
  const int m = rows.start[n];
  auto va = values(m), vx = values(n);
  cl_mem s = cl.buffer(rows.start), c = cl.buffer(rows.col), a = cl.buffer(va),
         x = cl.buffer(vx), y = cl.buffer(n * sizeof(float));
  cl_kernel spmv = cl.kernel("spmv");
  bench("spmv", [&] {
    cl.launch(spmv, {(n + 255) / 256}, {256}, n, s, c, a, x, y);
    cl.finish();
  });
  cl.read(vx.data(), y, n * sizeof(float));
  checksum("spmv", vx.data(), n);
}
