// The data of texture and surface objects of the cpu backend, for the sampling
// code in device headers.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_CPU_TEXTURE_OBJECT_H
#define CW_CPU_TEXTURE_OBJECT_H

#include <cstddef>

#include <cw/types.h>

namespace cw {
namespace cpu {

/// One image in memory. Element (x, y, z) is at data + z * slice_pitch + y *
/// row_pitch + x * element_size. In a layered image z is the layer, in a
/// cubemap z is the face, in a layered cubemap z is 6 * layer + face.
struct Image {
  unsigned char *data;
  std::size_t width, height,
      depth; ///< in elements; 1 for a missing dimension
  std::size_t row_pitch, slice_pitch; ///< in bytes
};

/// The target of a cwTextureObject_t (reinterpret_cast of the handle). The
/// runtime creates and owns it; it is constant until cwDestroyTextureObject.
struct TextureObject {
  const Image *levels; ///< mipmap levels, finest first
  unsigned level_count;
  cwChannelFormatDesc format; ///< bits per channel and their kind
  unsigned element_size;      ///< bytes per element
  unsigned channels;          ///< 1, 2 or 4
  cwTextureDesc desc;
};

/// The target of a cwSurfaceObject_t. Surface coordinates x are in bytes.
struct SurfaceObject {
  Image image;
  cwChannelFormatDesc format;
  unsigned element_size;
};

inline const TextureObject &texture(cwTextureObject_t handle) {
  return *reinterpret_cast<const TextureObject *>(handle);
}
inline const SurfaceObject &surface(cwSurfaceObject_t handle) {
  return *reinterpret_cast<const SurfaceObject *>(handle);
}

} // namespace cpu
} // namespace cw

#endif // CW_CPU_TEXTURE_OBJECT_H
