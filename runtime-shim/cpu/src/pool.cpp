// SPDX-License-Identifier: Apache-2.0
// A pool keeps freed memory up to its release threshold. CUDA trims it at the
// next synchronisation point; this backend trims it immediately. The same
// stream may reuse memory that it freed without waiting; other streams may
// reuse it when the free has executed.
#include "pool.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <set>

#include "device.h"
#include "error.h"
#include "memory.h"

struct cwMemPool_st {
  int device = 0;
  std::mutex mutex;
  std::uint64_t release_threshold = 0;
  int reuse[4] = {0, 1, 1, 1}; ///< the cwMemPoolReuse... settings, by number
  std::map<int, cwMemAccessFlags> access;
  std::multimap<std::size_t, void *> kept; ///< freed memory, by size
  std::uint64_t kept_bytes = 0;
  std::uint64_t used = 0, used_high = 0, reserved_high = 0;
  bool destroyed = false; ///< removed with its last allocation
};

namespace cw::cpu {
namespace {

struct Pools {
  std::mutex mutex;
  std::set<cwMemPool_t> made; ///< by cwMemPoolCreate
  std::map<int, cwMemPool_t> standard, current;
};
Pools &pools() {
  static Pools *const forever = new Pools;
  return *forever;
}

cwMemPool_t default_pool(int device) {
  Pools &p = pools();
  std::lock_guard<std::mutex> lock(p.mutex);
  cwMemPool_t &pool = p.standard[device];
  if (!pool) {
    pool = new cwMemPool_st;
    pool->device = device;
  }
  return pool;
}

/// Returns memory beyond the limit to the system. The caller holds the pool's
/// lock.
void trim(cwMemPool_t pool, std::uint64_t keep) {
  while (pool->kept_bytes + pool->used > keep && !pool->kept.empty()) {
    auto last = std::prev(pool->kept.end());
    pool->kept_bytes -= last->first;
    release(last->second, {MemoryKind::Pool});
    pool->kept.erase(last);
  }
}

/// Allocated pool memory. With it, a second free is an error although the pool
/// still holds the memory.
struct Live {
  std::mutex mutex;
  std::set<void *> pointers;
};
Live &live() {
  static Live *const forever = new Live;
  return *forever;
}

std::atomic<std::size_t> graph_bytes{0}, graph_bytes_high{0};

} // namespace

cwMemPool_t current_pool(int device) {
  {
    Pools &p = pools();
    std::lock_guard<std::mutex> lock(p.mutex);
    auto at = p.current.find(device);
    if (at != p.current.end() && at->second)
      return at->second;
  }
  return default_pool(device);
}
bool pool_exists(cwMemPool_t pool) {
  Pools &p = pools();
  std::lock_guard<std::mutex> lock(p.mutex);
  return p.made.count(pool) ||
         std::any_of(p.standard.begin(), p.standard.end(),
                     [=](const auto &entry) { return entry.second == pool; });
}

int device_of(cwMemPool_t pool) { return pool->device; }

void *take_from(cwMemPool_t pool, std::size_t asked) {
  const CheckedSize whole = CheckedSize(asked).rounded_to(512);
  if (!whole.fits())
    return nullptr;
  std::size_t size = whole.value();
  std::lock_guard<std::mutex> lock(pool->mutex);
  void *pointer = nullptr;
  auto at = pool->kept.lower_bound(size);
  if (at != pool->kept.end() && at->first / 2 <= size) {
    pointer = at->second;
    size = at->first;
    pool->kept_bytes -= size;
    pool->kept.erase(at);
  } else {
    pointer = allocate(size, MemoryKind::Pool, pool->device, 0, pool);
  }
  if (pointer) {
    pool->used += size;
    pool->used_high = std::max(pool->used_high, pool->used);
    pool->reserved_high =
        std::max(pool->reserved_high, pool->used + pool->kept_bytes);
  }
  return pointer;
}

bool mark_freed(void *pointer) {
  Live &l = live();
  std::lock_guard<std::mutex> lock(l.mutex);
  return l.pointers.erase(pointer) != 0;
}

void give_back(void *pointer) {
  const auto known = find_allocation(pointer);
  if (!known || !known->pool)
    return; // memory of a graph, which stays with the graph
  cwMemPool_t pool = known->pool;
  std::unique_lock<std::mutex> lock(pool->mutex);
  pool->used -= known->size;
  pool->kept.emplace(known->size, pointer);
  pool->kept_bytes += known->size;
  trim(pool, pool->destroyed ? 0 : pool->release_threshold);
  if (pool->destroyed && pool->used == 0) {
    lock.unlock();
    delete pool;
  }
}

GraphMemory::GraphMemory(std::size_t size, int device)
    : pointer(allocate(size, MemoryKind::Pool, device)),
      size(pointer ? size : 0) {
  const std::size_t now = graph_bytes += this->size;
  std::size_t high = graph_bytes_high;
  while (now > high && !graph_bytes_high.compare_exchange_weak(high, now))
    ;
}
GraphMemory::~GraphMemory() {
  graph_bytes -= size;
  mark_freed(pointer);
  release(pointer, {MemoryKind::Pool});
}
std::size_t graph_memory(bool high) {
  return high ? graph_bytes_high : graph_bytes;
}
void reset_graph_memory_high() { graph_bytes_high = graph_bytes.load(); }
void hand_out(void *pointer) {
  Live &l = live();
  std::lock_guard<std::mutex> lock(l.mutex);
  l.pointers.insert(pointer);
}

bool free_to_pool(void *pointer) {
  if (!mark_freed(pointer))
    return false;
  give_back(pointer);
  return true;
}

void reset_pools(int device) {
  Pools &p = pools();
  std::lock_guard<std::mutex> lock(p.mutex);
  {
    Live &l = live();
    std::lock_guard<std::mutex> live_lock(l.mutex);
    for (auto at = l.pointers.begin(); at != l.pointers.end();) {
      const auto known = find_allocation(*at);
      at = !known || known->device == device ? l.pointers.erase(at)
                                             : std::next(at);
    }
  }
  for (auto at = p.made.begin(); at != p.made.end();) {
    if ((*at)->device == device) {
      delete *at;
      at = p.made.erase(at);
    } else {
      ++at;
    }
  }
  if (cwMemPool_t standard = p.standard[device]) {
    delete standard; // release_device() frees what it kept
    p.standard.erase(device);
  }
  p.current.erase(device);
}

} // namespace cw::cpu

using namespace cw::cpu;

cwError_t cwMemPoolCreate(cwMemPool_t *pool, const cwMemPoolProps *properties) {
  return api([&] {
    if (!pool || !properties ||
        properties->allocType != cwMemAllocationTypePinned ||
        properties->location.type != cwMemLocationTypeDevice)
      return cwErrorInvalidValue;
    if (!device_exists(properties->location.id))
      return cwErrorInvalidDevice;
    if (properties->handleTypes & ~cwMemHandleTypePosixFileDescriptor)
      return cwErrorNotSupported;
    auto made = std::make_unique<cwMemPool_st>();
    made->device = properties->location.id;
    Pools &p = pools();
    std::lock_guard<std::mutex> lock(p.mutex);
    p.made.insert(made.get());
    *pool = made.release();
    return cwSuccess;
  });
}
cwError_t cwMemPoolDestroy(cwMemPool_t pool) {
  return api([&] {
    {
      Pools &p = pools();
      std::lock_guard<std::mutex> lock(p.mutex);
      if (!p.made.erase(pool))
        return cwErrorInvalidValue; // the default pools stay
      for (auto &[device, current] : p.current)
        if (current == pool)
          current = nullptr;
    }
    std::unique_lock<std::mutex> lock(pool->mutex);
    pool->destroyed = true;
    trim(pool, 0);
    if (pool->used == 0) {
      lock.unlock();
      delete pool;
    }
    return cwSuccess;
  });
}
cwError_t cwMemPoolTrimTo(cwMemPool_t pool, size_t keep) {
  return api([&] {
    if (!pool_exists(pool))
      return cwErrorInvalidValue;
    std::lock_guard<std::mutex> lock(pool->mutex);
    trim(pool, keep);
    return cwSuccess;
  });
}
cwError_t cwMemPoolSetAttribute(cwMemPool_t pool, cwMemPoolAttr attribute,
                                void *value) {
  return api([&] {
    if (!value || !pool_exists(pool))
      return cwErrorInvalidValue;
    std::lock_guard<std::mutex> lock(pool->mutex);
    switch (attribute) {
    case cwMemPoolReuseFollowEventDependencies:
    case cwMemPoolReuseAllowOpportunistic:
    case cwMemPoolReuseAllowInternalDependencies:
      pool->reuse[attribute] = *static_cast<int *>(value);
      return cwSuccess;
    case cwMemPoolAttrReleaseThreshold:
      pool->release_threshold = *static_cast<std::uint64_t *>(value);
      return cwSuccess;
    case cwMemPoolAttrReservedMemHigh: // can only be reset to zero
      if (*static_cast<std::uint64_t *>(value))
        return cwErrorInvalidValue;
      pool->reserved_high = pool->used + pool->kept_bytes;
      return cwSuccess;
    case cwMemPoolAttrUsedMemHigh:
      if (*static_cast<std::uint64_t *>(value))
        return cwErrorInvalidValue;
      pool->used_high = pool->used;
      return cwSuccess;
    default:
      return cwErrorInvalidValue;
    }
  });
}
cwError_t cwMemPoolGetAttribute(cwMemPool_t pool, cwMemPoolAttr attribute,
                                void *value) {
  return api([&] {
    if (!value || !pool_exists(pool))
      return cwErrorInvalidValue;
    std::lock_guard<std::mutex> lock(pool->mutex);
    auto &number = *static_cast<std::uint64_t *>(value);
    switch (attribute) {
    case cwMemPoolReuseFollowEventDependencies:
    case cwMemPoolReuseAllowOpportunistic:
    case cwMemPoolReuseAllowInternalDependencies:
      *static_cast<int *>(value) = pool->reuse[attribute];
      return cwSuccess;
    case cwMemPoolAttrReleaseThreshold:
      number = pool->release_threshold;
      return cwSuccess;
    case cwMemPoolAttrReservedMemCurrent:
      number = pool->used + pool->kept_bytes;
      return cwSuccess;
    case cwMemPoolAttrReservedMemHigh:
      number = pool->reserved_high;
      return cwSuccess;
    case cwMemPoolAttrUsedMemCurrent:
      number = pool->used;
      return cwSuccess;
    case cwMemPoolAttrUsedMemHigh:
      number = pool->used_high;
      return cwSuccess;
    }
    return cwErrorInvalidValue;
  });
}
cwError_t cwMemPoolSetAccess(cwMemPool_t pool,
                             const cwMemAccessDesc *descriptors, size_t count) {
  return api([&] {
    if (!pool_exists(pool) || (!descriptors && count))
      return cwErrorInvalidValue;
    std::lock_guard<std::mutex> lock(pool->mutex);
    for (std::size_t i = 0; i < count; ++i) {
      const cwMemAccessDesc &d = descriptors[i];
      if (d.location.type != cwMemLocationTypeDevice)
        return cwErrorInvalidValue;
      if (!device_exists(d.location.id))
        return cwErrorInvalidDevice;
      if (d.location.id == pool->device && d.flags == cwMemAccessFlagsProtNone)
        return cwErrorInvalidValue; // a device cannot lose access to its own
                                    // pool
      pool->access[d.location.id] = d.flags;
    }
    return cwSuccess;
  });
}
cwError_t cwMemPoolGetAccess(cwMemAccessFlags *flags, cwMemPool_t pool,
                             cwMemLocation *location) {
  return api([&] {
    if (!flags || !location || !pool_exists(pool) ||
        location->type != cwMemLocationTypeDevice)
      return cwErrorInvalidValue;
    if (!device_exists(location->id))
      return cwErrorInvalidDevice;
    std::lock_guard<std::mutex> lock(pool->mutex);
    auto at = pool->access.find(location->id);
    *flags = location->id == pool->device ? cwMemAccessFlagsProtReadWrite
             : at == pool->access.end()   ? cwMemAccessFlagsProtNone
                                          : at->second;
    return cwSuccess;
  });
}
cwError_t cwDeviceGetDefaultMemPool(cwMemPool_t *pool, int device) {
  return api([&] {
    if (!pool)
      return cwErrorInvalidValue;
    if (!device_exists(device))
      return cwErrorInvalidDevice;
    *pool = default_pool(device);
    return cwSuccess;
  });
}
cwError_t cwDeviceGetMemPool(cwMemPool_t *pool, int device) {
  return api([&] {
    if (!pool)
      return cwErrorInvalidValue;
    if (!device_exists(device))
      return cwErrorInvalidDevice;
    *pool = current_pool(device);
    return cwSuccess;
  });
}
cwError_t cwDeviceSetMemPool(int device, cwMemPool_t pool) {
  return api([&] {
    if (!device_exists(device))
      return cwErrorInvalidDevice;
    if (!pool_exists(pool) || pool->device != device)
      return cwErrorInvalidValue;
    Pools &p = pools();
    std::lock_guard<std::mutex> lock(p.mutex);
    p.current[device] = pool;
    return cwSuccess;
  });
}
