// The API calls that allocate, query, copy and fill memory.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstring>

#include "advice.h"
#include "array.h"
#include "capture.h"
#include "device.h"
#include "enqueue.h"
#include "error.h"
#include "memory.h"
#include "pool.h"
#include "symbols.h"
#include "worker.h"

namespace cw::cpu {
namespace {

cwError_t give(void **pointer, CheckedSize size, MemoryKind kind,
               unsigned flags = 0) {
  return api([&] {
    if (!pointer)
      return cwErrorInvalidValue;
    if (const cwError_t error = check_unsafe_call())
      return error;
    *pointer = nullptr;
    if (!size.fits())
      return cwErrorMemoryAllocation;
    if (size.value() == 0)
      return cwSuccess;
    *pointer = allocate(size.value(), kind, current_device(), flags);
    return *pointer ? cwSuccess : cwErrorMemoryAllocation;
  });
}

/// Frees memory after all operations that may use it have ended.
cwError_t take_back(void *pointer, std::initializer_list<MemoryKind> kinds) {
  return api([&] {
    if (!pointer)
      return cwSuccess;
    const auto known = find_allocation(pointer);
    if (!known || known->base != pointer)
      return cwErrorInvalidValue;
    if (const cwError_t error = check_unsafe_call())
      return error;
    if (!in_kernel()) // a kernel frees without waiting
      synchronize_device(known->device);
    if (known->kind == MemoryKind::Pool &&
        std::find(kinds.begin(), kinds.end(), MemoryKind::Pool) != kinds.end())
      return free_to_pool(pointer) ? cwSuccess : cwErrorInvalidValue;
    return release(pointer, kinds) ? cwSuccess : cwErrorInvalidValue;
  });
}

constexpr std::size_t pitch_alignment = 512;
constexpr std::size_t staging_limit = 64 << 10;

/// Allocates memory in rows. Sets the pitch only on success.
cwError_t give_rows(void **pointer, std::size_t &pitch, std::size_t width,
                    CheckedSize rows) {
  const CheckedSize row = CheckedSize(width).rounded_to(pitch_alignment);
  const cwError_t error = give(pointer, row * rows, MemoryKind::Device);
  if (error == cwSuccess)
    pitch = row.value();
  return error;
}

/// Queues a copy whose pointers have been checked. For an asynchronous copy
/// from or to pageable memory, it keeps CUDA's guarantees (CUDA Runtime API
/// reference, "API synchronization behavior"): after the call the program may
/// change the source, and the destination holds the data.
cwError_t copy(const CopyBox &box, bool wait, cwStream_t stream,
               bool dst_is_array = false, bool src_is_array = false) {
  if (box.empty())
    return find_stream(stream) ? cwSuccess : cwErrorInvalidResourceHandle;
  if (!wait && !is_captured(stream)) {
    if (!dst_is_array && is_pageable(box.dst)) {
      wait = true;
    } else if (!src_is_array && is_pageable(box.src)) {
      if (box.bytes() > staging_limit) {
        wait = true;
      } else {
        auto staged = std::make_unique<char[]>(box.bytes());
        CopyBox gather = box;
        gather.dst = staged.get();
        gather.dst_pitch = box.width;
        gather.dst_slice = box.width * box.height;
        gather.copy();
        CopyBox scatter = box;
        scatter.src = staged.get();
        scatter.src_pitch = gather.dst_pitch;
        scatter.src_slice = gather.dst_slice;
        return enqueue(stream, std::make_shared<CopyOperation>(
                                   scatter, std::move(staged)));
      }
    }
  }
  return enqueue(stream, std::make_shared<CopyOperation>(box), wait);
}

cwError_t copy_bytes(void *dst, const void *src, std::size_t count,
                     cwMemcpyKind kind, bool wait, cwStream_t stream) {
  return api([&] {
    const CopyBox box{static_cast<char *>(dst), static_cast<const char *>(src),
                      count};
    if (const cwError_t error = check_copy(box, kind))
      return error;
    return copy(box, wait, stream);
  });
}

cwError_t copy_2d(void *dst, std::size_t dpitch, const void *src,
                  std::size_t spitch, std::size_t width, std::size_t height,
                  cwMemcpyKind kind, bool wait, cwStream_t stream) {
  return api([&] {
    CopyBox box{static_cast<char *>(dst), static_cast<const char *>(src), width,
                height, 1};
    box.dst_pitch = dpitch;
    box.src_pitch = spitch;
    if (height > 1 && (dpitch < width || spitch < width ||
                       dpitch > 2147483647 || spitch > 2147483647))
      return cwErrorInvalidPitchValue;
    if (const cwError_t error = check_copy(box, kind))
      return error;
    return copy(box, wait, stream);
  });
}

cwError_t copy_3d(const cwMemcpy3DParms *p, bool wait, cwStream_t stream) {
  return api([&] {
    CopyBox box;
    if (!p)
      return cwErrorInvalidValue;
    if (const cwError_t error = box_of_3d(*p, box))
      return error;
    return copy(box, wait, stream, p->dstArray != nullptr,
                p->srcArray != nullptr);
  });
}

cwError_t fill(void *dst, std::size_t pitch, std::size_t rows, int value,
               cwExtent extent, bool wait, cwStream_t stream) {
  return api([&] {
    auto operation = std::make_shared<FillOperation>();
    operation->dst = static_cast<char *>(dst);
    operation->value = static_cast<unsigned char>(value);
    operation->width = extent.width;
    operation->height = extent.height;
    operation->depth = extent.depth;
    operation->pitch = pitch;
    operation->slice = pitch * rows; // checked below if there is a second slice
    if (!extent.width || !extent.height || !extent.depth)
      return find_stream(stream) ? cwSuccess : cwErrorInvalidResourceHandle;
    if (extent.height > 1 && pitch < extent.width)
      return cwErrorInvalidPitchValue;
    const CheckedSize bytes =
        CheckedSize(extent.width) * extent.height * extent.depth;
    if (!bytes.fits())
      return cwErrorInvalidValue;
    if (const cwError_t error = check_device_range(
            dst, box_span(extent.width, extent.height, extent.depth, pitch,
                          CheckedSize(pitch) * rows)))
      return error;
    return enqueue(stream, operation, wait);
  });
}

/// A range of a device variable from `offset` on, checked against the size of
/// the variable if that is known.
cwError_t symbol_range(const void *symbol, std::size_t offset,
                       std::size_t count, bool write, char *&address) {
  const CheckedSize end = CheckedSize(offset) + count;
  const auto known = find_allocation(symbol);
  const bool registered =
      known && known->kind == MemoryKind::Symbol && known->base == symbol;
  // Variables are in the program or in its loaded objects. Read-only memory is
  // not a variable; it may be, for example, a string with a variable's name.
  if (!symbol || !in_loaded_object(symbol, write))
    return cwErrorInvalidSymbol;
  if (!end.fits() || (registered && end.value() > known->size) ||
      !host_range_exists(symbol, end.value()))
    return cwErrorInvalidValue;
  address = static_cast<char *>(const_cast<void *>(symbol)) + offset;
  return cwSuccess;
}

cwError_t copy_to_symbol(const void *symbol, const void *src, std::size_t count,
                         std::size_t offset, cwMemcpyKind kind, bool wait,
                         cwStream_t stream) {
  return api([&] {
    char *address;
    if (const cwError_t error =
            symbol_range(symbol, offset, count, true, address))
      return error;
    const CopyBox box{address, static_cast<const char *>(src), count};
    if (kind == cwMemcpyDeviceToHost || kind == cwMemcpyHostToHost)
      return cwErrorInvalidMemcpyDirection;
    if (const cwError_t error = check_copy(box, kind, true, false))
      return error;
    return copy(box, wait, stream, true, false);
  });
}
cwError_t copy_from_symbol(void *dst, const void *symbol, std::size_t count,
                           std::size_t offset, cwMemcpyKind kind, bool wait,
                           cwStream_t stream) {
  return api([&] {
    char *address;
    if (const cwError_t error =
            symbol_range(symbol, offset, count, false, address))
      return error;
    const CopyBox box{static_cast<char *>(dst), address, count};
    if (kind == cwMemcpyHostToDevice || kind == cwMemcpyHostToHost)
      return cwErrorInvalidMemcpyDirection;
    if (const cwError_t error = check_copy(box, kind, false, true))
      return error;
    return copy(box, wait, stream, false, true);
  });
}

} // namespace

cwError_t FillOperation::run() const {
  for (std::size_t z = 0; z < depth; ++z)
    for (std::size_t y = 0; y < height; ++y) {
      char *row = dst + z * slice + y * pitch;
      if (element == 1)
        std::memset(row, int(value), width);
      else
        for (std::size_t x = 0; x < width; ++x)
          std::memcpy(row + x * element, &value,
                      element); // little-endian: the low bytes are first
    }
  return cwSuccess;
}

} // namespace cw::cpu

using namespace cw::cpu;

// --- Allocation ---

cwError_t cwMalloc(void **pointer, size_t size) {
  return give(pointer, size, MemoryKind::Device);
}
cwError_t cwFree(void *pointer) {
  return take_back(pointer,
                   {MemoryKind::Device, MemoryKind::Managed, MemoryKind::Pool});
}
cwError_t cwMallocHost(void **pointer, size_t size) {
  return give(pointer, size, MemoryKind::Pinned);
}
cwError_t cwHostAlloc(void **pointer, size_t size, unsigned int flags) {
  if (flags & ~unsigned(cwHostAllocPortable | cwHostAllocMapped |
                        cwHostAllocWriteCombined))
    return remember(cwErrorInvalidValue);
  return give(pointer, size, MemoryKind::Pinned, flags);
}
cwError_t cwFreeHost(void *pointer) {
  return take_back(pointer, {MemoryKind::Pinned});
}
cwError_t cwMallocManaged(void **pointer, size_t size, unsigned int flags) {
  if ((flags != cwMemAttachGlobal && flags != cwMemAttachHost) || size == 0)
    return remember(cwErrorInvalidValue);
  return give(pointer, size, MemoryKind::Managed, flags);
}
cwError_t cwMallocPitch(void **pointer, size_t *pitch, size_t width,
                        size_t height) {
  if (!pitch || width > 2147483647)
    return remember(cwErrorInvalidValue);
  return give_rows(pointer, *pitch, width, height);
}
cwError_t cwMalloc3D(cwPitchedPtr *pitched, cwExtent extent) {
  if (!pitched)
    return remember(cwErrorInvalidValue);
  void *pointer = nullptr;
  if (const cwError_t error =
          give_rows(&pointer, pitched->pitch, extent.width,
                    CheckedSize(extent.height) * extent.depth))
    return error;
  pitched->ptr = pointer;
  pitched->xsize = extent.width;
  pitched->ysize = extent.height;
  return cwSuccess;
}
cwError_t cwHostRegister(void *pointer, size_t size, unsigned int flags) {
  return api([&] {
    const unsigned known = cwHostRegisterPortable | cwHostRegisterMapped |
                           cwHostRegisterIoMemory | cwHostRegisterReadOnly;
    if (!pointer || !size || (flags & ~known) ||
        !host_range_exists(pointer, size))
      return cwErrorInvalidValue;
    if (const cwError_t error = check_unsafe_call())
      return error;
    return adopt(pointer, size, MemoryKind::Registered, current_device(), flags)
               ? cwSuccess
               : cwErrorHostMemoryAlreadyRegistered;
  });
}
cwError_t cwHostUnregister(void *pointer) {
  return api([&] {
    if (!pointer)
      return cwErrorInvalidValue;
    if (const cwError_t error = check_unsafe_call())
      return error;
    synchronize_device(current_device());
    return release(pointer, {MemoryKind::Registered})
               ? cwSuccess
               : cwErrorHostMemoryNotRegistered;
  });
}

// --- Queries ---

cwError_t cwHostGetDevicePointer(void **device_pointer, void *host_pointer,
                                 unsigned int flags) {
  return api([&] {
    if (!device_pointer || flags)
      return cwErrorInvalidValue;
    const auto known = find_allocation(host_pointer);
    if (!known || (known->kind != MemoryKind::Pinned &&
                   known->kind != MemoryKind::Registered))
      return cwErrorInvalidValue;
    *device_pointer = host_pointer;
    return cwSuccess;
  });
}
cwError_t cwHostGetFlags(unsigned int *flags, void *host_pointer) {
  return api([&] {
    const auto known = find_allocation(host_pointer);
    if (!flags || !known || known->kind != MemoryKind::Pinned)
      return cwErrorInvalidValue;
    *flags = known->flags | cwHostAllocMapped;
    return cwSuccess;
  });
}
cwError_t cwMemGetInfo(size_t *free_bytes, size_t *total) {
  return api([&] {
    const std::size_t all = memory_total(),
                      used = memory_in_use(current_device());
    if (free_bytes)
      *free_bytes = all > used ? all - used : 0;
    if (total)
      *total = all;
    return cwSuccess;
  });
}
cwError_t cwPointerGetAttributes(cwPointerAttributes *attributes,
                                 const void *pointer) {
  return api([&] {
    if (!attributes)
      return cwErrorInvalidValue;
    *attributes = {cwMemoryTypeUnregistered, cwInvalidDeviceId, nullptr,
                   nullptr};
    void *here = const_cast<void *>(pointer);
    const auto known = find_allocation(pointer);
    if (!known) {
      attributes->hostPointer = here;
      return cwSuccess;
    }
    attributes->device = known->device;
    attributes->devicePointer = here;
    switch (known->kind) {
    case MemoryKind::Pinned:
    case MemoryKind::Registered:
      attributes->type = cwMemoryTypeHost;
      attributes->hostPointer = here;
      break;
    case MemoryKind::Managed:
      attributes->type = cwMemoryTypeManaged;
      attributes->hostPointer = here;
      break;
    default:
      attributes->type = cwMemoryTypeDevice;
    }
    return cwSuccess;
  });
}

// Host and device share one memory here, so advice and prefetches are only
// checked and stored.
namespace {
cwError_t check_managed(const void *pointer, std::size_t count, int device) {
  if (device != cwCpuDeviceId && !device_exists(device))
    return cwErrorInvalidDevice;
  const auto known = find_allocation(pointer);
  if (!known || known->kind != MemoryKind::Managed || !count ||
      count > known->size -
                  std::size_t(static_cast<const char *>(pointer) - known->base))
    return cwErrorInvalidValue;
  return cwSuccess;
}
} // namespace
cwError_t cwMemPrefetchAsync(const void *pointer, size_t count, int device,
                             cwStream_t stream) {
  return api([&] {
    if (const cwError_t error = check_managed(pointer, count, device))
      return error;
    note_prefetch(pointer, count, device);
    return enqueue(stream, std::make_shared<EmptyOperation>());
  });
}
cwError_t cwMemAdvise(const void *pointer, size_t count, cwMemoryAdvise advice,
                      int device) {
  return api([&] {
    if (advice < cwMemAdviseSetReadMostly ||
        advice > cwMemAdviseUnsetAccessedBy)
      return cwErrorInvalidValue;
    const bool uses_device = advice == cwMemAdviseSetPreferredLocation ||
                             advice >= cwMemAdviseSetAccessedBy;
    if (const cwError_t error =
            check_managed(pointer, count, uses_device ? device : cwCpuDeviceId))
      return error;
    advise(pointer, count, advice, device);
    return cwSuccess;
  });
}
static int place_type(int device) {
  return device == cwInvalidDeviceId ? cwMemLocationTypeInvalid
         : device == cwCpuDeviceId   ? cwMemLocationTypeHost
                                     : cwMemLocationTypeDevice;
}
cwError_t cwMemRangeGetAttribute(void *data, size_t size,
                                 cwMemRangeAttribute attribute,
                                 const void *pointer, size_t count) {
  return api([&] {
    if (!data || size < sizeof(int) ||
        attribute < cwMemRangeAttributeReadMostly ||
        attribute > cwMemRangeAttributeLastPrefetchLocationId)
      return cwErrorInvalidValue;
    if (const cwError_t error = check_managed(pointer, count, cwCpuDeviceId))
      return error;
    int *values = static_cast<int *>(data);
    switch (attribute) {
    case cwMemRangeAttributeReadMostly:
      *values = read_mostly(pointer, count);
      break;
    case cwMemRangeAttributePreferredLocation:
      *values = preferred_location(pointer, count);
      break;
    case cwMemRangeAttributeLastPrefetchLocation:
      *values = last_prefetch(pointer, count);
      break;
    case cwMemRangeAttributePreferredLocationType:
      *values = place_type(preferred_location(pointer, count));
      break;
    case cwMemRangeAttributePreferredLocationId:
      *values = std::max(preferred_location(pointer, count), 0);
      break;
    case cwMemRangeAttributeLastPrefetchLocationType:
      *values = place_type(last_prefetch(pointer, count));
      break;
    case cwMemRangeAttributeLastPrefetchLocationId:
      *values = std::max(last_prefetch(pointer, count), 0);
      break;
    case cwMemRangeAttributeAccessedBy: {
      // Fills the array; unused entries mean that there are no more devices.
      int *end = values + size / sizeof(int);
      int devices = 0;
      if (const cwError_t error = cwGetDeviceCount(&devices))
        return error;
      for (int device = cwCpuDeviceId; device < devices && values != end;
           ++device)
        if (accessed_by(pointer, count, device))
          *values++ = device;
      std::fill(values, end, cwInvalidDeviceId);
    }
    }
    return cwSuccess;
  });
}

// --- Copies ---

cwError_t cwMemcpy(void *dst, const void *src, size_t count,
                   cwMemcpyKind kind) {
  return copy_bytes(dst, src, count, kind, true, nullptr);
}
cwError_t cwMemcpyAsync(void *dst, const void *src, size_t count,
                        cwMemcpyKind kind, cwStream_t stream) {
  return copy_bytes(dst, src, count, kind, false, stream);
}
cwError_t cwMemcpy2D(void *dst, size_t dpitch, const void *src, size_t spitch,
                     size_t width, size_t height, cwMemcpyKind kind) {
  return copy_2d(dst, dpitch, src, spitch, width, height, kind, true, nullptr);
}
cwError_t cwMemcpy2DAsync(void *dst, size_t dpitch, const void *src,
                          size_t spitch, size_t width, size_t height,
                          cwMemcpyKind kind, cwStream_t stream) {
  return copy_2d(dst, dpitch, src, spitch, width, height, kind, false, stream);
}
cwError_t cwMemcpy3D(const cwMemcpy3DParms *parameters) {
  return copy_3d(parameters, true, nullptr);
}
cwError_t cwMemcpy3DAsync(const cwMemcpy3DParms *parameters,
                          cwStream_t stream) {
  return copy_3d(parameters, false, stream);
}

namespace {
cwError_t copy_peer(void *dst, int dst_device, const void *src, int src_device,
                    std::size_t count, bool wait, cwStream_t stream) {
  if (!device_exists(dst_device) || !device_exists(src_device))
    return remember(cwErrorInvalidDevice);
  return copy_bytes(dst, src, count, cwMemcpyDeviceToDevice, wait, stream);
}
cwError_t copy_3d_peer(const cwMemcpy3DPeerParms *p, bool wait,
                       cwStream_t stream) {
  if (!p)
    return remember(cwErrorInvalidValue);
  if (!device_exists(p->srcDevice) || !device_exists(p->dstDevice))
    return remember(cwErrorInvalidDevice);
  const cwMemcpy3DParms same{
      p->srcArray, p->srcPos, p->srcPtr, p->dstArray,
      p->dstPos,   p->dstPtr, p->extent, cwMemcpyDeviceToDevice};
  return copy_3d(&same, wait, stream);
}
} // namespace
cwError_t cwMemcpyPeer(void *dst, int dst_device, const void *src,
                       int src_device, size_t count) {
  return copy_peer(dst, dst_device, src, src_device, count, true, nullptr);
}
cwError_t cwMemcpyPeerAsync(void *dst, int dst_device, const void *src,
                            int src_device, size_t count, cwStream_t stream) {
  return copy_peer(dst, dst_device, src, src_device, count, false, stream);
}
cwError_t cwMemcpy3DPeer(const cwMemcpy3DPeerParms *p) {
  return copy_3d_peer(p, true, nullptr);
}
cwError_t cwMemcpy3DPeerAsync(const cwMemcpy3DPeerParms *p, cwStream_t stream) {
  return copy_3d_peer(p, false, stream);
}

// --- Fills ---

// The plain forms wait too. A program can notice that only by the time they
// take.
cwError_t cwMemset(void *pointer, int value, size_t count) {
  return fill(pointer, count, 1, value, {count, 1, 1}, true, nullptr);
}
cwError_t cwMemsetAsync(void *pointer, int value, size_t count,
                        cwStream_t stream) {
  return fill(pointer, count, 1, value, {count, 1, 1}, false, stream);
}
cwError_t cwMemset2D(void *pointer, size_t pitch, int value, size_t width,
                     size_t height) {
  return fill(pointer, pitch, height, value, {width, height, 1}, true, nullptr);
}
cwError_t cwMemset2DAsync(void *pointer, size_t pitch, int value, size_t width,
                          size_t height, cwStream_t stream) {
  return fill(pointer, pitch, height, value, {width, height, 1}, false, stream);
}
cwError_t cwMemset3D(cwPitchedPtr p, int value, cwExtent extent) {
  return fill(p.ptr, p.pitch, p.ysize, value, extent, true, nullptr);
}
cwError_t cwMemset3DAsync(cwPitchedPtr p, int value, cwExtent extent,
                          cwStream_t stream) {
  return fill(p.ptr, p.pitch, p.ysize, value, extent, false, stream);
}

// --- Device variables ---

void cwRegisterSymbol(const void *symbol, size_t size) {
  contained([&] {
    adopt(const_cast<void *>(symbol), size, MemoryKind::Symbol,
          current_device());
    return cwSuccess;
  });
}
cwError_t cwMemcpyToSymbol(const void *symbol, const void *src, size_t count,
                           size_t offset, cwMemcpyKind kind) {
  return copy_to_symbol(symbol, src, count, offset, kind, true, nullptr);
}
cwError_t cwMemcpyToSymbolAsync(const void *symbol, const void *src,
                                size_t count, size_t offset, cwMemcpyKind kind,
                                cwStream_t stream) {
  return copy_to_symbol(symbol, src, count, offset, kind, false, stream);
}
cwError_t cwMemcpyFromSymbol(void *dst, const void *symbol, size_t count,
                             size_t offset, cwMemcpyKind kind) {
  return copy_from_symbol(dst, symbol, count, offset, kind, true, nullptr);
}
cwError_t cwMemcpyFromSymbolAsync(void *dst, const void *symbol, size_t count,
                                  size_t offset, cwMemcpyKind kind,
                                  cwStream_t stream) {
  return copy_from_symbol(dst, symbol, count, offset, kind, false, stream);
}
cwError_t cwGetSymbolAddress(void **pointer, const void *symbol) {
  return api([&] {
    if (!pointer)
      return cwErrorInvalidValue;
    if (!symbol || !in_loaded_object(symbol, false))
      return cwErrorInvalidSymbol;
    *pointer = const_cast<void *>(symbol);
    return cwSuccess;
  });
}
cwError_t cwGetSymbolSize(size_t *size, const void *symbol) {
  return api([&] {
    if (!size)
      return cwErrorInvalidValue;
    const auto known = find_allocation(symbol);
    if (!known || known->kind != MemoryKind::Symbol || known->base != symbol)
      return cwErrorInvalidSymbol;
    *size = known->size;
    return cwSuccess;
  });
}
