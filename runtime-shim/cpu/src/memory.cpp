// The registry of memory, the checks of pointers against it, and the copying of
// boxes.
// SPDX-License-Identifier: Apache-2.0
#include "memory.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <map>
#include <shared_mutex>
#include <sys/mman.h>
#include <unistd.h>

#include "advice.h"

namespace cw::cpu {
namespace {

struct Registry {
  std::shared_mutex mutex;
  std::map<std::uintptr_t, Allocation> by_base;
  std::map<int, std::size_t> in_use;
};
Registry &registry() {
  static Registry *const forever =
      new Registry; // in use until the process ends
  return *forever;
}

std::uintptr_t address(const void *pointer) {
  return reinterpret_cast<std::uintptr_t>(pointer);
}
bool owned(MemoryKind kind) {
  return kind != MemoryKind::Registered && kind != MemoryKind::Symbol &&
         kind != MemoryKind::Mapped;
}
bool counted(MemoryKind kind) {
  return kind == MemoryKind::Device || kind == MemoryKind::Managed ||
         kind == MemoryKind::Pool;
}

/// The first allocation that ends after the address.
std::map<std::uintptr_t, Allocation>::iterator
first_after(Registry &r, std::uintptr_t begin) {
  auto at = r.by_base.upper_bound(begin);
  if (at != r.by_base.begin()) {
    auto before = std::prev(at);
    if (begin - before->first < std::max<std::size_t>(before->second.size, 1))
      return before;
  }
  return at;
}

constexpr std::size_t page = 4096, huge_page = 2 << 20;

std::size_t whole_pages(std::size_t size) {
  return (std::max<std::size_t>(size, 1) + page - 1) / page * page;
}
/// Makes shared memory private again, before it is returned to the allocator.
void unshare(const Allocation &a) {
  if (a.file < 0)
    return;
  mmap(a.base, whole_pages(a.size), PROT_READ | PROT_WRITE,
       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  close(a.file);
}

} // namespace

std::size_t memory_total() {
  static const std::size_t bytes = std::size_t(sysconf(_SC_PHYS_PAGES)) *
                                   std::size_t(sysconf(_SC_PAGE_SIZE));
  return bytes;
}

std::size_t memory_in_use(int device) {
  Registry &r = registry();
  std::shared_lock<std::shared_mutex> lock(r.mutex);
  auto at = r.in_use.find(device);
  return at == r.in_use.end() ? 0 : at->second;
}

void *allocate(std::size_t size, MemoryKind kind, int device, unsigned flags,
               cwMemPool_t pool) {
  Registry &r = registry();
  {
    std::lock_guard<std::shared_mutex> lock(r.mutex);
    const std::size_t used = r.in_use[device];
    if (size > memory_total() || used > memory_total() - size)
      return nullptr;
  }
  const bool large = size >= 2 * huge_page;
  // Device memory has its own pages, so that they can be shared.
  const bool own_pages = kind == MemoryKind::Device || kind == MemoryKind::Pool;
  const std::size_t alignment = large ? huge_page : own_pages ? page : 256;
  void *base = std::aligned_alloc(
      alignment,
      (std::max<std::size_t>(size, 1) + alignment - 1) / alignment * alignment);
  if (!base)
    return nullptr;
  if (large)
    madvise(base, size, MADV_HUGEPAGE);
  // Programs rely on new managed memory being zero, like fresh pages.
  if (kind == MemoryKind::Managed) {
    std::size_t fresh = large ? size / page * page : 0;
    if (fresh && madvise(base, fresh, MADV_DONTNEED))
      fresh = 0;
    std::memset(static_cast<char *>(base) + fresh, 0, size - fresh);
  }
  std::lock_guard<std::shared_mutex> lock(r.mutex);
  r.by_base[address(base)] = {
      static_cast<char *>(base), size, kind, device, flags, pool};
  if (counted(kind))
    r.in_use[device] += size;
  return base;
}

bool release(void *base, std::initializer_list<MemoryKind> kinds) {
  Registry &r = registry();
  {
    std::lock_guard<std::shared_mutex> lock(r.mutex);
    auto at = r.by_base.find(address(base));
    if (at == r.by_base.end() ||
        std::find(kinds.begin(), kinds.end(), at->second.kind) == kinds.end())
      return false;
    if (counted(at->second.kind))
      r.in_use[at->second.device] -= at->second.size;
    const bool ours = owned(at->second.kind);
    unshare(at->second);
    if (at->second.kind == MemoryKind::Managed)
      forget_advice(base, at->second.size);
    r.by_base.erase(at);
    if (!ours)
      return true;
  }
  std::free(base);
  return true;
}

bool adopt(void *base, std::size_t size, MemoryKind kind, int device,
           unsigned flags) {
  Registry &r = registry();
  std::lock_guard<std::shared_mutex> lock(r.mutex);
  auto at = first_after(r, address(base));
  if (at != r.by_base.end() && at->first < address(base) + size)
    return kind == MemoryKind::Symbol && at->first == address(base) &&
           at->second.size == size;
  r.by_base[address(base)] = {
      static_cast<char *>(base), size, kind, device, flags, nullptr};
  return true;
}

int share(void *base) {
  Registry &r = registry();
  std::lock_guard<std::shared_mutex> lock(r.mutex);
  const auto at = r.by_base.find(address(base));
  if (at == r.by_base.end() || (at->second.kind != MemoryKind::Device &&
                                at->second.kind != MemoryKind::Pool))
    return -1;
  Allocation &a = at->second;
  if (a.file >= 0)
    return a.file;
  const std::size_t size = whole_pages(a.size);
  const int file = memfd_create("cw_shared", MFD_CLOEXEC);
  if (file < 0)
    return -1;
  for (std::size_t done = 0; done < a.size;) {
    const ssize_t written = write(file, a.base + done, a.size - done);
    if (written <= 0) {
      close(file);
      return -1;
    }
    done += std::size_t(written);
  }
  if (ftruncate(file, off_t(size)) ||
      mmap(a.base, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file,
           0) == MAP_FAILED) {
    close(file);
    return -1;
  }
  return a.file = file;
}

void map_range(char *base, std::size_t size, int device) {
  Registry &r = registry();
  std::lock_guard<std::shared_mutex> lock(r.mutex);
  r.in_use[device] += size;
  const auto after = r.by_base.find(address(base) + size);
  if (after != r.by_base.end() && after->second.kind == MemoryKind::Mapped) {
    size += after->second.size;
    r.by_base.erase(after);
  }
  auto before = r.by_base.lower_bound(address(base));
  if (before != r.by_base.begin()) {
    --before;
    Allocation &a = before->second;
    if (a.kind == MemoryKind::Mapped && a.base + a.size == base) {
      a.size += size;
      return;
    }
  }
  r.by_base[address(base)] = {base,   size, MemoryKind::Mapped,
                              device, 0,    nullptr};
}
void unmap_range(char *base, std::size_t size) {
  Registry &r = registry();
  std::lock_guard<std::shared_mutex> lock(r.mutex);
  const auto at = first_after(r, address(base));
  if (at == r.by_base.end() || at->second.kind != MemoryKind::Mapped)
    return;
  const Allocation whole = at->second;
  r.in_use[whole.device] -= size;
  r.by_base.erase(at);
  Allocation part = whole;
  part.size = std::size_t(base - whole.base);
  if (part.size)
    r.by_base[address(part.base)] = part;
  part.base = base + size;
  part.size = std::size_t(whole.base + whole.size - part.base);
  if (part.size)
    r.by_base[address(part.base)] = part;
}

std::optional<Allocation> find_allocation(const void *pointer) {
  Registry &r = registry();
  std::shared_lock<std::shared_mutex> lock(r.mutex);
  auto at = first_after(r, address(pointer));
  if (at == r.by_base.end() || at->first > address(pointer))
    return std::nullopt;
  return at->second;
}

std::vector<Allocation> device_memory() {
  Registry &r = registry();
  std::shared_lock<std::shared_mutex> lock(r.mutex);
  std::vector<Allocation> found;
  for (const auto &[base, allocation] : r.by_base)
    if (allocation.kind != MemoryKind::Pinned &&
        allocation.kind != MemoryKind::Registered)
      found.push_back(allocation);
  return found;
}

void release_device(int device) {
  Registry &r = registry();
  std::lock_guard<std::shared_mutex> lock(r.mutex);
  for (auto at = r.by_base.begin(); at != r.by_base.end();) {
    const Allocation &a = at->second;
    if (a.device != device || a.kind == MemoryKind::Symbol ||
        a.kind == MemoryKind::Mapped) {
      ++at;
      continue;
    }
    if (a.kind == MemoryKind::Managed)
      forget_advice(a.base, a.size);
    unshare(a);
    if (owned(a.kind))
      std::free(a.base);
    at = r.by_base.erase(at);
  }
  r.in_use.erase(device);
}

// --- Copies ---

CheckedSize CopyBox::dst_span() const {
  return box_span(width, height, depth, dst_pitch, dst_slice);
}
CheckedSize CopyBox::src_span() const {
  return box_span(width, height, depth, src_pitch, src_slice);
}

void CopyBox::copy() const {
  if (empty())
    return;
  const bool rows_touch =
      height == 1 || (dst_pitch == width && src_pitch == width);
  const std::size_t slice = width * height;
  const bool slices_touch =
      depth == 1 || (dst_slice == slice && src_slice == slice);
  if (rows_touch && slices_touch) {
    std::memmove(dst, src, bytes());
    return;
  }
  for (std::size_t z = 0; z < depth; ++z) {
    char *to = dst + z * dst_slice;
    const char *from = src + z * src_slice;
    if (rows_touch) {
      std::memmove(to, from, slice);
      continue;
    }
    for (std::size_t y = 0; y < height; ++y)
      std::memmove(to + y * dst_pitch, from + y * src_pitch, width);
  }
}

bool host_range_exists(const void *pointer, std::size_t size) {
  if (!pointer)
    return false;
  static const std::uintptr_t page = std::uintptr_t(sysconf(_SC_PAGE_SIZE));
  const CheckedSize end = CheckedSize(address(pointer)) + (size ? size - 1 : 0);
  if (!end.fits())
    return false;
  const std::uintptr_t first = address(pointer) & ~(page - 1);
  const std::uintptr_t last = end.value() & ~(page - 1);
  unsigned char resident;
  for (std::uintptr_t at : {first, last})
    if (mincore(reinterpret_cast<void *>(at), page, &resident) != 0 &&
        errno == ENOMEM)
      return false;
  return true;
}

bool is_pageable(const void *pointer) { return !find_allocation(pointer); }

namespace {

enum class Side { Host, Device, Any };

cwError_t check_side(const void *pointer, CheckedSize checked_span, Side side) {
  if (!checked_span.fits())
    return cwErrorInvalidValue;
  const std::size_t span = checked_span.value();
  if (span == 0)
    return cwSuccess;
  const auto known = find_allocation(pointer);
  if (!known) {
    if (side == Side::Device)
      return cwErrorInvalidValue;
    return host_range_exists(pointer, span) ? cwSuccess : cwErrorInvalidValue;
  }
  const bool device_only = known->kind == MemoryKind::Device ||
                           known->kind == MemoryKind::Pool ||
                           known->kind == MemoryKind::Mapped;
  if (side == Side::Host && device_only)
    return cwErrorInvalidValue;
  // A registered range or a symbol may be part of a larger host object; device
  // memory never is.
  const std::size_t left =
      known->size -
      std::size_t(static_cast<const char *>(pointer) - known->base);
  if (span <= left)
    return cwSuccess;
  return side == Side::Device || owned(known->kind) ||
                 !host_range_exists(pointer, span)
             ? cwErrorInvalidValue
             : cwSuccess;
}

} // namespace

cwError_t check_copy(const CopyBox &box, cwMemcpyKind kind, bool dst_is_array,
                     bool src_is_array) {
  Side dst, src;
  switch (kind) {
  case cwMemcpyHostToHost:
    dst = src = Side::Host;
    break;
  case cwMemcpyHostToDevice:
    dst = Side::Device, src = Side::Host;
    break;
  case cwMemcpyDeviceToHost:
    dst = Side::Host, src = Side::Device;
    break;
  case cwMemcpyDeviceToDevice:
    dst = src = Side::Device;
    break;
  case cwMemcpyDefault:
    dst = src = Side::Any;
    break;
  default:
    return cwErrorInvalidMemcpyDirection;
  }
  if ((dst_is_array && dst == Side::Host) ||
      (src_is_array && src == Side::Host))
    return cwErrorInvalidValue;
  // Rows or slices may overlap, so a box whose span fits may still have too
  // many bytes.
  if (!(CheckedSize(box.width) * box.height * box.depth).fits())
    return cwErrorInvalidValue;
  if (!dst_is_array)
    if (const cwError_t error = check_side(box.dst, box.dst_span(), dst))
      return error;
  if (!src_is_array)
    return check_side(box.src, box.src_span(), src);
  return cwSuccess;
}

cwError_t check_device_range(const void *pointer, CheckedSize size) {
  return check_side(pointer, size, Side::Device);
}

} // namespace cw::cpu
