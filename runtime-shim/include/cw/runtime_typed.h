// Made by ./dev generate. Do not edit.
// SPDX-License-Identifier: Apache-2.0
// The runtime API's functions with typed pointers, device variables and
// kernels, in C++. <cw/api_typed.h> includes it. From rules/cuda/runtime.h and
// .yaml.
#ifndef CW_RUNTIME_TYPED_H
#define CW_RUNTIME_TYPED_H

template <class T> cwError_t cwMalloc(T **p, size_t size) {
  return cwMalloc((void **)(p), size);
}
template <class T>
cwError_t cwMallocManaged(T **p, size_t size,
                          unsigned int flags = cwMemAttachGlobal) {
  return cwMallocManaged((void **)(p), size, flags);
}
template <class T>
cwError_t cwMallocPitch(T **p, size_t *pitch, size_t width, size_t height) {
  return cwMallocPitch((void **)(p), pitch, width, height);
}
template <class T>
cwError_t cwHostAlloc(T **p, size_t size, unsigned int flags) {
  return cwHostAlloc((void **)(p), size, flags);
}
template <class T>
cwError_t cwHostGetDevicePointer(T **device, void *host, unsigned int flags) {
  return cwHostGetDevicePointer((void **)(device), host, flags);
}
template <class T>
cwError_t cwMallocAsync(T **p, size_t size, cwStream_t stream) {
  return cwMallocAsync((void **)(p), size, stream);
}
template <class T>
cwError_t cwMallocFromPoolAsync(T **p, size_t size, cwMemPool_t pool,
                                cwStream_t stream) {
  return cwMallocFromPoolAsync((void **)(p), size, pool, stream);
}
template <class T>
cwError_t cwMemcpyToSymbol(const T &symbol, const void *src, size_t size,
                           size_t offset = 0,
                           enum cwMemcpyKind kind = cwMemcpyHostToDevice) {
  return cwMemcpyToSymbol(cw::detail::symbol_address(symbol), src, size, offset,
                          kind);
}
template <class T>
cwError_t cwMemcpyFromSymbol(void *dst, const T &symbol, size_t size,
                             size_t offset = 0,
                             enum cwMemcpyKind kind = cwMemcpyDeviceToHost) {
  return cwMemcpyFromSymbol(dst, cw::detail::symbol_address(symbol), size,
                            offset, kind);
}
template <class T>
cwError_t cwMemcpyToSymbolAsync(const T &symbol, const void *src, size_t size,
                                size_t offset = 0,
                                enum cwMemcpyKind kind = cwMemcpyHostToDevice,
                                cwStream_t stream = 0) {
  return cwMemcpyToSymbolAsync(cw::detail::symbol_address(symbol), src, size,
                               offset, kind, stream);
}
template <class T>
cwError_t cwMemcpyFromSymbolAsync(void *dst, const T &symbol, size_t size,
                                  size_t offset = 0,
                                  enum cwMemcpyKind kind = cwMemcpyDeviceToHost,
                                  cwStream_t stream = 0) {
  return cwMemcpyFromSymbolAsync(dst, cw::detail::symbol_address(symbol), size,
                                 offset, kind, stream);
}
template <class T> cwError_t cwGetSymbolAddress(void **p, const T &symbol) {
  return cwGetSymbolAddress(p, cw::detail::symbol_address(symbol));
}
template <class T> cwError_t cwGetSymbolSize(size_t *size, const T &symbol) {
  return cwGetSymbolSize(size, cw::detail::symbol_address(symbol));
}
template <class T>
cwError_t cwGraphAddMemcpyNodeToSymbol(cwGraphNode_t *node, cwGraph_t graph,
                                       const cwGraphNode_t *dependencies,
                                       size_t dependencyCount, const T &symbol,
                                       const void *src, size_t size,
                                       size_t offset, enum cwMemcpyKind kind) {
  return cwGraphAddMemcpyNodeToSymbol(
      node, graph, dependencies, dependencyCount,
      cw::detail::symbol_address(symbol), src, size, offset, kind);
}
template <class T>
cwError_t cwGraphAddMemcpyNodeFromSymbol(cwGraphNode_t *node, cwGraph_t graph,
                                         const cwGraphNode_t *dependencies,
                                         size_t dependencyCount, void *dst,
                                         const T &symbol, size_t size,
                                         size_t offset,
                                         enum cwMemcpyKind kind) {
  return cwGraphAddMemcpyNodeFromSymbol(
      node, graph, dependencies, dependencyCount, dst,
      cw::detail::symbol_address(symbol), size, offset, kind);
}
template <class T>
cwError_t cwGraphMemcpyNodeSetParamsToSymbol(cwGraphNode_t node,
                                             const T &symbol, const void *src,
                                             size_t size, size_t offset,
                                             enum cwMemcpyKind kind) {
  return cwGraphMemcpyNodeSetParamsToSymbol(
      node, cw::detail::symbol_address(symbol), src, size, offset, kind);
}
template <class T>
cwError_t cwGraphMemcpyNodeSetParamsFromSymbol(cwGraphNode_t node, void *dst,
                                               const T &symbol, size_t size,
                                               size_t offset,
                                               enum cwMemcpyKind kind) {
  return cwGraphMemcpyNodeSetParamsFromSymbol(
      node, dst, cw::detail::symbol_address(symbol), size, offset, kind);
}
template <class T>
cwError_t cwGraphExecMemcpyNodeSetParamsToSymbol(
    cwGraphExec_t exec, cwGraphNode_t node, const T &symbol, const void *src,
    size_t size, size_t offset, enum cwMemcpyKind kind) {
  return cwGraphExecMemcpyNodeSetParamsToSymbol(
      exec, node, cw::detail::symbol_address(symbol), src, size, offset, kind);
}
template <class T>
cwError_t cwGraphExecMemcpyNodeSetParamsFromSymbol(cwGraphExec_t exec,
                                                   cwGraphNode_t node,
                                                   void *dst, const T &symbol,
                                                   size_t size, size_t offset,
                                                   enum cwMemcpyKind kind) {
  return cwGraphExecMemcpyNodeSetParamsFromSymbol(
      exec, node, dst, cw::detail::symbol_address(symbol), size, offset, kind);
}
template <class... P>
cwError_t cwLaunchKernel(void (*function)(P...), cw_dim3 grid, cw_dim3 block,
                         void **args, size_t shared = 0,
                         cwStream_t stream = 0) {
  return cwLaunchKernel(cw::kernel_address(function), grid, block, args, shared,
                        stream);
}
template <class... P>
cwError_t cwLaunchCooperativeKernel(void (*function)(P...), cw_dim3 grid,
                                    cw_dim3 block, void **args,
                                    size_t shared = 0, cwStream_t stream = 0) {
  return cwLaunchCooperativeKernel(cw::kernel_address(function), grid, block,
                                   args, shared, stream);
}
template <class... P>
cwError_t cwFuncGetAttributes(struct cwFuncAttributes *attributes,
                              void (*function)(P...)) {
  return cwFuncGetAttributes(attributes, cw::kernel_address(function));
}
template <class... P>
cwError_t cwFuncSetAttribute(void (*function)(P...), enum cwFuncAttribute attr,
                             int value) {
  return cwFuncSetAttribute(cw::kernel_address(function), attr, value);
}
template <class... P>
cwError_t cwFuncSetCacheConfig(void (*function)(P...),
                               enum cwFuncCache config) {
  return cwFuncSetCacheConfig(cw::kernel_address(function), config);
}
template <class... P>
cwError_t cwFuncSetSharedMemConfig(void (*function)(P...),
                                   enum cwSharedMemConfig config) {
  return cwFuncSetSharedMemConfig(cw::kernel_address(function), config);
}
template <class... P>
cwError_t cwFuncGetName(const char **name, void (*function)(P...)) {
  return cwFuncGetName(name, cw::kernel_address(function));
}
template <class... P>
cwError_t cwGetKernel(cwKernel_t *kernel, void (*function)(P...)) {
  return cwGetKernel(kernel, cw::kernel_address(function));
}
template <class... P>
cwError_t cwGetFuncBySymbol(cwFunction_t *function, void (*symbol)(P...)) {
  return cwGetFuncBySymbol(function, cw::kernel_address(symbol));
}
template <class... P>
cwError_t
cwOccupancyMaxActiveBlocksPerMultiprocessor(int *blocks, void (*function)(P...),
                                            int blockSize, size_t shared) {
  return cwOccupancyMaxActiveBlocksPerMultiprocessor(
      blocks, cw::kernel_address(function), blockSize, shared);
}
template <class... P>
cwError_t cwOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
    int *blocks, void (*function)(P...), int blockSize, size_t shared,
    unsigned int flags) {
  return cwOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
      blocks, cw::kernel_address(function), blockSize, shared, flags);
}
template <class... P>
cwError_t cwOccupancyAvailableDynamicSMemPerBlock(size_t *shared,
                                                  void (*function)(P...),
                                                  int blocks, int blockSize) {
  return cwOccupancyAvailableDynamicSMemPerBlock(
      shared, cw::kernel_address(function), blocks, blockSize);
}

#endif // CW_RUNTIME_TYPED_H
