// Texture and surface objects: tex2D is cw::tex2d, surf2DLayeredwrite is
// cw::surf2d_layered_write.
// SPDX-License-Identifier: Apache-2.0
// Outside of the guard: <cw/runtime.h> includes this header before other
// headers that need it.
#include <cw/runtime.h>

#ifndef CW_TEXTURE_H
#define CW_TEXTURE_H

#ifdef __CUDACC__
#include <cuda_runtime.h>

namespace cw {

// A read has its result type as a template argument, cw::tex2d<float>(...), or
// a pointer to the result as its first argument.
#define CW_FORWARD_FETCH(NAME, TARGET)                                         \
  template <class T, class... Arguments>                                       \
  __device__ __forceinline__ T NAME(unsigned long long object,                 \
                                    Arguments... arguments) {                  \
    return TARGET<T>(object, arguments...);                                    \
  }                                                                            \
  template <class T, class... Arguments>                                       \
  __device__ __forceinline__ void NAME(T *result, Arguments... arguments) {    \
    TARGET(result, arguments...);                                              \
  }
#define CW_FORWARD_STORE(NAME, TARGET)                                         \
  template <class T, class... Arguments>                                       \
  __device__ __forceinline__ void NAME(T value, Arguments... arguments) {      \
    TARGET(value, arguments...);                                               \
  }

// clang-format off
CW_FORWARD_FETCH(tex1d_fetch, tex1Dfetch)
CW_FORWARD_FETCH(tex1d, tex1D)
CW_FORWARD_FETCH(tex1d_lod, tex1DLod)
CW_FORWARD_FETCH(tex1d_grad, tex1DGrad)
CW_FORWARD_FETCH(tex1d_layered, tex1DLayered)
CW_FORWARD_FETCH(tex1d_layered_lod, tex1DLayeredLod)
CW_FORWARD_FETCH(tex1d_layered_grad, tex1DLayeredGrad)
CW_FORWARD_FETCH(tex2d, tex2D)
CW_FORWARD_FETCH(tex2d_lod, tex2DLod)
CW_FORWARD_FETCH(tex2d_grad, tex2DGrad)
CW_FORWARD_FETCH(tex2d_gather, tex2Dgather)
CW_FORWARD_FETCH(tex2d_layered, tex2DLayered)
CW_FORWARD_FETCH(tex2d_layered_lod, tex2DLayeredLod)
CW_FORWARD_FETCH(tex2d_layered_grad, tex2DLayeredGrad)
CW_FORWARD_FETCH(tex3d, tex3D)
CW_FORWARD_FETCH(tex3d_lod, tex3DLod)
CW_FORWARD_FETCH(tex3d_grad, tex3DGrad)
CW_FORWARD_FETCH(tex_cubemap, texCubemap)
CW_FORWARD_FETCH(tex_cubemap_lod, texCubemapLod)
CW_FORWARD_FETCH(tex_cubemap_grad, texCubemapGrad)
CW_FORWARD_FETCH(tex_cubemap_layered, texCubemapLayered)
CW_FORWARD_FETCH(tex_cubemap_layered_lod, texCubemapLayeredLod)
CW_FORWARD_FETCH(tex_cubemap_layered_grad, texCubemapLayeredGrad)

#define CW_FORWARD_SURFACE(NAME, TARGET)       \
  CW_FORWARD_FETCH(NAME##_read, TARGET##read)  \
  CW_FORWARD_STORE(NAME##_write, TARGET##write)
CW_FORWARD_SURFACE(surf1d, surf1D)
CW_FORWARD_SURFACE(surf1d_layered, surf1DLayered)
CW_FORWARD_SURFACE(surf2d, surf2D)
CW_FORWARD_SURFACE(surf2d_layered, surf2DLayered)
CW_FORWARD_SURFACE(surf3d, surf3D)
CW_FORWARD_SURFACE(surf_cubemap, surfCubemap)
CW_FORWARD_SURFACE(surf_cubemap_layered, surfCubemapLayered)
#undef CW_FORWARD_SURFACE
#undef CW_FORWARD_STORE
#undef CW_FORWARD_FETCH
// clang-format on

} // namespace cw
#endif

#endif
