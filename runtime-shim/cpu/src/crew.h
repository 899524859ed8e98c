// The OS threads for blocks that must all run at once. The crew owns them until
// the process ends.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <vector>

namespace cw::cpu {

class Crew {
public:
  /// A common task of some threads of the crew.
  struct Team {
    std::function<void(unsigned)> work;
    unsigned left = 0; ///< threads that have not finished; guarded by the crew
  };

  /// Starts the threads with the numbers `first` to `first + count - 1`.
  /// Returns false if there cannot be so many; then none has started.
  bool start(Team &team, unsigned first, unsigned count);
  /// Returns when all threads of the team have finished.
  void wait(Team &team);
  /// Runs `work` with the numbers below `count` at once, and returns when all
  /// have finished. Returns false if there cannot be so many threads.
  bool run(unsigned count, std::function<void(unsigned)> work);

private:
  struct Task {
    Team *team;
    unsigned index;
  };
  void serve();
  std::mutex mutex_;
  std::condition_variable more_, done_;
  std::vector<Task> tasks_;
  std::size_t idle_ = 0; ///< threads that wait, or will wait soon
};
Crew &crew();

} // namespace cw::cpu
