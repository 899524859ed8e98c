// Atomic operations on global and shared memory, in all scopes and types.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>

CW_DEVICE unsigned int finished;

CW_KERNEL void histogram(const unsigned char *in, unsigned *out, int n) {
  CW_SHARED unsigned bins[256];
  bins[cw::thread_idx().x] = 0;
  cw::barrier();
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  if (i < n)
    cw::atomic_add(&bins[in[i]], 1);
  cw::barrier();
  cw::atomic_add(&out[cw::thread_idx().x], bins[cw::thread_idx().x]);
  if (cw::thread_idx().x == 0)
    cw::atomic_inc(&finished, cw::grid_dim().x - 1);
}

CW_KERNEL void integers(int *s, unsigned *u, unsigned long long *l) {
  s[1] = cw::atomic_sub(s, 2);
  s[2] = cw::atomic_exch(s, 3);
  s[3] = cw::atomic_min(s, 4);
  s[4] = cw::atomic_max(s, 5);
  s[5] = cw::atomic_and(s, 6);
  s[6] = cw::atomic_or(s, 7);
  s[7] = cw::atomic_xor(s, 8);
  s[8] = cw::atomic_cas(s, 9, 10);
  u[1] = cw::atomic_dec(u, 11);
  u[2] = cw::atomic_max(u, 12u);
  l[1] = cw::atomic_add(l, 13);
  l[2] = cw::atomic_cas(l, 14ull, 15ull);
  l[3] = cw::atomic_min(l, 16ull);
}

CW_KERNEL void scopes(int *s, float *f, double *d) {
  f[1] = cw::atomic_add(f, 1);
  f[2] = cw::atomic_exch(f, 2.0f);
  d[1] = cw::atomic_add(d, 3.0f);
  s[1] = cw::atomic_add_block(s, 4);
  s[2] = cw::atomic_add_system(s, 5);
  s[3] = cw::atomic_cas_system(s, 6, 7);
  s[4] = cw::atomic_max_block(s, 8);
}

CW_DEVICE double atomic_multiply(double *where, double factor) {
  unsigned long long *bits = reinterpret_cast<unsigned long long *>(where);
  unsigned long long old = *bits, seen;
  do {
    seen = old;
    old = cw::atomic_cas(
        bits, seen,
        cw::double_as_longlong(factor * cw::longlong_as_double(seen)));
  } while (seen != old);
  return cw::longlong_as_double(old);
}

CW_KERNEL void multiply(double *out) { atomic_multiply(out, 1.5); }

void run(unsigned char *in, unsigned *u, int *s, unsigned long long *l,
         float *f, double *d) {
  cw::launch(histogram, 4, 256)(in, u, 1000);
  cw::launch(integers, 1, 32)(s, u, l);
  cw::launch(scopes, 1, 32)(s, f, d);
  cw::launch(multiply, 1, 32)(d);
  unsigned zero = 0;
  cwMemcpyToSymbol(finished, &zero, sizeof zero);
}
