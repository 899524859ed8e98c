// The API functions that share memory, events and pools between processes.
// SPDX-License-Identifier: Apache-2.0
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "error.h"
#include "ipc.h"
#include "memory.h"
#include "stream.h"

namespace cw::cpu {
namespace {

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
