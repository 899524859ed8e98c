// Virtual memory management: reserved addresses, physical memory as anonymous
// files (memfd_create), and mappings between them.
// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <memory>
#include <mutex>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cw/driver.h>

#include "device.h"
#include "error.h"
#include "memory.h"

namespace cw::cpu {
namespace {

constexpr std::size_t granularity = 2 << 20;

/// Physical memory, which exists as long as a handle or a mapping of it.
struct Physical {
  int file = -1;
  std::size_t size = 0;
  cwMemAllocationProp properties = {};
  ~Physical() { close(file); }
};
struct Handle {
  std::shared_ptr<Physical> memory;
  unsigned references = 1;
};
struct Mapping {
  std::size_t size;
  std::shared_ptr<Physical> memory;
  cwMemGenericAllocationHandle handle;
  std::map<int, cwMemAccessFlags> access; ///< by device, -1 for the host
};
struct VirtualMemory {
  std::mutex mutex;
  std::map<char *, std::size_t> reserved;
  std::map<char *, Mapping> mapped;
  std::map<cwMemGenericAllocationHandle, Handle> handles;
  cwMemGenericAllocationHandle last = 0;
};
VirtualMemory &all() {
  static VirtualMemory *const forever = new VirtualMemory;
  return *forever;
}
using Lock = std::lock_guard<std::mutex>;

char *at(cwDevicePtr p) { return static_cast<char *>(cw_pointer(p)); }

/// Whether the range is in reserved addresses.
bool is_reserved(const VirtualMemory &v, char *base, std::size_t size) {
  auto found = v.reserved.upper_bound(base);
  if (found == v.reserved.begin())
    return false;
  --found;
  const auto offset = std::size_t(base - found->first);
  return offset <= found->second && size <= found->second - offset;
}
/// The mappings that cover the range; empty if there is a gap.
std::vector<std::map<char *, Mapping>::iterator>
mappings_of(VirtualMemory &v, char *base, std::size_t size) {
  std::vector<std::map<char *, Mapping>::iterator> found;
  for (std::size_t done = 0; done < size;) {
    const auto mapping = v.mapped.find(base + done);
    if (mapping == v.mapped.end() || mapping->second.size > size - done)
      return {};
    found.push_back(mapping);
    done += mapping->second.size;
  }
  return found;
}

cwMemGenericAllocationHandle add_handle(VirtualMemory &v,
                                        std::shared_ptr<Physical> memory) {
  const auto handle = ++v.last;
  v.handles[handle].memory = std::move(memory);
  return handle;
}

bool usable(const cwMemAllocationProp *p) {
  return p && p->type == cwMemAllocationTypePinned &&
         (p->location.type == cwMemLocationTypeHost ||
          (p->location.type == cwMemLocationTypeDevice &&
           device_exists(p->location.id))) &&
         (p->requestedHandleTypes & ~cwMemHandleTypePosixFileDescriptor) == 0;
}
int device_of(const cwMemLocation &location) {
  return location.type == cwMemLocationTypeDevice ? location.id : -1;
}

} // namespace
} // namespace cw::cpu

using namespace cw::cpu;

cwResult cwMemGetAllocationGranularity(size_t *bytes,
                                       const cwMemAllocationProp *properties,
                                       cwMemAllocationGranularity_flags) {
  return driver_api([&] {
    if (!bytes || !usable(properties))
      return cwErrorInvalidValue;
    *bytes = granularity;
    return cwSuccess;
  });
}

cwResult cwMemAddressReserve(cwDevicePtr *p, size_t size, size_t alignment,
                             cwDevicePtr wanted, unsigned long long flags) {
  return driver_api([&] {
    alignment = std::max(alignment, granularity);
    if (!p || !size || size % granularity || alignment & (alignment - 1) ||
        flags)
      return cwErrorInvalidValue;
    const CheckedSize with_margin = CheckedSize(size) + alignment;
    if (!with_margin.fits())
      return cwErrorMemoryAllocation;
    const int protection = PROT_NONE,
              kind = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    char *base = nullptr;
    // The requested address is only a hint.
    if (wanted && wanted % alignment == 0) {
      void *got =
          mmap(at(wanted), size, protection, kind | MAP_FIXED_NOREPLACE, -1, 0);
      if (got != MAP_FAILED && got != at(wanted))
        munmap(got, size);
      else if (got != MAP_FAILED)
        base = static_cast<char *>(got);
    }
    if (!base) {
      void *got = mmap(nullptr, with_margin.value(), protection, kind, -1, 0);
      if (got == MAP_FAILED)
        return cwErrorMemoryAllocation;
      const auto begin = reinterpret_cast<std::uintptr_t>(got);
      const auto aligned = (begin + alignment - 1) / alignment * alignment;
      base = reinterpret_cast<char *>(aligned);
      if (aligned > begin)
        munmap(got, aligned - begin);
      if (const auto rest = begin + alignment - aligned)
        munmap(base + size, rest);
    }
    VirtualMemory &v = all();
    Lock lock(v.mutex);
    v.reserved[base] = size;
    *p = reinterpret_cast<std::uintptr_t>(base);
    return cwSuccess;
  });
}
cwResult cwMemAddressFree(cwDevicePtr p, size_t size) {
  return driver_api([&] {
    VirtualMemory &v = all();
    Lock lock(v.mutex);
    const auto found = v.reserved.find(at(p));
    if (found == v.reserved.end() || found->second != size)
      return cwErrorInvalidValue;
    const auto mapping = v.mapped.lower_bound(at(p));
    if (mapping != v.mapped.end() && mapping->first < at(p) + size)
      return cwErrorInvalidValue;
    munmap(at(p), size);
    v.reserved.erase(found);
    return cwSuccess;
  });
}

cwResult cwMemCreate(cwMemGenericAllocationHandle *handle, size_t size,
                     const cwMemAllocationProp *properties,
                     unsigned long long flags) {
  return driver_api([&] {
    if (!handle || !size || size % granularity || flags || !usable(properties))
      return cwErrorInvalidValue;
    auto memory = std::make_shared<Physical>();
    memory->file = memfd_create("cw_memory", MFD_CLOEXEC);
    if (memory->file < 0 || size > memory_total() ||
        ftruncate(memory->file, off_t(size)))
      return cwErrorMemoryAllocation;
    memory->size = size;
    memory->properties = *properties;
    // Compression is only a request, which is not granted.
    memory->properties.allocFlags.compressionType = cwMemAllocationCompNone;
    VirtualMemory &v = all();
    Lock lock(v.mutex);
    *handle = add_handle(v, std::move(memory));
    return cwSuccess;
  });
}
cwResult cwMemRelease(cwMemGenericAllocationHandle handle) {
  return driver_api([&] {
    VirtualMemory &v = all();
    Lock lock(v.mutex);
    const auto found = v.handles.find(handle);
    if (found == v.handles.end())
      return cwErrorInvalidValue;
    if (--found->second.references == 0)
      v.handles.erase(found);
    return cwSuccess;
  });
}
cwResult cwMemMap(cwDevicePtr p, size_t size, size_t offset,
                  cwMemGenericAllocationHandle handle,
                  unsigned long long flags) {
  return driver_api([&] {
    VirtualMemory &v = all();
    Lock lock(v.mutex);
    const auto found = v.handles.find(handle);
    if (found == v.handles.end() || !size || size % granularity ||
        offset % granularity || flags || !is_reserved(v, at(p), size) ||
        p % granularity)
      return cwErrorInvalidValue;
    const auto memory = found->second.memory;
    if (offset > memory->size || size > memory->size - offset)
      return cwErrorInvalidValue;
    auto next = v.mapped.upper_bound(at(p));
    if (next != v.mapped.end() && next->first < at(p) + size)
      return cwErrorInvalidValue;
    if (next != v.mapped.begin()) {
      --next;
      if (next->first + next->second.size > at(p))
        return cwErrorInvalidValue;
    }
    // The memory is not accessible before cwMemSetAccess.
    if (mmap(at(p), size, PROT_NONE, MAP_SHARED | MAP_FIXED, memory->file,
             off_t(offset)) == MAP_FAILED)
      return cwErrorOperatingSystem;
    v.mapped[at(p)] = {size, memory, handle, {}};
    map_range(at(p), size, std::max(device_of(memory->properties.location), 0));
    return cwSuccess;
  });
}
cwResult cwMemUnmap(cwDevicePtr p, size_t size) {
  return driver_api([&] {
    VirtualMemory &v = all();
    Lock lock(v.mutex);
    const auto parts = mappings_of(v, at(p), size);
    if (parts.empty())
      return cwErrorInvalidValue;
    for (const auto &part : parts) {
      unmap_range(part->first, part->second.size);
      v.mapped.erase(part);
    }
    return mmap(at(p), size, PROT_NONE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1,
                0) == MAP_FAILED
               ? cwErrorOperatingSystem
               : cwSuccess;
  });
}

cwResult cwMemSetAccess(cwDevicePtr p, size_t size,
                        const cwMemAccessDesc *descriptors, size_t count) {
  return driver_api([&] {
    VirtualMemory &v = all();
    Lock lock(v.mutex);
    const auto parts = mappings_of(v, at(p), size);
    if (parts.empty() || !descriptors || !count)
      return cwErrorInvalidValue;
    for (size_t i = 0; i < count; ++i)
      if (descriptors[i].location.type != cwMemLocationTypeHost &&
          (descriptors[i].location.type != cwMemLocationTypeDevice ||
           !device_exists(descriptors[i].location.id)))
        return cwErrorInvalidValue;
    for (const auto &part : parts) {
      auto &access = part->second.access;
      for (size_t i = 0; i < count; ++i)
        access[device_of(descriptors[i].location)] = descriptors[i].flags;
      // Devices and host are the same cores, so the access of one applies to
      // all.
      int protection = PROT_NONE;
      for (const auto &[device, flags] : access)
        protection |= (flags & cwMemAccessFlagsProtRead ? PROT_READ : 0) |
                      (flags == cwMemAccessFlagsProtReadWrite ? PROT_WRITE : 0);
      if (mprotect(part->first, part->second.size, protection))
        return cwErrorOperatingSystem;
    }
    return cwSuccess;
  });
}
cwResult cwMemGetAccess(unsigned long long *flags,
                        const cwMemLocation *location, cwDevicePtr p) {
  return driver_api([&] {
    VirtualMemory &v = all();
    Lock lock(v.mutex);
    auto found = v.mapped.upper_bound(at(p));
    if (!flags || !location || found == v.mapped.begin())
      return cwErrorInvalidValue;
    --found;
    if (found->first + found->second.size <= at(p))
      return cwErrorInvalidValue;
    const auto &access = found->second.access;
    const auto known = access.find(device_of(*location));
    *flags = known == access.end() ? cwMemAccessFlagsProtNone : known->second;
    return cwSuccess;
  });
}

cwResult cwMemExportToShareableHandle(void *shareable,
                                      cwMemGenericAllocationHandle handle,
                                      cwMemAllocationHandleType type,
                                      unsigned long long flags) {
  return driver_api([&] {
    VirtualMemory &v = all();
    Lock lock(v.mutex);
    const auto found = v.handles.find(handle);
    if (!shareable || found == v.handles.end() || flags)
      return cwErrorInvalidValue;
    const Physical &memory = *found->second.memory;
    if (type != cwMemHandleTypePosixFileDescriptor ||
        !(memory.properties.requestedHandleTypes & type))
      return cwErrorNotSupported;
    const int file = dup(memory.file);
    if (file < 0)
      return cwErrorOperatingSystem;
    *static_cast<int *>(shareable) = file;
    return cwSuccess;
  });
}
cwResult cwMemImportFromShareableHandle(cwMemGenericAllocationHandle *handle,
                                        void *shareable,
                                        cwMemAllocationHandleType type) {
  return driver_api([&] {
    struct stat known;
    if (!handle)
      return cwErrorInvalidValue;
    if (type != cwMemHandleTypePosixFileDescriptor)
      return cwErrorNotSupported;
    const int file = int(reinterpret_cast<std::intptr_t>(shareable));
    if (fstat(file, &known) || known.st_size % off_t(granularity))
      return cwErrorInvalidValue;
    auto memory = std::make_shared<Physical>();
    memory->file = dup(file);
    if (memory->file < 0)
      return cwErrorOperatingSystem;
    memory->size = std::size_t(known.st_size);
    memory->properties.type = cwMemAllocationTypePinned;
    memory->properties.requestedHandleTypes = type;
    memory->properties.location = {cwMemLocationTypeDevice, current_device()};
    VirtualMemory &v = all();
    Lock lock(v.mutex);
    *handle = add_handle(v, std::move(memory));
    return cwSuccess;
  });
}
cwResult
cwMemGetAllocationPropertiesFromHandle(cwMemAllocationProp *properties,
                                       cwMemGenericAllocationHandle handle) {
  return driver_api([&] {
    VirtualMemory &v = all();
    Lock lock(v.mutex);
    const auto found = v.handles.find(handle);
    if (!properties || found == v.handles.end())
      return cwErrorInvalidValue;
    *properties = found->second.memory->properties;
    return cwSuccess;
  });
}
cwResult cwMemRetainAllocationHandle(cwMemGenericAllocationHandle *handle,
                                     void *p) {
  return driver_api([&] {
    VirtualMemory &v = all();
    Lock lock(v.mutex);
    auto found = v.mapped.upper_bound(static_cast<char *>(p));
    if (!handle || found == v.mapped.begin())
      return cwErrorInvalidValue;
    --found;
    Mapping &mapping = found->second;
    if (found->first + mapping.size <= static_cast<char *>(p))
      return cwErrorInvalidValue;
    const auto known = v.handles.find(mapping.handle);
    if (known != v.handles.end()) {
      ++known->second.references;
    } else {
      mapping.handle = add_handle(v, mapping.memory);
    }
    *handle = mapping.handle;
    return cwSuccess;
  });
}
