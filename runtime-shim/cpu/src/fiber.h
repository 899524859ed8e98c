// Stacks for GPU threads, the switch between them, and queues of them. A fiber
// never moves to another OS thread; its Worker owns it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#if defined(__SANITIZE_ADDRESS__)
#define CW_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CW_ASAN 1
#endif
#endif
#if defined(__SANITIZE_THREAD__)
#define CW_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define CW_TSAN 1
#endif
#endif

namespace cw::cpu {

/// Size of the guard area below a stack. It is larger than most arrays, which
/// may extend beyond the end of the stack. But a greater distance between
/// stacks makes the switch more expensive. With a stack of the standard size it
/// is an odd number of pages, so that the stacks use all sets of the
/// processor's address cache.
constexpr std::size_t stack_guard = (64 + 4) << 10;

/// A stack with the place to continue. The engine links fibers into queues
/// through `next`. A block with a barrier touches all its fibers again and
/// again, so they are small, and adjacent (`std::deque`).
struct Fiber {
  void *continuation = nullptr;
  Fiber *next = nullptr;
  char *stack =
      nullptr; ///< lowest usable byte; null for the OS thread's own stack
  unsigned index = 0;
#ifdef CW_ASAN
  void *fake_stack = nullptr;
  const void *bottom = nullptr; ///< the bounds for the sanitizer
  std::size_t size = 0;
#endif
#ifdef CW_TSAN
  void *tsan = nullptr;
#endif
};

/// Bytes of every stack: CW_STACK_SIZE, or the standard.
std::size_t stack_size();

/// Gives the fiber a stack. It will run `entry`, which must never return.
/// Throws std::bad_alloc.
void create_fiber(Fiber &fiber, void (*entry)(), unsigned index);
/// Resets the fiber, so that it starts at its entry again. Nothing is unwound.
void reset_fiber(Fiber &fiber, void (*entry)());
void destroy_fiber(Fiber &fiber);

extern "C" void cw_cpu_swap_stacks(Fiber *from, Fiber *to);
#if defined(CW_ASAN) || defined(CW_TSAN)
void announce_departure(Fiber &from, Fiber &to);
void announce_arrival(Fiber &fiber);
#else
inline void announce_departure(Fiber &, Fiber &) {}
inline void announce_arrival(Fiber &) {}
#endif

/// Leaves `from`, the running fiber, and continues `to`. Returns when another
/// fiber switches back to `from`. The floating-point control words (rounding
/// mode) belong to the OS thread, not to the fiber: see KeptControlWords.
inline void switch_fiber(Fiber &from, Fiber &to) {
  announce_departure(from, to);
  cw_cpu_swap_stacks(&from, &to);
  announce_arrival(from);
}

/// Restores the floating-point control words of the OS thread when fibers have
/// run on it, whatever they did.
class KeptControlWords {
public:
  KeptControlWords();
  ~KeptControlWords();
  KeptControlWords(const KeptControlWords &) = delete;

private:
  unsigned sse_ = 0;
  unsigned short x87_ = 0;
};

/// A first-in first-out list of parked fibers.
struct FiberQueue {
  Fiber *first = nullptr, *last = nullptr;
  bool empty() const { return !first; }
  void push(Fiber *fiber) {
    fiber->next = nullptr;
    (first ? last->next : first) = fiber;
    last = fiber;
  }
  void push_front(Fiber *fiber) {
    fiber->next = first;
    if (!first)
      last = fiber;
    first = fiber;
  }
  Fiber *pop() {
    Fiber *fiber = first;
    first = fiber->next;
    return fiber;
  }
  /// Also loads the stack of the fiber after it into the cache. The stacks of
  /// a large block do not fit into the nearest one.
  Fiber *pop_prefetching() {
    Fiber *fiber = pop();
    if (first)
      __builtin_prefetch(first->continuation);
    return fiber;
  }
  void take_all(FiberQueue &other) {
    if (!other.first)
      return;
    (first ? last->next : first) = other.first;
    last = other.last;
    other = {};
  }
};

} // namespace cw::cpu
