// Arrays, texture objects and surface objects, and the 3D copy between arrays
// and plain memory.
// SPDX-License-Identifier: Apache-2.0
#include "array.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "capture.h"
#include "error.h"
#include "stream.h"

cwArray::~cwArray() { std::free(image.data); }

struct cwMipmappedArray {
  std::vector<std::unique_ptr<cwArray>> levels;
};

namespace cw::cpu {
namespace {

struct Texture : TextureObject {
  std::vector<Image> images;
  cwResourceDesc resource;
  cwResourceViewDesc view;
};
struct Surface : SurfaceObject {
  cwResourceDesc resource;
};
struct Objects {
  std::mutex mutex;
  std::unordered_set<const cwArray *> arrays; ///< including levels
  std::unordered_set<const cwMipmappedArray *> mipmapped;
  std::unordered_map<unsigned long long, std::unique_ptr<Texture>> textures;
  std::unordered_map<unsigned long long, std::unique_ptr<Surface>> surfaces;
};
Objects &objects() {
  static Objects *const forever = new Objects;
  return *forever;
}

/// The channels and bytes of an element; returns false for an invalid format.
bool measure(const cwChannelFormatDesc &f, unsigned &element_size,
             unsigned &channels) {
  const int bits[4] = {f.x, f.y, f.z, f.w};
  channels = 0;
  while (channels < 4 && bits[channels])
    ++channels;
  for (unsigned i = channels; i < 4; ++i)
    if (bits[i])
      return false;
  for (unsigned i = 1; i < channels; ++i)
    if (bits[i] != bits[0])
      return false;
  if (channels == 0 || channels == 3 ||
      (bits[0] != 8 && bits[0] != 16 && bits[0] != 32))
    return false;
  if (f.f != cwChannelFormatKindSigned && f.f != cwChannelFormatKindUnsigned &&
      f.f != cwChannelFormatKindFloat)
    return false;
  if (f.f == cwChannelFormatKindFloat && bits[0] == 8)
    return false;
  element_size = channels * unsigned(bits[0]) / 8;
  return true;
}

/// Makes one level of the given extent. Rows are padded, so the rows of a copy
/// are usually not contiguous. Throws std::bad_alloc.
std::unique_ptr<cwArray> make_array(const cwChannelFormatDesc &format,
                                    cwExtent extent, unsigned flags,
                                    unsigned element_size, bool is_level) {
  auto array = std::make_unique<cwArray>();
  array->format = format;
  array->extent = extent;
  array->flags = flags;
  array->element_size = element_size;
  array->is_level = is_level;
  Image &i = array->image;
  i.width = std::max<std::size_t>(extent.width, 1);
  i.height = std::max<std::size_t>(extent.height, 1);
  i.depth = std::max<std::size_t>(extent.depth, 1);
  const CheckedSize row = (CheckedSize(i.width) * element_size).rounded_to(64);
  const CheckedSize slice = row * i.height, all = slice * i.depth;
  if (!all.fits() || all.value() > memory_total())
    throw std::bad_alloc();
  i.row_pitch = row.value();
  i.slice_pitch = slice.value();
  i.data = static_cast<unsigned char *>(std::aligned_alloc(64, all.value()));
  if (!i.data)
    throw std::bad_alloc();
  std::memset(i.data, 0, all.value());
  return array;
}

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
    auto made = make_array(*format, extent, flags, element_size, false);
    Objects &o = objects();
    std::lock_guard<std::mutex> lock(o.mutex);
    o.arrays.insert(made.get());
    *array = made.release();
    return cwSuccess;
  });
}

bool mipmapped_exists(cwMipmappedArray_const_t array) {
  Objects &o = objects();
  std::lock_guard<std::mutex> lock(o.mutex);
  return o.mipmapped.count(array) != 0;
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

bool array_exists(cwArray_const_t array) {
  Objects &o = objects();
  std::lock_guard<std::mutex> lock(o.mutex);
  return o.arrays.count(array) != 0;
}

cwError_t box_of_3d(const cwMemcpy3DParms &p, CopyBox &box) {
  if ((p.dstArray != nullptr) == (p.dstPtr.ptr != nullptr) ||
      (p.srcArray != nullptr) == (p.srcPtr.ptr != nullptr))
    return cwErrorInvalidValue;
  if ((p.dstArray && !array_exists(p.dstArray)) ||
      (p.srcArray && !array_exists(p.srcArray)))
    return cwErrorInvalidResourceHandle;
  if (p.dstArray && p.srcArray &&
      p.dstArray->element_size != p.srcArray->element_size)
    return cwErrorInvalidValue;
  // If an array is involved, its x positions and the width count its elements;
  // otherwise they count bytes.
  const std::size_t unit = p.dstArray   ? p.dstArray->element_size
                           : p.srcArray ? p.srcArray->element_size
                                        : 1;
  const CheckedSize width = CheckedSize(p.extent.width) * unit;
  if (!width.fits())
    return cwErrorInvalidValue;
  box.width = width.value();
  box.height = p.extent.height;
  box.depth = p.extent.depth;
  auto side = [&](cwArray_t array, const cwPitchedPtr &plain, const cwPos &at,
                  char *&begin, std::size_t &pitch, std::size_t &slice) {
    if (array) {
      const Image &i = array->image;
      if (at.x > i.width || p.extent.width > i.width - at.x ||
          at.y > i.height || box.height > i.height - at.y || at.z > i.depth ||
          box.depth > i.depth - at.z)
        return cwErrorInvalidValue;
      pitch = i.row_pitch;
      slice = i.slice_pitch;
      begin = reinterpret_cast<char *>(i.data) + at.z * slice + at.y * pitch +
              at.x * unit;
      return cwSuccess;
    }
    const CheckedSize row_end = CheckedSize(at.x) + width;
    const CheckedSize rows_end = CheckedSize(at.y) + box.height;
    const CheckedSize whole_slice = CheckedSize(plain.pitch) * plain.ysize;
    // The slice matters only if there is more than one, or if one is skipped.
    CheckedSize offset = CheckedSize(plain.pitch) * at.y + at.x;
    if (at.z)
      offset = offset + whole_slice * at.z;
    if (!row_end.fits() || !rows_end.fits() || !offset.fits() ||
        (box.depth > 1 && !whole_slice.fits()))
      return cwErrorInvalidValue;
    pitch = plain.pitch;
    slice = whole_slice.value();
    if ((box.height > 1 || box.depth > 1) && pitch < row_end.value())
      return cwErrorInvalidPitchValue;
    if (box.depth > 1 && plain.ysize < rows_end.value())
      return cwErrorInvalidValue;
    const auto base = reinterpret_cast<std::uintptr_t>(plain.ptr);
    if (!(CheckedSize(base) + offset).fits())
      return cwErrorInvalidValue;
    begin = static_cast<char *>(plain.ptr) + offset.value();
    return cwSuccess;
  };
  char *src = nullptr;
  if (const cwError_t error = side(p.dstArray, p.dstPtr, p.dstPos, box.dst,
                                   box.dst_pitch, box.dst_slice))
    return error;
  if (const cwError_t error = side(p.srcArray, p.srcPtr, p.srcPos, src,
                                   box.src_pitch, box.src_slice))
    return error;
  box.src = src;
  return check_copy(box, p.kind, p.dstArray != nullptr, p.srcArray != nullptr);
}

namespace {

/// The images of a resource.
cwError_t images_of(const cwResourceDesc &r, cwChannelFormatDesc &format,
                    std::vector<Image> &images) {
  switch (r.resType) {
  case cwResourceTypeArray:
    if (!array_exists(r.res.array.array))
      return cwErrorInvalidValue;
    format = r.res.array.array->format;
    images = {r.res.array.array->image};
    return cwSuccess;
  case cwResourceTypeMipmappedArray:
    if (!mipmapped_exists(r.res.mipmap.mipmap))
      return cwErrorInvalidValue;
    format = r.res.mipmap.mipmap->levels[0]->format;
    for (const auto &level : r.res.mipmap.mipmap->levels)
      images.push_back(level->image);
    return cwSuccess;
  case cwResourceTypeLinear: {
    unsigned size, channels;
    format = r.res.linear.desc;
    if (!measure(format, size, channels))
      return cwErrorInvalidChannelDescriptor;
    if (check_device_range(r.res.linear.devPtr, r.res.linear.sizeInBytes) ||
        r.res.linear.sizeInBytes < size)
      return cwErrorInvalidValue;
    const std::size_t width = r.res.linear.sizeInBytes / size;
    images = {{static_cast<unsigned char *>(r.res.linear.devPtr), width, 1, 1,
               width * size, width * size}};
    return cwSuccess;
  }
  case cwResourceTypePitch2D: {
    const auto &p = r.res.pitch2D;
    unsigned size, channels;
    format = p.desc;
    if (!measure(format, size, channels))
      return cwErrorInvalidChannelDescriptor;
    const CheckedSize row = CheckedSize(p.width) * size;
    if (!p.width || !p.height || !row.fits() || p.pitchInBytes < row.value() ||
        !(CheckedSize(p.pitchInBytes) * p.height).fits() ||
        check_device_range(p.devPtr,
                           box_span(row, p.height, 1, p.pitchInBytes, 0)))
      return cwErrorInvalidValue;
    images = {{static_cast<unsigned char *>(p.devPtr), p.width, p.height, 1,
               p.pitchInBytes, p.pitchInBytes * p.height}};
    return cwSuccess;
  }
  }
  return cwErrorInvalidValue;
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
    Objects &o = objects();
    std::lock_guard<std::mutex> lock(o.mutex);
    if (!o.arrays.count(array) || array->is_level)
      return cwErrorInvalidValue;
    o.arrays.erase(array);
    delete array;
    return cwSuccess;
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
    Objects &o = objects();
    std::lock_guard<std::mutex> lock(o.mutex);
    for (const auto &level : made->levels)
      o.arrays.insert(level.get());
    *array = made.release();
    o.mipmapped.insert(*array);
    return cwSuccess;
  });
}
cwError_t cwGetMipmappedArrayLevel(cwArray_t *level,
                                   cwMipmappedArray_const_t array,
                                   unsigned int index) {
  return api([&] {
    if (!mipmapped_exists(array))
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
    Objects &o = objects();
    std::lock_guard<std::mutex> lock(o.mutex);
    if (!o.mipmapped.erase(array))
      return cwErrorInvalidValue;
    for (auto &level : array->levels)
      o.arrays.erase(level.get());
    delete array;
    return cwSuccess;
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

// --- Texture and surface objects ---

cwError_t cwCreateTextureObject(cwTextureObject_t *object,
                                const cwResourceDesc *resource,
                                const cwTextureDesc *desc,
                                const cwResourceViewDesc *view) {
  return api([&] {
    if (!object || !resource || !desc)
      return cwErrorInvalidValue;
    auto texture = std::make_unique<Texture>();
    if (const cwError_t error =
            images_of(*resource, texture->format, texture->images))
      return error;
    measure(texture->format, texture->element_size, texture->channels);
    const bool is_float = texture->format.f == cwChannelFormatKindFloat;
    const bool as_float =
        is_float || desc->readMode == cwReadModeNormalizedFloat;
    if (desc->readMode == cwReadModeNormalizedFloat && !is_float &&
        texture->format.x == 32)
      return cwErrorInvalidNormSetting;
    if (desc->filterMode == cwFilterModeLinear && !as_float)
      return cwErrorInvalidFilterSetting;
    if (view && view->lastMipmapLevel >= view->firstMipmapLevel &&
        texture->images.size() > 1) {
      if (view->lastMipmapLevel >= texture->images.size())
        return cwErrorInvalidValue;
      texture->images = {texture->images.begin() + view->firstMipmapLevel,
                         texture->images.begin() + view->lastMipmapLevel + 1};
    }
    texture->levels = texture->images.data();
    texture->level_count = unsigned(texture->images.size());
    texture->desc = *desc;
    texture->resource = *resource;
    texture->view = view ? *view : cwResourceViewDesc{};
    *object = reinterpret_cast<unsigned long long>(
        static_cast<TextureObject *>(texture.get()));
    Objects &o = objects();
    std::lock_guard<std::mutex> lock(o.mutex);
    o.textures[*object] = std::move(texture);
    return cwSuccess;
  });
}
cwError_t cwCreateSurfaceObject(cwSurfaceObject_t *object,
                                const cwResourceDesc *resource) {
  return api([&] {
    if (!object || !resource)
      return cwErrorInvalidValue;
    if (resource->resType != cwResourceTypeArray ||
        !array_exists(resource->res.array.array) ||
        !(resource->res.array.array->flags & cwArraySurfaceLoadStore))
      return cwErrorInvalidValue;
    const cwArray &array = *resource->res.array.array;
    auto surface = std::make_unique<Surface>();
    surface->image = array.image;
    surface->format = array.format;
    surface->element_size = array.element_size;
    surface->resource = *resource;
    *object = reinterpret_cast<unsigned long long>(
        static_cast<SurfaceObject *>(surface.get()));
    Objects &o = objects();
    std::lock_guard<std::mutex> lock(o.mutex);
    o.surfaces[*object] = std::move(surface);
    return cwSuccess;
  });
}
cwError_t cwDestroyTextureObject(cwTextureObject_t object) {
  return api([&] {
    if (!object)
      return cwSuccess;
    synchronize_device(current_device());
    Objects &o = objects();
    std::lock_guard<std::mutex> lock(o.mutex);
    return o.textures.erase(object) ? cwSuccess : cwErrorInvalidValue;
  });
}
cwError_t cwDestroySurfaceObject(cwSurfaceObject_t object) {
  return api([&] {
    if (!object)
      return cwSuccess;
    synchronize_device(current_device());
    Objects &o = objects();
    std::lock_guard<std::mutex> lock(o.mutex);
    return o.surfaces.erase(object) ? cwSuccess : cwErrorInvalidValue;
  });
}

namespace {
template <class Table, class Value, class Get>
cwError_t ask_object(Table Objects::*table, unsigned long long object,
                     Value *value, Get get) {
  return api([&] {
    Objects &o = objects();
    std::lock_guard<std::mutex> lock(o.mutex);
    auto at = (o.*table).find(object);
    if (!value || at == (o.*table).end())
      return cwErrorInvalidValue;
    *value = get(*at->second);
    return cwSuccess;
  });
}
} // namespace
cwError_t cwGetTextureObjectResourceDesc(cwResourceDesc *resource,
                                         cwTextureObject_t object) {
  return ask_object(&Objects::textures, object, resource,
                    [](const Texture &t) { return t.resource; });
}
cwError_t cwGetTextureObjectTextureDesc(cwTextureDesc *desc,
                                        cwTextureObject_t object) {
  return ask_object(&Objects::textures, object, desc,
                    [](const Texture &t) { return t.desc; });
}
cwError_t cwGetTextureObjectResourceViewDesc(cwResourceViewDesc *view,
                                             cwTextureObject_t object) {
  return ask_object(&Objects::textures, object, view,
                    [](const Texture &t) { return t.view; });
}
cwError_t cwGetSurfaceObjectResourceDesc(cwResourceDesc *resource,
                                         cwSurfaceObject_t object) {
  return ask_object(&Objects::surfaces, object, resource,
                    [](const Surface &s) { return s.resource; });
}
