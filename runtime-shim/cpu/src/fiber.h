// Stacks to run GPU threads on, and the switch between them. All fibers of an
// OS thread stay on it. SPDX-License-Identifier: Apache-2.0
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

/// Addresses below a stack that nobody may touch. Wider than most arrays, which
/// may reach beyond the end of the stack; but the further apart stacks are, the
/// more a switch between them costs.
constexpr std::size_t stack_guard = 64 << 10;

/// A stack of its own with a place to continue from. The engine links fibers
/// into queues through `next`.
struct Fiber {
  boost::context::detail::fcontext_t continuation = nullptr;
  void (*entry)() = nullptr;
  Fiber *next = nullptr;
  cw_uint3 thread_idx{};          ///< of the GPU thread that is parked on it
  unsigned long long arrived = 0; ///< result of the warp operation it waited in
  char *stack =
      nullptr; ///< lowest usable byte; null for the OS thread's own stack
  std::size_t stack_size = 0;
  std::size_t color = 0; ///< how far below the top it starts, so that stacks
                         ///< spread over the cache's sets
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
/// Forgets what the fiber was doing: it will start at its entry again. Nothing
/// is unwound.
void reset_fiber(Fiber *fiber, void (*entry)());
void destroy_fiber(Fiber *fiber);

/// Leaves `from`, the running fiber, and continues `to`. Returns when another
/// fiber switches back to `from`.
void switch_fiber(Fiber *from, Fiber *to);

} // namespace cw::cpu
