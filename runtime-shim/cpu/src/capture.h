// How streams that are being captured record what would else run. The graphs
// themselves are in graph.cpp. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stream.h"

namespace cw::cpu {

/// Whether any stream of the process is being captured: a quick test before the
/// calls below.
bool anything_captured();
/// Whether this one is.
bool is_captured(cwStream_t stream);
/// Records the operation if the stream is being captured (`captured`). An error
/// when the call is not allowed now.
cwError_t capture(Stream &stream, const OperationPtr &operation, bool wait,
                  bool &captured);
cwError_t capture_record(Stream &stream, cwEvent_st &event, bool &captured);
cwError_t capture_wait(Stream &stream, cwEvent_st &event, bool &captured);
/// What a call that waits for the stream returns while it is captured;
/// cwSuccess when it is not.
cwError_t check_no_capture(Stream &stream);
/// The same for a call that waits for the whole device, whatever the capture's
/// mode.
cwError_t check_no_capture(int device);
/// What a call returns that is unsafe while something is captured, since it may
/// wait for the device: giving out and taking back memory, asking for an event.
/// The captures' modes and the thread's own decide (CUDA Runtime API reference,
/// cudaThreadExchangeStreamCaptureMode).
cwError_t check_unsafe_call();
/// The stream is destroyed in the middle of a capture.
void abandon_capture(Stream &stream);

} // namespace cw::cpu
