// Knows every piece of memory that the runtime gave out or was told of, and
// judges pointers by that. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>

#include <cw/api.h>

#include "checked.h"

namespace cw::cpu {

enum class MemoryKind {
  Device,     ///< cwMalloc and its kin
  Pinned,     ///< cwHostAlloc
  Registered, ///< cwHostRegister: the memory is the user's
  Managed,    ///< cwMallocManaged
  Symbol,     ///< a device variable: the memory is the program's
  Pool,       ///< cwMallocAsync: freed by cwFreeAsync or cwFree
  Mapped      ///< cwMemMap: memory of a handle; neighbours count as one range
};

struct Allocation {
  char *base = nullptr;
  std::size_t size = 0;
  MemoryKind kind = MemoryKind::Device;
  int device = 0;
  unsigned flags = 0;
  cwMemPool_t pool = nullptr;
  int file = -1; ///< what it is a mapping of, once another process may see it
};

/// Memory of the given kind, aligned to 256 bytes at least. Null when there is
/// not enough.
void *allocate(std::size_t size, MemoryKind kind, int device,
               unsigned flags = 0, cwMemPool_t pool = nullptr);
/// Forgets the allocation that begins at `base` and has one of the kinds. False
/// when there is none.
bool release(void *base, std::initializer_list<MemoryKind> kinds);
/// Makes memory known that the runtime doesn't own. False when it overlaps what
/// is known.
bool adopt(void *base, std::size_t size, MemoryKind kind, int device,
           unsigned flags = 0);

/// Makes device memory one that other processes can map, in place; the file to
/// map, or -1. Nothing may be using the memory meanwhile.
int share(void *base);

/// A mapped range comes or goes. What stays of a larger one stays known.
void map_range(char *base, std::size_t size, int device);
void unmap_range(char *base, std::size_t size);

/// The allocation that holds the address.
std::optional<Allocation> find_allocation(const void *pointer);
/// Frees all of a device: cwDeviceReset.
void release_device(int device);
std::size_t memory_in_use(int device);
std::size_t memory_total();

/// A box of bytes to copy: rows of `width` bytes, `height` rows a slice,
/// `depth` slices.
struct CopyBox {
  char *dst;
  const char *src;
  std::size_t width, height = 1, depth = 1;
  std::size_t dst_pitch = 0, src_pitch = 0, dst_slice = 0, src_slice = 0;

  bool empty() const { return !width || !height || !depth; }
  /// Of a box that check_copy() has passed, or an empty one.
  std::size_t bytes() const { return width * height * depth; }
  CheckedSize dst_span() const;
  CheckedSize src_span() const;
  void copy() const;
};

/// Whether the box may be copied in this direction: cwSuccess or the error to
/// return. Its bytes, pitches and slices are of a size that fits. A side given
/// as known to be device memory (an array, a symbol already checked) is not
/// judged.
cwError_t check_copy(const CopyBox &box, cwMemcpyKind kind,
                     bool dst_is_array = false, bool src_is_array = false);
/// Whether `size` bytes at the pointer are memory that a kernel or a memset may
/// write.
cwError_t check_device_range(const void *pointer, CheckedSize size);
/// Whether the host can touch the first and the last page of the range (so that
/// a bad pointer is an error, no crash).
bool host_range_exists(const void *pointer, std::size_t size);
/// Host memory that the runtime doesn't know, which async copies can't rely on
/// to stay as it is.
bool is_pageable(const void *pointer);

} // namespace cw::cpu
