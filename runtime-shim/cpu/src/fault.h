// What the machine traps in a kernel: bad addresses, bad instructions, stacks
// that are full, integer divisions without a result.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include <cw/types.h>

namespace cw::cpu {

/// A trap, as the operating system tells it.
struct Fault {
  int signal = 0, code = 0;
  const void *address = nullptr;     ///< what was touched, where that is known
  const void *instruction = nullptr; ///< where the thread was
  bool write = false;
};

/// What a fault in a kernel becomes.
cwError_t error_of(const Fault &fault);
std::string text_of(const Fault &fault);

/// Takes the signals of faults from now on. A fault in a kernel goes to
/// `on_kernel_fault`, any other to whoever had the signal before. Does nothing
/// under the sanitizers, which report faults themselves, and where
/// CW_FAULTS=crash. `in_kernel` and `on_kernel_fault` are called in a signal
/// handler on the thread that faulted; the latter does not return.
void catch_faults(bool (*in_kernel)(), void (*on_kernel_fault)(const Fault &));

/// The calling thread's stack for signal handlers, without which a full stack
/// can't be told. Keeps one that the thread already has.
class SignalStack {
public:
  SignalStack();
  ~SignalStack();
  SignalStack(const SignalStack &) = delete;

private:
  void *memory_ = nullptr;
};

/// After a fault: gives back the locks of standard streams that the thread held
/// when it was stopped in the middle of printing.
void release_stream_locks();

/// Memory between two stretches of addresses that nobody may touch, so that an
/// overrun is a fault and not a change of something else. Null when there is
/// none.
constexpr std::size_t guard_size = 1 << 20;
void *map_guarded(std::size_t size);
void unmap_guarded(void *memory, std::size_t size);
/// Whether the address is in the guards around the memory.
inline bool in_guard(const void *address, const void *memory,
                     std::size_t size) {
  const auto *a = static_cast<const char *>(address);
  const auto *m = static_cast<const char *>(memory);
  return m && ((a >= m - guard_size && a < m) ||
               (a >= m + size && a < m + size + guard_size));
}

} // namespace cw::cpu
