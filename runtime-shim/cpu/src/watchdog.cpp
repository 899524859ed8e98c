// SPDX-License-Identifier: Apache-2.0
#include "watchdog.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <sched.h>
#include <system_error>
#include <unordered_set>

#include "crew.h"
#include "grid_run.h"
#include "threads.h"
#include "worker.h"

namespace cw::cpu {

/// A slot with the grid that a thread launches, for the watchdog. A launch
/// must cost almost nothing here.
struct WatchdogSlot {
  std::atomic<GridRun *> grid{nullptr}; ///< looking() during a check
  std::atomic<bool> taken{true};
  WatchdogSlot *next = nullptr;
};

namespace {

class Watchdog {
public:
  static constexpr unsigned most_threads = 256;
  static constexpr auto interval = std::chrono::milliseconds(250);
  static constexpr unsigned looks_until_report = 40;
  static constexpr unsigned looks_until_rest = 40;
  static constexpr auto rest = std::chrono::milliseconds(2000);

  using Slot = WatchdogSlot;

  void watch(Slot &slot, GridRun &grid) {
    slot.grid.store(&grid, std::memory_order_release);
    if (state_.load(std::memory_order_relaxed) == State::Busy)
      return;
    std::lock_guard<std::mutex> lock(mutex_);
    if (needs_all_at_once(grid))
      help(grid, unsigned(grid.blocks));
    if (!alive_) {
      try {
        start_thread([this] { look(); });
        alive_ = true;
      } catch (const std::system_error &) {
      }
    }
    if (resting_)
      wake_.notify_one();
  }
  /// Returns when only the caller uses the grid.
  void unwatch(Slot &slot, GridRun &grid) {
    GridRun *expected = &grid;
    while (!slot.grid.compare_exchange_weak(expected, nullptr)) {
      expected = &grid;
      sched_yield();
    }
    if (!grid.helpers.work)
      return;
    crew().wait(grid.helpers);
    // Every block needed its own thread before any block ended: the next launch
    // starts that way.
    if (grid.threads >= grid.blocks && grid.call.kernel()) {
      std::lock_guard<std::mutex> lock(mutex_);
      all_at_once_.insert(grid.call.kernel());
      update_state();
    }
  }

  /// The slot of the calling thread. Slots are kept and reused by other
  /// threads.
  Slot &slot() {
    struct Owner {
      Slot *slot = nullptr;
      ~Owner() {
        if (slot)
          slot->taken = false;
      }
    };
    static thread_local Owner owner;
    if (!owner.slot) {
      std::lock_guard<std::mutex> lock(mutex_);
      Slot *at = slots_;
      while (at && at->taken)
        at = at->next;
      if (at) {
        at->taken = true;
      } else {
        at = new Slot;
        at->next = slots_;
        slots_ = at;
      }
      owner.slot = at;
    }
    return *owner.slot;
  }

private:
  bool needs_all_at_once(const GridRun &grid) const {
    return !all_at_once_.empty() && grid.blocks <= most_threads &&
           grid.call.kernel() && all_at_once_.count(grid.call.kernel());
  }
  void help(GridRun &grid, unsigned threads) {
    threads = unsigned(std::min<std::uint64_t>(
        {threads, most_threads, grid.threads + grid.blocks - grid.seen}));
    if (threads <= grid.threads)
      return;
    if (!grid.helpers.work)
      grid.helpers.work = [&grid](unsigned) { run_blocks(grid, 0, 0); };
    if (crew().start(grid.helpers, grid.threads, threads - grid.threads))
      grid.threads = threads;
  }
  void look() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (unsigned idle = 0;;) {
      resting_ = idle >= looks_until_rest;
      update_state();
      if (wake_.wait_for(lock, resting_ ? rest : interval) ==
          std::cv_status::no_timeout) {
        idle = 0; // from now on the intervals count
        continue;
      }
      ++idle;
      for (Slot *slot = slots_; slot; slot = slot->next) {
        GridRun *grid = slot->grid.load();
        if (!grid || !slot->grid.compare_exchange_strong(grid, looking()))
          continue;
        idle = 0;
        look_at(*grid);
        slot->grid.store(grid);
      }
    }
  }
  /// Replaces the grid in a slot during a check.
  static GridRun *looking() { return reinterpret_cast<GridRun *>(1); }
  void update_state() {
    state_ = alive_ && !resting_ && all_at_once_.empty() ? State::Busy
                                                         : State::Other;
  }
  void look_at(GridRun &grid) {
    const std::uint64_t left = blocks_not_started(grid);
    const std::uint64_t taken =
        std::min(grid.next_block.load(std::memory_order_relaxed), grid.blocks);
    const bool same = taken == grid.seen && left == grid.seen_left;
    const std::uint64_t begun = taken - left;
    grid.seen = taken;
    grid.seen_left = left;
    if (!same || begun >= grid.blocks || grid.failure) {
      grid.looks_in_vain = 0;
      return;
    }
    ++grid.looks_in_vain;
    // A random schedule uses one core, and keeps it as long as the grid may
    // make progress.
    if (!grid.seed || grid.looks_in_vain >= looks_until_report / 2)
      help(grid, 2 * grid.threads);
    if (grid.looks_in_vain < looks_until_report || grid.reported)
      return;
    grid.reported = true;
    std::fprintf(
        stderr,
        "causeway: %s seems to be in a deadlock: %llu of its %llu blocks have "
        "started, and for %d s none has ended. If they wait for the others, as "
        "in a hand-written grid barrier, launch it cooperatively or with fewer "
        "blocks.\n",
        subject(grid.call).c_str(), static_cast<unsigned long long>(begun),
        static_cast<unsigned long long>(grid.blocks),
        int(looks_until_report * interval.count() / 1000));
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  Slot *slots_ = nullptr;
  std::unordered_set<const void *> all_at_once_; ///< kernels by address
  bool alive_ = false, resting_ = false;
  /// Busy: the watchdog checks often, and no known kernel needs more threads.
  enum class State { Busy, Other };
  std::atomic<State> state_{State::Other};
};
Watchdog &watchdog() {
  static Watchdog *const forever = new Watchdog; // its thread outlives main
  return *forever;
}

} // namespace

Watched::Watched(GridRun &grid) : slot_(watchdog().slot()), grid_(grid) {
  nested_ = slot_.grid.load(std::memory_order_relaxed);
  if (!nested_)
    watchdog().watch(slot_, grid);
}
Watched::~Watched() {
  if (!nested_)
    watchdog().unwatch(slot_, grid_);
}

} // namespace cw::cpu
