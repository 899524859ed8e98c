// The start of every thread of the library. Nothing joins the threads: the pool
// that starts one gives it work until the process ends.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

namespace cw::cpu {

/// Bytes of thread_local variables in every thread of the program. They are
/// part of the thread's stack, and CW_SHARED variables may need more than a
/// default stack holds.
std::size_t thread_local_bytes();

/// Runs `work` on a new thread with a stack that is large enough for them.
/// Throws std::system_error if no thread can be created.
void start_thread(std::function<void()> work);

} // namespace cw::cpu
