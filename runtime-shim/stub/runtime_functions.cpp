// Made by ./dev generate. Do not edit: copy it into the folder of a new
// backend, and implement one function after the other.
// SPDX-License-Identifier: Apache-2.0
// From rules/cuda/runtime.h and .yaml.
#include <cw/runtime_functions.h>

#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Wunused-parameter"
#endif

extern "C" {
cwError_t cwDriverGetVersion(int *version) { return cwErrorNotSupported; }
cwError_t cwRuntimeGetVersion(int *version) { return cwErrorNotSupported; }
cwError_t cwGetLastError(void) { return cwErrorNotSupported; }
cwError_t cwPeekAtLastError(void) { return cwErrorNotSupported; }
const char *cwGetErrorName(cwError_t error) { return {}; }
const char *cwGetErrorString(cwError_t error) { return {}; }
cwError_t cwGetDeviceCount(int *count) { return cwErrorNotSupported; }
cwError_t cwGetDeviceProperties(struct cwDeviceProp *prop, int device) {
  return cwErrorNotSupported;
}
cwError_t cwDeviceGetAttribute(int *value, enum cwDeviceAttr attr, int device) {
  return cwErrorNotSupported;
}
cwError_t cwGetDevice(int *device) { return cwErrorNotSupported; }
cwError_t cwSetDevice(int device) { return cwErrorNotSupported; }
cwError_t cwInitDevice(int device, unsigned int deviceFlags,
                       unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwSetValidDevices(int *devices, int count) {
  return cwErrorNotSupported;
}
cwError_t cwChooseDevice(int *device, const struct cwDeviceProp *prop) {
  return cwErrorNotSupported;
}
cwError_t cwSetDeviceFlags(unsigned int flags) { return cwErrorNotSupported; }
cwError_t cwGetDeviceFlags(unsigned int *flags) { return cwErrorNotSupported; }
cwError_t cwDeviceReset(void) { return cwErrorNotSupported; }
cwError_t cwDeviceSynchronize(void) { return cwErrorNotSupported; }
cwError_t cwDeviceSetLimit(enum cwLimit limit, size_t value) {
  return cwErrorNotSupported;
}
cwError_t cwDeviceGetLimit(size_t *value, enum cwLimit limit) {
  return cwErrorNotSupported;
}
cwError_t cwDeviceGetCacheConfig(enum cwFuncCache *config) {
  return cwErrorNotSupported;
}
cwError_t cwDeviceSetCacheConfig(enum cwFuncCache config) {
  return cwErrorNotSupported;
}
cwError_t cwDeviceGetSharedMemConfig(enum cwSharedMemConfig *config) {
  return cwErrorNotSupported;
}
cwError_t cwDeviceSetSharedMemConfig(enum cwSharedMemConfig config) {
  return cwErrorNotSupported;
}
cwError_t cwDeviceGetStreamPriorityRange(int *least, int *greatest) {
  return cwErrorNotSupported;
}
cwError_t cwDeviceGetByPCIBusId(int *device, const char *busId) {
  return cwErrorNotSupported;
}
cwError_t cwDeviceGetPCIBusId(char *busId, int length, int device) {
  return cwErrorNotSupported;
}
cwError_t cwDeviceGetTexture1DLinearMaxWidth(
    size_t *width, const struct cwChannelFormatDesc *format, int device) {
  return cwErrorNotSupported;
}
cwError_t cwDeviceGetP2PAttribute(int *value, enum cwDeviceP2PAttr attr,
                                  int srcDevice, int dstDevice) {
  return cwErrorNotSupported;
}
cwError_t
cwDeviceGetHostAtomicCapabilities(unsigned int *capabilities,
                                  const enum cwAtomicOperation *operations,
                                  unsigned int count, int device) {
  return cwErrorNotSupported;
}
cwError_t cwDeviceGetP2PAtomicCapabilities(
    unsigned int *capabilities, const enum cwAtomicOperation *operations,
    unsigned int count, int srcDevice, int dstDevice) {
  return cwErrorNotSupported;
}
cwError_t cwCtxResetPersistingL2Cache(void) { return cwErrorNotSupported; }
cwError_t cwDeviceCanAccessPeer(int *can, int device, int peer) {
  return cwErrorNotSupported;
}
cwError_t cwDeviceEnablePeerAccess(int peer, unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwDeviceDisablePeerAccess(int peer) { return cwErrorNotSupported; }
cwError_t cwIpcGetEventHandle(cwIpcEventHandle_t *handle, cwEvent_t event) {
  return cwErrorNotSupported;
}
cwError_t cwIpcOpenEventHandle(cwEvent_t *event, cwIpcEventHandle_t handle) {
  return cwErrorNotSupported;
}
cwError_t cwIpcGetMemHandle(cwIpcMemHandle_t *handle, void *p) {
  return cwErrorNotSupported;
}
cwError_t cwIpcOpenMemHandle(void **p, cwIpcMemHandle_t handle,
                             unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwIpcCloseMemHandle(void *p) { return cwErrorNotSupported; }
cwError_t cwStreamCreate(cwStream_t *stream) { return cwErrorNotSupported; }
cwError_t cwStreamCreateWithFlags(cwStream_t *stream, unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwStreamCreateWithPriority(cwStream_t *stream, unsigned int flags,
                                     int priority) {
  return cwErrorNotSupported;
}
cwError_t cwStreamDestroy(cwStream_t stream) { return cwErrorNotSupported; }
cwError_t cwStreamSynchronize(cwStream_t stream) { return cwErrorNotSupported; }
cwError_t cwStreamQuery(cwStream_t stream) { return cwErrorNotSupported; }
cwError_t cwStreamWaitEvent(cwStream_t stream, cwEvent_t event,
                            unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwStreamAddCallback(cwStream_t stream, cwStreamCallback_t callback,
                              void *userData, unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwStreamAttachMemAsync(cwStream_t stream, void *p, size_t length,
                                 unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwStreamGetFlags(cwStream_t stream, unsigned int *flags) {
  return cwErrorNotSupported;
}
cwError_t cwStreamGetPriority(cwStream_t stream, int *priority) {
  return cwErrorNotSupported;
}
cwError_t cwStreamGetId(cwStream_t stream, unsigned long long *id) {
  return cwErrorNotSupported;
}
cwError_t cwStreamGetDevice(cwStream_t stream, int *device) {
  return cwErrorNotSupported;
}
cwError_t cwStreamCopyAttributes(cwStream_t dst, cwStream_t src) {
  return cwErrorNotSupported;
}
cwError_t cwStreamGetAttribute(cwStream_t stream, cwLaunchAttributeID attr,
                               cwLaunchAttributeValue *value) {
  return cwErrorNotSupported;
}
cwError_t cwStreamSetAttribute(cwStream_t stream, cwLaunchAttributeID attr,
                               const cwLaunchAttributeValue *value) {
  return cwErrorNotSupported;
}
cwError_t cwStreamBeginCapture(cwStream_t stream,
                               enum cwStreamCaptureMode mode) {
  return cwErrorNotSupported;
}
cwError_t cwStreamBeginCaptureToGraph(cwStream_t stream, cwGraph_t graph,
                                      const cwGraphNode_t *dependencies,
                                      const cwGraphEdgeData *edges,
                                      size_t count,
                                      enum cwStreamCaptureMode mode) {
  return cwErrorNotSupported;
}
cwError_t cwStreamEndCapture(cwStream_t stream, cwGraph_t *graph) {
  return cwErrorNotSupported;
}
cwError_t cwStreamIsCapturing(cwStream_t stream,
                              enum cwStreamCaptureStatus *status) {
  return cwErrorNotSupported;
}
cwError_t cwStreamGetCaptureInfo(cwStream_t stream,
                                 enum cwStreamCaptureStatus *status,
                                 unsigned long long *id, cwGraph_t *graph,
                                 const cwGraphNode_t **dependencies,
                                 size_t *count) {
  return cwErrorNotSupported;
}
cwError_t cwStreamUpdateCaptureDependencies(cwStream_t stream,
                                            cwGraphNode_t *dependencies,
                                            size_t count, unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwThreadExchangeStreamCaptureMode(enum cwStreamCaptureMode *mode) {
  return cwErrorNotSupported;
}
cwError_t cwLaunchHostFunc(cwStream_t stream, cwHostFn_t function,
                           void *userData) {
  return cwErrorNotSupported;
}
cwError_t cwEventCreate(cwEvent_t *event) { return cwErrorNotSupported; }
cwError_t cwEventCreateWithFlags(cwEvent_t *event, unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwEventRecord(cwEvent_t event, cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwEventRecordWithFlags(cwEvent_t event, cwStream_t stream,
                                 unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwEventQuery(cwEvent_t event) { return cwErrorNotSupported; }
cwError_t cwEventSynchronize(cwEvent_t event) { return cwErrorNotSupported; }
cwError_t cwEventDestroy(cwEvent_t event) { return cwErrorNotSupported; }
cwError_t cwEventElapsedTime(float *ms, cwEvent_t start, cwEvent_t end) {
  return cwErrorNotSupported;
}
cwError_t cwLaunchKernel(const void *function, struct cw_dim3 grid,
                         struct cw_dim3 block, void **args, size_t shared,
                         cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwLaunchKernelExC(const cwLaunchConfig_t *config,
                            const void *function, void **args) {
  return cwErrorNotSupported;
}
cwError_t cwLaunchCooperativeKernel(const void *function, struct cw_dim3 grid,
                                    struct cw_dim3 block, void **args,
                                    size_t shared, cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwFuncGetAttributes(struct cwFuncAttributes *attributes,
                              const void *function) {
  return cwErrorNotSupported;
}
cwError_t cwFuncSetAttribute(const void *function, enum cwFuncAttribute attr,
                             int value) {
  return cwErrorNotSupported;
}
cwError_t cwFuncSetCacheConfig(const void *function, enum cwFuncCache config) {
  return cwErrorNotSupported;
}
cwError_t cwFuncSetSharedMemConfig(const void *function,
                                   enum cwSharedMemConfig config) {
  return cwErrorNotSupported;
}
cwError_t cwFuncGetName(const char **name, const void *function) {
  return cwErrorNotSupported;
}
cwError_t cwFuncGetParamInfo(const void *function, size_t index, size_t *offset,
                             size_t *size) {
  return cwErrorNotSupported;
}
cwError_t cwOccupancyMaxActiveBlocksPerMultiprocessor(int *blocks,
                                                      const void *function,
                                                      int blockSize,
                                                      size_t shared) {
  return cwErrorNotSupported;
}
cwError_t cwOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
    int *blocks, const void *function, int blockSize, size_t shared,
    unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwOccupancyAvailableDynamicSMemPerBlock(size_t *shared,
                                                  const void *function,
                                                  int blocks, int blockSize) {
  return cwErrorNotSupported;
}
cwError_t cwMalloc(void **p, size_t size) { return cwErrorNotSupported; }
cwError_t cwMallocHost(void **p, size_t size) { return cwErrorNotSupported; }
cwError_t cwMallocManaged(void **p, size_t size, unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwMallocPitch(void **p, size_t *pitch, size_t width, size_t height) {
  return cwErrorNotSupported;
}
cwError_t cwMalloc3D(struct cwPitchedPtr *p, struct cwExtent extent) {
  return cwErrorNotSupported;
}
cwError_t cwMallocArray(cwArray_t *array,
                        const struct cwChannelFormatDesc *desc, size_t width,
                        size_t height, unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwMalloc3DArray(cwArray_t *array,
                          const struct cwChannelFormatDesc *desc,
                          struct cwExtent extent, unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwMallocMipmappedArray(cwMipmappedArray_t *array,
                                 const struct cwChannelFormatDesc *desc,
                                 struct cwExtent extent, unsigned int levels,
                                 unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwFree(void *p) { return cwErrorNotSupported; }
cwError_t cwFreeHost(void *p) { return cwErrorNotSupported; }
cwError_t cwFreeArray(cwArray_t array) { return cwErrorNotSupported; }
cwError_t cwFreeMipmappedArray(cwMipmappedArray_t array) {
  return cwErrorNotSupported;
}
cwError_t cwHostAlloc(void **p, size_t size, unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwHostRegister(void *p, size_t size, unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwHostUnregister(void *p) { return cwErrorNotSupported; }
cwError_t cwHostGetDevicePointer(void **device, void *host,
                                 unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwHostGetFlags(unsigned int *flags, void *host) {
  return cwErrorNotSupported;
}
cwError_t cwMemGetInfo(size_t *free, size_t *total) {
  return cwErrorNotSupported;
}
cwError_t cwPointerGetAttributes(struct cwPointerAttributes *attributes,
                                 const void *p) {
  return cwErrorNotSupported;
}
cwError_t cwArrayGetInfo(struct cwChannelFormatDesc *desc,
                         struct cwExtent *extent, unsigned int *flags,
                         cwArray_t array) {
  return cwErrorNotSupported;
}
cwError_t cwGetMipmappedArrayLevel(cwArray_t *level,
                                   cwMipmappedArray_const_t array,
                                   unsigned int index) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpy(void *dst, const void *src, size_t size,
                   enum cwMemcpyKind kind) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpyAsync(void *dst, const void *src, size_t size,
                        enum cwMemcpyKind kind, cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpyPeer(void *dst, int dstDevice, const void *src, int srcDevice,
                       size_t size) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpyPeerAsync(void *dst, int dstDevice, const void *src,
                            int srcDevice, size_t size, cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpy2D(void *dst, size_t dpitch, const void *src, size_t spitch,
                     size_t width, size_t height, enum cwMemcpyKind kind) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpy2DAsync(void *dst, size_t dpitch, const void *src,
                          size_t spitch, size_t width, size_t height,
                          enum cwMemcpyKind kind, cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpy2DToArray(cwArray_t dst, size_t x, size_t y, const void *src,
                            size_t spitch, size_t width, size_t height,
                            enum cwMemcpyKind kind) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpy2DToArrayAsync(cwArray_t dst, size_t x, size_t y,
                                 const void *src, size_t spitch, size_t width,
                                 size_t height, enum cwMemcpyKind kind,
                                 cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpy2DFromArray(void *dst, size_t dpitch, cwArray_const_t src,
                              size_t x, size_t y, size_t width, size_t height,
                              enum cwMemcpyKind kind) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpy2DFromArrayAsync(void *dst, size_t dpitch,
                                   cwArray_const_t src, size_t x, size_t y,
                                   size_t width, size_t height,
                                   enum cwMemcpyKind kind, cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpy2DArrayToArray(cwArray_t dst, size_t dstX, size_t dstY,
                                 cwArray_const_t src, size_t srcX, size_t srcY,
                                 size_t width, size_t height,
                                 enum cwMemcpyKind kind) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpy3D(const struct cwMemcpy3DParms *p) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpy3DAsync(const struct cwMemcpy3DParms *p, cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpy3DPeer(const struct cwMemcpy3DPeerParms *p) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpy3DPeerAsync(const struct cwMemcpy3DPeerParms *p,
                              cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpyBatchAsync(void *const *dsts, const void *const *srcs,
                             const size_t *sizes, size_t count,
                             struct cwMemcpyAttributes *attrs,
                             size_t *attrsIdxs, size_t numAttrs,
                             cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpy3DBatchAsync(size_t count, struct cwMemcpy3DBatchOp *ops,
                               unsigned long long flags, cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpyToSymbol(const void *symbol, const void *src, size_t size,
                           size_t offset, enum cwMemcpyKind kind) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpyFromSymbol(void *dst, const void *symbol, size_t size,
                             size_t offset, enum cwMemcpyKind kind) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpyToSymbolAsync(const void *symbol, const void *src,
                                size_t size, size_t offset,
                                enum cwMemcpyKind kind, cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwMemcpyFromSymbolAsync(void *dst, const void *symbol, size_t size,
                                  size_t offset, enum cwMemcpyKind kind,
                                  cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwGetSymbolAddress(void **p, const void *symbol) {
  return cwErrorNotSupported;
}
cwError_t cwGetSymbolSize(size_t *size, const void *symbol) {
  return cwErrorNotSupported;
}
cwError_t cwMemset(void *p, int value, size_t size) {
  return cwErrorNotSupported;
}
cwError_t cwMemsetAsync(void *p, int value, size_t size, cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwMemset2D(void *p, size_t pitch, int value, size_t width,
                     size_t height) {
  return cwErrorNotSupported;
}
cwError_t cwMemset2DAsync(void *p, size_t pitch, int value, size_t width,
                          size_t height, cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwMemset3D(struct cwPitchedPtr p, int value, struct cwExtent extent) {
  return cwErrorNotSupported;
}
cwError_t cwMemset3DAsync(struct cwPitchedPtr p, int value,
                          struct cwExtent extent, cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwMemPrefetchAsync(const void *p, size_t size, int device,
                             cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwMemAdvise(const void *p, size_t size, enum cwMemoryAdvise advice,
                      int device) {
  return cwErrorNotSupported;
}
cwError_t cwMemRangeGetAttribute(void *data, size_t dataSize,
                                 enum cwMemRangeAttribute attr, const void *p,
                                 size_t size) {
  return cwErrorNotSupported;
}
cwError_t cwMemRangeGetAttributes(void **data, size_t *dataSizes,
                                  enum cwMemRangeAttribute *attrs,
                                  size_t numAttrs, const void *p, size_t size) {
  return cwErrorNotSupported;
}
cwError_t cwMemPrefetchBatchAsync(void **ps, size_t *sizes, size_t count,
                                  struct cwMemLocation *locations,
                                  size_t *locationIdxs, size_t numLocations,
                                  unsigned long long flags, cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwMemDiscardBatchAsync(void **ps, size_t *sizes, size_t count,
                                 unsigned long long flags, cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t
cwMemDiscardAndPrefetchBatchAsync(void **ps, size_t *sizes, size_t count,
                                  struct cwMemLocation *locations,
                                  size_t *locationIdxs, size_t numLocations,
                                  unsigned long long flags, cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwMallocAsync(void **p, size_t size, cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwFreeAsync(void *p, cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwMallocFromPoolAsync(void **p, size_t size, cwMemPool_t pool,
                                cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwDeviceGetDefaultMemPool(cwMemPool_t *pool, int device) {
  return cwErrorNotSupported;
}
cwError_t cwDeviceGetMemPool(cwMemPool_t *pool, int device) {
  return cwErrorNotSupported;
}
cwError_t cwDeviceSetMemPool(int device, cwMemPool_t pool) {
  return cwErrorNotSupported;
}
cwError_t cwMemGetDefaultMemPool(cwMemPool_t *pool,
                                 struct cwMemLocation *location,
                                 enum cwMemAllocationType type) {
  return cwErrorNotSupported;
}
cwError_t cwMemGetMemPool(cwMemPool_t *pool, struct cwMemLocation *location,
                          enum cwMemAllocationType type) {
  return cwErrorNotSupported;
}
cwError_t cwMemSetMemPool(struct cwMemLocation *location,
                          enum cwMemAllocationType type, cwMemPool_t pool) {
  return cwErrorNotSupported;
}
cwError_t cwMemPoolCreate(cwMemPool_t *pool,
                          const struct cwMemPoolProps *props) {
  return cwErrorNotSupported;
}
cwError_t cwMemPoolDestroy(cwMemPool_t pool) { return cwErrorNotSupported; }
cwError_t cwMemPoolTrimTo(cwMemPool_t pool, size_t keep) {
  return cwErrorNotSupported;
}
cwError_t cwMemPoolSetAttribute(cwMemPool_t pool, enum cwMemPoolAttr attr,
                                void *value) {
  return cwErrorNotSupported;
}
cwError_t cwMemPoolGetAttribute(cwMemPool_t pool, enum cwMemPoolAttr attr,
                                void *value) {
  return cwErrorNotSupported;
}
cwError_t cwMemPoolSetAccess(cwMemPool_t pool,
                             const struct cwMemAccessDesc *descs,
                             size_t count) {
  return cwErrorNotSupported;
}
cwError_t cwMemPoolGetAccess(enum cwMemAccessFlags *flags, cwMemPool_t pool,
                             struct cwMemLocation *location) {
  return cwErrorNotSupported;
}
cwError_t cwMemPoolExportToShareableHandle(void *handle, cwMemPool_t pool,
                                           enum cwMemAllocationHandleType type,
                                           unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t
cwMemPoolImportFromShareableHandle(cwMemPool_t *pool, void *handle,
                                   enum cwMemAllocationHandleType type,
                                   unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwMemPoolExportPointer(struct cwMemPoolPtrExportData *data, void *p) {
  return cwErrorNotSupported;
}
cwError_t cwMemPoolImportPointer(void **p, cwMemPool_t pool,
                                 struct cwMemPoolPtrExportData *data) {
  return cwErrorNotSupported;
}
cwError_t cwGetChannelDesc(struct cwChannelFormatDesc *desc,
                           cwArray_const_t array) {
  return cwErrorNotSupported;
}
struct cwChannelFormatDesc cwCreateChannelDesc(int x, int y, int z, int w,
                                               enum cwChannelFormatKind f) {
  return {};
}
cwError_t cwCreateTextureObject(cwTextureObject_t *texture,
                                const struct cwResourceDesc *resource,
                                const struct cwTextureDesc *desc,
                                const struct cwResourceViewDesc *view) {
  return cwErrorNotSupported;
}
cwError_t cwDestroyTextureObject(cwTextureObject_t texture) {
  return cwErrorNotSupported;
}
cwError_t cwGetTextureObjectResourceDesc(struct cwResourceDesc *resource,
                                         cwTextureObject_t texture) {
  return cwErrorNotSupported;
}
cwError_t cwGetTextureObjectTextureDesc(struct cwTextureDesc *desc,
                                        cwTextureObject_t texture) {
  return cwErrorNotSupported;
}
cwError_t cwGetTextureObjectResourceViewDesc(struct cwResourceViewDesc *view,
                                             cwTextureObject_t texture) {
  return cwErrorNotSupported;
}
cwError_t cwCreateSurfaceObject(cwSurfaceObject_t *surface,
                                const struct cwResourceDesc *resource) {
  return cwErrorNotSupported;
}
cwError_t cwDestroySurfaceObject(cwSurfaceObject_t surface) {
  return cwErrorNotSupported;
}
cwError_t cwGetSurfaceObjectResourceDesc(struct cwResourceDesc *resource,
                                         cwSurfaceObject_t surface) {
  return cwErrorNotSupported;
}
cwError_t cwGraphCreate(cwGraph_t *graph, unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwGraphDestroy(cwGraph_t graph) { return cwErrorNotSupported; }
cwError_t cwGraphClone(cwGraph_t *clone, cwGraph_t original) {
  return cwErrorNotSupported;
}
cwError_t cwGraphDebugDotPrint(cwGraph_t graph, const char *path,
                               unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwGraphAddNode(cwGraphNode_t *node, cwGraph_t graph,
                         const cwGraphNode_t *dependencies,
                         const cwGraphEdgeData *edges, size_t count,
                         struct cwGraphNodeParams *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphNodeSetParams(cwGraphNode_t node,
                               struct cwGraphNodeParams *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphExecNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node,
                                   struct cwGraphNodeParams *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphAddKernelNode(cwGraphNode_t *node, cwGraph_t graph,
                               const cwGraphNode_t *dependencies, size_t count,
                               const struct cwKernelNodeParams *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphKernelNodeGetParams(cwGraphNode_t node,
                                     struct cwKernelNodeParams *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphKernelNodeSetParams(cwGraphNode_t node,
                                     const struct cwKernelNodeParams *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphKernelNodeCopyAttributes(cwGraphNode_t dst,
                                          cwGraphNode_t src) {
  return cwErrorNotSupported;
}
cwError_t cwGraphKernelNodeGetAttribute(cwGraphNode_t node,
                                        cwLaunchAttributeID attr,
                                        cwLaunchAttributeValue *value) {
  return cwErrorNotSupported;
}
cwError_t cwGraphKernelNodeSetAttribute(cwGraphNode_t node,
                                        cwLaunchAttributeID attr,
                                        const cwLaunchAttributeValue *value) {
  return cwErrorNotSupported;
}
cwError_t cwGraphAddMemcpyNode(cwGraphNode_t *node, cwGraph_t graph,
                               const cwGraphNode_t *dependencies, size_t count,
                               const struct cwMemcpy3DParms *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphAddMemcpyNode1D(cwGraphNode_t *node, cwGraph_t graph,
                                 const cwGraphNode_t *dependencies,
                                 size_t dependencyCount, void *dst,
                                 const void *src, size_t size,
                                 enum cwMemcpyKind kind) {
  return cwErrorNotSupported;
}
cwError_t cwGraphAddMemcpyNodeToSymbol(cwGraphNode_t *node, cwGraph_t graph,
                                       const cwGraphNode_t *dependencies,
                                       size_t dependencyCount,
                                       const void *symbol, const void *src,
                                       size_t size, size_t offset,
                                       enum cwMemcpyKind kind) {
  return cwErrorNotSupported;
}
cwError_t cwGraphAddMemcpyNodeFromSymbol(cwGraphNode_t *node, cwGraph_t graph,
                                         const cwGraphNode_t *dependencies,
                                         size_t dependencyCount, void *dst,
                                         const void *symbol, size_t size,
                                         size_t offset,
                                         enum cwMemcpyKind kind) {
  return cwErrorNotSupported;
}
cwError_t cwGraphMemcpyNodeGetParams(cwGraphNode_t node,
                                     struct cwMemcpy3DParms *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphMemcpyNodeSetParams(cwGraphNode_t node,
                                     const struct cwMemcpy3DParms *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphMemcpyNodeSetParams1D(cwGraphNode_t node, void *dst,
                                       const void *src, size_t size,
                                       enum cwMemcpyKind kind) {
  return cwErrorNotSupported;
}
cwError_t cwGraphMemcpyNodeSetParamsToSymbol(cwGraphNode_t node,
                                             const void *symbol,
                                             const void *src, size_t size,
                                             size_t offset,
                                             enum cwMemcpyKind kind) {
  return cwErrorNotSupported;
}
cwError_t cwGraphMemcpyNodeSetParamsFromSymbol(cwGraphNode_t node, void *dst,
                                               const void *symbol, size_t size,
                                               size_t offset,
                                               enum cwMemcpyKind kind) {
  return cwErrorNotSupported;
}
cwError_t cwGraphAddMemsetNode(cwGraphNode_t *node, cwGraph_t graph,
                               const cwGraphNode_t *dependencies, size_t count,
                               const struct cwMemsetParams *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphMemsetNodeGetParams(cwGraphNode_t node,
                                     struct cwMemsetParams *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphMemsetNodeSetParams(cwGraphNode_t node,
                                     const struct cwMemsetParams *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphAddHostNode(cwGraphNode_t *node, cwGraph_t graph,
                             const cwGraphNode_t *dependencies, size_t count,
                             const struct cwHostNodeParams *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphHostNodeGetParams(cwGraphNode_t node,
                                   struct cwHostNodeParams *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphHostNodeSetParams(cwGraphNode_t node,
                                   const struct cwHostNodeParams *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphAddChildGraphNode(cwGraphNode_t *node, cwGraph_t graph,
                                   const cwGraphNode_t *dependencies,
                                   size_t count, cwGraph_t child) {
  return cwErrorNotSupported;
}
cwError_t cwGraphChildGraphNodeGetGraph(cwGraphNode_t node, cwGraph_t *graph) {
  return cwErrorNotSupported;
}
cwError_t cwGraphAddEmptyNode(cwGraphNode_t *node, cwGraph_t graph,
                              const cwGraphNode_t *dependencies, size_t count) {
  return cwErrorNotSupported;
}
cwError_t cwGraphAddEventRecordNode(cwGraphNode_t *node, cwGraph_t graph,
                                    const cwGraphNode_t *dependencies,
                                    size_t count, cwEvent_t event) {
  return cwErrorNotSupported;
}
cwError_t cwGraphEventRecordNodeGetEvent(cwGraphNode_t node, cwEvent_t *event) {
  return cwErrorNotSupported;
}
cwError_t cwGraphEventRecordNodeSetEvent(cwGraphNode_t node, cwEvent_t event) {
  return cwErrorNotSupported;
}
cwError_t cwGraphAddEventWaitNode(cwGraphNode_t *node, cwGraph_t graph,
                                  const cwGraphNode_t *dependencies,
                                  size_t count, cwEvent_t event) {
  return cwErrorNotSupported;
}
cwError_t cwGraphEventWaitNodeGetEvent(cwGraphNode_t node, cwEvent_t *event) {
  return cwErrorNotSupported;
}
cwError_t cwGraphEventWaitNodeSetEvent(cwGraphNode_t node, cwEvent_t event) {
  return cwErrorNotSupported;
}
cwError_t cwGraphAddMemAllocNode(cwGraphNode_t *node, cwGraph_t graph,
                                 const cwGraphNode_t *dependencies,
                                 size_t count,
                                 struct cwMemAllocNodeParams *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphMemAllocNodeGetParams(cwGraphNode_t node,
                                       struct cwMemAllocNodeParams *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphAddMemFreeNode(cwGraphNode_t *node, cwGraph_t graph,
                                const cwGraphNode_t *dependencies, size_t count,
                                void *p) {
  return cwErrorNotSupported;
}
cwError_t cwGraphMemFreeNodeGetParams(cwGraphNode_t node, void *p) {
  return cwErrorNotSupported;
}
cwError_t cwDeviceGraphMemTrim(int device) { return cwErrorNotSupported; }
cwError_t cwDeviceGetGraphMemAttribute(int device,
                                       enum cwGraphMemAttributeType attr,
                                       void *value) {
  return cwErrorNotSupported;
}
cwError_t cwDeviceSetGraphMemAttribute(int device,
                                       enum cwGraphMemAttributeType attr,
                                       void *value) {
  return cwErrorNotSupported;
}
cwError_t cwGraphNodeFindInClone(cwGraphNode_t *node, cwGraphNode_t original,
                                 cwGraph_t clone) {
  return cwErrorNotSupported;
}
cwError_t cwGraphNodeGetType(cwGraphNode_t node, enum cwGraphNodeType *type) {
  return cwErrorNotSupported;
}
cwError_t cwGraphNodeGetEnabled(cwGraphExec_t exec, cwGraphNode_t node,
                                unsigned int *enabled) {
  return cwErrorNotSupported;
}
cwError_t cwGraphNodeSetEnabled(cwGraphExec_t exec, cwGraphNode_t node,
                                unsigned int enabled) {
  return cwErrorNotSupported;
}
cwError_t cwGraphGetNodes(cwGraph_t graph, cwGraphNode_t *nodes,
                          size_t *count) {
  return cwErrorNotSupported;
}
cwError_t cwGraphGetRootNodes(cwGraph_t graph, cwGraphNode_t *nodes,
                              size_t *count) {
  return cwErrorNotSupported;
}
cwError_t cwGraphGetEdges(cwGraph_t graph, cwGraphNode_t *from,
                          cwGraphNode_t *to, size_t *count) {
  return cwErrorNotSupported;
}
cwError_t cwGraphNodeGetDependencies(cwGraphNode_t node,
                                     cwGraphNode_t *dependencies,
                                     size_t *count) {
  return cwErrorNotSupported;
}
cwError_t cwGraphNodeGetDependentNodes(cwGraphNode_t node,
                                       cwGraphNode_t *dependents,
                                       size_t *count) {
  return cwErrorNotSupported;
}
cwError_t cwGraphAddDependencies(cwGraph_t graph, const cwGraphNode_t *from,
                                 const cwGraphNode_t *to, size_t count) {
  return cwErrorNotSupported;
}
cwError_t cwGraphRemoveDependencies(cwGraph_t graph, const cwGraphNode_t *from,
                                    const cwGraphNode_t *to, size_t count) {
  return cwErrorNotSupported;
}
cwError_t cwGraphDestroyNode(cwGraphNode_t node) { return cwErrorNotSupported; }
cwError_t cwGraphInstantiate(cwGraphExec_t *exec, cwGraph_t graph,
                             unsigned long long flags) {
  return cwErrorNotSupported;
}
cwError_t cwGraphInstantiateWithFlags(cwGraphExec_t *exec, cwGraph_t graph,
                                      unsigned long long flags) {
  return cwErrorNotSupported;
}
cwError_t cwGraphInstantiateWithParams(cwGraphExec_t *exec, cwGraph_t graph,
                                       cwGraphInstantiateParams *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphExecGetFlags(cwGraphExec_t exec, unsigned long long *flags) {
  return cwErrorNotSupported;
}
cwError_t
cwGraphExecKernelNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node,
                               const struct cwKernelNodeParams *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphExecMemcpyNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node,
                                         const struct cwMemcpy3DParms *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphExecMemcpyNodeSetParams1D(cwGraphExec_t exec,
                                           cwGraphNode_t node, void *dst,
                                           const void *src, size_t size,
                                           enum cwMemcpyKind kind) {
  return cwErrorNotSupported;
}
cwError_t cwGraphExecMemcpyNodeSetParamsToSymbol(
    cwGraphExec_t exec, cwGraphNode_t node, const void *symbol, const void *src,
    size_t size, size_t offset, enum cwMemcpyKind kind) {
  return cwErrorNotSupported;
}
cwError_t cwGraphExecMemcpyNodeSetParamsFromSymbol(
    cwGraphExec_t exec, cwGraphNode_t node, void *dst, const void *symbol,
    size_t size, size_t offset, enum cwMemcpyKind kind) {
  return cwErrorNotSupported;
}
cwError_t cwGraphExecMemsetNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node,
                                         const struct cwMemsetParams *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphExecHostNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node,
                                       const struct cwHostNodeParams *params) {
  return cwErrorNotSupported;
}
cwError_t cwGraphExecChildGraphNodeSetParams(cwGraphExec_t exec,
                                             cwGraphNode_t node,
                                             cwGraph_t child) {
  return cwErrorNotSupported;
}
cwError_t cwGraphExecEventRecordNodeSetEvent(cwGraphExec_t exec,
                                             cwGraphNode_t node,
                                             cwEvent_t event) {
  return cwErrorNotSupported;
}
cwError_t cwGraphExecEventWaitNodeSetEvent(cwGraphExec_t exec,
                                           cwGraphNode_t node,
                                           cwEvent_t event) {
  return cwErrorNotSupported;
}
cwError_t cwGraphExecUpdate(cwGraphExec_t exec, cwGraph_t graph,
                            cwGraphExecUpdateResultInfo *result) {
  return cwErrorNotSupported;
}
cwError_t cwGraphUpload(cwGraphExec_t exec, cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwGraphLaunch(cwGraphExec_t exec, cwStream_t stream) {
  return cwErrorNotSupported;
}
cwError_t cwGraphExecDestroy(cwGraphExec_t exec) { return cwErrorNotSupported; }
cwError_t cwGraphConditionalHandleCreate(cwGraphConditionalHandle *handle,
                                         cwGraph_t graph, unsigned int initial,
                                         unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwUserObjectCreate(cwUserObject_t *object, void *p,
                             cwHostFn_t destroy, unsigned int count,
                             unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwUserObjectRetain(cwUserObject_t object, unsigned int count) {
  return cwErrorNotSupported;
}
cwError_t cwUserObjectRelease(cwUserObject_t object, unsigned int count) {
  return cwErrorNotSupported;
}
cwError_t cwGraphRetainUserObject(cwGraph_t graph, cwUserObject_t object,
                                  unsigned int count, unsigned int flags) {
  return cwErrorNotSupported;
}
cwError_t cwGraphReleaseUserObject(cwGraph_t graph, cwUserObject_t object,
                                   unsigned int count) {
  return cwErrorNotSupported;
}
cwError_t cwLibraryLoadData(cwLibrary_t *library, const void *code,
                            enum cwJitOption *jitOptions, void **jitValues,
                            unsigned int jitCount,
                            enum cwLibraryOption *options, void **values,
                            unsigned int count) {
  return cwErrorNotSupported;
}
cwError_t cwLibraryLoadFromFile(cwLibrary_t *library, const char *path,
                                enum cwJitOption *jitOptions, void **jitValues,
                                unsigned int jitCount,
                                enum cwLibraryOption *options, void **values,
                                unsigned int count) {
  return cwErrorNotSupported;
}
cwError_t cwLibraryUnload(cwLibrary_t library) { return cwErrorNotSupported; }
cwError_t cwLibraryGetKernel(cwKernel_t *kernel, cwLibrary_t library,
                             const char *name) {
  return cwErrorNotSupported;
}
cwError_t cwLibraryGetGlobal(void **p, size_t *size, cwLibrary_t library,
                             const char *name) {
  return cwErrorNotSupported;
}
cwError_t cwLibraryGetManaged(void **p, size_t *size, cwLibrary_t library,
                              const char *name) {
  return cwErrorNotSupported;
}
cwError_t cwLibraryGetUnifiedFunction(void **function, cwLibrary_t library,
                                      const char *symbol) {
  return cwErrorNotSupported;
}
cwError_t cwLibraryGetKernelCount(unsigned int *count, cwLibrary_t library) {
  return cwErrorNotSupported;
}
cwError_t cwLibraryEnumerateKernels(cwKernel_t *kernels, unsigned int count,
                                    cwLibrary_t library) {
  return cwErrorNotSupported;
}
cwError_t cwKernelSetAttributeForDevice(cwKernel_t kernel,
                                        enum cwFuncAttribute attr, int value,
                                        int device) {
  return cwErrorNotSupported;
}
cwError_t cwGetKernel(cwKernel_t *kernel, const void *function) {
  return cwErrorNotSupported;
}
cwError_t cwGetFuncBySymbol(cwFunction_t *function, const void *symbol) {
  return cwErrorNotSupported;
}
} // extern "C"
