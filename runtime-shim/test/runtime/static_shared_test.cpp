// Static shared variables: each block has its own. Their memory depends on the
// running kernels, not on all variables of the program.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>
#include <thread>
#include <utility>

#include <unistd.h>

#include "support.h"

namespace {

class StaticShared : public Runtime {};

/// The sanitizers have their own memory, and report faults themselves.
bool sanitized() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return true;
#else
  return false;
#endif
}

// --- Many variables ---

using Kernel = void (*)(int *);

template <int N, int Bytes> CW_KERNEL void turn(int *out) {
  CW_STATIC_SHARED(tile, unsigned char tile[Bytes]);
  const unsigned t = cw::thread_idx().x, n = cw::block_dim().x;
  for (unsigned i = t; i < unsigned(Bytes); i += n)
    tile[i] = static_cast<unsigned char>(t + N);
  cw::barrier();
  const unsigned next = (t + 1) % n;
  out[cw::block_idx().x * n + t] = tile[Bytes / n * n - n + next];
}
template <int Bytes, int... N>
std::vector<Kernel> kernels(std::integer_sequence<int, N...>) {
  return {turn<N, Bytes>...};
}

void expect_turned(std::vector<int> values, unsigned threads, unsigned n) {
  for (unsigned i = 0; i < values.size(); ++i)
    ASSERT_EQ(values[i], int((i % threads + 1) % threads + n) % 256) << i;
}

TEST_F(StaticShared, ManyKernelsMayDeclareMuch) {
  const auto all = kernels<16384>(std::make_integer_sequence<int, 256>());
  Buffer<int> out(8 * 64);
  for (unsigned n = 0; n < all.size(); ++n) {
    cw::launch(all[n], 8, 64)(out);
    expect_turned(out.read(), 64, n);
  }
}

std::size_t resident_bytes() {
  unsigned long all = 0, resident = 0;
  if (std::FILE *file = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(file, "%lu %lu", &all, &resident) != 2)
      resident = 0;
    std::fclose(file);
  }
  return resident * std::size_t(sysconf(_SC_PAGESIZE));
}

TEST_F(StaticShared, ResidentIsWhatRunsAndNotWhatIsDeclared) {
  if (sanitized())
    GTEST_SKIP() << "sanitizers keep memory of their own";
  constexpr int declared = 49152, instances = 250;
  const auto all =
      kernels<declared>(std::make_integer_sequence<int, instances>());
  const int blocks = 8; // each on its own thread
  Buffer<int> out(blocks * 32);
  int *address = out;
  void *args[] = {&address};
  std::size_t before = 0, most = 0;
  for (unsigned n = 0; n < all.size(); ++n) {
    EXPECT_OK(cwLaunchCooperativeKernel(cw::kernel_address(all[n]), blocks, 32,
                                        args, 0, nullptr));
    EXPECT_OK(cwDeviceSynchronize());
    if (n == 0)
      before = resident_bytes();
    most = std::max(most, resident_bytes());
    expect_turned(out.read(), 32, n);
  }
  EXPECT_LT(most - before, std::size_t(blocks) * (2 << 20))
      << "of " << instances * declared * blocks << " declared";
}

// --- Owner of a variable ---

CW_DEVICE int sum_of_block(int value) {
  CW_STATIC_SHARED(values, int values[64]);
  const unsigned t = cw::thread_idx().x;
  values[t] = value;
  cw::barrier();
  int sum = 0;
  for (unsigned i = 0; i < cw::block_dim().x; ++i)
    sum += values[i];
  cw::barrier();
  return sum;
}
CW_KERNEL void sums(int *out) {
  CW_STATIC_SHARED(values, int values[64]);
  const unsigned t = cw::thread_idx().x;
  values[t] = int(cw::block_idx().x);
  const int sum = sum_of_block(int(t));
  out[cw::block_idx().x * cw::block_dim().x + t] = sum + values[t];
}
CW_KERNEL void sums_of_two(int *out) {
  CW_STATIC_SHARED(a, int a);
  CW_STATIC_SHARED(b, int b);
  if (cw::thread_idx().x == 0) {
    a = int(cw::block_idx().x);
    b = 1;
  }
  const int sum = sum_of_block(2 * int(cw::thread_idx().x));
  out[cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x] = sum + a * b;
}

void expect_sums(std::vector<int> values, int each) {
  for (unsigned i = 0; i < values.size(); ++i)
    ASSERT_EQ(values[i], each * 64 * 63 / 2 + int(i / 64)) << i;
}

TEST_F(StaticShared, AFunctionOfSeveralKernelsHasItsOwn) {
  Buffer<int> out(16 * 64);
  cw::launch(sums, 16, 64)(out);
  expect_sums(out.read(), 1);
  cw::launch(sums_of_two, 16, 64)(out);
  expect_sums(out.read(), 2);
}

TEST_F(StaticShared, ThreadsOfTheHostMayLaunchAtOnce) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i)
    threads.emplace_back([] {
      cwStream_t stream;
      EXPECT_OK(cwStreamCreate(&stream));
      Buffer<int> out(16 * 64);
      for (int round = 0; round < 20; ++round) {
        cw::launch(round % 2 ? sums : sums_of_two, 16, 64, 0, stream)(out);
        EXPECT_OK(cwStreamSynchronize(stream));
        expect_sums(out.read(), round % 2 ? 1 : 2);
      }
      EXPECT_OK(cwStreamDestroy(stream));
    });
  for (std::thread &thread : threads)
    thread.join();
}

CW_KERNEL void keeps_over_the_grid_barrier(int *out) {
  CW_STATIC_SHARED(mine, int mine[32]);
  const unsigned t = cw::thread_idx().x;
  mine[t] = int(cw::block_idx().x * 100 + t);
  cw::cpu::grid_barrier();
  out[cw::block_idx().x * 32 + t] = mine[31 - t];
}

TEST_F(StaticShared, BlocksThatRunAtOnceHaveTheirOwn) {
  const int blocks = 6;
  Buffer<int> out(blocks * 32);
  int *address = out;
  void *args[] = {&address};
  EXPECT_OK(
      cwLaunchCooperativeKernel(cw::kernel_address(keeps_over_the_grid_barrier),
                                blocks, 32, args, 0, nullptr));
  const auto values = out.read();
  for (int i = 0; i < blocks * 32; ++i)
    ASSERT_EQ(values[i], i / 32 * 100 + 31 - i % 32);
}

// --- Possible declarations ---

template <class T, int N> struct Pair {
  T values[N];
};

template <class T, int N> CW_KERNEL void declares(int *out) {
  constexpr int twice = 2 * N;
  CW_STATIC_SHARED(rows, T rows[N][twice]);
  CW_STATIC_SHARED(pair, Pair<T, N> pair);
  CW_STATIC_SHARED(wide, CW_ALIGN(1024) T wide[3]);
  CW_STATIC_SHARED(line, alignas(128) volatile T line[N]);
  CW_STATIC_SHARED(
      either, union {
        float f[2];
        int i[2];
      } either);
  CW_STATIC_SHARED(pointer, T(*pointer)[2 * N]);
  const unsigned t = cw::thread_idx().x;
  if (t == 0) {
    pair.values[N - 1] = T(1);
    either.f[1] = 1.0f;
    pointer = &rows[1];
    wide[2] = T(2);
  }
  // As with a variable of the block, a copy of everything is none of these.
  const auto set = [=] { rows[1][t] = line[t] = T(t); };
  set();
  cw::barrier();
  out[t] =
      int((*pointer)[(t + 1) % N] + line[t] + pair.values[N - 1] + wide[2]) +
      (either.i[1] == 0x3f800000) +
      10000 * (reinterpret_cast<std::uintptr_t>(&wide) % 1024 != 0) +
      20000 * (reinterpret_cast<std::uintptr_t>(&line) % 128 != 0);
}

TEST_F(StaticShared, MayBeOfAnyTypeAndAlignment) {
  Buffer<int> out(16);
  cw::launch(declares<int, 16>, 1, 16)(out);
  cw::launch(declares<double, 16>, 1, 16)(out);
  const auto values = out.read();
  for (int t = 0; t < 16; ++t)
    EXPECT_EQ(values[t], (t + 1) % 16 + t + 4);
}

// --- Failures ---

CW_KERNEL void asks_for_too_much(int *out) {
  CW_STATIC_SHARED(much, char much[std::size_t(1) << 60]);
  out[0] = much[cw::thread_idx().x];
}

TEST_F(StaticShared, WhereThereIsNoMemoryTheKernelFails) {
  for (int round = 0; round < 2; ++round) {
    testing::internal::CaptureStderr();
    cw::launch(asks_for_too_much, 1, 32)(nullptr);
    EXPECT_EQ(cwDeviceSynchronize(), cwErrorLaunchOutOfResources);
    const std::string said = testing::internal::GetCapturedStderr();
    EXPECT_NE(said.find("no memory for the static shared memory"),
              std::string::npos)
        << said;
    EXPECT_OK(cwDeviceReset());
    cwGetLastError();
  }
  Buffer<int> out(64);
  cw::launch(sums, 1, 64)(out);
  expect_sums(out.read(), 1);
}

constexpr std::size_t large = 64 << 20;
CW_KERNEL void writes_beyond(std::size_t i) {
  CW_STATIC_SHARED(tile, char tile[large]);
  tile[i] = 1;
}

TEST_F(StaticShared, AnOverrunIsAFault) {
  if (sanitized())
    GTEST_SKIP() << "sanitizers report faults themselves";
  cw::launch(writes_beyond, 1, 1)(large - 1);
  EXPECT_OK(cwDeviceSynchronize());
  testing::internal::CaptureStderr();
  cw::launch(writes_beyond, 1, 1)(large + 4096);
  EXPECT_EQ(cwDeviceSynchronize(), cwErrorIllegalAddress);
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_NE(said.find("beyond the block's static shared memory"),
            std::string::npos)
      << said;
  EXPECT_OK(cwDeviceReset());
  cwGetLastError();
}

} // namespace
