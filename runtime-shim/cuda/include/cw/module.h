// Modules, and what else of the driver API each backend does by itself: the
// cuda backend forwards to the driver, which the program links (-lcuda).
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_CUDA_MODULE_H
#define CW_CUDA_MODULE_H

// Included by <cw/driver.h>, after its types.
#include <cuda.h>

typedef CUmodule cwModule_t;

/// A kernel of a module needs no list here: extern "C" is enough.
#define CW_EXPORT_KERNEL(NAME)

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
// CUDA 13 says where by a location, earlier versions by a device's number.
#if CUDART_VERSION >= 13000
static inline struct cwMemLocation cw_location(int device) {
  struct cwMemLocation where;
  where.type =
      device == cwCpuDeviceId ? cwMemLocationTypeHost : cwMemLocationTypeDevice;
  where.id = device == cwCpuDeviceId ? 0 : device;
  return where;
}
#else
static inline int cw_location(int device) { return device; }
#endif
static inline cwError_t cw_prefetch(void *p, size_t size, int device,
                                    cwStream_t stream) {
#if CUDART_VERSION >= 13000
  return cwMemPrefetchAsync(p, size, cw_location(device), 0, stream);
#else
  return cwMemPrefetchAsync(p, size, device, stream);
#endif
}
static inline cwError_t cw_advise(void *p, size_t size,
                                  enum cwMemoryAdvise advice, int device) {
  return cwMemAdvise(p, size, advice, cw_location(device));
}
static inline cwError_t cwGraphAddFreeNode(cwGraphNode_t *node, cwGraph_t graph,
                                           const cwGraphNode_t *dependencies,
                                           size_t count, cwDevicePtr p) {
  return cwGraphAddMemFreeNode(node, graph, dependencies, count,
                               (void *)(uintptr_t)p);
}

#endif // CW_CUDA_MODULE_H
