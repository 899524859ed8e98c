// Macros that define kernels, hide indices and spell qualifiers.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <stdio.h>

#define KERNEL CW_KERNEL void
#define INLINE_DEVICE CW_DEVICE CW_FORCEINLINE
#define GLOBAL_ID (cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x)
#define FOR_EACH(i, n)                                                         \
  for (unsigned i = GLOBAL_ID; i < (n); i += cw::grid_dim().x * cw::block_dim().x)
#define SYNC cw::barrier()
#define LANES cw::warp_size()

// One kernel for each operation.
#define DEFINE_MAP(name, type, expression)                                     \
  CW_KERNEL void name(const type *in, type *out, unsigned n) {                \
    int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;                             \
    if (i < n) {                                                               \
      type x = in[i];                                                          \
      out[i] = (expression);                                                   \
    }                                                                          \
  }                                                                            \
  static void run_##name(const type *in, type *out, unsigned n) {              \
    cw::launch(name, (n + 31) / 32, 32)(in, out, n);                                   \
  }

DEFINE_MAP(cube, int, x *x *x)
DEFINE_MAP(halve, float, x * 0.5f)
DEFINE_MAP(parity, int, cw::popc((unsigned)x) & 1)

INLINE_DEVICE int twice(int x) { return x + x; }

KERNEL doubled(const int *in, int *out, unsigned n) {
  FOR_EACH(i, n) out[i] = twice(in[i]);
}

KERNEL reversed(int *data) {
  CW_STATIC_SHARED(copy, int copy[64]);
  copy[cw::thread_idx().x] = data[cw::thread_idx().x];
  SYNC;
  data[cw::thread_idx().x] = copy[cw::block_dim().x - 1 - cw::thread_idx().x];
  if (cw::thread_idx().x == 0 && (LANES & (LANES - 1)) != 0)
    data[0] = -1;
}

template <typename T> static long long total(const T *values, int n) {
  long long sum = 0;
  for (int i = 0; i < n; ++i)
    sum += (long long)(values[i] * 2);
  return sum;
}

int main() {
  enum { N = 64 };
  int *in, *out;
  float *fin, *fout;
  cwMallocManaged(&in, N * sizeof(int));
  cwMallocManaged(&out, N * sizeof(int));
  cwMallocManaged(&fin, N * sizeof(float));
  cwMallocManaged(&fout, N * sizeof(float));
  for (int i = 0; i < N; ++i)
    fin[i] = (float)(in[i] = i);

  run_cube(in, out, N);
  cwDeviceSynchronize();
  printf("cube: %lld\n", total(out, N));
  run_halve(fin, fout, N);
  cwDeviceSynchronize();
  printf("halve: %lld\n", total(fout, N));
  run_parity(in, out, N);
  cwDeviceSynchronize();
  printf("parity: %lld\n", total(out, N));
  cw::launch<doubled>(2, 16)(in, out, N);
  cwDeviceSynchronize();
  printf("doubled: %lld\n", total(out, N));
  cw::launch<reversed>(1, N)(out);
  cwDeviceSynchronize();
  printf("reversed: %d to %d\n", out[0], out[N - 1]);

  cwFree(in);
  cwFree(out);
  cwFree(fin);
  cwFree(fout);
  return 0;
}
