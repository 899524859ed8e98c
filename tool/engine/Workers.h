// Runs pieces of work beside each other and hands back the bytes that each
// makes. A piece that crashes, hangs or eats the memory costs that piece and
// nothing else.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/STLFunctionalExtras.h"
#include <chrono>
#include <cstdint>
#include <string>

namespace causeway {

struct WorkLimits {
  unsigned jobs = 1;              ///< Pieces at a time.
  std::chrono::seconds time{300}; ///< For one piece.
  uint64_t memory = 0;            ///< Bytes for all together; 0: no limit.
};

struct WorkResult {
  std::string bytes;
  std::string failure; ///< Why there are no bytes; empty: there are.
};

/// Makes piece number `I`; runs beside others.
using Work = llvm::function_ref<std::string(size_t I)>;
/// Takes piece number `I`, in the order they finish, one at a time.
using TakeWork = llvm::function_ref<void(size_t I, WorkResult R)>;

/// In processes forked from this one, each of which makes one piece after the
/// other: they know all that this one knows, and what they change is lost with
/// them. One that crashes, or passes a limit, costs the piece it is at and is
/// replaced. Where the pieces together need more than the memory given, fewer
/// run at a time; only one that needs more by itself fails. When this process
/// ends, whatever ends it, so do they. The caller must have no other threads.
void workInProcesses(size_t Count, const WorkLimits &Limits, Work Make,
                     TakeWork Take);

/// Each piece on a thread of this process. A crash is caught; the limits of
/// time and memory are not watched.
void workInThreads(size_t Count, const WorkLimits &Limits, Work Make,
                   TakeWork Take);

/// What this machine, or this container, can spare at present; 0: unknown.
uint64_t availableMemory();

} // namespace causeway
