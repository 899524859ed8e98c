// The API functions of arrays, and the copies between arrays and plain memory.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include "array.h"
#include "capture.h"
#include "enqueue.h"
#include "error.h"

namespace cw::cpu {
namespace {

/// Whether the extent is valid for the flags (CUDA Runtime API reference,
/// cudaMalloc3DArray).
bool extent_fits(cwExtent e, unsigned flags) {
  if (e.width == 0 || e.width > 131072 || e.height > 131072 ||
      e.depth > 16384 * 6)
    return false;
  if (flags & cwArrayCubemap)
    return e.width == e.height &&
           (flags & cwArrayLayered ? e.depth && e.depth % 6 == 0
                                   : e.depth == 6);
  if (flags & cwArrayLayered)
    return e.depth != 0;
  return e.depth == 0 || e.height != 0;
}

cwError_t create_array(cwArray_t *array, const cwChannelFormatDesc *format,
                       cwExtent extent, unsigned flags) {
  return api([&] {
    const unsigned known = cwArrayLayered | cwArraySurfaceLoadStore |
                           cwArrayCubemap | cwArrayTextureGather;
    unsigned element_size, channels;
    if (!array || !format || (flags & ~known) || !extent_fits(extent, flags))
      return cwErrorInvalidValue;
    if (!measure(*format, element_size, channels))
      return cwErrorInvalidChannelDescriptor;
    if (const cwError_t error = check_unsafe_call())
      return error;
    *array = add_array(make_array(*format, extent, flags, element_size, false));
    return cwSuccess;
  });
}

/// The part of an array that starts at column `x` (bytes) and row `y`, for a
/// plain 2D copy.
struct ArrayPart {
  char *begin;
  std::size_t pitch;
};
cwError_t part_of(cwArray_const_t array, std::size_t x, std::size_t y,
                  std::size_t width, std::size_t height, ArrayPart &part) {
  if (!array_exists(array))
    return cwErrorInvalidResourceHandle;
  const Image &i = array->image;
  const std::size_t row = i.width * array->element_size;
  if (x > row || width > row - x || y > i.height || height > i.height - y)
    return cwErrorInvalidValue;
  part = {reinterpret_cast<char *>(i.data) + y * i.row_pitch + x, i.row_pitch};
  return cwSuccess;
}

cwError_t run_copy(const CopyBox &box, cwMemcpyKind kind, bool dst_is_array,
                   bool src_is_array, bool wait, cwStream_t stream) {
  if (const cwError_t error = check_copy(box, kind, dst_is_array, src_is_array))
    return error;
  // A pageable side is used until the copy is done, so the call waits for it.
  if (!is_captured(stream))
    wait = wait || (!dst_is_array && is_pageable(box.dst)) ||
           (!src_is_array && is_pageable(box.src));
  return enqueue(stream, std::make_shared<CopyOperation>(box), wait);
}

cwError_t copy_2d_to_array(cwArray_t dst, std::size_t x, std::size_t y,
                           const void *src, std::size_t pitch,
                           std::size_t width, std::size_t height,
                           cwMemcpyKind kind, bool wait, cwStream_t stream) {
  return api([&] {
    ArrayPart part;
    if (const cwError_t error = part_of(dst, x, y, width, height, part))
      return error;
    if (height > 1 && pitch < width)
      return cwErrorInvalidPitchValue;
    CopyBox box{part.begin, static_cast<const char *>(src), width, height};
    box.dst_pitch = part.pitch;
    box.src_pitch = pitch;
    return run_copy(box, kind, true, false, wait, stream);
  });
}
cwError_t copy_2d_from_array(void *dst, std::size_t pitch, cwArray_const_t src,
                             std::size_t x, std::size_t y, std::size_t width,
                             std::size_t height, cwMemcpyKind kind, bool wait,
                             cwStream_t stream) {
  return api([&] {
    ArrayPart part;
    if (const cwError_t error = part_of(src, x, y, width, height, part))
      return error;
    if (height > 1 && pitch < width)
      return cwErrorInvalidPitchValue;
    CopyBox box{static_cast<char *>(dst), part.begin, width, height};
    box.dst_pitch = pitch;
    box.src_pitch = part.pitch;
    return run_copy(box, kind, false, true, wait, stream);
  });
}

/// A run of bytes that wraps to the next row at the end of a row, as up to
/// three boxes.
template <class CopyRows>
cwError_t in_rows(cwArray_const_t array, std::size_t x, std::size_t y,
                  std::size_t count, CopyRows copy_rows) {
  if (!array_exists(array))
    return remember(cwErrorInvalidResourceHandle);
  const std::size_t row = array->image.width * array->element_size;
  const std::size_t rows_there = array->image.height;
  if (count &&
      (x >= row || y >= rows_there || count > row * (rows_there - y) - x))
    return remember(cwErrorInvalidValue); // before any byte is copied
  std::size_t done = 0;
  while (done < count) {
    const bool whole = x == 0 && count - done >= row;
    const std::size_t width = whole ? row : std::min(row - x, count - done);
    const std::size_t rows = whole ? (count - done) / row : 1;
    if (const cwError_t error = copy_rows(x, y, done, width, rows))
      return error;
    done += width * rows;
    y += rows;
    x = 0;
  }
  return cwSuccess;
}

} // namespace
} // namespace cw::cpu

using namespace cw::cpu;

// --- Arrays ---

cwChannelFormatDesc cwCreateChannelDesc(int x, int y, int z, int w,
                                        cwChannelFormatKind f) {
  return {x, y, z, w, f};
}

cwError_t cwMallocArray(cwArray_t *array, const cwChannelFormatDesc *format,
                        size_t width, size_t height, unsigned int flags) {
  if (flags & (cwArrayLayered | cwArrayCubemap))
    return remember(cwErrorInvalidValue); // needs a depth: cwMalloc3DArray
  return create_array(array, format, {width, height, 0}, flags);
}
cwError_t cwMalloc3DArray(cwArray_t *array, const cwChannelFormatDesc *format,
                          cwExtent extent, unsigned int flags) {
  return create_array(array, format, extent, flags);
}
cwError_t cwFreeArray(cwArray_t array) {
  return api([&] {
    if (!array)
      return cwSuccess;
    if (const cwError_t error = check_unsafe_call())
      return error;
    synchronize_device(current_device());
    return delete_array(array) ? cwSuccess : cwErrorInvalidValue;
  });
}
cwError_t cwMallocMipmappedArray(cwMipmappedArray_t *array,
                                 const cwChannelFormatDesc *format,
                                 cwExtent extent, unsigned int count,
                                 unsigned int flags) {
  return api([&] {
    unsigned element_size, channels;
    if (!array || !format || !extent_fits(extent, flags) || count == 0)
      return cwErrorInvalidValue;
    if (!measure(*format, element_size, channels))
      return cwErrorInvalidChannelDescriptor;
    if (const cwError_t error = check_unsafe_call())
      return error;
    auto made = std::make_unique<cwMipmappedArray>();
    const bool layers = flags & (cwArrayLayered | cwArrayCubemap);
    for (unsigned i = 0; i < count; ++i) {
      made->levels.push_back(
          make_array(*format, extent, flags, element_size, true));
      const bool smallest = extent.width == 1 && extent.height <= 1 &&
                            (layers || extent.depth <= 1);
      if (smallest)
        break;
      auto half = [](std::size_t n) { return n > 1 ? n / 2 : n; };
      extent = {half(extent.width), half(extent.height),
                layers ? extent.depth : half(extent.depth)};
    }
    *array = add_array(std::move(made));
    return cwSuccess;
  });
}
cwError_t cwGetMipmappedArrayLevel(cwArray_t *level,
                                   cwMipmappedArray_const_t array,
                                   unsigned int index) {
  return api([&] {
    if (!array_exists(array))
      return cwErrorInvalidResourceHandle;
    if (!level || index >= array->levels.size())
      return cwErrorInvalidValue;
    *level = array->levels[index].get();
    return cwSuccess;
  });
}
cwError_t cwFreeMipmappedArray(cwMipmappedArray_t array) {
  return api([&] {
    if (!array)
      return cwSuccess;
    if (const cwError_t error = check_unsafe_call())
      return error;
    synchronize_device(current_device());
    return delete_array(array) ? cwSuccess : cwErrorInvalidValue;
  });
}
cwError_t cwArrayGetInfo(cwChannelFormatDesc *format, cwExtent *extent,
                         unsigned int *flags, cwArray_t array) {
  return api([&] {
    if (!array_exists(array))
      return cwErrorInvalidResourceHandle;
    if (format)
      *format = array->format;
    if (extent)
      *extent = array->extent;
    if (flags)
      *flags = array->flags;
    return cwSuccess;
  });
}
cwError_t cwGetChannelDesc(cwChannelFormatDesc *format, cwArray_const_t array) {
  return api([&] {
    if (!array_exists(array))
      return cwErrorInvalidResourceHandle;
    if (!format)
      return cwErrorInvalidValue;
    *format = array->format;
    return cwSuccess;
  });
}

cwError_t cwMemcpy2DToArray(cwArray_t dst, size_t x, size_t y, const void *src,
                            size_t pitch, size_t width, size_t height,
                            cwMemcpyKind kind) {
  return copy_2d_to_array(dst, x, y, src, pitch, width, height, kind, true,
                          nullptr);
}
cwError_t cwMemcpy2DToArrayAsync(cwArray_t dst, size_t x, size_t y,
                                 const void *src, size_t pitch, size_t width,
                                 size_t height, cwMemcpyKind kind,
                                 cwStream_t stream) {
  return copy_2d_to_array(dst, x, y, src, pitch, width, height, kind, false,
                          stream);
}
cwError_t cwMemcpy2DFromArray(void *dst, size_t pitch, cwArray_const_t src,
                              size_t x, size_t y, size_t width, size_t height,
                              cwMemcpyKind kind) {
  return copy_2d_from_array(dst, pitch, src, x, y, width, height, kind, true,
                            nullptr);
}
cwError_t cwMemcpy2DFromArrayAsync(void *dst, size_t pitch, cwArray_const_t src,
                                   size_t x, size_t y, size_t width,
                                   size_t height, cwMemcpyKind kind,
                                   cwStream_t stream) {
  return copy_2d_from_array(dst, pitch, src, x, y, width, height, kind, false,
                            stream);
}
cwError_t cwMemcpy2DArrayToArray(cwArray_t dst, size_t dst_x, size_t dst_y,
                                 cwArray_const_t src, size_t src_x,
                                 size_t src_y, size_t width, size_t height,
                                 cwMemcpyKind kind) {
  return api([&] {
    ArrayPart to, from;
    if (const cwError_t error = part_of(dst, dst_x, dst_y, width, height, to))
      return error;
    if (const cwError_t error = part_of(src, src_x, src_y, width, height, from))
      return error;
    CopyBox box{to.begin, from.begin, width, height};
    box.dst_pitch = to.pitch;
    box.src_pitch = from.pitch;
    return run_copy(box, kind, true, true, true, nullptr);
  });
}

namespace {
cwError_t copy_to_array(cwArray_t dst, std::size_t x, std::size_t y,
                        const void *src, std::size_t count, cwMemcpyKind kind,
                        bool wait, cwStream_t stream) {
  return in_rows(dst, x, y, count,
                 [&](std::size_t column, std::size_t row, std::size_t done,
                     std::size_t width, std::size_t rows) {
                   return copy_2d_to_array(
                       dst, column, row, static_cast<const char *>(src) + done,
                       width, width, rows, kind, wait, stream);
                 });
}
cwError_t copy_from_array(void *dst, cwArray_const_t src, std::size_t x,
                          std::size_t y, std::size_t count, cwMemcpyKind kind,
                          bool wait, cwStream_t stream) {
  return in_rows(src, x, y, count,
                 [&](std::size_t column, std::size_t row, std::size_t done,
                     std::size_t width, std::size_t rows) {
                   return copy_2d_from_array(static_cast<char *>(dst) + done,
                                             width, src, column, row, width,
                                             rows, kind, wait, stream);
                 });
}
} // namespace
cwError_t cwMemcpyToArray(cwArray_t dst, size_t x, size_t y, const void *src,
                          size_t count, cwMemcpyKind kind) {
  return copy_to_array(dst, x, y, src, count, kind, true, nullptr);
}
cwError_t cwMemcpyToArrayAsync(cwArray_t dst, size_t x, size_t y,
                               const void *src, size_t count, cwMemcpyKind kind,
                               cwStream_t stream) {
  return copy_to_array(dst, x, y, src, count, kind, false, stream);
}
cwError_t cwMemcpyFromArray(void *dst, cwArray_const_t src, size_t x, size_t y,
                            size_t count, cwMemcpyKind kind) {
  return copy_from_array(dst, src, x, y, count, kind, true, nullptr);
}
cwError_t cwMemcpyFromArrayAsync(void *dst, cwArray_const_t src, size_t x,
                                 size_t y, size_t count, cwMemcpyKind kind,
                                 cwStream_t stream) {
  return copy_from_array(dst, src, x, y, count, kind, false, stream);
}
