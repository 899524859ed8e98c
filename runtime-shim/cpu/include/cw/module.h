// Modules, and the other parts of the driver API that each backend implements:
// the cpu backend.
// SPDX-License-Identifier: Apache-2.0
// A module is a shared object, compiled with -DCW_MODULE. CW_EXPORT_KERNEL
// exports its kernels. It uses the shim of the program, which is therefore
// linked with -rdynamic.
#ifndef CW_CPU_MODULE_H
#define CW_CPU_MODULE_H

// <cw/driver.h> includes it, after its types.

typedef struct cwModule_st *cwModule_t;

#ifdef __cplusplus
extern "C" {
#endif

// clang-format off
cwResult cwModuleLoad(cwModule_t *module, const char *path);
/// The image is a shared object, starting at its first byte.
cwResult cwModuleLoadData(cwModule_t *module, const void *image);
cwResult cwModuleUnload(cwModule_t module);
cwResult cwModuleGetFunction(cwFunction_t *function, cwModule_t module, const char *name);
cwResult cwModuleGetFunctionCount(unsigned int *count, cwModule_t module);
/// Returns at most `count` kernels.
cwResult cwModuleEnumerateFunctions(cwFunction_t *functions, unsigned int count, cwModule_t module);
cwResult cwLibraryGetModule(cwModule_t *module, cwLibrary_t library);
cwResult cwModuleGetGlobal(cwDevicePtr *p, size_t *size, cwModule_t module, const char *name);
cwResult cwModuleLaunchKernel(cwFunction_t function, unsigned int gridX, unsigned int gridY, unsigned int gridZ, unsigned int blockX, unsigned int blockY, unsigned int blockZ, unsigned int shared, cwStream_t stream, void **args, void **extra);
cwResult cwModuleLaunchCooperativeKernel(cwFunction_t function, unsigned int gridX, unsigned int gridY, unsigned int gridZ, unsigned int blockX, unsigned int blockY, unsigned int blockZ, unsigned int shared, cwStream_t stream, void **args);
cwResult cwModuleLaunchKernelEx(const cwLaunchDescriptor *launch, cwFunction_t function, void **args, void **extra);
/// The module of the function.
cwResult cwFunctionGetModule(cwModule_t *module, cwFunction_t function);
cwResult cwKernelGetLibrary(cwLibrary_t *library, cwKernel_t kernel);
cwResult cwFunctionGetAttribute(int *value, cwFunctionAttribute attribute, cwFunction_t function);
cwResult cwFunctionSetAttribute(cwFunction_t function, cwFunctionAttribute attribute, int value);
cwResult cwFunctionSetCacheConfig(cwFunction_t function, enum cwFuncCache config);
cwResult cwModuleOccupancyMaxActiveBlocksPerMultiprocessor(int *blocks, cwFunction_t function, int blockSize, size_t shared);
cwResult cwModuleOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int *blocks, cwFunction_t function, int blockSize, size_t shared, unsigned int flags);
cwResult cwModuleOccupancyMaxPotentialBlockSize(int *minGrid, int *blockSize, cwFunction_t function, cwOccupancyBlockToShared sharedOfBlockSize, size_t shared, int limit);

// Kernels of modules in graphs.
cwResult cwGraphAddModuleKernelNode(cwGraphNode_t *node, cwGraph_t graph, const cwGraphNode_t *dependencies, size_t count, const cwKernelNodeDescriptor *parameters);
cwResult cwGraphModuleKernelNodeGet(cwGraphNode_t node, cwKernelNodeDescriptor *parameters);
cwResult cwGraphModuleKernelNodeSet(cwGraphNode_t node, const cwKernelNodeDescriptor *parameters);
cwResult cwGraphExecModuleKernelNodeSet(cwGraphExec_t exec, cwGraphNode_t node, const cwKernelNodeDescriptor *parameters);

// Virtual memory management (extension vmm): a program reserves addresses,
// creates memory, and maps the memory to the addresses.
cwResult cwMemAddressReserve(cwDevicePtr *p, size_t size, size_t alignment, cwDevicePtr address, unsigned long long flags);
cwResult cwMemAddressFree(cwDevicePtr p, size_t size);
cwResult cwMemCreate(cwMemGenericAllocationHandle *handle, size_t size, const cwMemAllocationProp *properties, unsigned long long flags);
cwResult cwMemRelease(cwMemGenericAllocationHandle handle);
cwResult cwMemMap(cwDevicePtr p, size_t size, size_t offset, cwMemGenericAllocationHandle handle, unsigned long long flags);
cwResult cwMemUnmap(cwDevicePtr p, size_t size);
cwResult cwMemSetAccess(cwDevicePtr p, size_t size, const struct cwMemAccessDesc *descriptors, size_t count);
cwResult cwMemGetAccess(unsigned long long *flags, const struct cwMemLocation *location, cwDevicePtr p);
/// The only type is a file descriptor: `shareable` is an int *, and the caller
/// closes the descriptor.
cwResult cwMemExportToShareableHandle(void *shareable, cwMemGenericAllocationHandle handle, enum cwMemAllocationHandleType type, unsigned long long flags);
/// `shareable` is the descriptor itself, as a pointer.
cwResult cwMemImportFromShareableHandle(cwMemGenericAllocationHandle *handle, void *shareable, enum cwMemAllocationHandleType type);
cwResult cwMemGetAllocationGranularity(size_t *granularity, const cwMemAllocationProp *properties, cwMemAllocationGranularity_flags option);
cwResult cwMemGetAllocationPropertiesFromHandle(cwMemAllocationProp *properties, cwMemGenericAllocationHandle handle);
cwResult cwMemRetainAllocationHandle(cwMemGenericAllocationHandle *handle, void *p);

/// The allocation that holds the address.
cwResult cwMemGetAddressRange(cwDevicePtr *base, size_t *size, cwDevicePtr p);

/// The stream writes a word of memory that is visible to host and device.
cwResult cwStreamWriteValue32(cwStream_t stream, cwDevicePtr address, unsigned int value, unsigned int flags);
cwResult cwStreamWriteValue64(cwStream_t stream, cwDevicePtr address, unsigned long long value, unsigned int flags);
/// The stream waits for a word of memory: until it is at least the value
/// (flags 0, cyclic), equals it (1), or has a bit of it set (2).
cwResult cwStreamWaitValue32(cwStream_t stream, cwDevicePtr address, unsigned int value, unsigned int flags);
cwResult cwStreamWaitValue64(cwStream_t stream, cwDevicePtr address, unsigned long long value, unsigned int flags);
// clang-format on

#ifdef __cplusplus
}
#endif

// Further queries of functions, kernels and libraries. A function and a kernel
// are the same address here, and both are loaded with their module.
static inline cwResult cwFunctionGetName(const char **name,
                                         cwFunction_t function) {
  return (cwResult)cwFuncGetName(name, (const void *)function);
}
static inline cwResult cwFunctionGetParamInfo(cwFunction_t function,
                                              size_t index, size_t *offset,
                                              size_t *size) {
  return (cwResult)cwFuncGetParamInfo((const void *)function, index, offset,
                                      size);
}
static inline cwResult
cwFunctionSetSharedMemConfig(cwFunction_t function,
                             enum cwSharedMemConfig config) {
  return (cwResult)cwFuncSetSharedMemConfig((const void *)function, config);
}
static inline cwResult cwFunctionIsLoaded(cwFunctionLoadingState *state,
                                          cwFunction_t function) {
  *state = cwFunctionLoadingStateLoaded;
  return function ? cwResultSuccess : cwResultErrorInvalidResourceHandle;
}
static inline cwResult cwFunctionLoad(cwFunction_t function) {
  return function ? cwResultSuccess : cwResultErrorInvalidResourceHandle;
}
static inline cwResult cwModuleGetLoadingMode(cwModuleLoadingMode *mode) {
  *mode = cwModuleLoadingEager;
  return cwResultSuccess;
}
static inline cwResult cwModuleOccupancyAvailableDynamicSMemPerBlock(
    size_t *bytes, cwFunction_t function, int blocks, int blockSize) {
  return (cwResult)cwOccupancyAvailableDynamicSMemPerBlock(
      bytes, (const void *)function, blocks, blockSize);
}
static inline cwResult cwKernelGetFunction(cwFunction_t *function,
                                           cwKernel_t kernel) {
  *function = (cwFunction_t)kernel;
  return kernel ? cwResultSuccess : cwResultErrorInvalidResourceHandle;
}
static inline cwResult cwKernelGetAttribute(int *value,
                                            cwFunctionAttribute attribute,
                                            cwKernel_t kernel, int device) {
  (void)device;
  return cwFunctionGetAttribute(value, attribute, (cwFunction_t)kernel);
}
static inline cwResult cwKernelSetAttribute(cwFunctionAttribute attribute,
                                            int value, cwKernel_t kernel,
                                            int device) {
  (void)device;
  return cwFunctionSetAttribute((cwFunction_t)kernel, attribute, value);
}
static inline cwResult
cwKernelSetCacheConfig(cwKernel_t kernel, enum cwFuncCache config, int device) {
  (void)device;
  return cwFunctionSetCacheConfig((cwFunction_t)kernel, config);
}
static inline cwResult cwKernelGetName(const char **name, cwKernel_t kernel) {
  return (cwResult)cwFuncGetName(name, (const void *)kernel);
}
static inline cwResult cwKernelGetParamInfo(cwKernel_t kernel, size_t index,
                                            size_t *offset, size_t *size) {
  return (cwResult)cwFuncGetParamInfo((const void *)kernel, index, offset,
                                      size);
}
static inline cwResult cwLibraryGetGlobalPtr(cwDevicePtr *p, size_t *size,
                                             cwLibrary_t library,
                                             const char *name) {
  void *memory = NULL;
  const cwError_t error = cwLibraryGetGlobal(&memory, size, library, name);
  if (error == cwSuccess && p)
    *p = (cwDevicePtr)(uintptr_t)memory;
  return (cwResult)error;
}

static inline cwResult cwDeviceGetUuid(cwUUID_t *uuid, int device) {
  struct cwDeviceProp properties;
  const cwError_t error = cwGetDeviceProperties(&properties, device);
  if (error == cwSuccess)
    *uuid = properties.uuid;
  return (cwResult)error;
}
static inline cwResult cw_stream_device(cwStream_t stream, int *device) {
  return (cwResult)cwStreamGetDevice(stream, device);
}

// Batches with addresses as numbers, which have the size of pointers.
static inline cwResult
cwMemcpyBatchPtrAsync(cwDevicePtr *dsts, cwDevicePtr *srcs, size_t *sizes,
                      size_t count, struct cwMemcpyAttributes *attributes,
                      size_t *attributeIndices, size_t attributeCount,
                      cwStream_t stream) {
  return (cwResult)cwMemcpyBatchAsync((void **)dsts, (const void **)srcs, sizes,
                                      count, attributes, attributeIndices,
                                      attributeCount, stream);
}
static inline cwResult
cwMemPrefetchBatchPtrAsync(cwDevicePtr *ps, size_t *sizes, size_t count,
                           struct cwMemLocation *locations,
                           size_t *locationIndices, size_t locationCount,
                           unsigned long long flags, cwStream_t stream) {
  return (cwResult)cwMemPrefetchBatchAsync((void **)ps, sizes, count, locations,
                                           locationIndices, locationCount,
                                           flags, stream);
}
static inline cwResult cwMemDiscardBatchPtrAsync(cwDevicePtr *ps, size_t *sizes,
                                                 size_t count,
                                                 unsigned long long flags,
                                                 cwStream_t stream) {
  return (cwResult)cwMemDiscardBatchAsync((void **)ps, sizes, count, flags,
                                          stream);
}
static inline cwResult cwMemDiscardAndPrefetchBatchPtrAsync(
    cwDevicePtr *ps, size_t *sizes, size_t count,
    struct cwMemLocation *locations, size_t *locationIndices,
    size_t locationCount, unsigned long long flags, cwStream_t stream) {
  return (cwResult)cwMemDiscardAndPrefetchBatchAsync(
      (void **)ps, sizes, count, locations, locationIndices, locationCount,
      flags, stream);
}

static inline unsigned int
cw_is_managed(const struct cwPointerAttributes *known) {
  return known->type == cwMemoryTypeManaged;
}

#endif // CW_CPU_MODULE_H
