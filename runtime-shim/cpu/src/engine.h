// Runs a grid of blocks on this machine's cores.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <cw/cpu/launch.h>

namespace cw::cpu {

class Operation;

/// The device's limits for launches, which its properties report.
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

/// The number of cores that run blocks, which the device reports as
/// multiprocessors.
int worker_count();

/// A number that identifies this launch for CW_SCHEDULE=random. Numbers
/// increase in the order of the calls.
std::uint64_t next_launch_number();

/// Runs every thread of the grid and returns when all have ended. Returns
/// cwSuccess, or cwErrorLaunchFailure after a message on stderr if a block
/// cannot continue or a kernel trapped.
cwError_t run_grid(const KernelCall &call, const LaunchShape &shape,
                   std::uint64_t launch_number);

// Launches from kernels (CUDA C++ Programming Guide, "CUDA Dynamic
// Parallelism"): a grid ends after all grids that it launched. Children run in
// the order of their launches, after the blocks of the parent.

/// Whether the caller is a thread of a kernel.
bool in_kernel();
/// Makes the operation a child of the running kernel.
void launch_child(std::shared_ptr<const Operation> operation);
/// Runs all children that were launched so far, for a kernel's
/// cwDeviceSynchronize().
cwError_t run_children();

} // namespace cw::cpu
