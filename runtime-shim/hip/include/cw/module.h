// Modules, and the other parts of the driver API that each backend implements.
// The hip backend forwards to HIP.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_HIP_MODULE_H
#define CW_HIP_MODULE_H

// <cw/driver.h> includes it, after its types.

#define cwModule_st ihipModule_t
typedef hipModule_t cwModule_t;

static inline cwResult cwModuleLoad(cwModule_t *module, const char *path) {
  return (cwResult)hipModuleLoad(module, path);
}
static inline cwResult cwModuleLoadData(cwModule_t *module, const void *image) {
  return (cwResult)hipModuleLoadData(module, image);
}
static inline cwResult cwModuleUnload(cwModule_t module) {
  return (cwResult)hipModuleUnload(module);
}
static inline cwResult cwModuleGetFunction(cwFunction_t *function,
                                           cwModule_t module,
                                           const char *name) {
  return (cwResult)hipModuleGetFunction(function, module, name);
}
static inline cwResult cwModuleGetGlobal(cwDevicePtr *p, size_t *size,
                                         cwModule_t module, const char *name) {
  hipDeviceptr_t found = NULL;
  const cwError_t error = hipModuleGetGlobal(&found, size, module, name);
  if (p)
    *p = (cwDevicePtr)(uintptr_t)found;
  return (cwResult)error;
}
static inline cwResult
cwModuleLaunchKernel(cwFunction_t function, unsigned int gridX,
                     unsigned int gridY, unsigned int gridZ,
                     unsigned int blockX, unsigned int blockY,
                     unsigned int blockZ, unsigned int shared,
                     cwStream_t stream, void **args, void **extra) {
  return (cwResult)hipModuleLaunchKernel(function, gridX, gridY, gridZ, blockX,
                                         blockY, blockZ, shared, stream, args,
                                         extra);
}
/// HIP 5.2 has cooperative launches only by a kernel's address.
static inline cwResult cwModuleLaunchCooperativeKernel(
    cwFunction_t function, unsigned int gridX, unsigned int gridY,
    unsigned int gridZ, unsigned int blockX, unsigned int blockY,
    unsigned int blockZ, unsigned int shared, cwStream_t stream, void **args) {
  (void)function, (void)gridX, (void)gridY, (void)gridZ, (void)blockX;
  (void)blockY, (void)blockZ, (void)shared, (void)stream, (void)args;
  return cwResultErrorNotSupported;
}
static inline cwResult cwFunctionGetAttribute(int *value,
                                              cwFunctionAttribute attribute,
                                              cwFunction_t function) {
  return (cwResult)hipFuncGetAttribute(value, (hipFunction_attribute)attribute,
                                       function);
}
/// HIP sets attributes only by a kernel's address.
static inline cwResult cwFunctionSetAttribute(cwFunction_t function,
                                              cwFunctionAttribute attribute,
                                              int value) {
  (void)function, (void)attribute, (void)value;
  return cwResultErrorNotSupported;
}
/// HIP takes the preference only by a kernel's address; it changes no result.
static inline cwResult cwFunctionSetCacheConfig(cwFunction_t function,
                                                enum cwFuncCache config) {
  (void)config;
  return function ? cwResultSuccess : cwResultErrorInvalidResourceHandle;
}
static inline cwResult cwModuleOccupancyMaxActiveBlocksPerMultiprocessor(
    int *blocks, cwFunction_t function, int blockSize, size_t shared) {
  return (cwResult)hipModuleOccupancyMaxActiveBlocksPerMultiprocessor(
      blocks, function, blockSize, shared);
}
static inline cwResult
cwModuleOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
    int *blocks, cwFunction_t function, int blockSize, size_t shared,
    unsigned int flags) {
  return (cwResult)hipModuleOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
      blocks, function, blockSize, shared, flags);
}
static inline cwResult cwModuleOccupancyMaxPotentialBlockSize(
    int *minGrid, int *blockSize, cwFunction_t function,
    cwOccupancyBlockToShared sharedOfBlockSize, size_t shared, int limit) {
  if (sharedOfBlockSize)
    return cwResultErrorNotSupported;
  return (cwResult)hipModuleOccupancyMaxPotentialBlockSize(
      minGrid, blockSize, function, shared, limit);
}
static inline cwResult cwMemGetAddressRange(cwDevicePtr *base, size_t *size,
                                            cwDevicePtr p) {
  hipDeviceptr_t start = NULL;
  const cwError_t error =
      hipMemGetAddressRange(&start, size, (hipDeviceptr_t)(uintptr_t)p);
  if (base)
    *base = (cwDevicePtr)(uintptr_t)start;
  return (cwResult)error;
}
static inline cwResult cwStreamWriteValue32(cwStream_t stream,
                                            cwDevicePtr address,
                                            unsigned int value,
                                            unsigned int flags) {
  return (cwResult)hipStreamWriteValue32(stream, (void *)(uintptr_t)address,
                                         value, flags);
}
static inline cwResult cwStreamWriteValue64(cwStream_t stream,
                                            cwDevicePtr address,
                                            unsigned long long value,
                                            unsigned int flags) {
  return (cwResult)hipStreamWriteValue64(stream, (void *)(uintptr_t)address,
                                         value, flags);
}
static inline cwResult cwStreamWaitValue32(cwStream_t stream,
                                           cwDevicePtr address,
                                           unsigned int value,
                                           unsigned int flags) {
  return (cwResult)hipStreamWaitValue32(stream, (void *)(uintptr_t)address,
                                        value, flags, 0xFFFFFFFFu);
}
static inline cwResult cwStreamWaitValue64(cwStream_t stream,
                                           cwDevicePtr address,
                                           unsigned long long value,
                                           unsigned int flags) {
  return (cwResult)hipStreamWaitValue64(stream, (void *)(uintptr_t)address,
                                        value, flags, 0xFFFFFFFFFFFFFFFFull);
}
static inline unsigned int
cw_is_managed(const struct cwPointerAttributes *known) {
  return known->isManaged != 0;
}

static inline cwResult cwDeviceGetUuid(cwUUID_t *uuid, int device) {
  return (cwResult)hipDeviceGetUuid(uuid, device);
}
/// HIP 5.2 cannot query a stream's device.
static inline cwResult cw_stream_device(cwStream_t stream, int *device) {
  (void)stream;
  return (cwResult)cwGetDevice(device);
}

#endif // CW_HIP_MODULE_H
