// A handle names a file descriptor of the process that created it; other
// processes open it through /proc.
// SPDX-License-Identifier: Apache-2.0
#include "ipc.h"

#include <chrono>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <string>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>

#include "device.h"
#include "memory.h"

namespace cw::cpu {
namespace {

/// Memory of other processes, by its address here.
struct Imports {
  struct Import {
    std::size_t size;
    unsigned uses;
    std::pair<std::int32_t, std::int32_t> origin; ///< process, file
  };
  std::mutex mutex;
  std::map<char *, Import> mapped;
};
Imports &imports() {
  static Imports *const forever = new Imports;
  return *forever;
}

} // namespace

char *import_memory(const SharedFile &file) {
  Imports &all = imports();
  std::lock_guard<std::mutex> lock(all.mutex);
  const std::pair origin(file.process, file.file);
  for (auto &[base, known] : all.mapped)
    if (known.origin == origin && known.size == file.size) {
      ++known.uses;
      return base + file.offset;
    }
  char *const base = static_cast<char *>(file.map());
  if (!base)
    return nullptr;
  map_range(base, file.size, current_device());
  all.mapped[base] = {file.size, 1, origin};
  return base + file.offset;
}

bool free_import(void *pointer) {
  Imports &all = imports();
  std::lock_guard<std::mutex> lock(all.mutex);
  auto at = all.mapped.upper_bound(static_cast<char *>(pointer));
  if (at == all.mapped.begin())
    return false;
  --at;
  auto &[base, known] = *at;
  if (base + known.size <= static_cast<char *>(pointer))
    return false;
  if (--known.uses == 0) {
    unmap_range(base, known.size);
    munmap(base, known.size);
    all.mapped.erase(at);
  }
  return true;
}

void *SharedFile::map() const {
  const std::string path =
      "/proc/" + std::to_string(process) + "/fd/" + std::to_string(file);
  const int opened = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (opened < 0)
    return nullptr;
  void *const at =
      mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, opened, 0);
  close(opened);
  return at == MAP_FAILED ? nullptr : at;
}

std::shared_ptr<SharedEvent> SharedEvent::make() {
  auto event = std::make_shared<SharedEvent>();
  event->file_ = memfd_create("cw_event", MFD_CLOEXEC);
  if (event->file_ < 0 || ftruncate(event->file_, page_size))
    return nullptr;
  void *const page = mmap(nullptr, page_size, PROT_READ | PROT_WRITE,
                          MAP_SHARED, event->file_, 0);
  if (page == MAP_FAILED)
    return nullptr;
  event->page_ = static_cast<Page *>(page);
  return event;
}
std::shared_ptr<SharedEvent> SharedEvent::open(const SharedFile &file) {
  auto event = std::make_shared<SharedEvent>();
  event->page_ = static_cast<Page *>(file.map());
  return event->page_ ? event : nullptr;
}
SharedEvent::~SharedEvent() {
  if (page_)
    munmap(page_, page_size);
  if (file_ >= 0)
    close(file_);
}
SharedFile SharedEvent::handle() const {
  return {getpid(), file_, page_size, 0};
}
void SharedEvent::finish(std::uint64_t recording) {
  std::uint64_t now = page_->finished;
  while (now < recording &&
         !page_->finished.compare_exchange_weak(now, recording))
    ;
}
void SharedEvent::wait(std::uint64_t recording) const {
  using namespace std::chrono_literals;
  while (!reached(recording))
    std::this_thread::sleep_for(20us);
}

} // namespace cw::cpu
