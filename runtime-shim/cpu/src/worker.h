// Runs blocks on the calling OS thread: one block at a time, its GPU threads in
// loops on fibers. Each OS thread owns one worker.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace cw::cpu {

struct GridRun;

/// Runs the blocks from `first` to `end - 1`. If the grid is not cooperative,
/// continues with its next free blocks. Returns when none is left or the grid
/// has failed.
void run_blocks(GridRun &grid, std::uint64_t first, std::uint64_t end);

/// The grid whose kernel calls this; null outside of kernels.
GridRun *running_grid();
/// Whether the caller is a thread of a kernel.
inline bool in_kernel() { return running_grid() != nullptr; }

/// The number of blocks of the grid that workers have taken but not started.
std::uint64_t blocks_not_started(const GridRun &grid);

} // namespace cw::cpu
