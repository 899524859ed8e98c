// Advice is a map from the start of an address range to its values, which apply
// up to the start of the next range.
// SPDX-License-Identifier: Apache-2.0
#include "advice.h"

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <set>

namespace cw::cpu {
namespace {

struct Advice {
  bool read_mostly = false;
  int preferred = cwInvalidDeviceId;
  int prefetched = cwInvalidDeviceId;
  std::set<int> accessed_by;
};

struct Advices {
  std::mutex mutex;
  std::map<std::uintptr_t, Advice> from = {{0, Advice()}};

  /// The range that starts at the address; splits the previous range if
  /// necessary.
  std::map<std::uintptr_t, Advice>::iterator cut(std::uintptr_t address) {
    auto next = from.upper_bound(address);
    auto held = std::prev(next);
    return held->first == address
               ? held
               : from.emplace_hint(next, address, held->second);
  }
};
Advices &advices() {
  static Advices *all = new Advices; // outlives every thread that may use it
  return *all;
}

void change(const void *pointer, std::size_t size,
            const std::function<void(Advice &)> &how) {
  Advices &a = advices();
  const auto begin = reinterpret_cast<std::uintptr_t>(pointer);
  std::lock_guard<std::mutex> lock(a.mutex);
  const auto end = a.cut(begin + size);
  for (auto at = a.cut(begin); at != end; ++at)
    how(at->second);
}

bool all_of(const void *pointer, std::size_t size,
            const std::function<bool(const Advice &)> &is) {
  Advices &a = advices();
  const auto begin = reinterpret_cast<std::uintptr_t>(pointer);
  std::lock_guard<std::mutex> lock(a.mutex);
  const auto end = a.from.lower_bound(begin + size);
  for (auto at = std::prev(a.from.upper_bound(begin)); at != end; ++at)
    if (!is(at->second))
      return false;
  return true;
}

/// The common value of the whole range, or cwInvalidDeviceId.
int common(const void *pointer, std::size_t size, int Advice::*which) {
  int value = cwInvalidDeviceId;
  bool first = true;
  const bool same = all_of(pointer, size, [&](const Advice &a) {
    if (first)
      value = a.*which;
    first = false;
    return value == a.*which;
  });
  return same ? value : cwInvalidDeviceId;
}

} // namespace

void advise(const void *pointer, std::size_t size, cwMemoryAdvise advice,
            int device) {
  change(pointer, size, [&](Advice &a) {
    switch (advice) {
    case cwMemAdviseSetReadMostly:
      a.read_mostly = true;
      break;
    case cwMemAdviseUnsetReadMostly:
      a.read_mostly = false;
      break;
    case cwMemAdviseSetPreferredLocation:
      a.preferred = device;
      break;
    case cwMemAdviseUnsetPreferredLocation:
      a.preferred = cwInvalidDeviceId;
      break;
    case cwMemAdviseSetAccessedBy:
      a.accessed_by.insert(device);
      break;
    case cwMemAdviseUnsetAccessedBy:
      a.accessed_by.erase(device);
      break;
    }
  });
}

void note_prefetch(const void *pointer, std::size_t size, int device) {
  change(pointer, size, [&](Advice &a) { a.prefetched = device; });
}

void forget_advice(const void *pointer, std::size_t size) {
  Advices &a = advices();
  const auto begin = reinterpret_cast<std::uintptr_t>(pointer);
  std::lock_guard<std::mutex> lock(a.mutex);
  const auto end = a.cut(begin + size);
  a.cut(begin)->second = Advice();
  a.from.erase(std::next(a.from.find(begin)), end);
}

int read_mostly(const void *pointer, std::size_t size) {
  return all_of(pointer, size, [](const Advice &a) { return a.read_mostly; });
}
int preferred_location(const void *pointer, std::size_t size) {
  return common(pointer, size, &Advice::preferred);
}
int last_prefetch(const void *pointer, std::size_t size) {
  return common(pointer, size, &Advice::prefetched);
}
bool accessed_by(const void *pointer, std::size_t size, int device) {
  return all_of(pointer, size,
                [&](const Advice &a) { return a.accessed_by.count(device); });
}

} // namespace cw::cpu
