// Those functions of the runtime API whose signature in HIP differs from the
// shim's. SPDX-License-Identifier: Apache-2.0
#ifndef CW_API_FUNCTIONS_H
#define CW_API_FUNCTIONS_H

#include <hip/hip_runtime_api.h>

#ifndef __cplusplus

#define cwLaunchKernel hipLaunchKernel
#define cwLaunchCooperativeKernel hipLaunchCooperativeKernel
#define cwFuncSetAttribute hipFuncSetAttribute
#define cwFuncGetAttributes hipFuncGetAttributes
#define cwFuncSetCacheConfig hipFuncSetCacheConfig
#define cwFuncSetSharedMemConfig hipFuncSetSharedMemConfig
#define cwMemPrefetchAsync hipMemPrefetchAsync
#define cwMemAdvise hipMemAdvise

#else

// HIP takes a kernel as a `const void *`; the shim also by its type.
template <class Kernel>
inline hipError_t cwLaunchKernel(Kernel *kernel, dim3 grid, dim3 block,
                                 void **arguments, size_t shared_bytes = 0,
                                 hipStream_t stream = nullptr) {
  return hipLaunchKernel(reinterpret_cast<const void *>(kernel), grid, block,
                         arguments, shared_bytes, stream);
}
template <class Kernel>
inline hipError_t cwLaunchCooperativeKernel(Kernel *kernel, dim3 grid,
                                            dim3 block, void **arguments,
                                            unsigned shared_bytes = 0,
                                            hipStream_t stream = nullptr) {
  return hipLaunchCooperativeKernel(reinterpret_cast<const void *>(kernel),
                                    grid, block, arguments, shared_bytes,
                                    stream);
}
template <class Kernel>
inline hipError_t cwFuncSetAttribute(Kernel *kernel, hipFuncAttribute attribute,
                                     int value) {
  return hipFuncSetAttribute(reinterpret_cast<const void *>(kernel), attribute,
                             value);
}
template <class Kernel>
inline hipError_t cwFuncGetAttributes(hipFuncAttributes *attributes,
                                      Kernel *kernel) {
  return hipFuncGetAttributes(attributes,
                              reinterpret_cast<const void *>(kernel));
}
template <class Kernel>
inline hipError_t cwFuncSetCacheConfig(Kernel *kernel, hipFuncCache_t config) {
  return hipFuncSetCacheConfig(reinterpret_cast<const void *>(kernel), config);
}
template <class Kernel>
inline hipError_t cwFuncSetSharedMemConfig(Kernel *kernel,
                                           hipSharedMemConfig config) {
  return hipFuncSetSharedMemConfig(reinterpret_cast<const void *>(kernel),
                                   config);
}

// CUDA 12 has two forms of the next three functions; HIP 5.2 has the older one
// of each.
inline hipError_t cwGraphInstantiate(hipGraphExec_t *exec, hipGraph_t graph,
                                     unsigned long long flags = 0) {
  return hipGraphInstantiateWithFlags(exec, graph, flags);
}
inline hipError_t cwGraphInstantiate(hipGraphExec_t *exec, hipGraph_t graph,
                                     hipGraphNode_t *error_node,
                                     char *log_buffer, size_t buffer_size) {
  return hipGraphInstantiate(exec, graph, error_node, log_buffer, buffer_size);
}
inline hipError_t cwMemPrefetchAsync(const void *data, size_t bytes, int device,
                                     hipStream_t stream = nullptr) {
  return hipMemPrefetchAsync(data, bytes, device, stream);
}
inline hipError_t cwMemPrefetchAsync(const void *data, size_t bytes,
                                     hipMemLocation where, unsigned,
                                     hipStream_t stream = nullptr) {
  return hipMemPrefetchAsync(
      data, bytes,
      where.type == hipMemLocationTypeDevice ? where.id : hipCpuDeviceId,
      stream);
}
inline hipError_t cwMemAdvise(const void *data, size_t bytes,
                              hipMemoryAdvise advice, int device) {
  return hipMemAdvise(data, bytes, advice, device);
}
inline hipError_t cwMemAdvise(const void *data, size_t bytes,
                              hipMemoryAdvise advice, hipMemLocation where) {
  return hipMemAdvise(data, bytes, advice,
                      where.type == hipMemLocationTypeDevice ? where.id
                                                             : hipCpuDeviceId);
}

#endif

#endif
