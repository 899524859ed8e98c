// Functions of the runtime API whose parameters differ between CUDA 12 and 13,
// in every form that docs/spec.md promises, whatever version is installed. CUDA
// before 12.3 has one form of each, and so does the shim.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_API_FUNCTIONS_H
#define CW_API_FUNCTIONS_H

#if CUDART_VERSION >= 12030

#undef cwMemAdvise
#undef cwMemPrefetchAsync
#undef cwMemcpyBatchAsync
#undef cwMemcpy3DBatchAsync
#undef cwGraphAddNode
#undef cwGraphGetEdges
#undef cwGraphNodeGetDependencies
#undef cwGraphNodeGetDependentNodes
#undef cwGraphAddDependencies
#undef cwGraphRemoveDependencies
#undef cwStreamGetCaptureInfo
#undef cwStreamUpdateCaptureDependencies

// The macros let one call of the older forms work with both versions: they hold
// the additional arguments of CUDA 13. The newer forms have separate names in
// CUDA 12.
#if CUDART_VERSION >= 13000
#define CW_PLACE(DEVICE) cw_location(DEVICE)
#define CW_ONLY_13(ARGUMENT) ARGUMENT,
#define CW_ONLY_12(ARGUMENT)
#define CW_SOURCES(POINTERS) POINTERS
#define CW_NEWER(NAME, SUFFIX) NAME
static inline struct cwMemLocation cw_location(int device) {
  struct cwMemLocation where;
  where.type =
      device == cwCpuDeviceId ? cwMemLocationTypeHost : cwMemLocationTypeDevice;
  where.id = device == cwCpuDeviceId ? 0 : device;
  return where;
}
#else
#define CW_PLACE(DEVICE) DEVICE
#define CW_ONLY_13(ARGUMENT)
#define CW_ONLY_12(ARGUMENT) ARGUMENT,
#define CW_SOURCES(POINTERS) (void **)POINTERS
#define CW_NEWER(NAME, SUFFIX) NAME##SUFFIX
#endif
#ifdef __cplusplus
#define CW_DEFAULT(VALUE) = VALUE
#else
#define CW_DEFAULT(VALUE)
#endif

// --- Memory ---
static inline cwError_t cwMemAdvise(const void *p, size_t size,
                                    enum cwMemoryAdvise advice, int device) {
  return cudaMemAdvise(p, size, advice, CW_PLACE(device));
}
static inline cwError_t cwMemPrefetchAsync(const void *p, size_t size,
                                           int device,
                                           cwStream_t stream CW_DEFAULT(0)) {
  return cudaMemPrefetchAsync(p, size, CW_PLACE(device), CW_ONLY_13(0) stream);
}
#if CUDART_VERSION >= 12080
// CUDA 12 also returns which copy failed.
static inline cwError_t cwMemcpyBatchAsync(
    void *const *dsts, const void *const *srcs, const size_t *sizes,
    size_t count, struct cwMemcpyAttributes *attributes,
    size_t *attributeIndices, size_t attributeCount, cwStream_t stream) {
#if CUDART_VERSION < 13000
  size_t failed;
#endif
  return cudaMemcpyBatchAsync((void **)dsts, CW_SOURCES(srcs), (size_t *)sizes,
                              count, attributes, attributeIndices,
                              attributeCount, CW_ONLY_12(&failed) stream);
}
static inline cwError_t
cwMemcpy3DBatchAsync(size_t count, struct cwMemcpy3DBatchOp *operations,
                     unsigned long long flags, cwStream_t stream) {
#if CUDART_VERSION < 13000
  size_t failed;
#endif
  return cudaMemcpy3DBatchAsync(count, operations, CW_ONLY_12(&failed) flags,
                                stream);
}
#endif

// --- Graphs ---
static inline cwError_t cwGraphAddNode(cwGraphNode_t *node, cwGraph_t graph,
                                       const cwGraphNode_t *dependencies,
                                       const cwGraphEdgeData *edges,
                                       size_t count,
                                       struct cwGraphNodeParams *parameters) {
  return CW_NEWER(cudaGraphAddNode, _v2)(node, graph, dependencies, edges,
                                         count, parameters);
}
static inline cwError_t cwGraphGetEdges(cwGraph_t graph, cwGraphNode_t *from,
                                        cwGraphNode_t *to, size_t *count) {
  return cudaGraphGetEdges(graph, from, to, CW_ONLY_13(NULL) count);
}
static inline cwError_t cwGraphNodeGetDependencies(cwGraphNode_t node,
                                                   cwGraphNode_t *dependencies,
                                                   size_t *count) {
  return cudaGraphNodeGetDependencies(node, dependencies,
                                      CW_ONLY_13(NULL) count);
}
static inline cwError_t cwGraphNodeGetDependentNodes(cwGraphNode_t node,
                                                     cwGraphNode_t *dependents,
                                                     size_t *count) {
  return cudaGraphNodeGetDependentNodes(node, dependents,
                                        CW_ONLY_13(NULL) count);
}
static inline cwError_t cwGraphAddDependencies(cwGraph_t graph,
                                               const cwGraphNode_t *from,
                                               const cwGraphNode_t *to,
                                               size_t count) {
  return cudaGraphAddDependencies(graph, from, to, CW_ONLY_13(NULL) count);
}
static inline cwError_t cwGraphRemoveDependencies(cwGraph_t graph,
                                                  const cwGraphNode_t *from,
                                                  const cwGraphNode_t *to,
                                                  size_t count) {
  return cudaGraphRemoveDependencies(graph, from, to, CW_ONLY_13(NULL) count);
}
static inline cwError_t
cwStreamGetCaptureInfo(cwStream_t stream, enum cwStreamCaptureStatus *status,
                       unsigned long long *id CW_DEFAULT(0),
                       cwGraph_t *graph CW_DEFAULT(0),
                       const cwGraphNode_t **dependencies CW_DEFAULT(0),
                       size_t *count CW_DEFAULT(0)) {
  return cudaStreamGetCaptureInfo(stream, status, id, graph, dependencies,
                                  CW_ONLY_13(NULL) count);
}
static inline cwError_t
cwStreamUpdateCaptureDependencies(cwStream_t stream,
                                  cwGraphNode_t *dependencies, size_t count,
                                  unsigned int flags CW_DEFAULT(0)) {
  return cudaStreamUpdateCaptureDependencies(stream, dependencies,
                                             CW_ONLY_13(NULL) count, flags);
}

// With edge data.
static inline cwError_t
cwGraphGetEdgesWithData(cwGraph_t graph, cwGraphNode_t *from, cwGraphNode_t *to,
                        cwGraphEdgeData *edges, size_t *count) {
  return CW_NEWER(cudaGraphGetEdges, _v2)(graph, from, to, edges, count);
}
static inline cwError_t
cwGraphNodeGetDependenciesWithData(cwGraphNode_t node,
                                   cwGraphNode_t *dependencies,
                                   cwGraphEdgeData *edges, size_t *count) {
  return CW_NEWER(cudaGraphNodeGetDependencies, _v2)(node, dependencies, edges,
                                                     count);
}
static inline cwError_t
cwGraphNodeGetDependentNodesWithData(cwGraphNode_t node,
                                     cwGraphNode_t *dependents,
                                     cwGraphEdgeData *edges, size_t *count) {
  return CW_NEWER(cudaGraphNodeGetDependentNodes, _v2)(node, dependents, edges,
                                                       count);
}
static inline cwError_t
cwGraphAddDependenciesWithData(cwGraph_t graph, const cwGraphNode_t *from,
                               const cwGraphNode_t *to,
                               const cwGraphEdgeData *edges, size_t count) {
  return CW_NEWER(cudaGraphAddDependencies, _v2)(graph, from, to, edges, count);
}
static inline cwError_t
cwGraphRemoveDependenciesWithData(cwGraph_t graph, const cwGraphNode_t *from,
                                  const cwGraphNode_t *to,
                                  const cwGraphEdgeData *edges, size_t count) {
  return CW_NEWER(cudaGraphRemoveDependencies, _v2)(graph, from, to, edges,
                                                    count);
}
static inline cwError_t
cwStreamGetCaptureInfoWithData(cwStream_t stream,
                               enum cwStreamCaptureStatus *status,
                               unsigned long long *id, cwGraph_t *graph,
                               const cwGraphNode_t **dependencies,
                               const cwGraphEdgeData **edges, size_t *count) {
  return CW_NEWER(cudaStreamGetCaptureInfo, _v3)(stream, status, id, graph,
                                                 dependencies, edges, count);
}
static inline cwError_t cwStreamUpdateCaptureDependenciesWithData(
    cwStream_t stream, cwGraphNode_t *dependencies,
    const cwGraphEdgeData *edges, size_t count, unsigned int flags) {
  return CW_NEWER(cudaStreamUpdateCaptureDependencies,
                  _v2)(stream, dependencies, edges, count, flags);
}

#ifdef __cplusplus
inline cwError_t cwMemAdvise(const void *p, size_t size, cwMemoryAdvise advice,
                             cwMemLocation where) {
  return CW_NEWER(cudaMemAdvise, _v2)(p, size, advice, where);
}
inline cwError_t cwMemPrefetchAsync(const void *p, size_t size,
                                    cwMemLocation where, unsigned int flags,
                                    cwStream_t stream = 0) {
  return CW_NEWER(cudaMemPrefetchAsync, _v2)(p, size, where, flags, stream);
}
#if CUDART_VERSION >= 12080
inline cwError_t cwMemcpyBatchAsync(void *const *dsts, void *const *srcs,
                                    size_t *sizes, size_t count,
                                    cwMemcpyAttributes *attributes,
                                    size_t *attributeIndices,
                                    size_t attributeCount, size_t *failed,
                                    cwStream_t stream) {
#if CUDART_VERSION >= 13000
  if (failed)
    *failed = SIZE_MAX; // means unknown
#endif
  return cudaMemcpyBatchAsync((void **)dsts, CW_SOURCES(srcs), sizes, count,
                              attributes, attributeIndices, attributeCount,
                              CW_ONLY_12(failed) stream);
}
inline cwError_t cwMemcpy3DBatchAsync(size_t count,
                                      cwMemcpy3DBatchOp *operations,
                                      size_t *failed, unsigned long long flags,
                                      cwStream_t stream) {
#if CUDART_VERSION >= 13000
  if (failed)
    *failed = SIZE_MAX;
#endif
  return cudaMemcpy3DBatchAsync(count, operations, CW_ONLY_12(failed) flags,
                                stream);
}
#endif

#include <cw/edge_forms.h>
#endif // __cplusplus

#undef CW_PLACE
#undef CW_ONLY_13
#undef CW_ONLY_12
#undef CW_SOURCES
#undef CW_NEWER
#undef CW_DEFAULT

#endif // CUDA 12.3 or newer

#if defined(__cplusplus) && CUDART_VERSION >= 12080
// Kernels by name, where CUDA takes only their address.
#undef cwFuncGetParamInfo
#undef cwGetFuncBySymbol
inline cwError_t cwFuncGetParamInfo(const void *kernel, size_t index,
                                    size_t *offset, size_t *size) {
  return cudaFuncGetParamInfo(kernel, index, offset, size);
}
template <class... P>
cwError_t cwFuncGetParamInfo(void (*kernel)(P...), size_t index, size_t *offset,
                             size_t *size) {
  return cudaFuncGetParamInfo((const void *)kernel, index, offset, size);
}
inline cwError_t cwGetFuncBySymbol(cwFunction_t *function, const void *kernel) {
  return cudaGetFuncBySymbol(function, kernel);
}
template <class... P>
cwError_t cwGetFuncBySymbol(cwFunction_t *function, void (*kernel)(P...)) {
  return cudaGetFuncBySymbol(function, (const void *)kernel);
}
#endif

#endif
