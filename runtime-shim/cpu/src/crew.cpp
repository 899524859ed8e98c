// SPDX-License-Identifier: Apache-2.0
#include "crew.h"

#include <exception>

#include "threads.h"

namespace cw::cpu {

bool Crew::start(Team &team, unsigned first, unsigned count) {
  std::lock_guard<std::mutex> lock(mutex_);
  try {
    tasks_.reserve(tasks_.size() + count);
    while (idle_ < tasks_.size() + count) {
      start_thread([this] { serve(); });
      ++idle_;
    }
  } catch (const std::exception &) { // the existing threads stay for later
    return false;
  }
  for (unsigned i = 0; i < count; ++i)
    tasks_.push_back({&team, first + i});
  team.left += count;
  more_.notify_all();
  return true;
}
void Crew::wait(Team &team) {
  std::unique_lock<std::mutex> lock(mutex_);
  done_.wait(lock, [&] { return team.left == 0; });
}
bool Crew::run(unsigned count, std::function<void(unsigned)> work) {
  Team team{std::move(work)};
  if (!start(team, 0, count))
    return false;
  wait(team);
  return true;
}

void Crew::serve() {
  std::unique_lock<std::mutex> lock(mutex_);
  for (;;) {
    more_.wait(lock, [&] { return !tasks_.empty(); });
    const Task task = tasks_.back();
    tasks_.pop_back();
    --idle_;
    lock.unlock();
    task.team->work(task.index);
    lock.lock();
    ++idle_;
    if (--task.team->left == 0)
      done_.notify_all();
  }
}

Crew &crew() {
  static Crew *const forever = new Crew; // its threads may outlive main
  return *forever;
}

} // namespace cw::cpu
