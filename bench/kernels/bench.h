// SPDX-License-Identifier: Apache-2.0
// Sizes, timing and checksums of the CUDA kernels and of their versions in
// OpenMP and OpenCL. No CUDA in here. SHRINK is the binary logarithm of the
// factor by which the work is less than the full one.
#pragma once
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>
#ifndef SHRINK
#define SHRINK 0
#endif
// The work grows with the size to the power of dimensions.
constexpr int sized(int full, int dimensions = 1) {
  return full >> (SHRINK / dimensions);
}
inline double wall_now() {
  return std::chrono::duration<double>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}
inline double cpu_now() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return double(t.tv_sec) + 1e-9 * double(t.tv_nsec);
}
inline int setting(const char *name, int otherwise) {
  const char *value = std::getenv(name);
  return value ? std::atoi(value) : otherwise;
}
// Prints the milliseconds of f, which does something `count` times: least and
// median of wall time, least and median of CPU time. A sample is LOOPS calls,
// since the CPU clock is too coarse for one short call. REPS samples are taken.
// Slow code needs fewer: a sample ends after a second, and none begins after
// three.
template <class F> void bench(const char *name, F &&f, int count = 1) {
  f();
  const int loops = setting("LOOPS", 1), reps = setting("REPS", 5);
  const double start = wall_now();
  std::vector<double> w, c;
  for (int r = 0; r < reps && (r == 0 || wall_now() - start < 3); ++r) {
    int calls = 0;
    const double w0 = wall_now(), c0 = cpu_now();
    do {
      f();
      ++calls;
    } while (calls < loops && wall_now() - w0 < 1);
    const double scale = 1e3 / (double(calls) * count);
    c.push_back((cpu_now() - c0) * scale);
    w.push_back((wall_now() - w0) * scale);
  }
  std::sort(w.begin(), w.end());
  std::sort(c.begin(), c.end());
  std::printf("ROW %s %.6g %.6g %.6g %.6g\n", name, w[0], w[w.size() / 2], c[0],
              c[c.size() / 2]);
  std::fflush(stdout); // a program that is stopped keeps the rows before
}
// The compiler must assume that somebody reads and changes the memory at p.
inline void keep(void *p) { asm volatile("" : : "g"(p) : "memory"); }
inline float val(std::size_t i) {
  return float((i * 2654435761u >> 8) & 0xffff) / 65536.0f;
}
inline std::vector<float> values(std::size_t n) {
  std::vector<float> v(n);
  for (std::size_t i = 0; i < n; ++i)
    v[i] = val(i);
  return v;
}
template <class T> void checksum(const char *name, const T *p, std::size_t n) {
  double s = 0;
  for (std::size_t i = 0; i < n; ++i)
    s += double(p[i]) * double(1 + i % 7);
  std::printf("SUM %s %.9g\n", name, s);
}
