// Measures the cost of the kernel engine: a thread, a barrier, a warp
// operation, a launch.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cw/runtime.h>

namespace {

template <class F> double best_seconds(int tries, F f) {
  double best = 1e9;
  for (int i = 0; i < tries; ++i) {
    const auto start = std::chrono::steady_clock::now();
    f();
    best = std::min(best, std::chrono::duration<double>(
                              std::chrono::steady_clock::now() - start)
                              .count());
  }
  return best;
}

CW_KERNEL void saxpy(int n, float a, const float *x, float *y) {
  const int i = int(cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x);
  if (i < n)
    y[i] = a * x[i] + y[i];
}
CW_KERNEL void nothing() {}
CW_KERNEL void barriers(int n) {
  for (int i = 0; i < n; ++i)
    cw::barrier();
}
CW_KERNEL void shuffles(int n, int *out) {
  int sum = int(cw::thread_idx().x);
  for (int i = 0; i < n; ++i)
    sum += cw::shfl_down(0xffffffffu, sum, 1);
  out[cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x] = sum;
}

} // namespace

int main() {
  int cores = 0;
  cwDeviceGetAttribute(&cores, cwDevAttrMultiProcessorCount, 0);
  {
    const int n = 1 << 26;
    float *x, *y;
    cwMalloc(&x, n * sizeof(float));
    cwMalloc(&y, n * sizeof(float));
    cwMemset(x, 0, n * sizeof(float));
    cwMemset(y, 0, n * sizeof(float));
    const double shim = best_seconds(7, [&] {
      cw::launch(saxpy, (n + 255) / 256, 256)(n, 2.f, x, y);
      cwDeviceSynchronize();
    });
    std::printf("saxpy 2^26: %.1f ms (%.2f ns a thread and core)\n", shim * 1e3,
                shim * 1e9 / n * cores);
    const double named = best_seconds(7, [&] {
      cw::launch<saxpy>((n + 255) / 256, 256)(n, 2.f, x, y);
      cwDeviceSynchronize();
    });
    std::printf(
        "saxpy 2^26, launched by name: %.1f ms (%.2f ns a thread and core)\n",
        named * 1e3, named * 1e9 / n * cores);
#ifdef _OPENMP
    const double omp = best_seconds(7, [&] {
      const float a = 2;
#pragma omp parallel for
      for (int i = 0; i < n; ++i)
        y[i] = a * x[i] + y[i];
    });
    std::printf("saxpy 2^26 with OpenMP: %.1f ms; ratio %.2f, by name %.2f\n",
                omp * 1e3, shim / omp, named / omp);
#endif
    cwFree(x);
    cwFree(y);
  }
  for (int threads : {32, 256, 1024}) {
    const int rounds = 1000;
    const double t = best_seconds(5, [&] {
      cw::launch(barriers, 1, threads)(rounds);
      cwDeviceSynchronize();
    });
    std::printf("block barrier at %d threads: %.1f ns a thread\n", threads,
                t * 1e9 / rounds / threads);
  }
  {
    int *out;
    cwMalloc(&out, 1024 * sizeof(int));
    const int rounds = 1000;
    const double t = best_seconds(5, [&] {
      cw::launch(shuffles, 1, 256)(rounds, out);
      cwDeviceSynchronize();
    });
    std::printf("shuffle at 256 threads: %.1f ns a thread\n",
                t * 1e9 / rounds / 256);
    cwFree(out);
  }
  const double launch = best_seconds(5, [&] {
    for (int i = 0; i < 1000; ++i) {
      cw::launch(nothing, 1, 1)();
      cwDeviceSynchronize();
    }
  });
  std::printf("launch and synchronize: %.2f us\n", launch * 1e6 / 1000);
  const double queued = best_seconds(5, [&] {
    for (int i = 0; i < 1000; ++i)
      cw::launch(nothing, 1, 1)();
    cwDeviceSynchronize();
  });
  std::printf("launches queued: %.2f us each\n", queued * 1e6 / 1000);
}
