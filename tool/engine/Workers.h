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

/// Each piece in a process of its own, forked from this one: it knows all that
/// this one knows, and what it changes is lost with it. Where the pieces
/// together need more than the memory given, fewer run at a time; only one that
/// needs more by itself fails. When this process ends, whatever ends it, so do
/// they. The caller must have no other threads.
void workInProcesses(size_t Count, const WorkLimits &Limits, Work Make,
                     TakeWork Take);

/// Makes the piece that `Part` says. It may call `Part` late, when it has done
/// what all pieces have in common; it has to call it once.
using LateWork =
    llvm::function_ref<std::string(llvm::function_ref<size_t()> Part)>;

/// Likewise, but `Make` is called once only, in a process of its own, and
/// `Part` returns once for each piece, in a process forked there. Should the
/// common part fail, each piece is made from its start.
void workAfterOneStart(size_t Count, const WorkLimits &Limits, LateWork Make,
                       TakeWork Take);

/// Each piece on a thread of this process. A crash is caught; the limits of
/// time and memory are not watched.
void workInThreads(size_t Count, const WorkLimits &Limits, Work Make,
                   TakeWork Take);

/// What this machine, or this container, can spare at present; 0: unknown.
uint64_t availableMemory();

} // namespace causeway
