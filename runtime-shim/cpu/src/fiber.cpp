// Stacks from mmap with guards, and the switch with Boost.Context, announced to
// the sanitizers.
// SPDX-License-Identifier: Apache-2.0
#include "fiber.h"

#include <cstdint>
#include <cstdlib>
#include <new>
#include <sys/mman.h>

#ifdef CW_ASAN
#include <pthread.h>
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif
#ifdef CW_TSAN
#include <sanitizer/tsan_interface.h>
#endif

namespace cw::cpu {
namespace {

using boost::context::detail::fcontext_t;
using boost::context::detail::jump_fcontext;
using boost::context::detail::make_fcontext;
using boost::context::detail::transfer_t;

constexpr std::size_t page = 4096;

std::size_t configured_stack_size() {
  static const std::size_t size = [] {
    const char *text = std::getenv("CW_STACK_SIZE");
    std::size_t bytes = text ? std::strtoull(text, nullptr, 0) : 0;
#ifdef CW_ASAN
    const std::size_t standard = 1 << 20;
#else
    const std::size_t standard = 256 << 10;
#endif
    if (bytes == 0)
      bytes = standard;
    bytes = bytes < 4 * page ? 4 * page : bytes;
    return (bytes + page - 1) / page * page;
  }();
  return size;
}

// The fiber that this OS thread left last. The fiber that continues stores the
// point where it stopped.
__attribute__((tls_model("initial-exec"))) thread_local Fiber *left = nullptr;

void arrived(transfer_t transfer, [[maybe_unused]] Fiber *self) {
  left->continuation = transfer.fctx;
#ifdef CW_ASAN
  const void *bottom = nullptr;
  std::size_t size = 0;
  __sanitizer_finish_switch_fiber(self ? self->fake_stack : nullptr, &bottom,
                                  &size);
  if (!left->stack) { // the OS thread's own stack, whose bounds are now known
    left->stack_size = size;
    left->color = reinterpret_cast<std::uintptr_t>(bottom);
  }
#endif
}

void start(transfer_t transfer) {
  auto *self = static_cast<Fiber *>(transfer.data);
  arrived(transfer, nullptr);
  self->entry();
  std::abort();
}

} // namespace

Fiber *create_fiber(void (*entry)(), unsigned index) {
  const std::size_t size = configured_stack_size();
  void *memory =
      mmap(nullptr, size + stack_guard, PROT_READ | PROT_WRITE,
           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (memory == MAP_FAILED)
    throw std::bad_alloc();
  // Without its guard (the kernel's limit of mappings may forbid it) a stack
  // still works.
  mprotect(memory, stack_guard, PROT_NONE);
  auto *fiber = new Fiber;
  fiber->stack = static_cast<char *>(memory) + stack_guard;
  fiber->stack_size = size;
  fiber->color = index * 5 % 32 * 64;
  reset_fiber(fiber, entry);
  return fiber;
}

void reset_fiber(Fiber *fiber, void (*entry)()) {
#ifdef CW_ASAN
  __asan_unpoison_memory_region(fiber->stack, fiber->stack_size);
  fiber->fake_stack = nullptr;
#endif
#ifdef CW_TSAN
  if (fiber->tsan)
    __tsan_destroy_fiber(fiber->tsan);
  fiber->tsan = __tsan_create_fiber(0);
#endif
  char *top = fiber->stack + fiber->stack_size - fiber->color;
  fiber->continuation =
      make_fcontext(top, fiber->stack_size - fiber->color, start);
  fiber->thread_idx = {};
  fiber->entry = entry;
}

void destroy_fiber(Fiber *fiber) {
#ifdef CW_TSAN
  __tsan_destroy_fiber(fiber->tsan);
#endif
  munmap(fiber->stack - stack_guard, fiber->stack_size + stack_guard);
  delete fiber;
}

void switch_fiber(Fiber *from, Fiber *to) {
  left = from;
#ifdef CW_ASAN
  __sanitizer_start_switch_fiber(
      &from->fake_stack,
      to->stack ? to->stack : reinterpret_cast<void *>(to->color),
      to->stack_size);
#endif
#ifdef CW_TSAN
  if (!from->stack)
    from->tsan = __tsan_get_current_fiber();
  __tsan_switch_to_fiber(to->tsan, 0);
#endif
  arrived(jump_fcontext(to->continuation, to), from);
}

} // namespace cw::cpu
