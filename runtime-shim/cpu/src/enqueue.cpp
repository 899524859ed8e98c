// SPDX-License-Identifier: Apache-2.0
#include "enqueue.h"

#include "capture.h"
#include "engine.h"
#include "worker.h"

namespace cw::cpu {

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
