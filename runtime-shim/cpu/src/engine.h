// The kernel engine: runs a grid of blocks on this machine's cores. It owns a
// grid while the grid runs; each OS thread's worker runs blocks (worker.h).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include <cw/cpu/launch.h>

namespace cw::cpu {

class Operation;

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

/// Makes the operation a child of the running kernel.
void launch_child(std::shared_ptr<const Operation> operation);
/// Runs all children that were launched so far, for a kernel's
/// cwDeviceSynchronize().
cwError_t run_children();

} // namespace cw::cpu
