// Modules, and what else of the driver API each backend does by itself: the hip
// backend forwards to HIP's own. SPDX-License-Identifier: Apache-2.0
#ifndef CW_HIP_MODULE_H
#define CW_HIP_MODULE_H

// Included by <cw/driver.h>, after its types.

#define cwModule_st ihipModule_t
typedef hipModule_t cwModule_t;

static inline cwError_t cwModuleLoad(cwModule_t *module, const char *path) {
  return hipModuleLoad(module, path);
}
static inline cwError_t cwModuleLoadData(cwModule_t *module,
                                         const void *image) {
  return hipModuleLoadData(module, image);
}
static inline cwError_t cwModuleUnload(cwModule_t module) {
  return hipModuleUnload(module);
}
static inline cwError_t cwModuleGetFunction(cwFunction_t *function,
                                            cwModule_t module,
                                            const char *name) {
  return hipModuleGetFunction(function, module, name);
}
static inline cwError_t cwModuleGetGlobal(cwDevicePtr *p, size_t *size,
                                          cwModule_t module, const char *name) {
  hipDeviceptr_t found = NULL;
  const cwError_t error = hipModuleGetGlobal(&found, size, module, name);
  if (p)
    *p = (cwDevicePtr)(uintptr_t)found;
  return error;
}
static inline cwError_t
cwModuleLaunchKernel(cwFunction_t function, unsigned int gridX,
                     unsigned int gridY, unsigned int gridZ,
                     unsigned int blockX, unsigned int blockY,
                     unsigned int blockZ, unsigned int shared,
                     cwStream_t stream, void **args, void **extra) {
  return hipModuleLaunchKernel(function, gridX, gridY, gridZ, blockX, blockY,
                               blockZ, shared, stream, args, extra);
}
/// HIP 5.2 launches cooperatively by a kernel's address only.
static inline cwError_t cwModuleLaunchCooperativeKernel(
    cwFunction_t function, unsigned int gridX, unsigned int gridY,
    unsigned int gridZ, unsigned int blockX, unsigned int blockY,
    unsigned int blockZ, unsigned int shared, cwStream_t stream, void **args) {
  (void)function, (void)gridX, (void)gridY, (void)gridZ, (void)blockX;
  (void)blockY, (void)blockZ, (void)shared, (void)stream, (void)args;
  return hipErrorNotSupported;
}
static inline cwError_t cwFunctionGetAttribute(int *value,
                                               cwFunctionAttribute attribute,
                                               cwFunction_t function) {
  return hipFuncGetAttribute(value, (hipFunction_attribute)attribute, function);
}
/// HIP sets attributes by a kernel's address only.
static inline cwError_t cwFunctionSetAttribute(cwFunction_t function,
                                               cwFunctionAttribute attribute,
                                               int value) {
  (void)function, (void)attribute, (void)value;
  return hipErrorNotSupported;
}
/// HIP takes the preference by a kernel's address only; it changes no result.
static inline cwError_t cwFunctionSetCacheConfig(cwFunction_t function,
                                                 enum cwFuncCache config) {
  (void)config;
  return function ? hipSuccess : hipErrorInvalidHandle;
}
static inline cwError_t cwModuleOccupancyMaxActiveBlocksPerMultiprocessor(
    int *blocks, cwFunction_t function, int blockSize, size_t shared) {
  return hipModuleOccupancyMaxActiveBlocksPerMultiprocessor(blocks, function,
                                                            blockSize, shared);
}
static inline cwError_t
cwModuleOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
    int *blocks, cwFunction_t function, int blockSize, size_t shared,
    unsigned int flags) {
  return hipModuleOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
      blocks, function, blockSize, shared, flags);
}
static inline cwError_t cwModuleOccupancyMaxPotentialBlockSize(
    int *minGrid, int *blockSize, cwFunction_t function,
    cwOccupancyBlockToShared sharedOfBlockSize, size_t shared, int limit) {
  if (sharedOfBlockSize)
    return hipErrorNotSupported;
  return hipModuleOccupancyMaxPotentialBlockSize(minGrid, blockSize, function,
                                                 shared, limit);
}
static inline cwError_t cwMemGetAddressRange(cwDevicePtr *base, size_t *size,
                                             cwDevicePtr p) {
  hipDeviceptr_t start = NULL;
  const cwError_t error =
      hipMemGetAddressRange(&start, size, (hipDeviceptr_t)(uintptr_t)p);
  if (base)
    *base = (cwDevicePtr)(uintptr_t)start;
  return error;
}
static inline cwError_t cwStreamWriteValue32(cwStream_t stream,
                                             cwDevicePtr address,
                                             unsigned int value,
                                             unsigned int flags) {
  return hipStreamWriteValue32(stream, (void *)(uintptr_t)address, value,
                               flags);
}
static inline cwError_t cwStreamWriteValue64(cwStream_t stream,
                                             cwDevicePtr address,
                                             unsigned long long value,
                                             unsigned int flags) {
  return hipStreamWriteValue64(stream, (void *)(uintptr_t)address, value,
                               flags);
}
static inline cwError_t cwStreamWaitValue32(cwStream_t stream,
                                            cwDevicePtr address,
                                            unsigned int value,
                                            unsigned int flags) {
  return hipStreamWaitValue32(stream, (void *)(uintptr_t)address, value, flags,
                              0xFFFFFFFFu);
}
static inline cwError_t cwStreamWaitValue64(cwStream_t stream,
                                            cwDevicePtr address,
                                            unsigned long long value,
                                            unsigned int flags) {
  return hipStreamWaitValue64(stream, (void *)(uintptr_t)address, value, flags,
                              0xFFFFFFFFFFFFFFFFull);
}
static inline unsigned int
cw_is_managed(const struct cwPointerAttributes *known) {
  return known->isManaged != 0;
}

static inline cwError_t cwDeviceGetUuid(cwUUID_t *uuid, int device) {
  return hipDeviceGetUuid(uuid, device);
}
/// HIP 5.2 doesn't tell a stream's device.
static inline cwError_t cw_stream_device(cwStream_t stream, int *device) {
  (void)stream;
  return cwGetDevice(device);
}

#endif // CW_HIP_MODULE_H
