// Functions of the runtime API whose signature in HIP differs from the shim's.
// SPDX-License-Identifier: Apache-2.0
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
#define cwMallocPitch hipMallocPitch

static inline hipError_t cwGraphInstantiate(hipGraphExec_t *exec,
                                            hipGraph_t graph,
                                            unsigned long long flags) {
  return hipGraphInstantiateWithFlags(exec, graph, flags);
}
// HIP 5.2 has surfaces only in C++.
#undef cwCreateSurfaceObject
#undef cwDestroySurfaceObject
static inline hipError_t
cwCreateSurfaceObject(hipSurfaceObject_t *surface,
                      const struct hipResourceDesc *resource) {
  (void)surface, (void)resource;
  return hipErrorNotSupported;
}
static inline hipError_t cwDestroySurfaceObject(hipSurfaceObject_t surface) {
  (void)surface;
  return hipErrorNotSupported;
}

#else

// HIP 5.2 has it only for void *.
template <class T>
inline hipError_t cwMallocPitch(T **pointer, size_t *pitch, size_t width,
                                size_t height) {
  return hipMallocPitch((void **)pointer, pitch, width, height);
}

// HIP takes a kernel as a `const void *`; the shim also accepts a typed kernel.
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

// CUDA 12 has two forms of each of the next three functions; HIP 5.2 has the
// older form.
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

// Arguments that are optional in CUDA's C++ API, but not in HIP 5.2's.
#undef cwEventCreate
#undef cwStreamWaitEvent
#undef cwStreamGetCaptureInfo
#undef cwHostGetDevicePointer
#undef cwMalloc3DArray
#undef cwGraphInstantiateWithFlags
#undef cwGraphExecMemcpyNodeSetParams
inline hipError_t cwEventCreate(hipEvent_t *event) {
  return hipEventCreate(event);
}
inline hipError_t cwEventCreate(hipEvent_t *event, unsigned int flags) {
  return hipEventCreateWithFlags(event, flags);
}
inline hipError_t cwStreamWaitEvent(hipStream_t stream, hipEvent_t event,
                                    unsigned int flags = 0) {
  return hipStreamWaitEvent(stream, event, flags);
}
inline hipError_t cwStreamGetCaptureInfo(
    hipStream_t stream, hipStreamCaptureStatus *status,
    unsigned long long *id = nullptr, hipGraph_t *graph = nullptr,
    const hipGraphNode_t **dependencies = nullptr, size_t *count = nullptr) {
  return hipStreamGetCaptureInfo_v2(stream, status, id, graph, dependencies,
                                    count);
}
inline hipError_t cwHostGetDevicePointer(void **device_pointer,
                                         void *host_pointer,
                                         unsigned int flags) {
  return hipHostGetDevicePointer(device_pointer, host_pointer, flags);
}
template <class T>
inline hipError_t cwHostGetDevicePointer(T **device_pointer, void *host_pointer,
                                         unsigned int flags) {
  return hipHostGetDevicePointer((void **)device_pointer, host_pointer, flags);
}
inline hipError_t cwMalloc3DArray(hipArray_t *array,
                                  const hipChannelFormatDesc *format,
                                  hipExtent extent, unsigned int flags = 0) {
  return hipMalloc3DArray(array, format, extent, flags);
}
inline hipError_t cwGraphInstantiateWithFlags(hipGraphExec_t *exec,
                                              hipGraph_t graph,
                                              unsigned long long flags = 0) {
  return hipGraphInstantiateWithFlags(exec, graph, flags);
}
inline hipError_t
cwGraphExecMemcpyNodeSetParams(hipGraphExec_t exec, hipGraphNode_t node,
                               const hipMemcpy3DParms *parameters) {
  hipMemcpy3DParms copy = *parameters; // HIP takes a non-const pointer
  return hipGraphExecMemcpyNodeSetParams(exec, node, &copy);
}

// Device variables by name or by address.
#undef cwMemcpyToSymbolAsync
#undef cwMemcpyFromSymbolAsync
#undef cwGraphAddMemcpyNodeToSymbol
#undef cwGraphAddMemcpyNodeFromSymbol
#undef cwGraphMemcpyNodeSetParamsToSymbol
#undef cwGraphMemcpyNodeSetParamsFromSymbol
#undef cwGraphExecMemcpyNodeSetParamsToSymbol
#undef cwGraphExecMemcpyNodeSetParamsFromSymbol
inline const void *cw_symbol(const void *address) { return address; }
template <class T> inline const void *cw_symbol(const T &variable) {
  return (const void *)&variable;
}
template <class T>
inline hipError_t cwMemcpyToSymbolAsync(
    const T &symbol, const void *src, size_t bytes, size_t offset = 0,
    hipMemcpyKind kind = hipMemcpyHostToDevice, hipStream_t stream = nullptr) {
  return hipMemcpyToSymbolAsync(cw_symbol(symbol), src, bytes, offset, kind,
                                stream);
}
template <class T>
inline hipError_t cwMemcpyFromSymbolAsync(
    void *dst, const T &symbol, size_t bytes, size_t offset = 0,
    hipMemcpyKind kind = hipMemcpyDeviceToHost, hipStream_t stream = nullptr) {
  return hipMemcpyFromSymbolAsync(dst, cw_symbol(symbol), bytes, offset, kind,
                                  stream);
}
template <class T>
inline hipError_t
cwGraphAddMemcpyNodeToSymbol(hipGraphNode_t *node, hipGraph_t graph,
                             const hipGraphNode_t *dependencies, size_t count,
                             const T &symbol, const void *src, size_t bytes,
                             size_t offset, hipMemcpyKind kind) {
  return hipGraphAddMemcpyNodeToSymbol(node, graph, dependencies, count,
                                       cw_symbol(symbol), src, bytes, offset,
                                       kind);
}
template <class T>
inline hipError_t
cwGraphAddMemcpyNodeFromSymbol(hipGraphNode_t *node, hipGraph_t graph,
                               const hipGraphNode_t *dependencies, size_t count,
                               void *dst, const T &symbol, size_t bytes,
                               size_t offset, hipMemcpyKind kind) {
  return hipGraphAddMemcpyNodeFromSymbol(node, graph, dependencies, count, dst,
                                         cw_symbol(symbol), bytes, offset,
                                         kind);
}
template <class T>
inline hipError_t
cwGraphMemcpyNodeSetParamsToSymbol(hipGraphNode_t node, const T &symbol,
                                   const void *src, size_t bytes, size_t offset,
                                   hipMemcpyKind kind) {
  return hipGraphMemcpyNodeSetParamsToSymbol(node, cw_symbol(symbol), src,
                                             bytes, offset, kind);
}
template <class T>
inline hipError_t
cwGraphMemcpyNodeSetParamsFromSymbol(hipGraphNode_t node, void *dst,
                                     const T &symbol, size_t bytes,
                                     size_t offset, hipMemcpyKind kind) {
  return hipGraphMemcpyNodeSetParamsFromSymbol(node, dst, cw_symbol(symbol),
                                               bytes, offset, kind);
}
template <class T>
inline hipError_t cwGraphExecMemcpyNodeSetParamsToSymbol(
    hipGraphExec_t exec, hipGraphNode_t node, const T &symbol, const void *src,
    size_t bytes, size_t offset, hipMemcpyKind kind) {
  return hipGraphExecMemcpyNodeSetParamsToSymbol(exec, node, cw_symbol(symbol),
                                                 src, bytes, offset, kind);
}
template <class T>
inline hipError_t cwGraphExecMemcpyNodeSetParamsFromSymbol(
    hipGraphExec_t exec, hipGraphNode_t node, void *dst, const T &symbol,
    size_t bytes, size_t offset, hipMemcpyKind kind) {
  return hipGraphExecMemcpyNodeSetParamsFromSymbol(
      exec, node, dst, cw_symbol(symbol), bytes, offset, kind);
}

#endif

#endif
