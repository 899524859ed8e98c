// What lies behind a texture or surface object of the cpu backend, for the
// sampling code in device headers. SPDX-License-Identifier: Apache-2.0
#ifndef CW_CPU_TEXTURE_OBJECT_H
#define CW_CPU_TEXTURE_OBJECT_H

#include <cstddef>

#include <cw/types.h>

namespace cw {
namespace cpu {

/// One image in memory. Element (x, y, z) lies at data + z * slice_pitch + y *
/// row_pitch + x * element_size. Of a layered image z is the layer; of a
/// cubemap z is the face, of a layered cubemap 6 * layer + face.
struct Image {
  unsigned char *data;
  std::size_t width, height,
      depth; ///< in elements; 1 where the image has no such dimension
  std::size_t row_pitch, slice_pitch; ///< in bytes
};

/// What a cwTextureObject_t points at (reinterpret_cast of the handle). Made
/// and owned by the runtime; constant from creation to cwDestroyTextureObject.
struct TextureObject {
  const Image *levels; ///< mipmap levels, finest first
  unsigned level_count;
  cwChannelFormatDesc format; ///< bits a channel and their kind
  unsigned element_size;      ///< bytes an element
  unsigned channels;          ///< 1, 2 or 4
  cwTextureDesc desc;
};

/// What a cwSurfaceObject_t points at. Surface coordinates x are in bytes.
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
