// Sharing between processes: the other half of each test runs in a separate
// process.
// SPDX-License-Identifier: Apache-2.0
#include <cstring>
#include <functional>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

namespace {

CW_KERNEL void fill(int *p, int n, int value) {
  for (int i = cw::thread_idx().x; i < n; i += cw::block_dim().x)
    p[i] = value;
}

/// Runs this program again as the other half of a test, which reads what it
/// needs from its standard input. Returns its exit status.
int run_other(const char *test, const void *message, size_t size) {
  int pipes[2];
  EXPECT_EQ(pipe(pipes), 0);
  const pid_t child = fork();
  if (child == 0) {
    dup2(pipes[0], 0);
    close(pipes[0]);
    close(pipes[1]);
    const std::string filter =
        std::string("--gtest_filter=OtherProcess.") + test;
    setenv("CW_TEST_OTHER_PROCESS", "1", 1);
    execl("/proc/self/exe", "shim_runtime_test", filter.c_str(),
          "--gtest_brief=1", nullptr);
    _exit(127);
  }
  close(pipes[0]);
  EXPECT_EQ(write(pipes[1], message, size), ssize_t(size));
  close(pipes[1]);
  int status = -1;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class Ipc : public Runtime {};

struct MemoryMessage {
  cwIpcMemHandle_t memory;
  cwIpcEventHandle_t event;
};
TEST_F(Ipc, MemoryAndEventsAreShared) {
  int *p;
  ASSERT_OK(cwMalloc(&p, 4000));
  cw::launch<fill>(1, 32)(p, 1000, 1);
  cwEvent_t event;
  ASSERT_OK(cwEventCreateWithFlags(&event,
                                   cwEventInterprocess | cwEventDisableTiming));
  MemoryMessage message;
  ASSERT_OK(cwIpcGetMemHandle(&message.memory, p + 10));
  ASSERT_OK(cwIpcGetEventHandle(&message.event, event));
  EXPECT_EQ(run_other("AddsToSharedMemory", &message, sizeof message), 0);
  // The other process recorded the event after its kernel.
  EXPECT_OK(cwEventQuery(event));
  EXPECT_OK(cwEventSynchronize(event));
  std::vector<int> values(1000);
  EXPECT_OK(cwMemcpy(values.data(), p, 4000, cwMemcpyDeviceToHost));
  EXPECT_EQ(values[9], 1);
  EXPECT_EQ(values[10], 42);
  EXPECT_EQ(values[999], 42);
  void *own;
  EXPECT_NE(cwIpcOpenMemHandle(&own, message.memory, 0), cwSuccess);
  cwGetLastError();
  EXPECT_OK(cwEventDestroy(event));
  EXPECT_OK(cwFree(p));
}

TEST_F(Ipc, PoolMemoryIsShared) {
  cwMemPoolProps properties = {};
  properties.allocType = cwMemAllocationTypePinned;
  properties.handleTypes = cwMemHandleTypePosixFileDescriptor;
  properties.location = {cwMemLocationTypeDevice, 0};
  cwMemPool_t pool;
  ASSERT_OK(cwMemPoolCreate(&pool, &properties));
  int *p, file = -1;
  ASSERT_OK(cwMallocFromPoolAsync(&p, 4000, pool, nullptr));
  ASSERT_OK(cwMemPoolExportToShareableHandle(
      &file, pool, cwMemHandleTypePosixFileDescriptor, 0));
  cwMemPoolPtrExportData data;
  ASSERT_OK(cwMemPoolExportPointer(&data, p));
  EXPECT_EQ(run_other("FillsPoolMemory", &data, sizeof data), 0);
  int value = 0;
  EXPECT_OK(cwMemcpy(&value, p + 999, 4, cwMemcpyDeviceToHost));
  EXPECT_EQ(value, 43);
  close(file);
  EXPECT_OK(cwFreeAsync(p, nullptr));
  EXPECT_OK(cwStreamSynchronize(nullptr));
  EXPECT_OK(cwMemPoolDestroy(pool));
}

/// The other halves: skipped unless requested.
class OtherProcess : public Runtime {
protected:
  void SetUp() override {
    if (!getenv("CW_TEST_OTHER_PROCESS"))
      GTEST_SKIP() << "the other half of a test in Ipc";
    Runtime::SetUp();
  }
  void receive(void *message, size_t size) {
    ASSERT_EQ(read(0, message, size), ssize_t(size));
  }
};

TEST_F(OtherProcess, AddsToSharedMemory) {
  MemoryMessage message;
  receive(&message, sizeof message);
  void *p;
  cwEvent_t event;
  ASSERT_OK(
      cwIpcOpenMemHandle(&p, message.memory, cwIpcMemLazyEnablePeerAccess));
  ASSERT_OK(cwIpcOpenEventHandle(&event, message.event));
  int value = 0;
  EXPECT_OK(cwMemcpy(&value, p, 4, cwMemcpyDeviceToHost));
  EXPECT_EQ(value, 1);
  cwStream_t stream;
  ASSERT_OK(cwStreamCreate(&stream));
  EXPECT_OK(cwStreamWaitEvent(stream, event));
  cw::launch<fill>(1, 32, 0, stream)(static_cast<int *>(p), 990, 42);
  EXPECT_OK(cwEventRecord(event, stream));
  EXPECT_OK(cwStreamSynchronize(stream));
  EXPECT_OK(cwIpcCloseMemHandle(p));
  EXPECT_EQ(cwIpcCloseMemHandle(p), cwErrorInvalidValue);
  cwGetLastError();
  EXPECT_OK(cwEventDestroy(event));
  EXPECT_OK(cwStreamDestroy(stream));
}
TEST_F(OtherProcess, FillsPoolMemory) {
  cwMemPoolPtrExportData data;
  receive(&data, sizeof data);
  cwMemPool_t pool;
  cwMemPoolProps properties = {};
  properties.allocType = cwMemAllocationTypePinned;
  properties.location = {cwMemLocationTypeDevice, 0};
  ASSERT_OK(cwMemPoolCreate(&pool, &properties));
  void *p;
  ASSERT_OK(cwMemPoolImportPointer(&p, pool, &data));
  cw::launch<fill>(1, 32)(static_cast<int *>(p), 1000, 43);
  EXPECT_OK(cwStreamSynchronize(nullptr));
  EXPECT_OK(cwFreeAsync(p, nullptr));
  EXPECT_OK(cwStreamSynchronize(nullptr));
  EXPECT_OK(cwMemPoolDestroy(pool));
}

} // namespace
