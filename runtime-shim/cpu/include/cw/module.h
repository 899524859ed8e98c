// Modules, and what else of the driver API each backend does by itself: the cpu
// backend. SPDX-License-Identifier: Apache-2.0
//
// A module is a shared object, compiled with -DCW_MODULE, whose kernels
// CW_EXPORT_KERNEL names. It takes
// the shim from the program, which is therefore linked with -rdynamic.
#ifndef CW_CPU_MODULE_H
#define CW_CPU_MODULE_H

// Included by <cw/driver.h>, after its types.

typedef struct cwModule_st *cwModule_t;

#ifdef __cplusplus
extern "C" {
#endif

// clang-format off
cwError_t cwModuleLoad(cwModule_t *module, const char *path);
/// The image is that of a shared object, from its first byte on.
cwError_t cwModuleLoadData(cwModule_t *module, const void *image);
cwError_t cwModuleUnload(cwModule_t module);
cwError_t cwModuleGetFunction(cwFunction_t *function, cwModule_t module, const char *name);
cwError_t cwModuleGetFunctionCount(unsigned int *count, cwModule_t module);
/// As many kernels as there is room for.
cwError_t cwModuleEnumerateFunctions(cwFunction_t *functions, unsigned int count, cwModule_t module);
cwError_t cwLibraryGetModule(cwModule_t *module, cwLibrary_t library);
cwError_t cwModuleGetGlobal(cwDevicePtr *p, size_t *size, cwModule_t module, const char *name);
cwError_t cwModuleLaunchKernel(cwFunction_t function, unsigned int gridX, unsigned int gridY, unsigned int gridZ, unsigned int blockX, unsigned int blockY, unsigned int blockZ, unsigned int shared, cwStream_t stream, void **args, void **extra);
cwError_t cwModuleLaunchCooperativeKernel(cwFunction_t function, unsigned int gridX, unsigned int gridY, unsigned int gridZ, unsigned int blockX, unsigned int blockY, unsigned int blockZ, unsigned int shared, cwStream_t stream, void **args);
cwError_t cwModuleLaunchKernelEx(const cwLaunchDescriptor *launch, cwFunction_t function, void **args, void **extra);
/// The module that the function was got from.
cwError_t cwFunctionGetModule(cwModule_t *module, cwFunction_t function);
cwError_t cwKernelGetLibrary(cwLibrary_t *library, cwKernel_t kernel);
cwError_t cwFunctionGetAttribute(int *value, cwFunctionAttribute attribute, cwFunction_t function);
cwError_t cwFunctionSetAttribute(cwFunction_t function, cwFunctionAttribute attribute, int value);
cwError_t cwFunctionSetCacheConfig(cwFunction_t function, enum cwFuncCache config);
cwError_t cwModuleOccupancyMaxActiveBlocksPerMultiprocessor(int *blocks, cwFunction_t function, int blockSize, size_t shared);
cwError_t cwModuleOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int *blocks, cwFunction_t function, int blockSize, size_t shared, unsigned int flags);
cwError_t cwModuleOccupancyMaxPotentialBlockSize(int *minGrid, int *blockSize, cwFunction_t function, cwOccupancyBlockToShared sharedOfBlockSize, size_t shared, int limit);

// Kernels of modules in graphs.
cwError_t cwGraphAddModuleKernelNode(cwGraphNode_t *node, cwGraph_t graph, const cwGraphNode_t *dependencies, size_t count, const cwKernelNodeDescriptor *parameters);
cwError_t cwGraphModuleKernelNodeGet(cwGraphNode_t node, cwKernelNodeDescriptor *parameters);
cwError_t cwGraphModuleKernelNodeSet(cwGraphNode_t node, const cwKernelNodeDescriptor *parameters);
cwError_t cwGraphExecModuleKernelNodeSet(cwGraphExec_t exec, cwGraphNode_t node, const cwKernelNodeDescriptor *parameters);

// Virtual memory (extension vmm): addresses are reserved, memory is made, and the one is mapped to the other.
cwError_t cwMemAddressReserve(cwDevicePtr *p, size_t size, size_t alignment, cwDevicePtr address, unsigned long long flags);
cwError_t cwMemAddressFree(cwDevicePtr p, size_t size);
cwError_t cwMemCreate(cwMemGenericAllocationHandle *handle, size_t size, const cwMemAllocationProp *properties, unsigned long long flags);
cwError_t cwMemRelease(cwMemGenericAllocationHandle handle);
cwError_t cwMemMap(cwDevicePtr p, size_t size, size_t offset, cwMemGenericAllocationHandle handle, unsigned long long flags);
cwError_t cwMemUnmap(cwDevicePtr p, size_t size);
cwError_t cwMemSetAccess(cwDevicePtr p, size_t size, const struct cwMemAccessDesc *descriptors, size_t count);
cwError_t cwMemGetAccess(unsigned long long *flags, const struct cwMemLocation *location, cwDevicePtr p);
/// The only type is a file descriptor: `shareable` is an int *, and the descriptor is the caller's to close.
cwError_t cwMemExportToShareableHandle(void *shareable, cwMemGenericAllocationHandle handle, enum cwMemAllocationHandleType type, unsigned long long flags);
/// `shareable` is the descriptor itself, as a pointer.
cwError_t cwMemImportFromShareableHandle(cwMemGenericAllocationHandle *handle, void *shareable, enum cwMemAllocationHandleType type);
cwError_t cwMemGetAllocationGranularity(size_t *granularity, const cwMemAllocationProp *properties, cwMemAllocationGranularity_flags option);
cwError_t cwMemGetAllocationPropertiesFromHandle(cwMemAllocationProp *properties, cwMemGenericAllocationHandle handle);
cwError_t cwMemRetainAllocationHandle(cwMemGenericAllocationHandle *handle, void *p);

/// The allocation that holds the address.
cwError_t cwMemGetAddressRange(cwDevicePtr *base, size_t *size, cwDevicePtr p);

/// The stream writes a word of memory that host and device see.
cwError_t cwStreamWriteValue32(cwStream_t stream, cwDevicePtr address, unsigned int value, unsigned int flags);
cwError_t cwStreamWriteValue64(cwStream_t stream, cwDevicePtr address, unsigned long long value, unsigned int flags);
/// The stream waits for a word of memory: until it is at least the value
/// (flags 0, cyclic), equals it (1), or has a bit of it set (2).
cwError_t cwStreamWaitValue32(cwStream_t stream, cwDevicePtr address, unsigned int value, unsigned int flags);
cwError_t cwStreamWaitValue64(cwStream_t stream, cwDevicePtr address, unsigned long long value, unsigned int flags);
// clang-format on

#ifdef __cplusplus
}
#endif

// What else a function, a kernel and a library are asked. A function and a
// kernel are the same address here, and both are loaded with their module.
static inline cwError_t cwFunctionGetName(const char **name,
                                          cwFunction_t function) {
  return cwFuncGetName(name, (const void *)function);
}
static inline cwError_t cwFunctionGetParamInfo(cwFunction_t function,
                                               size_t index, size_t *offset,
                                               size_t *size) {
  return cwFuncGetParamInfo((const void *)function, index, offset, size);
}
static inline cwError_t
cwFunctionSetSharedMemConfig(cwFunction_t function,
                             enum cwSharedMemConfig config) {
  return cwFuncSetSharedMemConfig((const void *)function, config);
}
static inline cwError_t cwFunctionIsLoaded(cwFunctionLoadingState *state,
                                           cwFunction_t function) {
  *state = cwFunctionLoadingStateLoaded;
  return function ? cwSuccess : cwErrorInvalidResourceHandle;
}
static inline cwError_t cwFunctionLoad(cwFunction_t function) {
  return function ? cwSuccess : cwErrorInvalidResourceHandle;
}
static inline cwError_t cwModuleGetLoadingMode(cwModuleLoadingMode *mode) {
  *mode = cwModuleLoadingEager;
  return cwSuccess;
}
static inline cwError_t cwModuleOccupancyAvailableDynamicSMemPerBlock(
    size_t *bytes, cwFunction_t function, int blocks, int blockSize) {
  return cwOccupancyAvailableDynamicSMemPerBlock(bytes, (const void *)function,
                                                 blocks, blockSize);
}
static inline cwError_t cwKernelGetFunction(cwFunction_t *function,
                                            cwKernel_t kernel) {
  *function = (cwFunction_t)kernel;
  return kernel ? cwSuccess : cwErrorInvalidResourceHandle;
}
static inline cwError_t cwKernelGetAttribute(int *value,
                                             cwFunctionAttribute attribute,
                                             cwKernel_t kernel, int device) {
  (void)device;
  return cwFunctionGetAttribute(value, attribute, (cwFunction_t)kernel);
}
static inline cwError_t cwKernelSetAttribute(cwFunctionAttribute attribute,
                                             int value, cwKernel_t kernel,
                                             int device) {
  (void)device;
  return cwFunctionSetAttribute((cwFunction_t)kernel, attribute, value);
}
static inline cwError_t
cwKernelSetCacheConfig(cwKernel_t kernel, enum cwFuncCache config, int device) {
  (void)device;
  return cwFunctionSetCacheConfig((cwFunction_t)kernel, config);
}
static inline cwError_t cwKernelGetName(const char **name, cwKernel_t kernel) {
  return cwFuncGetName(name, (const void *)kernel);
}
static inline cwError_t cwKernelGetParamInfo(cwKernel_t kernel, size_t index,
                                             size_t *offset, size_t *size) {
  return cwFuncGetParamInfo((const void *)kernel, index, offset, size);
}
static inline cwError_t cwLibraryGetGlobalPtr(cwDevicePtr *p, size_t *size,
                                              cwLibrary_t library,
                                              const char *name) {
  void *memory = NULL;
  const cwError_t error = cwLibraryGetGlobal(&memory, size, library, name);
  if (error == cwSuccess && p)
    *p = (cwDevicePtr)(uintptr_t)memory;
  return error;
}

static inline cwError_t cwDeviceGetUuid(cwUUID_t *uuid, int device) {
  struct cwDeviceProp properties;
  const cwError_t error = cwGetDeviceProperties(&properties, device);
  if (error == cwSuccess)
    *uuid = properties.uuid;
  return error;
}
static inline cwError_t cw_stream_device(cwStream_t stream, int *device) {
  return cwStreamGetDevice(stream, device);
}

static inline cwError_t cw_add_node(cwGraphNode_t *node, cwGraph_t graph,
                                    const cwGraphNode_t *dependencies,
                                    size_t count, struct cwGraphNodeParams *p) {
  return cwGraphAddNode(node, graph, dependencies, NULL, count, p);
}

// Batches over address numbers, which are as large as pointers.
static inline cwError_t
cwMemcpyBatchPtrAsync(cwDevicePtr *dsts, cwDevicePtr *srcs, size_t *sizes,
                      size_t count, struct cwMemcpyAttributes *attributes,
                      size_t *attributeIndices, size_t attributeCount,
                      cwStream_t stream) {
  return cwMemcpyBatchAsync((void **)dsts, (const void **)srcs, sizes, count,
                            attributes, attributeIndices, attributeCount,
                            stream);
}
static inline cwError_t
cwMemPrefetchBatchPtrAsync(cwDevicePtr *ps, size_t *sizes, size_t count,
                           struct cwMemLocation *locations,
                           size_t *locationIndices, size_t locationCount,
                           unsigned long long flags, cwStream_t stream) {
  return cwMemPrefetchBatchAsync((void **)ps, sizes, count, locations,
                                 locationIndices, locationCount, flags, stream);
}
static inline cwError_t cwMemDiscardBatchPtrAsync(cwDevicePtr *ps,
                                                  size_t *sizes, size_t count,
                                                  unsigned long long flags,
                                                  cwStream_t stream) {
  return cwMemDiscardBatchAsync((void **)ps, sizes, count, flags, stream);
}
static inline cwError_t cwMemDiscardAndPrefetchBatchPtrAsync(
    cwDevicePtr *ps, size_t *sizes, size_t count,
    struct cwMemLocation *locations, size_t *locationIndices,
    size_t locationCount, unsigned long long flags, cwStream_t stream) {
  return cwMemDiscardAndPrefetchBatchAsync((void **)ps, sizes, count, locations,
                                           locationIndices, locationCount,
                                           flags, stream);
}

static inline unsigned int
cw_is_managed(const struct cwPointerAttributes *known) {
  return known->type == cwMemoryTypeManaged;
}

#endif // CW_CPU_MODULE_H
