// Arrays: images in memory that only texture objects, surface objects and
// copies access.
// SPDX-License-Identifier: Apache-2.0
#pragma once

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

namespace cw::cpu {
/// Whether the handle is a valid array.
bool array_exists(cwArray_const_t array);
/// The bytes a 3D copy moves, after all checks.
cwError_t box_of_3d(const cwMemcpy3DParms &parameters, CopyBox &box);
} // namespace cw::cpu
