// The runtime API for backends without a native one, in C and C++: functions of
// C, and the typed C++ forms.
// SPDX-License-Identifier: Apache-2.0
//
//   void *p;
//   if (cwMalloc(&p, 1024) == cwSuccess)
//     cwFree(p);
//
// What each call promises is in docs/spec.md; signatures follow the CUDA
// Runtime API reference.
#ifndef CW_API_H
#define CW_API_H

#include <string.h>

#include <cw/types.h>

#include <cw/runtime_functions.h>

#ifdef __cplusplus
extern "C" {
#endif

// Functions that one vendor has deprecated, or that only this interface has.
cwError_t cwProfilerStart(void);
cwError_t cwProfilerStop(void);
/// Makes a device variable known with its size; the typed C++ forms of the
/// symbol calls do it by themselves.
void cwRegisterSymbol(const void *symbol, size_t size);
/// For kernels.
void cwGraphSetConditional(cwGraphConditionalHandle handle, unsigned int value);
cwError_t cwMemcpyToArray(cwArray_t dst, size_t wOffset, size_t hOffset,
                          const void *src, size_t count,
                          enum cwMemcpyKind kind);
cwError_t cwMemcpyFromArray(void *dst, cwArray_const_t src, size_t wOffset,
                            size_t hOffset, size_t count,
                            enum cwMemcpyKind kind);
cwError_t cwMemcpyToArrayAsync(cwArray_t dst, size_t wOffset, size_t hOffset,
                               const void *src, size_t count,
                               enum cwMemcpyKind kind,
                               cwStream_t stream CW_DEFAULT(0));
cwError_t cwMemcpyFromArrayAsync(void *dst, cwArray_const_t src, size_t wOffset,
                                 size_t hOffset, size_t count,
                                 enum cwMemcpyKind kind,
                                 cwStream_t stream CW_DEFAULT(0));

// Graphs' edges with their data, which is zero for the only kind there is.
static inline void cw_plain_edges(cwGraphEdgeData *edges, const size_t *count) {
  if (edges && count)
    memset(edges, 0, *count * sizeof *edges);
}
static inline int cw_are_plain(const cwGraphEdgeData *edges, size_t count) {
  size_t i;
  for (i = 0; edges && i < count; ++i)
    if (edges[i].type || edges[i].from_port || edges[i].to_port)
      return 0;
  return 1;
}
static inline cwError_t
cwGraphGetEdgesWithData(cwGraph_t graph, cwGraphNode_t *from, cwGraphNode_t *to,
                        cwGraphEdgeData *edges, size_t *count) {
  const cwError_t error = cwGraphGetEdges(graph, from, to, count);
  cw_plain_edges(edges, count);
  return error;
}
static inline cwError_t
cwGraphNodeGetDependenciesWithData(cwGraphNode_t node,
                                   cwGraphNode_t *dependencies,
                                   cwGraphEdgeData *edges, size_t *count) {
  const cwError_t error = cwGraphNodeGetDependencies(node, dependencies, count);
  cw_plain_edges(edges, count);
  return error;
}
static inline cwError_t
cwGraphNodeGetDependentNodesWithData(cwGraphNode_t node,
                                     cwGraphNode_t *dependents,
                                     cwGraphEdgeData *edges, size_t *count) {
  const cwError_t error = cwGraphNodeGetDependentNodes(node, dependents, count);
  cw_plain_edges(edges, count);
  return error;
}
static inline cwError_t
cwGraphAddDependenciesWithData(cwGraph_t graph, const cwGraphNode_t *from,
                               const cwGraphNode_t *to,
                               const cwGraphEdgeData *edges, size_t count) {
  return cw_are_plain(edges, count)
             ? cwGraphAddDependencies(graph, from, to, count)
             : cwErrorNotSupported;
}
static inline cwError_t
cwGraphRemoveDependenciesWithData(cwGraph_t graph, const cwGraphNode_t *from,
                                  const cwGraphNode_t *to,
                                  const cwGraphEdgeData *edges, size_t count) {
  return cw_are_plain(edges, count)
             ? cwGraphRemoveDependencies(graph, from, to, count)
             : cwErrorNotSupported;
}
static inline cwError_t
cwStreamGetCaptureInfoWithData(cwStream_t stream,
                               enum cwStreamCaptureStatus *status,
                               unsigned long long *id, cwGraph_t *graph,
                               const cwGraphNode_t **dependencies,
                               const cwGraphEdgeData **edges, size_t *count) {
  if (edges)
    *edges = NULL;
  return cwStreamGetCaptureInfo(stream, status, id, graph, dependencies, count);
}
static inline cwError_t cwStreamUpdateCaptureDependenciesWithData(
    cwStream_t stream, cwGraphNode_t *dependencies,
    const cwGraphEdgeData *edges, size_t count, unsigned int flags) {
  return cw_are_plain(edges, count) ? cwStreamUpdateCaptureDependencies(
                                          stream, dependencies, count, flags)
                                    : cwErrorNotSupported;
}
static inline struct cwExtent make_cwExtent(size_t width, size_t height,
                                            size_t depth) {
  struct cwExtent extent = {width, height, depth};
  return extent;
}
static inline struct cwPos make_cwPos(size_t x, size_t y, size_t z) {
  struct cwPos position = {x, y, z};
  return position;
}
static inline struct cwPitchedPtr
make_cwPitchedPtr(void *pointer, size_t pitch, size_t xsize, size_t ysize) {
  struct cwPitchedPtr pitched = {pointer, pitch, xsize, ysize};
  return pitched;
}

#ifdef __cplusplus
} // extern "C"

#include <cw/api_typed.h>
#endif

#endif // CW_API_H
