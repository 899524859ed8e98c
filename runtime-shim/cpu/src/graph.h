// The nodes of graphs, and how the calls on them find and change them. Only
// graph*.cpp see this. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "error.h"
#include "stream.h"

namespace cw::cpu {

/// What a cwGraphConditionalHandle points at. Kernels write the value.
struct Condition {
  std::atomic<unsigned> value{0};
  unsigned initial = 0;
  bool assign = false; ///< each launch begins with the initial value
};

/// References to user objects, given back when the last copy goes.
class UserObjects {
public:
  UserObjects() = default;
  UserObjects(const UserObjects &other);
  UserObjects &operator=(const UserObjects &) = delete;
  ~UserObjects();
  void add(cwUserObject_t object, unsigned count);
  /// False when there are fewer.
  bool remove(cwUserObject_t object, unsigned count);

private:
  std::map<cwUserObject_t, unsigned> held_;
};

} // namespace cw::cpu

struct cwGraphNode_st {
  cwGraph_t graph = nullptr;
  cw::cpu::OperationPtr operation;
  std::vector<cwGraphNode_t> needs;  ///< the nodes it depends on
  cwGraphNode_t original = nullptr;  ///< in a clone: what it was cloned from
  std::shared_ptr<cwEvent_st> event; ///< of event nodes
  std::vector<void *> arguments; ///< what cwGraphKernelNodeGetParams points at
  cwLaunchAttributeValue attributes[16] = {}; ///< of kernel nodes
  bool enabled = true;
  std::optional<cwMemAllocNodeParams> allocation;
  void *freed = nullptr; ///< what a free node frees
  /// What a child or conditional node runs. The operation is made from these
  /// when the graph is instantiated.
  std::vector<std::unique_ptr<cwGraph_st>> bodies;
  std::vector<cwGraph_t> body_handles;
  std::shared_ptr<cw::cpu::Condition> condition;
  cwGraphConditionalNodeType decision = cwGraphCondTypeIf;

  cwGraphNodeType type() const { return operation->type(); }
};

struct cwGraph_st {
  /// In the order they were added.
  std::vector<std::unique_ptr<cwGraphNode_st>> nodes;
  std::vector<std::shared_ptr<cw::cpu::Condition>> conditions;
  cw::cpu::UserObjects objects;
  cwGraphNode_t owner = nullptr; ///< the node it is the body of
};

struct cwGraphExec_st {
  std::shared_ptr<cwGraph_st> graph; ///< launches under way hold it too
  int device = 0;
  unsigned long long flags = 0;
};

namespace cw::cpu {

/// Guards captures and every graph handle. Nothing is executed while it is
/// held.
extern std::recursive_mutex graph_mutex;
using GraphLock = std::lock_guard<std::recursive_mutex>;

bool valid(cwGraph_t graph);
bool valid(cwGraphNode_t node);
bool valid(cwGraphExec_t exec);

/// A graph that a node owns becomes one that the user may change, or none.
void register_body(cwGraph_t graph);
void destroy_graph(cwGraph_t graph);

cwGraphNode_t add_node(cwGraph_t graph, OperationPtr operation,
                       std::vector<cwGraphNode_t> needs);
/// A copy whose nodes know their originals, bodies included.
std::unique_ptr<cwGraph_st> copy_graph(const cwGraph_st &graph);
/// Makes the operations of all nodes that have bodies.
cwError_t link_bodies(cwGraph_st &graph);
/// Gives a child node its graph: a copy of the user's, as it is now.
cwError_t set_child(cwGraphNode_st &node, cwGraph_t child);
/// The operation of a child or conditional node before it is instantiated.
OperationPtr unlinked(cwGraphNodeType type);

/// The nodes so that each comes after those it depends on; empty when they
/// depend on each other in a circle.
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

/// What every cwGraphAdd...Node does; `make_operation` gives the node's
/// operation.
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
/// What every ...NodeSetParams does, on a node of a graph or on its twin in an
/// executable graph.
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
/// The twin of a graph's node in an executable graph; null when there is none.
inline cwGraphNode_t twin_of(cwGraphExec_t exec, cwGraphNode_t node) {
  if (valid(exec))
    for (const auto &twin : exec->graph->nodes)
      if (twin->original == node)
        return twin.get();
  return nullptr;
}
template <class MakeOperation>
cwError_t replace(cwGraphExec_t exec, cwGraphNode_t node, cwGraphNodeType type,
                  MakeOperation make_operation) {
  return api([&] {
    GraphLock lock(graph_mutex);
    const cwGraphNode_t twin = twin_of(exec, node);
    return twin && twin->type() == type ? make_operation(twin->operation)
                                        : cwErrorInvalidValue;
  });
}

} // namespace cw::cpu
