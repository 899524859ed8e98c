// SPDX-License-Identifier: Apache-2.0
// An executable graph is a copy of the graph. A launch queues its operations in
// topological order. Operations are immutable (operation.h), so an update of
// the executable graph does not affect a launch in flight.
#include "graph_exec.h"

#include <set>
#include <unordered_map>
#include <unordered_set>

#include "device.h"
#include "enqueue.h"
#include "error.h"

namespace cw::cpu {
namespace {

std::unordered_set<cwGraphExec_t> executables;

/// The conditions that each launch sets at its start.
void collect_conditions(const cwGraph_st &graph,
                        std::vector<std::shared_ptr<Condition>> &found) {
  for (const auto &condition : graph.conditions)
    if (condition->assign)
      found.push_back(condition);
  for (const auto &node : graph.nodes)
    for (const auto &body : node->bodies)
      collect_conditions(*body, found);
}

} // namespace

bool valid(cwGraphExec_t exec) { return executables.count(exec) != 0; }

} // namespace cw::cpu

using namespace cw::cpu;

cwError_t cwGraphInstantiate(cwGraphExec_t *exec, cwGraph_t graph,
                             unsigned long long flags) {
  return api([&] {
    GraphLock lock(graph_mutex);
    if (!exec || !valid(graph) || flags > 15)
      return cwErrorInvalidValue;
    if (flags & cwGraphInstantiateFlagDeviceLaunch)
      return cwErrorNotSupported;
    if (in_order(*graph).empty() && !graph->nodes.empty())
      return cwErrorInvalidValue;
    std::shared_ptr<cwGraph_st> copy = copy_graph(*graph);
    if (const cwError_t error = link_bodies(*copy))
      return error;
    *exec = new cwGraphExec_st{std::move(copy), current_device(), flags};
    executables.insert(*exec);
    return cwSuccess;
  });
}
cwError_t cwGraphInstantiateWithFlags(cwGraphExec_t *exec, cwGraph_t graph,
                                      unsigned long long flags) {
  return cwGraphInstantiate(exec, graph, flags);
}
cwError_t cwGraphExecDestroy(cwGraphExec_t exec) {
  return api([&] {
    GraphLock lock(graph_mutex);
    if (!executables.erase(exec))
      return cwErrorInvalidValue;
    delete exec; // queued launches hold their own references to the graph
    return cwSuccess;
  });
}
cwError_t cwGraphUpload(cwGraphExec_t exec, cwStream_t stream) {
  return api([&] {
    GraphLock lock(graph_mutex);
    if (!valid(exec))
      return cwErrorInvalidValue;
    return find_stream(stream) ? cwSuccess : cwErrorInvalidResourceHandle;
  });
}
cwError_t cwGraphLaunch(cwGraphExec_t exec, cwStream_t handle) {
  return api([&] {
    // The nodes between two event nodes enter the stream as one operation.
    struct Part {
      std::shared_ptr<SequenceOperation> sequence =
          std::make_shared<SequenceOperation>();
      std::shared_ptr<cwEvent_st> event;
      cwGraphNodeType type = cwGraphNodeTypeEmpty;
    };
    std::vector<Part> parts(1);
    std::shared_ptr<cwGraph_st> held;
    const auto stream = find_stream(handle);
    if (!stream)
      return cwErrorInvalidResourceHandle;
    {
      GraphLock lock(graph_mutex);
      if (!valid(exec))
        return cwErrorInvalidValue;
      held = exec->graph;
      std::vector<std::shared_ptr<Condition>> conditions;
      collect_conditions(*exec->graph, conditions);
      if (!conditions.empty())
        parts.back().sequence->operations.push_back(
            internal([conditions = std::move(conditions)] {
              for (const auto &condition : conditions)
                condition->value = condition->initial;
              return cwSuccess;
            }));
      for (cwGraphNode_t node : in_order(*exec->graph)) {
        if (!node->enabled)
          continue;
        if (!node->event) {
          parts.back().sequence->operations.push_back(node->operation);
          continue;
        }
        parts.back().event = node->event;
        parts.back().type = node->type();
        parts.emplace_back();
      }
    }
    for (const Part &part : parts) {
      part.sequence->held = held;
      if (!part.sequence->operations.empty())
        if (const cwError_t error = enqueue(handle, part.sequence))
          return error;
      if (part.event && part.type == cwGraphNodeTypeEventRecord)
        record_event(*part.event, *stream);
      if (part.event && part.type == cwGraphNodeTypeWaitEvent) {
        std::lock_guard<std::mutex> lock(part.event->mutex);
        if (part.event->record)
          stream->submit(std::make_shared<EmptyOperation>(),
                         {part.event->record->point});
      }
    }
    return cwSuccess;
  });
}
cwError_t cwGraphExecUpdate(cwGraphExec_t exec, cwGraph_t graph,
                            cwGraphExecUpdateResultInfo *result) {
  return api([&] {
    GraphLock lock(graph_mutex);
    if (!valid(exec) || !valid(graph) || !result)
      return cwErrorInvalidValue;
    *result = {cwGraphExecUpdateSuccess, nullptr, nullptr};
    auto refuse = [&](cwGraphExecUpdateResult why, cwGraphNode_t node) {
      *result = {why, node, nullptr};
      return cwErrorGraphExecUpdateFailure;
    };
    // Nodes correspond by the order of their creation.
    const auto &old_nodes = exec->graph->nodes, &new_nodes = graph->nodes;
    if (old_nodes.size() != new_nodes.size())
      return refuse(cwGraphExecUpdateErrorTopologyChanged, nullptr);
    std::unordered_map<cwGraphNode_t, cwGraphNode_t> twin;
    for (std::size_t i = 0; i < new_nodes.size(); ++i)
      twin[new_nodes[i].get()] = old_nodes[i].get();
    for (std::size_t i = 0; i < new_nodes.size(); ++i) {
      if (old_nodes[i]->type() != new_nodes[i]->type())
        return refuse(cwGraphExecUpdateErrorNodeTypeChanged,
                      new_nodes[i].get());
      std::set<cwGraphNode_t> before(old_nodes[i]->needs.begin(),
                                     old_nodes[i]->needs.end()),
          now;
      for (cwGraphNode_t need : new_nodes[i]->needs)
        now.insert(twin.at(need));
      if (before != now)
        return refuse(cwGraphExecUpdateErrorTopologyChanged,
                      new_nodes[i].get());
    }
    // A copy, since a launch in flight may still run the replaced operations.
    std::shared_ptr<cwGraph_st> update = copy_graph(*graph);
    if (const cwError_t error = link_bodies(*update))
      return error;
    for (std::size_t i = 0; i < new_nodes.size(); ++i) {
      old_nodes[i]->operation = update->nodes[i]->operation;
      old_nodes[i]->event = update->nodes[i]->event;
    }
    return cwSuccess;
  });
}
cwError_t cwGraphExecKernelNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node,
                                         const cwKernelNodeParams *p) {
  return replace(exec, node, cwGraphNodeTypeKernel,
                 [&](OperationPtr &operation) {
                   return p ? make(*p, operation, is_cooperative(operation))
                            : cwErrorInvalidValue;
                 });
}
cwError_t cwGraphExecMemcpyNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node,
                                         const cwMemcpy3DParms *p) {
  return replace(exec, node, cwGraphNodeTypeMemcpy,
                 [&](OperationPtr &operation) {
                   return p ? make(*p, operation) : cwErrorInvalidValue;
                 });
}
cwError_t cwGraphExecMemcpyNodeSetParams1D(cwGraphExec_t exec,
                                           cwGraphNode_t node, void *dst,
                                           const void *src, size_t bytes,
                                           cwMemcpyKind kind) {
  return replace(exec, node, cwGraphNodeTypeMemcpy,
                 [&](OperationPtr &operation) {
                   return make(dst, src, bytes, kind, operation);
                 });
}
cwError_t cwGraphExecMemsetNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node,
                                         const cwMemsetParams *p) {
  return replace(exec, node, cwGraphNodeTypeMemset,
                 [&](OperationPtr &operation) {
                   return p ? make(*p, operation) : cwErrorInvalidValue;
                 });
}
cwError_t cwGraphExecHostNodeSetParams(cwGraphExec_t exec, cwGraphNode_t node,
                                       const cwHostNodeParams *p) {
  return replace(exec, node, cwGraphNodeTypeHost, [&](OperationPtr &operation) {
    return p ? make(*p, operation) : cwErrorInvalidValue;
  });
}
cwError_t cwGraphExecChildGraphNodeSetParams(cwGraphExec_t exec,
                                             cwGraphNode_t node,
                                             cwGraph_t child) {
  return api([&] {
    GraphLock lock(graph_mutex);
    const cwGraphNode_t twin = twin_of(exec, node);
    return twin && twin->type() == cwGraphNodeTypeGraph
               ? set_child(*twin, child)
               : cwErrorInvalidValue;
  });
}
