// Kernel templates launched in every way that C++ lets them be named: deduced,
// explicit, partly explicit, defaulted, with values and with types.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cw/runtime.h>

template <typename T> CW_KERNEL void fill(T *data, T value, int n) {
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  if (i < n)
    data[i] = value;
}

template <int Step, typename T> CW_KERNEL void strided(T *data, int n) {
  for (int i = cw::thread_idx().x * Step; i < n; i += cw::block_dim().x * Step)
    data[i] += T(Step);
}

template <typename To, typename From>
CW_KERNEL void convert(const From *from, To *to, int n) {
  if (cw::thread_idx().x < n)
    to[cw::thread_idx().x] = static_cast<To>(from[cw::thread_idx().x]);
}

struct Twice {
  template <typename T> CW_DEVICE T operator()(T x) const { return x + x; }
};
struct PlusOne {
  template <typename T> CW_DEVICE T operator()(T x) const { return x + T(1); }
};

template <typename T, typename Op = Twice, bool Negate = false>
CW_KERNEL void apply(T *data, int n, Op op) {
  if (cw::thread_idx().x < n) {
    T result = op(data[cw::thread_idx().x]);
    data[cw::thread_idx().x] = Negate ? -result : result;
  }
}

template <typename... Ts> CW_KERNEL void addUp(int *out, Ts... values) {
  int total = 0;
  ((total += values), ...);
  *out = total;
}

template <typename T> long long sum(const T *device, int n) {
  T host[64];
  cwMemcpy(host, device, n * sizeof(T), cwMemcpyDeviceToHost);
  long long total = 0;
  for (int i = 0; i < n; ++i)
    total += (long long)host[i];
  return total;
}

// The arguments depend on a template parameter here.
template <typename T> long long fillAndSum(T value) {
  const int n = 40;
  T *data;
  cwMalloc(&data, n * sizeof(T));
  cw::launch<fill<T>>(2, 32)(data, value, n);
  cw::launch<strided<2, T>>(1, 8)(data, n);
  long long total = sum(data, n);
  cwFree(data);
  return total;
}

int main() {
  const int n = 64;
  int *ints;
  float *floats;
  cwMalloc(&ints, n * sizeof(int));
  cwMalloc(&floats, n * sizeof(float));

  cw::launch<fill<int>>(1, n)(ints, 3, n);
  cw::launch<fill<float>>(1, n)(floats, 1.5f, n);
  printf("deduced: %lld %lld\n", sum(ints, n), sum(floats, n));

  cw::launch<strided<4, int>>(1, 16)(ints, n);
  cw::launch<strided<8, float>>(1, 16)(floats, n);
  printf("partly explicit: %lld, explicit: %lld\n", sum(ints, n),
         sum(floats, n));

  cw::launch<convert<short, float>>(1, n)(floats, (short *)ints, n);
  printf("converted: %lld\n", sum((short *)ints, n));

  cw::launch<fill<int>>(1, n)(ints, 5, n);
  cw::launch<apply<int, Twice, false>>(1, n)(ints, n, Twice());
  cw::launch<apply<int, PlusOne, false>>(1, n)(ints, n, PlusOne{});
  cw::launch<apply<int, Twice, true>>(1, n)(ints, n, Twice());
  printf("applied: %lld\n", sum(ints, n));

  cw::launch<addUp<int, short, unsigned int, long>>(1, 1)(ints, 1, (short)2, 3u, 4L);
  printf("pack: %lld\n", sum(ints, 1));
  printf("dependent: %lld %lld\n", fillAndSum(2), fillAndSum(2.5));

  cwFree(ints);
  cwFree(floats);
  return 0;
}
