// Queries and changes of graph nodes: parameters and attributes, nodes of any
// type, conditions, the user objects of graphs.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <map>
#include <string>

#include "graph_exec.h"
#include "memory.h"
#include "symbols.h"

namespace cw::cpu {
namespace {

/// Reads from a node of the given type.
template <class Read>
cwError_t read(cwGraphNode_t node, cwGraphNodeType type, const void *into,
               Read &&read_node) {
  return api([&] {
    GraphLock lock(graph_mutex);
    if (!into || !valid(node) || node->type() != type)
      return cwErrorInvalidValue;
    return read_node();
  });
}

cwError_t set_event(cwGraphNode_t node, cwGraphNodeType type, cwEvent_t handle,
                    cwGraphExec_t exec = nullptr) {
  return api([&] {
    const auto event = find_event(handle);
    GraphLock lock(graph_mutex);
    const cwGraphNode_t found = exec ? twin_of(exec, node) : node;
    if (!found || (!exec && !valid(found)) || found->type() != type)
      return cwErrorInvalidValue;
    if (!event)
      return cwErrorInvalidResourceHandle;
    found->event = event;
    return cwSuccess;
  });
}
cwError_t get_event(cwGraphNode_t node, cwGraphNodeType type,
                    cwEvent_t *event) {
  return read(node, type, event, [&] {
    *event = node->event.get();
    return cwSuccess;
  });
}

/// Makes a copy to or from a device variable, starting at `symbol` plus the
/// offset.
cwError_t make_symbol_copy(bool to_symbol, const void *symbol,
                           std::size_t offset, void *dst, const void *src,
                           std::size_t count, cwMemcpyKind kind,
                           OperationPtr &operation) {
  const auto known = find_allocation(symbol);
  if (!known || known->base != symbol || !in_loaded_object(symbol, to_symbol))
    return cwErrorInvalidSymbol;
  if (offset > known->size || count > known->size - offset)
    return cwErrorInvalidValue;
  char *const place = known->base + offset;
  return to_symbol ? make(place, src, count, kind, operation)
                   : make(dst, place, count, kind, operation);
}

std::optional<unsigned> attribute_slot(cwLaunchAttributeID attribute) {
  switch (attribute) {
  case cwLaunchAttributeAccessPolicyWindow:
  case cwLaunchAttributeCooperative:
  case cwLaunchAttributePriority:
    return unsigned(attribute);
  default:
    return std::nullopt;
  }
}
void set_attribute(cwGraphNode_st &node, unsigned slot,
                   const cwLaunchAttributeValue &value) {
  node.attributes[slot] = value;
  if (slot != cwLaunchAttributeCooperative)
    return;
  const auto &before = static_cast<const KernelOperation &>(*node.operation);
  LaunchShape shape = before.shape;
  shape.cooperative = value.cooperative != 0;
  node.operation =
      std::make_shared<KernelOperation>(before.call, shape, before.kernel);
}

std::shared_ptr<Condition> find_condition(const cwGraph_st &graph,
                                          cwGraphConditionalHandle handle) {
  for (const cwGraph_st *at = &graph; at;
       at = at->owner ? at->owner->graph : nullptr)
    for (const auto &condition : at->conditions)
      if (reinterpret_cast<std::uintptr_t>(condition.get()) == handle)
        return condition;
  return nullptr;
}

cwError_t add_conditional(cwGraphNode_t *node, cwGraph_t graph,
                          const cwGraphNode_t *needs, std::size_t count,
                          cwConditionalNodeParams &p) {
  return api([&] {
    GraphLock lock(graph_mutex);
    if (!valid(graph) || unsigned(p.type) > cwGraphCondTypeSwitch || !p.size ||
        (p.type == cwGraphCondTypeIf && p.size > 2) ||
        (p.type == cwGraphCondTypeWhile && p.size > 1))
      return cwErrorInvalidValue;
    const auto condition = find_condition(*graph, p.handle);
    if (!condition)
      return cwErrorInvalidValue;
    const cwError_t error =
        add(node, graph, needs, count, [&](OperationPtr &operation) {
          operation = unlinked(cwGraphNodeTypeConditional);
          return cwSuccess;
        });
    if (error)
      return error;
    cwGraphNode_st &made = **node;
    made.condition = condition;
    made.decision = p.type;
    for (unsigned i = 0; i < p.size; ++i) {
      made.bodies.push_back(std::make_unique<cwGraph_st>());
      made.bodies.back()->owner = &made;
      made.body_handles.push_back(made.bodies.back().get());
      register_body(made.bodies.back().get());
    }
    p.phGraph_out = made.body_handles.data();
    return cwSuccess;
  });
}

const char *type_name(cwGraphNodeType type) {
  switch (type) {
  case cwGraphNodeTypeKernel:
    return "kernel";
  case cwGraphNodeTypeMemcpy:
    return "memcpy";
  case cwGraphNodeTypeMemset:
    return "memset";
  case cwGraphNodeTypeHost:
    return "host";
  case cwGraphNodeTypeGraph:
    return "graph";
  case cwGraphNodeTypeEmpty:
    return "empty";
  case cwGraphNodeTypeWaitEvent:
    return "wait for event";
  case cwGraphNodeTypeEventRecord:
    return "record event";
  case cwGraphNodeTypeMemAlloc:
    return "memory allocation";
  case cwGraphNodeTypeMemFree:
    return "memory free";
  case cwGraphNodeTypeConditional:
    return "conditional";
  default:
    return "node";
  }
}

void print_dot(const cwGraph_st &graph, const std::string &prefix,
               const std::string &indent, std::string &out) {
  std::map<const cwGraphNode_st *, std::string> names;
  for (const auto &node : graph.nodes)
    names[node.get()] = prefix + std::to_string(names.size());
  for (const auto &node : graph.nodes) {
    const std::string &name = names.at(node.get());
    std::string label = type_name(node->type());
    if (node->type() == cwGraphNodeTypeKernel) {
      const auto &kernel =
          static_cast<const KernelOperation &>(*node->operation);
      const char *symbol = nullptr;
      if (kernel.kernel && cwFuncGetName(&symbol, kernel.kernel) == cwSuccess)
        label += std::string("\\n") + symbol;
      const cw_dim3 &g = kernel.shape.grid, &b = kernel.shape.block;
      label += "\\n" + std::to_string(g.x) + "x" + std::to_string(g.y) + "x" +
               std::to_string(g.z) + " blocks of " + std::to_string(b.x) + "x" +
               std::to_string(b.y) + "x" + std::to_string(b.z);
    } else if (node->type() == cwGraphNodeTypeMemcpy) {
      label +=
          "\\n" +
          std::to_string(static_cast<const CopyOperation &>(*node->operation)
                             .box.bytes()) +
          " bytes";
    }
    out += indent + name + " [label=\"" + label + "\"];\n";
    for (std::size_t i = 0; i < node->bodies.size(); ++i) {
      const std::string body = name + "_" + std::to_string(i) + "_";
      out += indent + "subgraph cluster_" + body + " {\n";
      print_dot(*node->bodies[i], body, indent + "  ", out);
      out += indent + "}\n";
    }
    for (const cwGraphNode_t need : node->needs)
      out += indent + names.at(need) + " -> " + name + ";\n";
  }
}

} // namespace
} // namespace cw::cpu

using namespace cw::cpu;

// --- Queries of nodes ---

cwError_t cwGraphMemcpyNodeGetParams(cwGraphNode_t node, cwMemcpy3DParms *p) {
  return read(node, cwGraphNodeTypeMemcpy, p, [&] {
    const auto &copy = static_cast<const CopyOperation &>(*node->operation);
    if (copy.parameters) {
      *p = *copy.parameters;
      return cwSuccess;
    }
    const CopyBox &box = copy.box;
    auto side = [&](const void *at, std::size_t pitch, std::size_t slice) {
      if (!pitch)
        pitch = box.width;
      return make_cwPitchedPtr(const_cast<void *>(at), pitch, box.width,
                               slice ? slice / pitch : box.height);
    };
    *p = {};
    p->srcPtr = side(box.src, box.src_pitch, box.src_slice);
    p->dstPtr = side(box.dst, box.dst_pitch, box.dst_slice);
    p->extent = make_cwExtent(box.width, box.height, box.depth);
    p->kind = cwMemcpyDefault;
    return cwSuccess;
  });
}
cwError_t cwGraphMemsetNodeGetParams(cwGraphNode_t node, cwMemsetParams *p) {
  return read(node, cwGraphNodeTypeMemset, p, [&] {
    const auto &fill = static_cast<const FillOperation &>(*node->operation);
    *p = {fill.dst,     fill.pitch, fill.value,
          fill.element, fill.width, fill.height * fill.depth};
    return cwSuccess;
  });
}
cwError_t cwGraphHostNodeGetParams(cwGraphNode_t node, cwHostNodeParams *p) {
  return read(node, cwGraphNodeTypeHost, p, [&] {
    const auto &host = static_cast<const HostOperation &>(*node->operation);
    *p = {host.function, host.data};
    return cwSuccess;
  });
}
cwError_t cwGraphChildGraphNodeGetGraph(cwGraphNode_t node, cwGraph_t *graph) {
  return read(node, cwGraphNodeTypeGraph, graph, [&] {
    if (node->bodies.empty()) // a captured launch
      return cwErrorNotSupported;
    *graph = node->bodies[0].get();
    return cwSuccess;
  });
}
cwError_t cwGraphEventRecordNodeGetEvent(cwGraphNode_t node, cwEvent_t *event) {
  return get_event(node, cwGraphNodeTypeEventRecord, event);
}
cwError_t cwGraphEventRecordNodeSetEvent(cwGraphNode_t node, cwEvent_t event) {
  return set_event(node, cwGraphNodeTypeEventRecord, event);
}
cwError_t cwGraphEventWaitNodeGetEvent(cwGraphNode_t node, cwEvent_t *event) {
  return get_event(node, cwGraphNodeTypeWaitEvent, event);
}
cwError_t cwGraphEventWaitNodeSetEvent(cwGraphNode_t node, cwEvent_t event) {
  return set_event(node, cwGraphNodeTypeWaitEvent, event);
}
cwError_t cwGraphExecEventRecordNodeSetEvent(cwGraphExec_t exec,
                                             cwGraphNode_t node,
                                             cwEvent_t event) {
  return exec ? set_event(node, cwGraphNodeTypeEventRecord, event, exec)
              : remember(cwErrorInvalidValue);
}
cwError_t cwGraphExecEventWaitNodeSetEvent(cwGraphExec_t exec,
                                           cwGraphNode_t node,
                                           cwEvent_t event) {
  return exec ? set_event(node, cwGraphNodeTypeWaitEvent, event, exec)
              : remember(cwErrorInvalidValue);
}
cwError_t cwGraphMemAllocNodeGetParams(cwGraphNode_t node,
                                       cwMemAllocNodeParams *p) {
  return read(node, cwGraphNodeTypeMemAlloc, p, [&] {
    *p = *node->allocation;
    return cwSuccess;
  });
}
cwError_t cwGraphMemFreeNodeGetParams(cwGraphNode_t node, void *pointer) {
  return read(node, cwGraphNodeTypeMemFree, pointer, [&] {
    *static_cast<void **>(pointer) = node->freed;
    return cwSuccess;
  });
}

// --- Attributes of kernel nodes ---

cwError_t cwGraphKernelNodeGetAttribute(cwGraphNode_t node,
                                        cwLaunchAttributeID attribute,
                                        cwLaunchAttributeValue *value) {
  return read(node, cwGraphNodeTypeKernel, value, [&] {
    const auto slot = attribute_slot(attribute);
    if (!slot)
      return cwErrorInvalidValue;
    *value = node->attributes[*slot];
    if (attribute == cwLaunchAttributeCooperative)
      value->cooperative = is_cooperative(node->operation);
    return cwSuccess;
  });
}
cwError_t cwGraphKernelNodeSetAttribute(cwGraphNode_t node,
                                        cwLaunchAttributeID attribute,
                                        const cwLaunchAttributeValue *value) {
  return read(node, cwGraphNodeTypeKernel, value, [&] {
    const auto slot = attribute_slot(attribute);
    if (!slot)
      return cwErrorInvalidValue;
    set_attribute(*node, *slot, *value);
    return cwSuccess;
  });
}
cwError_t cwGraphKernelNodeCopyAttributes(cwGraphNode_t dst,
                                          cwGraphNode_t src) {
  return read(dst, cwGraphNodeTypeKernel, dst, [&] {
    if (!valid(src) || src->type() != cwGraphNodeTypeKernel)
      return cwErrorInvalidValue;
    for (unsigned i = 0; i < std::size(src->attributes); ++i)
      set_attribute(*dst, i, src->attributes[i]);
    cwLaunchAttributeValue cooperative = {};
    cooperative.cooperative = is_cooperative(src->operation);
    set_attribute(*dst, cwLaunchAttributeCooperative, cooperative);
    return cwSuccess;
  });
}

// --- Copies to and from device variables ---

cwError_t cwGraphAddMemcpyNodeToSymbol(cwGraphNode_t *node, cwGraph_t graph,
                                       const cwGraphNode_t *needs,
                                       size_t need_count, const void *symbol,
                                       const void *src, size_t count,
                                       size_t offset, cwMemcpyKind kind) {
  return add(node, graph, needs, need_count, [&](OperationPtr &operation) {
    return make_symbol_copy(true, symbol, offset, nullptr, src, count, kind,
                            operation);
  });
}
cwError_t cwGraphAddMemcpyNodeFromSymbol(cwGraphNode_t *node, cwGraph_t graph,
                                         const cwGraphNode_t *needs,
                                         size_t need_count, void *dst,
                                         const void *symbol, size_t count,
                                         size_t offset, cwMemcpyKind kind) {
  return add(node, graph, needs, need_count, [&](OperationPtr &operation) {
    return make_symbol_copy(false, symbol, offset, dst, nullptr, count, kind,
                            operation);
  });
}
cwError_t cwGraphMemcpyNodeSetParamsToSymbol(cwGraphNode_t node,
                                             const void *symbol,
                                             const void *src, size_t count,
                                             size_t offset, cwMemcpyKind kind) {
  return replace(node, cwGraphNodeTypeMemcpy, [&](OperationPtr &operation) {
    return make_symbol_copy(true, symbol, offset, nullptr, src, count, kind,
                            operation);
  });
}
cwError_t cwGraphMemcpyNodeSetParamsFromSymbol(cwGraphNode_t node, void *dst,
                                               const void *symbol, size_t count,
                                               size_t offset,
                                               cwMemcpyKind kind) {
  return replace(node, cwGraphNodeTypeMemcpy, [&](OperationPtr &operation) {
    return make_symbol_copy(false, symbol, offset, dst, nullptr, count, kind,
                            operation);
  });
}
cwError_t cwGraphExecMemcpyNodeSetParamsToSymbol(
    cwGraphExec_t exec, cwGraphNode_t node, const void *symbol, const void *src,
    size_t count, size_t offset, cwMemcpyKind kind) {
  return replace(exec, node, cwGraphNodeTypeMemcpy,
                 [&](OperationPtr &operation) {
                   return make_symbol_copy(true, symbol, offset, nullptr, src,
                                           count, kind, operation);
                 });
}
cwError_t cwGraphExecMemcpyNodeSetParamsFromSymbol(
    cwGraphExec_t exec, cwGraphNode_t node, void *dst, const void *symbol,
    size_t count, size_t offset, cwMemcpyKind kind) {
  return replace(exec, node, cwGraphNodeTypeMemcpy,
                 [&](OperationPtr &operation) {
                   return make_symbol_copy(false, symbol, offset, dst, nullptr,
                                           count, kind, operation);
                 });
}

// --- Nodes of any type ---

cwError_t cwGraphAddNode(cwGraphNode_t *node, cwGraph_t graph,
                         const cwGraphNode_t *needs,
                         const cwGraphEdgeData *edges, size_t count,
                         cwGraphNodeParams *p) {
  if (!p)
    return remember(cwErrorInvalidValue);
  if (!cw_are_plain(edges, count))
    return remember(cwErrorNotSupported);
  switch (p->type) {
  case cwGraphNodeTypeKernel:
    return cwGraphAddKernelNode(node, graph, needs, count, &p->kernel);
  case cwGraphNodeTypeMemcpy:
    return cwGraphAddMemcpyNode(node, graph, needs, count,
                                &p->memcpy.copyParams);
  case cwGraphNodeTypeMemset:
    return cwGraphAddMemsetNode(node, graph, needs, count, &p->memset);
  case cwGraphNodeTypeHost:
    return cwGraphAddHostNode(node, graph, needs, count, &p->host);
  case cwGraphNodeTypeGraph: {
    const cwError_t error =
        cwGraphAddChildGraphNode(node, graph, needs, count, p->graph.graph);
    // The node has its own copy, so the graph that was moved into it is
    // destroyed.
    if (error == cwSuccess &&
        p->graph.ownership == cwGraphChildGraphOwnershipMove)
      return cwGraphDestroy(p->graph.graph);
    return error;
  }
  case cwGraphNodeTypeEmpty:
    return cwGraphAddEmptyNode(node, graph, needs, count);
  case cwGraphNodeTypeWaitEvent:
    return cwGraphAddEventWaitNode(node, graph, needs, count,
                                   p->eventWait.event);
  case cwGraphNodeTypeEventRecord:
    return cwGraphAddEventRecordNode(node, graph, needs, count,
                                     p->eventRecord.event);
  case cwGraphNodeTypeMemAlloc:
    return cwGraphAddMemAllocNode(node, graph, needs, count, &p->alloc);
  case cwGraphNodeTypeMemFree:
    return cwGraphAddMemFreeNode(node, graph, needs, count, p->free.dptr);
  case cwGraphNodeTypeConditional:
    return add_conditional(node, graph, needs, count, p->conditional);
  default:
    return remember(cwErrorNotSupported);
  }
}
cwError_t cwGraphNodeSetParams(cwGraphNode_t node, cwGraphNodeParams *p) {
  if (!p)
    return remember(cwErrorInvalidValue);
  switch (p->type) {
  case cwGraphNodeTypeKernel:
    return cwGraphKernelNodeSetParams(node, &p->kernel);
  case cwGraphNodeTypeMemcpy:
    return cwGraphMemcpyNodeSetParams(node, &p->memcpy.copyParams);
  case cwGraphNodeTypeMemset:
    return cwGraphMemsetNodeSetParams(node, &p->memset);
  case cwGraphNodeTypeHost:
    return cwGraphHostNodeSetParams(node, &p->host);
  case cwGraphNodeTypeWaitEvent:
    return cwGraphEventWaitNodeSetEvent(node, p->eventWait.event);
  case cwGraphNodeTypeEventRecord:
    return cwGraphEventRecordNodeSetEvent(node, p->eventRecord.event);
  default:
    return remember(cwErrorNotSupported);
  }
}
cwError_t cwGraphExecNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node,
                                   cwGraphNodeParams *p) {
  if (!p)
    return remember(cwErrorInvalidValue);
  switch (p->type) {
  case cwGraphNodeTypeKernel:
    return cwGraphExecKernelNodeSetParams(exec, node, &p->kernel);
  case cwGraphNodeTypeMemcpy:
    return cwGraphExecMemcpyNodeSetParams(exec, node, &p->memcpy.copyParams);
  case cwGraphNodeTypeMemset:
    return cwGraphExecMemsetNodeSetParams(exec, node, &p->memset);
  case cwGraphNodeTypeHost:
    return cwGraphExecHostNodeSetParams(exec, node, &p->host);
  case cwGraphNodeTypeGraph:
    return cwGraphExecChildGraphNodeSetParams(exec, node, p->graph.graph);
  case cwGraphNodeTypeWaitEvent:
    return cwGraphExecEventWaitNodeSetEvent(exec, node, p->eventWait.event);
  case cwGraphNodeTypeEventRecord:
    return cwGraphExecEventRecordNodeSetEvent(exec, node, p->eventRecord.event);
  default:
    return remember(cwErrorNotSupported);
  }
}

cwError_t cwGraphNodeSetEnabled(cwGraphExec_t exec, cwGraphNode_t node,
                                unsigned int enabled) {
  return api([&] {
    GraphLock lock(graph_mutex);
    const cwGraphNode_t twin = twin_of(exec, node);
    if (!twin || (twin->type() != cwGraphNodeTypeKernel &&
                  twin->type() != cwGraphNodeTypeMemcpy &&
                  twin->type() != cwGraphNodeTypeMemset))
      return cwErrorInvalidValue;
    twin->enabled = enabled != 0;
    return cwSuccess;
  });
}
cwError_t cwGraphNodeGetEnabled(cwGraphExec_t exec, cwGraphNode_t node,
                                unsigned int *enabled) {
  return api([&] {
    GraphLock lock(graph_mutex);
    const cwGraphNode_t twin = twin_of(exec, node);
    if (!twin || !enabled)
      return cwErrorInvalidValue;
    *enabled = twin->enabled;
    return cwSuccess;
  });
}

cwError_t cwGraphInstantiateWithParams(cwGraphExec_t *exec, cwGraph_t graph,
                                       cwGraphInstantiateParams *p) {
  if (!p)
    return remember(cwErrorInvalidValue);
  p->errNode_out = nullptr;
  const cwError_t error = cwGraphInstantiate(exec, graph, p->flags);
  p->result_out = error == cwSuccess ? cwGraphInstantiateSuccess
                  : error == cwErrorNotSupported
                      ? cwGraphInstantiateNodeOperationNotSupported
                  : error == cwErrorInvalidValue
                      ? cwGraphInstantiateInvalidStructure
                      : cwGraphInstantiateError;
  if (error == cwSuccess && p->flags & cwGraphInstantiateFlagUpload)
    return cwGraphUpload(*exec, p->uploadStream);
  return error;
}
cwError_t cwGraphExecGetFlags(cwGraphExec_t exec, unsigned long long *flags) {
  return api([&] {
    GraphLock lock(graph_mutex);
    if (!valid(exec) || !flags)
      return cwErrorInvalidValue;
    *flags = exec->flags;
    return cwSuccess;
  });
}

cwError_t cwGraphDebugDotPrint(cwGraph_t graph, const char *path,
                               unsigned int) {
  return api([&] {
    std::string text = "digraph causeway {\n";
    {
      GraphLock lock(graph_mutex);
      if (!valid(graph) || !path)
        return cwErrorInvalidValue;
      print_dot(*graph, "n", "  ", text);
    }
    text += "}\n";
    std::FILE *file = std::fopen(path, "w");
    if (!file)
      return cwErrorOperatingSystem;
    const bool written =
        std::fwrite(text.data(), 1, text.size(), file) == text.size();
    return std::fclose(file) == 0 && written ? cwSuccess
                                             : cwErrorOperatingSystem;
  });
}

// --- Conditions ---

cwError_t cwGraphConditionalHandleCreate(cwGraphConditionalHandle *handle,
                                         cwGraph_t graph, unsigned int initial,
                                         unsigned int flags) {
  return api([&] {
    GraphLock lock(graph_mutex);
    if (!handle || !valid(graph) || flags > cwGraphCondAssignDefault)
      return cwErrorInvalidValue;
    auto condition = std::make_shared<Condition>();
    condition->value = condition->initial = initial;
    condition->assign = flags & cwGraphCondAssignDefault;
    *handle = reinterpret_cast<std::uintptr_t>(condition.get());
    graph->conditions.push_back(std::move(condition));
    return cwSuccess;
  });
}
void cwGraphSetConditional(cwGraphConditionalHandle handle,
                           unsigned int value) {
  reinterpret_cast<Condition *>(std::uintptr_t(handle))->value = value;
}

// --- User objects of graphs ---

cwError_t cwGraphRetainUserObject(cwGraph_t graph, cwUserObject_t handle,
                                  unsigned int count, unsigned int flags) {
  return api([&] {
    GraphLock lock(graph_mutex);
    if (!valid(graph) || !handle || !count || flags > cwGraphUserObjectMove)
      return cwErrorInvalidValue;
    graph->objects.add(handle, count);
    // Moved references belonged to the caller.
    return flags & cwGraphUserObjectMove ? release_references(handle, count)
                                         : cwSuccess;
  });
}
cwError_t cwGraphReleaseUserObject(cwGraph_t graph, cwUserObject_t handle,
                                   unsigned int count) {
  return api([&] {
    GraphLock lock(graph_mutex);
    return valid(graph) && handle && count &&
                   graph->objects.remove(handle, count)
               ? cwSuccess
               : cwErrorInvalidValue;
  });
}
