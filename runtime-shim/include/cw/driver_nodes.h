// Graph nodes with the parameter types of the driver API, for backends that
// have every kind of node (CW_HAS_WHOLE_RUNTIME). <cw/driver.h> includes it.
//
//   cwGraphNodeDescriptor d = {cwGraphNodeTypeMemFree};
//   d.free.dptr = memory;
//   cwGraphAddDescribedNode(&node, graph, NULL, 0, &d);
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_DRIVER_NODES_H
#define CW_DRIVER_NODES_H
#ifdef CW_HAS_WHOLE_RUNTIME

// clang-format off
typedef struct cwMemAllocNodeDescriptor {
  struct cwMemPoolProps poolProps;
  const struct cwMemAccessDesc *accessDescs;
  size_t accessDescCount, bytesize;
  cwDevicePtr dptr;
} cwMemAllocNodeDescriptor;
typedef struct cwMemFreeNodeDescriptor { cwDevicePtr dptr; } cwMemFreeNodeDescriptor;
typedef struct cwMemsetNodeDescriptor {
  cwDevicePtr dst;
  size_t pitch;
  unsigned int value, elementSize;
  size_t width, height;
  cwContext_t ctx;
} cwMemsetNodeDescriptor;
typedef struct cwMemcpyNodeDescriptor {
  int flags, reserved;
  cwContext_t copyCtx;
  cwMemcpy3DDescriptor copyParams;
} cwMemcpyNodeDescriptor;
typedef struct cwConditionalNodeDescriptor {
  cwGraphConditionalHandle handle;
  enum cwGraphConditionalNodeType type;
  unsigned int size;
  cwGraph_t *phGraph_out;
  cwContext_t ctx;
} cwConditionalNodeDescriptor;
/// The parameters of a node of any type.
typedef struct cwGraphNodeDescriptor {
  enum cwGraphNodeType type;
  int reserved0[3];
  union {
    long long reserved1[29];
    cwKernelNodeDescriptor kernel;
    cwMemcpyNodeDescriptor memcpy;
    cwMemsetNodeDescriptor memset;
    struct cwHostNodeParamsV2 host;
    struct cwChildGraphNodeParams graph;
    struct cwEventWaitNodeParams eventWait;
    struct cwEventRecordNodeParams eventRecord;
    cwMemAllocNodeDescriptor alloc;
    cwMemFreeNodeDescriptor free;
    cwConditionalNodeDescriptor conditional;
  };
  long long reserved2;
} cwGraphNodeDescriptor;
// clang-format on

static inline cwResult cwGraphAddAllocNode(cwGraphNode_t *node, cwGraph_t graph,
                                           const cwGraphNode_t *dependencies,
                                           size_t count,
                                           cwMemAllocNodeDescriptor *d) {
  struct cwMemAllocNodeParams p;
  memset(&p, 0, sizeof p);
  p.poolProps = d->poolProps;
  p.accessDescs = d->accessDescs;
  p.accessDescCount = d->accessDescCount;
  p.bytesize = d->bytesize;
  CW_DRIVER_CALL(cwGraphAddMemAllocNode(node, graph, dependencies, count, &p));
  d->dptr = (cwDevicePtr)(uintptr_t)p.dptr;
  return cwResultSuccess;
}
static inline cwResult cwGraphAllocNodeGet(cwGraphNode_t node,
                                           cwMemAllocNodeDescriptor *d) {
  struct cwMemAllocNodeParams p;
  CW_DRIVER_CALL(cwGraphMemAllocNodeGetParams(node, &p));
  d->poolProps = p.poolProps;
  d->accessDescs = p.accessDescs;
  d->accessDescCount = p.accessDescCount;
  d->bytesize = p.bytesize;
  d->dptr = (cwDevicePtr)(uintptr_t)p.dptr;
  return cwResultSuccess;
}
static inline cwResult cwGraphFreeNodeGet(cwGraphNode_t node, cwDevicePtr *p) {
  void *memory = NULL;
  CW_DRIVER_CALL(cwGraphMemFreeNodeGetParams(node, &memory));
  *p = (cwDevicePtr)(uintptr_t)memory;
  return cwResultSuccess;
}
static inline cwResult cwGraphAddFreeNode(cwGraphNode_t *node, cwGraph_t graph,
                                          const cwGraphNode_t *dependencies,
                                          size_t count, cwDevicePtr p) {
  return (cwResult)cwGraphAddMemFreeNode(node, graph, dependencies, count,
                                         (void *)(uintptr_t)p);
}
static inline cwMemsetDescriptor
cw_fill_of_node(const cwMemsetNodeDescriptor *n) {
  cwMemsetDescriptor d;
  d.dst = n->dst;
  d.pitch = n->pitch;
  d.value = n->value;
  d.elementSize = n->elementSize;
  d.width = n->width;
  d.height = n->height;
  return d;
}
static inline cwResult
cwGraphAddDescribedNode(cwGraphNode_t *node, cwGraph_t graph,
                        const cwGraphNode_t *dependencies, size_t count,
                        cwGraphNodeDescriptor *d) {
  switch (d->type) {
  case cwGraphNodeTypeKernel:
    return cwGraphAddModuleKernelNode(node, graph, dependencies, count,
                                      &d->kernel);
  case cwGraphNodeTypeMemcpy:
    return cwGraphAddCopyNode(node, graph, dependencies, count,
                              &d->memcpy.copyParams, d->memcpy.copyCtx);
  case cwGraphNodeTypeMemset: {
    const cwMemsetDescriptor fill = cw_fill_of_node(&d->memset);
    return cwGraphAddFillNode(node, graph, dependencies, count, &fill,
                              d->memset.ctx);
  }
  case cwGraphNodeTypeHost: {
    struct cwHostNodeParams host;
    memset(&host, 0, sizeof host);
    host.fn = d->host.fn;
    host.userData = d->host.userData;
    return (cwResult)cwGraphAddHostNode(node, graph, dependencies, count,
                                        &host);
  }
  case cwGraphNodeTypeGraph:
    return (cwResult)cwGraphAddChildGraphNode(node, graph, dependencies, count,
                                              d->graph.graph);
  case cwGraphNodeTypeEmpty:
    return (cwResult)cwGraphAddEmptyNode(node, graph, dependencies, count);
  case cwGraphNodeTypeWaitEvent:
    return (cwResult)cwGraphAddEventWaitNode(node, graph, dependencies, count,
                                             d->eventWait.event);
  case cwGraphNodeTypeEventRecord:
    return (cwResult)cwGraphAddEventRecordNode(node, graph, dependencies, count,
                                               d->eventRecord.event);
  case cwGraphNodeTypeMemAlloc:
    return cwGraphAddAllocNode(node, graph, dependencies, count, &d->alloc);
  case cwGraphNodeTypeMemFree:
    return cwGraphAddFreeNode(node, graph, dependencies, count, d->free.dptr);
  case cwGraphNodeTypeConditional: {
    struct cwGraphNodeParams p = {cwGraphNodeTypeConditional, {0}, {{0}}, 0};
    p.conditional.handle = d->conditional.handle;
    p.conditional.type = d->conditional.type;
    p.conditional.size = d->conditional.size;
    CW_DRIVER_CALL(cwGraphAddNode(node, graph, dependencies, NULL, count, &p));
    d->conditional.phGraph_out = p.conditional.phGraph_out;
    return cwResultSuccess;
  }
  default:
    return cwResultErrorNotSupported;
  }
}
/// With the data of each edge; only full dependencies are supported here.
static inline cwResult cwGraphAddDescribedNodeWithData(
    cwGraphNode_t *node, cwGraph_t graph, const cwGraphNode_t *dependencies,
    const cwGraphEdgeData *edges, size_t count, cwGraphNodeDescriptor *d) {
  size_t i;
  for (i = 0; edges && i < count; ++i)
    if (edges[i].type || edges[i].from_port || edges[i].to_port)
      return cwResultErrorNotSupported;
  return cwGraphAddDescribedNode(node, graph, dependencies, count, d);
}
static inline cwResult cwGraphDescribedNodeSet(cwGraphNode_t node,
                                               cwGraphNodeDescriptor *d) {
  switch (d->type) {
  case cwGraphNodeTypeKernel:
    return cwGraphModuleKernelNodeSet(node, &d->kernel);
  case cwGraphNodeTypeMemcpy:
    return cwGraphCopyNodeSet(node, &d->memcpy.copyParams);
  case cwGraphNodeTypeMemset: {
    const cwMemsetDescriptor fill = cw_fill_of_node(&d->memset);
    return cwGraphFillNodeSet(node, &fill);
  }
  case cwGraphNodeTypeWaitEvent:
    return (cwResult)cwGraphEventWaitNodeSetEvent(node, d->eventWait.event);
  case cwGraphNodeTypeEventRecord:
    return (cwResult)cwGraphEventRecordNodeSetEvent(node, d->eventRecord.event);
  default:
    return cwResultErrorNotSupported;
  }
}
static inline cwResult cwGraphExecDescribedNodeSet(cwGraphExec_t exec,
                                                   cwGraphNode_t node,
                                                   cwGraphNodeDescriptor *d) {
  switch (d->type) {
  case cwGraphNodeTypeKernel:
    return cwGraphExecModuleKernelNodeSet(exec, node, &d->kernel);
  case cwGraphNodeTypeMemcpy:
    return cwGraphExecCopyNodeSet(exec, node, &d->memcpy.copyParams,
                                  d->memcpy.copyCtx);
  case cwGraphNodeTypeMemset: {
    const cwMemsetDescriptor fill = cw_fill_of_node(&d->memset);
    return cwGraphExecFillNodeSet(exec, node, &fill, d->memset.ctx);
  }
  case cwGraphNodeTypeGraph:
    return (cwResult)cwGraphExecChildGraphNodeSetParams(exec, node,
                                                        d->graph.graph);
  case cwGraphNodeTypeWaitEvent:
    return (cwResult)cwGraphExecEventWaitNodeSetEvent(exec, node,
                                                      d->eventWait.event);
  case cwGraphNodeTypeEventRecord:
    return (cwResult)cwGraphExecEventRecordNodeSetEvent(exec, node,
                                                        d->eventRecord.event);
  default:
    return cwResultErrorNotSupported;
  }
}

#endif // CW_HAS_WHOLE_RUNTIME
#endif // CW_DRIVER_NODES_H
