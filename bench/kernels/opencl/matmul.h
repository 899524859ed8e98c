// SPDX-License-Identifier: Apache-2.0
// Matrix product by tiles of t rows and columns in local memory.
#pragma once
#include "opencl.h"
#include <string>
static const char *source = R"(
kernel void matmul(int n, global const float *a, global const float *b, global float *c) {
  local float as[T][T];
  local float bs[T][T];
  int tx = get_local_id(0), ty = get_local_id(1);
  int row = get_group_id(1) * T + ty, col = get_group_id(0) * T + tx;
  float sum = 0.0f;
  for (int t = 0; t < n / T; ++t) {
    as[ty][tx] = a[row * n + t * T + tx];
    bs[ty][tx] = b[(t * T + ty) * n + col];
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int k = 0; k < T; ++k) sum += as[ty][k] * bs[k][tx];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  c[row * n + col] = sum;
}
)";
inline void run_matmul(const char *name, int t) {
  OpenCl cl(("#define T " + std::to_string(t) + source).c_str());
  const int n = sized(1024, 3), m = n * n;
  auto v = values(m);
  cl_mem a = cl.buffer(v), b = cl.buffer(v), c = cl.buffer(m * sizeof(float));
  cl_kernel matmul = cl.kernel("matmul");
  bench(name, [&] {
    cl.launch(matmul, {n / t, n / t}, {t, t}, n, a, b, c);
    cl.finish();
  });
  cl.read(v.data(), c, m * sizeof(float));
  checksum(name, v.data(), m);
}
