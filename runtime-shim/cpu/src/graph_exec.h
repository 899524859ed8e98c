// Executable graphs, which are copies of graphs for launches. This file owns
// the list of valid ones; every change needs graph_mutex.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "graph.h"

struct cwGraphExec_st {
  std::shared_ptr<cwGraph_st> graph; ///< launches in flight hold it too
  int device = 0;
  unsigned long long flags = 0;
};

namespace cw::cpu {

bool valid(cwGraphExec_t exec);

/// The twin of a graph's node in an executable graph; null if there is none.
inline cwGraphNode_t twin_of(cwGraphExec_t exec, cwGraphNode_t node) {
  if (valid(exec))
    for (const auto &twin : exec->graph->nodes)
      if (twin->original == node)
        return twin.get();
  return nullptr;
}
/// The common part of every cwGraphExec...NodeSetParams.
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
