// The block as a running GPU thread of the cpu backend sees it: indices and
// waiting primitives.
// SPDX-License-Identifier: Apache-2.0
// A block runs on one OS thread. A loop calls its GPU threads one after
// another. A thread that must wait parks its fiber, and another fiber continues
// the loop. So between two waits nothing else of the block runs, and data of
// one block needs no lock. The portable device headers (warp operations,
// atomics, groups) use the functions below.
#ifndef CW_CPU_BLOCK_H
#define CW_CPU_BLOCK_H

#include <cstddef>
#include <cstdint>

#include <cw/vector_types.h>

// The kernel compiler (docs/kernel-compiler.md) finds kernels by this mark.
#ifdef __clang__
#define CW_CPU_KERNEL __attribute__((annotate("cw.kernel")))
#else
#define CW_CPU_KERNEL
#endif

namespace cw {
namespace cpu {

/// The indices of the GPU thread that currently runs on this OS thread. The
/// engine owns and writes them.
struct ThreadContext {
  /// x is written for every thread and read immediately after. If x and y were
  /// adjacent, compilers would read both at once, and a read that is wider than
  /// the preceding write stalls the processor. So they are not adjacent.
  struct Index {
    unsigned x;
    bool slow; ///< a thread of this block has waited, so the end of a
               ///< thread needs bookkeeping
    unsigned y;
    unsigned spin_budget; ///< failed attempts left until the next spin_hint()
                          ///< yields
    unsigned z;
    operator cw_uint3() const { return {x, y, z}; }
    void operator=(const cw_uint3 &v) { x = v.x, y = v.y, z = v.z; }
  } thread_idx;
  cw_uint3 block_idx;
  cw_uint3 block_dim;
  cw_uint3 grid_dim;
};
extern __thread ThreadContext context
    __attribute__((tls_model("initial-exec")));

/// Number of lanes in a warp: 32, or the value of CW_WARP_SIZE (16, 32, 64).
/// Constant while the program runs.
extern int configured_warp_size;

/// Index of the calling thread in its block, x fastest.
inline unsigned linear_thread() {
  const ThreadContext &c = context;
  return (c.thread_idx.z * c.block_dim.y + c.thread_idx.y) * c.block_dim.x +
         c.thread_idx.x;
}
inline unsigned threads_in_block() {
  const ThreadContext &c = context;
  return c.block_dim.x * c.block_dim.y * c.block_dim.z;
}
inline unsigned lane() {
  return linear_thread() & unsigned(configured_warp_size - 1);
}
inline unsigned warp() {
  return linear_thread() / unsigned(configured_warp_size);
}

/// Moves on to the next thread after the current one has returned from the
/// kernel, in a block where a thread has waited. Returns false if this fiber
/// has no thread to start.
bool next_thread_slow();

/// Calls `thread` for the current thread of the block and for all further
/// threads of this fiber. A row of the block is a separate loop over a local
/// variable. Then compilers see that only the thread's index changes between
/// calls, and a small kernel costs little more than its body.
template <class F> inline void for_each_thread(F &&thread) {
  ThreadContext &c = context;
  const cw_uint3 dim = c.block_dim;
  do {
    for (;;) {
      bool slow = false;
      for (unsigned x = c.thread_idx.x; !slow; ++x) {
        c.thread_idx.x = x;
        thread();
        slow = c.thread_idx.slow;
        if (x + 1 == dim.x)
          break;
      }
      if (__builtin_expect(slow, 0))
        break;
      c.thread_idx.x = 0;
      if (++c.thread_idx.y == dim.y) {
        c.thread_idx.y = 0;
        if (++c.thread_idx.z == dim.z)
          return;
      }
    }
  } while (next_thread_slow());
}

// --- Waiting for the block ---

enum class BarrierOp { None, Count, And, Or };

/// Waits until every thread of the block that has not exited waits here. With
/// an operation, returns the number of threads whose predicate is non-zero, or
/// whether all or any of the predicates are; without one, returns 0.
int barrier(BarrierOp op = BarrierOp::None, int predicate = 0);

/// Threads of one block that wait for one object. The list is in
/// zero-initialised memory that no other block uses.
struct WaitList {
  void *first, *last;
};
/// Parks the caller until wake_all() is called for the same list. If nothing
/// else of the block can run, the kernel fails with a message.
void wait_in(WaitList &list);
/// Wakes all threads that are parked in the list. Host code may call it too;
/// there the list is empty.
void wake_all(WaitList &list);

/// A barrier among `expected` threads of one block, for groups larger than a
/// warp and smaller than a block. All participants pass the same object (in
/// block-shared memory, zero-initialised) and the same count.
struct PartialBarrier {
  WaitList waiters;
  unsigned arrived;
};
inline void barrier(PartialBarrier &which, unsigned expected) {
  if (++which.arrived == expected) {
    which.arrived = 0;
    wake_all(which.waiters);
  } else {
    wait_in(which.waiters);
  }
}

/// Waits until every live thread of the grid waits here. Outside of a
/// cooperative launch it traps.
void grid_barrier();
/// Whether this kernel was launched cooperatively.
bool is_cooperative();

// --- Waiting for lanes of the warp ---

/// A warp operation in which all arrived lanes wait: the input of each lane,
/// and the place for its result.
struct WarpCall {
  std::uint64_t mask; ///< lanes of the mask (0: an unsynchronised call)
  std::uint64_t
      arrived; ///< lanes that take part: bit i set means in[i] and out[i] hold
  const void *in[64];
  void *out[64];
};
/// Reads in[] and writes out[] of every lane in call.arrived. The last lane to
/// arrive runs it once.
using WarpCombine = void (*)(const WarpCall &call);

/// Waits until every lane of `mask` that has not exited is in a call with the
/// same mask and the same `combine`. Then it calls `combine` (if not null) and
/// returns the lanes that took part. Calls with different masks or operations
/// may be in flight together. Bits beyond the warp size are ignored. If the
/// mask lacks the caller's own bit, the kernel fails with a message. `in` and
/// `out` may be on the caller's stack.
std::uint64_t warp_rendezvous(std::uint64_t mask, WarpCombine combine,
                              const void *in, void *out);

/// What lanes pass by value. A lane without a value may pass an uninitialised
/// one; compilers take a plain parameter as initialised, a member not.
struct Word {
  std::uint32_t bits;
};
struct LongWord {
  std::uint64_t bits;
};
struct Answer {
  bool yes;
};
/// The word of the lane `from` of the caller's warp, if it is in `mask` and has
/// not exited; else 0. Waits as warp_rendezvous does.
std::uint32_t shuffle_word(std::uint64_t mask, Word word, unsigned from);
std::uint64_t shuffle_long(std::uint64_t mask, LongWord word, unsigned from);
/// The lanes of `mask` whose predicate is true. Waits as warp_rendezvous does.
std::uint64_t warp_ballot(std::uint64_t mask, Answer predicate);

/// The unsynchronised form (active_mask, coalesced_threads, the old __shfl). It
/// completes when nothing else in the block can run, with the lanes that have
/// reached the same call (same `combine`, same `site`). `site` identifies the
/// call site; null uses this function's return address, so its wrappers must
/// always be inlined.
std::uint64_t warp_rendezvous_unsynced(WarpCombine combine, const void *in,
                                       void *out, const void *site = nullptr);

/// Lanes of the caller's warp that exist and have not exited.
std::uint64_t live_lanes();

// --- Spinning ---

/// Lets the other threads of the block run before the caller continues; in host
/// code, the other threads of the machine.
void yield();
/// The slow path of spin_hint().
void spin_yield();
/// Call this wherever a thread may spin, for another thread or for time to pass
/// (a failed compare-and-swap, an exchange, a fence, a sleep, a read of the
/// clock). From time to time it yields, sooner with a greater weight. It costs
/// a few instructions.
inline void spin_hint(unsigned weight = 1) {
  if (context.thread_idx.spin_budget <= weight)
    spin_yield();
  else
    context.thread_idx.spin_budget -= weight;
}

/// Ends the running kernel: the stream's next synchronisation returns
/// cwErrorLaunchFailure. Never returns.
[[noreturn]] void trap(const char *why);

// --- Shared memory ---

/// Memory for another static shared variable of the calling OS thread. Its
/// address never changes; its contents are kept only while a block runs.
[[gnu::cold]] void *static_shared_memory(std::size_t size,
                                         std::size_t alignment);
/// The struct with the variable that CW_STATIC_SHARED declares. No constructor
/// runs.
template <class T> T &static_shared() {
  return *static_cast<T *>(static_shared_memory(sizeof(T), alignof(T)));
}

/// The block's dynamic shared memory, at a fixed address per OS thread, aligned
/// to a page.
void *dynamic_shared_memory();
/// Bytes of dynamic shared memory that the launch requested.
std::size_t dynamic_shared_size();
/// Converts to any `T *` with dynamic_shared_memory(), and to any function that
/// returns one. CW_DYNAMIC_SHARED and CW_DYNAMIC_SHARED_TEMPLATE use it as an
/// initialiser.
struct DynamicShared {
  template <class T> using Function = T *(*)();
  template <class T> static T *get() {
    return static_cast<T *>(const_cast<void *>(
        static_cast<const volatile void *>(dynamic_shared_memory())));
  }
  template <class T> operator T *() const { return get<T>(); }
  template <class T> constexpr operator Function<T>() const { return get<T>; }
};

} // namespace cpu

// The built-in variables of a kernel.
inline cw::uint3 thread_idx() { return cpu::context.thread_idx; }
inline cw::uint3 block_idx() { return cpu::context.block_idx; }
inline cw::dim3 block_dim() { return cpu::context.block_dim; }
inline cw::dim3 grid_dim() { return cpu::context.grid_dim; }
inline int warp_size() { return cpu::configured_warp_size; }
// The same number, as a constant if the backend's compiler knows it.
inline int warp_lanes() { return warp_size(); }

// Block barriers and fences (CUDA C++ Programming Guide, "Synchronization
// Functions" and "Memory Fence Functions").
inline void barrier() { cpu::barrier(); }
inline int barrier_count(int predicate) {
  return cpu::barrier(cpu::BarrierOp::Count, predicate);
}
inline int barrier_and(int predicate) {
  return cpu::barrier(cpu::BarrierOp::And, predicate);
}
inline int barrier_or(int predicate) {
  return cpu::barrier(cpu::BarrierOp::Or, predicate);
}
inline void fence_block() {
  __atomic_signal_fence(__ATOMIC_SEQ_CST); // the block is one OS thread
  cpu::spin_hint();
}
inline void fence_device() {
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
  cpu::spin_hint();
}
inline void fence_system() { fence_device(); }
/// In CUDA it sleeps for about this time; here it lets the rest of the block
/// run.
inline void nanosleep(unsigned) { cpu::yield(); }
[[noreturn]] inline void trap() { cpu::trap("the kernel called trap()"); }

} // namespace cw

#endif // CW_CPU_BLOCK_H
