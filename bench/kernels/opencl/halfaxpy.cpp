// SPDX-License-Identifier: Apache-2.0
#include "opencl.h"
static const char *source = R"(
// Without cl_khr_fp16 a half can only be loaded and stored, and arithmetic is that of float. Clang's functions become single
// instructions of the processor in PoCL; OpenCL's do not.
#if __has_builtin(__builtin_load_halff)
#define LOAD(i, p) __builtin_load_halff((p) + (i))
#define STORE(v, i, p) __builtin_store_halff(v, (p) + (i))
#else
#define LOAD vload_half
#define STORE vstore_half
#endif
float rounded(float x) {
  ushort bits;
  STORE(x, 0, (half *)&bits);
  return LOAD(0, (half *)&bits);
}
kernel void to_half(int n, global const float *x, global half *y) {
  int i = get_global_id(0);
  if (i < n) STORE(x[i], i, y);
}
kernel void to_float(int n, global const half *x, global float *y) {
  int i = get_global_id(0);
  if (i < n) y[i] = LOAD(i, x);
}
kernel void halfaxpy(int n, float a, global const half *x, global const half *y, global half *z) {
  int i = get_global_id(0);
  if (i < n) STORE(rounded(a * LOAD(i, x)) + LOAD(i, y), i, z);
}
)";
int main() {
  OpenCl cl(source);
  const int n = sized(1 << 24);
  auto v = values(n);
  cl_mem f = cl.buffer(v), x = cl.buffer(2 * n), z = cl.buffer(2 * n);
  cl_kernel to_half = cl.kernel("to_half"), to_float = cl.kernel("to_float"),
            halfaxpy = cl.kernel("halfaxpy");
  cl.launch(to_half, {n / 256}, {256}, n, f, x);
  cl.finish();
  bench("halfaxpy", [&] {
    cl.launch(halfaxpy, {n / 256}, {256}, n, 0.5f, x, x, z);
    cl.finish();
  });
  cl.launch(to_float, {n / 256}, {256}, n, z, f);
  cl.finish();
  cl.read(v.data(), f, n * sizeof(float));
  checksum("halfaxpy", v.data(), n);
}
