// The kernel engine: indices, barriers, shared memory, warp operations,
// failures, cooperative launches.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <climits>
#include <csignal>
#include <cstdio>
#include <numeric>
#include <stdexcept>
#include <unistd.h>

#undef NDEBUG // the build may be one for speed; these tests are about
              // assertions
#include <cassert>

#include "support.h"

namespace {

class Engine : public Runtime {};

struct Stream {
  cwStream_t handle = nullptr;
  Stream() { EXPECT_EQ(cwStreamCreate(&handle), cwSuccess); }
  ~Stream() {
    if (handle) {
      EXPECT_EQ(cwStreamDestroy(handle), cwSuccess);
    }
  }
};

CW_KERNEL void mark_threads(unsigned *out) {
  const cw::uint3 t = cw::thread_idx(), b = cw::block_idx();
  const cw::dim3 bd = cw::block_dim(), gd = cw::grid_dim();
  const unsigned block = (b.z * gd.y + b.y) * gd.x + b.x;
  const unsigned thread = (t.z * bd.y + t.y) * bd.x + t.x;
  out[block * bd.x * bd.y * bd.z + thread] += block * 1000 + thread;
}

TEST_F(Engine, EveryThreadRunsOnceWithItsIndices) {
  const cw::dim3 grid(3, 4, 5), block(7, 3, 2);
  Buffer<unsigned> out(60 * 42);
  cw::launch(mark_threads, grid, block)(out);
  const auto values = out.read();
  for (unsigned b = 0; b < 60; ++b)
    for (unsigned t = 0; t < 42; ++t)
      ASSERT_EQ(values[b * 42 + t], b * 1000 + t);
}

CW_KERNEL void reverse(int *data, int rounds) {
  CW_SHARED int tile[256];
  const unsigned t = cw::thread_idx().x, n = cw::block_dim().x,
                 base = cw::block_idx().x * n;
  for (int i = 0; i < rounds; ++i) {
    tile[t] = data[base + t];
    cw::barrier();
    data[base + t] = tile[n - 1 - t];
    cw::barrier();
  }
}

TEST_F(Engine, BarrierSeparatesWritesFromReads) {
  std::vector<int> values(256 * 20);
  std::iota(values.begin(), values.end(), 0);
  Buffer<int> data(values);
  cw::launch(reverse, 20, 256)(data, 3);
  const auto result = data.read();
  for (int b = 0; b < 20; ++b)
    for (int t = 0; t < 256; ++t)
      ASSERT_EQ(result[std::size_t(b * 256 + t)], b * 256 + 255 - t);
}

CW_KERNEL void barrier_after_exits(int *out) {
  const int t = int(cw::thread_idx().x);
  if (t % 3 == 0)
    return;
  const int counted = cw::barrier_count(t % 2);
  if (t % 3 == 1)
    return;
  const int all = cw::barrier_and(t % 3 == 2), any = cw::barrier_or(t == 2),
            none = cw::barrier_or(0);
  out[t] = counted * 8 + all * 4 + any * 2 + none;
}

TEST_F(Engine, BarrierCountsThreadsThatHaveNotExited) {
  const int n = 100;
  Buffer<int> out(n);
  cw::launch(barrier_after_exits, 1, n)(out);
  int odd = 0;
  for (int t = 0; t < n; ++t)
    odd += t % 3 != 0 && t % 2;
  const auto values = out.read();
  for (int t = 2; t < n; t += 3)
    ASSERT_EQ(values[std::size_t(t)], odd * 8 + 4 + 2) << t;
}

CW_KERNEL void exit_releases_barrier(int *out) {
  const int t = int(cw::thread_idx().x);
  if (t == int(cw::block_dim().x) - 1) {
    cw::nanosleep(10); // the others wait by now
    return;
  }
  cw::barrier();
  out[t] = 1;
}

TEST_F(Engine, TheLastOneToExitOpensTheBarrier) {
  Buffer<int> out(64);
  cw::launch(exit_releases_barrier, 1, 64)(out);
  const auto values = out.read();
  EXPECT_EQ(std::accumulate(values.begin(), values.end(), 0), 63);
}

CW_DYNAMIC_SHARED(int, file_scope);

template <class T> CW_KERNEL void use_dynamic_shared(T *out) {
  CW_DYNAMIC_SHARED(volatile T, mine);
  const unsigned t = cw::thread_idx().x, n = cw::block_dim().x;
  mine[t] = T(t + cw::block_idx().x);
  cw::barrier();
  out[cw::block_idx().x * n + t] = mine[(t + 1) % n];
}
CW_KERNEL void use_file_scope(int *out) {
  file_scope[cw::thread_idx().x] = int(cw::thread_idx().x);
  cw::barrier();
  out[cw::thread_idx().x] =
      file_scope[cw::block_dim().x - 1 - cw::thread_idx().x];
}

TEST_F(Engine, DynamicSharedMemory) {
  Buffer<double> out(4 * 64);
  cw::launch(use_dynamic_shared<double>, 4, 64, 64 * sizeof(double))(out);
  const auto values = out.read();
  for (unsigned b = 0; b < 4; ++b)
    for (unsigned t = 0; t < 64; ++t)
      ASSERT_EQ(values[b * 64 + t], (t + 1) % 64 + b);
  Buffer<int> whole(32);
  cw::launch(use_file_scope, 1, 32, 32 * sizeof(int))(whole);
  const auto numbers = whole.read();
  for (int t = 0; t < 32; ++t)
    ASSERT_EQ(numbers[std::size_t(t)], 31 - t);
}

struct Big {
  int values[64];
};
CW_KERNEL void change_parameter(Big big, int *out) {
  big.values[0] += int(cw::thread_idx().x);
  cw::barrier();
  out[cw::thread_idx().x] = big.values[0];
}

TEST_F(Engine, EveryThreadOwnsItsParameters) {
  Buffer<int> out(32);
  Big big{};
  big.values[0] = 100;
  cw::launch(change_parameter, 1, 32)(big, out);
  big.values[0] = -1; // copied at the launch
  const auto values = out.read();
  for (int t = 0; t < 32; ++t)
    ASSERT_EQ(values[std::size_t(t)], 100 + t);
}

template <class T> CW_KERNEL void add(T *out, T value) {
  out[cw::thread_idx().x] += value;
}

TEST_F(Engine, DeducedLaunchAndLaunchByAddress) {
  Buffer<float> out(8);
  cw::launch(CW_DEDUCE(add), 1, 8)(static_cast<float *>(out), 1.5f);
  float *pointer = out, value = 2;
  void *args[] = {&pointer, &value};
  EXPECT_OK(cwLaunchKernel(add<float>, 1, 8, args, 0, nullptr));
  EXPECT_OK(cwLaunchKernel((void *)cw::kernel_address(add<float>), 1, 8, args,
                           0, nullptr));
  cw::launch<add<float>>(1, 8)(out, 1); // the argument converts as in a call
  EXPECT_EQ(out.read(), std::vector<float>(8, 6.5f));
}

CW_KERNEL void choose(int *out, int a) { *out = a; }
CW_KERNEL void choose(int *out, const char *a, double, int b) {
  *out = a ? -1 : b;
}
template <class T>
CW_KERNEL void choose(T *out, const void *a, int b, const float *c, T d) {
  *out = a || c ? -1 : b + d;
}
struct Named {
  static const int value = 4; // a constant without an address
};

TEST_F(Engine, AZeroIsANullPointerWhereADeducedKernelTakesOne) {
  Buffer<int> out(1);
  int *p = out;
  const auto launch = cw::launch(CW_DEDUCE(choose), 1, 1);
  launch(p, 0);
  EXPECT_EQ(out.read()[0], 0);
  launch(p, 0, 0, 3);
  EXPECT_EQ(out.read()[0], 3);
  launch(p, NULL, 0, Named::value);
  EXPECT_EQ(out.read()[0], 4);
  launch(p, 0, 0, NULL, 5);
  EXPECT_EQ(out.read()[0], 5);
  launch(p, p, 6, nullptr, 0);
  EXPECT_EQ(out.read()[0], -1);
}

// --- Warp operations through the interface of the portable headers ---

void sum_lanes(const cw::cpu::WarpCall &call) {
  int sum = 0;
  for (int i = 0; i < 64; ++i)
    if (call.arrived >> i & 1)
      sum += *static_cast<const int *>(call.in[i]);
  for (int i = 0; i < 64; ++i)
    if (call.arrived >> i & 1)
      *static_cast<int *>(call.out[i]) = sum;
}
int warp_sum(std::uint64_t mask, int value) {
  int result = 0;
  cw::cpu::warp_rendezvous(mask, sum_lanes, &value, &result);
  return result;
}

CW_KERNEL void warp_sums(int *out) {
  const int t = int(cw::thread_idx().x);
  out[t] = warp_sum(~0ull, 1);
}

TEST_F(Engine, WarpOperationTakesAllLiveLanes) {
  const int n = 100;
  Buffer<int> out(n);
  cw::launch(warp_sums, 1, n)(out);
  const int w = cw::warp_size();
  const auto values = out.read();
  for (int t = 0; t < n; ++t)
    ASSERT_EQ(values[std::size_t(t)], std::min(w, n - t / w * w)) << t;
}

CW_KERNEL void two_masks(int *out) {
  const int lane = int(cw::cpu::lane());
  const std::uint64_t even = 0x5555555555555555ull;
  // Both halves of a divergent branch are in flight together, and the even
  // lanes meet twice meanwhile.
  if (lane % 2 == 0) {
    const int first = warp_sum(even, lane);
    out[cw::thread_idx().x] = warp_sum(even, 1) + first;
  } else {
    out[cw::thread_idx().x] = warp_sum(~even, lane);
  }
}

TEST_F(Engine, DifferentMasksOfOneWarpAreInFlightTogether) {
  const int w = cw::warp_size();
  Buffer<int> out{std::size_t(w)};
  cw::launch(two_masks, 1, w)(out);
  int even = w / 2, odd = 0;
  for (int i = 0; i < w; ++i)
    (i % 2 ? odd : even) += i;
  const auto values = out.read();
  for (int i = 0; i < w; ++i)
    ASSERT_EQ(values[std::size_t(i)], i % 2 ? odd : even);
}

CW_KERNEL void lanes_exit(int *out) {
  const int lane = int(cw::cpu::lane());
  if (lane == 3) {
    cw::nanosleep(1);
    return;
  }
  out[cw::thread_idx().x] = warp_sum(~0ull, 1);
}

TEST_F(Engine, AnExitingLaneCompletesTheOperation) {
  const int w = cw::warp_size();
  Buffer<int> out{std::size_t(w)};
  cw::launch(lanes_exit, 1, w)(out);
  EXPECT_EQ(out.read()[0], w - 1);
}

CW_KERNEL void unsynced(int *out) {
  const int t = int(cw::thread_idx().x), one = 1;
  int result = 0;
  if (t % 2)
    cw::cpu::warp_rendezvous_unsynced(sum_lanes, &one, &result);
  else
    cw::cpu::warp_rendezvous_unsynced(sum_lanes, &t, &result);
  cw::barrier();
  out[t] = result;
}

TEST_F(Engine, UnsynchronisedCallsGatherWhoeverComes) {
  Buffer<int> out(16);
  cw::launch(unsynced, 1, 16)(out);
  const auto values = out.read();
  EXPECT_EQ(values[1], 8);
  EXPECT_EQ(values[0], 0 + 2 + 4 + 6 + 8 + 10 + 12 + 14);
}

// --- Waiting without a barrier ---

CW_KERNEL void critical_section(int *lock, int *count) {
  while (cw::atomic_cas(lock, 0, 1) != 0)
    ;
  const int before = *count;
  cw::nanosleep(1); // lets the other threads try to take the lock
  *count = before + 1;
  cw::fence_device();
  cw::atomic_exch(lock, 0);
}

TEST_F(Engine, SpinLocksMakeProgress) {
  Buffer<int> lock(1), count(1);
  cw::launch(critical_section, 4, 64)(lock, count);
  EXPECT_EQ(count.read()[0], 256);
}

CW_KERNEL void wait_for_predecessor(int *flags, int *order) {
  // Blocks start in ascending order, so each may wait for the one before it.
  const int b = int(cw::block_idx().x);
  if (b > 0)
    while (cw::atomic_add(&flags[b - 1], 0) == 0)
      cw::nanosleep(100);
  order[b] = b ? order[b - 1] + 1 : 0;
  cw::fence_device();
  cw::atomic_exch(&flags[b], 1);
}

TEST_F(Engine, BlocksMayWaitForEarlierBlocks) {
  if (std::getenv("CW_SCHEDULE"))
    GTEST_SKIP() << "a random schedule starts blocks in any order";
  const int n = 200;
  Buffer<int> flags(n), order(n);
  cw::launch(wait_for_predecessor, n, 1)(flags, order);
  const auto values = order.read();
  for (int b = 0; b < n; ++b)
    ASSERT_EQ(values[std::size_t(b)], b);
}

CW_KERNEL void grid_sum(int *data, int rounds) {
  const unsigned i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x,
                 n = cw::grid_dim().x * cw::block_dim().x;
  for (int r = 0; r < rounds; ++r) {
    const int next = data[(i + 1) % n];
    cw::cpu::grid_barrier();
    data[i] += next;
    cw::cpu::grid_barrier();
  }
}

TEST_F(Engine, CooperativeLaunchHasAGridBarrier) {
  int each = 0, multiprocessors = 0;
  ASSERT_OK(
      cwOccupancyMaxActiveBlocksPerMultiprocessor(&each, grid_sum, 64, 0));
  ASSERT_OK(
      cwDeviceGetAttribute(&multiprocessors, cwDevAttrMultiProcessorCount, 0));
  ASSERT_GT(each, 0);
  const int blocks = std::min(8, each * multiprocessors), n = blocks * 64;
  Buffer<int> data(std::vector<int>(std::size_t(n), 1));
  int *pointer = data, rounds = 5;
  void *args[] = {&pointer, &rounds};
  for (int repeat = 0; repeat < 3; ++repeat)
    ASSERT_OK(
        cwLaunchCooperativeKernel(grid_sum, blocks, 64, args, 0, nullptr));
  EXPECT_EQ(data.read(), std::vector<int>(std::size_t(n), 1 << 15));
  EXPECT_EQ(cwLaunchCooperativeKernel(grid_sum, each * multiprocessors + 1, 64,
                                      args, 0, nullptr),
            cwErrorCooperativeLaunchTooLarge);
  EXPECT_EQ(cwGetLastError(), cwErrorCooperativeLaunchTooLarge);
}

// --- Failures ---

CW_KERNEL void stuck() {
  if (cw::thread_idx().x < 8)
    cw::barrier();
  else
    warp_sum(~0ull, 1);
}
CW_KERNEL void trapped() {
  if (cw::thread_idx().x == 3 && cw::block_idx().x == 5)
    cw::trap();
}
CW_KERNEL void asserts_below(int limit) {
  assert(int(cw::thread_idx().x) < limit);
}
void assert_on_host(int x) { assert(x == 2); }
// Each level launches the two halves of its range; the depth at the end shows
// that all levels have run.
CW_KERNEL void halve(int *out, int begin, int end, int depth) {
  if (end - begin == 1) {
    out[begin] = depth;
    return;
  }
  const int middle = (begin + end) / 2;
  cwStream_t stream;
  cwStreamCreateWithFlags(&stream, cwStreamNonBlocking);
  cw::launch<halve>(1, 1, 0, stream)(out, begin, middle, depth + 1);
  cwStreamDestroy(stream);
  cw::launch<halve>(1, 1)(out, middle, end, depth + 1);
}
CW_KERNEL void number(int *out) {
  out[cw::thread_idx().x] = int(cw::thread_idx().x) + 1;
}
CW_KERNEL void adds_up_children(int *out) {
  cw::launch<number>(1, 3)(out);
  cwDeviceSynchronize();
  out[3] = out[0] + out[1] + out[2];
}
CW_KERNEL void allocate_each(void **memory) {
  const unsigned i = cw::thread_idx().x;
  cwMalloc(&memory[i], sizeof(int));
  *static_cast<int *>(memory[i]) = int(i);
}
CW_KERNEL void free_each(void **memory, int *sum) {
  const unsigned i = cw::thread_idx().x;
  cw::atomic_add(sum, *static_cast<int *>(memory[i]));
  cwFree(memory[i]);
}
CW_KERNEL void grid_barrier_in_vain() {
  if (cw::block_idx().x == 0 && cw::thread_idx().x == 0)
    cw::trap();
  cw::cpu::grid_barrier();
}

TEST_F(Engine, DeadlockIsAnErrorThatStaysUntilReset) {
  testing::internal::CaptureStderr();
  cw::launch(stuck, 2, 16)();
  EXPECT_EQ(cwDeviceSynchronize(), cwErrorLaunchFailure);
  const std::string message = testing::internal::GetCapturedStderr();
  EXPECT_NE(message.find("deadlock in kernel '"), std::string::npos) << message;
  EXPECT_NE(message.find("stuck()': block ("), std::string::npos) << message;
  EXPECT_NE(message.find("8 of 16 threads wait at a block barrier"),
            std::string::npos)
      << message;
  void *pointer = nullptr;
  EXPECT_EQ(cwMalloc(&pointer, 16), cwErrorLaunchFailure);
  EXPECT_EQ(cwGetLastError(), cwErrorLaunchFailure);
  EXPECT_EQ(cwGetLastError(), cwErrorLaunchFailure);
  EXPECT_OK(cwDeviceReset());
  EXPECT_EQ(cwGetLastError(), cwSuccess);
  Buffer<int> out(32); // and the engine works again
  cw::launch(warp_sums, 1, 16)(out);
  EXPECT_EQ(out.read()[0], 16);
}

TEST_F(Engine, TrapStopsTheGrid) {
  testing::internal::CaptureStderr();
  cw::launch(trapped, 10, 32)();
  EXPECT_EQ(cwDeviceSynchronize(), cwErrorLaunchFailure);
  EXPECT_NE(testing::internal::GetCapturedStderr().find(
                "block (5,0,0), thread (3,0,0)"),
            std::string::npos);
  EXPECT_OK(cwDeviceReset());
}

TEST_F(Engine, AFailedAssertionIsTheDevicesFailure) {
  testing::internal::CaptureStderr();
  cw::launch<asserts_below>(1, 32)(20);
  EXPECT_EQ(cwDeviceSynchronize(), cwErrorAssert);
  const std::string message = testing::internal::GetCapturedStderr();
  EXPECT_NE(
      message.find(",0,0] Assertion `int(cw::thread_idx().x) < limit` failed."),
      std::string::npos)
      << message;
  EXPECT_EQ(cwGetLastError(), cwErrorAssert);
  EXPECT_OK(cwDeviceReset());
  cw::launch<asserts_below>(1, 32)(32);
  EXPECT_OK(cwDeviceSynchronize());
}

TEST_F(Engine, AssertionsOfTheHostEndTheProgram) {
  EXPECT_DEATH(
      assert_on_host(1),
      "engine_test.cpp:[0-9]+: .*assert_on_host.*: Assertion `x == 2' failed");
}

// --- Faults ---

/// The sanitizers report faults themselves, and end the program.
bool faults_are_caught() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return false;
#else
  return true;
#endif
}

/// Only one thread causes a fault.
bool is_chosen() { return cw::block_idx().x == 5 && cw::thread_idx().x == 3; }
CW_KERNEL void writes(int *p) {
  if (is_chosen())
    *p = 1;
}
CW_KERNEL void writes_behind_a_barrier(int *p) {
  cw::barrier();
  if (is_chosen())
    *p = 1;
}
template <class T> CW_KERNEL void reads(const T *p, T *out) {
  if (is_chosen())
    *out = *p;
}
CW_KERNEL void calls(void (*function)()) {
  if (is_chosen())
    function();
}
CW_NOINLINE int deep(volatile int *p, int n) {
  volatile int here[100];
  here[0] = n;
  return n > 0 ? deep(p, n - 1) + here[0] : *p;
}
CW_KERNEL void recurses(int *p) {
  if (is_chosen())
    *p = deep(p, INT_MAX);
}
CW_NOINLINE void use_large_array(int *p) {
  volatile char array[300 << 10];
  array[*p] = 1;
  *p = array[0];
}
CW_KERNEL void has_a_large_array(int *p) {
  if (is_chosen())
    use_large_array(p);
}
CW_KERNEL void fills_shared(int n) {
  CW_DYNAMIC_SHARED(int, shared);
  if (is_chosen())
    for (int i = 0; i < n; ++i)
      static_cast<volatile int *>(shared)[i] = i;
}
CW_KERNEL void prints(const char *text) {
  if (is_chosen())
    std::printf("%s%s\n", "", text);
}
CW_KERNEL void throws() {
  if (is_chosen())
    throw std::runtime_error("thrown on purpose");
}
CW_KERNEL void illegal() {
  if (is_chosen())
    __builtin_trap();
}

/// The kernel fails with this error, the message says where, and the device
/// works again after a reset.
template <class Launch>
void expect_fault(Launch launch, cwError_t error, const char *name,
                  const char *why) {
  SCOPED_TRACE(name);
  testing::internal::CaptureStderr();
  launch();
  EXPECT_EQ(cwDeviceSynchronize(), error);
  const std::string message = testing::internal::GetCapturedStderr();
  EXPECT_NE(message.find(name), std::string::npos) << message;
  EXPECT_NE(message.find(why), std::string::npos) << message;
  EXPECT_NE(message.find("(block (5,0,0), thread (3,0,0))"), std::string::npos)
      << message;
  EXPECT_EQ(message.find('\n'), message.size() - 1) << "told once: " << message;
  EXPECT_EQ(cwGetLastError(), error);
  EXPECT_OK(cwDeviceReset());
  Buffer<int> out(32);
  cw::launch(warp_sums, 1, 16)(out);
  EXPECT_EQ(out.read()[0], 16);
}

TEST_F(Engine, AFaultIsAFailureOfTheKernel) {
  if (!faults_are_caught())
    GTEST_SKIP() << "sanitizers report faults themselves";
  int *const null = nullptr, *const far = reinterpret_cast<int *>(1ull << 44);
  int *const impossible = reinterpret_cast<int *>(1ull << 62);
  int zero = 0;
  expect_fault([&] { cw::launch(writes, 10, 32)(null); }, cwErrorIllegalAddress,
               "writes(int*)'", "a write to address 0x0, a null pointer");
  expect_fault([&] { cw::launch<writes>(10, 32)(null); }, cwErrorIllegalAddress,
               "writes(int*)'", "a null pointer");
  expect_fault([&] { cw::launch(writes_behind_a_barrier, 10, 32)(null); },
               cwErrorIllegalAddress, "writes_behind_a_barrier(int*)'",
               "a null pointer");
  expect_fault([&] { cw::launch(writes, 10, 32)(far); }, cwErrorIllegalAddress,
               "writes(int*)'", "where there is no memory");
  expect_fault([&] { cw::launch(writes, 10, 32)(impossible); },
               cwErrorIllegalAddress, "writes(int*)'", "an invalid address");
  expect_fault([&] { cw::launch(CW_DEDUCE(reads<int>), 10, 32)(null, &zero); },
               cwErrorIllegalAddress, "kernel 'reads<int>'",
               "a read of address 0x0");
  expect_fault(
      [&] { cw::launch(calls, 10, 32)(reinterpret_cast<void (*)()>(0x10)); },
      cwErrorInvalidPc, "calls(void (*)())'", "which has no code");
  expect_fault([&] { cw::launch(recurses, 10, 32)(&zero); },
               cwErrorHardwareStackError, "recurses(int*)'", "CW_STACK_SIZE");
  expect_fault([&] { cw::launch(has_a_large_array, 10, 32)(&zero); },
               cwErrorHardwareStackError, "has_a_large_array(int*)'",
               "CW_STACK_SIZE");
  expect_fault([&] { cw::launch(fills_shared, 10, 32, 64)(1 << 22); },
               cwErrorIllegalAddress, "fills_shared(int)'",
               "beyond the block's dynamic shared memory of 64 bytes");
  expect_fault([&] { cw::launch(illegal, 10, 32)(); },
               cwErrorIllegalInstruction, "illegal()'",
               "an illegal instruction");
  expect_fault([&] { cw::launch(throws, 10, 32)(); }, cwErrorLaunchFailure,
               "throws()'", "an exception left it: thrown on purpose");
}

TEST_F(Engine, AFaultInTheMiddleOfPrintingLeavesPrintingUsable) {
  if (!faults_are_caught())
    GTEST_SKIP() << "sanitizers report faults themselves";
  Stream s; // on another thread than this one
  testing::internal::CaptureStderr();
  cw::launch(prints, 10, 32, 0, s.handle)(reinterpret_cast<const char *>(8));
  while (cwStreamQuery(s.handle) == cwErrorNotReady)
    usleep(1000);
  EXPECT_EQ(cwDeviceSynchronize(), cwErrorIllegalAddress);
  testing::internal::GetCapturedStderr();
  std::printf("still here\n");
  EXPECT_OK(cwDeviceReset());
  s.handle = nullptr;
}

TEST_F(Engine, FaultsOfTheHostAreTheProgramsOwn) {
  if (!faults_are_caught())
    GTEST_SKIP() << "sanitizers report faults themselves";
  GTEST_FLAG_SET(death_test_style, "threadsafe"); // new handlers
  volatile int *null = nullptr;
  EXPECT_EXIT(
      {
        cw::launch(stuck, 1, 1)();
        cwDeviceSynchronize();
        *null = 1;
      },
      testing::KilledBySignal(SIGSEGV), "");
  EXPECT_EXIT(
      {
        std::signal(SIGSEGV, [](int) { _exit(42); });
        cw::launch(writes, 10, 32)(nullptr);
        if (cwDeviceSynchronize() == cwErrorIllegalAddress)
          *null = 1;
      },
      testing::ExitedWithCode(42), "a null pointer");
  GTEST_FLAG_SET(death_test_style, "fast");
}

// --- Integer divisions without a result ---

template <class T>
CW_KERNEL void divide(const T *n, const T *d, T *quotients, T *remainders) {
  const unsigned i = cw::thread_idx().x;
  quotients[i] = T(n[i] / d[i]);
  remainders[i] = T(n[i] % d[i]);
}
template <class T> void expect_divisions_go_on() {
  const T least = std::numeric_limits<T>::min();
  const bool is_signed = least != 0;
  const std::vector<T> dividends = {20, 7, least, least, 0, 100},
                       divisors = {6, 0, T(-1), 0, 0, 10};
  Buffer<T> n(dividends), d(divisors), q(6), r(6);
  cw::launch<divide<T>>(1, 6)(n, d, q, r);
  const T ones = T(-1);
  const T wrapped = is_signed ? least : T(0);
  EXPECT_EQ(q.read(), (std::vector<T>{3, ones, wrapped, ones, ones, 10}));
  EXPECT_EQ(r.read(), (std::vector<T>{2, 7, 0, least, 0, 0}));
}

TEST_F(Engine, DivisionsByZeroGoOn) {
#ifndef __x86_64__
  GTEST_SKIP() << "a matter of x86";
#endif
  if (!faults_are_caught())
    GTEST_SKIP() << "sanitizers report faults themselves";
  expect_divisions_go_on<int>();
  expect_divisions_go_on<unsigned>();
  expect_divisions_go_on<long long>();
  expect_divisions_go_on<unsigned long long>();
}

CW_KERNEL void divide_by_memory(int *out, const int *d, long i) {
  // Divisors in registers, behind a pointer, with an index, in a variable of
  // the program and in shared memory.
  static int global = 0;
  CW_SHARED int shared[4];
  shared[2] = 0;
  volatile int *s = shared;
  out[0] = 7 / d[0];
  out[1] = 7 / d[i * 3 + 1];
  out[2] = 7 / *static_cast<volatile int *>(&global);
  out[3] = 7 / s[2];
  out[4] = int(7u % unsigned(d[i]));
}

TEST_F(Engine, DivisorsMayBeAnywhere) {
#ifndef __x86_64__
  GTEST_SKIP() << "a matter of x86";
#endif
  if (!faults_are_caught())
    GTEST_SKIP() << "sanitizers report faults themselves";
  Buffer<int> zeros(16), out(5);
  cw::launch(divide_by_memory, 1, 1)(out, zeros, 2);
  EXPECT_EQ(out.read(), (std::vector<int>{-1, -1, -1, -1, 7}));
}

// --- Blocks that wait for blocks that have not started ---

CW_KERNEL void barrier_by_hand(int *arrived, int *sum) {
  volatile int *seen = arrived;
  if (cw::thread_idx().x == 0) {
    cw::atomic_add(arrived, 1);
    while (*seen < int(cw::grid_dim().x)) {
    }
    cw::atomic_add(sum, *seen);
  }
  cw::barrier();
}

TEST_F(Engine, AGridBarrierByHandEndsWhereItsBlocksCanRunAtOnce) {
  const int blocks = 9;
  for (int launch = 0; launch < 2; ++launch) {
    Buffer<int> arrived(1), sum(1);
    cw::launch(barrier_by_hand, blocks, 32)(arrived, sum);
    EXPECT_OK(cwDeviceSynchronize());
    EXPECT_EQ(sum.read()[0], blocks * blocks);
  }
}

TEST_F(Engine, TrapReleasesBlocksAtTheGridBarrier) {
  testing::internal::CaptureStderr();
  EXPECT_OK(cwLaunchCooperativeKernel(grid_barrier_in_vain, 4, 32, nullptr, 0,
                                      nullptr));
  EXPECT_EQ(cwDeviceSynchronize(), cwErrorLaunchFailure);
  testing::internal::GetCapturedStderr();
  EXPECT_OK(cwDeviceReset());
  testing::internal::CaptureStderr();
  cw::launch(grid_barrier_in_vain, 1, 1)(); // not cooperative
  EXPECT_EQ(cwDeviceSynchronize(), cwErrorLaunchFailure);
  testing::internal::GetCapturedStderr();
  EXPECT_OK(cwDeviceReset());
}

TEST_F(Engine, AGridEndsWhenWhatItLaunchedHas) {
  Buffer<int> out(64);
  cw::launch<halve>(1, 1)(out, 0, 64, 0);
  EXPECT_OK(cwDeviceSynchronize());
  for (int value : out.read())
    EXPECT_EQ(value, 6);
}

TEST_F(Engine, AKernelMayWaitForItsChildren) {
  Buffer<int> out(4);
  cw::launch<adds_up_children>(1, 1)(out);
  EXPECT_OK(cwDeviceSynchronize());
  EXPECT_EQ(out.read(), (std::vector<int>{1, 2, 3, 6}));
}

TEST_F(Engine, KernelsAllocateAndFree) {
  Buffer<void *> memory(32);
  Buffer<int> sum(1);
  cw::launch<allocate_each>(1, 32)(memory);
  cw::launch<free_each>(1, 32)(memory, sum);
  EXPECT_OK(cwDeviceSynchronize());
  EXPECT_EQ(sum.read()[0], 31 * 32 / 2);
}

TEST_F(Engine, LaunchConfigurationIsChecked) {
  const struct {
    cw::dim3 grid, block;
    std::size_t shared;
    cwError_t error;
  } cases[] = {
      {1, 0, 0, cwErrorInvalidConfiguration},
      {0, 1, 0, cwErrorInvalidConfiguration},
      {1, 1025, 0, cwErrorInvalidConfiguration},
      {1, {32, 33, 1}, 0, cwErrorInvalidConfiguration},
      {1, {1, 1, 65}, 0, cwErrorInvalidConfiguration},
      {{1, 65536, 1}, 1, 0, cwErrorInvalidConfiguration},
      {1, 1, 49 << 10, cwErrorInvalidValue},
  };
  Buffer<unsigned> out(1);
  for (const auto &c : cases) {
    cw::launch(mark_threads, c.grid, c.block, c.shared)(out);
    EXPECT_EQ(cwPeekAtLastError(), c.error);
    EXPECT_EQ(cwGetLastError(), c.error);
    EXPECT_OK(cwGetLastError());
  }
  cw::launch(mark_threads, 1, 1, 0, reinterpret_cast<cwStream_t>(&out))(out);
  EXPECT_EQ(cwGetLastError(), cwErrorInvalidResourceHandle);
}

TEST_F(Engine, MoreSharedMemoryMustBeAskedFor) {
  Buffer<int> out(16);
  cw::launch(use_dynamic_shared<int>, 1, 16, 100 << 10)(out);
  EXPECT_EQ(cwGetLastError(), cwErrorInvalidValue);
  EXPECT_OK(cwFuncSetAttribute(use_dynamic_shared<int>,
                               cwFuncAttributeMaxDynamicSharedMemorySize,
                               100 << 10));
  cw::launch(use_dynamic_shared<int>, 1, 16, 100 << 10)(out);
  cw::launch<use_dynamic_shared<int>>(1, 16, 100 << 10)(out);
  EXPECT_OK(cwDeviceSynchronize());
  EXPECT_EQ(cwFuncSetAttribute(use_dynamic_shared<int>,
                               cwFuncAttributeMaxDynamicSharedMemorySize,
                               1 << 30),
            cwErrorInvalidValue);
  EXPECT_EQ(cwGetLastError(), cwErrorInvalidValue);
}

// --- Schedules ---

CW_KERNEL void record_order(int *next, int *order) {
  order[cw::atomic_add(next, 1)] = int(cw::thread_idx().x);
}

TEST_F(Engine, ScheduleIsOrderedUnlessAskedOtherwise) {
  Buffer<int> next(1), order(64);
  cw::launch(record_order, 1, 64)(next, order);
  auto values = order.read();
  const bool ordered = std::is_sorted(values.begin(), values.end());
  EXPECT_EQ(ordered, std::getenv("CW_SCHEDULE") == nullptr);
  std::sort(values.begin(), values.end());
  for (int i = 0; i < 64; ++i)
    ASSERT_EQ(values[std::size_t(i)], i);
}

} // namespace
