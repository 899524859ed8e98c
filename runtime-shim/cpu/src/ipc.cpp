// Sharing between processes: a handle names a file descriptor of the process
// that created it; other processes open it through /proc.
// SPDX-License-Identifier: Apache-2.0
#include "ipc.h"

#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <string>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>

#include "device.h"
#include "error.h"
#include "memory.h"
#include "stream.h"

namespace cw::cpu {
namespace {

constexpr std::size_t page_size = 4096;

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

/// The local address of another process's memory at `offset`. One mapping
/// serves all its handles.
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

/// The file that holds an address of this process's device memory.
cwError_t share_address(void *pointer, SharedFile &shared) {
  const auto known = find_allocation(pointer);
  if (!known)
    return cwErrorInvalidValue;
  // Running operations must not access the memory while it moves into the file.
  if (const cwError_t error = cwDeviceSynchronize())
    return error;
  const int file = share(known->base);
  if (file < 0)
    return cwErrorMapBufferObjectFailed;
  shared.process = getpid();
  shared.file = file;
  shared.size = (known->size + page_size - 1) / page_size * page_size;
  shared.offset = std::uint64_t(static_cast<char *>(pointer) - known->base);
  return cwSuccess;
}

template <class Handle> void put(const SharedFile &file, Handle &handle) {
  static_assert(sizeof file <= sizeof handle.reserved);
  std::memset(&handle, 0, sizeof handle);
  std::memcpy(handle.reserved, &file, sizeof file);
}
template <class Handle> SharedFile get(const Handle &handle) {
  SharedFile file;
  std::memcpy(&file, handle.reserved, sizeof file);
  return file;
}

} // namespace

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

using namespace cw::cpu;

cwError_t cwIpcGetMemHandle(cwIpcMemHandle_t *handle, void *pointer) {
  return api([&] {
    SharedFile shared;
    if (!handle)
      return cwErrorInvalidValue;
    if (const cwError_t error = share_address(pointer, shared))
      return error;
    put(shared, *handle);
    return cwSuccess;
  });
}
cwError_t cwIpcOpenMemHandle(void **pointer, cwIpcMemHandle_t handle,
                             unsigned int flags) {
  return api([&] {
    if (!pointer || (flags & ~unsigned(cwIpcMemLazyEnablePeerAccess)))
      return cwErrorInvalidValue;
    const SharedFile shared = get(handle);
    if (shared.process == getpid()) // a process cannot open its own memory
      return cwErrorInvalidResourceHandle;
    *pointer = import_memory(shared);
    return *pointer ? cwSuccess : cwErrorMapBufferObjectFailed;
  });
}
cwError_t cwIpcCloseMemHandle(void *pointer) {
  return api([&] {
    if (const cwError_t error = cwDeviceSynchronize())
      return error;
    return free_import(pointer) ? cwSuccess : cwErrorInvalidValue;
  });
}

cwError_t cwIpcGetEventHandle(cwIpcEventHandle_t *handle, cwEvent_t event) {
  return api([&] {
    const auto known = find_event(event);
    if (!handle)
      return cwErrorInvalidValue;
    if (!known || !known->shared)
      return cwErrorInvalidResourceHandle;
    put(known->shared->handle(), *handle);
    return cwSuccess;
  });
}
cwError_t cwIpcOpenEventHandle(cwEvent_t *event, cwIpcEventHandle_t handle) {
  return api([&] {
    if (!event)
      return cwErrorInvalidValue;
    auto shared = SharedEvent::open(get(handle));
    if (!shared)
      return cwErrorInvalidResourceHandle;
    *event = add_event(cwEventInterprocess | cwEventDisableTiming,
                       std::move(shared));
    return cwSuccess;
  });
}

// --- Pools ---

// Each piece of a pool is shared separately, when its address is exported. The
// handle of the pool is an empty file.
cwError_t cwMemPoolExportToShareableHandle(void *handle, cwMemPool_t pool,
                                           cwMemAllocationHandleType type,
                                           unsigned int flags) {
  return api([&] {
    cwMemAccessFlags access;
    cwMemLocation here = {cwMemLocationTypeDevice, current_device()};
    if (!handle || flags || type != cwMemHandleTypePosixFileDescriptor ||
        cwMemPoolGetAccess(&access, pool, &here))
      return cwErrorInvalidValue;
    const int file = memfd_create("cw_pool", MFD_CLOEXEC);
    if (file < 0)
      return cwErrorOperatingSystem;
    *static_cast<int *>(handle) = file;
    return cwSuccess;
  });
}
cwError_t cwMemPoolImportFromShareableHandle(cwMemPool_t *pool, void *handle,
                                             cwMemAllocationHandleType type,
                                             unsigned int flags) {
  const int file = int(reinterpret_cast<std::intptr_t>(handle));
  if (!pool || flags || type != cwMemHandleTypePosixFileDescriptor ||
      fcntl(file, F_GETFD) < 0)
    return remember(cwErrorInvalidValue);
  cwMemPoolProps properties = {};
  properties.allocType = cwMemAllocationTypePinned;
  properties.location = {cwMemLocationTypeDevice, current_device()};
  return cwMemPoolCreate(pool, &properties);
}
cwError_t cwMemPoolExportPointer(cwMemPoolPtrExportData *data, void *pointer) {
  return api([&] {
    SharedFile shared;
    if (!data)
      return cwErrorInvalidValue;
    if (const cwError_t error = share_address(pointer, shared))
      return error;
    put(shared, *data);
    return cwSuccess;
  });
}
cwError_t cwMemPoolImportPointer(void **pointer, cwMemPool_t pool,
                                 cwMemPoolPtrExportData *data) {
  return api([&] {
    if (!pointer || !pool || !data)
      return cwErrorInvalidValue;
    *pointer = import_memory(get(*data));
    return *pointer ? cwSuccess : cwErrorMapBufferObjectFailed;
  });
}
