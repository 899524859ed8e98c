// Threads of the library's own.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

namespace cw::cpu {

/// Bytes that every thread of the program has for thread_local variables. They
/// lie in the stack that a thread is made with, and CW_SHARED variables may be
/// more than a usual one holds.
std::size_t thread_local_bytes();

/// Runs `work` on a thread of its own whose stack has room for them. Throws
/// std::system_error when there can be no more threads.
void start_thread(std::function<void()> work);

} // namespace cw::cpu
