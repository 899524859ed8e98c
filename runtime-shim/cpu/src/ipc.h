// Objects that processes share: pages of memory, and events whose progress is
// in such a page. This file owns the mapped memory of other processes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace cw::cpu {

constexpr std::size_t page_size = 4096; ///< a file has whole pages

/// A file of another process, as named by the handle of a shared object.
struct SharedFile {
  std::int32_t process = 0, file = -1;
  std::uint64_t size = 0, offset = 0;
  /// Its bytes, mapped; null if the process has ended or access is denied.
  void *map() const;
};

/// The progress of an event that several processes record and wait for.
class SharedEvent {
public:
  /// Makes a new one; null if the system has no resources.
  static std::shared_ptr<SharedEvent> make();
  static std::shared_ptr<SharedEvent> open(const SharedFile &file);
  ~SharedEvent();
  SharedFile handle() const;

  /// Starts a new recording, which finish() completes.
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

/// The local address of another process's memory at `offset`; null if it cannot
/// be mapped. One mapping serves all its handles.
char *import_memory(const SharedFile &file);
/// Releases memory of another process. Returns false if the address is not in
/// such memory.
bool free_import(void *pointer);

} // namespace cw::cpu
