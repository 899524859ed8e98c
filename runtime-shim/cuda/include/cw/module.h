// Modules, and what else of the driver API each backend does by itself: the
// cuda backend forwards to the driver, which the program links (-lcuda).
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_CUDA_MODULE_H
#define CW_CUDA_MODULE_H

// Included by <cw/driver.h>, after its types.
#include <cuda.h>

#define cwModule_st CUmod_st
typedef CUmodule cwModule_t;

// The runtime API takes the driver's attributes too, but has no names for
// these.
#define cwDevAttrVirtualMemoryManagementSupported ((enum cwDeviceAttr)102)
#define cwDevAttrHandleTypePosixFileDescriptorSupported ((enum cwDeviceAttr)103)
#define cwDevAttrGenericCompressionSupported ((enum cwDeviceAttr)107)

static inline cwError_t cwModuleLoad(cwModule_t *module, const char *path) {
  return (cwError_t)cuModuleLoad(module, path);
}
static inline cwError_t cwModuleLoadData(cwModule_t *module,
                                         const void *image) {
  return (cwError_t)cuModuleLoadData(module, image);
}
static inline cwError_t cwModuleUnload(cwModule_t module) {
  return (cwError_t)cuModuleUnload(module);
}
static inline cwError_t cwModuleGetFunction(cwFunction_t *function,
                                            cwModule_t module,
                                            const char *name) {
  return (cwError_t)cuModuleGetFunction(function, module, name);
}
static inline cwError_t cwModuleGetGlobal(cwDevicePtr *p, size_t *size,
                                          cwModule_t module, const char *name) {
  return (cwError_t)cuModuleGetGlobal(p, size, module, name);
}
static inline cwError_t
cwModuleLaunchKernel(cwFunction_t function, unsigned int gridX,
                     unsigned int gridY, unsigned int gridZ,
                     unsigned int blockX, unsigned int blockY,
                     unsigned int blockZ, unsigned int shared,
                     cwStream_t stream, void **args, void **extra) {
  return (cwError_t)cuLaunchKernel(function, gridX, gridY, gridZ, blockX,
                                   blockY, blockZ, shared, stream, args, extra);
}
static inline cwError_t cwModuleLaunchCooperativeKernel(
    cwFunction_t function, unsigned int gridX, unsigned int gridY,
    unsigned int gridZ, unsigned int blockX, unsigned int blockY,
    unsigned int blockZ, unsigned int shared, cwStream_t stream, void **args) {
  return (cwError_t)cuLaunchCooperativeKernel(function, gridX, gridY, gridZ,
                                              blockX, blockY, blockZ, shared,
                                              stream, args);
}
static inline cwError_t cwFunctionGetAttribute(int *value,
                                               cwFunctionAttribute attribute,
                                               cwFunction_t function) {
  return (cwError_t)cuFuncGetAttribute(value, (CUfunction_attribute)attribute,
                                       function);
}
static inline cwError_t cwFunctionSetAttribute(cwFunction_t function,
                                               cwFunctionAttribute attribute,
                                               int value) {
  return (cwError_t)cuFuncSetAttribute(function,
                                       (CUfunction_attribute)attribute, value);
}
static inline cwError_t cwFunctionSetCacheConfig(cwFunction_t function,
                                                 enum cwFuncCache config) {
  return (cwError_t)cuFuncSetCacheConfig(function, (CUfunc_cache)config);
}
static inline cwError_t cwModuleOccupancyMaxActiveBlocksPerMultiprocessor(
    int *blocks, cwFunction_t function, int blockSize, size_t shared) {
  return (cwError_t)cuOccupancyMaxActiveBlocksPerMultiprocessor(
      blocks, function, blockSize, shared);
}
static inline cwError_t
cwModuleOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
    int *blocks, cwFunction_t function, int blockSize, size_t shared,
    unsigned int flags) {
  return (cwError_t)cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
      blocks, function, blockSize, shared, flags);
}
static inline cwError_t cwModuleOccupancyMaxPotentialBlockSize(
    int *minGrid, int *blockSize, cwFunction_t function,
    cwOccupancyBlockToShared sharedOfBlockSize, size_t shared, int limit) {
  return (cwError_t)cuOccupancyMaxPotentialBlockSize(
      minGrid, blockSize, function, sharedOfBlockSize, shared, limit);
}
static inline cwError_t cwMemGetAddressRange(cwDevicePtr *base, size_t *size,
                                             cwDevicePtr p) {
  return (cwError_t)cuMemGetAddressRange(base, size, p);
}
static inline cwError_t cwStreamWriteValue32(cwStream_t stream,
                                             cwDevicePtr address,
                                             unsigned int value,
                                             unsigned int flags) {
  return (cwError_t)cuStreamWriteValue32(stream, address, value, flags);
}
static inline cwError_t cwStreamWriteValue64(cwStream_t stream,
                                             cwDevicePtr address,
                                             unsigned long long value,
                                             unsigned int flags) {
  return (cwError_t)cuStreamWriteValue64(stream, address, value, flags);
}
static inline cwError_t cwStreamWaitValue32(cwStream_t stream,
                                            cwDevicePtr address,
                                            unsigned int value,
                                            unsigned int flags) {
  return (cwError_t)cuStreamWaitValue32(stream, address, value, flags);
}
static inline cwError_t cwStreamWaitValue64(cwStream_t stream,
                                            cwDevicePtr address,
                                            unsigned long long value,
                                            unsigned int flags) {
  return (cwError_t)cuStreamWaitValue64(stream, address, value, flags);
}
static inline unsigned int
cw_is_managed(const struct cwPointerAttributes *known) {
  return known->type == cwMemoryTypeManaged;
}
#if CUDART_VERSION >= 13000
// CUDA 13 says where by a location, earlier versions by a device's number.
#define CW_PLACES_ARE_LOCATIONS 1
static inline struct cwMemLocation cw_location(int device) {
  struct cwMemLocation where;
  where.type =
      device == cwCpuDeviceId ? cwMemLocationTypeHost : cwMemLocationTypeDevice;
  where.id = device == cwCpuDeviceId ? 0 : device;
  return where;
}
static inline cwError_t cw_prefetch(void *p, size_t size, int device,
                                    cwStream_t stream) {
  return cwMemPrefetchAsync(p, size, cw_location(device), 0, stream);
}
static inline cwError_t cw_advise(void *p, size_t size,
                                  enum cwMemoryAdvise advice, int device) {
  return cwMemAdvise(p, size, advice, cw_location(device));
}
#endif

#ifdef CW_HAS_WHOLE_RUNTIME
// A descriptor of the shim and CUDA's own are the same bytes.
static inline cwError_t cwModuleLaunchKernelEx(const cwLaunchDescriptor *launch,
                                               cwFunction_t function,
                                               void **args, void **extra) {
  return (cwError_t)cuLaunchKernelEx((const CUlaunchConfig *)launch, function,
                                     args, extra);
}
static inline cwError_t cwFunctionGetModule(cwModule_t *module,
                                            cwFunction_t function) {
  return (cwError_t)cuFuncGetModule(module, function);
}
static inline cwError_t cwFunctionGetName(const char **name,
                                          cwFunction_t function) {
  return (cwError_t)cuFuncGetName(name, function);
}
static inline cwError_t cwFunctionGetParamInfo(cwFunction_t function,
                                               size_t index, size_t *offset,
                                               size_t *size) {
  return (cwError_t)cuFuncGetParamInfo(function, index, offset, size);
}
/// CUDA 12 deprecates the call, since newer chips have one configuration.
static inline cwError_t
cwFunctionSetSharedMemConfig(cwFunction_t function,
                             enum cwSharedMemConfig config) {
  (void)config;
  return function ? cwSuccess : cwErrorInvalidResourceHandle;
}
static inline cwError_t cwFunctionIsLoaded(cwFunctionLoadingState *state,
                                           cwFunction_t function) {
  return (cwError_t)cuFuncIsLoaded((CUfunctionLoadingState *)state, function);
}
static inline cwError_t cwFunctionLoad(cwFunction_t function) {
  return (cwError_t)cuFuncLoad(function);
}
static inline cwError_t cwModuleGetLoadingMode(cwModuleLoadingMode *mode) {
  return (cwError_t)cuModuleGetLoadingMode((CUmoduleLoadingMode *)mode);
}
static inline cwError_t cwModuleGetFunctionCount(unsigned int *count,
                                                 cwModule_t module) {
  return (cwError_t)cuModuleGetFunctionCount(count, module);
}
static inline cwError_t cwModuleEnumerateFunctions(cwFunction_t *functions,
                                                   unsigned int count,
                                                   cwModule_t module) {
  return (cwError_t)cuModuleEnumerateFunctions(functions, count, module);
}
static inline cwError_t cwModuleOccupancyAvailableDynamicSMemPerBlock(
    size_t *bytes, cwFunction_t function, int blocks, int blockSize) {
  return (cwError_t)cuOccupancyAvailableDynamicSMemPerBlock(bytes, function,
                                                            blocks, blockSize);
}
static inline cwError_t cwLibraryGetModule(cwModule_t *module,
                                           cwLibrary_t library) {
  return (cwError_t)cuLibraryGetModule(module, library);
}
static inline cwError_t cwLibraryGetGlobalPtr(cwDevicePtr *p, size_t *size,
                                              cwLibrary_t library,
                                              const char *name) {
  CUdeviceptr found = 0;
  const CUresult error = cuLibraryGetGlobal(&found, size, library, name);
  if (p)
    *p = found;
  return (cwError_t)error;
}
static inline cwError_t cwKernelGetFunction(cwFunction_t *function,
                                            cwKernel_t kernel) {
  return (cwError_t)cuKernelGetFunction(function, kernel);
}
static inline cwError_t cwKernelGetLibrary(cwLibrary_t *library,
                                           cwKernel_t kernel) {
  return (cwError_t)cuKernelGetLibrary(library, kernel);
}
static inline cwError_t cwKernelGetAttribute(int *value,
                                             cwFunctionAttribute attribute,
                                             cwKernel_t kernel, int device) {
  return (cwError_t)cuKernelGetAttribute(value, (CUfunction_attribute)attribute,
                                         kernel, device);
}
static inline cwError_t cwKernelSetAttribute(cwFunctionAttribute attribute,
                                             int value, cwKernel_t kernel,
                                             int device) {
  return (cwError_t)cuKernelSetAttribute((CUfunction_attribute)attribute, value,
                                         kernel, device);
}
static inline cwError_t
cwKernelSetCacheConfig(cwKernel_t kernel, enum cwFuncCache config, int device) {
  return (cwError_t)cuKernelSetCacheConfig(kernel, (CUfunc_cache)config,
                                           device);
}
static inline cwError_t cwKernelGetName(const char **name, cwKernel_t kernel) {
  return (cwError_t)cuKernelGetName(name, kernel);
}
static inline cwError_t cwKernelGetParamInfo(cwKernel_t kernel, size_t index,
                                             size_t *offset, size_t *size) {
  return (cwError_t)cuKernelGetParamInfo(kernel, index, offset, size);
}

static inline cwError_t
cwGraphAddModuleKernelNode(cwGraphNode_t *node, cwGraph_t graph,
                           const cwGraphNode_t *dependencies, size_t count,
                           const cwKernelNodeDescriptor *parameters) {
  return (cwError_t)cuGraphAddKernelNode(
      node, graph, dependencies, count,
      (const CUDA_KERNEL_NODE_PARAMS *)parameters);
}
static inline cwError_t
cwGraphModuleKernelNodeGet(cwGraphNode_t node,
                           cwKernelNodeDescriptor *parameters) {
  return (cwError_t)cuGraphKernelNodeGetParams(
      node, (CUDA_KERNEL_NODE_PARAMS *)parameters);
}
static inline cwError_t
cwGraphModuleKernelNodeSet(cwGraphNode_t node,
                           const cwKernelNodeDescriptor *parameters) {
  return (cwError_t)cuGraphKernelNodeSetParams(
      node, (const CUDA_KERNEL_NODE_PARAMS *)parameters);
}
static inline cwError_t
cwGraphExecModuleKernelNodeSet(cwGraphExec_t exec, cwGraphNode_t node,
                               const cwKernelNodeDescriptor *parameters) {
  return (cwError_t)cuGraphExecKernelNodeSetParams(
      exec, node, (const CUDA_KERNEL_NODE_PARAMS *)parameters);
}

static inline cwError_t cwMemAddressReserve(cwDevicePtr *p, size_t size,
                                            size_t alignment,
                                            cwDevicePtr address,
                                            unsigned long long flags) {
  return (cwError_t)cuMemAddressReserve(p, size, alignment, address, flags);
}
static inline cwError_t cwMemAddressFree(cwDevicePtr p, size_t size) {
  return (cwError_t)cuMemAddressFree(p, size);
}
static inline cwError_t cwMemCreate(cwMemGenericAllocationHandle *handle,
                                    size_t size,
                                    const cwMemAllocationProp *properties,
                                    unsigned long long flags) {
  return (cwError_t)cuMemCreate(handle, size,
                                (const CUmemAllocationProp *)properties, flags);
}
static inline cwError_t cwMemRelease(cwMemGenericAllocationHandle handle) {
  return (cwError_t)cuMemRelease(handle);
}
static inline cwError_t cwMemMap(cwDevicePtr p, size_t size, size_t offset,
                                 cwMemGenericAllocationHandle handle,
                                 unsigned long long flags) {
  return (cwError_t)cuMemMap(p, size, offset, handle, flags);
}
static inline cwError_t cwMemUnmap(cwDevicePtr p, size_t size) {
  return (cwError_t)cuMemUnmap(p, size);
}
static inline cwError_t
cwMemSetAccess(cwDevicePtr p, size_t size,
               const struct cwMemAccessDesc *descriptors, size_t count) {
  return (cwError_t)cuMemSetAccess(p, size,
                                   (const CUmemAccessDesc *)descriptors, count);
}
static inline cwError_t cwMemGetAccess(unsigned long long *flags,
                                       const struct cwMemLocation *location,
                                       cwDevicePtr p) {
  return (cwError_t)cuMemGetAccess(flags, (const CUmemLocation *)location, p);
}
static inline cwError_t cwMemExportToShareableHandle(
    void *shareable, cwMemGenericAllocationHandle handle,
    enum cwMemAllocationHandleType type, unsigned long long flags) {
  return (cwError_t)cuMemExportToShareableHandle(
      shareable, handle, (CUmemAllocationHandleType)type, flags);
}
static inline cwError_t
cwMemImportFromShareableHandle(cwMemGenericAllocationHandle *handle,
                               void *shareable,
                               enum cwMemAllocationHandleType type) {
  return (cwError_t)cuMemImportFromShareableHandle(
      handle, shareable, (CUmemAllocationHandleType)type);
}
static inline cwError_t
cwMemGetAllocationGranularity(size_t *granularity,
                              const cwMemAllocationProp *properties,
                              cwMemAllocationGranularity_flags option) {
  return (cwError_t)cuMemGetAllocationGranularity(
      granularity, (const CUmemAllocationProp *)properties,
      (CUmemAllocationGranularity_flags)option);
}
static inline cwError_t
cwMemGetAllocationPropertiesFromHandle(cwMemAllocationProp *properties,
                                       cwMemGenericAllocationHandle handle) {
  return (cwError_t)cuMemGetAllocationPropertiesFromHandle(
      (CUmemAllocationProp *)properties, handle);
}
static inline cwError_t
cwMemRetainAllocationHandle(cwMemGenericAllocationHandle *handle, void *p) {
  return (cwError_t)cuMemRetainAllocationHandle(handle, p);
}

static inline cwError_t cwDeviceGetUuid(cwUUID_t *uuid, int device) {
  return (cwError_t)cuDeviceGetUuid(uuid, device);
}
static inline cwError_t cw_stream_device(cwStream_t stream, int *device) {
#if CUDART_VERSION >= 12080
  return cwStreamGetDevice(stream, device);
#else
  (void)stream;
  return cwGetDevice(device);
#endif
}

// CUDA 13 gave these names to the forms with the edges' data.
#if CUDART_VERSION >= 13000
#define CW_WITH_DATA(NAME) NAME
#else
#define CW_WITH_DATA(NAME) NAME##_v2
#endif
static inline cwError_t
cwGraphGetEdgesWithData(cwGraph_t graph, cwGraphNode_t *from, cwGraphNode_t *to,
                        cwGraphEdgeData *edges, size_t *count) {
  return CW_WITH_DATA(cudaGraphGetEdges)(graph, from, to, edges, count);
}
static inline cwError_t
cwGraphNodeGetDependenciesWithData(cwGraphNode_t node,
                                   cwGraphNode_t *dependencies,
                                   cwGraphEdgeData *edges, size_t *count) {
  return CW_WITH_DATA(cudaGraphNodeGetDependencies)(node, dependencies, edges,
                                                    count);
}
static inline cwError_t
cwGraphNodeGetDependentNodesWithData(cwGraphNode_t node,
                                     cwGraphNode_t *dependents,
                                     cwGraphEdgeData *edges, size_t *count) {
  return CW_WITH_DATA(cudaGraphNodeGetDependentNodes)(node, dependents, edges,
                                                      count);
}
static inline cwError_t
cwGraphAddDependenciesWithData(cwGraph_t graph, const cwGraphNode_t *from,
                               const cwGraphNode_t *to,
                               const cwGraphEdgeData *edges, size_t count) {
  return CW_WITH_DATA(cudaGraphAddDependencies)(graph, from, to, edges, count);
}
static inline cwError_t
cwGraphRemoveDependenciesWithData(cwGraph_t graph, const cwGraphNode_t *from,
                                  const cwGraphNode_t *to,
                                  const cwGraphEdgeData *edges, size_t count) {
  return CW_WITH_DATA(cudaGraphRemoveDependencies)(graph, from, to, edges,
                                                   count);
}
static inline cwError_t
cwStreamGetCaptureInfoWithData(cwStream_t stream,
                               enum cwStreamCaptureStatus *status,
                               unsigned long long *id, cwGraph_t *graph,
                               const cwGraphNode_t **dependencies,
                               const cwGraphEdgeData **edges, size_t *count) {
#if CUDART_VERSION >= 13000
  return cudaStreamGetCaptureInfo(stream, status, id, graph, dependencies,
                                  edges, count);
#else
  return cudaStreamGetCaptureInfo_v3(stream, status, id, graph, dependencies,
                                     edges, count);
#endif
}
static inline cwError_t cwStreamUpdateCaptureDependenciesWithData(
    cwStream_t stream, cwGraphNode_t *dependencies,
    const cwGraphEdgeData *edges, size_t count, unsigned int flags) {
  return CW_WITH_DATA(cudaStreamUpdateCaptureDependencies)(stream, dependencies,
                                                           edges, count, flags);
}
#undef CW_WITH_DATA
static inline cwError_t cw_add_node(cwGraphNode_t *node, cwGraph_t graph,
                                    const cwGraphNode_t *dependencies,
                                    size_t count, struct cwGraphNodeParams *p) {
#if CUDART_VERSION >= 13000
  return cwGraphAddNode(node, graph, dependencies, NULL, count, p);
#else
  return cwGraphAddNode(node, graph, dependencies, count, p);
#endif
}
#endif

#if CUDART_VERSION >= 13000
static inline cwError_t
cwMemcpyBatchPtrAsync(cwDevicePtr *dsts, cwDevicePtr *srcs, size_t *sizes,
                      size_t count, struct cwMemcpyAttributes *attributes,
                      size_t *attributeIndices, size_t attributeCount,
                      cwStream_t stream) {
  return (cwError_t)cuMemcpyBatchAsync(
      dsts, srcs, sizes, count, (CUmemcpyAttributes *)attributes,
      attributeIndices, attributeCount, stream);
}
static inline cwError_t
cwMemPrefetchBatchPtrAsync(cwDevicePtr *ps, size_t *sizes, size_t count,
                           struct cwMemLocation *locations,
                           size_t *locationIndices, size_t locationCount,
                           unsigned long long flags, cwStream_t stream) {
  return (cwError_t)cuMemPrefetchBatchAsync(
      ps, sizes, count, (CUmemLocation *)locations, locationIndices,
      locationCount, flags, stream);
}
static inline cwError_t cwMemDiscardBatchPtrAsync(cwDevicePtr *ps,
                                                  size_t *sizes, size_t count,
                                                  unsigned long long flags,
                                                  cwStream_t stream) {
  return (cwError_t)cuMemDiscardBatchAsync(ps, sizes, count, flags, stream);
}
static inline cwError_t cwMemDiscardAndPrefetchBatchPtrAsync(
    cwDevicePtr *ps, size_t *sizes, size_t count,
    struct cwMemLocation *locations, size_t *locationIndices,
    size_t locationCount, unsigned long long flags, cwStream_t stream) {
  return (cwError_t)cuMemDiscardAndPrefetchBatchAsync(
      ps, sizes, count, (CUmemLocation *)locations, locationIndices,
      locationCount, flags, stream);
}
#endif

#endif // CW_CUDA_MODULE_H
