// SPDX-License-Identifier: Apache-2.0
#include "graph.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "array.h"
#include "device.h"
#include "error.h"
#include "kernel.h"
#include "pool.h"

namespace cw::cpu {

std::recursive_mutex graph_mutex;

namespace {

std::unordered_set<cwGraph_t> graphs;
std::unordered_set<cwGraphNode_t> all_nodes;

} // namespace

bool valid(cwGraph_t graph) { return graphs.count(graph) != 0; }
bool valid(cwGraphNode_t node) { return all_nodes.count(node) != 0; }

void register_body(cwGraph_t graph) {
  graphs.insert(graph);
  for (const auto &node : graph->nodes) {
    all_nodes.insert(node.get());
    for (const auto &body : node->bodies)
      register_body(body.get());
  }
}
static void unregister(cwGraph_t graph) {
  for (const auto &node : graph->nodes) {
    all_nodes.erase(node.get());
    for (const auto &body : node->bodies)
      unregister(body.get());
  }
  graphs.erase(graph);
}
cwGraph_t create_graph() {
  const auto graph = new cwGraph_st;
  graphs.insert(graph);
  return graph;
}
void destroy_graph(cwGraph_t graph) {
  unregister(graph);
  delete graph;
}

cwGraphNode_t add_node(cwGraph_t graph, OperationPtr operation,
                       std::vector<cwGraphNode_t> needs) {
  auto node = std::make_unique<cwGraphNode_st>();
  node->graph = graph;
  node->operation = std::move(operation);
  std::sort(needs.begin(), needs.end());
  needs.erase(std::unique(needs.begin(), needs.end()), needs.end());
  node->needs = std::move(needs);
  all_nodes.insert(node.get());
  graph->nodes.push_back(std::move(node));
  return graph->nodes.back().get();
}

std::unique_ptr<cwGraph_st> copy_graph(const cwGraph_st &graph) {
  auto copy = std::unique_ptr<cwGraph_st>(
      new cwGraph_st{{}, graph.conditions, graph.objects, nullptr});
  std::unordered_map<cwGraphNode_t, cwGraphNode_t> twin;
  for (const auto &node : graph.nodes) {
    auto made = std::make_unique<cwGraphNode_st>();
    made->graph = copy.get();
    made->operation = node->operation;
    made->needs = node->needs;
    made->original = node.get();
    made->event = node->event;
    std::copy(std::begin(node->attributes), std::end(node->attributes),
              made->attributes);
    made->allocation = node->allocation;
    made->freed = node->freed;
    made->condition = node->condition;
    made->decision = node->decision;
    for (const auto &body : node->bodies) {
      made->bodies.push_back(copy_graph(*body));
      made->bodies.back()->owner = made.get();
    }
    twin[node.get()] = made.get();
    copy->nodes.push_back(std::move(made));
  }
  for (const auto &node : copy->nodes)
    for (cwGraphNode_t &need : node->needs)
      need = twin.at(need);
  return copy;
}

std::vector<cwGraphNode_t> in_order(const cwGraph_st &graph) {
  std::unordered_map<cwGraphNode_t, std::size_t> missing;
  std::unordered_map<cwGraphNode_t, std::vector<cwGraphNode_t>> dependents;
  std::vector<cwGraphNode_t> order;
  for (const auto &node : graph.nodes) {
    missing[node.get()] = node->needs.size();
    for (cwGraphNode_t need : node->needs)
      dependents[need].push_back(node.get());
    if (node->needs.empty())
      order.push_back(node.get());
  }
  for (std::size_t i = 0; i < order.size(); ++i)
    for (cwGraphNode_t next : dependents[order[i]])
      if (--missing[next] == 0)
        order.push_back(next);
  if (order.size() != graph.nodes.size())
    order.clear();
  return order;
}

namespace {

/// Runs one of its graphs, or repeats one, depending on a word that kernels may
/// write meanwhile.
struct ConditionalOperation final : Operation {
  cwError_t run() const override {
    switch (decision) {
    case cwGraphCondTypeIf: {
      const std::size_t which = condition->value ? 0 : 1;
      return which < bodies.size() ? bodies[which].run() : cwSuccess;
    }
    case cwGraphCondTypeWhile:
      while (condition->value)
        if (const cwError_t error = bodies[0].run())
          return error;
      return cwSuccess;
    case cwGraphCondTypeSwitch: {
      const unsigned which = condition->value;
      return which < bodies.size() ? bodies[which].run() : cwSuccess;
    }
    }
    return cwErrorInvalidValue;
  }
  cwGraphNodeType type() const override { return cwGraphNodeTypeConditional; }
  std::shared_ptr<Condition> condition;
  cwGraphConditionalNodeType decision = cwGraphCondTypeIf;
  std::vector<SequenceOperation> bodies;
};

/// Makes one operation of the whole graph. Event nodes and memory nodes are not
/// supported in it.
cwError_t make_sequence(cwGraph_st &graph, SequenceOperation &sequence) {
  if (const cwError_t error = link_bodies(graph))
    return error;
  const auto order = in_order(graph);
  if (order.empty() && !graph.nodes.empty())
    return cwErrorInvalidValue;
  for (cwGraphNode_t node : order) {
    if (node->event || node->type() == cwGraphNodeTypeMemAlloc ||
        node->type() == cwGraphNodeTypeMemFree)
      return cwErrorNotSupported;
    sequence.operations.push_back(node->operation);
  }
  return cwSuccess;
}

} // namespace

OperationPtr unlinked(cwGraphNodeType type) {
  return internal([] { return cwErrorInvalidValue; }, false, type);
}

cwError_t link_bodies(cwGraph_st &graph) {
  for (const auto &node : graph.nodes) {
    if (node->bodies.empty())
      continue;
    std::vector<SequenceOperation> sequences(node->bodies.size());
    for (std::size_t i = 0; i < sequences.size(); ++i)
      if (const cwError_t error = make_sequence(*node->bodies[i], sequences[i]))
        return error;
    if (node->type() == cwGraphNodeTypeGraph) {
      node->operation =
          std::make_shared<SequenceOperation>(std::move(sequences[0]));
    } else {
      auto made = std::make_shared<ConditionalOperation>();
      made->condition = node->condition;
      made->decision = node->decision;
      made->bodies = std::move(sequences);
      node->operation = made;
    }
  }
  return cwSuccess;
}

cwError_t set_child(cwGraphNode_st &node, cwGraph_t child) {
  if (!valid(child))
    return cwErrorInvalidValue;
  auto body = copy_graph(*child);
  SequenceOperation all;
  if (const cwError_t error = make_sequence(*body, all))
    return error;
  body->owner = &node;
  node.operation = std::make_shared<SequenceOperation>(std::move(all));
  for (const auto &before : node.bodies)
    unregister(before.get());
  node.bodies.clear();
  node.bodies.push_back(std::move(body));
  return cwSuccess;
}

// --- Operations from the parameters of nodes ---

bool is_cooperative(const OperationPtr &kernel) {
  return static_cast<const KernelOperation &>(*kernel).shape.cooperative;
}
cwError_t make(const cwKernelNodeParams &p, OperationPtr &operation,
               bool cooperative) {
  const LaunchShape shape{p.gridDim, p.blockDim, p.sharedMemBytes, cooperative};
  std::shared_ptr<const KernelCall> call;
  if (p.extra)
    return cwErrorNotSupported;
  if (const cwError_t error = check_shape(shape, p.func))
    return error;
  if (const cwError_t error = make_kernel_call(p.func, p.kernelParams, call))
    return error;
  operation = std::make_shared<KernelOperation>(std::move(call), shape, p.func);
  return cwSuccess;
}
cwError_t make(const cwMemcpy3DParms &p, OperationPtr &operation) {
  CopyBox box;
  if (const cwError_t error = box_of_3d(p, box))
    return error;
  auto copy = std::make_shared<CopyOperation>(box);
  copy->parameters = p;
  operation = copy;
  return cwSuccess;
}
cwError_t make(void *dst, const void *src, std::size_t bytes, cwMemcpyKind kind,
               OperationPtr &operation) {
  const CopyBox box{static_cast<char *>(dst), static_cast<const char *>(src),
                    bytes};
  if (const cwError_t error = check_copy(box, kind))
    return error;
  operation = std::make_shared<CopyOperation>(box);
  return cwSuccess;
}
cwError_t make(const cwMemsetParams &p, OperationPtr &operation) {
  if (p.elementSize != 1 && p.elementSize != 2 && p.elementSize != 4)
    return cwErrorInvalidValue;
  const CheckedSize row = CheckedSize(p.width) * p.elementSize;
  if (!p.width || !p.height || !(row * p.height).fits() ||
      (p.height > 1 && p.pitch < row.value()))
    return cwErrorInvalidValue;
  if (const cwError_t error =
          check_device_range(p.dst, box_span(row, p.height, 1, p.pitch, 0)))
    return error;
  auto fill = std::make_shared<FillOperation>();
  fill->dst = static_cast<char *>(p.dst);
  fill->value = p.elementSize == 1 ? p.value & 0xff : p.value;
  fill->element = p.elementSize;
  fill->width = p.width;
  fill->height = p.height;
  fill->pitch = p.pitch;
  operation = fill;
  return cwSuccess;
}
cwError_t make(const cwHostNodeParams &p, OperationPtr &operation) {
  if (!p.fn)
    return cwErrorInvalidValue;
  operation = std::make_shared<HostOperation>(p.fn, p.userData);
  return cwSuccess;
}

namespace {

/// Fills the caller's list, for all cwGraphGet... calls; without a list,
/// returns only the number.
cwError_t give_list(const std::vector<cwGraphNode_t> &found,
                    cwGraphNode_t *list, std::size_t *count) {
  if (!count)
    return cwErrorInvalidValue;
  if (list) {
    const std::size_t given = std::min(*count, found.size());
    std::copy_n(found.begin(), given, list);
    std::fill(list + given, list + *count, nullptr);
    *count = given;
  } else {
    *count = found.size();
  }
  return cwSuccess;
}

} // namespace
} // namespace cw::cpu

using namespace cw::cpu;

cwError_t cwGraphCreate(cwGraph_t *graph, unsigned int flags) {
  return api([&] {
    if (!graph || flags)
      return cwErrorInvalidValue;
    GraphLock lock(graph_mutex);
    *graph = create_graph();
    return cwSuccess;
  });
}
cwError_t cwGraphDestroy(cwGraph_t graph) {
  return api([&] {
    GraphLock lock(graph_mutex);
    if (!valid(graph) || graph->owner)
      return cwErrorInvalidValue;
    destroy_graph(graph);
    return cwSuccess;
  });
}
cwError_t cwGraphClone(cwGraph_t *clone, cwGraph_t original) {
  return api([&] {
    GraphLock lock(graph_mutex);
    if (!clone || !valid(original))
      return cwErrorInvalidValue;
    *clone = copy_graph(*original).release();
    register_body(*clone);
    return cwSuccess;
  });
}
cwError_t cwGraphNodeFindInClone(cwGraphNode_t *node, cwGraphNode_t original,
                                 cwGraph_t clone) {
  return api([&] {
    GraphLock lock(graph_mutex);
    if (!node || !valid(clone))
      return cwErrorInvalidValue;
    for (const auto &twin : clone->nodes)
      if (twin->original == original) {
        *node = twin.get();
        return cwSuccess;
      }
    return cwErrorInvalidValue;
  });
}

cwError_t cwGraphAddKernelNode(cwGraphNode_t *node, cwGraph_t graph,
                               const cwGraphNode_t *needs, size_t count,
                               const cwKernelNodeParams *p) {
  return add(node, graph, needs, count, [&](OperationPtr &operation) {
    return p ? make(*p, operation) : cwErrorInvalidValue;
  });
}
cwError_t cwGraphAddMemcpyNode(cwGraphNode_t *node, cwGraph_t graph,
                               const cwGraphNode_t *needs, size_t count,
                               const cwMemcpy3DParms *p) {
  return add(node, graph, needs, count, [&](OperationPtr &operation) {
    return p ? make(*p, operation) : cwErrorInvalidValue;
  });
}
cwError_t cwGraphAddMemcpyNode1D(cwGraphNode_t *node, cwGraph_t graph,
                                 const cwGraphNode_t *needs, size_t count,
                                 void *dst, const void *src, size_t bytes,
                                 cwMemcpyKind kind) {
  return add(node, graph, needs, count, [&](OperationPtr &operation) {
    return make(dst, src, bytes, kind, operation);
  });
}
cwError_t cwGraphAddMemsetNode(cwGraphNode_t *node, cwGraph_t graph,
                               const cwGraphNode_t *needs, size_t count,
                               const cwMemsetParams *p) {
  return add(node, graph, needs, count, [&](OperationPtr &operation) {
    return p ? make(*p, operation) : cwErrorInvalidValue;
  });
}
cwError_t cwGraphAddHostNode(cwGraphNode_t *node, cwGraph_t graph,
                             const cwGraphNode_t *needs, size_t count,
                             const cwHostNodeParams *p) {
  return add(node, graph, needs, count, [&](OperationPtr &operation) {
    return p ? make(*p, operation) : cwErrorInvalidValue;
  });
}
cwError_t cwGraphAddChildGraphNode(cwGraphNode_t *node, cwGraph_t graph,
                                   const cwGraphNode_t *needs, size_t count,
                                   cwGraph_t child) {
  return api([&] {
    GraphLock lock(graph_mutex);
    cwGraphNode_st made;
    if (const cwError_t error = set_child(made, child))
      return error;
    const cwError_t error =
        add(node, graph, needs, count, [&](OperationPtr &operation) {
          operation = made.operation;
          return cwSuccess;
        });
    if (error)
      return error;
    (*node)->bodies = std::move(made.bodies);
    (*node)->bodies[0]->owner = *node;
    register_body((*node)->bodies[0].get());
    return cwSuccess;
  });
}
cwError_t cwGraphAddEmptyNode(cwGraphNode_t *node, cwGraph_t graph,
                              const cwGraphNode_t *needs, size_t count) {
  return add(node, graph, needs, count, [&](OperationPtr &operation) {
    operation = std::make_shared<EmptyOperation>();
    return cwSuccess;
  });
}
namespace {
cwError_t add_event_node(cwGraphNode_t *node, cwGraph_t graph,
                         const cwGraphNode_t *needs, std::size_t count,
                         cwEvent_t handle, cwGraphNodeType type) {
  const auto event = find_event(handle);
  const cwError_t error =
      add(node, graph, needs, count, [&](OperationPtr &operation) {
        operation = internal([] { return cwSuccess; }, true, type);
        return event ? cwSuccess : cwErrorInvalidResourceHandle;
      });
  if (error == cwSuccess)
    (*node)->event = event;
  return error;
}
} // namespace
cwError_t cwGraphAddEventRecordNode(cwGraphNode_t *node, cwGraph_t graph,
                                    const cwGraphNode_t *needs, size_t count,
                                    cwEvent_t event) {
  return add_event_node(node, graph, needs, count, event,
                        cwGraphNodeTypeEventRecord);
}
cwError_t cwGraphAddEventWaitNode(cwGraphNode_t *node, cwGraph_t graph,
                                  const cwGraphNode_t *needs, size_t count,
                                  cwEvent_t event) {
  return add_event_node(node, graph, needs, count, event,
                        cwGraphNodeTypeWaitEvent);
}
cwError_t cwGraphAddMemAllocNode(cwGraphNode_t *node, cwGraph_t graph,
                                 const cwGraphNode_t *needs, size_t count,
                                 cwMemAllocNodeParams *p) {
  const cwError_t error =
      add(node, graph, needs, count, [&](OperationPtr &operation) {
        if (!p || !p->bytesize ||
            p->poolProps.location.type != cwMemLocationTypeDevice ||
            !device_exists(p->poolProps.location.id))
          return cwErrorInvalidValue;
        auto memory = std::make_shared<GraphMemory>(p->bytesize,
                                                    p->poolProps.location.id);
        p->dptr = memory->pointer;
        if (!p->dptr)
          return cwErrorMemoryAllocation;
        operation = internal(
            [memory] {
              hand_out(memory->pointer);
              return cwSuccess;
            },
            true, cwGraphNodeTypeMemAlloc);
        return cwSuccess;
      });
  if (error == cwSuccess) {
    (*node)->allocation = *p;
    (*node)->allocation->accessDescs = nullptr;
    (*node)->allocation->accessDescCount = 0;
  }
  return error;
}
cwError_t cwGraphAddMemFreeNode(cwGraphNode_t *node, cwGraph_t graph,
                                const cwGraphNode_t *needs, size_t count,
                                void *pointer) {
  const cwError_t error =
      add(node, graph, needs, count, [&](OperationPtr &operation) {
        const auto known = find_allocation(pointer);
        if (!known || known->base != pointer || known->kind != MemoryKind::Pool)
          return cwErrorInvalidValue;
        operation = internal(
            [pointer] {
              free_to_pool(pointer);
              return cwSuccess;
            },
            true, cwGraphNodeTypeMemFree);
        return cwSuccess;
      });
  if (error == cwSuccess)
    (*node)->freed = pointer;
  return error;
}

cwError_t cwGraphAddDependencies(cwGraph_t graph, const cwGraphNode_t *from,
                                 const cwGraphNode_t *to, size_t count) {
  return api([&] {
    GraphLock lock(graph_mutex);
    if (!valid(graph) || (count && (!from || !to)))
      return cwErrorInvalidValue;
    for (std::size_t i = 0; i < count; ++i) {
      if (!valid(from[i]) || !valid(to[i]) || from[i]->graph != graph ||
          to[i]->graph != graph || from[i] == to[i])
        return cwErrorInvalidValue;
      auto &needs = to[i]->needs;
      if (std::find(needs.begin(), needs.end(), from[i]) != needs.end())
        return cwErrorInvalidValue;
      needs.push_back(from[i]);
    }
    return cwSuccess;
  });
}
cwError_t cwGraphRemoveDependencies(cwGraph_t graph, const cwGraphNode_t *from,
                                    const cwGraphNode_t *to, size_t count) {
  return api([&] {
    GraphLock lock(graph_mutex);
    if (!valid(graph) || (count && (!from || !to)))
      return cwErrorInvalidValue;
    for (std::size_t i = 0; i < count; ++i) {
      if (!valid(from[i]) || !valid(to[i]))
        return cwErrorInvalidValue;
      auto &needs = to[i]->needs;
      auto at = std::find(needs.begin(), needs.end(), from[i]);
      if (at == needs.end())
        return cwErrorInvalidValue;
      needs.erase(at);
    }
    return cwSuccess;
  });
}
cwError_t cwGraphDestroyNode(cwGraphNode_t node) {
  return api([&] {
    GraphLock lock(graph_mutex);
    if (!valid(node))
      return cwErrorInvalidValue;
    auto &nodes = node->graph->nodes;
    for (const auto &other : nodes)
      other->needs.erase(
          std::remove(other->needs.begin(), other->needs.end(), node),
          other->needs.end());
    for (const auto &body : node->bodies)
      unregister(body.get());
    all_nodes.erase(node);
    nodes.erase(
        std::find_if(nodes.begin(), nodes.end(),
                     [=](const auto &other) { return other.get() == node; }));
    return cwSuccess;
  });
}

cwError_t cwGraphGetNodes(cwGraph_t graph, cwGraphNode_t *list, size_t *count) {
  return api([&] {
    GraphLock lock(graph_mutex);
    std::vector<cwGraphNode_t> found;
    if (!valid(graph))
      return cwErrorInvalidValue;
    for (const auto &node : graph->nodes)
      found.push_back(node.get());
    return give_list(found, list, count);
  });
}
cwError_t cwGraphGetRootNodes(cwGraph_t graph, cwGraphNode_t *list,
                              size_t *count) {
  return api([&] {
    GraphLock lock(graph_mutex);
    std::vector<cwGraphNode_t> found;
    if (!valid(graph))
      return cwErrorInvalidValue;
    for (const auto &node : graph->nodes)
      if (node->needs.empty())
        found.push_back(node.get());
    return give_list(found, list, count);
  });
}
cwError_t cwGraphGetEdges(cwGraph_t graph, cwGraphNode_t *from,
                          cwGraphNode_t *to, size_t *count) {
  return api([&] {
    GraphLock lock(graph_mutex);
    std::vector<cwGraphNode_t> begins, ends;
    if (!valid(graph) || !count || !from != !to)
      return cwErrorInvalidValue;
    for (const auto &node : graph->nodes)
      for (cwGraphNode_t need : node->needs) {
        begins.push_back(need);
        ends.push_back(node.get());
      }
    std::size_t same = *count;
    give_list(begins, from, &same);
    return give_list(ends, to, count);
  });
}
cwError_t cwGraphNodeGetType(cwGraphNode_t node, cwGraphNodeType *type) {
  return api([&] {
    GraphLock lock(graph_mutex);
    if (!valid(node) || !type)
      return cwErrorInvalidValue;
    *type = node->type();
    return cwSuccess;
  });
}
cwError_t cwGraphNodeGetDependencies(cwGraphNode_t node, cwGraphNode_t *list,
                                     size_t *count) {
  return api([&] {
    GraphLock lock(graph_mutex);
    return valid(node) ? give_list(node->needs, list, count)
                       : cwErrorInvalidValue;
  });
}
cwError_t cwGraphNodeGetDependentNodes(cwGraphNode_t node, cwGraphNode_t *list,
                                       size_t *count) {
  return api([&] {
    GraphLock lock(graph_mutex);
    std::vector<cwGraphNode_t> found;
    if (!valid(node))
      return cwErrorInvalidValue;
    for (const auto &other : node->graph->nodes)
      if (std::find(other->needs.begin(), other->needs.end(), node) !=
          other->needs.end())
        found.push_back(other.get());
    return give_list(found, list, count);
  });
}
cwError_t cwGraphKernelNodeGetParams(cwGraphNode_t node,
                                     cwKernelNodeParams *p) {
  return api([&] {
    GraphLock lock(graph_mutex);
    if (!p || !valid(node) || node->type() != cwGraphNodeTypeKernel)
      return cwErrorInvalidValue;
    const auto &operation =
        static_cast<const KernelOperation &>(*node->operation);
    node->arguments = operation.call->arguments();
    *p = {const_cast<void *>(operation.kernel),
          operation.shape.grid,
          operation.shape.block,
          unsigned(operation.shape.shared),
          node->arguments.data(),
          nullptr};
    return cwSuccess;
  });
}

cwError_t cwGraphKernelNodeSetParams(cwGraphNode_t node,
                                     const cwKernelNodeParams *p) {
  return replace(node, cwGraphNodeTypeKernel, [&](OperationPtr &operation) {
    return p ? make(*p, operation, is_cooperative(operation))
             : cwErrorInvalidValue;
  });
}
cwError_t cwGraphMemcpyNodeSetParams(cwGraphNode_t node,
                                     const cwMemcpy3DParms *p) {
  return replace(node, cwGraphNodeTypeMemcpy, [&](OperationPtr &operation) {
    return p ? make(*p, operation) : cwErrorInvalidValue;
  });
}
cwError_t cwGraphMemcpyNodeSetParams1D(cwGraphNode_t node, void *dst,
                                       const void *src, size_t bytes,
                                       cwMemcpyKind kind) {
  return replace(node, cwGraphNodeTypeMemcpy, [&](OperationPtr &operation) {
    return make(dst, src, bytes, kind, operation);
  });
}
cwError_t cwGraphMemsetNodeSetParams(cwGraphNode_t node,
                                     const cwMemsetParams *p) {
  return replace(node, cwGraphNodeTypeMemset, [&](OperationPtr &operation) {
    return p ? make(*p, operation) : cwErrorInvalidValue;
  });
}
cwError_t cwGraphHostNodeSetParams(cwGraphNode_t node,
                                   const cwHostNodeParams *p) {
  return replace(node, cwGraphNodeTypeHost, [&](OperationPtr &operation) {
    return p ? make(*p, operation) : cwErrorInvalidValue;
  });
}

// --- Memory of graphs; it belongs to nodes, so used and reserved are equal ---

cwError_t cwDeviceGetGraphMemAttribute(int device,
                                       cwGraphMemAttributeType attribute,
                                       void *value) {
  return api([&] {
    if (!device_exists(device))
      return cwErrorInvalidDevice;
    if (!value || unsigned(attribute) > cwGraphMemAttrReservedMemHigh)
      return cwErrorInvalidValue;
    const bool high = attribute == cwGraphMemAttrUsedMemHigh ||
                      attribute == cwGraphMemAttrReservedMemHigh;
    *static_cast<unsigned long long *>(value) = graph_memory(high);
    return cwSuccess;
  });
}
cwError_t cwDeviceSetGraphMemAttribute(int device,
                                       cwGraphMemAttributeType attribute,
                                       void *value) {
  return api([&] {
    if (!device_exists(device))
      return cwErrorInvalidDevice;
    if (!value || *static_cast<unsigned long long *>(value) ||
        (attribute != cwGraphMemAttrUsedMemHigh &&
         attribute != cwGraphMemAttrReservedMemHigh))
      return cwErrorInvalidValue;
    reset_graph_memory_high();
    return cwSuccess;
  });
}
cwError_t cwDeviceGraphMemTrim(int device) {
  return remember(device_exists(device) ? cwSuccess : cwErrorInvalidDevice);
}
