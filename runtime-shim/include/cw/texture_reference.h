// Texture and surface references: global objects that a program binds to memory
// and kernels read. CUDA 12 removed them; here they are portable.
//
//   CW_MANAGED cw::texture_reference<float, cwTextureType2D> image;
//   cwBindTextureToArray(image, array);
//   float value = cw::tex2d(image, x, y); // in a kernel
//   cwUnbindTexture(image);
//
// A reference is a managed variable that holds a texture object. Binding
// creates the object; <cw/texture.h> reads it. Meanings: CUDA C++ Programming
// Guide 11, section "Texture Reference API", and CUDA Runtime API Reference 11,
// "Texture Reference Management". The addressing and filtering settings of a
// reference take effect when it is bound.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_TEXTURE_REFERENCE_H
#define CW_TEXTURE_REFERENCE_H

#include <cw/runtime.h>
#include <cw/texture.h>

#include <climits>
#include <cstdint>
#include <type_traits>

// --- The references ---

// The part of a texture reference that does not depend on its type. The program
// sets the members with CUDA's names.
struct cwTextureReference {
  int normalized = 0;
  cwTextureFilterMode filterMode = cwFilterModePoint;
  cwTextureAddressMode addressMode[3] = {cwAddressModeClamp, cwAddressModeClamp,
                                         cwAddressModeClamp};
  cwChannelFormatDesc channelDesc{};
  int sRGB = 0;
  unsigned int maxAnisotropy = 0;
  cwTextureFilterMode mipmapFilterMode = cwFilterModePoint;
  float mipmapLevelBias = 0, minMipmapLevelClamp = 0, maxMipmapLevelClamp = 0;

  cwTextureReadMode read_mode = cwReadModeElementType;
  // The bound object. It is mutable because CUDA's functions bind a constant
  // reference.
  mutable cwTextureObject_t object = 0;
  mutable size_t offset = 0;
};
struct cwSurfaceReference {
  cwChannelFormatDesc channelDesc{};
  mutable cwSurfaceObject_t object = 0;
};

namespace cw {
namespace detail {

// The number type of a texel of type T.
template <class T, class = void> struct TexelOf {
  using Element = T;
  static constexpr bool is_vector = false;
};
template <class T> struct TexelOf<T, std::void_t<decltype(T::x)>> {
  using Element = std::decay_t<decltype(T::x)>;
  static constexpr bool is_vector = true;
};
template <class T>
constexpr int texel_channels =
    int(sizeof(T) / sizeof(typename TexelOf<T>::Element));

template <class T> constexpr cwChannelFormatDesc texel_format() {
  using Element = typename TexelOf<T>::Element;
  constexpr int bits = int(8 * sizeof(Element)), n = texel_channels<T>;
  cwChannelFormatDesc format{};
  format.x = bits;
  format.y = n > 1 ? bits : 0;
  format.z = n > 2 ? bits : 0;
  format.w = n > 3 ? bits : 0;
  format.f = !std::is_integral_v<Element> ? cwChannelFormatKindFloat
             : std::is_signed_v<Element>  ? cwChannelFormatKindSigned
                                          : cwChannelFormatKindUnsigned;
  return format;
}

// Vectors by element type and length.
template <class Element, int n> struct VectorOf;
#define CW_VECTORS_OF(ELEMENT, NAME)                                           \
  template <> struct VectorOf<ELEMENT, 1> {                                    \
    using type = NAME##1;                                                      \
  };                                                                           \
  template <> struct VectorOf<ELEMENT, 2> {                                    \
    using type = NAME##2;                                                      \
  };                                                                           \
  template <> struct VectorOf<ELEMENT, 3> {                                    \
    using type = NAME##3;                                                      \
  };                                                                           \
  template <> struct VectorOf<ELEMENT, 4> {                                    \
    using type = NAME##4;                                                      \
  };
CW_VECTORS_OF(signed char, char)
CW_VECTORS_OF(unsigned char, uchar)
CW_VECTORS_OF(short, short)
CW_VECTORS_OF(unsigned short, ushort)
CW_VECTORS_OF(int, int)
CW_VECTORS_OF(unsigned int, uint)
CW_VECTORS_OF(float, float)
#undef CW_VECTORS_OF
template <int n> struct VectorOf<char, n> : VectorOf<signed char, n> {};

// The result types of reading a texel of type T, and of gathering one channel
// of four texels.
template <class T, cwTextureReadMode Mode> struct ReadOf {
  using Element = std::conditional_t<Mode == cwReadModeNormalizedFloat, float,
                                     typename TexelOf<T>::Element>;
  static auto result() {
    if constexpr (Mode == cwReadModeElementType)
      return T();
    else if constexpr (TexelOf<T>::is_vector)
      return typename VectorOf<float, texel_channels<T>>::type();
    else
      return float();
  }
  using type = decltype(result());
  using gathered = typename VectorOf<Element, 4>::type;
};

} // namespace detail

template <class T, int Type = cwTextureType1D,
          cwTextureReadMode Mode = cwReadModeElementType>
struct texture_reference : cwTextureReference {
  constexpr texture_reference(int normalized_ = 0,
                              cwTextureFilterMode filter = cwFilterModePoint,
                              cwTextureAddressMode address = cwAddressModeClamp)
      : texture_reference(normalized_, filter, address,
                          detail::texel_format<T>()) {}
  constexpr texture_reference(int normalized_, cwTextureFilterMode filter,
                              cwTextureAddressMode address,
                              cwChannelFormatDesc format) {
    normalized = normalized_;
    filterMode = filter;
    addressMode[0] = addressMode[1] = addressMode[2] = address;
    channelDesc = format;
    read_mode = Mode;
  }
};
template <class T, int Type = cwSurfaceType1D>
struct surface_reference : cwSurfaceReference {};

} // namespace cw

#ifdef CW_BACKEND_CPU
#include <cw/driver_result.h>
extern "C" cwResult cwMemGetAddressRange(unsigned long long *base, size_t *size,
                                         unsigned long long p);
#endif

// --- Binding ---

namespace cw {
namespace detail {

// Queued kernels read the current binding, so they must end before it changes.
inline cwError_t unbind(const cwTextureReference &reference) {
  if (!reference.object)
    return cwSuccess;
  if (const cwError_t error = cwDeviceSynchronize())
    return error;
  const cwTextureObject_t object = reference.object;
  reference.object = 0;
  reference.offset = 0;
  return cwDestroyTextureObject(object);
}
inline cwError_t bind(const cwTextureReference &reference,
                      const cwResourceDesc &resource) {
  if (const cwError_t error = unbind(reference))
    return error;
  cwTextureDesc desc{};
  desc.readMode = reference.read_mode;
  if (resource.resType != cwResourceTypeLinear) { // linear: read by index
    for (int i = 0; i < 3; ++i)
      desc.addressMode[i] = reference.addressMode[i];
    desc.filterMode = reference.filterMode;
    desc.normalizedCoords = reference.normalized;
    desc.sRGB = reference.sRGB;
    desc.maxAnisotropy = reference.maxAnisotropy;
    desc.mipmapFilterMode = reference.mipmapFilterMode;
    desc.mipmapLevelBias = reference.mipmapLevelBias;
    desc.minMipmapLevelClamp = reference.minMipmapLevelClamp;
    desc.maxMipmapLevelClamp = reference.maxMipmapLevelClamp;
  }
  cwTextureObject_t object = 0;
  const cwError_t error =
      cwCreateTextureObject(&object, &resource, &desc, nullptr);
  reference.object = object;
  return error;
}

// Textures start at aligned addresses. For an address that is not aligned, the
// texture starts `offset` bytes before it, if the program accepts an offset.
// The cpu backend reads from any address.
inline cwError_t begin_of(const void *&p, size_t &offset, bool may_differ) {
  offset = 0;
#ifndef CW_BACKEND_CPU
  int device = 0, alignment = 1;
  if (const cwError_t error = cwGetDevice(&device))
    return error;
  if (const cwError_t error =
          cwDeviceGetAttribute(&alignment, cwDevAttrTextureAlignment, device))
    return error;
  offset = size_t(reinterpret_cast<std::uintptr_t>(p) % unsigned(alignment));
  if (offset != 0 && !may_differ)
    return cwErrorInvalidValue;
  p = static_cast<const char *>(p) - offset;
#else
  (void)p, (void)may_differ;
#endif
  return cwSuccess;
}

// UINT_MAX, the default, means all memory after the address.
inline size_t bytes_behind(const void *p, size_t size,
                           const cwChannelFormatDesc &format) {
  if (size < UINT_MAX)
    return size;
#ifdef CW_BACKEND_CPU
  (void)format;
  unsigned long long base = 0;
  size_t length = 0;
  const auto address = reinterpret_cast<unsigned long long>(p);
  return cwMemGetAddressRange(&base, &length, address) == cwResultSuccess
             ? size_t(base + length - address)
             : 0;
#else
  (void)p; // the maximum number of texels in linear memory
  return (size_t(1) << 27) * size_t(format.x + format.y + format.z + format.w) /
         8;
#endif
}

} // namespace detail
} // namespace cw

inline cwError_t cwBindTexture(size_t *offset,
                               const cwTextureReference *reference,
                               const void *p, const cwChannelFormatDesc *format,
                               size_t size = UINT_MAX) {
  if (!reference || !p || !format)
    return cwErrorInvalidValue;
  size_t below = 0;
  size = cw::detail::bytes_behind(p, size, *format);
  if (const cwError_t error = cw::detail::begin_of(p, below, offset != nullptr))
    return error;
  cwResourceDesc resource{};
  resource.resType = cwResourceTypeLinear;
  resource.res.linear.devPtr = const_cast<void *>(p);
  resource.res.linear.desc = *format;
  resource.res.linear.sizeInBytes = size + below;
  const cwError_t error = cw::detail::bind(*reference, resource);
  if (offset)
    *offset = below;
  reference->offset = below;
  return error;
}
inline cwError_t cwBindTexture2D(size_t *offset,
                                 const cwTextureReference *reference,
                                 const void *p,
                                 const cwChannelFormatDesc *format,
                                 size_t width, size_t height, size_t pitch) {
  if (!reference || !p || !format)
    return cwErrorInvalidValue;
  size_t below = 0;
  if (const cwError_t error = cw::detail::begin_of(p, below, offset != nullptr))
    return error;
  const size_t element =
      size_t(format->x + format->y + format->z + format->w) / 8;
  cwResourceDesc resource{};
  resource.resType = cwResourceTypePitch2D;
  resource.res.pitch2D.devPtr = const_cast<void *>(p);
  resource.res.pitch2D.desc = *format;
  resource.res.pitch2D.width = width + (element ? below / element : 0);
  resource.res.pitch2D.height = height;
  resource.res.pitch2D.pitchInBytes = pitch;
  const cwError_t error = cw::detail::bind(*reference, resource);
  if (offset)
    *offset = below;
  reference->offset = below;
  return error;
}
inline cwError_t cwBindTextureToArray(const cwTextureReference *reference,
                                      cwArray_const_t array,
                                      const cwChannelFormatDesc *) {
  if (!reference)
    return cwErrorInvalidValue;
  cwResourceDesc resource{};
  resource.resType = cwResourceTypeArray;
  resource.res.array.array = const_cast<cwArray_t>(array);
  return cw::detail::bind(*reference, resource);
}
inline cwError_t
cwBindTextureToMipmappedArray(const cwTextureReference *reference,
                              cwMipmappedArray_const_t array,
                              const cwChannelFormatDesc *) {
  if (!reference)
    return cwErrorInvalidValue;
  cwResourceDesc resource{};
  resource.resType = cwResourceTypeMipmappedArray;
  resource.res.mipmap.mipmap = const_cast<cwMipmappedArray_t>(array);
  return cw::detail::bind(*reference, resource);
}
inline cwError_t cwUnbindTexture(const cwTextureReference *reference) {
  return reference ? cw::detail::unbind(*reference) : cwErrorInvalidValue;
}
inline cwError_t
cwGetTextureAlignmentOffset(size_t *offset,
                            const cwTextureReference *reference) {
  if (!offset || !reference)
    return cwErrorInvalidValue;
  if (!reference->object)
    return cwErrorInvalidValue;
  *offset = reference->offset;
  return cwSuccess;
}
inline cwError_t cwBindSurfaceToArray(const cwSurfaceReference *reference,
                                      cwArray_const_t array,
                                      const cwChannelFormatDesc *) {
  if (!reference)
    return cwErrorInvalidValue;
  if (reference->object) {
    if (const cwError_t error = cwDeviceSynchronize())
      return error;
    const cwSurfaceObject_t before = reference->object;
    reference->object = 0;
    if (const cwError_t error = cwDestroySurfaceObject(before))
      return error;
  }
  cwResourceDesc resource{};
  resource.resType = cwResourceTypeArray;
  resource.res.array.array = const_cast<cwArray_t>(array);
  cwSurfaceObject_t object = 0;
  const cwError_t error = cwCreateSurfaceObject(&object, &resource);
  reference->object = object;
  return error;
}
// The symbol is the reference itself. A name, as before CUDA 5, is not found.
inline cwError_t cwGetTextureReference(const cwTextureReference **reference,
                                       const void *symbol) {
  *reference = static_cast<const cwTextureReference *>(symbol);
  return symbol ? cwSuccess : cwErrorInvalidValue;
}
inline cwError_t cwGetTextureReference(const cwTextureReference **,
                                       const char *) {
  return cwErrorInvalidValue;
}
inline cwError_t cwGetSurfaceReference(const cwSurfaceReference **reference,
                                       const void *symbol) {
  *reference = static_cast<const cwSurfaceReference *>(symbol);
  return symbol ? cwSuccess : cwErrorInvalidValue;
}
inline cwError_t cwGetSurfaceReference(const cwSurfaceReference **,
                                       const char *) {
  return cwErrorInvalidValue;
}

// The typed forms: without a format argument, they use the reference's format.
#define CW_OF_TEXTURE template <class T, int Type, cwTextureReadMode Mode>
#define CW_TEXTURE const cw::texture_reference<T, Type, Mode> &reference
CW_OF_TEXTURE cwError_t cwBindTexture(size_t *offset, CW_TEXTURE, const void *p,
                                      const cwChannelFormatDesc &format,
                                      size_t size = UINT_MAX) {
  return cwBindTexture(offset, &reference, p, &format, size);
}
CW_OF_TEXTURE cwError_t cwBindTexture(size_t *offset, CW_TEXTURE, const void *p,
                                      size_t size = UINT_MAX) {
  return cwBindTexture(offset, &reference, p, &reference.channelDesc, size);
}
CW_OF_TEXTURE cwError_t cwBindTexture2D(size_t *offset, CW_TEXTURE,
                                        const void *p,
                                        const cwChannelFormatDesc &format,
                                        size_t width, size_t height,
                                        size_t pitch) {
  return cwBindTexture2D(offset, &reference, p, &format, width, height, pitch);
}
CW_OF_TEXTURE cwError_t cwBindTexture2D(size_t *offset, CW_TEXTURE,
                                        const void *p, size_t width,
                                        size_t height, size_t pitch) {
  return cwBindTexture2D(offset, &reference, p, &reference.channelDesc, width,
                         height, pitch);
}
CW_OF_TEXTURE cwError_t cwBindTextureToArray(
    CW_TEXTURE, cwArray_const_t array, const cwChannelFormatDesc &format) {
  return cwBindTextureToArray(&reference, array, &format);
}
CW_OF_TEXTURE cwError_t cwBindTextureToArray(CW_TEXTURE,
                                             cwArray_const_t array) {
  return cwBindTextureToArray(&reference, array, nullptr);
}
CW_OF_TEXTURE cwError_t
cwBindTextureToMipmappedArray(CW_TEXTURE, cwMipmappedArray_const_t array,
                              const cwChannelFormatDesc &format) {
  return cwBindTextureToMipmappedArray(&reference, array, &format);
}
CW_OF_TEXTURE cwError_t
cwBindTextureToMipmappedArray(CW_TEXTURE, cwMipmappedArray_const_t array) {
  return cwBindTextureToMipmappedArray(&reference, array, nullptr);
}
CW_OF_TEXTURE cwError_t cwUnbindTexture(CW_TEXTURE) {
  return cwUnbindTexture(&reference);
}
CW_OF_TEXTURE cwError_t cwGetTextureAlignmentOffset(size_t *offset,
                                                    CW_TEXTURE) {
  return cwGetTextureAlignmentOffset(offset, &reference);
}
#undef CW_TEXTURE
#undef CW_OF_TEXTURE
template <class T, int Type>
cwError_t cwBindSurfaceToArray(const cw::surface_reference<T, Type> &reference,
                               cwArray_const_t array,
                               const cwChannelFormatDesc &format) {
  return cwBindSurfaceToArray(&reference, array, &format);
}
template <class T, int Type>
cwError_t cwBindSurfaceToArray(const cw::surface_reference<T, Type> &reference,
                               cwArray_const_t array) {
  return cwBindSurfaceToArray(&reference, array, nullptr);
}

// --- Reading in kernels ---

namespace cw {
namespace detail {
template <class Reference>
CW_DEVICE CW_FORCEINLINE auto bound(const Reference &reference) {
#ifdef CW_BACKEND_CPU
  if (!reference.object)
    cpu::trap("a texture or surface reference is used without a binding");
#endif
  return reference.object;
}
} // namespace detail

#define CW_REFERENCE_READ(NAME, RESULT)                                        \
  template <class T, int Type, cwTextureReadMode Mode, class... Arguments>     \
  CW_DEVICE CW_FORCEINLINE typename detail::ReadOf<T, Mode>::RESULT NAME(      \
      const texture_reference<T, Type, Mode> &reference,                       \
      Arguments... arguments) {                                                \
    return NAME<typename detail::ReadOf<T, Mode>::RESULT>(                     \
        detail::bound(reference), arguments...);                               \
  }
CW_REFERENCE_READ(tex1d_fetch, type)
CW_REFERENCE_READ(tex1d, type)
CW_REFERENCE_READ(tex1d_lod, type)
CW_REFERENCE_READ(tex1d_grad, type)
CW_REFERENCE_READ(tex1d_layered, type)
CW_REFERENCE_READ(tex1d_layered_lod, type)
CW_REFERENCE_READ(tex1d_layered_grad, type)
CW_REFERENCE_READ(tex2d, type)
CW_REFERENCE_READ(tex2d_lod, type)
CW_REFERENCE_READ(tex2d_grad, type)
CW_REFERENCE_READ(tex2d_gather, gathered)
CW_REFERENCE_READ(tex2d_layered, type)
CW_REFERENCE_READ(tex2d_layered_lod, type)
CW_REFERENCE_READ(tex2d_layered_grad, type)
CW_REFERENCE_READ(tex3d, type)
CW_REFERENCE_READ(tex3d_lod, type)
CW_REFERENCE_READ(tex3d_grad, type)
CW_REFERENCE_READ(tex_cubemap, type)
CW_REFERENCE_READ(tex_cubemap_lod, type)
CW_REFERENCE_READ(tex_cubemap_grad, type)
CW_REFERENCE_READ(tex_cubemap_layered, type)
CW_REFERENCE_READ(tex_cubemap_layered_lod, type)
CW_REFERENCE_READ(tex_cubemap_layered_grad, type)
#undef CW_REFERENCE_READ

#define CW_REFERENCE_SURFACE(NAME)                                             \
  template <class T, int Type, class... Arguments>                             \
  CW_DEVICE CW_FORCEINLINE void NAME##_read(                                   \
      T *result, const surface_reference<void, Type> &reference,               \
      Arguments... arguments) {                                                \
    NAME##_read(result, detail::bound(reference), arguments...);               \
  }                                                                            \
  template <class T, int Type, class... Arguments>                             \
  CW_DEVICE CW_FORCEINLINE T NAME##_read(                                      \
      const surface_reference<void, Type> &reference,                          \
      Arguments... arguments) {                                                \
    T result;                                                                  \
    NAME##_read(&result, detail::bound(reference), arguments...);              \
    return result;                                                             \
  }                                                                            \
  template <class T, int Type, class... Arguments>                             \
  CW_DEVICE CW_FORCEINLINE void NAME##_write(                                  \
      T value, const surface_reference<void, Type> &reference,                 \
      Arguments... arguments) {                                                \
    NAME##_write(value, detail::bound(reference), arguments...);               \
  }
CW_REFERENCE_SURFACE(surf1d)
CW_REFERENCE_SURFACE(surf1d_layered)
CW_REFERENCE_SURFACE(surf2d)
CW_REFERENCE_SURFACE(surf2d_layered)
CW_REFERENCE_SURFACE(surf3d)
CW_REFERENCE_SURFACE(surf_cubemap)
CW_REFERENCE_SURFACE(surf_cubemap_layered)
#undef CW_REFERENCE_SURFACE

} // namespace cw

#endif // CW_TEXTURE_REFERENCE_H
