// The functions that the driver API shares with the runtime API, under second
// names that return the driver API's result type: generated ones, and those
// that do more than forward. <cw/driver.h> includes it.
//
//   cwResult result = cwDriverStreamSynchronize(stream);
//   if (result != cwResultSuccess)
//     return result;
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_DRIVER_RUNTIME_H
#define CW_DRIVER_RUNTIME_H

// Vendors deprecate some of them. Only the program's own calls should warn.
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#endif

#include <cw/driver_twins.h>

typedef void (*cwDriverStreamCallback_t)(cwStream_t stream, cwResult status,
                                         void *userData);

static inline cwResult
cwDriverStreamAddCallback(cwStream_t stream, cwDriverStreamCallback_t callback,
                          void *userData, unsigned int flags) {
  return (cwResult)cwStreamAddCallback(
      stream, (cwStreamCallback_t)(void (*)(void))callback, userData, flags);
}
static inline cwResult cwDriverProfilerStart(void) {
  return (cwResult)cwProfilerStart();
}
static inline cwResult cwDriverProfilerStop(void) {
  return (cwResult)cwProfilerStop();
}
#if defined(CW_HAS_GRAPH)
static inline cwResult cwDriverGraphInstantiate(cwGraphExec_t *exec,
                                                cwGraph_t graph,
                                                unsigned long long flags) {
  return (cwResult)cwGraphInstantiate(exec, graph, flags);
}
#endif
#if defined(CW_HAS_GRAPH) && defined(CW_HAS_GRAPH_NODES)
static inline cwResult
cwDriverGraphConditionalHandleCreate(cwGraphConditionalHandle *handle,
                                     cwGraph_t graph, unsigned int defaultValue,
                                     unsigned int flags) {
  return (cwResult)cwGraphConditionalHandleCreate(handle, graph, defaultValue,
                                                  flags);
}
#endif

// Functions whose signatures differ between versions of CUDA. The forms with
// edge data describe the kind of an edge; C has one form per name.

#ifdef CW_HAS_GRAPH_NODES
static inline cwResult cwDriverGraphGetEdgesWithData(cwGraph_t graph,
                                                     cwGraphNode_t *from,
                                                     cwGraphNode_t *to,
                                                     cwGraphEdgeData *edges,
                                                     size_t *count) {
  return (cwResult)cwGraphGetEdgesWithData(graph, from, to, edges, count);
}
static inline cwResult cwDriverGraphNodeGetDependenciesWithData(
    cwGraphNode_t node, cwGraphNode_t *dependencies, cwGraphEdgeData *edges,
    size_t *count) {
  return (cwResult)cwGraphNodeGetDependenciesWithData(node, dependencies, edges,
                                                      count);
}
static inline cwResult cwDriverGraphNodeGetDependentNodesWithData(
    cwGraphNode_t node, cwGraphNode_t *dependents, cwGraphEdgeData *edges,
    size_t *count) {
  return (cwResult)cwGraphNodeGetDependentNodesWithData(node, dependents, edges,
                                                        count);
}
static inline cwResult cwDriverGraphAddDependenciesWithData(
    cwGraph_t graph, const cwGraphNode_t *from, const cwGraphNode_t *to,
    const cwGraphEdgeData *edges, size_t count) {
  return (cwResult)cwGraphAddDependenciesWithData(graph, from, to, edges,
                                                  count);
}
static inline cwResult cwDriverGraphRemoveDependenciesWithData(
    cwGraph_t graph, const cwGraphNode_t *from, const cwGraphNode_t *to,
    const cwGraphEdgeData *edges, size_t count) {
  return (cwResult)cwGraphRemoveDependenciesWithData(graph, from, to, edges,
                                                     count);
}
static inline cwResult cwDriverStreamGetCaptureInfoWithData(
    cwStream_t stream, enum cwStreamCaptureStatus *status,
    unsigned long long *id, cwGraph_t *graph,
    const cwGraphNode_t **dependencies, const cwGraphEdgeData **edges,
    size_t *count) {
  return (cwResult)cwStreamGetCaptureInfoWithData(stream, status, id, graph,
                                                  dependencies, edges, count);
}
static inline cwResult cwDriverStreamUpdateCaptureDependenciesWithData(
    cwStream_t stream, cwGraphNode_t *dependencies,
    const cwGraphEdgeData *edges, size_t count, unsigned int flags) {
  return (cwResult)cwStreamUpdateCaptureDependenciesWithData(
      stream, dependencies, edges, count, flags);
}
static inline cwResult
cwDriverGraphExecUpdate(cwGraphExec_t exec, cwGraph_t graph,
                        cwGraphExecUpdateResultInfo *result) {
  return (cwResult)cwGraphExecUpdate(exec, graph, result);
}
static inline cwResult
cwDriverGraphKernelNodeGetAttribute(cwGraphNode_t node,
                                    cwLaunchAttributeID attribute,
                                    cwLaunchAttributeValue *value) {
  return (cwResult)cwGraphKernelNodeGetAttribute(node, attribute, value);
}
static inline cwResult
cwDriverGraphKernelNodeSetAttribute(cwGraphNode_t node,
                                    cwLaunchAttributeID attribute,
                                    const cwLaunchAttributeValue *value) {
  return (cwResult)cwGraphKernelNodeSetAttribute(node, attribute, value);
}
#endif
#ifdef CW_HAS_GRAPH
static inline cwResult cwDriverGraphGetEdges(cwGraph_t graph,
                                             cwGraphNode_t *from,
                                             cwGraphNode_t *to, size_t *count) {
  return (cwResult)cwGraphGetEdges(graph, from, to, count);
}
static inline cwResult
cwDriverGraphNodeGetDependencies(cwGraphNode_t node,
                                 cwGraphNode_t *dependencies, size_t *count) {
  return (cwResult)cwGraphNodeGetDependencies(node, dependencies, count);
}
static inline cwResult
cwDriverGraphNodeGetDependentNodes(cwGraphNode_t node,
                                   cwGraphNode_t *dependents, size_t *count) {
  return (cwResult)cwGraphNodeGetDependentNodes(node, dependents, count);
}
static inline cwResult cwDriverGraphAddDependencies(cwGraph_t graph,
                                                    const cwGraphNode_t *from,
                                                    const cwGraphNode_t *to,
                                                    size_t count) {
  return (cwResult)cwGraphAddDependencies(graph, from, to, count);
}
static inline cwResult
cwDriverGraphRemoveDependencies(cwGraph_t graph, const cwGraphNode_t *from,
                                const cwGraphNode_t *to, size_t count) {
  return (cwResult)cwGraphRemoveDependencies(graph, from, to, count);
}
#if defined(__cplusplus) || defined(CW_HAS_GRAPH_NODES)
static inline cwResult cwDriverStreamGetCaptureInfo(
    cwStream_t stream, enum cwStreamCaptureStatus *status,
    unsigned long long *id, cwGraph_t *graph,
    const cwGraphNode_t **dependencies, size_t *count) {
  return (cwResult)cwStreamGetCaptureInfo(stream, status, id, graph,
                                          dependencies, count);
}
#else
static inline cwResult
cwDriverStreamGetCaptureInfo(cwStream_t stream,
                             enum cwStreamCaptureStatus *status,
                             unsigned long long *id) {
  return (cwResult)cwStreamGetCaptureInfo(stream, status, id);
}
#endif
static inline cwResult
cwDriverStreamUpdateCaptureDependencies(cwStream_t stream,
                                        cwGraphNode_t *dependencies,
                                        size_t count, unsigned int flags) {
  return (cwResult)cwStreamUpdateCaptureDependencies(stream, dependencies,
                                                     count, flags);
}
#endif
#if defined(__cplusplus) && defined(CW_HAS_GRAPH)
static inline cwResult
cwDriverStreamGetCaptureInfo(cwStream_t stream, cwStreamCaptureStatus *status,
                             unsigned long long *id = NULL) {
  return cwDriverStreamGetCaptureInfo(stream, status, id, NULL, NULL, NULL);
}
static inline cwResult cwDriverGraphInstantiate(cwGraphExec_t *exec,
                                                cwGraph_t graph,
                                                cwGraphNode_t *failed,
                                                char *log, size_t size) {
  return (cwResult)cwGraphInstantiate(exec, graph, failed, log, size);
}
#endif
#if defined(__cplusplus) && defined(CW_HAS_GRAPH_NODES)
static inline cwResult
cwDriverGraphGetEdges(cwGraph_t graph, cwGraphNode_t *from, cwGraphNode_t *to,
                      cwGraphEdgeData *edges, size_t *count) {
  return cwDriverGraphGetEdgesWithData(graph, from, to, edges, count);
}
static inline cwResult
cwDriverGraphNodeGetDependencies(cwGraphNode_t node,
                                 cwGraphNode_t *dependencies,
                                 cwGraphEdgeData *edges, size_t *count) {
  return cwDriverGraphNodeGetDependenciesWithData(node, dependencies, edges,
                                                  count);
}
static inline cwResult
cwDriverGraphNodeGetDependentNodes(cwGraphNode_t node,
                                   cwGraphNode_t *dependents,
                                   cwGraphEdgeData *edges, size_t *count) {
  return cwDriverGraphNodeGetDependentNodesWithData(node, dependents, edges,
                                                    count);
}
static inline cwResult
cwDriverGraphAddDependencies(cwGraph_t graph, const cwGraphNode_t *from,
                             const cwGraphNode_t *to,
                             const cwGraphEdgeData *edges, size_t count) {
  return cwDriverGraphAddDependenciesWithData(graph, from, to, edges, count);
}
static inline cwResult
cwDriverGraphRemoveDependencies(cwGraph_t graph, const cwGraphNode_t *from,
                                const cwGraphNode_t *to,
                                const cwGraphEdgeData *edges, size_t count) {
  return cwDriverGraphRemoveDependenciesWithData(graph, from, to, edges, count);
}
static inline cwResult
cwDriverStreamGetCaptureInfo(cwStream_t stream,
                             enum cwStreamCaptureStatus *status,
                             unsigned long long *id, cwGraph_t *graph,
                             const cwGraphNode_t **dependencies,
                             const cwGraphEdgeData **edges, size_t *count) {
  return cwDriverStreamGetCaptureInfoWithData(stream, status, id, graph,
                                              dependencies, edges, count);
}
static inline cwResult cwDriverStreamUpdateCaptureDependencies(
    cwStream_t stream, cwGraphNode_t *dependencies,
    const cwGraphEdgeData *edges, size_t count, unsigned int flags) {
  return cwDriverStreamUpdateCaptureDependenciesWithData(stream, dependencies,
                                                         edges, count, flags);
}
static inline cwResult
cwDriverGraphExecUpdate(cwGraphExec_t exec, cwGraph_t graph,
                        cwGraphNode_t *failed,
                        cwGraphExecUpdateResult *result) {
  cwGraphExecUpdateResultInfo info = {};
  const cwResult error = cwDriverGraphExecUpdate(exec, graph, &info);
  if (failed)
    *failed = info.errorNode;
  if (result)
    *result = info.result;
  return error;
}
#elif defined(CW_HAS_GRAPH)
#ifndef CW_HAS_GRAPH_NODES
static inline cwResult
cwDriverGraphExecUpdate(cwGraphExec_t exec, cwGraph_t graph,
                        cwGraphNode_t *failed,
                        enum cwGraphExecUpdateResult *result) {
  return (cwResult)cwGraphExecUpdate(exec, graph, failed, result);
}
#endif
#endif

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

#endif // CW_DRIVER_RUNTIME_H
