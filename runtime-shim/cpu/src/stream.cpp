// Streams and events.
// SPDX-License-Identifier: Apache-2.0
#include "stream.h"

#include <algorithm>
#include <cstdlib>
#include <shared_mutex>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "capture.h"
#include "device.h"
#include "engine.h"
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

std::vector<std::shared_ptr<Stream>> streams_of(int device) {
  Streams &s = streams();
  std::shared_lock<std::shared_mutex> lock(s.mutex);
  std::vector<std::shared_ptr<Stream>> found;
  for (const auto &stream : s.all)
    if (stream->device == device)
      found.push_back(stream);
  return found;
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

constexpr unsigned legacy_flag =
    1u << 31; ///< marks a device's legacy default stream
constexpr int least_priority = 0, greatest_priority = -5;

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

std::shared_ptr<cwEvent_st> find_event(cwEvent_t handle) {
  Streams &s = streams();
  std::shared_lock<std::shared_mutex> lock(s.mutex);
  auto at = s.events.find(handle);
  return at == s.events.end() ? nullptr : at->second;
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

cwError_t enqueue(cwStream_t handle, OperationPtr operation, bool wait) {
  const auto stream = find_stream(handle);
  if (!stream)
    return cwErrorInvalidResourceHandle;
  if (in_kernel()) {
    if (wait)
      return operation->run();
    launch_child(std::move(operation));
    return cwSuccess;
  }
  if (anything_captured()) {
    bool captured = false;
    if (const cwError_t error = capture(*stream, operation, wait, captured))
      return error;
    if (captured)
      return cwSuccess;
  }
  stream->submit(std::move(operation), {}, wait);
  return wait ? device_failure(stream->device) : cwSuccess;
}

} // namespace cw::cpu

using namespace cw::cpu;

// --- Streams ---

cwError_t cwStreamCreateWithPriority(cwStream_t *handle, unsigned int flags,
                                     int priority) {
  return api([&] {
    if (!handle || (flags & ~cwStreamNonBlocking))
      return cwErrorInvalidValue;
    const auto stream =
        add_stream(current_device(), flags,
                   std::clamp(priority, greatest_priority, least_priority));
    *handle = reinterpret_cast<cwStream_t>(stream.get());
    Streams &s = streams();
    std::lock_guard<std::shared_mutex> lock(s.mutex);
    s.handles[*handle] = stream;
    return cwSuccess;
  });
}
cwError_t cwStreamCreate(cwStream_t *handle) {
  return cwStreamCreateWithPriority(handle, cwStreamDefault, 0);
}
cwError_t cwStreamCreateWithFlags(cwStream_t *handle, unsigned int flags) {
  return cwStreamCreateWithPriority(handle, flags, 0);
}

cwError_t cwStreamDestroy(cwStream_t handle) {
  return api([&] {
    std::shared_ptr<Stream> stream;
    {
      Streams &s = streams();
      std::lock_guard<std::shared_mutex> lock(s.mutex);
      auto at = s.handles.find(handle);
      if (at == s.handles.end())
        return cwErrorInvalidResourceHandle;
      stream = at->second;
      s.handles.erase(at);
    }
    abandon_capture(*stream);
    stream->close();
    return cwSuccess;
  });
}

cwError_t cwStreamSynchronize(cwStream_t handle) {
  return api([&] {
    const auto stream = find_stream(handle);
    if (!stream)
      return cwErrorInvalidResourceHandle;
    if (const cwError_t error = check_no_capture(*stream))
      return error;
    // The legacy stream's work follows the blocking streams' work, so a wait
    // for it includes them.
    if (stream->flags & legacy_flag)
      stream->submit(std::make_shared<EmptyOperation>(), {}, true);
    else
      stream->last_point().wait();
    return device_failure(stream->device);
  });
}

cwError_t cwStreamQuery(cwStream_t handle) {
  bool idle = true;
  const cwError_t error = api([&] {
    const auto stream = find_stream(handle);
    if (!stream)
      return cwErrorInvalidResourceHandle;
    if (const cwError_t error = check_no_capture(*stream))
      return error;
    idle = stream->idle();
    if (stream->flags & legacy_flag)
      for (const auto &other : streams_of(stream->device))
        idle = idle && ((other->flags & cwStreamNonBlocking) || other->idle());
    return idle ? device_failure(stream->device) : cwSuccess;
  });
  // cwErrorNotReady is an answer and is not stored as an error.
  return error == cwSuccess && !idle ? cwErrorNotReady : error;
}

cwError_t cwStreamWaitEvent(cwStream_t handle, cwEvent_t event_handle,
                            unsigned int flags) {
  return api([&] {
    const auto stream = find_stream(handle);
    const auto event = find_event(event_handle);
    if (!stream || !event)
      return cwErrorInvalidResourceHandle;
    if (flags & ~unsigned(cwEventWaitExternal))
      return cwErrorInvalidValue;
    if (anything_captured()) {
      bool captured = false;
      if (const cwError_t error = capture_wait(*stream, *event, captured))
        return error;
      if (captured)
        return cwSuccess;
    }
    if (event->shared) {
      const auto last = event->shared->last();
      if (!event->shared->reached(last))
        stream->submit(internal(
            [shared = event->shared, last] {
              shared->wait(last);
              return cwSuccess;
            },
            false));
      return cwSuccess;
    }
    std::lock_guard<std::mutex> lock(event->mutex);
    if (event->record && !event->record->point.reached())
      stream->submit(std::make_shared<EmptyOperation>(),
                     {event->record->point});
    return cwSuccess;
  });
}

cwError_t cwLaunchHostFunc(cwStream_t stream, cwHostFn_t function, void *data) {
  return api([&] {
    return function ? enqueue(stream,
                              std::make_shared<HostOperation>(function, data))
                    : cwErrorInvalidValue;
  });
}

cwError_t cwStreamAddCallback(cwStream_t handle, cwStreamCallback_t callback,
                              void *data, unsigned int flags) {
  return api([&] {
    if (!callback || flags)
      return cwErrorInvalidValue;
    const auto stream = find_stream(handle);
    if (!stream)
      return cwErrorInvalidResourceHandle;
    const int device = stream->device;
    return enqueue(handle, internal(
                               [=] {
                                 return call_host("a callback", [&] {
                                   callback(handle, device_failure(device),
                                            data);
                                 });
                               },
                               false, cwGraphNodeTypeHost));
  });
}

cwError_t cwStreamAttachMemAsync(cwStream_t handle, void *pointer, size_t,
                                 unsigned int flags) {
  return api([&] {
    if (flags != cwMemAttachGlobal && flags != cwMemAttachHost &&
        flags != cwMemAttachSingle)
      return cwErrorInvalidValue;
    if (!find_stream(handle))
      return cwErrorInvalidResourceHandle;
    const auto memory = find_allocation(pointer);
    // Managed memory is visible to every stream at any time here, so there is
    // nothing left to do.
    return memory && memory->kind == MemoryKind::Managed ? cwSuccess
                                                         : cwErrorInvalidValue;
  });
}

namespace {
/// For calls that only query a stream.
template <class Value, class Get>
cwError_t ask_stream(cwStream_t handle, Value *value, Get get) {
  return api([&] {
    const auto stream = find_stream(handle);
    if (!stream)
      return cwErrorInvalidResourceHandle;
    if (!value)
      return cwErrorInvalidValue;
    *value = get(*stream);
    return cwSuccess;
  });
}
} // namespace

cwError_t cwStreamGetFlags(cwStream_t handle, unsigned int *flags) {
  return ask_stream(handle, flags,
                    [](Stream &s) { return s.flags & ~legacy_flag; });
}
cwError_t cwStreamGetPriority(cwStream_t handle, int *priority) {
  return ask_stream(handle, priority, [](Stream &s) { return s.priority; });
}
cwError_t cwStreamGetId(cwStream_t handle, unsigned long long *id) {
  return ask_stream(handle, id, [](Stream &s) { return s.id; });
}
cwError_t cwStreamGetDevice(cwStream_t handle, int *device) {
  return ask_stream(handle, device, [](Stream &s) { return s.device; });
}
cwError_t cwStreamGetAttribute(cwStream_t handle, cwStreamAttrID attribute,
                               cwStreamAttrValue *value) {
  if (unsigned(attribute) >= 16)
    return remember(cwErrorInvalidValue);
  return ask_stream(handle, value,
                    [=](Stream &s) { return s.attributes[attribute]; });
}
// The attributes are hints; they are stored and copied, and have no effect.
cwError_t cwStreamSetAttribute(cwStream_t handle, cwStreamAttrID attribute,
                               const cwStreamAttrValue *value) {
  return api([&] {
    const auto stream = find_stream(handle);
    if (!stream)
      return cwErrorInvalidResourceHandle;
    if (!value || unsigned(attribute) >= 16)
      return cwErrorInvalidValue;
    stream->attributes[attribute] = *value;
    return cwSuccess;
  });
}
cwError_t cwStreamCopyAttributes(cwStream_t dst, cwStream_t src) {
  return api([&] {
    const auto to = find_stream(dst), from = find_stream(src);
    if (!to || !from)
      return cwErrorInvalidResourceHandle;
    std::copy(std::begin(from->attributes), std::end(from->attributes),
              to->attributes);
    return cwSuccess;
  });
}
cwError_t cwDeviceGetStreamPriorityRange(int *least, int *greatest) {
  return api([&] {
    if (least)
      *least = least_priority;
    if (greatest)
      *greatest = greatest_priority;
    return cwSuccess;
  });
}

// --- Events ---

cwEvent_t cw::cpu::add_event(unsigned flags,
                             std::shared_ptr<SharedEvent> shared) {
  auto event = std::make_shared<cwEvent_st>();
  event->flags = flags;
  event->device = current_device();
  event->shared = std::move(shared);
  Streams &s = streams();
  std::lock_guard<std::shared_mutex> lock(s.mutex);
  s.events[event.get()] = event;
  return event.get();
}

cwError_t cwEventCreateWithFlags(cwEvent_t *handle, unsigned int flags) {
  return api([&] {
    const unsigned known =
        cwEventBlockingSync | cwEventDisableTiming | cwEventInterprocess;
    if (!handle || (flags & ~known) ||
        ((flags & cwEventInterprocess) && !(flags & cwEventDisableTiming)))
      return cwErrorInvalidValue;
    std::shared_ptr<SharedEvent> shared;
    if (flags & cwEventInterprocess) {
      shared = SharedEvent::make();
      if (!shared)
        return cwErrorOperatingSystem;
    }
    *handle = add_event(flags, std::move(shared));
    return cwSuccess;
  });
}
cwError_t cwEventCreate(cwEvent_t *handle) {
  return cwEventCreateWithFlags(handle, cwEventDefault);
}

cwError_t cwEventDestroy(cwEvent_t handle) {
  return api([&] {
    Streams &s = streams();
    std::lock_guard<std::shared_mutex> lock(s.mutex);
    return s.events.erase(handle) ? cwSuccess : cwErrorInvalidResourceHandle;
  });
}

cwError_t cwEventRecordWithFlags(cwEvent_t handle, cwStream_t stream_handle,
                                 unsigned int flags) {
  return api([&] {
    const auto stream = find_stream(stream_handle);
    const auto event = find_event(handle);
    if (!stream || !event)
      return cwErrorInvalidResourceHandle;
    if ((flags & ~unsigned(cwEventRecordExternal)))
      return cwErrorInvalidValue;
    if (event->device != stream->device)
      return cwErrorInvalidResourceHandle;
    if (anything_captured()) {
      bool captured = false;
      if (const cwError_t error = capture_record(*stream, *event, captured))
        return error;
      if (captured)
        return cwSuccess;
    }
    record_event(*event, *stream);
    return cwSuccess;
  });
}
cwError_t cwEventRecord(cwEvent_t handle, cwStream_t stream) {
  return cwEventRecordWithFlags(handle, stream, 0);
}

namespace cw::cpu {
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
} // namespace cw::cpu

cwError_t cwEventQuery(cwEvent_t handle) {
  bool ready = true;
  const cwError_t error = api([&] {
    const auto event = find_event(handle);
    if (!event)
      return cwErrorInvalidResourceHandle;
    if (event->shared) {
      ready = event->shared->reached(event->shared->last());
      return cwSuccess;
    }
    {
      std::lock_guard<std::mutex> lock(event->mutex);
      if (event->capture)
        return cwErrorCapturedEvent;
      ready = !event->record || event->record->point.reached();
    }
    return check_unsafe_call();
  });
  return error == cwSuccess && !ready ? cwErrorNotReady : error;
}

cwError_t cwEventSynchronize(cwEvent_t handle) {
  return api([&] {
    const auto event = find_event(handle);
    if (!event)
      return cwErrorInvalidResourceHandle;
    if (event->shared) {
      event->shared->wait(event->shared->last());
      return device_failure(event->device);
    }
    Point point;
    {
      std::lock_guard<std::mutex> lock(event->mutex);
      if (event->capture)
        return cwErrorCapturedEvent;
      if (event->record)
        point = event->record->point;
    }
    point.wait();
    return device_failure(event->device);
  });
}

cwError_t cwEventElapsedTime(float *milliseconds, cwEvent_t start,
                             cwEvent_t end) {
  bool ready = true;
  const cwError_t error = api([&] {
    if (!milliseconds)
      return cwErrorInvalidValue;
    const auto first = find_event(start), last = find_event(end);
    if (!first || !last)
      return cwErrorInvalidResourceHandle;
    std::shared_ptr<cwEvent_st::Record> records[2];
    int i = 0;
    for (const auto &event : {first, last}) {
      std::lock_guard<std::mutex> lock(event->mutex);
      if ((event->flags & cwEventDisableTiming) || !event->record)
        return cwErrorInvalidResourceHandle;
      records[i++] = event->record;
    }
    ready = records[0]->point.reached() && records[1]->point.reached();
    if (ready)
      *milliseconds = std::chrono::duration<float, std::milli>(
                          records[1]->time - records[0]->time)
                          .count();
    return cwSuccess;
  });
  return error == cwSuccess && !ready ? cwErrorNotReady : error;
}
