// The functions that the driver API shares with the runtime API, under second
// names that return the driver API's result type. <cw/driver.h> includes it.
//
//   cwResult result = cwDriverStreamSynchronize(stream);
//   if (result != cwResultSuccess)
//     return result;
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_DRIVER_RUNTIME_H
#define CW_DRIVER_RUNTIME_H

// Vendors deprecate some of them. Only the program's own calls should warn.
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#endif

typedef void (*cwDriverStreamCallback_t)(cwStream_t stream, cwResult status,
                                         void *userData);

static inline cwResult cwDriverVersion(int *version) {
  return (cwResult)cwDriverGetVersion(version);
}
static inline cwResult cwDriverDeviceGetCount(int *count) {
  return (cwResult)cwGetDeviceCount(count);
}
static inline cwResult cwDriverDeviceGetAttribute(int *value,
                                                  enum cwDeviceAttr attribute,
                                                  int device) {
  return (cwResult)cwDeviceGetAttribute(value, attribute, device);
}
static inline cwResult cwDriverDeviceGetByPCIBusId(int *device,
                                                   const char *pciBusId) {
  return (cwResult)cwDeviceGetByPCIBusId(device, pciBusId);
}
static inline cwResult cwDriverDeviceGetPCIBusId(char *pciBusId, int length,
                                                 int device) {
  return (cwResult)cwDeviceGetPCIBusId(pciBusId, length, device);
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
static inline cwResult
cwDriverCtxGetStreamPriorityRange(int *leastPriority, int *greatestPriority) {
  return (cwResult)cwDeviceGetStreamPriorityRange(leastPriority,
                                                  greatestPriority);
}
static inline cwResult cwDriverMemGetInfo(size_t *free, size_t *total) {
  return (cwResult)cwMemGetInfo(free, total);
}
static inline cwResult cwDriverMemFreeHost(void *pointer) {
  return (cwResult)cwFreeHost(pointer);
}
static inline cwResult cwDriverMemHostAlloc(void **pointer, size_t size,
                                            unsigned int flags) {
  return (cwResult)cwHostAlloc(pointer, size, flags);
}
static inline cwResult cwDriverMemHostGetFlags(unsigned int *flags,
                                               void *hostPointer) {
  return (cwResult)cwHostGetFlags(flags, hostPointer);
}
static inline cwResult cwDriverMemHostRegister(void *pointer, size_t size,
                                               unsigned int flags) {
  return (cwResult)cwHostRegister(pointer, size, flags);
}
static inline cwResult cwDriverMemHostUnregister(void *pointer) {
  return (cwResult)cwHostUnregister(pointer);
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
cwDriverStreamAddCallback(cwStream_t stream, cwDriverStreamCallback_t callback,
                          void *userData, unsigned int flags) {
  return (cwResult)cwStreamAddCallback(
      stream, (cwStreamCallback_t)(void (*)(void))callback, userData, flags);
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
static inline cwResult
cwDriverEventElapsedTime(float *milliseconds, cwEvent_t start, cwEvent_t end) {
  return (cwResult)cwEventElapsedTime(milliseconds, start, end);
}
static inline cwResult
cwDriverLaunchHostFunc(cwStream_t stream, cwHostFn_t function, void *userData) {
  return (cwResult)cwLaunchHostFunc(stream, function, userData);
}
static inline cwResult cwDriverProfilerStart(void) {
  return (cwResult)cwProfilerStart();
}
static inline cwResult cwDriverProfilerStop(void) {
  return (cwResult)cwProfilerStop();
}

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
                         const struct cwHostNodeParams *parameters) {
  return (cwResult)cwGraphAddHostNode(node, graph, dependencies, count,
                                      parameters);
}
static inline cwResult
cwDriverGraphHostNodeGetParams(cwGraphNode_t node,
                               struct cwHostNodeParams *parameters) {
  return (cwResult)cwGraphHostNodeGetParams(node, parameters);
}
static inline cwResult
cwDriverGraphHostNodeSetParams(cwGraphNode_t node,
                               const struct cwHostNodeParams *parameters) {
  return (cwResult)cwGraphHostNodeSetParams(node, parameters);
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
static inline cwResult cwDriverGraphInstantiate(cwGraphExec_t *exec,
                                                cwGraph_t graph,
                                                unsigned long long flags) {
  return (cwResult)cwGraphInstantiate(exec, graph, flags);
}
static inline cwResult
cwDriverGraphInstantiateWithFlags(cwGraphExec_t *exec, cwGraph_t graph,
                                  unsigned long long flags) {
  return (cwResult)cwGraphInstantiateWithFlags(exec, graph, flags);
}
static inline cwResult
cwDriverGraphExecHostNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node,
                                   const struct cwHostNodeParams *parameters) {
  return (cwResult)cwGraphExecHostNodeSetParams(exec, node, parameters);
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
static inline cwResult cwDriverMemPoolTrimTo(cwMemPool_t pool,
                                             size_t minBytesToKeep) {
  return (cwResult)cwMemPoolTrimTo(pool, minBytesToKeep);
}
static inline cwResult cwDriverMemPoolSetAttribute(cwMemPool_t pool,
                                                   enum cwMemPoolAttr attribute,
                                                   void *value) {
  return (cwResult)cwMemPoolSetAttribute(pool, attribute, value);
}
static inline cwResult cwDriverMemPoolGetAttribute(cwMemPool_t pool,
                                                   enum cwMemPoolAttr attribute,
                                                   void *value) {
  return (cwResult)cwMemPoolGetAttribute(pool, attribute, value);
}
static inline cwResult cwDriverMemPoolSetAccess(
    cwMemPool_t pool, const struct cwMemAccessDesc *descriptors, size_t count) {
  return (cwResult)cwMemPoolSetAccess(pool, descriptors, count);
}
static inline cwResult
cwDriverMemPoolGetAccess(enum cwMemAccessFlags *flags, cwMemPool_t pool,
                         struct cwMemLocation *location) {
  return (cwResult)cwMemPoolGetAccess(flags, pool, location);
}
static inline cwResult
cwDriverMemPoolCreate(cwMemPool_t *pool,
                      const struct cwMemPoolProps *properties) {
  return (cwResult)cwMemPoolCreate(pool, properties);
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
cwDriverMemPoolExportPointer(struct cwMemPoolPtrExportData *data,
                             void *pointer) {
  return (cwResult)cwMemPoolExportPointer(data, pointer);
}
static inline cwResult
cwDriverMemPoolImportPointer(void **pointer, cwMemPool_t pool,
                             struct cwMemPoolPtrExportData *data) {
  return (cwResult)cwMemPoolImportPointer(pointer, pool, data);
}
#endif

#if defined(CW_HAS_PEER)
static inline cwResult cwDriverDeviceCanAccessPeer(int *canAccessPeer,
                                                   int device, int peerDevice) {
  return (cwResult)cwDeviceCanAccessPeer(canAccessPeer, device, peerDevice);
}
static inline cwResult
cwDriverDeviceGetP2PAttribute(int *value, enum cwDeviceP2PAttr attribute,
                              int srcDevice, int dstDevice) {
  return (cwResult)cwDeviceGetP2PAttribute(value, attribute, srcDevice,
                                           dstDevice);
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
static inline cwResult cwDriverTexObjectDestroy(cwTextureObject_t object) {
  return (cwResult)cwDestroyTextureObject(object);
}
static inline cwResult
cwDriverTexObjectGetResourceViewDesc(struct cwResourceViewDesc *view,
                                     cwTextureObject_t object) {
  return (cwResult)cwGetTextureObjectResourceViewDesc(view, object);
}
static inline cwResult cwDriverSurfObjectDestroy(cwSurfaceObject_t object) {
  return (cwResult)cwDestroySurfaceObject(object);
}
#endif

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
static inline cwResult cwDriverStreamGetAttribute(cwStream_t stream,
                                                  cwStreamAttrID attribute,
                                                  cwStreamAttrValue *value) {
  return (cwResult)cwStreamGetAttribute(stream, attribute, value);
}
static inline cwResult
cwDriverStreamSetAttribute(cwStream_t stream, cwStreamAttrID attribute,
                           const cwStreamAttrValue *value) {
  return (cwResult)cwStreamSetAttribute(stream, attribute, value);
}
static inline cwResult cwDriverEventRecordWithFlags(cwEvent_t event,
                                                    cwStream_t stream,
                                                    unsigned int flags) {
  return (cwResult)cwEventRecordWithFlags(event, stream, flags);
}
#endif

#if defined(CW_HAS_GRAPH) && defined(CW_HAS_GRAPH_NODES)
static inline cwResult cwDriverDeviceGetGraphMemAttribute(
    int device, enum cwGraphMemAttributeType attribute, void *value) {
  return (cwResult)cwDeviceGetGraphMemAttribute(device, attribute, value);
}
static inline cwResult cwDriverDeviceSetGraphMemAttribute(
    int device, enum cwGraphMemAttributeType attribute, void *value) {
  return (cwResult)cwDeviceSetGraphMemAttribute(device, attribute, value);
}
static inline cwResult cwDriverDeviceGraphMemTrim(int device) {
  return (cwResult)cwDeviceGraphMemTrim(device);
}
static inline cwResult
cwDriverStreamBeginCaptureToGraph(cwStream_t stream, cwGraph_t graph,
                                  const cwGraphNode_t *dependencies,
                                  const cwGraphEdgeData *dependencyData,
                                  size_t count, enum cwStreamCaptureMode mode) {
  return (cwResult)cwStreamBeginCaptureToGraph(stream, graph, dependencies,
                                               dependencyData, count, mode);
}
static inline cwResult
cwDriverGraphInstantiateWithParams(cwGraphExec_t *exec, cwGraph_t graph,
                                   cwGraphInstantiateParams *parameters) {
  return (cwResult)cwGraphInstantiateWithParams(exec, graph, parameters);
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
static inline cwResult cwDriverUserObjectCreate(cwUserObject_t *handle,
                                                void *object,
                                                cwHostFn_t destroy,
                                                unsigned int references,
                                                unsigned int flags) {
  return (cwResult)cwUserObjectCreate(handle, object, destroy, references,
                                      flags);
}
static inline cwResult cwDriverUserObjectRetain(cwUserObject_t handle,
                                                unsigned int count) {
  return (cwResult)cwUserObjectRetain(handle, count);
}
static inline cwResult cwDriverUserObjectRelease(cwUserObject_t handle,
                                                 unsigned int count) {
  return (cwResult)cwUserObjectRelease(handle, count);
}
static inline cwResult cwDriverGraphRetainUserObject(cwGraph_t graph,
                                                     cwUserObject_t handle,
                                                     unsigned int count,
                                                     unsigned int flags) {
  return (cwResult)cwGraphRetainUserObject(graph, handle, count, flags);
}
static inline cwResult cwDriverGraphReleaseUserObject(cwGraph_t graph,
                                                      cwUserObject_t handle,
                                                      unsigned int count) {
  return (cwResult)cwGraphReleaseUserObject(graph, handle, count);
}
static inline cwResult
cwDriverGraphConditionalHandleCreate(cwGraphConditionalHandle *handle,
                                     cwGraph_t graph, unsigned int defaultValue,
                                     unsigned int flags) {
  return (cwResult)cwGraphConditionalHandleCreate(handle, graph, defaultValue,
                                                  flags);
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

#if defined(CW_HAS_PEER) && defined(CW_HAS_WHOLE_RUNTIME)
static inline cwResult cwDriverDeviceGetP2PAtomicCapabilities(
    unsigned int *capabilities, const enum cwAtomicOperation *operations,
    unsigned int count, int srcDevice, int dstDevice) {
  return (cwResult)cwDeviceGetP2PAtomicCapabilities(
      capabilities, operations, count, srcDevice, dstDevice);
}
#endif

// Functions whose signatures differ between versions of CUDA. The forms with
// edge data describe the kind of an edge; C has one form per name.

#ifdef CW_HAS_GRAPH_NODES
static inline cwResult cwDriverGraphGetEdgesWithData(cwGraph_t graph,
                                                     cwGraphNode_t *from,
                                                     cwGraphNode_t *to,
                                                     cwGraphEdgeData *edges,
                                                     size_t *count) {
  return (cwResult)cwGraphGetEdgesWithData(graph, from, to, edges, count);
}
static inline cwResult cwDriverGraphNodeGetDependenciesWithData(
    cwGraphNode_t node, cwGraphNode_t *dependencies, cwGraphEdgeData *edges,
    size_t *count) {
  return (cwResult)cwGraphNodeGetDependenciesWithData(node, dependencies, edges,
                                                      count);
}
static inline cwResult cwDriverGraphNodeGetDependentNodesWithData(
    cwGraphNode_t node, cwGraphNode_t *dependents, cwGraphEdgeData *edges,
    size_t *count) {
  return (cwResult)cwGraphNodeGetDependentNodesWithData(node, dependents, edges,
                                                        count);
}
static inline cwResult cwDriverGraphAddDependenciesWithData(
    cwGraph_t graph, const cwGraphNode_t *from, const cwGraphNode_t *to,
    const cwGraphEdgeData *edges, size_t count) {
  return (cwResult)cwGraphAddDependenciesWithData(graph, from, to, edges,
                                                  count);
}
static inline cwResult cwDriverGraphRemoveDependenciesWithData(
    cwGraph_t graph, const cwGraphNode_t *from, const cwGraphNode_t *to,
    const cwGraphEdgeData *edges, size_t count) {
  return (cwResult)cwGraphRemoveDependenciesWithData(graph, from, to, edges,
                                                     count);
}
static inline cwResult cwDriverStreamGetCaptureInfoWithData(
    cwStream_t stream, enum cwStreamCaptureStatus *status,
    unsigned long long *id, cwGraph_t *graph,
    const cwGraphNode_t **dependencies, const cwGraphEdgeData **edges,
    size_t *count) {
  return (cwResult)cwStreamGetCaptureInfoWithData(stream, status, id, graph,
                                                  dependencies, edges, count);
}
static inline cwResult cwDriverStreamUpdateCaptureDependenciesWithData(
    cwStream_t stream, cwGraphNode_t *dependencies,
    const cwGraphEdgeData *edges, size_t count, unsigned int flags) {
  return (cwResult)cwStreamUpdateCaptureDependenciesWithData(
      stream, dependencies, edges, count, flags);
}
static inline cwResult
cwDriverGraphExecUpdate(cwGraphExec_t exec, cwGraph_t graph,
                        cwGraphExecUpdateResultInfo *result) {
  return (cwResult)cwGraphExecUpdate(exec, graph, result);
}
static inline cwResult
cwDriverGraphKernelNodeGetAttribute(cwGraphNode_t node,
                                    cwLaunchAttributeID attribute,
                                    cwLaunchAttributeValue *value) {
  return (cwResult)cwGraphKernelNodeGetAttribute(node, attribute, value);
}
static inline cwResult
cwDriverGraphKernelNodeSetAttribute(cwGraphNode_t node,
                                    cwLaunchAttributeID attribute,
                                    const cwLaunchAttributeValue *value) {
  return (cwResult)cwGraphKernelNodeSetAttribute(node, attribute, value);
}
#endif
#ifdef CW_HAS_GRAPH
static inline cwResult cwDriverGraphGetEdges(cwGraph_t graph,
                                             cwGraphNode_t *from,
                                             cwGraphNode_t *to, size_t *count) {
  return (cwResult)cwGraphGetEdges(graph, from, to, count);
}
static inline cwResult
cwDriverGraphNodeGetDependencies(cwGraphNode_t node,
                                 cwGraphNode_t *dependencies, size_t *count) {
  return (cwResult)cwGraphNodeGetDependencies(node, dependencies, count);
}
static inline cwResult
cwDriverGraphNodeGetDependentNodes(cwGraphNode_t node,
                                   cwGraphNode_t *dependents, size_t *count) {
  return (cwResult)cwGraphNodeGetDependentNodes(node, dependents, count);
}
static inline cwResult cwDriverGraphAddDependencies(cwGraph_t graph,
                                                    const cwGraphNode_t *from,
                                                    const cwGraphNode_t *to,
                                                    size_t count) {
  return (cwResult)cwGraphAddDependencies(graph, from, to, count);
}
static inline cwResult
cwDriverGraphRemoveDependencies(cwGraph_t graph, const cwGraphNode_t *from,
                                const cwGraphNode_t *to, size_t count) {
  return (cwResult)cwGraphRemoveDependencies(graph, from, to, count);
}
#if defined(__cplusplus) || defined(CW_HAS_GRAPH_NODES)
static inline cwResult cwDriverStreamGetCaptureInfo(
    cwStream_t stream, enum cwStreamCaptureStatus *status,
    unsigned long long *id, cwGraph_t *graph,
    const cwGraphNode_t **dependencies, size_t *count) {
  return (cwResult)cwStreamGetCaptureInfo(stream, status, id, graph,
                                          dependencies, count);
}
#else
static inline cwResult
cwDriverStreamGetCaptureInfo(cwStream_t stream,
                             enum cwStreamCaptureStatus *status,
                             unsigned long long *id) {
  return (cwResult)cwStreamGetCaptureInfo(stream, status, id);
}
#endif
static inline cwResult
cwDriverStreamUpdateCaptureDependencies(cwStream_t stream,
                                        cwGraphNode_t *dependencies,
                                        size_t count, unsigned int flags) {
  return (cwResult)cwStreamUpdateCaptureDependencies(stream, dependencies,
                                                     count, flags);
}
#endif
#if defined(__cplusplus) && defined(CW_HAS_GRAPH)
static inline cwResult
cwDriverStreamGetCaptureInfo(cwStream_t stream, cwStreamCaptureStatus *status,
                             unsigned long long *id = NULL) {
  return cwDriverStreamGetCaptureInfo(stream, status, id, NULL, NULL, NULL);
}
static inline cwResult cwDriverGraphInstantiate(cwGraphExec_t *exec,
                                                cwGraph_t graph,
                                                cwGraphNode_t *failed,
                                                char *log, size_t size) {
  return (cwResult)cwGraphInstantiate(exec, graph, failed, log, size);
}
#endif
#if defined(__cplusplus) && defined(CW_HAS_GRAPH_NODES)
static inline cwResult
cwDriverGraphGetEdges(cwGraph_t graph, cwGraphNode_t *from, cwGraphNode_t *to,
                      cwGraphEdgeData *edges, size_t *count) {
  return cwDriverGraphGetEdgesWithData(graph, from, to, edges, count);
}
static inline cwResult
cwDriverGraphNodeGetDependencies(cwGraphNode_t node,
                                 cwGraphNode_t *dependencies,
                                 cwGraphEdgeData *edges, size_t *count) {
  return cwDriverGraphNodeGetDependenciesWithData(node, dependencies, edges,
                                                  count);
}
static inline cwResult
cwDriverGraphNodeGetDependentNodes(cwGraphNode_t node,
                                   cwGraphNode_t *dependents,
                                   cwGraphEdgeData *edges, size_t *count) {
  return cwDriverGraphNodeGetDependentNodesWithData(node, dependents, edges,
                                                    count);
}
static inline cwResult
cwDriverGraphAddDependencies(cwGraph_t graph, const cwGraphNode_t *from,
                             const cwGraphNode_t *to,
                             const cwGraphEdgeData *edges, size_t count) {
  return cwDriverGraphAddDependenciesWithData(graph, from, to, edges, count);
}
static inline cwResult
cwDriverGraphRemoveDependencies(cwGraph_t graph, const cwGraphNode_t *from,
                                const cwGraphNode_t *to,
                                const cwGraphEdgeData *edges, size_t count) {
  return cwDriverGraphRemoveDependenciesWithData(graph, from, to, edges, count);
}
static inline cwResult
cwDriverStreamGetCaptureInfo(cwStream_t stream,
                             enum cwStreamCaptureStatus *status,
                             unsigned long long *id, cwGraph_t *graph,
                             const cwGraphNode_t **dependencies,
                             const cwGraphEdgeData **edges, size_t *count) {
  return cwDriverStreamGetCaptureInfoWithData(stream, status, id, graph,
                                              dependencies, edges, count);
}
static inline cwResult cwDriverStreamUpdateCaptureDependencies(
    cwStream_t stream, cwGraphNode_t *dependencies,
    const cwGraphEdgeData *edges, size_t count, unsigned int flags) {
  return cwDriverStreamUpdateCaptureDependenciesWithData(stream, dependencies,
                                                         edges, count, flags);
}
static inline cwResult
cwDriverGraphExecUpdate(cwGraphExec_t exec, cwGraph_t graph,
                        cwGraphNode_t *failed,
                        cwGraphExecUpdateResult *result) {
  cwGraphExecUpdateResultInfo info = {};
  const cwResult error = cwDriverGraphExecUpdate(exec, graph, &info);
  if (failed)
    *failed = info.errorNode;
  if (result)
    *result = info.result;
  return error;
}
#elif defined(CW_HAS_GRAPH)
#ifndef CW_HAS_GRAPH_NODES
static inline cwResult
cwDriverGraphExecUpdate(cwGraphExec_t exec, cwGraph_t graph,
                        cwGraphNode_t *failed,
                        enum cwGraphExecUpdateResult *result) {
  return (cwResult)cwGraphExecUpdate(exec, graph, failed, result);
}
#endif
#endif

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

#endif // CW_DRIVER_RUNTIME_H
