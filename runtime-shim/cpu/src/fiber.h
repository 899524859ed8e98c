// Stacks for GPU threads, the switch between them, and queues of them. A fiber
// never moves to another OS thread; its Worker owns it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <boost/context/detail/fcontext.hpp>
#include <cw/vector_types.h>

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
/// stacks makes the switch more expensive.
constexpr std::size_t stack_guard = 64 << 10;

/// A stack with the place to continue. The engine links fibers into queues
/// through `next`.
struct Fiber {
  boost::context::detail::fcontext_t continuation = nullptr;
  void (*entry)() = nullptr;
  Fiber *next = nullptr;
  cw_uint3 thread_idx{};          ///< of the parked GPU thread
  unsigned long long arrived = 0; ///< result of its last warp operation
  char *stack =
      nullptr; ///< lowest usable byte; null for the OS thread's own stack
  std::size_t stack_size = 0;
  std::size_t color = 0; ///< offset of its start from the top, so that stacks
                         ///< use different sets of the cache
#ifdef CW_ASAN
  void *fake_stack = nullptr;
#endif
#ifdef CW_TSAN
  void *tsan = nullptr;
#endif
};

/// Makes a fiber that will run `entry`, which must never return. Throws
/// std::bad_alloc.
Fiber *create_fiber(void (*entry)(), unsigned index);
/// Resets the fiber, so that it starts at its entry again. Nothing is unwound.
void reset_fiber(Fiber *fiber, void (*entry)());
void destroy_fiber(Fiber *fiber);

/// Leaves `from`, the running fiber, and continues `to`. Returns when another
/// fiber switches back to `from`.
void switch_fiber(Fiber *from, Fiber *to);

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
  void take_all(FiberQueue &other) {
    if (!other.first)
      return;
    (first ? last->next : first) = other.first;
    last = other.last;
    other = {};
  }
};

} // namespace cw::cpu
