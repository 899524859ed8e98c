// SPDX-License-Identifier: Apache-2.0
#include "array.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#include <unordered_set>

cwArray::~cwArray() { std::free(image.data); }

namespace cw::cpu {
namespace {

struct Arrays {
  std::mutex mutex;
  std::unordered_set<const cwArray *> arrays; ///< including levels
  std::unordered_set<const cwMipmappedArray *> mipmapped;
};
Arrays &arrays() {
  static Arrays *const forever = new Arrays;
  return *forever;
}

} // namespace

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

cwArray_t add_array(std::unique_ptr<cwArray> array) {
  Arrays &a = arrays();
  std::lock_guard<std::mutex> lock(a.mutex);
  a.arrays.insert(array.get());
  return array.release();
}
cwMipmappedArray_t add_array(std::unique_ptr<cwMipmappedArray> array) {
  Arrays &a = arrays();
  std::lock_guard<std::mutex> lock(a.mutex);
  for (const auto &level : array->levels)
    a.arrays.insert(level.get());
  a.mipmapped.insert(array.get());
  return array.release();
}

bool delete_array(cwArray_t array) {
  Arrays &a = arrays();
  std::lock_guard<std::mutex> lock(a.mutex);
  if (!a.arrays.count(array) || array->is_level)
    return false;
  a.arrays.erase(array);
  delete array;
  return true;
}
bool delete_array(cwMipmappedArray_t array) {
  Arrays &a = arrays();
  std::lock_guard<std::mutex> lock(a.mutex);
  if (!a.mipmapped.erase(array))
    return false;
  for (auto &level : array->levels)
    a.arrays.erase(level.get());
  delete array;
  return true;
}

bool array_exists(cwArray_const_t array) {
  Arrays &a = arrays();
  std::lock_guard<std::mutex> lock(a.mutex);
  return a.arrays.count(array) != 0;
}

bool array_exists(cwMipmappedArray_const_t array) {
  Arrays &a = arrays();
  std::lock_guard<std::mutex> lock(a.mutex);
  return a.mipmapped.count(array) != 0;
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

} // namespace cw::cpu
