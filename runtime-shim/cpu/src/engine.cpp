// SPDX-License-Identifier: Apache-2.0
#include "engine.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <new>
#include <numeric>

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include "block_loops.h"
#include "crew.h"
#include "grid_run.h"
#include "launch_check.h"
#include "schedule.h"
#include "threads.h"
#include "watchdog.h"
#include "worker.h"

namespace cw::cpu {

int worker_count() {
  static const int count = [] {
    const char *text = std::getenv("CW_WORKERS");
    const int asked = text ? std::atoi(text) : 0;
    return asked > 0 ? asked : tbb::this_task_arena::max_concurrency();
  }();
  return count;
}

/// oneTBB chooses the stack size of its threads.
static void make_room_for_thread_locals() {
  using Control = tbb::global_control;
  // It is never destroyed: kernels may run until the process ends.
  alignas(Control) static std::byte memory[sizeof(Control)];
  [[maybe_unused]] static const Control *const forever = new (memory) Control(
      Control::thread_stack_size,
      Control::active_value(Control::thread_stack_size) + thread_local_bytes());
}

std::uint64_t next_launch_number() {
  static std::atomic<std::uint64_t> next{0};
  return next.fetch_add(1, std::memory_order_relaxed);
}

static cwError_t run_grid_as(BlockFunction loops, const KernelCall &call,
                             const LaunchShape &shape,
                             std::uint64_t launch_number) {
  GridRun grid(call, shape);
  grid.loops = loops;
  if (schedule().random) {
    Random random{schedule().seed * 0x9e3779b97f4a7c15u + launch_number};
    grid.seed = random.next() | 1;
    grid.offset = random.next() % grid.blocks;
    do
      grid.stride = random.next() % grid.blocks + 1;
    while (std::gcd(grid.stride, grid.blocks) != 1);
  }
  if (shape.cooperative) {
    grid.live_blocks = grid.blocks;
    if (!crew().run(unsigned(grid.blocks),
                    [&](unsigned i) { run_blocks(grid, i, i + 1); })) {
      std::fprintf(stderr,
                   "causeway: no threads for the %llu blocks of a cooperative "
                   "launch of %s\n",
                   static_cast<unsigned long long>(grid.blocks),
                   subject(call).c_str());
      return cwErrorLaunchOutOfResources;
    }
    return grid.failure ? grid.failure.load() : grid.run_children();
  }
  const std::uint64_t threads =
      std::uint64_t(shape.block.x) * shape.block.y * shape.block.z;
  const std::uint64_t workers = grid.seed ? 1 : std::uint64_t(worker_count());
  // Large pieces: neighbours' memory stays with one core. Each worker still
  // gets several, since blocks differ in cost.
  grid.chunk =
      std::clamp<std::uint64_t>(grid.blocks / (workers * 16), 1,
                                std::max<std::uint64_t>(1, 1048576 / threads));
  const int teams =
      int(std::min(workers, (grid.blocks + grid.chunk - 1) / grid.chunk));
  if (grid.blocks == 1) {
    run_blocks(grid, 0, 0);
  } else {
    grid.threads = unsigned(teams);
    const Watched watched(grid);
    if (teams <= 1) {
      run_blocks(grid, 0, 0);
    } else {
      make_room_for_thread_locals();
      tbb::parallel_for(
          0, teams, [&](int) { run_blocks(grid, 0, 0); },
          tbb::simple_partitioner{});
    }
  }
  return grid.failure ? grid.failure.load() : grid.run_children();
}

cwError_t run_grid(const KernelCall &call, const LaunchShape &shape,
                   std::uint64_t launch_number) {
  auto run = [&](BlockFunction loops) {
    return run_grid_as(loops, call, shape, launch_number);
  };
  // A random schedule is one of threads, so fibers run them.
  const BlockFunction loops =
      schedule().random ? nullptr : block_function(call, shape);
  if (loops && checks_launches() && !in_kernel())
    return run_both(
        subject(call), [&] { return run(loops); },
        [&] { return run(nullptr); });
  return run(loops);
}

void launch_child(OperationPtr operation) {
  GridRun &grid = *running_grid();
  std::lock_guard<std::mutex> lock(grid.mutex);
  grid.children.push_back(std::move(operation));
}
cwError_t run_children() {
  // This OS thread is in the middle of a block.
  cwError_t error = cwErrorLaunchOutOfResources; // if there is no thread
  crew().run(1, [grid = running_grid(), &error](unsigned) {
    error = grid->run_children();
  });
  return error;
}

} // namespace cw::cpu
