// SPDX-License-Identifier: Apache-2.0
// Timing harness shared by the CUDA kernels and their OpenMP versions. No CUDA in here.
#pragma once
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>
inline double wall_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
inline double cpu_now() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return double(t.tv_sec) + 1e-9 * double(t.tv_nsec);
}
inline int reps() {
  const char *r = std::getenv("REPS");
  return r ? std::atoi(r) : 5;
}
template <class F> void bench(const char *name, F &&f) {
  f();
  std::vector<double> w, c;
  for (int r = 0; r < reps(); ++r) {
    double w0 = wall_now(), c0 = cpu_now();
    f();
    c.push_back(cpu_now() - c0);
    w.push_back(wall_now() - w0);
  }
  std::sort(w.begin(), w.end());
  std::sort(c.begin(), c.end());
  std::printf("ROW %s %.4f %.4f %.4f %.4f\n", name, w[0] * 1e3, w[w.size() / 2] * 1e3, c[0] * 1e3, c[c.size() / 2] * 1e3);
}
inline float val(std::size_t i) { return float((i * 2654435761u >> 8) & 0xffff) / 65536.0f; }
inline std::vector<float> values(std::size_t n) {
  std::vector<float> v(n);
  for (std::size_t i = 0; i < n; ++i) v[i] = val(i);
  return v;
}
template <class T> void checksum(const char *name, const T *p, std::size_t n) {
  double s = 0;
  for (std::size_t i = 0; i < n; ++i) s += double(p[i]) * double(1 + i % 7);
  std::printf("SUM %s %.9g\n", name, s);
}
