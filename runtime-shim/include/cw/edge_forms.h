// C++ overloads for graphs, so that both of CUDA's forms have one name: CUDA
// 12's form of adding a node, and CUDA 13's forms with edge data.
//
//   cwGraphAddNode(&node, graph, from, count, &parameters);
//   cwGraphGetEdges(graph, from, to, edges, &count);
//   cwGraphAddDependencies(graph, from, to, edges, count);
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_EDGE_FORMS_H
#define CW_EDGE_FORMS_H

// Included by the header that declares the other forms.
inline cwError_t cwGraphAddNode(cwGraphNode_t *node, cwGraph_t graph,
                                const cwGraphNode_t *dependencies, size_t count,
                                cwGraphNodeParams *parameters) {
  return cwGraphAddNode(node, graph, dependencies, nullptr, count, parameters);
}
inline cwError_t cwGraphGetEdges(cwGraph_t graph, cwGraphNode_t *from,
                                 cwGraphNode_t *to, cwGraphEdgeData *edges,
                                 size_t *count) {
  return cwGraphGetEdgesWithData(graph, from, to, edges, count);
}
inline cwError_t cwGraphNodeGetDependencies(cwGraphNode_t node,
                                            cwGraphNode_t *dependencies,
                                            cwGraphEdgeData *edges,
                                            size_t *count) {
  return cwGraphNodeGetDependenciesWithData(node, dependencies, edges, count);
}
inline cwError_t cwGraphNodeGetDependentNodes(cwGraphNode_t node,
                                              cwGraphNode_t *dependents,
                                              cwGraphEdgeData *edges,
                                              size_t *count) {
  return cwGraphNodeGetDependentNodesWithData(node, dependents, edges, count);
}
inline cwError_t cwGraphAddDependencies(cwGraph_t graph,
                                        const cwGraphNode_t *from,
                                        const cwGraphNode_t *to,
                                        const cwGraphEdgeData *edges,
                                        size_t count) {
  return cwGraphAddDependenciesWithData(graph, from, to, edges, count);
}
inline cwError_t cwGraphRemoveDependencies(cwGraph_t graph,
                                           const cwGraphNode_t *from,
                                           const cwGraphNode_t *to,
                                           const cwGraphEdgeData *edges,
                                           size_t count) {
  return cwGraphRemoveDependenciesWithData(graph, from, to, edges, count);
}
inline cwError_t
cwStreamGetCaptureInfo(cwStream_t stream, cwStreamCaptureStatus *status,
                       unsigned long long *id, cwGraph_t *graph,
                       const cwGraphNode_t **dependencies,
                       const cwGraphEdgeData **edges, size_t *count) {
  return cwStreamGetCaptureInfoWithData(stream, status, id, graph, dependencies,
                                        edges, count);
}
inline cwError_t cwStreamUpdateCaptureDependencies(cwStream_t stream,
                                                   cwGraphNode_t *dependencies,
                                                   const cwGraphEdgeData *edges,
                                                   size_t count,
                                                   unsigned int flags = 0) {
  return cwStreamUpdateCaptureDependenciesWithData(stream, dependencies, edges,
                                                   count, flags);
}

#endif
