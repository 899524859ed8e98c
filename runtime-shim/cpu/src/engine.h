// Runs a grid of blocks on this machine's cores.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <cw/cpu/launch.h>

namespace cw::cpu {

class Operation;

/// The device's limits on launches, and what the device tells of itself.
struct Limits {
  static constexpr unsigned max_threads = 1024;
  static constexpr unsigned max_block[3] = {1024, 1024, 64};
  static constexpr unsigned max_grid[3] = {2147483647u, 65535, 65535};
  static constexpr std::size_t shared = 48 << 10;
  static constexpr std::size_t shared_optin = 227 << 10;
  static constexpr std::size_t shared_per_multiprocessor = 228 << 10;
  static constexpr unsigned threads_per_multiprocessor = 2048;
  static constexpr unsigned blocks_per_multiprocessor = 16;
  static constexpr unsigned registers = 65536;
};

/// Cores that run blocks: what the device calls its multiprocessors.
int worker_count();

/// A number that tells this launch from others under CW_SCHEDULE=random: taken
/// in the order of the calls.
std::uint64_t next_launch_number();

/// Runs every thread of the grid and returns when all have ended: cwSuccess, or
/// cwErrorLaunchFailure after a message on stderr when a block can't go on or a
/// kernel trapped.
cwError_t run_grid(const KernelCall &call, const LaunchShape &shape,
                   std::uint64_t launch_number);

// What kernels launch (CUDA C++ Programming Guide, "CUDA Dynamic Parallelism"):
// a grid has ended when what it launched has. Children run in the order of
// their launches, once the blocks of the parent have ended.

/// Whether the caller is a thread of a kernel.
bool in_kernel();
/// Makes the operation a child of the running kernel.
void launch_child(std::shared_ptr<const Operation> operation);
/// Runs the children so far, now: what a kernel's cwDeviceSynchronize() means.
cwError_t run_children();

} // namespace cw::cpu
