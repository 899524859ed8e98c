// The registry of all memory that the runtime knows, and checks of pointers
// against it. This file owns the memory that it allocates; the program owns
// memory that it registers.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include <cw/api.h>

#include "checked.h"

namespace cw::cpu {

enum class MemoryKind {
  Device,     ///< cwMalloc and similar functions
  Pinned,     ///< cwHostAlloc
  Registered, ///< cwHostRegister: the memory is the user's
  Managed,    ///< cwMallocManaged
  Symbol,     ///< a device variable: the memory is the program's
  Pool,       ///< cwMallocAsync: freed by cwFreeAsync or cwFree
  Mapped      ///< cwMemMap: memory of a handle; adjacent pieces form one range
};

struct Allocation {
  char *base = nullptr;
  std::size_t size = 0;
  MemoryKind kind = MemoryKind::Device;
  int device = 0;
  unsigned flags = 0;
  cwMemPool_t pool = nullptr;
  int file = -1; ///< the mapped file, if other processes may map it
};

/// Allocates memory of the given kind, aligned to at least 256 bytes. Returns
/// null if there is not enough.
void *allocate(std::size_t size, MemoryKind kind, int device,
               unsigned flags = 0, cwMemPool_t pool = nullptr);
/// Removes the allocation that starts at `base` and has one of the kinds, and
/// frees its memory if the runtime owns it. Returns false if there is none.
bool release(void *base, std::initializer_list<MemoryKind> kinds);
/// Registers memory that the runtime does not own. Returns false if it overlaps
/// known memory.
bool adopt(void *base, std::size_t size, MemoryKind kind, int device,
           unsigned flags = 0);

/// Makes device memory available to other processes, in place. Returns the file
/// to map, or -1. Nothing may use the memory during the call.
int share(void *base);

/// Adds or removes a mapped range. The rest of a larger range stays known.
void map_range(char *base, std::size_t size, int device);
void unmap_range(char *base, std::size_t size);

/// The allocation that holds the address.
std::optional<Allocation> find_allocation(const void *pointer);
/// All memory that only kernels and the runtime's functions write to.
std::vector<Allocation> device_memory();
/// Frees all memory of a device, for cwDeviceReset.
void release_device(int device);
std::size_t memory_in_use(int device);
std::size_t memory_total();

/// A box of bytes to copy: rows of `width` bytes, `height` rows per slice,
/// `depth` slices.
struct CopyBox {
  char *dst;
  const char *src;
  std::size_t width, height = 1, depth = 1;
  std::size_t dst_pitch = 0, src_pitch = 0, dst_slice = 0, src_slice = 0;

  bool empty() const { return !width || !height || !depth; }
  /// Valid for a box that passed check_copy(), and for an empty box.
  std::size_t bytes() const { return width * height * depth; }
  CheckedSize dst_span() const;
  CheckedSize src_span() const;
  void copy() const;
};

/// Checks whether the box may be copied in this direction: returns cwSuccess or
/// an error. Also checks that its bytes, pitches and slices fit into a size. A
/// side that is known to be device memory (an array, a symbol already checked)
/// is not checked.
cwError_t check_copy(const CopyBox &box, cwMemcpyKind kind,
                     bool dst_is_array = false, bool src_is_array = false);
/// Checks that a kernel or a memset may write `size` bytes at the pointer.
cwError_t check_device_range(const void *pointer, CheckedSize size);
/// Whether the host can access the first and the last page of the range, so
/// that a bad pointer is an error instead of a crash.
bool host_range_exists(const void *pointer, std::size_t size);
/// Whether the pointer is host memory that the runtime does not know. Its
/// contents may change after an asynchronous copy returns.
bool is_pageable(const void *pointer);

} // namespace cw::cpu
