// What processes share: pages of memory, and events whose progress is in such a
// page. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace cw::cpu {

/// A file of another process, as the handle of something shared tells it.
struct SharedFile {
  std::int32_t process = 0, file = -1;
  std::uint64_t size = 0, offset = 0;
  /// Its bytes, mapped; null when the process is gone or may not be asked.
  void *map() const;
};

/// How far an event has come that several processes record and wait for.
class SharedEvent {
public:
  /// A new one; null when the system has none to give.
  static std::shared_ptr<SharedEvent> make();
  static std::shared_ptr<SharedEvent> open(const SharedFile &file);
  ~SharedEvent();
  SharedFile handle() const;

  /// A new recording, which is reached once finish() is called with it.
  std::uint64_t record() { return ++page_->recorded; }
  void finish(std::uint64_t recording);
  std::uint64_t last() const { return page_->recorded; }
  bool reached(std::uint64_t recording) const {
    return page_->finished >= recording;
  }
  void wait(std::uint64_t recording) const;

private:
  struct Page {
    std::atomic<std::uint64_t> recorded, finished;
  };
  static_assert(std::atomic<std::uint64_t>::is_always_lock_free);
  int file_ = -1;
  Page *page_ = nullptr;
};

/// Gives back memory of another process. False when the address is in none.
bool free_import(void *pointer);

} // namespace cw::cpu
