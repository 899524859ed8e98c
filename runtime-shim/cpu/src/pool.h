// Memory pools: stream-ordered memory that is kept for reuse.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <cw/api.h>

namespace cw::cpu {
/// Frees memory of a pool now. False when the pointer is not the beginning of
/// such memory.
bool free_to_pool(void *pointer);
/// Memory at an address that a graph's nodes hand out and take back on every
/// launch.
class GraphMemory {
public:
  GraphMemory(std::size_t size, int device);
  ~GraphMemory();
  void *pointer; ///< null when there was not enough
  const std::size_t size;
};
void hand_out(void *pointer);  ///< the allocation node runs
void take_back(void *pointer); ///< the free node runs
/// Bytes that graphs hold now, and have ever held at once.
std::size_t graph_memory(bool high);
void reset_graph_memory_high();
/// Destroys the pools of the device.
void reset_pools(int device);
} // namespace cw::cpu
