// SPDX-License-Identifier: Apache-2.0
#include "stream.h"

#include <algorithm>
#include <cstdlib>
#include <shared_mutex>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "device.h"
#include "error.h"
#include "threads.h"

namespace cw::cpu {
namespace {

/// All streams and events. It exists until the process ends, because the
/// threads of streams may outlive main.
struct Streams {
  std::shared_mutex mutex;
  std::unordered_map<cwStream_t, std::shared_ptr<Stream>> handles;
  std::unordered_map<cwEvent_t, std::shared_ptr<cwEvent_st>> events;
  std::unordered_set<std::shared_ptr<Stream>>
      all; ///< including default streams, and closed ones with queued work
  std::unordered_map<int, std::shared_ptr<Stream>> legacy;
  std::mutex order; ///< puts all submissions into one order, so that no two
                    ///< streams can wait for each other
  std::atomic<unsigned long long> next_id{1};
  std::atomic<bool> exiting{false};
};
Streams &streams() {
  static Streams *const forever = [] {
    auto *made = new Streams;
    // Operations that have not started when the program ends are dropped.
    // Running ones may finish before globals are destroyed.
    std::atexit([] {
      Streams &s = streams();
      s.exiting = true;
      std::unordered_set<std::shared_ptr<Stream>> all;
      {
        std::shared_lock<std::shared_mutex> lock(s.mutex);
        all = s.all;
      }
      const auto deadline =
          std::chrono::steady_clock::now() + std::chrono::seconds(1);
      for (const auto &stream : all)
        while (!stream->idle() && std::chrono::steady_clock::now() < deadline)
          std::this_thread::sleep_for(std::chrono::milliseconds(1));
    });
    return made;
  }();
  return *forever;
}

std::shared_ptr<Stream> add_stream(int device, unsigned flags, int priority) {
  auto stream = std::make_shared<Stream>(device, flags, priority);
  Streams &s = streams();
  std::lock_guard<std::shared_mutex> lock(s.mutex);
  s.all.insert(stream);
  return stream;
}

/// The threads that run the operations of streams. A stream with work waits for
/// the next free thread. New threads are created up to the number of concurrent
/// kernels on a chip. If no thread can be created, a stream runs when the
/// program waits for it.
class Servers {
public:
  void serve(std::shared_ptr<Stream> stream) {
    std::lock_guard<std::mutex> lock(mutex_);
    streams_.push_back(std::move(stream));
    if (idle_ >= streams_.size()) {
      more_.notify_one();
    } else if (threads_ < most) {
      try {
        start_thread([this] { work(); });
        ++threads_;
      } catch (const std::system_error &) {
      }
    }
  }

private:
  static constexpr std::size_t most = 128;
  void work() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      ++idle_;
      more_.wait(lock, [&] { return !streams_.empty(); });
      --idle_;
      const std::shared_ptr<Stream> stream = std::move(streams_.front());
      streams_.pop_front();
      lock.unlock();
      stream->serve();
      lock.lock();
    }
  }
  std::mutex mutex_;
  std::condition_variable more_;
  std::deque<std::shared_ptr<Stream>> streams_;
  std::size_t threads_ = 0;
  std::size_t idle_ = 0; ///< threads that wait, or are about to
};
Servers &servers() {
  static Servers *const forever = new Servers; // its threads outlive main
  return *forever;
}

/// The default stream of one host thread, on each device it used.
struct PerThreadStreams {
  std::unordered_map<int, std::shared_ptr<Stream>> by_device;
  ~PerThreadStreams() {
    for (auto &[device, stream] : by_device)
      stream->close();
  }
};

} // namespace

static void forget(const std::shared_ptr<Stream> &stream) {
  Streams &s = streams();
  std::lock_guard<std::shared_mutex> lock(s.mutex);
  s.all.erase(stream);
}

bool Point::reached() const { return !stream || stream->reached(ticket); }
void Point::wait() const {
  if (!reached())
    stream->wait(ticket);
}

Stream::Stream(int device, unsigned flags, int priority)
    : device(device), flags(flags), priority(priority),
      id(streams().next_id++) {}

Point Stream::submit(OperationPtr operation, std::vector<Point> needs,
                     bool wait_for_it) {
  Ticket ticket;
  bool run_here = false, ask_for_server = false;
  {
    std::lock_guard<std::mutex> order(streams().order);
    // The default stream runs after the current contents of the blocking
    // streams, and they run after its contents.
    if (flags & legacy_flag) {
      Streams &s = streams();
      std::shared_lock<std::shared_mutex> lock(s.mutex);
      for (const auto &other : s.all)
        if (other.get() != this && other->device == device &&
            !(other->flags & cwStreamNonBlocking))
          needs.push_back(other->last_point());
    } else if (!(flags & cwStreamNonBlocking)) {
      needs.push_back(legacy_stream(device)->last_point());
    }
    needs.erase(std::remove_if(needs.begin(), needs.end(),
                               [](const Point &p) { return p.reached(); }),
                needs.end());

    std::lock_guard<std::mutex> lock(mutex_);
    ticket = ++submitted_;
    if (operation->brief() && needs.empty() && jobs_.empty() && !running_) {
      run_here = running_ = true;
    } else {
      jobs_.push_back({operation, std::move(needs), ticket});
      if (!wait_for_it && !serving_)
        ask_for_server = serving_ = true;
    }
  }
  if (ask_for_server)
    servers().serve(shared_from_this());
  if (run_here) {
    execute({operation, {}, ticket});
    std::unique_lock<std::mutex> lock(mutex_);
    finish(ticket, lock);
  }
  if (wait_for_it)
    wait(ticket);
  return {shared_from_this(), ticket};
}

void Stream::execute(const Job &job) {
  for (const Point &need : job.needs)
    need.wait();
  if (streams().exiting ||
      (device_failure(device) && !job.operation->runs_after_failure()))
    return;
  try {
    if (const cwError_t error = job.operation->run())
      set_device_failure(device, error);
  } catch (...) { // otherwise the stream would never continue
    report_exception("an operation of a stream");
    set_device_failure(device, error_of_exception());
  }
}

/// Marks the running job as done. The caller holds the lock.
void Stream::finish(Ticket ticket, std::unique_lock<std::mutex> &lock) {
  running_ = false;
  completed_.store(ticket, std::memory_order_release);
  if (waiters_)
    progress_.notify_all();
  if (serving_ && !jobs_.empty())
    has_work_.notify_one();
  if (closed_ && jobs_.empty()) {
    lock.unlock();
    forget(shared_from_this());
    lock.lock();
  }
}

void Stream::step(std::unique_lock<std::mutex> &lock) {
  Job job = std::move(jobs_.front());
  jobs_.pop_front();
  running_ = true;
  lock.unlock();
  execute(job);
  job.operation.reset(); // its arguments may have destructors
  lock.lock();
  finish(job.ticket, lock);
}

void Stream::wait(Ticket ticket) {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!reached(ticket)) {
    if (!running_ && !jobs_.empty()) {
      step(lock);
      continue;
    }
    ++waiters_;
    progress_.wait(lock);
    --waiters_;
  }
}

void Stream::serve() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!jobs_.empty())
    if (running_) // a thread that waits for the stream runs it
      has_work_.wait(lock);
    else
      step(lock);
  serving_ = false;
}

Point Stream::last_point() {
  std::lock_guard<std::mutex> lock(mutex_);
  return {shared_from_this(), submitted_};
}

bool Stream::idle() {
  std::lock_guard<std::mutex> lock(mutex_);
  return reached(submitted_);
}

void Stream::close() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
    if (!reached(submitted_))
      return;
  }
  forget(shared_from_this());
}

std::shared_ptr<Stream> legacy_stream(int device) {
  Streams &s = streams();
  {
    std::shared_lock<std::shared_mutex> lock(s.mutex);
    auto at = s.legacy.find(device);
    if (at != s.legacy.end())
      return at->second;
  }
  auto made = std::make_shared<Stream>(device, legacy_flag, 0);
  std::lock_guard<std::shared_mutex> lock(s.mutex);
  auto [at, fresh] = s.legacy.emplace(device, made);
  if (fresh)
    s.all.insert(made);
  return at->second;
}

cwStream_t create_stream(int device, unsigned flags, int priority) {
  const auto stream = add_stream(device, flags, priority);
  const auto handle = reinterpret_cast<cwStream_t>(stream.get());
  Streams &s = streams();
  std::lock_guard<std::shared_mutex> lock(s.mutex);
  s.handles[handle] = stream;
  return handle;
}

std::shared_ptr<Stream> remove_stream(cwStream_t handle) {
  Streams &s = streams();
  std::lock_guard<std::shared_mutex> lock(s.mutex);
  auto at = s.handles.find(handle);
  if (at == s.handles.end())
    return nullptr;
  std::shared_ptr<Stream> stream = at->second;
  s.handles.erase(at);
  return stream;
}

std::shared_ptr<Stream> find_stream(cwStream_t handle) {
  const int device = current_device();
  if (!handle || handle == cwStreamLegacy)
    return legacy_stream(device);
  if (handle == cwStreamPerThread) {
    static thread_local PerThreadStreams own;
    auto &stream = own.by_device[device];
    if (!stream)
      stream = add_stream(device, cwStreamDefault, 0);
    return stream;
  }
  Streams &s = streams();
  std::shared_lock<std::shared_mutex> lock(s.mutex);
  auto at = s.handles.find(handle);
  return at == s.handles.end() ? nullptr : at->second;
}

std::vector<std::shared_ptr<Stream>> streams_of(int device) {
  Streams &s = streams();
  std::shared_lock<std::shared_mutex> lock(s.mutex);
  std::vector<std::shared_ptr<Stream>> found;
  for (const auto &stream : s.all)
    if (stream->device == device)
      found.push_back(stream);
  return found;
}

cwEvent_t add_event(unsigned flags, std::shared_ptr<SharedEvent> shared) {
  auto event = std::make_shared<cwEvent_st>();
  event->flags = flags;
  event->device = current_device();
  event->shared = std::move(shared);
  Streams &s = streams();
  std::lock_guard<std::shared_mutex> lock(s.mutex);
  s.events[event.get()] = event;
  return event.get();
}

bool remove_event(cwEvent_t handle) {
  Streams &s = streams();
  std::lock_guard<std::shared_mutex> lock(s.mutex);
  return s.events.erase(handle) != 0;
}

std::shared_ptr<cwEvent_st> find_event(cwEvent_t handle) {
  Streams &s = streams();
  std::shared_lock<std::shared_mutex> lock(s.mutex);
  auto at = s.events.find(handle);
  return at == s.events.end() ? nullptr : at->second;
}

void record_event(cwEvent_st &event, Stream &stream) {
  if (event.shared) {
    stream.submit(
        internal([shared = event.shared, recording = event.shared->record()] {
          shared->finish(recording);
          return cwSuccess;
        }));
    return;
  }
  auto record = std::make_shared<cwEvent_st::Record>();
  // The lock covers the submission, so that no thread waits for the record
  // before its point is set.
  std::lock_guard<std::mutex> lock(event.mutex);
  event.capture.reset();
  event.captured.clear();
  record->point = stream.submit(
      internal([record = record.get(), keep = std::weak_ptr(record)] {
        if (const auto alive = keep.lock())
          record->time = std::chrono::steady_clock::now();
        return cwSuccess;
      }));
  event.record = record;
}

void synchronize_device(int device) {
  for (const auto &stream : streams_of(device))
    stream->last_point().wait();
}

bool device_idle(int device) {
  for (const auto &stream : streams_of(device))
    if (!stream->idle())
      return false;
  return true;
}

void reset_streams(int device) {
  std::vector<std::shared_ptr<Stream>> closing;
  Streams &s = streams();
  {
    std::lock_guard<std::shared_mutex> lock(s.mutex);
    for (auto at = s.handles.begin(); at != s.handles.end();) {
      if (at->second->device == device) {
        closing.push_back(at->second);
        at = s.handles.erase(at);
      } else {
        ++at;
      }
    }
    for (auto at = s.events.begin(); at != s.events.end();)
      at = at->second->device == device ? s.events.erase(at) : std::next(at);
  }
  for (const auto &stream : closing)
    stream->close();
}

} // namespace cw::cpu
