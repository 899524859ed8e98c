// Made by ./dev generate. Do not edit.
// SPDX-License-Identifier: Apache-2.0
// The runtime API's functions of C, for backends without native ones.
// <cw/api.h> includes it. From rules/cuda/runtime.h and .yaml.
#ifndef CW_RUNTIME_FUNCTIONS_H
#define CW_RUNTIME_FUNCTIONS_H

#include <cw/types.h>

#ifdef __cplusplus
extern "C" {
#endif
// Versions, errors, devices.
cwError_t cwDriverGetVersion(int *version);
cwError_t cwRuntimeGetVersion(int *version);
cwError_t cwGetLastError(void);
cwError_t cwPeekAtLastError(void);
const char *cwGetErrorName(cwError_t error);
const char *cwGetErrorString(cwError_t error);
cwError_t cwGetDeviceCount(int *count);
cwError_t cwGetDeviceProperties(struct cwDeviceProp *prop, int device);
cwError_t cwDeviceGetAttribute(int *value, enum cwDeviceAttr attr, int device);
cwError_t cwGetDevice(int *device);
cwError_t cwSetDevice(int device);
cwError_t cwInitDevice(int device, unsigned int deviceFlags,
                       unsigned int flags);
cwError_t cwSetValidDevices(int *devices, int count);
cwError_t cwChooseDevice(int *device, const struct cwDeviceProp *prop);
cwError_t cwSetDeviceFlags(unsigned int flags);
cwError_t cwGetDeviceFlags(unsigned int *flags);
cwError_t cwDeviceReset(void);
cwError_t cwDeviceSynchronize(void);
cwError_t cwDeviceSetLimit(enum cwLimit limit, size_t value);
cwError_t cwDeviceGetLimit(size_t *value, enum cwLimit limit);
cwError_t cwDeviceGetCacheConfig(enum cwFuncCache *config);
cwError_t cwDeviceSetCacheConfig(enum cwFuncCache config);
cwError_t cwDeviceGetSharedMemConfig(enum cwSharedMemConfig *config);
cwError_t cwDeviceSetSharedMemConfig(enum cwSharedMemConfig config);
cwError_t cwDeviceGetStreamPriorityRange(int *least, int *greatest);
cwError_t cwDeviceGetByPCIBusId(int *device, const char *busId);
cwError_t cwDeviceGetPCIBusId(char *busId, int length, int device);
/// Elements that a texture over linear memory can have.
cwError_t cwDeviceGetTexture1DLinearMaxWidth(
    size_t *width, const struct cwChannelFormatDesc *format, int device);
cwError_t cwDeviceGetP2PAttribute(int *value, enum cwDeviceP2PAttr attr,
                                  int srcDevice, int dstDevice);
cwError_t
cwDeviceGetHostAtomicCapabilities(unsigned int *capabilities,
                                  const enum cwAtomicOperation *operations,
                                  unsigned int count, int device);
cwError_t cwDeviceGetP2PAtomicCapabilities(
    unsigned int *capabilities, const enum cwAtomicOperation *operations,
    unsigned int count, int srcDevice, int dstDevice);
cwError_t cwCtxResetPersistingL2Cache(void);

// Peers and other processes.
cwError_t cwDeviceCanAccessPeer(int *can, int device, int peer);
cwError_t cwDeviceEnablePeerAccess(int peer, unsigned int flags);
cwError_t cwDeviceDisablePeerAccess(int peer);
cwError_t cwIpcGetEventHandle(cwIpcEventHandle_t *handle, cwEvent_t event);
cwError_t cwIpcOpenEventHandle(cwEvent_t *event, cwIpcEventHandle_t handle);
cwError_t cwIpcGetMemHandle(cwIpcMemHandle_t *handle, void *p);
cwError_t cwIpcOpenMemHandle(void **p, cwIpcMemHandle_t handle,
                             unsigned int flags);
cwError_t cwIpcCloseMemHandle(void *p);

// Streams.
cwError_t cwStreamCreate(cwStream_t *stream);
cwError_t cwStreamCreateWithFlags(cwStream_t *stream, unsigned int flags);
cwError_t cwStreamCreateWithPriority(cwStream_t *stream, unsigned int flags,
                                     int priority);
cwError_t cwStreamDestroy(cwStream_t stream);
cwError_t cwStreamSynchronize(cwStream_t stream);
cwError_t cwStreamQuery(cwStream_t stream);
cwError_t cwStreamWaitEvent(cwStream_t stream, cwEvent_t event,
                            unsigned int flags CW_DEFAULT(0));
cwError_t cwStreamAddCallback(cwStream_t stream, cwStreamCallback_t callback,
                              void *userData, unsigned int flags);
cwError_t
cwStreamAttachMemAsync(cwStream_t stream, void *p, size_t length CW_DEFAULT(0),
                       unsigned int flags CW_DEFAULT(cwMemAttachSingle));
cwError_t cwStreamGetFlags(cwStream_t stream, unsigned int *flags);
cwError_t cwStreamGetPriority(cwStream_t stream, int *priority);
cwError_t cwStreamGetId(cwStream_t stream, unsigned long long *id);
cwError_t cwStreamGetDevice(cwStream_t stream, int *device);
cwError_t cwStreamCopyAttributes(cwStream_t dst, cwStream_t src);
cwError_t cwStreamGetAttribute(cwStream_t stream, cwLaunchAttributeID attr,
                               cwLaunchAttributeValue *value);
cwError_t cwStreamSetAttribute(cwStream_t stream, cwLaunchAttributeID attr,
                               const cwLaunchAttributeValue *value);
cwError_t cwStreamBeginCapture(cwStream_t stream,
                               enum cwStreamCaptureMode mode);
cwError_t cwStreamBeginCaptureToGraph(cwStream_t stream, cwGraph_t graph,
                                      const cwGraphNode_t *dependencies,
                                      const cwGraphEdgeData *edges,
                                      size_t count,
                                      enum cwStreamCaptureMode mode);
cwError_t cwStreamEndCapture(cwStream_t stream, cwGraph_t *graph);
cwError_t cwStreamIsCapturing(cwStream_t stream,
                              enum cwStreamCaptureStatus *status);
cwError_t
cwStreamGetCaptureInfo(cwStream_t stream, enum cwStreamCaptureStatus *status,
                       unsigned long long *id CW_DEFAULT(0),
                       cwGraph_t *graph CW_DEFAULT(0),
                       const cwGraphNode_t **dependencies CW_DEFAULT(0),
                       size_t *count CW_DEFAULT(0));
cwError_t cwStreamUpdateCaptureDependencies(cwStream_t stream,
                                            cwGraphNode_t *dependencies,
                                            size_t count,
                                            unsigned int flags CW_DEFAULT(0));
cwError_t cwThreadExchangeStreamCaptureMode(enum cwStreamCaptureMode *mode);
cwError_t cwLaunchHostFunc(cwStream_t stream, cwHostFn_t function,
                           void *userData);

// Events.
cwError_t cwEventCreate(cwEvent_t *event);
cwError_t cwEventCreateWithFlags(cwEvent_t *event, unsigned int flags);
cwError_t cwEventRecord(cwEvent_t event, cwStream_t stream CW_DEFAULT(0));
cwError_t cwEventRecordWithFlags(cwEvent_t event,
                                 cwStream_t stream CW_DEFAULT(0),
                                 unsigned int flags CW_DEFAULT(0));
cwError_t cwEventQuery(cwEvent_t event);
cwError_t cwEventSynchronize(cwEvent_t event);
cwError_t cwEventDestroy(cwEvent_t event);
cwError_t cwEventElapsedTime(float *ms, cwEvent_t start, cwEvent_t end);

// Launches and functions.
cwError_t cwLaunchKernel(const void *function, struct cw_dim3 grid,
                         struct cw_dim3 block, void **args, size_t shared,
                         cwStream_t stream);
cwError_t cwLaunchKernelExC(const cwLaunchConfig_t *config,
                            const void *function, void **args);
cwError_t cwLaunchCooperativeKernel(const void *function, struct cw_dim3 grid,
                                    struct cw_dim3 block, void **args,
                                    size_t shared, cwStream_t stream);
cwError_t cwFuncGetAttributes(struct cwFuncAttributes *attributes,
                              const void *function);
cwError_t cwFuncSetAttribute(const void *function, enum cwFuncAttribute attr,
                             int value);
cwError_t cwFuncSetCacheConfig(const void *function, enum cwFuncCache config);
cwError_t cwFuncSetSharedMemConfig(const void *function,
                                   enum cwSharedMemConfig config);
/// The name as the linker knows it. cwErrorInvalidDeviceFunction where a
/// program is stripped of its names.
cwError_t cwFuncGetName(const char **name, const void *function);
/// Where a parameter lies in a packed buffer.
cwError_t cwFuncGetParamInfo(const void *function, size_t index, size_t *offset,
                             size_t *size);
cwError_t cwOccupancyMaxActiveBlocksPerMultiprocessor(int *blocks,
                                                      const void *function,
                                                      int blockSize,
                                                      size_t shared);
cwError_t cwOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
    int *blocks, const void *function, int blockSize, size_t shared,
    unsigned int flags);
cwError_t cwOccupancyAvailableDynamicSMemPerBlock(size_t *shared,
                                                  const void *function,
                                                  int blocks, int blockSize);

// Memory.
cwError_t cwMalloc(void **p, size_t size);
cwError_t cwMallocHost(void **p, size_t size);
cwError_t cwMallocManaged(void **p, size_t size,
                          unsigned int flags CW_DEFAULT(cwMemAttachGlobal));
cwError_t cwMallocPitch(void **p, size_t *pitch, size_t width, size_t height);
cwError_t cwMalloc3D(struct cwPitchedPtr *p, struct cwExtent extent);
cwError_t cwMallocArray(cwArray_t *array,
                        const struct cwChannelFormatDesc *desc, size_t width,
                        size_t height CW_DEFAULT(0),
                        unsigned int flags CW_DEFAULT(0));
cwError_t cwMalloc3DArray(cwArray_t *array,
                          const struct cwChannelFormatDesc *desc,
                          struct cwExtent extent,
                          unsigned int flags CW_DEFAULT(0));
cwError_t cwMallocMipmappedArray(cwMipmappedArray_t *array,
                                 const struct cwChannelFormatDesc *desc,
                                 struct cwExtent extent, unsigned int levels,
                                 unsigned int flags CW_DEFAULT(0));
cwError_t cwFree(void *p);
cwError_t cwFreeHost(void *p);
cwError_t cwFreeArray(cwArray_t array);
cwError_t cwFreeMipmappedArray(cwMipmappedArray_t array);
cwError_t cwHostAlloc(void **p, size_t size, unsigned int flags);
cwError_t cwHostRegister(void *p, size_t size, unsigned int flags);
cwError_t cwHostUnregister(void *p);
cwError_t cwHostGetDevicePointer(void **device, void *host, unsigned int flags);
cwError_t cwHostGetFlags(unsigned int *flags, void *host);
cwError_t cwMemGetInfo(size_t *free, size_t *total);
cwError_t cwPointerGetAttributes(struct cwPointerAttributes *attributes,
                                 const void *p);
cwError_t cwArrayGetInfo(struct cwChannelFormatDesc *desc,
                         struct cwExtent *extent, unsigned int *flags,
                         cwArray_t array);
cwError_t cwGetMipmappedArrayLevel(cwArray_t *level,
                                   cwMipmappedArray_const_t array,
                                   unsigned int index);

// Copies and fills.
cwError_t cwMemcpy(void *dst, const void *src, size_t size,
                   enum cwMemcpyKind kind);
cwError_t cwMemcpyAsync(void *dst, const void *src, size_t size,
                        enum cwMemcpyKind kind,
                        cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemcpyPeer(void *dst, int dstDevice, const void *src, int srcDevice,
                       size_t size);
cwError_t cwMemcpyPeerAsync(void *dst, int dstDevice, const void *src,
                            int srcDevice, size_t size,
                            cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemcpy2D(void *dst, size_t dpitch, const void *src, size_t spitch,
                     size_t width, size_t height, enum cwMemcpyKind kind);
cwError_t cwMemcpy2DAsync(void *dst, size_t dpitch, const void *src,
                          size_t spitch, size_t width, size_t height,
                          enum cwMemcpyKind kind,
                          cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemcpy2DToArray(cwArray_t dst, size_t x, size_t y, const void *src,
                            size_t spitch, size_t width, size_t height,
                            enum cwMemcpyKind kind);
cwError_t cwMemcpy2DToArrayAsync(cwArray_t dst, size_t x, size_t y,
                                 const void *src, size_t spitch, size_t width,
                                 size_t height, enum cwMemcpyKind kind,
                                 cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemcpy2DFromArray(void *dst, size_t dpitch, cwArray_const_t src,
                              size_t x, size_t y, size_t width, size_t height,
                              enum cwMemcpyKind kind);
cwError_t cwMemcpy2DFromArrayAsync(void *dst, size_t dpitch,
                                   cwArray_const_t src, size_t x, size_t y,
                                   size_t width, size_t height,
                                   enum cwMemcpyKind kind,
                                   cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemcpy2DArrayToArray(
    cwArray_t dst, size_t dstX, size_t dstY, cwArray_const_t src, size_t srcX,
    size_t srcY, size_t width, size_t height,
    enum cwMemcpyKind kind CW_DEFAULT(cwMemcpyDeviceToDevice));
cwError_t cwMemcpy3D(const struct cwMemcpy3DParms *p);
cwError_t cwMemcpy3DAsync(const struct cwMemcpy3DParms *p,
                          cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemcpy3DPeer(const struct cwMemcpy3DPeerParms *p);
cwError_t cwMemcpy3DPeerAsync(const struct cwMemcpy3DPeerParms *p,
                              cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemcpyBatchAsync(void *const *dsts, const void *const *srcs,
                             const size_t *sizes, size_t count,
                             struct cwMemcpyAttributes *attrs,
                             size_t *attrsIdxs, size_t numAttrs,
                             cwStream_t stream);
cwError_t cwMemcpy3DBatchAsync(size_t count, struct cwMemcpy3DBatchOp *ops,
                               unsigned long long flags, cwStream_t stream);
cwError_t
cwMemcpyToSymbol(const void *symbol, const void *src, size_t size,
                 size_t offset CW_DEFAULT(0),
                 enum cwMemcpyKind kind CW_DEFAULT(cwMemcpyHostToDevice));
cwError_t
cwMemcpyFromSymbol(void *dst, const void *symbol, size_t size,
                   size_t offset CW_DEFAULT(0),
                   enum cwMemcpyKind kind CW_DEFAULT(cwMemcpyDeviceToHost));
cwError_t cwMemcpyToSymbolAsync(const void *symbol, const void *src,
                                size_t size, size_t offset,
                                enum cwMemcpyKind kind,
                                cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemcpyFromSymbolAsync(void *dst, const void *symbol, size_t size,
                                  size_t offset, enum cwMemcpyKind kind,
                                  cwStream_t stream CW_DEFAULT(0));
cwError_t cwGetSymbolAddress(void **p, const void *symbol);
cwError_t cwGetSymbolSize(size_t *size, const void *symbol);
cwError_t cwMemset(void *p, int value, size_t size);
cwError_t cwMemsetAsync(void *p, int value, size_t size,
                        cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemset2D(void *p, size_t pitch, int value, size_t width,
                     size_t height);
cwError_t cwMemset2DAsync(void *p, size_t pitch, int value, size_t width,
                          size_t height, cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemset3D(struct cwPitchedPtr p, int value, struct cwExtent extent);
cwError_t cwMemset3DAsync(struct cwPitchedPtr p, int value,
                          struct cwExtent extent,
                          cwStream_t stream CW_DEFAULT(0));

// Managed memory.
cwError_t cwMemPrefetchAsync(const void *p, size_t size, int device,
                             cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemAdvise(const void *p, size_t size, enum cwMemoryAdvise advice,
                      int device);
cwError_t cwMemRangeGetAttribute(void *data, size_t dataSize,
                                 enum cwMemRangeAttribute attr, const void *p,
                                 size_t size);
cwError_t cwMemRangeGetAttributes(void **data, size_t *dataSizes,
                                  enum cwMemRangeAttribute *attrs,
                                  size_t numAttrs, const void *p, size_t size);
/// For each range the location whose index holds for it: `locationIndices[i]`
/// is the first range that `locations[i]` holds for.
cwError_t cwMemPrefetchBatchAsync(void **ps, size_t *sizes, size_t count,
                                  struct cwMemLocation *locations,
                                  size_t *locationIdxs, size_t numLocations,
                                  unsigned long long flags, cwStream_t stream);
/// The contents of the ranges are of no more use, until they are written.
cwError_t cwMemDiscardBatchAsync(void **ps, size_t *sizes, size_t count,
                                 unsigned long long flags, cwStream_t stream);
cwError_t
cwMemDiscardAndPrefetchBatchAsync(void **ps, size_t *sizes, size_t count,
                                  struct cwMemLocation *locations,
                                  size_t *locationIdxs, size_t numLocations,
                                  unsigned long long flags, cwStream_t stream);

// Memory pools.
cwError_t cwMallocAsync(void **p, size_t size, cwStream_t stream);
cwError_t cwFreeAsync(void *p, cwStream_t stream);
cwError_t cwMallocFromPoolAsync(void **p, size_t size, cwMemPool_t pool,
                                cwStream_t stream);
cwError_t cwDeviceGetDefaultMemPool(cwMemPool_t *pool, int device);
cwError_t cwDeviceGetMemPool(cwMemPool_t *pool, int device);
cwError_t cwDeviceSetMemPool(int device, cwMemPool_t pool);
cwError_t cwMemGetDefaultMemPool(cwMemPool_t *pool,
                                 struct cwMemLocation *location,
                                 enum cwMemAllocationType type);
cwError_t cwMemGetMemPool(cwMemPool_t *pool, struct cwMemLocation *location,
                          enum cwMemAllocationType type);
cwError_t cwMemSetMemPool(struct cwMemLocation *location,
                          enum cwMemAllocationType type, cwMemPool_t pool);
cwError_t cwMemPoolCreate(cwMemPool_t *pool,
                          const struct cwMemPoolProps *props);
cwError_t cwMemPoolDestroy(cwMemPool_t pool);
cwError_t cwMemPoolTrimTo(cwMemPool_t pool, size_t keep);
cwError_t cwMemPoolSetAttribute(cwMemPool_t pool, enum cwMemPoolAttr attr,
                                void *value);
cwError_t cwMemPoolGetAttribute(cwMemPool_t pool, enum cwMemPoolAttr attr,
                                void *value);
cwError_t cwMemPoolSetAccess(cwMemPool_t pool,
                             const struct cwMemAccessDesc *descs, size_t count);
cwError_t cwMemPoolGetAccess(enum cwMemAccessFlags *flags, cwMemPool_t pool,
                             struct cwMemLocation *location);
cwError_t cwMemPoolExportToShareableHandle(void *handle, cwMemPool_t pool,
                                           enum cwMemAllocationHandleType type,
                                           unsigned int flags);
cwError_t
cwMemPoolImportFromShareableHandle(cwMemPool_t *pool, void *handle,
                                   enum cwMemAllocationHandleType type,
                                   unsigned int flags);
cwError_t cwMemPoolExportPointer(struct cwMemPoolPtrExportData *data, void *p);
cwError_t cwMemPoolImportPointer(void **p, cwMemPool_t pool,
                                 struct cwMemPoolPtrExportData *data);

// Texture and surface objects.
cwError_t cwGetChannelDesc(struct cwChannelFormatDesc *desc,
                           cwArray_const_t array);
struct cwChannelFormatDesc cwCreateChannelDesc(int x, int y, int z, int w,
                                               enum cwChannelFormatKind f);
cwError_t cwCreateTextureObject(cwTextureObject_t *texture,
                                const struct cwResourceDesc *resource,
                                const struct cwTextureDesc *desc,
                                const struct cwResourceViewDesc *view);
cwError_t cwDestroyTextureObject(cwTextureObject_t texture);
cwError_t cwGetTextureObjectResourceDesc(struct cwResourceDesc *resource,
                                         cwTextureObject_t texture);
cwError_t cwGetTextureObjectTextureDesc(struct cwTextureDesc *desc,
                                        cwTextureObject_t texture);
cwError_t cwGetTextureObjectResourceViewDesc(struct cwResourceViewDesc *view,
                                             cwTextureObject_t texture);
cwError_t cwCreateSurfaceObject(cwSurfaceObject_t *surface,
                                const struct cwResourceDesc *resource);
cwError_t cwDestroySurfaceObject(cwSurfaceObject_t surface);
cwError_t cwGetSurfaceObjectResourceDesc(struct cwResourceDesc *resource,
                                         cwSurfaceObject_t surface);

// Graphs.
cwError_t cwGraphCreate(cwGraph_t *graph, unsigned int flags);
cwError_t cwGraphDestroy(cwGraph_t graph);
cwError_t cwGraphClone(cwGraph_t *clone, cwGraph_t original);
/// Writes the graph in Graphviz's language.
cwError_t cwGraphDebugDotPrint(cwGraph_t graph, const char *path,
                               unsigned int flags);
cwError_t cwGraphAddNode(cwGraphNode_t *node, cwGraph_t graph,
                         const cwGraphNode_t *dependencies,
                         const cwGraphEdgeData *edges, size_t count,
                         struct cwGraphNodeParams *params);
cwError_t cwGraphNodeSetParams(cwGraphNode_t node,
                               struct cwGraphNodeParams *params);
cwError_t cwGraphExecNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node,
                                   struct cwGraphNodeParams *params);
cwError_t cwGraphAddKernelNode(cwGraphNode_t *node, cwGraph_t graph,
                               const cwGraphNode_t *dependencies, size_t count,
                               const struct cwKernelNodeParams *params);
cwError_t cwGraphKernelNodeGetParams(cwGraphNode_t node,
                                     struct cwKernelNodeParams *params);
cwError_t cwGraphKernelNodeSetParams(cwGraphNode_t node,
                                     const struct cwKernelNodeParams *params);
cwError_t cwGraphKernelNodeCopyAttributes(cwGraphNode_t dst, cwGraphNode_t src);
cwError_t cwGraphKernelNodeGetAttribute(cwGraphNode_t node,
                                        cwLaunchAttributeID attr,
                                        cwLaunchAttributeValue *value);
cwError_t cwGraphKernelNodeSetAttribute(cwGraphNode_t node,
                                        cwLaunchAttributeID attr,
                                        const cwLaunchAttributeValue *value);
cwError_t cwGraphAddMemcpyNode(cwGraphNode_t *node, cwGraph_t graph,
                               const cwGraphNode_t *dependencies, size_t count,
                               const struct cwMemcpy3DParms *params);
cwError_t cwGraphAddMemcpyNode1D(cwGraphNode_t *node, cwGraph_t graph,
                                 const cwGraphNode_t *dependencies,
                                 size_t dependencyCount, void *dst,
                                 const void *src, size_t size,
                                 enum cwMemcpyKind kind);
cwError_t cwGraphAddMemcpyNodeToSymbol(cwGraphNode_t *node, cwGraph_t graph,
                                       const cwGraphNode_t *dependencies,
                                       size_t dependencyCount,
                                       const void *symbol, const void *src,
                                       size_t size, size_t offset,
                                       enum cwMemcpyKind kind);
cwError_t cwGraphAddMemcpyNodeFromSymbol(cwGraphNode_t *node, cwGraph_t graph,
                                         const cwGraphNode_t *dependencies,
                                         size_t dependencyCount, void *dst,
                                         const void *symbol, size_t size,
                                         size_t offset, enum cwMemcpyKind kind);
cwError_t cwGraphMemcpyNodeGetParams(cwGraphNode_t node,
                                     struct cwMemcpy3DParms *params);
cwError_t cwGraphMemcpyNodeSetParams(cwGraphNode_t node,
                                     const struct cwMemcpy3DParms *params);
cwError_t cwGraphMemcpyNodeSetParams1D(cwGraphNode_t node, void *dst,
                                       const void *src, size_t size,
                                       enum cwMemcpyKind kind);
cwError_t cwGraphMemcpyNodeSetParamsToSymbol(cwGraphNode_t node,
                                             const void *symbol,
                                             const void *src, size_t size,
                                             size_t offset,
                                             enum cwMemcpyKind kind);
cwError_t cwGraphMemcpyNodeSetParamsFromSymbol(cwGraphNode_t node, void *dst,
                                               const void *symbol, size_t size,
                                               size_t offset,
                                               enum cwMemcpyKind kind);
cwError_t cwGraphAddMemsetNode(cwGraphNode_t *node, cwGraph_t graph,
                               const cwGraphNode_t *dependencies, size_t count,
                               const struct cwMemsetParams *params);
cwError_t cwGraphMemsetNodeGetParams(cwGraphNode_t node,
                                     struct cwMemsetParams *params);
cwError_t cwGraphMemsetNodeSetParams(cwGraphNode_t node,
                                     const struct cwMemsetParams *params);
cwError_t cwGraphAddHostNode(cwGraphNode_t *node, cwGraph_t graph,
                             const cwGraphNode_t *dependencies, size_t count,
                             const struct cwHostNodeParams *params);
cwError_t cwGraphHostNodeGetParams(cwGraphNode_t node,
                                   struct cwHostNodeParams *params);
cwError_t cwGraphHostNodeSetParams(cwGraphNode_t node,
                                   const struct cwHostNodeParams *params);
cwError_t cwGraphAddChildGraphNode(cwGraphNode_t *node, cwGraph_t graph,
                                   const cwGraphNode_t *dependencies,
                                   size_t count, cwGraph_t child);
/// The node's own graph, which it keeps: nodes that are added to it take part
/// from the next instantiation on.
cwError_t cwGraphChildGraphNodeGetGraph(cwGraphNode_t node, cwGraph_t *graph);
cwError_t cwGraphAddEmptyNode(cwGraphNode_t *node, cwGraph_t graph,
                              const cwGraphNode_t *dependencies, size_t count);
cwError_t cwGraphAddEventRecordNode(cwGraphNode_t *node, cwGraph_t graph,
                                    const cwGraphNode_t *dependencies,
                                    size_t count, cwEvent_t event);
cwError_t cwGraphEventRecordNodeGetEvent(cwGraphNode_t node, cwEvent_t *event);
cwError_t cwGraphEventRecordNodeSetEvent(cwGraphNode_t node, cwEvent_t event);
cwError_t cwGraphAddEventWaitNode(cwGraphNode_t *node, cwGraph_t graph,
                                  const cwGraphNode_t *dependencies,
                                  size_t count, cwEvent_t event);
cwError_t cwGraphEventWaitNodeGetEvent(cwGraphNode_t node, cwEvent_t *event);
cwError_t cwGraphEventWaitNodeSetEvent(cwGraphNode_t node, cwEvent_t event);
cwError_t cwGraphAddMemAllocNode(cwGraphNode_t *node, cwGraph_t graph,
                                 const cwGraphNode_t *dependencies,
                                 size_t count,
                                 struct cwMemAllocNodeParams *params);
/// Without the list of accesses, which the node doesn't keep.
cwError_t cwGraphMemAllocNodeGetParams(cwGraphNode_t node,
                                       struct cwMemAllocNodeParams *params);
cwError_t cwGraphAddMemFreeNode(cwGraphNode_t *node, cwGraph_t graph,
                                const cwGraphNode_t *dependencies, size_t count,
                                void *p);
/// `pointer` is where the address is written to: a void **.
cwError_t cwGraphMemFreeNodeGetParams(cwGraphNode_t node, void *p);
cwError_t cwDeviceGraphMemTrim(int device);
cwError_t cwDeviceGetGraphMemAttribute(int device,
                                       enum cwGraphMemAttributeType attr,
                                       void *value);
cwError_t cwDeviceSetGraphMemAttribute(int device,
                                       enum cwGraphMemAttributeType attr,
                                       void *value);
cwError_t cwGraphNodeFindInClone(cwGraphNode_t *node, cwGraphNode_t original,
                                 cwGraph_t clone);
cwError_t cwGraphNodeGetType(cwGraphNode_t node, enum cwGraphNodeType *type);
cwError_t cwGraphNodeGetEnabled(cwGraphExec_t exec, cwGraphNode_t node,
                                unsigned int *enabled);
/// A kernel, copy or fill that is not enabled is left out of the launches that
/// follow.
cwError_t cwGraphNodeSetEnabled(cwGraphExec_t exec, cwGraphNode_t node,
                                unsigned int enabled);
cwError_t cwGraphGetNodes(cwGraph_t graph, cwGraphNode_t *nodes, size_t *count);
cwError_t cwGraphGetRootNodes(cwGraph_t graph, cwGraphNode_t *nodes,
                              size_t *count);
cwError_t cwGraphGetEdges(cwGraph_t graph, cwGraphNode_t *from,
                          cwGraphNode_t *to, size_t *count);
cwError_t cwGraphNodeGetDependencies(cwGraphNode_t node,
                                     cwGraphNode_t *dependencies,
                                     size_t *count);
cwError_t cwGraphNodeGetDependentNodes(cwGraphNode_t node,
                                       cwGraphNode_t *dependents,
                                       size_t *count);
cwError_t cwGraphAddDependencies(cwGraph_t graph, const cwGraphNode_t *from,
                                 const cwGraphNode_t *to, size_t count);
cwError_t cwGraphRemoveDependencies(cwGraph_t graph, const cwGraphNode_t *from,
                                    const cwGraphNode_t *to, size_t count);
cwError_t cwGraphDestroyNode(cwGraphNode_t node);
cwError_t cwGraphInstantiate(cwGraphExec_t *exec, cwGraph_t graph,
                             unsigned long long flags CW_DEFAULT(0));
cwError_t cwGraphInstantiateWithFlags(cwGraphExec_t *exec, cwGraph_t graph,
                                      unsigned long long flags CW_DEFAULT(0));
cwError_t cwGraphInstantiateWithParams(cwGraphExec_t *exec, cwGraph_t graph,
                                       cwGraphInstantiateParams *params);
cwError_t cwGraphExecGetFlags(cwGraphExec_t exec, unsigned long long *flags);
cwError_t
cwGraphExecKernelNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node,
                               const struct cwKernelNodeParams *params);
cwError_t cwGraphExecMemcpyNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node,
                                         const struct cwMemcpy3DParms *params);
cwError_t cwGraphExecMemcpyNodeSetParams1D(cwGraphExec_t exec,
                                           cwGraphNode_t node, void *dst,
                                           const void *src, size_t size,
                                           enum cwMemcpyKind kind);
cwError_t cwGraphExecMemcpyNodeSetParamsToSymbol(
    cwGraphExec_t exec, cwGraphNode_t node, const void *symbol, const void *src,
    size_t size, size_t offset, enum cwMemcpyKind kind);
cwError_t cwGraphExecMemcpyNodeSetParamsFromSymbol(
    cwGraphExec_t exec, cwGraphNode_t node, void *dst, const void *symbol,
    size_t size, size_t offset, enum cwMemcpyKind kind);
cwError_t cwGraphExecMemsetNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node,
                                         const struct cwMemsetParams *params);
cwError_t cwGraphExecHostNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node,
                                       const struct cwHostNodeParams *params);
cwError_t cwGraphExecChildGraphNodeSetParams(cwGraphExec_t exec,
                                             cwGraphNode_t node,
                                             cwGraph_t child);
cwError_t cwGraphExecEventRecordNodeSetEvent(cwGraphExec_t exec,
                                             cwGraphNode_t node,
                                             cwEvent_t event);
cwError_t cwGraphExecEventWaitNodeSetEvent(cwGraphExec_t exec,
                                           cwGraphNode_t node, cwEvent_t event);
cwError_t cwGraphExecUpdate(cwGraphExec_t exec, cwGraph_t graph,
                            cwGraphExecUpdateResultInfo *result);
cwError_t cwGraphUpload(cwGraphExec_t exec, cwStream_t stream);
cwError_t cwGraphLaunch(cwGraphExec_t exec, cwStream_t stream);
cwError_t cwGraphExecDestroy(cwGraphExec_t exec);
/// A word that kernels set with cwGraphSetConditional and that decides what a
/// conditional node runs.
cwError_t cwGraphConditionalHandleCreate(cwGraphConditionalHandle *handle,
                                         cwGraph_t graph,
                                         unsigned int initial CW_DEFAULT(0),
                                         unsigned int flags CW_DEFAULT(0));
cwError_t cwUserObjectCreate(cwUserObject_t *object, void *p,
                             cwHostFn_t destroy, unsigned int count,
                             unsigned int flags);
cwError_t cwUserObjectRetain(cwUserObject_t object,
                             unsigned int count CW_DEFAULT(1));
cwError_t cwUserObjectRelease(cwUserObject_t object,
                              unsigned int count CW_DEFAULT(1));
cwError_t cwGraphRetainUserObject(cwGraph_t graph, cwUserObject_t object,
                                  unsigned int count CW_DEFAULT(1),
                                  unsigned int flags CW_DEFAULT(0));
cwError_t cwGraphReleaseUserObject(cwGraph_t graph, cwUserObject_t object,
                                   unsigned int count CW_DEFAULT(1));

// Code loaded at run time, and access to the driver API.
cwError_t cwLibraryLoadData(cwLibrary_t *library, const void *code,
                            enum cwJitOption *jitOptions, void **jitValues,
                            unsigned int jitCount,
                            enum cwLibraryOption *options, void **values,
                            unsigned int count);
cwError_t cwLibraryLoadFromFile(cwLibrary_t *library, const char *path,
                                enum cwJitOption *jitOptions, void **jitValues,
                                unsigned int jitCount,
                                enum cwLibraryOption *options, void **values,
                                unsigned int count);
cwError_t cwLibraryUnload(cwLibrary_t library);
cwError_t cwLibraryGetKernel(cwKernel_t *kernel, cwLibrary_t library,
                             const char *name);
cwError_t cwLibraryGetGlobal(void **p, size_t *size, cwLibrary_t library,
                             const char *name);
cwError_t cwLibraryGetManaged(void **p, size_t *size, cwLibrary_t library,
                              const char *name);
cwError_t cwLibraryGetUnifiedFunction(void **function, cwLibrary_t library,
                                      const char *symbol);
cwError_t cwLibraryGetKernelCount(unsigned int *count, cwLibrary_t library);
cwError_t cwLibraryEnumerateKernels(cwKernel_t *kernels, unsigned int count,
                                    cwLibrary_t library);
cwError_t cwKernelSetAttributeForDevice(cwKernel_t kernel,
                                        enum cwFuncAttribute attr, int value,
                                        int device);
cwError_t cwGetKernel(cwKernel_t *kernel, const void *function);
cwError_t cwGetFuncBySymbol(cwFunction_t *function, const void *symbol);
#ifdef __cplusplus
}
#endif

#endif // CW_RUNTIME_FUNCTIONS_H
