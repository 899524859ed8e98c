// Launch bounds, inlining hints, restrict, host-and-device functions and the
// places that qualifiers may stand in.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>

#define MAX_THREADS 128

template <typename T> class Accumulator {
public:
  CW_HOST CW_DEVICE Accumulator() : total(0) {}
  CW_HOST CW_DEVICE CW_FORCEINLINE void add(T value) { total += value; }
  CW_DEVICE CW_HOST T result() const;

private:
  T total;
};

template <typename T> CW_DEVICE CW_HOST T Accumulator<T>::result() const {
  return total;
}

static CW_DEVICE CW_NOINLINE int slow(int x) { return x * 3; }
CW_FORCEINLINE CW_DEVICE int fast(int x) { return x + 1; }
CW_DEVICE __inline__ int medium(int x) { return x ^ 1; }
CW_HOST CW_DEVICE constexpr int triangular(int n) { return n * (n + 1) / 2; }
CW_HOST static int onlyHost(int x) { return x - 1; }

void CW_KERNEL CW_LAUNCH_BOUNDS(MAX_THREADS, 2)
mixAll(const int *__restrict__ in, int *__restrict__ out, int n);

CW_KERNEL void CW_LAUNCH_BOUNDS(MAX_THREADS) sumUpTo(int *out, int n) {
  Accumulator<int> sum;
  for (int i = 0; i <= (int)cw::thread_idx().x && i < n; ++i)
    sum.add(i);
  if (cw::thread_idx().x < n)
    out[cw::thread_idx().x] = sum.result() - triangular(cw::thread_idx().x);
}

void CW_KERNEL CW_LAUNCH_BOUNDS(MAX_THREADS, 2)
mixAll(const int *__restrict__ in, int *__restrict__ out, int n) {
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  if (i < n)
    out[i] = medium(fast(slow(in[i])));
}

int main() {
  const int n = 300;
  int *in, *out;
  cwMallocManaged(&in, n * sizeof(int));
  cwMallocManaged(&out, n * sizeof(int));
  Accumulator<long long> sum, reference;
  for (int i = 0; i < n; ++i) {
    in[i] = onlyHost(i * i);
    reference.add((3 * in[i] + 1) ^ 1);
  }
  cw::launch<mixAll>(3, MAX_THREADS)(in, out, n);
  cwDeviceSynchronize();
  for (int i = 0; i < n; ++i)
    sum.add(out[i]);
  printf("mixed: %d\n", sum.result() == reference.result());

  cw::launch<sumUpTo>(1, 100)(out, 100);
  cwDeviceSynchronize();
  int zeros = 0;
  for (int i = 0; i < 100; ++i)
    zeros += out[i] == 0;
  printf("zeros: %d, triangular(10): %d\n", zeros, triangular(10));
  cwFree(in);
  cwFree(out);
  return 0;
}
