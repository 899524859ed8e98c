// Memory pools: stream-ordered memory that is kept for reuse.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <cw/api.h>

namespace cw::cpu {
/// Frees memory of a pool immediately. Returns false if the pointer is not the
/// start of such memory.
bool free_to_pool(void *pointer);
/// Memory at a fixed address that a graph's nodes allocate and free in every
/// launch.
class GraphMemory {
public:
  GraphMemory(std::size_t size, int device);
  ~GraphMemory();
  void *pointer; ///< null if there was not enough memory
  const std::size_t size;
};
void hand_out(void *pointer);  ///< the allocation node runs
void take_back(void *pointer); ///< the free node runs
/// The bytes that graphs hold now or, with `high`, the largest number so far.
std::size_t graph_memory(bool high);
void reset_graph_memory_high();
/// Destroys the pools of the device.
void reset_pools(int device);
} // namespace cw::cpu
