// The runtime API for backends without a native one, in C and C++: prototypes,
// and the typed C++ forms. SPDX-License-Identifier: Apache-2.0
//
// What each call promises is in docs/spec.md; signatures follow the CUDA
// Runtime API reference.
#ifndef CW_API_H
#define CW_API_H

#include <string.h>

#include <cw/types.h>

#ifdef __cplusplus
#define CW_DEFAULT(value) = value
extern "C" {
#else
#define CW_DEFAULT(value)
#endif

// clang-format off
// --- Errors ---
cwError_t cwGetLastError(void);
cwError_t cwPeekAtLastError(void);
const char *cwGetErrorName(cwError_t error);
const char *cwGetErrorString(cwError_t error);

// --- Devices ---
cwError_t cwGetDeviceCount(int *count);
cwError_t cwSetDevice(int device);
cwError_t cwGetDevice(int *device);
cwError_t cwInitDevice(int device, unsigned int deviceFlags, unsigned int flags);
cwError_t cwSetValidDevices(int *devices, int count);
cwError_t cwChooseDevice(int *device, const struct cwDeviceProp *prop);
cwError_t cwGetDeviceProperties(struct cwDeviceProp *prop, int device);
cwError_t cwDeviceGetAttribute(int *value, enum cwDeviceAttr attribute, int device);
cwError_t cwSetDeviceFlags(unsigned int flags);
cwError_t cwGetDeviceFlags(unsigned int *flags);
cwError_t cwDeviceReset(void);
cwError_t cwDeviceSynchronize(void);
cwError_t cwDeviceSetLimit(enum cwLimit limit, size_t value);
cwError_t cwDeviceGetLimit(size_t *value, enum cwLimit limit);
cwError_t cwDeviceSetCacheConfig(enum cwFuncCache config);
cwError_t cwDeviceGetCacheConfig(enum cwFuncCache *config);
cwError_t cwDeviceSetSharedMemConfig(enum cwSharedMemConfig config);
cwError_t cwDeviceGetSharedMemConfig(enum cwSharedMemConfig *config);
cwError_t cwDeviceGetStreamPriorityRange(int *leastPriority, int *greatestPriority);
cwError_t cwDeviceGetPCIBusId(char *pciBusId, int length, int device);
cwError_t cwDeviceGetByPCIBusId(int *device, const char *pciBusId);
cwError_t cwDeviceCanAccessPeer(int *canAccessPeer, int device, int peerDevice);
cwError_t cwDeviceEnablePeerAccess(int peerDevice, unsigned int flags);
cwError_t cwDeviceDisablePeerAccess(int peerDevice);
cwError_t cwDeviceGetP2PAttribute(int *value, enum cwDeviceP2PAttr attribute, int srcDevice, int dstDevice);
cwError_t cwDeviceGetHostAtomicCapabilities(unsigned int *capabilities, const enum cwAtomicOperation *operations, unsigned int count, int device);
cwError_t cwDeviceGetP2PAtomicCapabilities(unsigned int *capabilities, const enum cwAtomicOperation *operations, unsigned int count, int srcDevice, int dstDevice);
/// Elements that a texture over linear memory can have.
cwError_t cwDeviceGetTexture1DLinearMaxWidth(size_t *width, const struct cwChannelFormatDesc *format, int device);
cwError_t cwCtxResetPersistingL2Cache(void);
cwError_t cwDriverGetVersion(int *version);
cwError_t cwRuntimeGetVersion(int *version);
cwError_t cwProfilerStart(void);
cwError_t cwProfilerStop(void);

// --- Memory ---
cwError_t cwMalloc(void **pointer, size_t size);
cwError_t cwFree(void *pointer);
cwError_t cwMallocHost(void **pointer, size_t size);
cwError_t cwHostAlloc(void **pointer, size_t size, unsigned int flags);
cwError_t cwFreeHost(void *pointer);
cwError_t cwHostRegister(void *pointer, size_t size, unsigned int flags);
cwError_t cwHostUnregister(void *pointer);
cwError_t cwHostGetDevicePointer(void **devicePointer, void *hostPointer, unsigned int flags);
cwError_t cwHostGetFlags(unsigned int *flags, void *hostPointer);
cwError_t cwMallocManaged(void **pointer, size_t size, unsigned int flags CW_DEFAULT(cwMemAttachGlobal));
cwError_t cwMallocPitch(void **pointer, size_t *pitch, size_t width, size_t height);
cwError_t cwMalloc3D(struct cwPitchedPtr *pitchedPointer, struct cwExtent extent);
cwError_t cwMemGetInfo(size_t *free, size_t *total);
cwError_t cwPointerGetAttributes(struct cwPointerAttributes *attributes, const void *pointer);
cwError_t cwMemPrefetchAsync(const void *pointer, size_t count, int dstDevice, cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemAdvise(const void *pointer, size_t count, enum cwMemoryAdvise advice, int device);
cwError_t cwMemRangeGetAttribute(void *data, size_t dataSize, enum cwMemRangeAttribute attribute, const void *pointer, size_t count);

cwError_t cwMemRangeGetAttributes(void **data, size_t *dataSizes, enum cwMemRangeAttribute *attributes, size_t attributeCount, const void *pointer, size_t count);
/// For each range the location whose index holds for it: `locationIndices[i]`
/// is the first range that `locations[i]` holds for.
cwError_t cwMemPrefetchBatchAsync(void **pointers, size_t *sizes, size_t count, struct cwMemLocation *locations, size_t *locationIndices, size_t locationCount, unsigned long long flags, cwStream_t stream);
/// The contents of the ranges are of no more use, until they are written.
cwError_t cwMemDiscardBatchAsync(void **pointers, size_t *sizes, size_t count, unsigned long long flags, cwStream_t stream);
cwError_t cwMemDiscardAndPrefetchBatchAsync(void **pointers, size_t *sizes, size_t count, struct cwMemLocation *locations, size_t *locationIndices, size_t locationCount, unsigned long long flags, cwStream_t stream);

cwError_t cwMemcpy(void *dst, const void *src, size_t count, enum cwMemcpyKind kind);
cwError_t cwMemcpyAsync(void *dst, const void *src, size_t count, enum cwMemcpyKind kind, cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemcpy2D(void *dst, size_t dpitch, const void *src, size_t spitch, size_t width, size_t height, enum cwMemcpyKind kind);
cwError_t cwMemcpy2DAsync(void *dst, size_t dpitch, const void *src, size_t spitch, size_t width, size_t height, enum cwMemcpyKind kind, cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemcpy3D(const struct cwMemcpy3DParms *parameters);
cwError_t cwMemcpy3DAsync(const struct cwMemcpy3DParms *parameters, cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemcpyPeer(void *dst, int dstDevice, const void *src, int srcDevice, size_t count);
cwError_t cwMemcpyPeerAsync(void *dst, int dstDevice, const void *src, int srcDevice, size_t count, cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemcpy3DPeer(const struct cwMemcpy3DPeerParms *parameters);
cwError_t cwMemcpy3DPeerAsync(const struct cwMemcpy3DPeerParms *parameters, cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemcpyBatchAsync(void *const *dsts, const void *const *srcs, const size_t *sizes, size_t count, struct cwMemcpyAttributes *attributes, size_t *attributeIndices, size_t attributeCount, cwStream_t stream);
cwError_t cwMemcpy3DBatchAsync(size_t count, struct cwMemcpy3DBatchOp *operations, unsigned long long flags, cwStream_t stream);
cwError_t cwMemset(void *pointer, int value, size_t count);
cwError_t cwMemsetAsync(void *pointer, int value, size_t count, cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemset2D(void *pointer, size_t pitch, int value, size_t width, size_t height);
cwError_t cwMemset2DAsync(void *pointer, size_t pitch, int value, size_t width, size_t height, cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemset3D(struct cwPitchedPtr pitchedPointer, int value, struct cwExtent extent);
cwError_t cwMemset3DAsync(struct cwPitchedPtr pitchedPointer, int value, struct cwExtent extent, cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemcpyToSymbol(const void *symbol, const void *src, size_t count, size_t offset CW_DEFAULT(0), enum cwMemcpyKind kind CW_DEFAULT(cwMemcpyHostToDevice));
cwError_t cwMemcpyFromSymbol(void *dst, const void *symbol, size_t count, size_t offset CW_DEFAULT(0), enum cwMemcpyKind kind CW_DEFAULT(cwMemcpyDeviceToHost));
cwError_t cwMemcpyToSymbolAsync(const void *symbol, const void *src, size_t count, size_t offset, enum cwMemcpyKind kind, cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemcpyFromSymbolAsync(void *dst, const void *symbol, size_t count, size_t offset, enum cwMemcpyKind kind, cwStream_t stream CW_DEFAULT(0));
cwError_t cwGetSymbolAddress(void **devicePointer, const void *symbol);
cwError_t cwGetSymbolSize(size_t *size, const void *symbol);
/// Makes a device variable known with its size; the typed C++ forms of the symbol calls do it by themselves.
void cwRegisterSymbol(const void *symbol, size_t size);

// --- Memory pools ---
cwError_t cwMallocAsync(void **pointer, size_t size, cwStream_t stream);
cwError_t cwFreeAsync(void *pointer, cwStream_t stream);
cwError_t cwMallocFromPoolAsync(void **pointer, size_t size, cwMemPool_t pool, cwStream_t stream);
cwError_t cwMemPoolCreate(cwMemPool_t *pool, const struct cwMemPoolProps *properties);
cwError_t cwMemPoolDestroy(cwMemPool_t pool);
cwError_t cwMemPoolTrimTo(cwMemPool_t pool, size_t minBytesToKeep);
cwError_t cwMemPoolSetAttribute(cwMemPool_t pool, enum cwMemPoolAttr attribute, void *value);
cwError_t cwMemPoolGetAttribute(cwMemPool_t pool, enum cwMemPoolAttr attribute, void *value);
cwError_t cwMemPoolSetAccess(cwMemPool_t pool, const struct cwMemAccessDesc *descriptors, size_t count);
cwError_t cwMemPoolGetAccess(enum cwMemAccessFlags *flags, cwMemPool_t pool, struct cwMemLocation *location);
cwError_t cwMemPoolExportToShareableHandle(void *handle, cwMemPool_t pool, enum cwMemAllocationHandleType type, unsigned int flags);
cwError_t cwMemPoolImportFromShareableHandle(cwMemPool_t *pool, void *handle, enum cwMemAllocationHandleType type, unsigned int flags);
cwError_t cwMemPoolExportPointer(struct cwMemPoolPtrExportData *data, void *pointer);
cwError_t cwMemPoolImportPointer(void **pointer, cwMemPool_t pool, struct cwMemPoolPtrExportData *data);
cwError_t cwDeviceGetDefaultMemPool(cwMemPool_t *pool, int device);
cwError_t cwDeviceGetMemPool(cwMemPool_t *pool, int device);
cwError_t cwDeviceSetMemPool(int device, cwMemPool_t pool);
cwError_t cwMemGetDefaultMemPool(cwMemPool_t *pool, struct cwMemLocation *location, enum cwMemAllocationType type);
cwError_t cwMemGetMemPool(cwMemPool_t *pool, struct cwMemLocation *location, enum cwMemAllocationType type);
cwError_t cwMemSetMemPool(struct cwMemLocation *location, enum cwMemAllocationType type, cwMemPool_t pool);

// --- Between processes. A handle holds as long as the process that made it. ---
cwError_t cwIpcGetMemHandle(cwIpcMemHandle_t *handle, void *pointer);
cwError_t cwIpcOpenMemHandle(void **pointer, cwIpcMemHandle_t handle, unsigned int flags);
cwError_t cwIpcCloseMemHandle(void *pointer);
cwError_t cwIpcGetEventHandle(cwIpcEventHandle_t *handle, cwEvent_t event);
cwError_t cwIpcOpenEventHandle(cwEvent_t *event, cwIpcEventHandle_t handle);

// --- Streams and events ---
cwError_t cwStreamCreate(cwStream_t *stream);
cwError_t cwStreamCreateWithFlags(cwStream_t *stream, unsigned int flags);
cwError_t cwStreamCreateWithPriority(cwStream_t *stream, unsigned int flags, int priority);
cwError_t cwStreamDestroy(cwStream_t stream);
cwError_t cwStreamSynchronize(cwStream_t stream);
cwError_t cwStreamQuery(cwStream_t stream);
cwError_t cwStreamWaitEvent(cwStream_t stream, cwEvent_t event, unsigned int flags CW_DEFAULT(0));
cwError_t cwStreamAddCallback(cwStream_t stream, cwStreamCallback_t callback, void *userData, unsigned int flags);
cwError_t cwLaunchHostFunc(cwStream_t stream, cwHostFn_t function, void *userData);
cwError_t cwStreamAttachMemAsync(cwStream_t stream, void *pointer, size_t length CW_DEFAULT(0), unsigned int flags CW_DEFAULT(cwMemAttachSingle));
cwError_t cwStreamGetFlags(cwStream_t stream, unsigned int *flags);
cwError_t cwStreamGetPriority(cwStream_t stream, int *priority);
cwError_t cwStreamGetId(cwStream_t stream, unsigned long long *id);
cwError_t cwStreamGetDevice(cwStream_t stream, int *device);
cwError_t cwStreamSetAttribute(cwStream_t stream, cwStreamAttrID attribute, const cwStreamAttrValue *value);
cwError_t cwStreamGetAttribute(cwStream_t stream, cwStreamAttrID attribute, cwStreamAttrValue *value);
cwError_t cwStreamCopyAttributes(cwStream_t dst, cwStream_t src);
cwError_t cwEventCreate(cwEvent_t *event);
cwError_t cwEventCreateWithFlags(cwEvent_t *event, unsigned int flags);
cwError_t cwEventRecord(cwEvent_t event, cwStream_t stream CW_DEFAULT(0));
cwError_t cwEventRecordWithFlags(cwEvent_t event, cwStream_t stream CW_DEFAULT(0), unsigned int flags CW_DEFAULT(0));
cwError_t cwEventQuery(cwEvent_t event);
cwError_t cwEventSynchronize(cwEvent_t event);
cwError_t cwEventDestroy(cwEvent_t event);
cwError_t cwEventElapsedTime(float *milliseconds, cwEvent_t start, cwEvent_t end);

// --- Kernels. A kernel is named by the address that cw::kernel_address gave. ---
cwError_t cwLaunchKernel(const void *kernel, cw_dim3 gridDim, cw_dim3 blockDim, void **args, size_t sharedMem, cwStream_t stream);
cwError_t cwLaunchCooperativeKernel(const void *kernel, cw_dim3 gridDim, cw_dim3 blockDim, void **args, size_t sharedMem, cwStream_t stream);
cwError_t cwLaunchKernelExC(const cwLaunchConfig_t *config, const void *kernel, void **args);
cwError_t cwFuncGetAttributes(struct cwFuncAttributes *attributes, const void *kernel);
cwError_t cwFuncSetAttribute(const void *kernel, enum cwFuncAttribute attribute, int value);
cwError_t cwFuncSetCacheConfig(const void *kernel, enum cwFuncCache config);
cwError_t cwFuncSetSharedMemConfig(const void *kernel, enum cwSharedMemConfig config);
cwError_t cwOccupancyMaxActiveBlocksPerMultiprocessor(int *blocks, const void *kernel, int blockSize, size_t dynamicSharedMem);
cwError_t cwOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int *blocks, const void *kernel, int blockSize, size_t dynamicSharedMem, unsigned int flags);
cwError_t cwOccupancyAvailableDynamicSMemPerBlock(size_t *bytes, const void *kernel, int blocks, int blockSize);
/// The name as the linker knows it. cwErrorInvalidDeviceFunction where a program is stripped of its names.
cwError_t cwFuncGetName(const char **name, const void *kernel);
/// Where a parameter lies in a packed buffer.
cwError_t cwFuncGetParamInfo(const void *kernel, size_t index, size_t *offset, size_t *size);

// --- Kernels that are loaded while the program runs (extension module). The options tune other backends. ---
cwError_t cwLibraryLoadData(cwLibrary_t *library, const void *code, enum cwJitOption *jitOptions, void **jitValues, unsigned int jitCount, enum cwLibraryOption *options, void **values, unsigned int count);
cwError_t cwLibraryLoadFromFile(cwLibrary_t *library, const char *path, enum cwJitOption *jitOptions, void **jitValues, unsigned int jitCount, enum cwLibraryOption *options, void **values, unsigned int count);
cwError_t cwLibraryUnload(cwLibrary_t library);
cwError_t cwLibraryGetKernel(cwKernel_t *kernel, cwLibrary_t library, const char *name);
cwError_t cwLibraryGetKernelCount(unsigned int *count, cwLibrary_t library);
cwError_t cwLibraryEnumerateKernels(cwKernel_t *kernels, unsigned int count, cwLibrary_t library);
cwError_t cwLibraryGetGlobal(void **pointer, size_t *size, cwLibrary_t library, const char *name);
cwError_t cwLibraryGetManaged(void **pointer, size_t *size, cwLibrary_t library, const char *name);
cwError_t cwLibraryGetUnifiedFunction(void **function, cwLibrary_t library, const char *symbol);
cwError_t cwKernelSetAttributeForDevice(cwKernel_t kernel, enum cwFuncAttribute attribute, int value, int device);
cwError_t cwGetKernel(cwKernel_t *handle, const void *kernel);
cwError_t cwGetFuncBySymbol(cwFunction_t *function, const void *kernel);

// --- Arrays, textures, surfaces ---
struct cwChannelFormatDesc cwCreateChannelDesc(int x, int y, int z, int w, enum cwChannelFormatKind f);
cwError_t cwMallocArray(cwArray_t *array, const struct cwChannelFormatDesc *format, size_t width, size_t height CW_DEFAULT(0), unsigned int flags CW_DEFAULT(0));
cwError_t cwMalloc3DArray(cwArray_t *array, const struct cwChannelFormatDesc *format, struct cwExtent extent, unsigned int flags CW_DEFAULT(0));
cwError_t cwMallocMipmappedArray(cwMipmappedArray_t *array, const struct cwChannelFormatDesc *format, struct cwExtent extent, unsigned int levels, unsigned int flags CW_DEFAULT(0));
cwError_t cwGetMipmappedArrayLevel(cwArray_t *level, cwMipmappedArray_const_t array, unsigned int index);
cwError_t cwFreeArray(cwArray_t array);
cwError_t cwFreeMipmappedArray(cwMipmappedArray_t array);
cwError_t cwArrayGetInfo(struct cwChannelFormatDesc *format, struct cwExtent *extent, unsigned int *flags, cwArray_t array);
cwError_t cwGetChannelDesc(struct cwChannelFormatDesc *format, cwArray_const_t array);
cwError_t cwMemcpyToArray(cwArray_t dst, size_t wOffset, size_t hOffset, const void *src, size_t count, enum cwMemcpyKind kind);
cwError_t cwMemcpyFromArray(void *dst, cwArray_const_t src, size_t wOffset, size_t hOffset, size_t count, enum cwMemcpyKind kind);
cwError_t cwMemcpyToArrayAsync(cwArray_t dst, size_t wOffset, size_t hOffset, const void *src, size_t count, enum cwMemcpyKind kind, cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemcpyFromArrayAsync(void *dst, cwArray_const_t src, size_t wOffset, size_t hOffset, size_t count, enum cwMemcpyKind kind, cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemcpy2DToArray(cwArray_t dst, size_t wOffset, size_t hOffset, const void *src, size_t spitch, size_t width, size_t height, enum cwMemcpyKind kind);
cwError_t cwMemcpy2DFromArray(void *dst, size_t dpitch, cwArray_const_t src, size_t wOffset, size_t hOffset, size_t width, size_t height, enum cwMemcpyKind kind);
cwError_t cwMemcpy2DToArrayAsync(cwArray_t dst, size_t wOffset, size_t hOffset, const void *src, size_t spitch, size_t width, size_t height, enum cwMemcpyKind kind, cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemcpy2DFromArrayAsync(void *dst, size_t dpitch, cwArray_const_t src, size_t wOffset, size_t hOffset, size_t width, size_t height, enum cwMemcpyKind kind, cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemcpy2DArrayToArray(cwArray_t dst, size_t wOffsetDst, size_t hOffsetDst, cwArray_const_t src, size_t wOffsetSrc, size_t hOffsetSrc, size_t width, size_t height, enum cwMemcpyKind kind CW_DEFAULT(cwMemcpyDeviceToDevice));
cwError_t cwCreateTextureObject(cwTextureObject_t *object, const struct cwResourceDesc *resource, const struct cwTextureDesc *texture, const struct cwResourceViewDesc *view);
cwError_t cwDestroyTextureObject(cwTextureObject_t object);
cwError_t cwGetTextureObjectResourceDesc(struct cwResourceDesc *resource, cwTextureObject_t object);
cwError_t cwGetTextureObjectTextureDesc(struct cwTextureDesc *texture, cwTextureObject_t object);
cwError_t cwGetTextureObjectResourceViewDesc(struct cwResourceViewDesc *view, cwTextureObject_t object);
cwError_t cwCreateSurfaceObject(cwSurfaceObject_t *object, const struct cwResourceDesc *resource);
cwError_t cwDestroySurfaceObject(cwSurfaceObject_t object);
cwError_t cwGetSurfaceObjectResourceDesc(struct cwResourceDesc *resource, cwSurfaceObject_t object);

// --- Stream capture and graphs ---
cwError_t cwStreamBeginCapture(cwStream_t stream, enum cwStreamCaptureMode mode);
cwError_t cwStreamBeginCaptureToGraph(cwStream_t stream, cwGraph_t graph, const cwGraphNode_t *dependencies, const cwGraphEdgeData *edges, size_t count, enum cwStreamCaptureMode mode);
cwError_t cwStreamEndCapture(cwStream_t stream, cwGraph_t *graph);
cwError_t cwStreamIsCapturing(cwStream_t stream, enum cwStreamCaptureStatus *status);
cwError_t cwStreamGetCaptureInfo(cwStream_t stream, enum cwStreamCaptureStatus *status, unsigned long long *id CW_DEFAULT(0), cwGraph_t *graph CW_DEFAULT(0), const cwGraphNode_t **dependencies CW_DEFAULT(0), size_t *count CW_DEFAULT(0));
cwError_t cwStreamUpdateCaptureDependencies(cwStream_t stream, cwGraphNode_t *dependencies, size_t count, unsigned int flags CW_DEFAULT(0));
cwError_t cwThreadExchangeStreamCaptureMode(enum cwStreamCaptureMode *mode);
cwError_t cwGraphCreate(cwGraph_t *graph, unsigned int flags);
cwError_t cwGraphDestroy(cwGraph_t graph);
cwError_t cwGraphClone(cwGraph_t *clone, cwGraph_t original);
cwError_t cwGraphNodeFindInClone(cwGraphNode_t *node, cwGraphNode_t original, cwGraph_t clone);
cwError_t cwGraphAddKernelNode(cwGraphNode_t *node, cwGraph_t graph, const cwGraphNode_t *dependencies, size_t count, const struct cwKernelNodeParams *parameters);
cwError_t cwGraphAddMemcpyNode(cwGraphNode_t *node, cwGraph_t graph, const cwGraphNode_t *dependencies, size_t count, const struct cwMemcpy3DParms *parameters);
cwError_t cwGraphAddMemcpyNode1D(cwGraphNode_t *node, cwGraph_t graph, const cwGraphNode_t *dependencies, size_t count, void *dst, const void *src, size_t bytes, enum cwMemcpyKind kind);
cwError_t cwGraphAddMemsetNode(cwGraphNode_t *node, cwGraph_t graph, const cwGraphNode_t *dependencies, size_t count, const struct cwMemsetParams *parameters);
cwError_t cwGraphAddHostNode(cwGraphNode_t *node, cwGraph_t graph, const cwGraphNode_t *dependencies, size_t count, const struct cwHostNodeParams *parameters);
cwError_t cwGraphAddChildGraphNode(cwGraphNode_t *node, cwGraph_t graph, const cwGraphNode_t *dependencies, size_t count, cwGraph_t child);
cwError_t cwGraphAddEmptyNode(cwGraphNode_t *node, cwGraph_t graph, const cwGraphNode_t *dependencies, size_t count);
cwError_t cwGraphAddEventRecordNode(cwGraphNode_t *node, cwGraph_t graph, const cwGraphNode_t *dependencies, size_t count, cwEvent_t event);
cwError_t cwGraphAddEventWaitNode(cwGraphNode_t *node, cwGraph_t graph, const cwGraphNode_t *dependencies, size_t count, cwEvent_t event);
cwError_t cwGraphAddMemAllocNode(cwGraphNode_t *node, cwGraph_t graph, const cwGraphNode_t *dependencies, size_t count, struct cwMemAllocNodeParams *parameters);
cwError_t cwGraphAddMemFreeNode(cwGraphNode_t *node, cwGraph_t graph, const cwGraphNode_t *dependencies, size_t count, void *pointer);
cwError_t cwGraphAddDependencies(cwGraph_t graph, const cwGraphNode_t *from, const cwGraphNode_t *to, size_t count);
cwError_t cwGraphRemoveDependencies(cwGraph_t graph, const cwGraphNode_t *from, const cwGraphNode_t *to, size_t count);
cwError_t cwGraphDestroyNode(cwGraphNode_t node);
cwError_t cwGraphGetNodes(cwGraph_t graph, cwGraphNode_t *nodes, size_t *count);
cwError_t cwGraphGetRootNodes(cwGraph_t graph, cwGraphNode_t *nodes, size_t *count);
cwError_t cwGraphGetEdges(cwGraph_t graph, cwGraphNode_t *from, cwGraphNode_t *to, size_t *count);
cwError_t cwGraphNodeGetType(cwGraphNode_t node, enum cwGraphNodeType *type);
cwError_t cwGraphNodeGetDependencies(cwGraphNode_t node, cwGraphNode_t *dependencies, size_t *count);
cwError_t cwGraphNodeGetDependentNodes(cwGraphNode_t node, cwGraphNode_t *dependents, size_t *count);
cwError_t cwGraphKernelNodeGetParams(cwGraphNode_t node, struct cwKernelNodeParams *parameters);
cwError_t cwGraphKernelNodeSetParams(cwGraphNode_t node, const struct cwKernelNodeParams *parameters);
cwError_t cwGraphMemcpyNodeSetParams1D(cwGraphNode_t node, void *dst, const void *src, size_t bytes, enum cwMemcpyKind kind);
cwError_t cwGraphMemcpyNodeSetParams(cwGraphNode_t node, const struct cwMemcpy3DParms *parameters);
cwError_t cwGraphMemsetNodeSetParams(cwGraphNode_t node, const struct cwMemsetParams *parameters);
cwError_t cwGraphHostNodeSetParams(cwGraphNode_t node, const struct cwHostNodeParams *parameters);
cwError_t cwGraphMemcpyNodeGetParams(cwGraphNode_t node, struct cwMemcpy3DParms *parameters);
cwError_t cwGraphMemsetNodeGetParams(cwGraphNode_t node, struct cwMemsetParams *parameters);
cwError_t cwGraphHostNodeGetParams(cwGraphNode_t node, struct cwHostNodeParams *parameters);
/// The node's own graph, which it keeps: nodes that are added to it take part from the next instantiation on.
cwError_t cwGraphChildGraphNodeGetGraph(cwGraphNode_t node, cwGraph_t *graph);
cwError_t cwGraphEventRecordNodeGetEvent(cwGraphNode_t node, cwEvent_t *event);
cwError_t cwGraphEventRecordNodeSetEvent(cwGraphNode_t node, cwEvent_t event);
cwError_t cwGraphEventWaitNodeGetEvent(cwGraphNode_t node, cwEvent_t *event);
cwError_t cwGraphEventWaitNodeSetEvent(cwGraphNode_t node, cwEvent_t event);
/// Without the list of accesses, which the node doesn't keep.
cwError_t cwGraphMemAllocNodeGetParams(cwGraphNode_t node, struct cwMemAllocNodeParams *parameters);
/// `pointer` is where the address is written to: a void **.
cwError_t cwGraphMemFreeNodeGetParams(cwGraphNode_t node, void *pointer);
cwError_t cwGraphKernelNodeCopyAttributes(cwGraphNode_t dst, cwGraphNode_t src);
cwError_t cwGraphKernelNodeGetAttribute(cwGraphNode_t node, cwLaunchAttributeID attribute, cwLaunchAttributeValue *value);
cwError_t cwGraphKernelNodeSetAttribute(cwGraphNode_t node, cwLaunchAttributeID attribute, const cwLaunchAttributeValue *value);
cwError_t cwGraphAddMemcpyNodeToSymbol(cwGraphNode_t *node, cwGraph_t graph, const cwGraphNode_t *dependencies, size_t dependencyCount, const void *symbol, const void *src, size_t count, size_t offset, enum cwMemcpyKind kind);
cwError_t cwGraphAddMemcpyNodeFromSymbol(cwGraphNode_t *node, cwGraph_t graph, const cwGraphNode_t *dependencies, size_t dependencyCount, void *dst, const void *symbol, size_t count, size_t offset, enum cwMemcpyKind kind);
cwError_t cwGraphMemcpyNodeSetParamsToSymbol(cwGraphNode_t node, const void *symbol, const void *src, size_t count, size_t offset, enum cwMemcpyKind kind);
cwError_t cwGraphMemcpyNodeSetParamsFromSymbol(cwGraphNode_t node, void *dst, const void *symbol, size_t count, size_t offset, enum cwMemcpyKind kind);

// Nodes of any type. Edges may only be full dependencies: all of what is before, then all of what is after.
cwError_t cwGraphAddNode(cwGraphNode_t *node, cwGraph_t graph, const cwGraphNode_t *dependencies, const cwGraphEdgeData *edges, size_t count, struct cwGraphNodeParams *parameters);
cwError_t cwGraphNodeSetParams(cwGraphNode_t node, struct cwGraphNodeParams *parameters);
cwError_t cwGraphExecNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node, struct cwGraphNodeParams *parameters);
/// A word that kernels set with cwGraphSetConditional and that decides what a conditional node runs.
cwError_t cwGraphConditionalHandleCreate(cwGraphConditionalHandle *handle, cwGraph_t graph, unsigned int defaultValue CW_DEFAULT(0), unsigned int flags CW_DEFAULT(0));
/// For kernels.
void cwGraphSetConditional(cwGraphConditionalHandle handle, unsigned int value);
/// Writes the graph in Graphviz's language.
cwError_t cwGraphDebugDotPrint(cwGraph_t graph, const char *path, unsigned int flags);

// Objects that graphs keep alive: `destroy(object)` is called when the last reference is gone.
cwError_t cwUserObjectCreate(cwUserObject_t *handle, void *object, cwHostFn_t destroy, unsigned int references, unsigned int flags);
cwError_t cwUserObjectRetain(cwUserObject_t handle, unsigned int count CW_DEFAULT(1));
cwError_t cwUserObjectRelease(cwUserObject_t handle, unsigned int count CW_DEFAULT(1));
cwError_t cwGraphRetainUserObject(cwGraph_t graph, cwUserObject_t handle, unsigned int count CW_DEFAULT(1), unsigned int flags CW_DEFAULT(0));
cwError_t cwGraphReleaseUserObject(cwGraph_t graph, cwUserObject_t handle, unsigned int count CW_DEFAULT(1));

cwError_t cwGraphInstantiate(cwGraphExec_t *exec, cwGraph_t graph, unsigned long long flags CW_DEFAULT(0));
cwError_t cwGraphInstantiateWithFlags(cwGraphExec_t *exec, cwGraph_t graph, unsigned long long flags CW_DEFAULT(0));
cwError_t cwGraphInstantiateWithParams(cwGraphExec_t *exec, cwGraph_t graph, cwGraphInstantiateParams *parameters);
cwError_t cwGraphExecGetFlags(cwGraphExec_t exec, unsigned long long *flags);
cwError_t cwGraphExecDestroy(cwGraphExec_t exec);
cwError_t cwGraphUpload(cwGraphExec_t exec, cwStream_t stream);
cwError_t cwGraphLaunch(cwGraphExec_t exec, cwStream_t stream);
cwError_t cwGraphExecUpdate(cwGraphExec_t exec, cwGraph_t graph, cwGraphExecUpdateResultInfo *result);
cwError_t cwGraphExecKernelNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node, const struct cwKernelNodeParams *parameters);
cwError_t cwGraphExecMemcpyNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node, const struct cwMemcpy3DParms *parameters);
cwError_t cwGraphExecMemcpyNodeSetParams1D(cwGraphExec_t exec, cwGraphNode_t node, void *dst, const void *src, size_t bytes, enum cwMemcpyKind kind);
cwError_t cwGraphExecMemsetNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node, const struct cwMemsetParams *parameters);
cwError_t cwGraphExecHostNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node, const struct cwHostNodeParams *parameters);
cwError_t cwGraphExecChildGraphNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node, cwGraph_t child);
cwError_t cwGraphExecMemcpyNodeSetParamsToSymbol(cwGraphExec_t exec, cwGraphNode_t node, const void *symbol, const void *src, size_t count, size_t offset, enum cwMemcpyKind kind);
cwError_t cwGraphExecMemcpyNodeSetParamsFromSymbol(cwGraphExec_t exec, cwGraphNode_t node, void *dst, const void *symbol, size_t count, size_t offset, enum cwMemcpyKind kind);
cwError_t cwGraphExecEventRecordNodeSetEvent(cwGraphExec_t exec, cwGraphNode_t node, cwEvent_t event);
cwError_t cwGraphExecEventWaitNodeSetEvent(cwGraphExec_t exec, cwGraphNode_t node, cwEvent_t event);
/// A kernel, copy or fill that is not enabled is left out of the launches that follow.
cwError_t cwGraphNodeSetEnabled(cwGraphExec_t exec, cwGraphNode_t node, unsigned int enabled);
cwError_t cwGraphNodeGetEnabled(cwGraphExec_t exec, cwGraphNode_t node, unsigned int *enabled);
cwError_t cwDeviceGetGraphMemAttribute(int device, enum cwGraphMemAttributeType attribute, void *value);
cwError_t cwDeviceSetGraphMemAttribute(int device, enum cwGraphMemAttributeType attribute, void *value);
cwError_t cwDeviceGraphMemTrim(int device);
// clang-format on

// Graphs' edges with their data, which is zero for the only kind there is.
static inline void cw_plain_edges(cwGraphEdgeData *edges, const size_t *count) {
  if (edges && count)
    memset(edges, 0, *count * sizeof *edges);
}
static inline int cw_are_plain(const cwGraphEdgeData *edges, size_t count) {
  size_t i;
  for (i = 0; edges && i < count; ++i)
    if (edges[i].type || edges[i].from_port || edges[i].to_port)
      return 0;
  return 1;
}
static inline cwError_t
cwGraphGetEdgesWithData(cwGraph_t graph, cwGraphNode_t *from, cwGraphNode_t *to,
                        cwGraphEdgeData *edges, size_t *count) {
  const cwError_t error = cwGraphGetEdges(graph, from, to, count);
  cw_plain_edges(edges, count);
  return error;
}
static inline cwError_t
cwGraphNodeGetDependenciesWithData(cwGraphNode_t node,
                                   cwGraphNode_t *dependencies,
                                   cwGraphEdgeData *edges, size_t *count) {
  const cwError_t error = cwGraphNodeGetDependencies(node, dependencies, count);
  cw_plain_edges(edges, count);
  return error;
}
static inline cwError_t
cwGraphNodeGetDependentNodesWithData(cwGraphNode_t node,
                                     cwGraphNode_t *dependents,
                                     cwGraphEdgeData *edges, size_t *count) {
  const cwError_t error = cwGraphNodeGetDependentNodes(node, dependents, count);
  cw_plain_edges(edges, count);
  return error;
}
static inline cwError_t
cwGraphAddDependenciesWithData(cwGraph_t graph, const cwGraphNode_t *from,
                               const cwGraphNode_t *to,
                               const cwGraphEdgeData *edges, size_t count) {
  return cw_are_plain(edges, count)
             ? cwGraphAddDependencies(graph, from, to, count)
             : cwErrorNotSupported;
}
static inline cwError_t
cwGraphRemoveDependenciesWithData(cwGraph_t graph, const cwGraphNode_t *from,
                                  const cwGraphNode_t *to,
                                  const cwGraphEdgeData *edges, size_t count) {
  return cw_are_plain(edges, count)
             ? cwGraphRemoveDependencies(graph, from, to, count)
             : cwErrorNotSupported;
}
static inline cwError_t
cwStreamGetCaptureInfoWithData(cwStream_t stream,
                               enum cwStreamCaptureStatus *status,
                               unsigned long long *id, cwGraph_t *graph,
                               const cwGraphNode_t **dependencies,
                               const cwGraphEdgeData **edges, size_t *count) {
  if (edges)
    *edges = NULL;
  return cwStreamGetCaptureInfo(stream, status, id, graph, dependencies, count);
}
static inline cwError_t cwStreamUpdateCaptureDependenciesWithData(
    cwStream_t stream, cwGraphNode_t *dependencies,
    const cwGraphEdgeData *edges, size_t count, unsigned int flags) {
  return cw_are_plain(edges, count) ? cwStreamUpdateCaptureDependencies(
                                          stream, dependencies, count, flags)
                                    : cwErrorNotSupported;
}
static inline struct cwExtent make_cwExtent(size_t width, size_t height,
                                            size_t depth) {
  struct cwExtent extent = {width, height, depth};
  return extent;
}
static inline struct cwPos make_cwPos(size_t x, size_t y, size_t z) {
  struct cwPos position = {x, y, z};
  return position;
}
static inline struct cwPitchedPtr
make_cwPitchedPtr(void *pointer, size_t pitch, size_t xsize, size_t ysize) {
  struct cwPitchedPtr pitched = {pointer, pitch, xsize, ysize};
  return pitched;
}

#ifdef __cplusplus
} // extern "C"

#include <cw/api_typed.h>
#endif

#endif // CW_API_H
