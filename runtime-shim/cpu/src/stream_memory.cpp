// Memory in the order of a stream: cwMallocAsync and cwFreeAsync.
// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "capture.h"
#include "enqueue.h"
#include "error.h"
#include "ipc.h"
#include "memory.h"
#include "pool.h"

namespace cw::cpu {
namespace {

cwError_t malloc_from(void **pointer, std::size_t size, cwMemPool_t pool,
                      cwStream_t stream) {
  if (!pointer || size == 0)
    return cwErrorInvalidValue;
  if (!find_stream(stream))
    return cwErrorInvalidResourceHandle;
  if (is_captured(stream)) {
    auto memory = std::make_shared<GraphMemory>(size, device_of(pool));
    *pointer = memory->pointer;
    if (!*pointer)
      return cwErrorMemoryAllocation;
    return enqueue(stream, internal(
                               [memory] {
                                 hand_out(memory->pointer);
                                 return cwSuccess;
                               },
                               true, cwGraphNodeTypeMemAlloc));
  }
  *pointer = take_from(pool, size);
  if (!*pointer)
    return cwErrorMemoryAllocation;
  hand_out(*pointer); // the memory exists, so the stream has nothing to do
  return cwSuccess;
}

} // namespace
} // namespace cw::cpu

using namespace cw::cpu;

cwError_t cwMallocAsync(void **pointer, size_t size, cwStream_t stream) {
  return api([&] {
    return malloc_from(pointer, size, current_pool(current_device()), stream);
  });
}
cwError_t cwMallocFromPoolAsync(void **pointer, size_t size, cwMemPool_t pool,
                                cwStream_t stream) {
  return api([&] {
    return pool_exists(pool) ? malloc_from(pointer, size, pool, stream)
                             : cwErrorInvalidValue;
  });
}
cwError_t cwFreeAsync(void *pointer, cwStream_t stream) {
  return api([&] {
    if (!pointer)
      return cwSuccess;
    if (!find_stream(stream))
      return cwErrorInvalidResourceHandle;
    const auto known = find_allocation(pointer);
    if (known && known->kind == MemoryKind::Mapped)
      return enqueue(stream, internal([=] {
                       return free_import(pointer) ? cwSuccess
                                                   : cwErrorInvalidValue;
                     }));
    if (!known || known->base != pointer)
      return cwErrorInvalidValue;
    if (known->kind == MemoryKind::Device || known->kind == MemoryKind::Managed)
      return enqueue(stream, internal(
                                 [=] {
                                   release(pointer, {MemoryKind::Device,
                                                     MemoryKind::Managed});
                                   return cwSuccess;
                                 },
                                 true, cwGraphNodeTypeMemFree));
    if (known->kind != MemoryKind::Pool)
      return cwErrorInvalidValue;
    // A graph's memory is allocated when its node runs, which may be later.
    if (is_captured(stream) || !known->pool)
      return enqueue(stream, internal(
                                 [=] {
                                   free_to_pool(pointer);
                                   return cwSuccess;
                                 },
                                 true, cwGraphNodeTypeMemFree));
    if (!mark_freed(pointer))
      return cwErrorInvalidValue;
    return enqueue(stream, internal(
                               [=] {
                                 give_back(pointer);
                                 return cwSuccess;
                               },
                               true, cwGraphNodeTypeMemFree));
  });
}
