// Graphs of operations: their nodes, and functions that find and change them.
// This file owns the lists of valid graphs and nodes; a program builds a graph
// node by node or captures it from streams (capture.h), and launches it any
// number of times (graph_exec.h).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "error.h"
#include "stream.h"
#include "user_objects.h"

namespace cw::cpu {

/// The target of a cwGraphConditionalHandle. Kernels write the value.
struct Condition {
  std::atomic<unsigned> value{0};
  unsigned initial = 0;
  bool assign = false; ///< each launch starts with the initial value
};

} // namespace cw::cpu

struct cwGraphNode_st {
  cwGraph_t graph = nullptr;
  cw::cpu::OperationPtr operation;
  std::vector<cwGraphNode_t> needs;  ///< the nodes it depends on
  cwGraphNode_t original = nullptr;  ///< in a clone: the node that was cloned
  std::shared_ptr<cwEvent_st> event; ///< of event nodes
  std::vector<void *> arguments;     ///< for cwGraphKernelNodeGetParams
  cwLaunchAttributeValue attributes[16] = {}; ///< of kernel nodes
  bool enabled = true;
  std::optional<cwMemAllocNodeParams> allocation;
  void *freed = nullptr; ///< the memory that a free node frees
  /// The graphs of a child or conditional node. Instantiation makes the node's
  /// operation from them.
  std::vector<std::unique_ptr<cwGraph_st>> bodies;
  std::vector<cwGraph_t> body_handles;
  std::shared_ptr<cw::cpu::Condition> condition;
  cwGraphConditionalNodeType decision = cwGraphCondTypeIf;

  cwGraphNodeType type() const { return operation->type(); }
};

struct cwGraph_st {
  /// In the order of their creation.
  std::vector<std::unique_ptr<cwGraphNode_st>> nodes;
  std::vector<std::shared_ptr<cw::cpu::Condition>> conditions;
  cw::cpu::UserObjects objects;
  cwGraphNode_t owner = nullptr; ///< the node whose body it is
};

namespace cw::cpu {

/// Guards captures and every graph handle. No operation runs while it is held.
extern std::recursive_mutex graph_mutex;
using GraphLock = std::lock_guard<std::recursive_mutex>;

bool valid(cwGraph_t graph);
bool valid(cwGraphNode_t node);

/// Adds the graph that a node owns to the valid handles, so that the user may
/// change it.
void register_body(cwGraph_t graph);
/// An empty graph of the program, which destroy_graph() destroys.
cwGraph_t create_graph();
void destroy_graph(cwGraph_t graph);

cwGraphNode_t add_node(cwGraph_t graph, OperationPtr operation,
                       std::vector<cwGraphNode_t> needs);
/// A copy, including bodies, whose nodes refer to their originals.
std::unique_ptr<cwGraph_st> copy_graph(const cwGraph_st &graph);

/// A whole graph, or a part of one, as one operation.
struct SequenceOperation final : Operation {
  cwError_t run() const override {
    for (const OperationPtr &operation : operations)
      if (const cwError_t error = operation->run())
        return error;
    return cwSuccess;
  }
  cwGraphNodeType type() const override { return cwGraphNodeTypeGraph; }
  std::vector<OperationPtr> operations;
  /// Keeps the graph of a launch alive, with its user objects.
  std::shared_ptr<cwGraph_st> held;
};

/// Makes the operations of all nodes that have bodies.
cwError_t link_bodies(cwGraph_st &graph);
/// Gives a child node its graph: a copy of the user's graph in its current
/// state.
cwError_t set_child(cwGraphNode_st &node, cwGraph_t child);
/// The operation of a child or conditional node before it is instantiated.
OperationPtr unlinked(cwGraphNodeType type);

/// The nodes in an order in which each follows its dependencies; empty if the
/// dependencies have a cycle.
std::vector<cwGraphNode_t> in_order(const cwGraph_st &graph);

// Operations from the parameters of nodes.
cwError_t make(const cwKernelNodeParams &p, OperationPtr &operation,
               bool cooperative = false);
bool is_cooperative(const OperationPtr &kernel);
cwError_t make(const cwMemcpy3DParms &p, OperationPtr &operation);
cwError_t make(void *dst, const void *src, std::size_t bytes, cwMemcpyKind kind,
               OperationPtr &operation);
cwError_t make(const cwMemsetParams &p, OperationPtr &operation);
cwError_t make(const cwHostNodeParams &p, OperationPtr &operation);

/// The common part of every cwGraphAdd...Node; `make_operation` makes the
/// node's operation.
template <class MakeOperation>
cwError_t add(cwGraphNode_t *node, cwGraph_t graph, const cwGraphNode_t *needs,
              std::size_t count, MakeOperation make_operation) {
  return api([&] {
    GraphLock lock(graph_mutex);
    if (!node || !valid(graph) || (count && !needs))
      return cwErrorInvalidValue;
    for (std::size_t i = 0; i < count; ++i)
      if (!valid(needs[i]) || needs[i]->graph != graph)
        return cwErrorInvalidValue;
    OperationPtr operation;
    if (const cwError_t error = make_operation(operation))
      return error;
    *node = add_node(graph, std::move(operation), {needs, needs + count});
    return cwSuccess;
  });
}
/// The common part of every ...NodeSetParams for a node of a graph.
template <class MakeOperation>
cwError_t replace(cwGraphNode_t node, cwGraphNodeType type,
                  MakeOperation make_operation) {
  return api([&] {
    GraphLock lock(graph_mutex);
    if (!valid(node) || node->type() != type)
      return cwErrorInvalidValue;
    return make_operation(node->operation);
  });
}

} // namespace cw::cpu
