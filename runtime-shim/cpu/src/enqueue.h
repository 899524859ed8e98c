// The way of every operation of the API: into a stream, into the graph of a
// captured stream, or to the kernel that launches it. It owns nothing.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stream.h"

namespace cw::cpu {

/// Queues the operation in the stream. With `wait`, returns when it is done. If
/// the stream is being captured, records the operation. In a kernel, makes the
/// operation a child of the kernel, or runs it directly with `wait`.
cwError_t enqueue(cwStream_t stream, OperationPtr operation, bool wait = false);

} // namespace cw::cpu
