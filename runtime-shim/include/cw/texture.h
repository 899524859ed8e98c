// Reads through texture objects and access through surface objects, with
// sampling in software.
//
//   float value = cw::tex2d<float>(texture, x + 0.5f, y + 0.5f);
//   cw::tex2d(&value, texture, u, v); // the same with a pointer
//   cw::surf2d_write(value, surface, x * sizeof(float), y);
//
// Meanings: CUDA C++ Programming Guide, sections "Texture Functions" and
// "Surface Functions", and the appendix "Texture Fetching" for nearest and
// linear filtering: weights have 8 bits of fraction.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_TEXTURE_H
#define CW_TEXTURE_H

#include <cw/cpu/block.h>
#include <cw/cpu/texture_object.h>
#include <cw/small_float.h>

#include <cmath>
#include <cstring>
#include <type_traits>

namespace cw {
namespace detail {

// --- Texels ---

// The element type of a scalar or vector.
template <class T, class = void> struct ElementOf {
  using type = T;
};
template <class T> struct ElementOf<T, std::void_t<decltype(T::x)>> {
  using type = decltype(T::x);
};

template <class T>
T *texel_address(const cpu::Image &image, long x, long y, long z,
                 std::size_t element_size) {
  return reinterpret_cast<T *>(image.data + std::size_t(z) * image.slice_pitch +
                               std::size_t(y) * image.row_pitch +
                               std::size_t(x) * element_size);
}

// A texel's channels as numbers. Channels that the format lacks are 0; a
// missing fourth channel is 1.
struct Color {
  float channel[4];
};

inline float linear_of_srgb(float c) {
  return c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f);
}

inline float channel_as_number(const cpu::TextureObject &texture,
                               const unsigned char *from, int bits,
                               bool color) {
  const bool normalized =
      texture.desc.readMode == cwReadModeNormalizedFloat && bits <= 16;
  switch (texture.format.f) {
  case cwChannelFormatKindFloat: {
    if (bits == 16) {
      std::uint16_t value;
      std::memcpy(&value, from, 2);
      return HalfFormat::widen(value);
    }
    float value;
    std::memcpy(&value, from, 4);
    return value;
  }
  case cwChannelFormatKindSigned: {
    std::int32_t value = 0;
    if (bits == 8) {
      value = std::int8_t(*from);
    } else if (bits == 16) {
      std::int16_t narrow;
      std::memcpy(&narrow, from, 2);
      value = narrow;
    } else {
      std::memcpy(&value, from, 4);
    }
    if (!normalized)
      return float(value);
    const float scaled = float(value) / float((1 << (bits - 1)) - 1);
    return scaled < -1.0f ? -1.0f : scaled; // the lowest two values mean -1
  }
  default: {
    std::uint32_t value = 0;
    std::memcpy(&value, from, std::size_t(bits / 8));
    if (!normalized)
      return float(value);
    const float scaled = float(value) / float((1u << bits) - 1);
    return texture.desc.sRGB && bits == 8 && color ? linear_of_srgb(scaled)
                                                   : scaled;
  }
  }
}

inline Color texel_color(const cpu::TextureObject &texture,
                         const unsigned char *from) {
  Color color = {{0, 0, 0, 1}};
  const int bits[] = {texture.format.x, texture.format.y, texture.format.z,
                      texture.format.w};
  for (int i = 0; i < 4 && bits[i] != 0; from += bits[i] / 8, ++i)
    color.channel[i] = channel_as_number(texture, from, bits[i], i < 3);
  return color;
}

template <class T> T result_of(const Color &color) {
  using Element = typename ElementOf<T>::type;
  Element elements[sizeof(T) / sizeof(Element)];
  for (std::size_t i = 0; i < sizeof(T) / sizeof(Element); ++i)
    elements[i] = static_cast<Element>(color.channel[i]);
  T result;
  std::memcpy(&result, elements, sizeof(T));
  return result;
}

// --- Addressing ---

constexpr long outside = -1; // a texel outside of the image, in border mode

// The texel for index `i` in a dimension of `n` texels.
inline long addressed(long i, long n, cwTextureAddressMode mode) {
  if (i >= 0 && i < n)
    return i;
  switch (mode) {
  case cwAddressModeWrap:
    i %= n;
    return i < 0 ? i + n : i;
  case cwAddressModeMirror:
    i %= 2 * n;
    if (i < 0)
      i += 2 * n;
    return i < n ? i : 2 * n - 1 - i;
  case cwAddressModeBorder:
    return outside;
  default:
    return i < 0 ? 0 : n - 1;
  }
}

// One coordinate in texels. Wrap and mirror exist only for normalized
// coordinates; otherwise they mean clamp.
struct Coordinate {
  float position;
  long size;
  cwTextureAddressMode mode;

  long nearest() const { return addressed(floor_of(position), size, mode); }

  static long floor_of(float x) {
    // Far outside, only the direction matters; NaN reads the first texel.
    return x > -1e9f ? long(std::floor(x < 1e9f ? x : 1e9f))
                     : (x <= -1e9f ? -1000000000l : 0l);
  }
};

inline Coordinate coordinate(const cpu::TextureObject &texture, float x,
                             std::size_t size, int dimension) {
  cwTextureAddressMode mode = texture.desc.addressMode[dimension];
  if (texture.desc.normalizedCoords) {
    // Whole periods are subtracted before scaling, while they are exact.
    if (mode == cwAddressModeWrap)
      x -= std::floor(x);
    else if (mode == cwAddressModeMirror)
      x -= 2.0f * std::floor(0.5f * x);
    x *= float(size);
  } else if (mode == cwAddressModeWrap || mode == cwAddressModeMirror) {
    mode = cwAddressModeClamp;
  }
  return {x, long(size), mode};
}

// The two texels around a coordinate, and the second one's weight in 256ths.
struct Footprint {
  long texel[2];
  float weight[2];
};
inline Footprint footprint(const Coordinate &c) {
  const float shifted = c.position - 0.5f;
  const long first = Coordinate::floor_of(shifted);
  float fraction =
      std::floor((shifted - float(first)) * 256.0f + 0.5f) / 256.0f;
  if (!(fraction >= 0.0f && fraction <= 1.0f))
    fraction = 0.0f;
  return {
      {addressed(first, c.size, c.mode), addressed(first + 1, c.size, c.mode)},
      {1.0f - fraction, fraction}};
}

// --- Sampling one image ---

// Dimensions is the number of sampled coordinates of x, y, z. With two
// dimensions, z is the layer or face.
template <int Dimensions> struct Sampler {
  const cpu::TextureObject &texture;
  const cpu::Image &image;
  float x, y, z;
  long layer;

  Coordinate along(int dimension) const {
    const float positions[] = {x, y, z};
    const std::size_t sizes[] = {image.width, image.height, image.depth};
    return coordinate(texture, positions[dimension], sizes[dimension],
                      dimension);
  }
  const unsigned char *at(long i, long j, long k) const {
    if (i == outside || j == outside || k == outside)
      return nullptr;
    return texel_address<unsigned char>(
        image, i, j, Dimensions == 3 ? k : layer, texture.element_size);
  }
  const unsigned char *nearest() const {
    return at(along(0).nearest(), Dimensions >= 2 ? along(1).nearest() : 0,
              Dimensions == 3 ? along(2).nearest() : 0);
  }
  Color color_at(const unsigned char *texel) const {
    if (texel)
      return texel_color(texture, texel);
    Color border;
    std::memcpy(border.channel, texture.desc.borderColor,
                sizeof border.channel);
    return border;
  }
  Color linear() const {
    const Footprint none = {{0, 0}, {1.0f, 0.0f}};
    const Footprint u = footprint(along(0)),
                    v = Dimensions >= 2 ? footprint(along(1)) : none,
                    w = Dimensions == 3 ? footprint(along(2)) : none;
    Color sum = {{0, 0, 0, 0}};
    for (int k = 0; k < (Dimensions == 3 ? 2 : 1); ++k)
      for (int j = 0; j < (Dimensions >= 2 ? 2 : 1); ++j)
        for (int i = 0; i < 2; ++i) {
          const float weight = u.weight[i] * v.weight[j] * w.weight[k];
          if (weight == 0.0f)
            continue;
          const Color c = color_at(at(u.texel[i], v.texel[j], w.texel[k]));
          for (int n = 0; n < 4; ++n)
            sum.channel[n] += weight * c.channel[n];
        }
    return sum;
  }

  template <class T> T sample() const {
    if (texture.desc.filterMode == cwFilterModeLinear)
      return result_of<T>(linear());
    const unsigned char *texel = nearest();
    // The common case, the unchanged texel. It is also the only case that is
    // exact for 32-bit integers.
    if (texel && texture.desc.readMode == cwReadModeElementType &&
        sizeof(T) == texture.element_size) {
      T result;
      std::memcpy(&result, texel, sizeof(T));
      return result;
    }
    if (texel && texture.desc.readMode == cwReadModeElementType &&
        sizeof(typename ElementOf<T>::type) * 8 ==
            std::size_t(texture.format.x)) {
      T result{};
      std::memcpy(static_cast<void *>(&result), texel,
                  umin(sizeof(T), texture.element_size));
      return result;
    }
    return result_of<T>(color_at(texel));
  }

  // One channel of the four texels of linear filtering, counter-clockwise from
  // the lower left.
  template <class T> T gather(int channel) const {
    const Footprint u = footprint(along(0)), v = footprint(along(1));
    const int column[] = {0, 1, 1, 0}, row[] = {1, 1, 0, 0};
    Color result;
    for (int n = 0; n < 4; ++n)
      result.channel[n] =
          color_at(at(u.texel[column[n]], v.texel[row[n]], 0)).channel[channel];
    return result_of<T>(result);
  }
};

inline long layer_of(const cpu::Image &image, long layer) {
  const long last = long(image.depth) - 1;
  return layer < 0 ? 0 : layer > last ? last : layer;
}

template <class T, int Dimensions>
T sample_level(const cpu::TextureObject &texture, unsigned level, float x,
               float y, float z, long layer) {
  const cpu::Image &image = texture.levels[level];
  return Sampler<Dimensions>{texture, image, x, y, z, layer_of(image, layer)}
      .template sample<T>();
}

template <class T> T blend(const T &a, const T &b, float weight) {
  using Element = typename ElementOf<T>::type;
  constexpr std::size_t count = sizeof(T) / sizeof(Element);
  Element from[count], to[count];
  std::memcpy(from, &a, sizeof(T));
  std::memcpy(to, &b, sizeof(T));
  for (std::size_t i = 0; i < count; ++i)
    from[i] = static_cast<Element>(float(from[i]) * (1.0f - weight) +
                                   float(to[i]) * weight);
  T result;
  std::memcpy(&result, from, sizeof(T));
  return result;
}

// Samples at a level of detail; 0 is the finest image. Between two levels it
// uses the nearer level or blends both.
template <class T, int Dimensions>
T sample_lod(cwTextureObject_t object, float lod, float x, float y, float z,
             long layer) {
  const cpu::TextureObject &texture = cpu::texture(object);
  if (texture.level_count <= 1)
    return sample_level<T, Dimensions>(texture, 0, x, y, z, layer);
  lod += texture.desc.mipmapLevelBias;
  lod = min(max(lod, texture.desc.minMipmapLevelClamp),
            texture.desc.maxMipmapLevelClamp);
  lod = min(max(lod, 0.0f), float(texture.level_count - 1));
  if (texture.desc.mipmapFilterMode != cwFilterModeLinear)
    return sample_level<T, Dimensions>(
        texture, unsigned(std::floor(lod + 0.5f)), x, y, z, layer);
  const unsigned fine = unsigned(lod),
                 coarse = umin(fine + 1, texture.level_count - 1);
  const float weight = std::floor((lod - float(fine)) * 256.0f + 0.5f) / 256.0f;
  const T a = sample_level<T, Dimensions>(texture, fine, x, y, z, layer);
  if (weight == 0.0f)
    return a;
  return blend(a, sample_level<T, Dimensions>(texture, coarse, x, y, z, layer),
               weight);
}

// The level of detail where a step of the given derivatives is one texel.
inline float lod_of(cwTextureObject_t object, const float *dx, const float *dy,
                    int dimensions) {
  const cpu::TextureObject &texture = cpu::texture(object);
  const cpu::Image &image = texture.levels[0];
  const std::size_t sizes[] = {image.width, image.height, image.depth};
  float along_x = 0.0f, along_y = 0.0f;
  for (int i = 0; i < dimensions; ++i) {
    const float scale = texture.desc.normalizedCoords ? float(sizes[i]) : 1.0f;
    along_x += dx[i] * scale * dx[i] * scale;
    along_y += dy[i] * scale * dy[i] * scale;
  }
  const float longest = max(along_x, along_y);
  return longest > 0.0f ? 0.5f * std::log2(longest) : 0.0f;
}

// The face of a cubemap for a direction, and the point on it (Programming
// Guide, table "Cubemap Fetch").
struct CubePoint {
  float x, y;
  long face;
};
inline CubePoint cube_point(float x, float y, float z) {
  const float ax = std::fabs(x), ay = std::fabs(y), az = std::fabs(z);
  float major, s, t;
  long face;
  if (ax >= ay && ax >= az) {
    face = x >= 0 ? 0 : 1;
    major = ax;
    s = x >= 0 ? -z : z;
    t = -y;
  } else if (ay >= az) {
    face = y >= 0 ? 2 : 3;
    major = ay;
    s = x;
    t = y >= 0 ? z : -z;
  } else {
    face = z >= 0 ? 4 : 5;
    major = az;
    s = z >= 0 ? x : -x;
    t = -y;
  }
  return {(s / major + 1.0f) / 2.0f, (t / major + 1.0f) / 2.0f, face};
}

template <class T>
T sample_cube(cwTextureObject_t object, float lod, float x, float y, float z,
              long layer) {
  const CubePoint p = cube_point(x, y, z);
  return sample_lod<T, 2>(object, lod, p.x, p.y, 0, 6 * layer + p.face);
}

inline void put(float (&to)[3], float from) { to[0] = from; }
inline void put(float (&to)[3], float2 from) {
  to[0] = from.x;
  to[1] = from.y;
}
inline void put(float (&to)[3], float4 from) {
  to[0] = from.x;
  to[1] = from.y;
  to[2] = from.z;
}
template <int Dimensions, class Gradient>
float lod_of(cwTextureObject_t object, Gradient dx, Gradient dy) {
  float along_x[3], along_y[3];
  put(along_x, dx);
  put(along_y, dy);
  return lod_of(object, along_x, along_y, Dimensions);
}

} // namespace detail

// --- Texture functions ---

// Reads linear memory by index, without a filter; zero outside.
template <class T> inline T tex1d_fetch(cwTextureObject_t object, int x) {
  const cpu::TextureObject &texture = cpu::texture(object);
  const cpu::Image &image = texture.levels[0];
  if (x < 0 || std::size_t(x) >= image.width)
    return T{};
  const unsigned char *texel = detail::texel_address<unsigned char>(
      image, x, 0, 0, texture.element_size);
  if (texture.desc.readMode == cwReadModeElementType &&
      sizeof(T) == texture.element_size) {
    T result;
    std::memcpy(&result, texel, sizeof(T));
    return result;
  }
  return detail::result_of<T>(detail::texel_color(texture, texel));
}
template <class T>
inline void tex1d_fetch(T *result, cwTextureObject_t object, int x) {
  *result = tex1d_fetch<T>(object, x);
}

// Both forms of a read. PARAMETERS and ARGUMENTS are those after the object.
#define CW_PACK(...) __VA_ARGS__
#define CW_TEXTURE_READ(NAME, PARAMETERS, ARGUMENTS, ...)                      \
  template <class T>                                                           \
  inline T NAME(cwTextureObject_t object, CW_PACK PARAMETERS) {                \
    return __VA_ARGS__;                                                        \
  }                                                                            \
  template <class T>                                                           \
  inline void NAME(T *result, cwTextureObject_t object, CW_PACK PARAMETERS) {  \
    *result = NAME<T>(object, CW_PACK ARGUMENTS);                              \
  }
// Reads at the finest level, at a level of detail, and with gradients that
// determine the level.
#define CW_TEXTURE_READS(NAME, DIMENSIONS, GRADIENT, PARAMETERS, ARGUMENTS, X, \
                         Y, Z, LAYER)                                          \
  CW_TEXTURE_READ(NAME, PARAMETERS, ARGUMENTS,                                 \
                  detail::sample_level<T, DIMENSIONS>(cpu::texture(object), 0, \
                                                      X, Y, Z, LAYER))         \
  CW_TEXTURE_READ(                                                             \
      NAME##_lod, (CW_PACK PARAMETERS, float level),                           \
      (CW_PACK ARGUMENTS, level),                                              \
      detail::sample_lod<T, DIMENSIONS>(object, level, X, Y, Z, LAYER))        \
  CW_TEXTURE_READ(                                                             \
      NAME##_grad, (CW_PACK PARAMETERS, GRADIENT dx, GRADIENT dy),             \
      (CW_PACK ARGUMENTS, dx, dy),                                             \
      detail::sample_lod<T, DIMENSIONS>(                                       \
          object, detail::lod_of<DIMENSIONS>(object, dx, dy), X, Y, Z, LAYER))
CW_TEXTURE_READS(tex1d, 1, float, (float x), (x), x, 0, 0, 0)
CW_TEXTURE_READS(tex1d_layered, 1, float, (float x, int layer), (x, layer), x,
                 0, 0, layer)
CW_TEXTURE_READS(tex2d, 2, float2, (float x, float y), (x, y), x, y, 0, 0)
CW_TEXTURE_READS(tex2d_layered, 2, float2, (float x, float y, int layer),
                 (x, y, layer), x, y, 0, layer)
CW_TEXTURE_READS(tex3d, 3, float4, (float x, float y, float z), (x, y, z), x, y,
                 z, 0)

#define CW_CUBE_READS(NAME, PARAMETERS, ARGUMENTS, LAYER)                      \
  CW_TEXTURE_READ(NAME, PARAMETERS, ARGUMENTS,                                 \
                  detail::sample_cube<T>(object, 0.0f, x, y, z, LAYER))        \
  CW_TEXTURE_READ(NAME##_lod, (CW_PACK PARAMETERS, float level),               \
                  (CW_PACK ARGUMENTS, level),                                  \
                  detail::sample_cube<T>(object, level, x, y, z, LAYER))       \
  CW_TEXTURE_READ(NAME##_grad, (CW_PACK PARAMETERS, float4 dx, float4 dy),     \
                  (CW_PACK ARGUMENTS, dx, dy),                                 \
                  detail::sample_cube<T>(object,                               \
                                         detail::lod_of<3>(object, dx, dy), x, \
                                         y, z, LAYER))
CW_CUBE_READS(tex_cubemap, (float x, float y, float z), (x, y, z), 0)
CW_CUBE_READS(tex_cubemap_layered, (float x, float y, float z, int layer),
              (x, y, z, layer), layer)

// T is a vector of four: one channel of each of the four texels.
CW_TEXTURE_READ(tex2d_gather, (float x, float y, int channel = 0),
                (x, y, channel),
                detail::Sampler<2>{cpu::texture(object),
                                   cpu::texture(object).levels[0], x, y, 0, 0}
                    .template gather<T>(channel))
#undef CW_CUBE_READS
#undef CW_TEXTURE_READS
#undef CW_TEXTURE_READ

// --- Surface functions ---

namespace detail {

// The element at byte x of row y in slice z; null if the boundary mode ignores
// the access.
template <class T>
T *surface_element(const cpu::SurfaceObject &surface, long x, long y, long z,
                   cwSurfaceBoundaryMode mode) {
  const cpu::Image &image = surface.image;
  const long bytes = long(image.width * surface.element_size);
  const auto clamped = [](long i, long size) {
    return i < 0 ? 0 : i >= size ? size - 1 : i;
  };
  const bool inside = x >= 0 && x + long(sizeof(T)) <= bytes && y >= 0 &&
                      y < long(image.height) && z >= 0 && z < long(image.depth);
  if (!inside) {
    if (mode == cwBoundaryModeZero)
      return nullptr;
    if (mode != cwBoundaryModeClamp)
      cpu::trap("a surface was accessed outside its bounds");
    const long last = bytes - long(sizeof(T));
    x = x < 0 ? 0 : x > last ? last : x;
    y = clamped(y, long(image.height));
    z = clamped(z, long(image.depth));
  }
  return texel_address<T>(image, x, y, z, 1);
}

} // namespace detail

#define CW_SURFACE(NAME, PARAMETERS, ARGUMENTS, Y, Z)                          \
  template <class T>                                                           \
  inline T NAME##_read(cwSurfaceObject_t object, CW_PACK PARAMETERS,           \
                       cwSurfaceBoundaryMode mode = cwBoundaryModeTrap) {      \
    const T *element =                                                         \
        detail::surface_element<T>(cpu::surface(object), x, Y, Z, mode);       \
    T value{};                                                                 \
    if (element)                                                               \
      std::memcpy(static_cast<void *>(&value), element, sizeof(T));            \
    return value;                                                              \
  }                                                                            \
  template <class T>                                                           \
  inline void NAME##_read(T *result, cwSurfaceObject_t object,                 \
                          CW_PACK PARAMETERS,                                  \
                          cwSurfaceBoundaryMode mode = cwBoundaryModeTrap) {   \
    *result = NAME##_read<T>(object, CW_PACK ARGUMENTS, mode);                 \
  }                                                                            \
  template <class T>                                                           \
  inline void NAME##_write(T value, cwSurfaceObject_t object,                  \
                           CW_PACK PARAMETERS,                                 \
                           cwSurfaceBoundaryMode mode = cwBoundaryModeTrap) {  \
    if (T *element =                                                           \
            detail::surface_element<T>(cpu::surface(object), x, Y, Z, mode))   \
      std::memcpy(static_cast<void *>(element), &value, sizeof(T));            \
  }
CW_SURFACE(surf1d, (int x), (x), 0, 0)
CW_SURFACE(surf1d_layered, (int x, int layer), (x, layer), 0, layer)
CW_SURFACE(surf2d, (int x, int y), (x, y), y, 0)
CW_SURFACE(surf2d_layered, (int x, int y, int layer), (x, y, layer), y, layer)
CW_SURFACE(surf3d, (int x, int y, int z), (x, y, z), y, z)
CW_SURFACE(surf_cubemap, (int x, int y, int face), (x, y, face), y, face)
CW_SURFACE(surf_cubemap_layered, (int x, int y, int layer_face),
           (x, y, layer_face), y, layer_face)
#undef CW_SURFACE
#undef CW_PACK

} // namespace cw

#endif // CW_TEXTURE_H
