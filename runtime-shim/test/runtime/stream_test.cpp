// Streams, events, callbacks and asynchronous calls; stream capture and graphs.
// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "support.h"

namespace {

class Streams : public Runtime {};
class Graphs : public Runtime {};

struct Stream {
  cwStream_t handle = nullptr;
  explicit Stream(unsigned flags = cwStreamDefault) {
    EXPECT_EQ(cwStreamCreateWithFlags(&handle, flags), cwSuccess);
  }
  ~Stream() { EXPECT_EQ(cwStreamDestroy(handle), cwSuccess); }
  operator cwStream_t() const { return handle; }
};

/// Blocks a stream until it is opened.
struct Gate {
  std::atomic<bool> open{false};
  static void CW_CALLBACK wait(void *gate) {
    while (!static_cast<Gate *>(gate)->open)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
};

CW_KERNEL void set(int *p, int value) { *p = value; }
CW_KERNEL void add(int *p, int value) { *p += value; }

TEST_F(Streams, WorkIsAsynchronousAndInOrder) {
  Stream s(cwStreamNonBlocking);
  Gate gate;
  int *pinned;
  ASSERT_OK(cwMallocHost(&pinned, 4));
  Buffer<int> device(1);
  EXPECT_OK(cwLaunchHostFunc(s, Gate::wait, &gate));
  cw::launch(set, 1, 1, 0, s)(device, 7);
  cw::launch(add, 1, 1, 0, s)(device, 5);
  EXPECT_OK(cwMemcpyAsync(pinned, device, 4, cwMemcpyDeviceToHost, s));
  EXPECT_EQ(cwStreamQuery(s), cwErrorNotReady);
  EXPECT_EQ(cwPeekAtLastError(), cwSuccess)
      << "not ready is no error to remember";
  gate.open = true;
  EXPECT_OK(cwStreamSynchronize(s));
  EXPECT_EQ(*pinned, 12);
  EXPECT_OK(cwStreamQuery(s));
  EXPECT_OK(cwFreeHost(pinned));
}

// --- Host functions with forbidden calls ---

TEST_F(Streams, AnExceptionInAHostFunctionIsAnError) {
  using Queue = cwError_t (*)(cwStream_t);
  static cwGraph_t graph; // a failed device destroys neither
  static cwGraphExec_t exec;
  const Queue ways[] = {
      [](cwStream_t s) {
        return cwLaunchHostFunc(
            s, [](void *) { throw std::runtime_error("thrown on purpose"); },
            nullptr);
      },
      [](cwStream_t s) {
        return cwStreamAddCallback(
            s, [](cwStream_t, cwError_t, void *) { throw 1; }, nullptr, 0);
      },
      [](cwStream_t s) {
        cwGraphNode_t node;
        const cwHostNodeParams throws = {
            [](void *) { throw std::runtime_error("thrown on purpose"); },
            nullptr};
        cwGraphCreate(&graph, 0);
        cwGraphAddHostNode(&node, graph, nullptr, 0, &throws);
        cwGraphInstantiate(&exec, graph);
        return cwGraphLaunch(exec, s);
      }};
  for (const Queue queue : ways) {
    Stream s;
    testing::internal::CaptureStderr();
    EXPECT_OK(queue(s));
    EXPECT_EQ(cwStreamSynchronize(s), cwErrorUnknown);
    EXPECT_EQ(cwDeviceSynchronize(), cwErrorUnknown);
    EXPECT_NE(testing::internal::GetCapturedStderr().find("an exception left"),
              std::string::npos);
    EXPECT_OK(cwDeviceReset());
    if (exec) {
      EXPECT_OK(cwGraphExecDestroy(exec));
      EXPECT_OK(cwGraphDestroy(graph));
    }
    exec = nullptr;
    s.handle = nullptr;
    EXPECT_OK(cwStreamCreate(&s.handle)); // and streams work again
    EXPECT_OK(cwStreamSynchronize(s));
  }
}

TEST_F(Streams, HostFunctionsMayNotCallTheApi) {
  struct Errors {
    cwError_t allocate, synchronize, wait, query, launch, device, reset;
  } errors{};
  Stream s;
  const auto call = [](void *data) {
    auto &e = *static_cast<Errors *>(data);
    void *pointer = nullptr;
    e.allocate = cwMalloc(&pointer, 16);
    e.synchronize = cwDeviceSynchronize();
    e.wait = cwStreamSynchronize(nullptr);
    e.query = cwStreamQuery(nullptr);
    cw::launch(set, 1, 1)(nullptr, 1);
    e.launch = cwGetLastError();
    e.device = cwSetDevice(0);
    e.reset = cwDeviceReset();
  };
  const auto expect_refused = [&] {
    for (cwError_t error :
         {errors.allocate, errors.synchronize, errors.wait, errors.query,
          errors.launch, errors.device, errors.reset})
      EXPECT_EQ(error, cwErrorNotPermitted);
    errors = {};
  };
  EXPECT_OK(cwLaunchHostFunc(s, call, &errors));
  EXPECT_OK(cwStreamSynchronize(s));
  expect_refused();
  EXPECT_OK(cwStreamAddCallback(
      s,
      [](cwStream_t, cwError_t, void *data) {
        static_cast<Errors *>(data)->allocate = cwFree(data);
      },
      &errors, 0));
  EXPECT_OK(cwDeviceSynchronize());
  EXPECT_EQ(errors.allocate, cwErrorNotPermitted);
  cwUserObject_t object;
  EXPECT_OK(cwUserObjectCreate(&object, &errors, call, 1,
                               cwUserObjectNoDestructorSync));
  EXPECT_OK(cwUserObjectRelease(object));
  expect_refused();
  EXPECT_OK(cwGetLastError()) << "of the thread that only waited";
}

TEST_F(Streams, AnExceptionInADestructorIsAnError) {
  cwUserObject_t object;
  cwGraph_t graph;
  const cwHostFn_t throws = [](void *) { throw 1; };
  testing::internal::CaptureStderr();
  ASSERT_OK(cwUserObjectCreate(&object, &object, throws, 1,
                               cwUserObjectNoDestructorSync));
  EXPECT_EQ(cwUserObjectRelease(object), cwErrorUnknown);
  EXPECT_EQ(cwGetLastError(), cwErrorUnknown);
  ASSERT_OK(cwUserObjectCreate(&object, &object, throws, 1,
                               cwUserObjectNoDestructorSync));
  ASSERT_OK(cwGraphCreate(&graph, 0));
  ASSERT_OK(cwGraphRetainUserObject(graph, object, 1, cwGraphUserObjectMove));
  EXPECT_OK(cwGraphDestroy(graph)); // it is destroyed anyway
  testing::internal::GetCapturedStderr();
}

TEST_F(Streams, ThousandsShareSomeThreads) {
  const int n = 5000;
  Buffer<int> sum(1);
  std::vector<cwStream_t> streams(n);
  for (cwStream_t &s : streams)
    ASSERT_OK(cwStreamCreate(&s));
  for (cwStream_t s : streams)
    cw::launch([](int *p) { cw::atomic_add(p, 1); }, 1, 1, 0,
               s)(static_cast<int *>(sum));
  EXPECT_OK(cwGetLastError());
  EXPECT_OK(cwDeviceSynchronize());
  EXPECT_EQ(sum.read()[0], n);
  std::size_t threads = 0;
  for (const auto &task :
       std::filesystem::directory_iterator("/proc/self/task")) {
    (void)task;
    ++threads;
  }
  EXPECT_LT(threads, 1000u);
  for (cwStream_t s : streams)
    EXPECT_OK(cwStreamDestroy(s));
}

TEST_F(Streams, PageableSourceMayChangeAtOnce) {
  Stream s(cwStreamNonBlocking);
  Gate gate;
  Buffer<int> device(1);
  int value = 3;
  EXPECT_OK(cwLaunchHostFunc(s, Gate::wait, &gate));
  EXPECT_OK(cwMemcpyAsync(device, &value, 4, cwMemcpyHostToDevice, s));
  value = 4;
  gate.open = true;
  EXPECT_OK(cwStreamSynchronize(s));
  EXPECT_EQ(device.read()[0], 3);
}

TEST_F(Streams, StreamsRunBesideEachOther) {
  Stream a(cwStreamNonBlocking), b(cwStreamNonBlocking);
  Gate gate;
  Buffer<int> device(1);
  EXPECT_OK(cwLaunchHostFunc(a, Gate::wait, &gate));
  cw::launch(set, 1, 1, 0, b)(device, 1);
  EXPECT_OK(cwStreamSynchronize(b));
  EXPECT_EQ(cwStreamQuery(a), cwErrorNotReady);
  gate.open = true;
  EXPECT_OK(cwDeviceSynchronize());
}

TEST_F(Streams, TheDefaultStreamComesAfterBlockingStreamsOnly) {
  Stream blocking, independent(cwStreamNonBlocking);
  Gate gate;
  Buffer<int> device(1);
  EXPECT_OK(cwLaunchHostFunc(blocking, Gate::wait, &gate));
  cw::launch(set, 1, 1)(device, 1); // the default stream: waits
  cw::launch(add, 1, 1, 0, blocking)(device, 10);
  EXPECT_EQ(cwStreamQuery(nullptr), cwErrorNotReady);
  EXPECT_OK(cwStreamSynchronize(independent));
  gate.open = true;
  EXPECT_EQ(device.read()[0], 11);
}

TEST_F(Streams, EventsOrderStreams) {
  Stream a(cwStreamNonBlocking), b(cwStreamNonBlocking);
  cwEvent_t event;
  Gate gate;
  Buffer<int> device(1);
  ASSERT_OK(cwEventCreate(&event));
  EXPECT_OK(cwEventQuery(event)) << "never recorded";
  EXPECT_OK(cwLaunchHostFunc(a, Gate::wait, &gate));
  cw::launch(set, 1, 1, 0, a)(device, 1);
  EXPECT_OK(cwEventRecord(event, a));
  EXPECT_OK(cwStreamWaitEvent(b, event));
  cw::launch(add, 1, 1, 0, b)(device, 10);
  EXPECT_EQ(cwEventQuery(event), cwErrorNotReady);
  gate.open = true;
  EXPECT_OK(cwStreamSynchronize(b));
  EXPECT_OK(cwEventSynchronize(event));
  EXPECT_EQ(device.read()[0], 11);
  EXPECT_OK(cwEventDestroy(event));
  EXPECT_EQ(cwEventDestroy(event), cwErrorInvalidResourceHandle);
  EXPECT_EQ(cwGetLastError(), cwErrorInvalidResourceHandle);
}

TEST_F(Streams, EventsMeasureTime) {
  Stream s;
  cwEvent_t start, end, untimed;
  float ms = -1;
  ASSERT_OK(cwEventCreate(&start));
  ASSERT_OK(cwEventCreate(&end));
  ASSERT_OK(cwEventCreateWithFlags(&untimed, cwEventDisableTiming));
  EXPECT_EQ(cwEventElapsedTime(&ms, start, end), cwErrorInvalidResourceHandle);
  EXPECT_OK(cwEventRecord(start, s));
  EXPECT_OK(cwLaunchHostFunc(
      s,
      [](void *) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
      },
      nullptr));
  EXPECT_OK(cwEventRecord(end, s));
  EXPECT_OK(cwEventRecord(untimed, s));
  EXPECT_EQ(cwEventElapsedTime(&ms, start, end), cwErrorNotReady);
  EXPECT_OK(cwEventSynchronize(end));
  EXPECT_OK(cwEventElapsedTime(&ms, start, end));
  EXPECT_GE(ms, 19.f);
  EXPECT_LT(ms, 2000.f);
  EXPECT_EQ(cwEventElapsedTime(&ms, start, untimed),
            cwErrorInvalidResourceHandle);
  cwGetLastError();
  for (cwEvent_t event : {start, end, untimed})
    EXPECT_OK(cwEventDestroy(event));
}

TEST_F(Streams, CallbacksAndAttributes) {
  Stream s;
  std::atomic<int> status{-1};
  EXPECT_OK(cwStreamAddCallback(
      s,
      [](cwStream_t, cwError_t error, void *data) {
        *static_cast<std::atomic<int> *>(data) = error;
      },
      &status, 0));
  EXPECT_OK(cwStreamSynchronize(s));
  EXPECT_EQ(status, cwSuccess);
  cwStream_t urgent;
  int least, greatest, priority;
  unsigned flags;
  ASSERT_OK(cwDeviceGetStreamPriorityRange(&least, &greatest));
  ASSERT_OK(cwStreamCreateWithPriority(&urgent, cwStreamNonBlocking, greatest));
  EXPECT_OK(cwStreamGetPriority(urgent, &priority));
  EXPECT_OK(cwStreamGetFlags(urgent, &flags));
  EXPECT_EQ(priority, greatest);
  EXPECT_EQ(flags, unsigned(cwStreamNonBlocking));
  EXPECT_OK(cwStreamDestroy(urgent));
  EXPECT_EQ(cwStreamDestroy(urgent), cwErrorInvalidResourceHandle);
  EXPECT_EQ(cwStreamSynchronize(urgent), cwErrorInvalidResourceHandle);
  EXPECT_EQ(cwGetLastError(), cwErrorInvalidResourceHandle);
  EXPECT_OK(cwStreamSynchronize(cwStreamPerThread));
  EXPECT_OK(cwStreamSynchronize(cwStreamLegacy));
}

TEST_F(Streams, ManyHostThreadsLaunch) {
  Buffer<int> sums(4);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      Stream s(t % 2 ? cwStreamNonBlocking : cwStreamDefault);
      for (int i = 0; i < 200; ++i)
        cw::launch(add, 1, 1, 0, s)(sums + t, 1);
      EXPECT_OK(cwStreamSynchronize(s));
    });
  for (auto &thread : threads)
    thread.join();
  EXPECT_EQ(sums.read(), std::vector<int>(4, 200));
}

// --- Graphs ---

TEST_F(Graphs, ExplicitNodesRunInOrderOfDependencies) {
  Buffer<int> device(1);
  int *pointer = device, one = 1, ten = 10, host = 0;
  cwGraph_t graph;
  cwGraphNode_t fill, first, second, back;
  ASSERT_OK(cwGraphCreate(&graph, 0));
  cwMemsetParams memset = {};
  memset.dst = pointer;
  memset.elementSize = 4;
  memset.value = 5;
  memset.width = memset.height = 1;
  ASSERT_OK(cwGraphAddMemsetNode(&fill, graph, nullptr, 0, &memset));
  void *args[] = {&pointer, &one};
  cwKernelNodeParams kernel = {
      (void *)cw::kernel_address(add), 1, 1, 0, args, nullptr};
  ASSERT_OK(cwGraphAddKernelNode(&first, graph, &fill, 1, &kernel));
  args[1] = &ten;
  ASSERT_OK(cwGraphAddKernelNode(&second, graph, &first, 1, &kernel));
  ASSERT_OK(cwGraphAddMemcpyNode1D(&back, graph, &second, 1, &host, pointer, 4,
                                   cwMemcpyDeviceToHost));
  std::size_t count = 0;
  EXPECT_OK(cwGraphGetNodes(graph, nullptr, &count));
  EXPECT_EQ(count, 4u);
  cwGraphExec_t exec;
  ASSERT_OK(cwGraphInstantiate(&exec, graph, nullptr, nullptr, 0));
  Stream s;
  for (int i = 0; i < 3; ++i)
    EXPECT_OK(cwGraphLaunch(exec, s));
  EXPECT_OK(cwStreamSynchronize(s));
  EXPECT_EQ(host, 16);
  int hundred = 100;
  args[1] = &hundred;
  EXPECT_OK(cwGraphExecKernelNodeSetParams(exec, second, &kernel));
  EXPECT_OK(cwGraphLaunch(exec, s));
  EXPECT_OK(cwStreamSynchronize(s));
  EXPECT_EQ(host, 106);
  cwGraph_t clone;
  cwGraphNode_t twin;
  EXPECT_OK(cwGraphClone(&clone, graph));
  EXPECT_OK(cwGraphNodeFindInClone(&twin, second, clone));
  cwGraphExecUpdateResultInfo info;
  EXPECT_OK(cwGraphExecUpdate(exec, clone, &info));
  EXPECT_OK(cwGraphLaunch(exec, s));
  EXPECT_OK(cwStreamSynchronize(s));
  EXPECT_EQ(host, 16);
  EXPECT_OK(cwGraphDestroyNode(twin));
  EXPECT_EQ(cwGraphExecUpdate(exec, clone, &info),
            cwErrorGraphExecUpdateFailure);
  EXPECT_EQ(info.result, cwGraphExecUpdateErrorTopologyChanged);
  cwGetLastError();
  EXPECT_OK(cwGraphAddDependencies(graph, &back, &fill, 1)); // a cycle
  cwGraphExec_t none;
  EXPECT_EQ(cwGraphInstantiate(&none, graph, 0ull), cwErrorInvalidValue);
  cwGetLastError();
  EXPECT_OK(cwGraphExecDestroy(exec));
  EXPECT_OK(cwGraphDestroy(graph));
  EXPECT_OK(cwGraphDestroy(clone));
  EXPECT_EQ(cwGraphDestroy(clone), cwErrorInvalidValue);
  cwGetLastError();
}

TEST_F(Graphs, CaptureWithForkAndJoin) {
  Stream a, b;
  cwEvent_t fork, join;
  ASSERT_OK(cwEventCreate(&fork));
  ASSERT_OK(cwEventCreate(&join));
  Buffer<int> left(1), right(1);
  cwGraph_t graph;
  cwStreamCaptureStatus status;
  ASSERT_OK(cwStreamBeginCapture(a, cwStreamCaptureModeGlobal));
  cw::launch(set, 1, 1, 0, a)(left, 1);
  EXPECT_OK(cwEventRecord(fork, a));
  EXPECT_OK(cwStreamWaitEvent(b, fork));
  EXPECT_OK(cwStreamIsCapturing(b, &status));
  EXPECT_EQ(status, cwStreamCaptureStatusActive);
  cw::launch(set, 1, 1, 0, b)(right, 10);
  cw::launch(add, 1, 1, 0, a)(left, 2);
  EXPECT_OK(cwEventRecord(join, b));
  EXPECT_OK(cwStreamWaitEvent(a, join));
  cw::launch(add, 1, 1, 0, a)(right, 5);
  ASSERT_OK(cwStreamEndCapture(a, &graph));
  EXPECT_OK(cwStreamIsCapturing(b, &status));
  EXPECT_EQ(status, cwStreamCaptureStatusNone);
  EXPECT_EQ(left.read()[0], 0) << "captured, not run";
  cwGraphExec_t exec;
  ASSERT_OK(cwGraphInstantiate(&exec, graph));
  EXPECT_OK(cwGraphLaunch(exec, a));
  EXPECT_OK(cwStreamSynchronize(a));
  EXPECT_EQ(left.read()[0], 3);
  EXPECT_EQ(right.read()[0], 15);
  std::size_t edges = 0;
  EXPECT_OK(cwGraphGetEdges(graph, nullptr, nullptr, &edges));
  EXPECT_EQ(edges, 4u);
  EXPECT_OK(cwGraphExecDestroy(exec));
  EXPECT_OK(cwGraphDestroy(graph));
  EXPECT_OK(cwEventDestroy(fork));
  EXPECT_OK(cwEventDestroy(join));
}

TEST_F(Graphs, ABranchMayBeDestroyedOnceItHasJoined) {
  Stream a;
  cwStream_t b;
  cwEvent_t fork, join;
  cwGraph_t graph;
  for (const bool joins : {true, false}) {
    ASSERT_OK(cwStreamCreate(&b));
    ASSERT_OK(cwEventCreate(&fork));
    ASSERT_OK(cwEventCreate(&join));
    ASSERT_OK(cwStreamBeginCapture(a, cwStreamCaptureModeGlobal));
    ASSERT_OK(cwEventRecord(fork, a));
    ASSERT_OK(cwStreamWaitEvent(b, fork, 0));
    ASSERT_OK(cwLaunchHostFunc(b, [](void *) {}, nullptr));
    ASSERT_OK(cwEventRecord(join, b));
    if (joins) {
      ASSERT_OK(cwStreamWaitEvent(a, join, 0));
    }
    ASSERT_OK(cwStreamDestroy(b));
    ASSERT_OK(cwEventDestroy(fork));
    ASSERT_OK(cwEventDestroy(join));
    EXPECT_EQ(cwStreamEndCapture(a, &graph),
              joins ? cwSuccess : cwErrorStreamCaptureUnjoined);
    if (joins) {
      ASSERT_OK(cwGraphDestroy(graph));
    }
  }
  cwGetLastError();
}

TEST_F(Graphs, BadCapturesAreErrors) {
  Stream a, b;
  cwEvent_t fork;
  ASSERT_OK(cwEventCreate(&fork));
  Buffer<int> device(1);
  cwGraph_t graph;
  EXPECT_EQ(cwStreamBeginCapture(nullptr, cwStreamCaptureModeGlobal),
            cwErrorStreamCaptureUnsupported);
  EXPECT_EQ(cwStreamEndCapture(a, &graph), cwErrorIllegalState);
  ASSERT_OK(cwStreamBeginCapture(a, cwStreamCaptureModeGlobal));
  EXPECT_EQ(cwStreamSynchronize(a), cwErrorStreamCaptureUnsupported);
  EXPECT_EQ(cwStreamEndCapture(a, &graph), cwErrorStreamCaptureInvalidated);
  ASSERT_OK(cwStreamBeginCapture(a, cwStreamCaptureModeGlobal));
  EXPECT_OK(cwEventRecord(fork, a));
  EXPECT_OK(cwStreamWaitEvent(b, fork));
  cw::launch(set, 1, 1, 0, b)(device, 1); // never joined
  EXPECT_EQ(cwStreamEndCapture(a, &graph), cwErrorStreamCaptureUnjoined);
  EXPECT_EQ(graph, nullptr);
  ASSERT_OK(cwStreamBeginCapture(a, cwStreamCaptureModeGlobal));
  cw::launch(set, 1, 1)(device,
                        1); // the default stream would wait for the capture
  EXPECT_EQ(cwGetLastError(), cwErrorStreamCaptureImplicit);
  EXPECT_EQ(cwStreamEndCapture(a, &graph), cwErrorStreamCaptureInvalidated);
  cwGetLastError();
  EXPECT_OK(cwEventDestroy(fork));
}

/// Whether the call was allowed and the capture is usable afterwards.
template <class Call>
std::pair<bool, bool> during_capture(cwStreamCaptureMode mode, Call call) {
  Stream s(cwStreamNonBlocking);
  cwGraph_t graph = nullptr;
  EXPECT_OK(cwStreamBeginCapture(s, mode));
  const cwError_t error = call();
  EXPECT_TRUE(error == cwSuccess || error == cwErrorStreamCaptureUnsupported);
  const bool usable = cwStreamEndCapture(s, &graph) == cwSuccess;
  if (graph) {
    EXPECT_OK(cwGraphDestroy(graph));
  }
  cwGetLastError();
  return {error == cwSuccess, usable};
}

TEST_F(Graphs, UnsafeCallsAreJudgedByTheModesOfTheCapture) {
  using Result = std::pair<bool, bool>;
  const Result fine{true, true}, spoilt{false, false};
  void *p = nullptr;
  const auto allocate = [&] { return cwMalloc(&p, 16); };
  const auto free_it = [&] {
    const cwError_t error = cwFree(p);
    if (error == cwSuccess)
      p = nullptr;
    return error;
  };
  const auto elsewhere = [](auto call) {
    return [call] {
      cwError_t error = cwSuccess;
      std::thread([&] { error = call(); }).join();
      return error;
    };
  };
  EXPECT_EQ(during_capture(cwStreamCaptureModeRelaxed, allocate), fine);
  EXPECT_EQ(during_capture(cwStreamCaptureModeGlobal, free_it), spoilt);
  EXPECT_EQ(during_capture(cwStreamCaptureModeThreadLocal, free_it), spoilt);
  EXPECT_EQ(during_capture(cwStreamCaptureModeRelaxed, free_it), fine);
  EXPECT_EQ(during_capture(cwStreamCaptureModeGlobal, allocate), spoilt);
  EXPECT_EQ(during_capture(cwStreamCaptureModeThreadLocal, allocate), spoilt);
  EXPECT_EQ(during_capture(cwStreamCaptureModeGlobal, elsewhere(allocate)),
            spoilt);
  EXPECT_EQ(during_capture(cwStreamCaptureModeThreadLocal, elsewhere(allocate)),
            fine);
  EXPECT_OK(cwFree(p));
  // A thread may choose the relaxed mode.
  cwStreamCaptureMode mode = cwStreamCaptureModeRelaxed;
  EXPECT_OK(cwThreadExchangeStreamCaptureMode(&mode));
  EXPECT_EQ(during_capture(cwStreamCaptureModeGlobal, allocate), fine);
  EXPECT_OK(cwThreadExchangeStreamCaptureMode(&mode));
  EXPECT_OK(cwFree(p));
  EXPECT_EQ(during_capture(cwStreamCaptureModeRelaxed,
                           [] { return cwDeviceSynchronize(); }),
            spoilt)
      << "waits for the captured stream, in any mode";
}

TEST_F(Graphs, MemoryNodes) {
  Stream s(cwStreamNonBlocking);
  int *scratch = nullptr, *pinned;
  ASSERT_OK(cwMallocHost(&pinned, 4));
  cwGraph_t graph;
  ASSERT_OK(cwStreamBeginCapture(s, cwStreamCaptureModeGlobal));
  ASSERT_OK(cwMallocAsync(&scratch, 64, s));
  cw::launch(set, 1, 1, 0, s)(scratch, 77);
  EXPECT_OK(cwMemcpyAsync(pinned, scratch, 4, cwMemcpyDeviceToHost, s));
  EXPECT_OK(cwFreeAsync(scratch, s));
  ASSERT_OK(cwStreamEndCapture(s, &graph));
  cwGraphExec_t exec;
  ASSERT_OK(cwGraphInstantiate(&exec, graph));
  for (int i = 0; i < 2; ++i) {
    *pinned = 0;
    EXPECT_OK(cwGraphLaunch(exec, s));
    EXPECT_OK(cwStreamSynchronize(s));
    EXPECT_EQ(*pinned, 77);
  }
  EXPECT_OK(cwGraphExecDestroy(exec));
  EXPECT_OK(cwGraphDestroy(graph));
  EXPECT_OK(cwFreeHost(pinned));
}

TEST_F(Graphs, MemoryOfAGraphMayBeFreedBehindItsLaunch) {
  Stream s(cwStreamNonBlocking);
  int *memory = nullptr;
  cwGraph_t graph;
  ASSERT_OK(cwStreamBeginCapture(s, cwStreamCaptureModeGlobal));
  ASSERT_OK(cwMallocAsync(&memory, 64, s));
  ASSERT_OK(cwStreamEndCapture(s, &graph));
  cwGraphExec_t exec;
  ASSERT_OK(cwGraphInstantiate(&exec, graph));
  std::atomic<bool> freed{false};
  ASSERT_OK(cwLaunchHostFunc(
      s,
      [](void *flag) {
        while (!*static_cast<std::atomic<bool> *>(flag))
          std::this_thread::yield();
      },
      &freed));
  EXPECT_OK(cwGraphLaunch(exec, s));
  EXPECT_OK(cwFreeAsync(memory, s)); // the allocation itself has not run yet
  freed = true;
  EXPECT_OK(cwStreamSynchronize(s));
  EXPECT_OK(cwGraphLaunch(exec, s));
  EXPECT_OK(cwStreamSynchronize(s));
  EXPECT_OK(cwFree(memory));
  EXPECT_OK(cwGraphExecDestroy(exec));
  EXPECT_OK(cwGraphDestroy(graph));
}

} // namespace
