// Modules, and the other parts of the driver API that each backend implements.
// The cuda backend forwards to the driver, which the program links (-lcuda).
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_CUDA_MODULE_H
#define CW_CUDA_MODULE_H

// <cw/driver.h> includes it, after its types.
#include <cuda.h>

#define cwModule_st CUmod_st
typedef CUmodule cwModule_t;

// The runtime API accepts the driver's attributes too, but has no names for
// these.
#define cwDevAttrVirtualMemoryManagementSupported ((enum cwDeviceAttr)102)
#define cwDevAttrHandleTypePosixFileDescriptorSupported ((enum cwDeviceAttr)103)
#define cwDevAttrGenericCompressionSupported ((enum cwDeviceAttr)107)

static inline cwResult cwModuleLoad(cwModule_t *module, const char *path) {
  return (cwResult)cuModuleLoad(module, path);
}
static inline cwResult cwModuleLoadData(cwModule_t *module, const void *image) {
  return (cwResult)cuModuleLoadData(module, image);
}
static inline cwResult cwModuleUnload(cwModule_t module) {
  return (cwResult)cuModuleUnload(module);
}
static inline cwResult cwModuleGetFunction(cwFunction_t *function,
                                           cwModule_t module,
                                           const char *name) {
  return (cwResult)cuModuleGetFunction(function, module, name);
}
static inline cwResult cwModuleGetGlobal(cwDevicePtr *p, size_t *size,
                                         cwModule_t module, const char *name) {
  return (cwResult)cuModuleGetGlobal(p, size, module, name);
}
static inline cwResult
cwModuleLaunchKernel(cwFunction_t function, unsigned int gridX,
                     unsigned int gridY, unsigned int gridZ,
                     unsigned int blockX, unsigned int blockY,
                     unsigned int blockZ, unsigned int shared,
                     cwStream_t stream, void **args, void **extra) {
  return (cwResult)cuLaunchKernel(function, gridX, gridY, gridZ, blockX, blockY,
                                  blockZ, shared, stream, args, extra);
}
static inline cwResult cwModuleLaunchCooperativeKernel(
    cwFunction_t function, unsigned int gridX, unsigned int gridY,
    unsigned int gridZ, unsigned int blockX, unsigned int blockY,
    unsigned int blockZ, unsigned int shared, cwStream_t stream, void **args) {
  return (cwResult)cuLaunchCooperativeKernel(function, gridX, gridY, gridZ,
                                             blockX, blockY, blockZ, shared,
                                             stream, args);
}
static inline cwResult cwFunctionGetAttribute(int *value,
                                              cwFunctionAttribute attribute,
                                              cwFunction_t function) {
  return (cwResult)cuFuncGetAttribute(value, (CUfunction_attribute)attribute,
                                      function);
}
static inline cwResult cwFunctionSetAttribute(cwFunction_t function,
                                              cwFunctionAttribute attribute,
                                              int value) {
  return (cwResult)cuFuncSetAttribute(function, (CUfunction_attribute)attribute,
                                      value);
}
static inline cwResult cwFunctionSetCacheConfig(cwFunction_t function,
                                                enum cwFuncCache config) {
  return (cwResult)cuFuncSetCacheConfig(function, (CUfunc_cache)config);
}
static inline cwResult cwModuleOccupancyMaxActiveBlocksPerMultiprocessor(
    int *blocks, cwFunction_t function, int blockSize, size_t shared) {
  return (cwResult)cuOccupancyMaxActiveBlocksPerMultiprocessor(
      blocks, function, blockSize, shared);
}
static inline cwResult
cwModuleOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
    int *blocks, cwFunction_t function, int blockSize, size_t shared,
    unsigned int flags) {
  return (cwResult)cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
      blocks, function, blockSize, shared, flags);
}
static inline cwResult cwModuleOccupancyMaxPotentialBlockSize(
    int *minGrid, int *blockSize, cwFunction_t function,
    cwOccupancyBlockToShared sharedOfBlockSize, size_t shared, int limit) {
  return (cwResult)cuOccupancyMaxPotentialBlockSize(
      minGrid, blockSize, function, sharedOfBlockSize, shared, limit);
}
static inline cwResult cwMemGetAddressRange(cwDevicePtr *base, size_t *size,
                                            cwDevicePtr p) {
  return (cwResult)cuMemGetAddressRange(base, size, p);
}
static inline cwResult cwStreamWriteValue32(cwStream_t stream,
                                            cwDevicePtr address,
                                            unsigned int value,
                                            unsigned int flags) {
  return (cwResult)cuStreamWriteValue32(stream, address, value, flags);
}
static inline cwResult cwStreamWriteValue64(cwStream_t stream,
                                            cwDevicePtr address,
                                            unsigned long long value,
                                            unsigned int flags) {
  return (cwResult)cuStreamWriteValue64(stream, address, value, flags);
}
static inline cwResult cwStreamWaitValue32(cwStream_t stream,
                                           cwDevicePtr address,
                                           unsigned int value,
                                           unsigned int flags) {
  return (cwResult)cuStreamWaitValue32(stream, address, value, flags);
}
static inline cwResult cwStreamWaitValue64(cwStream_t stream,
                                           cwDevicePtr address,
                                           unsigned long long value,
                                           unsigned int flags) {
  return (cwResult)cuStreamWaitValue64(stream, address, value, flags);
}
static inline unsigned int
cw_is_managed(const struct cwPointerAttributes *known) {
  return known->type == cwMemoryTypeManaged;
}

#ifdef CW_HAS_WHOLE_RUNTIME
// A descriptor of the shim and CUDA's own have the same layout.
static inline cwResult cwModuleLaunchKernelEx(const cwLaunchDescriptor *launch,
                                              cwFunction_t function,
                                              void **args, void **extra) {
  return (cwResult)cuLaunchKernelEx((const CUlaunchConfig *)launch, function,
                                    args, extra);
}
static inline cwResult cwFunctionGetModule(cwModule_t *module,
                                           cwFunction_t function) {
  return (cwResult)cuFuncGetModule(module, function);
}
static inline cwResult cwFunctionGetName(const char **name,
                                         cwFunction_t function) {
  return (cwResult)cuFuncGetName(name, function);
}
static inline cwResult cwFunctionGetParamInfo(cwFunction_t function,
                                              size_t index, size_t *offset,
                                              size_t *size) {
  return (cwResult)cuFuncGetParamInfo(function, index, offset, size);
}
/// CUDA 12 deprecates the call, since newer chips have one configuration.
static inline cwResult
cwFunctionSetSharedMemConfig(cwFunction_t function,
                             enum cwSharedMemConfig config) {
  (void)config;
  return function ? cwResultSuccess : cwResultErrorInvalidResourceHandle;
}
static inline cwResult cwFunctionIsLoaded(cwFunctionLoadingState *state,
                                          cwFunction_t function) {
  return (cwResult)cuFuncIsLoaded((CUfunctionLoadingState *)state, function);
}
static inline cwResult cwFunctionLoad(cwFunction_t function) {
  return (cwResult)cuFuncLoad(function);
}
static inline cwResult cwModuleGetLoadingMode(cwModuleLoadingMode *mode) {
  return (cwResult)cuModuleGetLoadingMode((CUmoduleLoadingMode *)mode);
}
static inline cwResult cwModuleGetFunctionCount(unsigned int *count,
                                                cwModule_t module) {
  return (cwResult)cuModuleGetFunctionCount(count, module);
}
static inline cwResult cwModuleEnumerateFunctions(cwFunction_t *functions,
                                                  unsigned int count,
                                                  cwModule_t module) {
  return (cwResult)cuModuleEnumerateFunctions(functions, count, module);
}
static inline cwResult cwModuleOccupancyAvailableDynamicSMemPerBlock(
    size_t *bytes, cwFunction_t function, int blocks, int blockSize) {
  return (cwResult)cuOccupancyAvailableDynamicSMemPerBlock(bytes, function,
                                                           blocks, blockSize);
}
static inline cwResult cwLibraryGetModule(cwModule_t *module,
                                          cwLibrary_t library) {
  return (cwResult)cuLibraryGetModule(module, library);
}
static inline cwResult cwLibraryGetGlobalPtr(cwDevicePtr *p, size_t *size,
                                             cwLibrary_t library,
                                             const char *name) {
  CUdeviceptr found = 0;
  const CUresult error = cuLibraryGetGlobal(&found, size, library, name);
  if (p)
    *p = found;
  return (cwResult)error;
}
static inline cwResult cwKernelGetFunction(cwFunction_t *function,
                                           cwKernel_t kernel) {
  return (cwResult)cuKernelGetFunction(function, kernel);
}
static inline cwResult cwKernelGetLibrary(cwLibrary_t *library,
                                          cwKernel_t kernel) {
  return (cwResult)cuKernelGetLibrary(library, kernel);
}
static inline cwResult cwKernelGetAttribute(int *value,
                                            cwFunctionAttribute attribute,
                                            cwKernel_t kernel, int device) {
  return (cwResult)cuKernelGetAttribute(value, (CUfunction_attribute)attribute,
                                        kernel, device);
}
static inline cwResult cwKernelSetAttribute(cwFunctionAttribute attribute,
                                            int value, cwKernel_t kernel,
                                            int device) {
  return (cwResult)cuKernelSetAttribute((CUfunction_attribute)attribute, value,
                                        kernel, device);
}
static inline cwResult
cwKernelSetCacheConfig(cwKernel_t kernel, enum cwFuncCache config, int device) {
  return (cwResult)cuKernelSetCacheConfig(kernel, (CUfunc_cache)config, device);
}
static inline cwResult cwKernelGetName(const char **name, cwKernel_t kernel) {
  return (cwResult)cuKernelGetName(name, kernel);
}
static inline cwResult cwKernelGetParamInfo(cwKernel_t kernel, size_t index,
                                            size_t *offset, size_t *size) {
  return (cwResult)cuKernelGetParamInfo(kernel, index, offset, size);
}

static inline cwResult
cwGraphAddModuleKernelNode(cwGraphNode_t *node, cwGraph_t graph,
                           const cwGraphNode_t *dependencies, size_t count,
                           const cwKernelNodeDescriptor *parameters) {
  return (cwResult)cuGraphAddKernelNode(
      node, graph, dependencies, count,
      (const CUDA_KERNEL_NODE_PARAMS *)parameters);
}
static inline cwResult
cwGraphModuleKernelNodeGet(cwGraphNode_t node,
                           cwKernelNodeDescriptor *parameters) {
  return (cwResult)cuGraphKernelNodeGetParams(
      node, (CUDA_KERNEL_NODE_PARAMS *)parameters);
}
static inline cwResult
cwGraphModuleKernelNodeSet(cwGraphNode_t node,
                           const cwKernelNodeDescriptor *parameters) {
  return (cwResult)cuGraphKernelNodeSetParams(
      node, (const CUDA_KERNEL_NODE_PARAMS *)parameters);
}
static inline cwResult
cwGraphExecModuleKernelNodeSet(cwGraphExec_t exec, cwGraphNode_t node,
                               const cwKernelNodeDescriptor *parameters) {
  return (cwResult)cuGraphExecKernelNodeSetParams(
      exec, node, (const CUDA_KERNEL_NODE_PARAMS *)parameters);
}

static inline cwResult cwMemAddressReserve(cwDevicePtr *p, size_t size,
                                           size_t alignment,
                                           cwDevicePtr address,
                                           unsigned long long flags) {
  return (cwResult)cuMemAddressReserve(p, size, alignment, address, flags);
}
static inline cwResult cwMemAddressFree(cwDevicePtr p, size_t size) {
  return (cwResult)cuMemAddressFree(p, size);
}
static inline cwResult cwMemCreate(cwMemGenericAllocationHandle *handle,
                                   size_t size,
                                   const cwMemAllocationProp *properties,
                                   unsigned long long flags) {
  return (cwResult)cuMemCreate(handle, size,
                               (const CUmemAllocationProp *)properties, flags);
}
static inline cwResult cwMemRelease(cwMemGenericAllocationHandle handle) {
  return (cwResult)cuMemRelease(handle);
}
static inline cwResult cwMemMap(cwDevicePtr p, size_t size, size_t offset,
                                cwMemGenericAllocationHandle handle,
                                unsigned long long flags) {
  return (cwResult)cuMemMap(p, size, offset, handle, flags);
}
static inline cwResult cwMemUnmap(cwDevicePtr p, size_t size) {
  return (cwResult)cuMemUnmap(p, size);
}
static inline cwResult cwMemSetAccess(cwDevicePtr p, size_t size,
                                      const struct cwMemAccessDesc *descriptors,
                                      size_t count) {
  return (cwResult)cuMemSetAccess(p, size, (const CUmemAccessDesc *)descriptors,
                                  count);
}
static inline cwResult cwMemGetAccess(unsigned long long *flags,
                                      const struct cwMemLocation *location,
                                      cwDevicePtr p) {
  return (cwResult)cuMemGetAccess(flags, (const CUmemLocation *)location, p);
}
static inline cwResult cwMemExportToShareableHandle(
    void *shareable, cwMemGenericAllocationHandle handle,
    enum cwMemAllocationHandleType type, unsigned long long flags) {
  return (cwResult)cuMemExportToShareableHandle(
      shareable, handle, (CUmemAllocationHandleType)type, flags);
}
static inline cwResult
cwMemImportFromShareableHandle(cwMemGenericAllocationHandle *handle,
                               void *shareable,
                               enum cwMemAllocationHandleType type) {
  return (cwResult)cuMemImportFromShareableHandle(
      handle, shareable, (CUmemAllocationHandleType)type);
}
static inline cwResult
cwMemGetAllocationGranularity(size_t *granularity,
                              const cwMemAllocationProp *properties,
                              cwMemAllocationGranularity_flags option) {
  return (cwResult)cuMemGetAllocationGranularity(
      granularity, (const CUmemAllocationProp *)properties,
      (CUmemAllocationGranularity_flags)option);
}
static inline cwResult
cwMemGetAllocationPropertiesFromHandle(cwMemAllocationProp *properties,
                                       cwMemGenericAllocationHandle handle) {
  return (cwResult)cuMemGetAllocationPropertiesFromHandle(
      (CUmemAllocationProp *)properties, handle);
}
static inline cwResult
cwMemRetainAllocationHandle(cwMemGenericAllocationHandle *handle, void *p) {
  return (cwResult)cuMemRetainAllocationHandle(handle, p);
}

static inline cwResult cwDeviceGetUuid(cwUUID_t *uuid, int device) {
  return (cwResult)cuDeviceGetUuid(uuid, device);
}
static inline cwResult cw_stream_device(cwStream_t stream, int *device) {
#if CUDART_VERSION >= 12080
  return (cwResult)cwStreamGetDevice(stream, device);
#else
  (void)stream;
  return (cwResult)cwGetDevice(device);
#endif
}
#endif

#if CUDART_VERSION >= 13000
static inline cwResult
cwMemcpyBatchPtrAsync(cwDevicePtr *dsts, cwDevicePtr *srcs, size_t *sizes,
                      size_t count, struct cwMemcpyAttributes *attributes,
                      size_t *attributeIndices, size_t attributeCount,
                      cwStream_t stream) {
  return (cwResult)cuMemcpyBatchAsync(dsts, srcs, sizes, count,
                                      (CUmemcpyAttributes *)attributes,
                                      attributeIndices, attributeCount, stream);
}
static inline cwResult
cwMemPrefetchBatchPtrAsync(cwDevicePtr *ps, size_t *sizes, size_t count,
                           struct cwMemLocation *locations,
                           size_t *locationIndices, size_t locationCount,
                           unsigned long long flags, cwStream_t stream) {
  return (cwResult)cuMemPrefetchBatchAsync(
      ps, sizes, count, (CUmemLocation *)locations, locationIndices,
      locationCount, flags, stream);
}
static inline cwResult cwMemDiscardBatchPtrAsync(cwDevicePtr *ps, size_t *sizes,
                                                 size_t count,
                                                 unsigned long long flags,
                                                 cwStream_t stream) {
  return (cwResult)cuMemDiscardBatchAsync(ps, sizes, count, flags, stream);
}
static inline cwResult cwMemDiscardAndPrefetchBatchPtrAsync(
    cwDevicePtr *ps, size_t *sizes, size_t count,
    struct cwMemLocation *locations, size_t *locationIndices,
    size_t locationCount, unsigned long long flags, cwStream_t stream) {
  return (cwResult)cuMemDiscardAndPrefetchBatchAsync(
      ps, sizes, count, (CUmemLocation *)locations, locationIndices,
      locationCount, flags, stream);
}
#endif

#endif // CW_CUDA_MODULE_H
