// Streams and events: operations in order, the concurrent execution of streams
// on shared threads, and the order between streams. This file owns all streams,
// events and the threads that serve streams; enqueue.h decides whether an
// operation enters a stream.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "ipc.h"
#include "operation.h"

namespace cw::cpu {
class Stream;
class Capture;
using Ticket = std::uint64_t;

/// A position in a stream: all operations up to the ticket.
struct Point {
  std::shared_ptr<Stream> stream;
  Ticket ticket = 0;
  bool reached() const;
  void wait() const;
};

/// A queue of operations that run one after another. A thread that finds it
/// idle runs it: one of the threads that serve all streams, or a thread that
/// waits for it. The handle, the points and the serving thread share it.
class Stream : public std::enable_shared_from_this<Stream> {
public:
  Stream(int device, unsigned flags, int priority);

  /// Queues the operation after all earlier ones of this stream, after `needs`,
  /// and according to the rules of the default stream. With `wait`, returns
  /// when it is done; the caller may run it.
  Point submit(OperationPtr operation, std::vector<Point> needs = {},
               bool wait = false);
  Point last_point();
  bool idle();
  /// Returns when all operations up to the ticket are done. Runs operations
  /// meanwhile.
  void wait(Ticket ticket);
  bool reached(Ticket ticket) const {
    return completed_.load(std::memory_order_acquire) >= ticket;
  }
  /// Called when the handle is destroyed: the stream is removed when its queue
  /// is empty.
  void close();
  /// Runs the queued operations, and returns when the queue is empty.
  void serve();

  const int device;
  const unsigned flags;
  const int priority;
  const unsigned long long id;
  cwLaunchAttributeValue attributes[16] = {};

  /// The capture of this stream, and the nodes that its next node will depend
  /// on. Guarded by graph_mutex (graph.h).
  std::shared_ptr<Capture> capture;
  std::vector<cwGraphNode_t> frontier;

private:
  struct Job {
    OperationPtr operation;
    std::vector<Point> needs;
    Ticket ticket;
  };
  void step(std::unique_lock<std::mutex> &lock);
  void execute(const Job &job);
  void finish(Ticket ticket, std::unique_lock<std::mutex> &lock);

  std::mutex mutex_;
  std::condition_variable progress_; ///< for threads that wait for a ticket
  std::condition_variable has_work_; ///< for the thread that serves it
  std::deque<Job> jobs_;
  bool running_ = false; ///< a thread runs an operation
  bool serving_ = false; ///< a thread serves the stream, or was requested
  bool closed_ = false;
  unsigned waiters_ = 0;
  Ticket submitted_ = 0;
  std::atomic<Ticket> completed_{0};
};

/// Marks a device's legacy default stream, in Stream::flags.
constexpr unsigned legacy_flag = 1u << 31;

/// Makes a stream with a handle, which remove_stream() makes stale.
cwStream_t create_stream(int device, unsigned flags, int priority);
/// Returns null if the handle is stale.
std::shared_ptr<Stream> remove_stream(cwStream_t handle);
/// The stream of a handle, including null, cwStreamLegacy and
/// cwStreamPerThread. Returns null if the handle is stale.
std::shared_ptr<Stream> find_stream(cwStream_t handle);
std::shared_ptr<Stream> legacy_stream(int device);
/// All streams of the device, including default streams, and closed ones with
/// queued work.
std::vector<std::shared_ptr<Stream>> streams_of(int device);
/// Waits for everything on the device.
void synchronize_device(int device);
bool device_idle(int device);
/// Ends all streams of the device, for cwDeviceReset.
void reset_streams(int device);

} // namespace cw::cpu

/// An event: the point of its last recording, and the time when that was
/// reached.
struct cwEvent_st {
  struct Record {
    cw::cpu::Point point;
    std::chrono::steady_clock::time_point time;
  };
  unsigned flags = 0;
  int device = 0;
  std::mutex mutex;
  std::shared_ptr<Record> record;
  /// Its progress, if other processes use the event.
  std::shared_ptr<cw::cpu::SharedEvent> shared;
  // For an event that was recorded during a capture: the capture that a waiting
  // stream joins.
  std::shared_ptr<cw::cpu::Capture> capture;
  std::vector<cwGraphNode_t> captured;
};

namespace cw::cpu {
std::shared_ptr<cwEvent_st> find_event(cwEvent_t handle);
/// Makes an event of the current device. `shared` is null if no other process
/// uses it.
cwEvent_t add_event(unsigned flags, std::shared_ptr<SharedEvent> shared);
/// Returns false if the handle is stale.
bool remove_event(cwEvent_t handle);
/// Makes the event represent the current contents of the stream.
void record_event(cwEvent_st &event, Stream &stream);
} // namespace cw::cpu
