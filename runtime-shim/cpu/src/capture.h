// Stream capture: a captured stream records its operations as nodes of a graph
// instead of running them. This file owns the captures in progress.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stream.h"

namespace cw::cpu {

/// Whether any stream of the process is being captured. A quick test before the
/// calls below.
bool anything_captured();
/// Whether this stream is being captured.
bool is_captured(cwStream_t stream);
/// Records the operation if the stream is being captured (`captured`). Returns
/// an error if the call is not allowed now.
cwError_t capture(Stream &stream, const OperationPtr &operation, bool wait,
                  bool &captured);
cwError_t capture_record(Stream &stream, cwEvent_st &event, bool &captured);
cwError_t capture_wait(Stream &stream, cwEvent_st &event, bool &captured);
/// The result of a call that waits for the stream: an error if the stream is
/// being captured, else cwSuccess.
cwError_t check_no_capture(Stream &stream);
/// The same for a call that waits for the whole device, in any mode of the
/// capture.
cwError_t check_no_capture(int device);
/// The result of a call that is unsafe during a capture because it may wait for
/// the device: allocating and freeing memory, querying an event. It depends on
/// the modes of the captures and of the thread (CUDA Runtime API reference,
/// cudaThreadExchangeStreamCaptureMode).
cwError_t check_unsafe_call();
/// Ends the capture of a stream that is destroyed.
void abandon_capture(Stream &stream);

} // namespace cw::cpu
