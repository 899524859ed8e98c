// Memory pools, which own memory and keep it for reuse, and the memory that
// graphs own. stream_memory.cpp takes memory in the order of a stream.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <cw/api.h>

namespace cw::cpu {

/// The pool that cwMallocAsync uses.
cwMemPool_t current_pool(int device);
bool pool_exists(cwMemPool_t pool);
int device_of(cwMemPool_t pool);
/// Memory of the pool, for hand_out(); null if there is not enough.
void *take_from(cwMemPool_t pool, std::size_t size);

/// Memory belongs to the program from hand_out() to mark_freed(), which returns
/// false if the pointer is not the start of such memory. After that,
/// give_back() returns it to its pool; memory of a graph stays with the graph.
void hand_out(void *pointer);
bool mark_freed(void *pointer);
void give_back(void *pointer);
/// Frees memory immediately. Returns false if mark_freed() does.
bool free_to_pool(void *pointer);
/// Destroys the pools of the device.
void reset_pools(int device);

/// Memory at a fixed address that a graph's nodes allocate and free in every
/// launch.
class GraphMemory {
public:
  GraphMemory(std::size_t size, int device);
  ~GraphMemory();
  void *pointer; ///< null if there was not enough memory
  const std::size_t size;
};
/// The bytes that graphs hold now or, with `high`, the largest number so far.
std::size_t graph_memory(bool high);
void reset_graph_memory_high();

} // namespace cw::cpu
