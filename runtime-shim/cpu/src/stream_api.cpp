// The API functions of streams and events.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "capture.h"
#include "enqueue.h"
#include "error.h"
#include "stream.h"

namespace {

constexpr int least_priority = 0, greatest_priority = -5;

} // namespace

using namespace cw::cpu;

// --- Streams ---

cwError_t cwStreamCreateWithPriority(cwStream_t *handle, unsigned int flags,
                                     int priority) {
  return api([&] {
    if (!handle || (flags & ~cwStreamNonBlocking))
      return cwErrorInvalidValue;
    *handle =
        create_stream(current_device(), flags,
                      std::clamp(priority, greatest_priority, least_priority));
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
    const auto stream = remove_stream(handle);
    if (!stream)
      return cwErrorInvalidResourceHandle;
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
    return remove_event(handle) ? cwSuccess : cwErrorInvalidResourceHandle;
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
