// Modules, and what else of the driver API each backend does by itself: the cpu
// backend. SPDX-License-Identifier: Apache-2.0
//
// A module is a shared object whose kernels CW_EXPORT_KERNEL names. It takes
// the shim from the program, which is therefore linked with -rdynamic.
#ifndef CW_CPU_MODULE_H
#define CW_CPU_MODULE_H

// Included by <cw/driver.h>, after its types.

typedef struct cwModule_st *cwModule_t;

#ifdef __cplusplus
/// Makes an extern "C" kernel one that cwModuleGetFunction finds.
#define CW_EXPORT_KERNEL(NAME)                                                 \
  extern "C" __attribute__((visibility("default")))                            \
  const void *cw_kernel_##NAME() {                                             \
    return ::cw::kernel_address(NAME);                                         \
  }
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
cwError_t cwFunctionGetAttribute(int *value, cwFunctionAttribute attribute, cwFunction_t function);
cwError_t cwFunctionSetAttribute(cwFunction_t function, cwFunctionAttribute attribute, int value);
cwError_t cwFunctionSetCacheConfig(cwFunction_t function, enum cwFuncCache config);
cwError_t cwModuleOccupancyMaxActiveBlocksPerMultiprocessor(int *blocks, cwFunction_t function, int blockSize, size_t shared);
cwError_t cwModuleOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int *blocks, cwFunction_t function, int blockSize, size_t shared, unsigned int flags);
cwError_t cwModuleOccupancyMaxPotentialBlockSize(int *minGrid, int *blockSize, cwFunction_t function, cwOccupancyBlockToShared sharedOfBlockSize, size_t shared, int limit);

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

static inline unsigned int
cw_is_managed(const struct cwPointerAttributes *known) {
  return known->type == cwMemoryTypeManaged;
}
static inline cwError_t cw_prefetch(void *p, size_t size, int device,
                                    cwStream_t stream) {
  return cwMemPrefetchAsync(p, size, device, stream);
}
static inline cwError_t cw_advise(void *p, size_t size,
                                  enum cwMemoryAdvise advice, int device) {
  return cwMemAdvise(p, size, advice, device);
}
static inline cwError_t cwGraphAddFreeNode(cwGraphNode_t *node, cwGraph_t graph,
                                           const cwGraphNode_t *dependencies,
                                           size_t count, cwDevicePtr p) {
  return cwGraphAddMemFreeNode(node, graph, dependencies, count,
                               (void *)(uintptr_t)p);
}

#endif // CW_CPU_MODULE_H
