// Facade: functions that read textures and surfaces in kernels, through objects
// and through the references that CUDA 12 removed.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime.h"

struct textureReference {
  int normalized;
  enum cudaTextureFilterMode filterMode;
  enum cudaTextureAddressMode addressMode[3];
  struct cudaChannelFormatDesc channelDesc;
  int sRGB;
  unsigned int maxAnisotropy;
  enum cudaTextureFilterMode mipmapFilterMode;
  float mipmapLevelBias, minMipmapLevelClamp, maxMipmapLevelClamp;
};
struct surfaceReference {
  struct cudaChannelFormatDesc channelDesc;
};

#ifdef __cplusplus
extern "C" {
#endif
cudaError_t cudaBindTexture(size_t *offset,
                            const struct textureReference *texture,
                            const void *p,
                            const struct cudaChannelFormatDesc *desc,
                            size_t size CW_FACADE_DEFAULT(UINT_MAX));
cudaError_t cudaBindTexture2D(size_t *offset,
                              const struct textureReference *texture,
                              const void *p,
                              const struct cudaChannelFormatDesc *desc,
                              size_t width, size_t height, size_t pitch);
cudaError_t cudaBindTextureToArray(const struct textureReference *texture,
                                   cudaArray_const_t array,
                                   const struct cudaChannelFormatDesc *desc);
cudaError_t
cudaBindTextureToMipmappedArray(const struct textureReference *texture,
                                cudaMipmappedArray_const_t array,
                                const struct cudaChannelFormatDesc *desc);
cudaError_t cudaUnbindTexture(const struct textureReference *texture);
cudaError_t
cudaGetTextureAlignmentOffset(size_t *offset,
                              const struct textureReference *texture);
cudaError_t cudaGetTextureReference(const struct textureReference **texture,
                                    const void *symbol);
cudaError_t cudaBindSurfaceToArray(const struct surfaceReference *surface,
                                   cudaArray_const_t array,
                                   const struct cudaChannelFormatDesc *desc);
cudaError_t cudaGetSurfaceReference(const struct surfaceReference **surface,
                                    const void *symbol);
#ifdef __cplusplus
}
#endif

#ifdef __CUDACC__
template <class T, int Type = cudaTextureType1D,
          enum cudaTextureReadMode Mode = cudaReadModeElementType>
struct texture : public textureReference {
  texture(int normalized = 0,
          enum cudaTextureFilterMode filter = cudaFilterModePoint,
          enum cudaTextureAddressMode address = cudaAddressModeClamp);
  texture(int normalized, enum cudaTextureFilterMode filter,
          enum cudaTextureAddressMode address, cudaChannelFormatDesc desc);
};
template <class T, int Type = 1> struct surface : public surfaceReference {
  surface();
};

template <class T, int D, enum cudaTextureReadMode M>
cudaError_t cudaBindTexture(size_t *offset, const texture<T, D, M> &ref,
                            const void *p, const cudaChannelFormatDesc &desc,
                            size_t size = UINT_MAX);
template <class T, int D, enum cudaTextureReadMode M>
cudaError_t cudaBindTexture(size_t *offset, const texture<T, D, M> &ref,
                            const void *p, size_t size = UINT_MAX);
template <class T, int D, enum cudaTextureReadMode M>
cudaError_t cudaBindTexture2D(size_t *offset, const texture<T, D, M> &ref,
                              const void *p, const cudaChannelFormatDesc &desc,
                              size_t width, size_t height, size_t pitch);
template <class T, int D, enum cudaTextureReadMode M>
cudaError_t cudaBindTexture2D(size_t *offset, const texture<T, D, M> &ref,
                              const void *p, size_t width, size_t height,
                              size_t pitch);
template <class T, int D, enum cudaTextureReadMode M>
cudaError_t cudaBindTextureToArray(const texture<T, D, M> &ref,
                                   cudaArray_const_t array,
                                   const cudaChannelFormatDesc &desc);
template <class T, int D, enum cudaTextureReadMode M>
cudaError_t cudaBindTextureToArray(const texture<T, D, M> &ref,
                                   cudaArray_const_t array);
template <class T, int D, enum cudaTextureReadMode M>
cudaError_t cudaUnbindTexture(const texture<T, D, M> &ref);
template <class T, int D, enum cudaTextureReadMode M>
cudaError_t cudaGetTextureAlignmentOffset(size_t *offset,
                                          const texture<T, D, M> &ref);
template <class T, int D>
cudaError_t cudaBindSurfaceToArray(const surface<T, D> &ref,
                                   cudaArray_const_t array,
                                   const cudaChannelFormatDesc &desc);
template <class T, int D>
cudaError_t cudaBindSurfaceToArray(const surface<T, D> &ref,
                                   cudaArray_const_t array);

// Through objects.
template <class T> T tex1Dfetch(cudaTextureObject_t texture, int x);
template <class T>
void tex1Dfetch(T *result, cudaTextureObject_t texture, int x);
template <class T> T tex1D(cudaTextureObject_t texture, float x);
template <class T> void tex1D(T *result, cudaTextureObject_t texture, float x);
template <class T>
T tex1DLod(cudaTextureObject_t texture, float x, float level);
template <class T>
void tex1DLod(T *result, cudaTextureObject_t texture, float x, float level);
template <class T>
T tex1DGrad(cudaTextureObject_t texture, float x, float dx, float dy);
template <class T>
void tex1DGrad(T *result, cudaTextureObject_t texture, float x, float dx,
               float dy);
template <class T>
T tex1DLayered(cudaTextureObject_t texture, float x, int layer);
template <class T>
void tex1DLayered(T *result, cudaTextureObject_t texture, float x, int layer);
template <class T>
T tex1DLayeredLod(cudaTextureObject_t texture, float x, int layer, float level);
template <class T>
void tex1DLayeredLod(T *result, cudaTextureObject_t texture, float x, int layer,
                     float level);
template <class T>
T tex1DLayeredGrad(cudaTextureObject_t texture, float x, int layer, float dx,
                   float dy);
template <class T>
void tex1DLayeredGrad(T *result, cudaTextureObject_t texture, float x,
                      int layer, float dx, float dy);
template <class T> T tex2D(cudaTextureObject_t texture, float x, float y);
template <class T>
void tex2D(T *result, cudaTextureObject_t texture, float x, float y);
template <class T>
T tex2D(cudaTextureObject_t texture, float x, float y, bool *resident);
template <class T>
T tex2DLod(cudaTextureObject_t texture, float x, float y, float level);
template <class T>
void tex2DLod(T *result, cudaTextureObject_t texture, float x, float y,
              float level);
template <class T>
T tex2DLod(cudaTextureObject_t texture, float x, float y, float level,
           bool *resident);
template <class T>
T tex2DGrad(cudaTextureObject_t texture, float x, float y, float2 dx,
            float2 dy);
template <class T>
void tex2DGrad(T *result, cudaTextureObject_t texture, float x, float y,
               float2 dx, float2 dy);
template <class T>
T tex2DGrad(cudaTextureObject_t texture, float x, float y, float2 dx, float2 dy,
            bool *resident);
template <class T>
T tex2Dgather(cudaTextureObject_t texture, float x, float y, int component = 0);
template <class T>
void tex2Dgather(T *result, cudaTextureObject_t texture, float x, float y,
                 int component = 0);
template <class T>
T tex2Dgather(cudaTextureObject_t texture, float x, float y, int component,
              bool *resident);
template <class T>
T tex2DLayered(cudaTextureObject_t texture, float x, float y, int layer);
template <class T>
void tex2DLayered(T *result, cudaTextureObject_t texture, float x, float y,
                  int layer);
template <class T>
T tex2DLayered(cudaTextureObject_t texture, float x, float y, int layer,
               bool *resident);
template <class T>
T tex2DLayeredLod(cudaTextureObject_t texture, float x, float y, int layer,
                  float level);
template <class T>
void tex2DLayeredLod(T *result, cudaTextureObject_t texture, float x, float y,
                     int layer, float level);
template <class T>
T tex2DLayeredGrad(cudaTextureObject_t texture, float x, float y, int layer,
                   float2 dx, float2 dy);
template <class T>
void tex2DLayeredGrad(T *result, cudaTextureObject_t texture, float x, float y,
                      int layer, float2 dx, float2 dy);
template <class T>
T tex3D(cudaTextureObject_t texture, float x, float y, float z);
template <class T>
void tex3D(T *result, cudaTextureObject_t texture, float x, float y, float z);
template <class T>
T tex3D(cudaTextureObject_t texture, float x, float y, float z, bool *resident);
template <class T>
T tex3DLod(cudaTextureObject_t texture, float x, float y, float z, float level);
template <class T>
void tex3DLod(T *result, cudaTextureObject_t texture, float x, float y, float z,
              float level);
template <class T>
T tex3DLod(cudaTextureObject_t texture, float x, float y, float z, float level,
           bool *resident);
template <class T>
T tex3DGrad(cudaTextureObject_t texture, float x, float y, float z, float4 dx,
            float4 dy);
template <class T>
void tex3DGrad(T *result, cudaTextureObject_t texture, float x, float y,
               float z, float4 dx, float4 dy);
template <class T>
T texCubemap(cudaTextureObject_t texture, float x, float y, float z);
template <class T>
void texCubemap(T *result, cudaTextureObject_t texture, float x, float y,
                float z);
template <class T>
T texCubemapLod(cudaTextureObject_t texture, float x, float y, float z,
                float level);
template <class T>
void texCubemapLod(T *result, cudaTextureObject_t texture, float x, float y,
                   float z, float level);
template <class T>
T texCubemapGrad(cudaTextureObject_t texture, float x, float y, float z,
                 float4 dx, float4 dy);
template <class T>
void texCubemapGrad(T *result, cudaTextureObject_t texture, float x, float y,
                    float z, float4 dx, float4 dy);
template <class T>
T texCubemapLayered(cudaTextureObject_t texture, float x, float y, float z,
                    int layer);
template <class T>
void texCubemapLayered(T *result, cudaTextureObject_t texture, float x, float y,
                       float z, int layer);
template <class T>
T texCubemapLayeredLod(cudaTextureObject_t texture, float x, float y, float z,
                       int layer, float level);
template <class T>
void texCubemapLayeredLod(T *result, cudaTextureObject_t texture, float x,
                          float y, float z, int layer, float level);
template <class T>
T texCubemapLayeredGrad(cudaTextureObject_t texture, float x, float y, float z,
                        int layer, float4 dx, float4 dy);
template <class T>
void texCubemapLayeredGrad(T *result, cudaTextureObject_t texture, float x,
                           float y, float z, int layer, float4 dx, float4 dy);
template <class T>
T surf1Dread(cudaSurfaceObject_t surface, int x,
             enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T>
void surf1Dread(T *result, cudaSurfaceObject_t surface, int x,
                enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T>
void surf1Dwrite(T value, cudaSurfaceObject_t surface, int x,
                 enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T>
T surf2Dread(cudaSurfaceObject_t surface, int x, int y,
             enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T>
void surf2Dread(T *result, cudaSurfaceObject_t surface, int x, int y,
                enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T>
void surf2Dwrite(T value, cudaSurfaceObject_t surface, int x, int y,
                 enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T>
T surf3Dread(cudaSurfaceObject_t surface, int x, int y, int z,
             enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T>
void surf3Dread(T *result, cudaSurfaceObject_t surface, int x, int y, int z,
                enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T>
void surf3Dwrite(T value, cudaSurfaceObject_t surface, int x, int y, int z,
                 enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T>
T surf1DLayeredread(cudaSurfaceObject_t surface, int x, int layer,
                    enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T>
void surf1DLayeredread(
    T *result, cudaSurfaceObject_t surface, int x, int layer,
    enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T>
void surf1DLayeredwrite(
    T value, cudaSurfaceObject_t surface, int x, int layer,
    enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T>
T surf2DLayeredread(cudaSurfaceObject_t surface, int x, int y, int layer,
                    enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T>
void surf2DLayeredread(
    T *result, cudaSurfaceObject_t surface, int x, int y, int layer,
    enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T>
void surf2DLayeredwrite(
    T value, cudaSurfaceObject_t surface, int x, int y, int layer,
    enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T>
T surfCubemapread(cudaSurfaceObject_t surface, int x, int y, int face,
                  enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T>
void surfCubemapread(T *result, cudaSurfaceObject_t surface, int x, int y,
                     int face,
                     enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T>
void surfCubemapwrite(T value, cudaSurfaceObject_t surface, int x, int y,
                      int face,
                      enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T>
T surfCubemapLayeredread(
    cudaSurfaceObject_t surface, int x, int y, int layerFace,
    enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T>
void surfCubemapLayeredread(
    T *result, cudaSurfaceObject_t surface, int x, int y, int layerFace,
    enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T>
void surfCubemapLayeredwrite(
    T value, cudaSurfaceObject_t surface, int x, int y, int layerFace,
    enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);

// Through references. The read mode determines the result type.
template <class T, enum cudaTextureReadMode M> struct cw_facade_texel {
  typedef T type;
};
template <> struct cw_facade_texel<char1, cudaReadModeNormalizedFloat> {
  typedef float1 type;
};
template <> struct cw_facade_texel<char2, cudaReadModeNormalizedFloat> {
  typedef float2 type;
};
template <> struct cw_facade_texel<char3, cudaReadModeNormalizedFloat> {
  typedef float3 type;
};
template <> struct cw_facade_texel<char4, cudaReadModeNormalizedFloat> {
  typedef float4 type;
};
template <> struct cw_facade_texel<uchar1, cudaReadModeNormalizedFloat> {
  typedef float1 type;
};
template <> struct cw_facade_texel<uchar2, cudaReadModeNormalizedFloat> {
  typedef float2 type;
};
template <> struct cw_facade_texel<uchar3, cudaReadModeNormalizedFloat> {
  typedef float3 type;
};
template <> struct cw_facade_texel<uchar4, cudaReadModeNormalizedFloat> {
  typedef float4 type;
};
template <> struct cw_facade_texel<short1, cudaReadModeNormalizedFloat> {
  typedef float1 type;
};
template <> struct cw_facade_texel<short2, cudaReadModeNormalizedFloat> {
  typedef float2 type;
};
template <> struct cw_facade_texel<short3, cudaReadModeNormalizedFloat> {
  typedef float3 type;
};
template <> struct cw_facade_texel<short4, cudaReadModeNormalizedFloat> {
  typedef float4 type;
};
template <> struct cw_facade_texel<ushort1, cudaReadModeNormalizedFloat> {
  typedef float1 type;
};
template <> struct cw_facade_texel<ushort2, cudaReadModeNormalizedFloat> {
  typedef float2 type;
};
template <> struct cw_facade_texel<ushort3, cudaReadModeNormalizedFloat> {
  typedef float3 type;
};
template <> struct cw_facade_texel<ushort4, cudaReadModeNormalizedFloat> {
  typedef float4 type;
};
template <> struct cw_facade_texel<signed char, cudaReadModeNormalizedFloat> {
  typedef float type;
};
template <> struct cw_facade_texel<unsigned char, cudaReadModeNormalizedFloat> {
  typedef float type;
};
template <> struct cw_facade_texel<char, cudaReadModeNormalizedFloat> {
  typedef float type;
};
template <> struct cw_facade_texel<short, cudaReadModeNormalizedFloat> {
  typedef float type;
};
template <>
struct cw_facade_texel<unsigned short, cudaReadModeNormalizedFloat> {
  typedef float type;
};
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type tex1Dfetch(texture<T, D, M> ref, int x);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type tex1D(texture<T, D, M> ref, float x);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type tex1DLod(texture<T, D, M> ref, float x,
                                              float level);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type tex1DGrad(texture<T, D, M> ref, float x,
                                               float dx, float dy);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type tex1DLayered(texture<T, D, M> ref, float x,
                                                  int layer);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type
tex1DLayeredLod(texture<T, D, M> ref, float x, int layer, float level);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type
tex1DLayeredGrad(texture<T, D, M> ref, float x, int layer, float dx, float dy);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type tex2D(texture<T, D, M> ref, float x,
                                           float y);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type tex2DLod(texture<T, D, M> ref, float x,
                                              float y, float level);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type tex2DGrad(texture<T, D, M> ref, float x,
                                               float y, float2 dx, float2 dy);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type tex2Dgather(texture<T, D, M> ref, float x,
                                                 float y, int component = 0);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type tex2DLayered(texture<T, D, M> ref, float x,
                                                  float y, int layer);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type
tex2DLayeredLod(texture<T, D, M> ref, float x, float y, int layer, float level);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type
tex2DLayeredGrad(texture<T, D, M> ref, float x, float y, int layer, float2 dx,
                 float2 dy);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type tex3D(texture<T, D, M> ref, float x,
                                           float y, float z);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type tex3DLod(texture<T, D, M> ref, float x,
                                              float y, float z, float level);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type tex3DGrad(texture<T, D, M> ref, float x,
                                               float y, float z, float4 dx,
                                               float4 dy);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type texCubemap(texture<T, D, M> ref, float x,
                                                float y, float z);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type
texCubemapLod(texture<T, D, M> ref, float x, float y, float z, float level);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type texCubemapGrad(texture<T, D, M> ref,
                                                    float x, float y, float z,
                                                    float4 dx, float4 dy);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type
texCubemapLayered(texture<T, D, M> ref, float x, float y, float z, int layer);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type
texCubemapLayeredLod(texture<T, D, M> ref, float x, float y, float z, int layer,
                     float level);
template <class T, int D, enum cudaTextureReadMode M>
typename cw_facade_texel<T, M>::type
texCubemapLayeredGrad(texture<T, D, M> ref, float x, float y, float z,
                      int layer, float4 dx, float4 dy);
template <class T, int D>
T surf1Dread(surface<void, D> ref, int x,
             enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T, int D>
void surf1Dread(T *result, surface<void, D> ref, int x,
                enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T, int D>
void surf1Dwrite(T value, surface<void, D> ref, int x,
                 enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T, int D>
T surf2Dread(surface<void, D> ref, int x, int y,
             enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T, int D>
void surf2Dread(T *result, surface<void, D> ref, int x, int y,
                enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T, int D>
void surf2Dwrite(T value, surface<void, D> ref, int x, int y,
                 enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T, int D>
T surf3Dread(surface<void, D> ref, int x, int y, int z,
             enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T, int D>
void surf3Dread(T *result, surface<void, D> ref, int x, int y, int z,
                enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T, int D>
void surf3Dwrite(T value, surface<void, D> ref, int x, int y, int z,
                 enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T, int D>
T surf1DLayeredread(surface<void, D> ref, int x, int layer,
                    enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T, int D>
void surf1DLayeredread(
    T *result, surface<void, D> ref, int x, int layer,
    enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T, int D>
void surf1DLayeredwrite(
    T value, surface<void, D> ref, int x, int layer,
    enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T, int D>
T surf2DLayeredread(surface<void, D> ref, int x, int y, int layer,
                    enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T, int D>
void surf2DLayeredread(
    T *result, surface<void, D> ref, int x, int y, int layer,
    enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T, int D>
void surf2DLayeredwrite(
    T value, surface<void, D> ref, int x, int y, int layer,
    enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T, int D>
T surfCubemapread(surface<void, D> ref, int x, int y, int face,
                  enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T, int D>
void surfCubemapread(T *result, surface<void, D> ref, int x, int y, int face,
                     enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T, int D>
void surfCubemapwrite(T value, surface<void, D> ref, int x, int y, int face,
                      enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T, int D>
T surfCubemapLayeredread(
    surface<void, D> ref, int x, int y, int layerFace,
    enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T, int D>
void surfCubemapLayeredread(
    T *result, surface<void, D> ref, int x, int y, int layerFace,
    enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
template <class T, int D>
void surfCubemapLayeredwrite(
    T value, surface<void, D> ref, int x, int y, int layerFace,
    enum cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap);
#endif
