// Faults in kernels that the machine traps: bad addresses, bad instructions,
// stack overflows, integer divisions without a result. This file owns the
// handlers of the signals; the engine decides what a fault in a kernel means.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include <cw/types.h>

namespace cw::cpu {

/// A trap, as reported by the operating system.
struct Fault {
  int signal = 0, code = 0;
  const void *address = nullptr;     ///< the accessed address, if known
  const void *instruction = nullptr; ///< the program counter
  bool write = false;
};

/// The error for a fault in a kernel.
cwError_t error_of(const Fault &fault);
std::string text_of(const Fault &fault);

/// Installs handlers for the signals of faults. A fault in a kernel goes to
/// `on_kernel_fault`, any other to the previous handler. Does nothing under the
/// sanitizers, which report faults themselves, or with CW_FAULTS=crash.
/// `in_kernel` and `on_kernel_fault` are called in a signal handler on the
/// thread that faulted; the latter does not return.
void catch_faults(bool (*in_kernel)(), void (*on_kernel_fault)(const Fault &));

/// The calling thread's stack for signal handlers, which is needed to report a
/// stack overflow. Keeps an existing one of the thread.
class SignalStack {
public:
  SignalStack();
  ~SignalStack();
  SignalStack(const SignalStack &) = delete;

private:
  void *memory_ = nullptr;
};

/// After a fault: releases the locks of standard streams, in case the thread
/// was stopped while printing.
void release_stream_locks();

/// Memory between two guard areas, so that an overrun is a fault instead of a
/// change of other data. Null if there is no memory.
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
