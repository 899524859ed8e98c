// Runs pieces of work in parallel and returns the bytes that each makes. A
// piece that crashes, hangs or uses too much memory costs that piece and
// nothing else. All workers end before a function returns.
//
//   WorkLimits Limits;
//   Limits.jobs = 4;
//   workInProcesses(
//       Count, Limits, [&](size_t I) { return serialize(parse(I)); },
//       [&](size_t I, WorkResult R) { Results[I] = std::move(R); });
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/STLFunctionalExtras.h"
#include <chrono>
#include <cstdint>
#include <string>

namespace causeway {

struct WorkLimits {
  unsigned jobs = 1;              ///< Pieces at the same time.
  std::chrono::seconds time{300}; ///< For one piece.
  uint64_t memory = 0; ///< Bytes for all workers together; 0: no limit.
};

struct WorkResult {
  std::string bytes;
  std::string failure; ///< Why there are no bytes; empty: success.
};

/// Makes piece number `I`; called in parallel.
using Work = llvm::function_ref<std::string(size_t I)>;
/// Receives piece number `I`. Pieces arrive in the order they finish, one at a
/// time.
using TakeWork = llvm::function_ref<void(size_t I, WorkResult R)>;

/// Forks worker processes, each of which makes several pieces. A worker starts
/// with the state of this process, and its changes are lost when it ends. A
/// worker that crashes or exceeds a limit costs its current piece and is
/// replaced. If the pieces together need more memory than the limit, fewer run
/// at a time; a piece fails only if it needs more than the limit alone. The
/// workers end when this process ends, for any reason. The caller must have no
/// other threads.
void workInProcesses(size_t Count, const WorkLimits &Limits, Work Make,
                     TakeWork Take);

/// Runs each piece on a thread of this process. A crash is caught. The limits
/// of time and memory do not apply.
void workInThreads(size_t Count, const WorkLimits &Limits, Work Make,
                   TakeWork Take);

/// The free memory of this machine or container, in bytes; 0: unknown.
uint64_t availableMemory();

} // namespace causeway
