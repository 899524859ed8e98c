// Arrays: images in memory that only texture objects, surface objects and
// copies access. This file owns the list of valid arrays.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include <cw/cpu/texture_object.h>

#include "memory.h"

/// One level. An array from cwMallocArray owns its memory; a level of a
/// mipmapped array is part of that array's memory.
struct cwArray {
  cwChannelFormatDesc format;
  cwExtent extent; ///< as requested: 0 for a missing dimension
  unsigned flags;
  unsigned element_size;
  cw::cpu::Image image{};
  bool is_level;
  ~cwArray();
};

struct cwMipmappedArray {
  std::vector<std::unique_ptr<cwArray>> levels;
};

namespace cw::cpu {

/// The channels and bytes of an element; returns false for an invalid format.
bool measure(const cwChannelFormatDesc &format, unsigned &element_size,
             unsigned &channels);

/// Makes one level of the given extent. Rows are padded, so the rows of a copy
/// are usually not contiguous. Throws std::bad_alloc.
std::unique_ptr<cwArray> make_array(const cwChannelFormatDesc &format,
                                    cwExtent extent, unsigned flags,
                                    unsigned element_size, bool is_level);

/// Makes the array, with its levels, a valid handle.
cwArray_t add_array(std::unique_ptr<cwArray> array);
cwMipmappedArray_t add_array(std::unique_ptr<cwMipmappedArray> array);
/// Returns false if the handle is not valid, or if it is a level.
bool delete_array(cwArray_t array);
bool delete_array(cwMipmappedArray_t array);
/// Whether the handle is a valid array.
bool array_exists(cwArray_const_t array);
bool array_exists(cwMipmappedArray_const_t array);

/// The bytes a 3D copy moves, after all checks.
cwError_t box_of_3d(const cwMemcpy3DParms &parameters, CopyBox &box);

} // namespace cw::cpu
