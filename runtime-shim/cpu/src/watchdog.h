// The watchdog: periodically checks whether the running grids make progress. If
// no block has started for some time, running blocks may wait for blocks that
// have not started, as in a hand-written grid barrier; on a GPU all of them
// would run at once. So such a grid gets more and more threads. The watchdog
// owns a thread and the list of the grids that run.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cw::cpu {

struct GridRun;
struct WatchdogSlot;

/// Lets the watchdog check the grid. The destructor returns when only the
/// caller uses the grid.
class Watched {
public:
  explicit Watched(GridRun &grid);
  ~Watched();
  Watched(const Watched &) = delete;

private:
  WatchdogSlot &slot_;
  GridRun &grid_;
  bool nested_; ///< within another launch, which is watched
};

} // namespace cw::cpu
