// Stacks from mmap with guards, and the switch between them: a few instructions
// on x86-64, Boost.Context elsewhere. The sanitizers are told of each switch.
// SPDX-License-Identifier: Apache-2.0
#include "fiber.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <sys/mman.h>

// A processor with a shadow stack must be told of a switch, as Boost.Context
// does.
#if defined(__x86_64__) && !defined(CW_PORTABLE_SWITCH)
#if !defined(__CET__) || (__CET__ & 2) == 0
#define CW_X86_64_SWITCH 1
#endif
#endif
#ifndef CW_X86_64_SWITCH
#include <boost/context/detail/fcontext.hpp>
#endif

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

constexpr std::size_t page = 4096;

/// What is above the frames of a fiber.
struct alignas(16) Base {
  void (*entry)();
};
/// The bases are at different offsets in a page, so that the fibers use
/// different sets of the cache.
Base *base_of(const Fiber &fiber) {
  char *const top = fiber.stack + stack_size() - fiber.index * 5 % 64 * 64;
  return reinterpret_cast<Base *>(top) - 1;
}

[[noreturn]] void start_fiber(Fiber *self) {
  announce_arrival(*self);
  base_of(*self)->entry();
  std::abort();
}

} // namespace

// --- The switch ---

#ifdef CW_X86_64_SWITCH

// Saves what a function must keep (System V ABI, "Registers"), and ends in a
// `ret` like the `call` that it started with: so the processor predicts it, and
// all returns after it.
static_assert(offsetof(Fiber, continuation) == 0);
asm(R"(
  .text
  .p2align 5
  .globl cw_cpu_swap_stacks
  .hidden cw_cpu_swap_stacks
  .type cw_cpu_swap_stacks, @function
cw_cpu_swap_stacks:
  .cfi_startproc
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq (%rsi), %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
  .cfi_endproc
  .size cw_cpu_swap_stacks, .-cw_cpu_swap_stacks

  .globl cw_cpu_first_return
  .hidden cw_cpu_first_return
  .type cw_cpu_first_return, @function
cw_cpu_first_return:
  .cfi_startproc
  .cfi_undefined rip
  movq %rbx, %rdi
  call *%r12
  ud2
  .cfi_endproc
  .size cw_cpu_first_return, .-cw_cpu_first_return
)");
extern "C" void cw_cpu_first_return();

namespace {
/// What cw_cpu_swap_stacks leaves on a stack. A new stack looks as if
/// cw_cpu_first_return() had called it.
struct Frame {
  std::uintptr_t r15 = 0, r14 = 0, r13 = 0, r12, rbx, rbp = 0, return_address;
};
void *first_continuation(Fiber &fiber) {
  auto *frame = reinterpret_cast<Frame *>(base_of(fiber)) - 1;
  *frame = {};
  frame->r12 = reinterpret_cast<std::uintptr_t>(&start_fiber);
  frame->rbx = reinterpret_cast<std::uintptr_t>(&fiber);
  frame->return_address =
      reinterpret_cast<std::uintptr_t>(&cw_cpu_first_return);
  return frame;
}
} // namespace

KeptControlWords::KeptControlWords() {
  asm volatile("stmxcsr %0\n\tfnstcw %1" : "=m"(sse_), "=m"(x87_));
}
KeptControlWords::~KeptControlWords() {
  asm volatile("ldmxcsr %0\n\tfldcw %1" : : "m"(sse_), "m"(x87_));
}

#else // with Boost.Context, which keeps the control words of each fiber

namespace {
using namespace boost::context::detail;

// The fiber that this OS thread left last. The fiber that continues stores the
// point where it stopped.
thread_local Fiber *left = nullptr;

void start(transfer_t transfer) {
  left->continuation = transfer.fctx;
  start_fiber(static_cast<Fiber *>(transfer.data));
}
void *first_continuation(Fiber &fiber) {
  Base *const base = base_of(fiber);
  return make_fcontext(
      base, std::size_t(reinterpret_cast<char *>(base) - fiber.stack), start);
}
} // namespace

extern "C" void cw_cpu_swap_stacks(Fiber *from, Fiber *to) {
  left = from;
  const transfer_t transfer = jump_fcontext(to->continuation, to);
  left->continuation = transfer.fctx;
}

KeptControlWords::KeptControlWords() = default;
KeptControlWords::~KeptControlWords() = default;

#endif

// --- Stacks ---

std::size_t stack_size() {
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

void create_fiber(Fiber &fiber, void (*entry)(), unsigned index) {
  void *memory =
      mmap(nullptr, stack_size() + stack_guard, PROT_READ | PROT_WRITE,
           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (memory == MAP_FAILED)
    throw std::bad_alloc();
  // Without its guard (the kernel's limit of mappings may forbid it) a stack
  // still works.
  mprotect(memory, stack_guard, PROT_NONE);
  fiber.stack = static_cast<char *>(memory) + stack_guard;
  fiber.index = index;
  reset_fiber(fiber, entry);
}

void reset_fiber(Fiber &fiber, void (*entry)()) {
#ifdef CW_ASAN
  __asan_unpoison_memory_region(fiber.stack, stack_size());
  fiber.fake_stack = nullptr;
  fiber.bottom = fiber.stack;
  fiber.size = stack_size();
#endif
#ifdef CW_TSAN
  if (fiber.tsan)
    __tsan_destroy_fiber(fiber.tsan);
  fiber.tsan = __tsan_create_fiber(0);
#endif
  base_of(fiber)->entry = entry;
  fiber.continuation = first_continuation(fiber);
}

void destroy_fiber(Fiber &fiber) {
#ifdef CW_ASAN // the address may be mapped again
  __asan_unpoison_memory_region(fiber.stack, stack_size());
#endif
#ifdef CW_TSAN
  __tsan_destroy_fiber(fiber.tsan);
#endif
  munmap(fiber.stack - stack_guard, stack_size() + stack_guard);
}

// --- The sanitizers ---

#if defined(CW_ASAN) || defined(CW_TSAN)
#ifdef CW_ASAN
namespace {
// The fiber that this OS thread left last.
thread_local Fiber *departed = nullptr;
} // namespace
#endif

void announce_departure(Fiber &from, Fiber &to) {
#ifdef CW_ASAN
  departed = &from;
  __sanitizer_start_switch_fiber(&from.fake_stack, to.bottom, to.size);
#endif
#ifdef CW_TSAN
  if (!from.stack)
    from.tsan = __tsan_get_current_fiber();
  __tsan_switch_to_fiber(to.tsan, 0);
#endif
}

void announce_arrival([[maybe_unused]] Fiber &fiber) {
#ifdef CW_ASAN
  const void *bottom = nullptr;
  std::size_t size = 0;
  __sanitizer_finish_switch_fiber(fiber.fake_stack, &bottom, &size);
  if (!departed->stack) { // the OS thread's own stack: its bounds are now known
    departed->bottom = bottom;
    departed->size = size;
  }
#endif
}
#endif

} // namespace cw::cpu
