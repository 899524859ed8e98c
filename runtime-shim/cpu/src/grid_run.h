// One grid that runs: the state that its workers share. run_grid() owns it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include <cw/cpu/launch.h>

#include "crew.h"
#include "operation.h"

namespace cw::cpu {

/// The name of a kernel in messages.
std::string subject(const KernelCall &call);

struct GridRun {
  GridRun(const KernelCall &call, const LaunchShape &shape)
      : call(call), shape(shape),
        blocks(std::uint64_t(shape.grid.x) * shape.grid.y * shape.grid.z) {}

  const KernelCall &call;
  const LaunchShape &shape;
  std::uint64_t blocks;
  void (*loops)() = nullptr; ///< runs a whole block; null: fibers do
  std::uint64_t seed = 0;    ///< not 0 in a random schedule
  std::uint64_t chunk = 1;   ///< blocks that a worker takes at a time
  std::atomic<std::uint64_t> next_block{0};
  std::atomic<cwError_t> failure{cwSuccess};
  std::vector<OperationPtr> children; ///< guarded by mutex
  // The order of blocks in a random schedule: i -> (i * stride + offset) mod
  // blocks.
  std::uint64_t stride = 1, offset = 0;
  // The grid barrier of a cooperative launch.
  std::mutex mutex;
  std::condition_variable all_arrived;
  std::uint64_t live_blocks = 0, arrived_blocks = 0, generation = 0;
  // The watchdog's data.
  Crew::Team helpers;          ///< threads in addition to the initial ones
  std::uint64_t seen = 0;      ///< blocks that were taken at the last check
  std::uint64_t seen_left = 0; ///< of these, blocks that had not started
  unsigned threads = 0;        ///< number of threads that run its blocks
  unsigned looks_in_vain = 0;  ///< consecutive checks without progress
  bool reported = false;

  /// Returns false if it had already failed.
  bool fail(cwError_t error) {
    std::lock_guard<std::mutex> lock(mutex);
    const bool first = !failure;
    if (first)
      failure = error;
    all_arrived.notify_all();
    return first;
  }
  cwError_t run_children() {
    std::vector<OperationPtr> launched;
    {
      std::lock_guard<std::mutex> lock(mutex);
      launched.swap(children);
    }
    for (const OperationPtr &child : launched)
      if (const cwError_t error = child->run())
        return error;
    return cwSuccess;
  }
  void open_if_complete() {
    if (arrived_blocks == live_blocks) {
      arrived_blocks = 0;
      ++generation;
      all_arrived.notify_all();
    }
  }
  /// Returns false if the grid failed meanwhile.
  bool wait_for_blocks() {
    std::unique_lock<std::mutex> lock(mutex);
    const std::uint64_t mine = generation;
    ++arrived_blocks;
    open_if_complete();
    all_arrived.wait(lock, [&] { return generation != mine || failure; });
    return !failure;
  }
  void block_ended() {
    std::lock_guard<std::mutex> lock(mutex);
    --live_blocks;
    if (live_blocks)
      open_if_complete();
  }
};

} // namespace cw::cpu
