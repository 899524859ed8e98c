// What a running GPU thread of the cpu backend sees of its block: its indices,
// and the ways it can wait. SPDX-License-Identifier: Apache-2.0
//
// A block runs on one OS thread. Its GPU threads are calls made one after
// another in a loop; a thread that has to wait parks the fiber it runs on, and
// another fiber goes on with the loop. So between two waits nothing else of the
// block runs, and no lock is needed for what only one block touches. The
// portable device headers (warp operations, atomics, groups) are written on top
// of the functions below.
#ifndef CW_CPU_BLOCK_H
#define CW_CPU_BLOCK_H

#include <cstddef>
#include <cstdint>

#include <cw/vector_types.h>

namespace cw {
namespace cpu {

/// The indices of the GPU thread that runs now on this OS thread. The engine
/// owns and writes it.
struct ThreadContext {
  /// x is written for every thread and read right after. Were x and y
  /// neighbours, compilers would read both at once, and a read that is wider
  /// than the write before it stalls the processor: so they are apart.
  struct Index {
    unsigned x;
    bool slow; ///< a thread of this block has waited: thread ends need
               ///< bookkeeping
    unsigned y;
    unsigned spin_budget; ///< failed attempts left until the next spin_hint()
                          ///< lets others run
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

/// Lanes of a warp: 32, or what CW_WARP_SIZE (16, 32, 64) says. Constant while
/// the program runs.
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

/// Moves on to the next thread of a block in which one has waited, once the
/// running one has returned from the kernel. False when this fiber has none to
/// start.
bool next_thread_slow();

/// Calls `thread` for the current thread of the block and for all those that
/// are left to this fiber. A row of the block is a loop of its own over a local
/// variable: then compilers see that nothing but the thread's index changes
/// from one call to the next, and a small kernel costs little more than its
/// body.
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
/// whether all / any of them are; else 0.
int barrier(BarrierOp op = BarrierOp::None, int predicate = 0);

/// Threads of one block that wait for something that has a name: a place in
/// memory that no other block uses, zero-initialised.
struct WaitList {
  void *first, *last;
};
/// Parks the caller until wake_all() is called for the same list. When nothing
/// else of the block can run meanwhile, the kernel fails with a message.
void wait_in(WaitList &list);
/// Lets all threads that are parked in the list go on. Also from host code,
/// where no thread can be.
void wake_all(WaitList &list);

/// A barrier among `expected` threads of one block: for groups larger than a
/// warp and smaller than a block. Every participant names the same object (in
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

/// Waits until every live thread of the grid waits here. Only in a cooperative
/// launch; else a trap.
void grid_barrier();
/// Whether this kernel was launched cooperatively.
bool is_cooperative();

// --- Waiting for lanes of the warp ---

/// A warp operation in which all arrived lanes wait: what each brought, and
/// where each wants its result.
struct WarpCall {
  std::uint64_t mask; ///< lanes that were asked for (0: an unsynchronised call)
  std::uint64_t
      arrived; ///< lanes that take part: bit i set means in[i] and out[i] hold
  const void *in[64];
  void *out[64];
};
/// Reads in[] and writes out[] of every lane in call.arrived. Runs once, on the
/// last lane to arrive.
using WarpCombine = void (*)(const WarpCall &call);

/// Waits until every lane of `mask` that has not exited is in a call with the
/// same mask and the same `combine`; then combines (if not null) and returns
/// the lanes that took part. Calls with different masks or operations may be in
/// flight together. Bits beyond the warp size are ignored. The caller's own bit
/// must be in the mask: else the kernel fails with a message. `in` and `out`
/// may live on the caller's stack.
std::uint64_t warp_rendezvous(std::uint64_t mask, WarpCombine combine,
                              const void *in, void *out);

/// The unsynchronised form (active_mask, coalesced_threads, the old __shfl):
/// meets the lanes that reach the same call (same `combine`, same `site`)
/// before nothing else in the block can run. `site` tells call sites apart;
/// null takes this function's return address, so wrap it in functions that are
/// always inlined.
std::uint64_t warp_rendezvous_unsynced(WarpCombine combine, const void *in,
                                       void *out, const void *site = nullptr);

/// Lanes of the caller's warp that exist and have not exited.
std::uint64_t live_lanes();

// --- Spinning ---

/// Lets the other threads of the block run before the caller goes on; in host
/// code the other threads of the machine.
void yield();
/// Out of line part of spin_hint().
void spin_yield();
/// To be called where a thread may be spinning, for another one or for time to
/// pass (a compare-and-swap that failed, an exchange, a fence, a sleep, a look
/// at the clock): now and then it yields, the sooner the greater the weight. A
/// few instructions.
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

/// Memory for one more static shared variable of the calling OS thread. It
/// stays at its address; what it holds is kept while a block runs, no longer.
[[gnu::cold]] void *static_shared_memory(std::size_t size,
                                         std::size_t alignment);
/// What CW_STATIC_SHARED declares a member of. No constructor runs.
template <class T> T &static_shared() {
  return *static_cast<T *>(static_shared_memory(sizeof(T), alignof(T)));
}

/// The block's dynamic shared memory: at a fixed address per OS thread, aligned
/// to a page.
void *dynamic_shared_memory();
/// Bytes of dynamic shared memory that the launch asked for.
std::size_t dynamic_shared_size();
/// Initialises any `T *const` with dynamic_shared_memory(), and any function
/// that returns one with a function that does: what CW_DYNAMIC_SHARED and
/// CW_DYNAMIC_SHARED_TEMPLATE expand to.
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
// The same number, as a constant where a backend's compiler knows it.
inline int warp_lanes() { return warp_size(); }

// Block barriers, fences and the like (CUDA C++ Programming Guide,
// "Synchronization Functions" and "Memory Fence Functions").
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
/// Sleeps about that long in CUDA; here it lets the rest of the block run.
inline void nanosleep(unsigned) { cpu::yield(); }
[[noreturn]] inline void trap() { cpu::trap("the kernel called trap()"); }

} // namespace cw

#endif // CW_CPU_BLOCK_H
