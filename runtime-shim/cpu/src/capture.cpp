// SPDX-License-Identifier: Apache-2.0
#include "capture.h"

#include <algorithm>
#include <set>
#include <thread>
#include <unordered_set>

#include "graph.h"

namespace cw::cpu {

class Capture {
public:
  cwGraph_t graph = nullptr;
  bool owns_graph =
      true; ///< false if cwStreamBeginCaptureToGraph named the user's graph
  Stream *origin = nullptr;
  cwStreamCaptureMode mode = cwStreamCaptureModeGlobal;
  std::thread::id thread = std::this_thread::get_id();
  unsigned long long id = 0;
  std::set<Stream *> streams;
  bool forked = false; ///< other streams took part, including destroyed ones
  bool invalid = false, ended = false;
};

namespace {

std::atomic<int> captures{0};
std::set<std::shared_ptr<Capture>> active; ///< guarded by graph_mutex
/// The calling thread's mode for unsafe calls.
thread_local cwStreamCaptureMode thread_mode = cwStreamCaptureModeGlobal;

void end(const std::shared_ptr<Capture> &capture) {
  capture->ended = true;
  for (Stream *stream : capture->streams) {
    stream->capture.reset();
    stream->frontier.clear();
  }
  if (active.erase(capture))
    --captures;
}

/// Invalidates a capture and returns the error.
cwError_t invalidate(Capture &capture, cwError_t error) {
  capture.invalid = true;
  return error;
}

} // namespace

bool anything_captured() {
  return captures.load(std::memory_order_relaxed) != 0;
}

cwError_t check_unsafe_call() {
  if (!anything_captured() || thread_mode == cwStreamCaptureModeRelaxed)
    return cwSuccess;
  GraphLock lock(graph_mutex);
  cwError_t error = cwSuccess;
  for (const auto &capture : active) {
    const bool forbids = capture->thread == std::this_thread::get_id()
                             ? capture->mode != cwStreamCaptureModeRelaxed
                             : capture->mode == cwStreamCaptureModeGlobal &&
                                   thread_mode == cwStreamCaptureModeGlobal;
    if (forbids)
      error = invalidate(*capture, cwErrorStreamCaptureUnsupported);
  }
  return error;
}

cwError_t check_no_capture(int device) {
  if (!anything_captured())
    return cwSuccess;
  GraphLock lock(graph_mutex);
  cwError_t error = cwSuccess;
  for (const auto &capture : active)
    if (std::any_of(capture->streams.begin(), capture->streams.end(),
                    [=](Stream *stream) { return stream->device == device; }))
      error = invalidate(*capture, cwErrorStreamCaptureUnsupported);
  return error;
}

bool is_captured(cwStream_t handle) {
  if (!anything_captured())
    return false;
  const auto stream = find_stream(handle);
  GraphLock lock(graph_mutex);
  return stream && stream->capture;
}

cwError_t check_no_capture(Stream &stream) {
  if (!anything_captured())
    return cwSuccess;
  GraphLock lock(graph_mutex);
  if (stream.capture)
    return invalidate(*stream.capture, cwErrorStreamCaptureUnsupported);
  if (stream.flags & legacy_flag) // it waits for the blocking streams
    for (const auto &capture : active)
      for (Stream *other : capture->streams)
        if (!(other->flags & cwStreamNonBlocking) &&
            other->device == stream.device)
          return invalidate(*capture, cwErrorStreamCaptureImplicit);
  return cwSuccess;
}

cwError_t capture(Stream &stream, const OperationPtr &operation, bool wait,
                  bool &captured) {
  GraphLock lock(graph_mutex);
  captured = stream.capture != nullptr;
  if (!captured)
    return check_no_capture(stream);
  if (stream.capture->invalid)
    return cwErrorStreamCaptureInvalidated;
  if (wait)
    return invalidate(*stream.capture, cwErrorStreamCaptureUnsupported);
  stream.frontier = {
      add_node(stream.capture->graph, operation, stream.frontier)};
  return cwSuccess;
}

cwError_t capture_record(Stream &stream, cwEvent_st &event, bool &captured) {
  GraphLock lock(graph_mutex);
  captured = stream.capture != nullptr;
  if (!captured)
    return check_no_capture(stream);
  if (stream.capture->invalid)
    return cwErrorStreamCaptureInvalidated;
  std::lock_guard<std::mutex> event_lock(event.mutex);
  event.capture = stream.capture;
  event.captured = stream.frontier;
  return cwSuccess;
}

cwError_t capture_wait(Stream &stream, cwEvent_st &event, bool &captured) {
  GraphLock lock(graph_mutex);
  std::lock_guard<std::mutex> event_lock(event.mutex);
  const auto from =
      event.capture && !event.capture->ended ? event.capture : nullptr;
  captured = stream.capture || from;
  if (!captured)
    return cwSuccess;
  if (!from) // a captured stream waits for an event outside of the capture
    return event.record
               ? invalidate(*stream.capture, cwErrorStreamCaptureIsolation)
               : cwSuccess;
  if (from->invalid)
    return cwErrorStreamCaptureInvalidated;
  if (!stream.capture) {
    if (stream.flags & legacy_flag)
      return invalidate(*from, cwErrorStreamCaptureImplicit);
    stream.capture = from;
    from->streams.insert(&stream);
    from->forked = true;
    stream.frontier = event.captured;
    return cwSuccess;
  }
  if (stream.capture != from) {
    invalidate(*from, cwSuccess);
    return invalidate(*stream.capture, cwErrorStreamCaptureMerge);
  }
  for (cwGraphNode_t node : event.captured)
    if (std::find(stream.frontier.begin(), stream.frontier.end(), node) ==
        stream.frontier.end())
      stream.frontier.push_back(node);
  return cwSuccess;
}

void abandon_capture(Stream &stream) {
  if (!anything_captured())
    return;
  GraphLock lock(graph_mutex);
  if (!stream.capture)
    return;
  const auto capture = stream.capture;
  capture->streams.erase(&stream);
  stream.capture.reset();
  stream.frontier.clear();
  // The nodes of a branch are in the graph; the end of the capture checks
  // whether the branch was joined.
  if (capture->origin == &stream) {
    capture->invalid = true;
    end(capture);
    if (capture->owns_graph)
      destroy_graph(capture->graph);
  }
}

} // namespace cw::cpu

using namespace cw::cpu;

namespace {
cwError_t begin_capture(cwStream_t handle, cwGraph_t graph,
                        const cwGraphNode_t *needs, std::size_t count,
                        cwStreamCaptureMode mode) {
  return api([&] {
    static unsigned long long next_id = 1;
    const auto stream = find_stream(handle);
    if (!stream)
      return cwErrorInvalidResourceHandle;
    if (unsigned(mode) > cwStreamCaptureModeRelaxed)
      return cwErrorInvalidValue;
    if (!handle || handle == cwStreamLegacy)
      return cwErrorStreamCaptureUnsupported;
    GraphLock lock(graph_mutex);
    if (stream->capture)
      return cwErrorIllegalState;
    if (graph && !valid(graph))
      return cwErrorInvalidValue;
    auto capture = std::make_shared<Capture>();
    capture->owns_graph = !graph;
    if (!graph) {
      graph = create_graph();
    }
    capture->graph = graph;
    capture->origin = stream.get();
    capture->mode = mode;
    capture->id = next_id++;
    capture->streams.insert(stream.get());
    stream->capture = capture;
    stream->frontier.assign(needs, needs + count);
    active.insert(capture);
    ++captures;
    return cwSuccess;
  });
}
} // namespace

cwError_t cwStreamBeginCapture(cwStream_t stream, cwStreamCaptureMode mode) {
  return begin_capture(stream, nullptr, nullptr, 0, mode);
}
cwError_t cwStreamBeginCaptureToGraph(cwStream_t stream, cwGraph_t graph,
                                      const cwGraphNode_t *needs,
                                      const cwGraphEdgeData *edges,
                                      size_t count, cwStreamCaptureMode mode) {
  if (!cw_are_plain(edges, count))
    return remember(cwErrorNotSupported);
  return graph ? begin_capture(stream, graph, needs, count, mode)
               : remember(cwErrorInvalidValue);
}

cwError_t cwStreamEndCapture(cwStream_t handle, cwGraph_t *graph) {
  return api([&] {
    const auto stream = find_stream(handle);
    if (!stream)
      return cwErrorInvalidResourceHandle;
    GraphLock lock(graph_mutex);
    const auto capture = stream->capture;
    // A program that captures into its own graph need not ask for the graph.
    if (!graph && !(capture && !capture->owns_graph))
      return cwErrorInvalidValue;
    cwGraph_t unasked;
    if (!graph)
      graph = &unasked;
    *graph = nullptr;
    if (!capture)
      return cwErrorIllegalState;
    if (capture->origin != stream.get())
      return invalidate(*capture, cwErrorStreamCaptureUnmatched);
    if (capture->mode != cwStreamCaptureModeRelaxed &&
        capture->thread != std::this_thread::get_id())
      return cwErrorStreamCaptureWrongThread;
    cwError_t error =
        capture->invalid ? cwErrorStreamCaptureInvalidated : cwSuccess;
    if (!error && capture->forked) {
      // Every branch must be joined: the only nodes without dependents are this
      // stream's last ones.
      std::unordered_set<cwGraphNode_t> needed(stream->frontier.begin(),
                                               stream->frontier.end());
      for (const auto &node : capture->graph->nodes)
        needed.insert(node->needs.begin(), node->needs.end());
      for (const auto &node : capture->graph->nodes)
        if (!needed.count(node.get()))
          error = cwErrorStreamCaptureUnjoined;
    }
    end(capture);
    if (error) {
      if (capture->owns_graph)
        destroy_graph(capture->graph);
      return error;
    }
    *graph = capture->graph;
    return cwSuccess;
  });
}

cwError_t cwStreamIsCapturing(cwStream_t handle,
                              cwStreamCaptureStatus *status) {
  return cwStreamGetCaptureInfo(handle, status, nullptr, nullptr, nullptr,
                                nullptr);
}
cwError_t cwStreamGetCaptureInfo(cwStream_t handle,
                                 cwStreamCaptureStatus *status,
                                 unsigned long long *id, cwGraph_t *graph,
                                 const cwGraphNode_t **needs, size_t *count) {
  return api([&] {
    const auto stream = find_stream(handle);
    if (!stream)
      return cwErrorInvalidResourceHandle;
    if (!status)
      return cwErrorInvalidValue;
    GraphLock lock(graph_mutex);
    const auto capture = stream->capture;
    *status = !capture           ? cwStreamCaptureStatusNone
              : capture->invalid ? cwStreamCaptureStatusInvalidated
                                 : cwStreamCaptureStatusActive;
    if (*status != cwStreamCaptureStatusActive)
      return cwSuccess;
    if (id)
      *id = capture->id;
    if (graph)
      *graph = capture->graph;
    if (needs)
      *needs = stream->frontier.data();
    if (count)
      *count = stream->frontier.size();
    return cwSuccess;
  });
}
cwError_t cwStreamUpdateCaptureDependencies(cwStream_t handle,
                                            cwGraphNode_t *needs, size_t count,
                                            unsigned int flags) {
  return api([&] {
    const auto stream = find_stream(handle);
    if (!stream)
      return cwErrorInvalidResourceHandle;
    if (flags > cwStreamSetCaptureDependencies || (count && !needs))
      return cwErrorInvalidValue;
    GraphLock lock(graph_mutex);
    if (!stream->capture)
      return cwErrorIllegalState;
    for (std::size_t i = 0; i < count; ++i)
      if (!valid(needs[i]) || needs[i]->graph != stream->capture->graph)
        return cwErrorInvalidValue;
    if (flags == cwStreamSetCaptureDependencies)
      stream->frontier.clear();
    stream->frontier.insert(stream->frontier.end(), needs, needs + count);
    return cwSuccess;
  });
}
cwError_t cwThreadExchangeStreamCaptureMode(cwStreamCaptureMode *mode) {
  if (!mode || unsigned(*mode) > cwStreamCaptureModeRelaxed)
    return remember(cwErrorInvalidValue);
  std::swap(*mode, thread_mode);
  return cwSuccess;
}
