// Made by ./dev generate. Do not edit.
// SPDX-License-Identifier: Apache-2.0
// The functions that the driver API shares with the runtime API, under second
// names that return the driver API's result type. <cw/driver_runtime.h>
// includes it. From rules/cuda/driver.h and .yaml.
#ifndef CW_DRIVER_TWINS_H
#define CW_DRIVER_TWINS_H

static inline cwResult cwDriverVersion(int *version) {
  return (cwResult)cwDriverGetVersion(version);
}
static inline cwResult cwDriverDeviceGetCount(int *count) {
  return (cwResult)cwGetDeviceCount(count);
}
static inline cwResult
cwDriverDeviceGetAttribute(int *value, enum cwDeviceAttr attr, int device) {
  return (cwResult)cwDeviceGetAttribute(value, attr, device);
}
static inline cwResult cwDriverDeviceGetByPCIBusId(int *device,
                                                   const char *busId) {
  return (cwResult)cwDeviceGetByPCIBusId(device, busId);
}
static inline cwResult cwDriverDeviceGetPCIBusId(char *busId, int length,
                                                 int device) {
  return (cwResult)cwDeviceGetPCIBusId(busId, length, device);
}
static inline cwResult cwDriverCtxSynchronize(void) {
  return (cwResult)cwDeviceSynchronize();
}
static inline cwResult cwDriverCtxGetLimit(size_t *value, enum cwLimit limit) {
  return (cwResult)cwDeviceGetLimit(value, limit);
}
static inline cwResult cwDriverCtxGetCacheConfig(enum cwFuncCache *config) {
  return (cwResult)cwDeviceGetCacheConfig(config);
}
static inline cwResult cwDriverCtxSetCacheConfig(enum cwFuncCache config) {
  return (cwResult)cwDeviceSetCacheConfig(config);
}
static inline cwResult
cwDriverCtxGetSharedMemConfig(enum cwSharedMemConfig *config) {
  return (cwResult)cwDeviceGetSharedMemConfig(config);
}
static inline cwResult
cwDriverCtxSetSharedMemConfig(enum cwSharedMemConfig config) {
  return (cwResult)cwDeviceSetSharedMemConfig(config);
}
static inline cwResult cwDriverCtxGetStreamPriorityRange(int *least,
                                                         int *greatest) {
  return (cwResult)cwDeviceGetStreamPriorityRange(least, greatest);
}
static inline cwResult cwDriverMemGetInfo(size_t *free, size_t *total) {
  return (cwResult)cwMemGetInfo(free, total);
}
static inline cwResult cwDriverMemFreeHost(void *p) {
  return (cwResult)cwFreeHost(p);
}
static inline cwResult cwDriverMemHostAlloc(void **p, size_t size,
                                            unsigned int flags) {
  return (cwResult)cwHostAlloc(p, size, flags);
}
static inline cwResult cwDriverMemHostGetFlags(unsigned int *flags,
                                               void *host) {
  return (cwResult)cwHostGetFlags(flags, host);
}
static inline cwResult cwDriverMemHostRegister(void *p, size_t size,
                                               unsigned int flags) {
  return (cwResult)cwHostRegister(p, size, flags);
}
static inline cwResult cwDriverMemHostUnregister(void *p) {
  return (cwResult)cwHostUnregister(p);
}
static inline cwResult cwDriverStreamCreate(cwStream_t *stream,
                                            unsigned int flags) {
  return (cwResult)cwStreamCreateWithFlags(stream, flags);
}
static inline cwResult cwDriverStreamCreateWithPriority(cwStream_t *stream,
                                                        unsigned int flags,
                                                        int priority) {
  return (cwResult)cwStreamCreateWithPriority(stream, flags, priority);
}
static inline cwResult cwDriverStreamGetPriority(cwStream_t stream,
                                                 int *priority) {
  return (cwResult)cwStreamGetPriority(stream, priority);
}
static inline cwResult cwDriverStreamGetFlags(cwStream_t stream,
                                              unsigned int *flags) {
  return (cwResult)cwStreamGetFlags(stream, flags);
}
static inline cwResult cwDriverStreamWaitEvent(cwStream_t stream,
                                               cwEvent_t event,
                                               unsigned int flags) {
  return (cwResult)cwStreamWaitEvent(stream, event, flags);
}
static inline cwResult
cwDriverStreamIsCapturing(cwStream_t stream,
                          enum cwStreamCaptureStatus *status) {
  return (cwResult)cwStreamIsCapturing(stream, status);
}
static inline cwResult cwDriverStreamQuery(cwStream_t stream) {
  return (cwResult)cwStreamQuery(stream);
}
static inline cwResult cwDriverStreamSynchronize(cwStream_t stream) {
  return (cwResult)cwStreamSynchronize(stream);
}
static inline cwResult cwDriverStreamDestroy(cwStream_t stream) {
  return (cwResult)cwStreamDestroy(stream);
}
static inline cwResult cwDriverEventCreate(cwEvent_t *event,
                                           unsigned int flags) {
  return (cwResult)cwEventCreateWithFlags(event, flags);
}
static inline cwResult cwDriverEventRecord(cwEvent_t event, cwStream_t stream) {
  return (cwResult)cwEventRecord(event, stream);
}
static inline cwResult cwDriverEventQuery(cwEvent_t event) {
  return (cwResult)cwEventQuery(event);
}
static inline cwResult cwDriverEventSynchronize(cwEvent_t event) {
  return (cwResult)cwEventSynchronize(event);
}
static inline cwResult cwDriverEventDestroy(cwEvent_t event) {
  return (cwResult)cwEventDestroy(event);
}
static inline cwResult cwDriverEventElapsedTime(float *ms, cwEvent_t start,
                                                cwEvent_t end) {
  return (cwResult)cwEventElapsedTime(ms, start, end);
}
static inline cwResult
cwDriverLaunchHostFunc(cwStream_t stream, cwHostFn_t function, void *userData) {
  return (cwResult)cwLaunchHostFunc(stream, function, userData);
}

#if defined(CW_HAS_WHOLE_RUNTIME)
static inline cwResult cwDriverDeviceGetHostAtomicCapabilities(
    unsigned int *capabilities, const enum cwAtomicOperation *operations,
    unsigned int count, int device) {
  return (cwResult)cwDeviceGetHostAtomicCapabilities(capabilities, operations,
                                                     count, device);
}
static inline cwResult cwDriverCtxSetLimit(enum cwLimit limit, size_t value) {
  return (cwResult)cwDeviceSetLimit(limit, value);
}
static inline cwResult cwDriverCtxResetPersistingL2Cache(void) {
  return (cwResult)cwCtxResetPersistingL2Cache();
}
static inline cwResult cwDriverStreamGetDevice(cwStream_t stream, int *device) {
  return (cwResult)cwStreamGetDevice(stream, device);
}
static inline cwResult cwDriverStreamGetId(cwStream_t stream,
                                           unsigned long long *id) {
  return (cwResult)cwStreamGetId(stream, id);
}
static inline cwResult cwDriverStreamCopyAttributes(cwStream_t dst,
                                                    cwStream_t src) {
  return (cwResult)cwStreamCopyAttributes(dst, src);
}
static inline cwResult
cwDriverStreamGetAttribute(cwStream_t stream, cwLaunchAttributeID attr,
                           cwLaunchAttributeValue *value) {
  return (cwResult)cwStreamGetAttribute(stream, attr, value);
}
static inline cwResult
cwDriverStreamSetAttribute(cwStream_t stream, cwLaunchAttributeID attr,
                           const cwLaunchAttributeValue *value) {
  return (cwResult)cwStreamSetAttribute(stream, attr, value);
}
static inline cwResult cwDriverEventRecordWithFlags(cwEvent_t event,
                                                    cwStream_t stream,
                                                    unsigned int flags) {
  return (cwResult)cwEventRecordWithFlags(event, stream, flags);
}
#endif

#if defined(CW_HAS_MEMPOOL)
static inline cwResult cwDriverDeviceSetMemPool(int device, cwMemPool_t pool) {
  return (cwResult)cwDeviceSetMemPool(device, pool);
}
static inline cwResult cwDriverDeviceGetMemPool(cwMemPool_t *pool, int device) {
  return (cwResult)cwDeviceGetMemPool(pool, device);
}
static inline cwResult cwDriverDeviceGetDefaultMemPool(cwMemPool_t *pool,
                                                       int device) {
  return (cwResult)cwDeviceGetDefaultMemPool(pool, device);
}
static inline cwResult cwDriverMemPoolTrimTo(cwMemPool_t pool, size_t keep) {
  return (cwResult)cwMemPoolTrimTo(pool, keep);
}
static inline cwResult cwDriverMemPoolSetAttribute(cwMemPool_t pool,
                                                   enum cwMemPoolAttr attr,
                                                   void *value) {
  return (cwResult)cwMemPoolSetAttribute(pool, attr, value);
}
static inline cwResult cwDriverMemPoolGetAttribute(cwMemPool_t pool,
                                                   enum cwMemPoolAttr attr,
                                                   void *value) {
  return (cwResult)cwMemPoolGetAttribute(pool, attr, value);
}
static inline cwResult
cwDriverMemPoolSetAccess(cwMemPool_t pool, const struct cwMemAccessDesc *descs,
                         size_t count) {
  return (cwResult)cwMemPoolSetAccess(pool, descs, count);
}
static inline cwResult
cwDriverMemPoolGetAccess(enum cwMemAccessFlags *flags, cwMemPool_t pool,
                         struct cwMemLocation *location) {
  return (cwResult)cwMemPoolGetAccess(flags, pool, location);
}
static inline cwResult
cwDriverMemPoolCreate(cwMemPool_t *pool, const struct cwMemPoolProps *props) {
  return (cwResult)cwMemPoolCreate(pool, props);
}
static inline cwResult cwDriverMemPoolDestroy(cwMemPool_t pool) {
  return (cwResult)cwMemPoolDestroy(pool);
}
static inline cwResult
cwDriverMemPoolExportToShareableHandle(void *handle, cwMemPool_t pool,
                                       enum cwMemAllocationHandleType type,
                                       unsigned int flags) {
  return (cwResult)cwMemPoolExportToShareableHandle(handle, pool, type, flags);
}
static inline cwResult
cwDriverMemPoolImportFromShareableHandle(cwMemPool_t *pool, void *handle,
                                         enum cwMemAllocationHandleType type,
                                         unsigned int flags) {
  return (cwResult)cwMemPoolImportFromShareableHandle(pool, handle, type,
                                                      flags);
}
static inline cwResult
cwDriverMemPoolExportPointer(struct cwMemPoolPtrExportData *data, void *p) {
  return (cwResult)cwMemPoolExportPointer(data, p);
}
static inline cwResult
cwDriverMemPoolImportPointer(void **p, cwMemPool_t pool,
                             struct cwMemPoolPtrExportData *data) {
  return (cwResult)cwMemPoolImportPointer(p, pool, data);
}
#endif

#if defined(CW_HAS_PEER)
static inline cwResult cwDriverDeviceCanAccessPeer(int *can, int device,
                                                   int peer) {
  return (cwResult)cwDeviceCanAccessPeer(can, device, peer);
}
static inline cwResult cwDriverDeviceGetP2PAttribute(int *value,
                                                     enum cwDeviceP2PAttr attr,
                                                     int srcDevice,
                                                     int dstDevice) {
  return (cwResult)cwDeviceGetP2PAttribute(value, attr, srcDevice, dstDevice);
}
#endif

#if defined(CW_HAS_PEER) && defined(CW_HAS_WHOLE_RUNTIME)
static inline cwResult cwDriverDeviceGetP2PAtomicCapabilities(
    unsigned int *capabilities, const enum cwAtomicOperation *operations,
    unsigned int count, int srcDevice, int dstDevice) {
  return (cwResult)cwDeviceGetP2PAtomicCapabilities(
      capabilities, operations, count, srcDevice, dstDevice);
}
#endif

#if defined(CW_HAS_GRAPH) && defined(CW_HAS_GRAPH_NODES)
static inline cwResult cwDriverDeviceGetGraphMemAttribute(
    int device, enum cwGraphMemAttributeType attr, void *value) {
  return (cwResult)cwDeviceGetGraphMemAttribute(device, attr, value);
}
static inline cwResult cwDriverDeviceSetGraphMemAttribute(
    int device, enum cwGraphMemAttributeType attr, void *value) {
  return (cwResult)cwDeviceSetGraphMemAttribute(device, attr, value);
}
static inline cwResult cwDriverDeviceGraphMemTrim(int device) {
  return (cwResult)cwDeviceGraphMemTrim(device);
}
static inline cwResult cwDriverStreamBeginCaptureToGraph(
    cwStream_t stream, cwGraph_t graph, const cwGraphNode_t *dependencies,
    const cwGraphEdgeData *edges, size_t count, enum cwStreamCaptureMode mode) {
  return (cwResult)cwStreamBeginCaptureToGraph(stream, graph, dependencies,
                                               edges, count, mode);
}
static inline cwResult
cwDriverGraphInstantiateWithParams(cwGraphExec_t *exec, cwGraph_t graph,
                                   cwGraphInstantiateParams *params) {
  return (cwResult)cwGraphInstantiateWithParams(exec, graph, params);
}
static inline cwResult cwDriverGraphExecGetFlags(cwGraphExec_t exec,
                                                 unsigned long long *flags) {
  return (cwResult)cwGraphExecGetFlags(exec, flags);
}
static inline cwResult cwDriverGraphNodeSetEnabled(cwGraphExec_t exec,
                                                   cwGraphNode_t node,
                                                   unsigned int enabled) {
  return (cwResult)cwGraphNodeSetEnabled(exec, node, enabled);
}
static inline cwResult cwDriverGraphNodeGetEnabled(cwGraphExec_t exec,
                                                   cwGraphNode_t node,
                                                   unsigned int *enabled) {
  return (cwResult)cwGraphNodeGetEnabled(exec, node, enabled);
}
static inline cwResult cwDriverGraphUpload(cwGraphExec_t exec,
                                           cwStream_t stream) {
  return (cwResult)cwGraphUpload(exec, stream);
}
static inline cwResult
cwDriverGraphKernelNodeCopyAttributes(cwGraphNode_t dst, cwGraphNode_t src) {
  return (cwResult)cwGraphKernelNodeCopyAttributes(dst, src);
}
static inline cwResult cwDriverGraphDebugDotPrint(cwGraph_t graph,
                                                  const char *path,
                                                  unsigned int flags) {
  return (cwResult)cwGraphDebugDotPrint(graph, path, flags);
}
static inline cwResult cwDriverUserObjectCreate(cwUserObject_t *object, void *p,
                                                cwHostFn_t destroy,
                                                unsigned int count,
                                                unsigned int flags) {
  return (cwResult)cwUserObjectCreate(object, p, destroy, count, flags);
}
static inline cwResult cwDriverUserObjectRetain(cwUserObject_t object,
                                                unsigned int count) {
  return (cwResult)cwUserObjectRetain(object, count);
}
static inline cwResult cwDriverUserObjectRelease(cwUserObject_t object,
                                                 unsigned int count) {
  return (cwResult)cwUserObjectRelease(object, count);
}
static inline cwResult cwDriverGraphRetainUserObject(cwGraph_t graph,
                                                     cwUserObject_t object,
                                                     unsigned int count,
                                                     unsigned int flags) {
  return (cwResult)cwGraphRetainUserObject(graph, object, count, flags);
}
static inline cwResult cwDriverGraphReleaseUserObject(cwGraph_t graph,
                                                      cwUserObject_t object,
                                                      unsigned int count) {
  return (cwResult)cwGraphReleaseUserObject(graph, object, count);
}
#endif

#if defined(CW_HAS_MODULE) && defined(CW_HAS_LIBRARY)
static inline cwResult
cwDriverLibraryLoadData(cwLibrary_t *library, const void *code,
                        enum cwJitOption *jitOptions, void **jitValues,
                        unsigned int jitCount, enum cwLibraryOption *options,
                        void **values, unsigned int count) {
  return (cwResult)cwLibraryLoadData(library, code, jitOptions, jitValues,
                                     jitCount, options, values, count);
}
static inline cwResult cwDriverLibraryLoadFromFile(
    cwLibrary_t *library, const char *path, enum cwJitOption *jitOptions,
    void **jitValues, unsigned int jitCount, enum cwLibraryOption *options,
    void **values, unsigned int count) {
  return (cwResult)cwLibraryLoadFromFile(library, path, jitOptions, jitValues,
                                         jitCount, options, values, count);
}
static inline cwResult cwDriverLibraryUnload(cwLibrary_t library) {
  return (cwResult)cwLibraryUnload(library);
}
static inline cwResult cwDriverLibraryGetKernel(cwKernel_t *kernel,
                                                cwLibrary_t library,
                                                const char *name) {
  return (cwResult)cwLibraryGetKernel(kernel, library, name);
}
static inline cwResult cwDriverLibraryGetKernelCount(unsigned int *count,
                                                     cwLibrary_t library) {
  return (cwResult)cwLibraryGetKernelCount(count, library);
}
static inline cwResult cwDriverLibraryEnumerateKernels(cwKernel_t *kernels,
                                                       unsigned int count,
                                                       cwLibrary_t library) {
  return (cwResult)cwLibraryEnumerateKernels(kernels, count, library);
}
static inline cwResult cwDriverLibraryGetUnifiedFunction(void **function,
                                                         cwLibrary_t library,
                                                         const char *symbol) {
  return (cwResult)cwLibraryGetUnifiedFunction(function, library, symbol);
}
#endif

#if defined(CW_HAS_IPC)
static inline cwResult cwDriverIpcGetEventHandle(cwIpcEventHandle_t *handle,
                                                 cwEvent_t event) {
  return (cwResult)cwIpcGetEventHandle(handle, event);
}
static inline cwResult cwDriverIpcOpenEventHandle(cwEvent_t *event,
                                                  cwIpcEventHandle_t handle) {
  return (cwResult)cwIpcOpenEventHandle(event, handle);
}
#endif

#if defined(CW_HAS_TEXTURE)
static inline cwResult cwDriverArrayDestroy(cwArray_t array) {
  return (cwResult)cwFreeArray(array);
}
static inline cwResult
cwDriverMipmappedArrayGetLevel(cwArray_t *level, cwMipmappedArray_const_t array,
                               unsigned int index) {
  return (cwResult)cwGetMipmappedArrayLevel(level, array, index);
}
static inline cwResult cwDriverMipmappedArrayDestroy(cwMipmappedArray_t array) {
  return (cwResult)cwFreeMipmappedArray(array);
}
static inline cwResult cwDriverTexObjectDestroy(cwTextureObject_t texture) {
  return (cwResult)cwDestroyTextureObject(texture);
}
static inline cwResult
cwDriverTexObjectGetResourceViewDesc(struct cwResourceViewDesc *view,
                                     cwTextureObject_t texture) {
  return (cwResult)cwGetTextureObjectResourceViewDesc(view, texture);
}
static inline cwResult cwDriverSurfObjectDestroy(cwSurfaceObject_t surface) {
  return (cwResult)cwDestroySurfaceObject(surface);
}
#endif

#if defined(CW_HAS_MEMPOOL) && defined(CW_HAS_WHOLE_RUNTIME)
static inline cwResult
cwDriverMemGetDefaultMemPool(cwMemPool_t *pool, struct cwMemLocation *location,
                             enum cwMemAllocationType type) {
  return (cwResult)cwMemGetDefaultMemPool(pool, location, type);
}
static inline cwResult cwDriverMemGetMemPool(cwMemPool_t *pool,
                                             struct cwMemLocation *location,
                                             enum cwMemAllocationType type) {
  return (cwResult)cwMemGetMemPool(pool, location, type);
}
static inline cwResult cwDriverMemSetMemPool(struct cwMemLocation *location,
                                             enum cwMemAllocationType type,
                                             cwMemPool_t pool) {
  return (cwResult)cwMemSetMemPool(location, type, pool);
}
#endif

#if defined(CW_HAS_GRAPH)
static inline cwResult
cwDriverStreamBeginCapture(cwStream_t stream, enum cwStreamCaptureMode mode) {
  return (cwResult)cwStreamBeginCapture(stream, mode);
}
static inline cwResult
cwDriverThreadExchangeStreamCaptureMode(enum cwStreamCaptureMode *mode) {
  return (cwResult)cwThreadExchangeStreamCaptureMode(mode);
}
static inline cwResult cwDriverStreamEndCapture(cwStream_t stream,
                                                cwGraph_t *graph) {
  return (cwResult)cwStreamEndCapture(stream, graph);
}
static inline cwResult cwDriverGraphCreate(cwGraph_t *graph,
                                           unsigned int flags) {
  return (cwResult)cwGraphCreate(graph, flags);
}
static inline cwResult
cwDriverGraphAddHostNode(cwGraphNode_t *node, cwGraph_t graph,
                         const cwGraphNode_t *dependencies, size_t count,
                         const struct cwHostNodeParams *params) {
  return (cwResult)cwGraphAddHostNode(node, graph, dependencies, count, params);
}
static inline cwResult
cwDriverGraphHostNodeGetParams(cwGraphNode_t node,
                               struct cwHostNodeParams *params) {
  return (cwResult)cwGraphHostNodeGetParams(node, params);
}
static inline cwResult
cwDriverGraphHostNodeSetParams(cwGraphNode_t node,
                               const struct cwHostNodeParams *params) {
  return (cwResult)cwGraphHostNodeSetParams(node, params);
}
static inline cwResult
cwDriverGraphAddChildGraphNode(cwGraphNode_t *node, cwGraph_t graph,
                               const cwGraphNode_t *dependencies, size_t count,
                               cwGraph_t child) {
  return (cwResult)cwGraphAddChildGraphNode(node, graph, dependencies, count,
                                            child);
}
static inline cwResult cwDriverGraphChildGraphNodeGetGraph(cwGraphNode_t node,
                                                           cwGraph_t *graph) {
  return (cwResult)cwGraphChildGraphNodeGetGraph(node, graph);
}
static inline cwResult
cwDriverGraphAddEmptyNode(cwGraphNode_t *node, cwGraph_t graph,
                          const cwGraphNode_t *dependencies, size_t count) {
  return (cwResult)cwGraphAddEmptyNode(node, graph, dependencies, count);
}
static inline cwResult
cwDriverGraphAddEventRecordNode(cwGraphNode_t *node, cwGraph_t graph,
                                const cwGraphNode_t *dependencies, size_t count,
                                cwEvent_t event) {
  return (cwResult)cwGraphAddEventRecordNode(node, graph, dependencies, count,
                                             event);
}
static inline cwResult cwDriverGraphEventRecordNodeGetEvent(cwGraphNode_t node,
                                                            cwEvent_t *event) {
  return (cwResult)cwGraphEventRecordNodeGetEvent(node, event);
}
static inline cwResult cwDriverGraphEventRecordNodeSetEvent(cwGraphNode_t node,
                                                            cwEvent_t event) {
  return (cwResult)cwGraphEventRecordNodeSetEvent(node, event);
}
static inline cwResult
cwDriverGraphAddEventWaitNode(cwGraphNode_t *node, cwGraph_t graph,
                              const cwGraphNode_t *dependencies, size_t count,
                              cwEvent_t event) {
  return (cwResult)cwGraphAddEventWaitNode(node, graph, dependencies, count,
                                           event);
}
static inline cwResult cwDriverGraphEventWaitNodeGetEvent(cwGraphNode_t node,
                                                          cwEvent_t *event) {
  return (cwResult)cwGraphEventWaitNodeGetEvent(node, event);
}
static inline cwResult cwDriverGraphEventWaitNodeSetEvent(cwGraphNode_t node,
                                                          cwEvent_t event) {
  return (cwResult)cwGraphEventWaitNodeSetEvent(node, event);
}
static inline cwResult cwDriverGraphClone(cwGraph_t *clone,
                                          cwGraph_t original) {
  return (cwResult)cwGraphClone(clone, original);
}
static inline cwResult cwDriverGraphNodeFindInClone(cwGraphNode_t *node,
                                                    cwGraphNode_t original,
                                                    cwGraph_t clone) {
  return (cwResult)cwGraphNodeFindInClone(node, original, clone);
}
static inline cwResult cwDriverGraphNodeGetType(cwGraphNode_t node,
                                                enum cwGraphNodeType *type) {
  return (cwResult)cwGraphNodeGetType(node, type);
}
static inline cwResult
cwDriverGraphGetNodes(cwGraph_t graph, cwGraphNode_t *nodes, size_t *count) {
  return (cwResult)cwGraphGetNodes(graph, nodes, count);
}
static inline cwResult cwDriverGraphGetRootNodes(cwGraph_t graph,
                                                 cwGraphNode_t *nodes,
                                                 size_t *count) {
  return (cwResult)cwGraphGetRootNodes(graph, nodes, count);
}
static inline cwResult cwDriverGraphDestroyNode(cwGraphNode_t node) {
  return (cwResult)cwGraphDestroyNode(node);
}
static inline cwResult
cwDriverGraphInstantiateWithFlags(cwGraphExec_t *exec, cwGraph_t graph,
                                  unsigned long long flags) {
  return (cwResult)cwGraphInstantiateWithFlags(exec, graph, flags);
}
static inline cwResult
cwDriverGraphExecHostNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node,
                                   const struct cwHostNodeParams *params) {
  return (cwResult)cwGraphExecHostNodeSetParams(exec, node, params);
}
static inline cwResult
cwDriverGraphExecChildGraphNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node,
                                         cwGraph_t child) {
  return (cwResult)cwGraphExecChildGraphNodeSetParams(exec, node, child);
}
static inline cwResult
cwDriverGraphExecEventRecordNodeSetEvent(cwGraphExec_t exec, cwGraphNode_t node,
                                         cwEvent_t event) {
  return (cwResult)cwGraphExecEventRecordNodeSetEvent(exec, node, event);
}
static inline cwResult
cwDriverGraphExecEventWaitNodeSetEvent(cwGraphExec_t exec, cwGraphNode_t node,
                                       cwEvent_t event) {
  return (cwResult)cwGraphExecEventWaitNodeSetEvent(exec, node, event);
}
static inline cwResult cwDriverGraphLaunch(cwGraphExec_t exec,
                                           cwStream_t stream) {
  return (cwResult)cwGraphLaunch(exec, stream);
}
static inline cwResult cwDriverGraphExecDestroy(cwGraphExec_t exec) {
  return (cwResult)cwGraphExecDestroy(exec);
}
static inline cwResult cwDriverGraphDestroy(cwGraph_t graph) {
  return (cwResult)cwGraphDestroy(graph);
}
#endif

#endif // CW_DRIVER_TWINS_H
