// Synchronisation of the threads of a kernel, or of kernel and host (namespace
// cw::cxx): atomic objects, barriers, latches, semaphores, and copies in
// stages.
//
//   CW_SHARED cw::cxx::barrier<cw::cxx::thread_scope_block> done;
//   if (cw::thread_idx().x == 0)
//     init(&done, cw::block_dim().x);
//   cw::barrier();
//   cw::cxx::memcpy_async(to, from, bytes, done);
//   done.arrive_and_wait();
//
// Meanings: libcu++ reference (nvidia.github.io/cccl/libcudacxx), "Extended
// API", and CUDA C++ Programming Guide, chapters "Asynchronous Barriers",
// "Pipelines" and "Asynchronous Data Copies". Copies are complete when
// memcpy_async returns; a program cannot distinguish that from a fast copy. So
// barriers and pipelines only need to track which threads wait for which.
//
// Every scope has the same atomics. A barrier whose threads are in one block
// parks waiting threads if the backend can do that (the cpu backend, which then
// detects deadlocks). All other waits poll.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_SYNC_H
#define CW_SYNC_H

#include <cw/cxx.h>

#include <atomic>
#include <new>

namespace cw {
namespace cxx {

// The participating threads: of all devices and the host, of one device, of one
// block, or one thread.
enum thread_scope {
  thread_scope_system,
  thread_scope_device,
  thread_scope_block,
  thread_scope_thread
};

using ::std::memory_order;
using ::std::memory_order_acq_rel;
using ::std::memory_order_acquire;
using ::std::memory_order_consume;
using ::std::memory_order_relaxed;
using ::std::memory_order_release;
using ::std::memory_order_seq_cst;

// --- Waiting ---

namespace detail {

#ifdef CW_BACKEND_CPU
// The threads of a block are fibers of one OS thread, so a waiting thread must
// yield.
inline void pause() { cpu::yield(); }
inline void may_spin() { cpu::spin_hint(); }
constexpr bool can_park = true;
using Waiters = cpu::WaitList;
inline void park(Waiters &waiters) { cpu::wait_in(waiters); }
inline void wake(Waiters &waiters) { cpu::wake_all(waiters); }
#else
inline void pause() {}
inline void may_spin() {}
constexpr bool can_park = false;
struct Waiters {};
inline void park(Waiters &) {}
inline void wake(Waiters &) {}
#endif

// Polls until the answer is true or the time has expired.
template <class Question> inline void wait_until(Question &&question) {
  while (!question())
    pause();
}
template <class Question, class Clock, class Duration>
inline bool wait_until(Question &&question,
                       const ::std::chrono::time_point<Clock, Duration> &time) {
  while (!question()) {
    if (Clock::now() >= time)
      return question();
    pause();
  }
  return true;
}
template <class Question, class Rep, class Period>
inline bool wait_for(Question &&question,
                     const ::std::chrono::duration<Rep, Period> &duration) {
  return wait_until(question, ::std::chrono::steady_clock::now() + duration);
}

// The memory order of a failed comparison.
constexpr memory_order when_failed(memory_order order) {
  return order == memory_order_acq_rel   ? memory_order_acquire
         : order == memory_order_release ? memory_order_relaxed
                                         : order;
}

template <class T>
using difference_of =
    ::std::conditional_t<::std::is_pointer<T>::value, ::std::ptrdiff_t, T>;

// The operations of atomic and atomic_ref; Self provides the value. Operations
// of spin loops (a load, an exchange, a failed comparison) notify the backend,
// as in <cw/atomics.h>.
template <class T, class Self> class AtomicOperations {
  static_assert(::std::is_trivially_copyable<T>::value,
                "an atomic value is copied byte by byte");
  T *at() const { return static_cast<const Self *>(this)->address(); }

  // An update that the machine has no instruction for.
  template <class Operation>
  T update(Operation operation, memory_order order) const {
    T *const address = at();
    T old, next;
    __atomic_load(address, &old, __ATOMIC_RELAXED);
    do
      next = operation(old);
    while (!__atomic_compare_exchange(address, &old, &next, true, int(order),
                                      __ATOMIC_RELAXED));
    return old;
  }
  bool compare_exchange(T &expected, T desired, bool weak, memory_order success,
                        memory_order failure) const {
    const bool done = __atomic_compare_exchange(at(), &expected, &desired, weak,
                                                int(success), int(failure));
    if (!done)
      may_spin();
    return done;
  }

public:
  using value_type = T;
  static constexpr bool is_always_lock_free =
      __atomic_always_lock_free(sizeof(T), nullptr);
  bool is_lock_free() const { return is_always_lock_free; }

  T load(memory_order order = memory_order_seq_cst) const {
    may_spin();
    T value;
    __atomic_load(at(), &value, int(order));
    return value;
  }
  T exchange(T desired, memory_order order = memory_order_seq_cst) const {
    may_spin();
    T old;
    __atomic_exchange(at(), &desired, &old, int(order));
    return old;
  }
  void store(T desired, memory_order order = memory_order_seq_cst) const {
    __atomic_store(at(), &desired, int(order));
  }
  bool compare_exchange_weak(T &expected, T desired, memory_order success,
                             memory_order failure) const {
    return compare_exchange(expected, desired, true, success, failure);
  }
  bool compare_exchange_weak(T &expected, T desired,
                             memory_order order = memory_order_seq_cst) const {
    return compare_exchange(expected, desired, true, order, when_failed(order));
  }
  bool compare_exchange_strong(T &expected, T desired, memory_order success,
                               memory_order failure) const {
    return compare_exchange(expected, desired, false, success, failure);
  }
  bool
  compare_exchange_strong(T &expected, T desired,
                          memory_order order = memory_order_seq_cst) const {
    return compare_exchange(expected, desired, false, order,
                            when_failed(order));
  }

  T fetch_add(difference_of<T> value,
              memory_order order = memory_order_seq_cst) const {
    if constexpr (::std::is_integral<T>::value) {
      if (value == 0) // an atomic read, perhaps in a loop
        may_spin();
      return __atomic_fetch_add(at(), value, int(order));
    } else {
      return update([value](T old) { return T(old + value); }, order);
    }
  }
  T fetch_sub(difference_of<T> value,
              memory_order order = memory_order_seq_cst) const {
    if constexpr (::std::is_integral<T>::value)
      return __atomic_fetch_sub(at(), value, int(order));
    else
      return update([value](T old) { return T(old - value); }, order);
  }
  T fetch_and(T value, memory_order order = memory_order_seq_cst) const {
    return __atomic_fetch_and(at(), value, int(order));
  }
  T fetch_or(T value, memory_order order = memory_order_seq_cst) const {
    if (value == 0)
      may_spin();
    return __atomic_fetch_or(at(), value, int(order));
  }
  T fetch_xor(T value, memory_order order = memory_order_seq_cst) const {
    return __atomic_fetch_xor(at(), value, int(order));
  }
  T fetch_min(T value, memory_order order = memory_order_seq_cst) const {
    return update([value](T old) { return value < old ? value : old; }, order);
  }
  T fetch_max(T value, memory_order order = memory_order_seq_cst) const {
    return update([value](T old) { return old < value ? value : old; }, order);
  }

  // Waits until the bytes of the value differ from `old`. Waiters poll, so
  // notifying does nothing.
  void wait(T old, memory_order order = memory_order_seq_cst) const {
    wait_until([&] {
      T now;
      __atomic_load(at(), &now, int(order));
      return __builtin_memcmp(&now, &old, sizeof(T)) != 0;
    });
  }
  void notify_one() const {}
  void notify_all() const {}

  operator T() const { return load(); }
  T operator++() const { return T(fetch_add(1) + 1); }
  T operator++(int) const { return fetch_add(1); }
  T operator--() const { return T(fetch_sub(1) - 1); }
  T operator--(int) const { return fetch_sub(1); }
  T operator+=(difference_of<T> value) const {
    return T(fetch_add(value) + value);
  }
  T operator-=(difference_of<T> value) const {
    return T(fetch_sub(value) - value);
  }
  T operator&=(T value) const { return T(fetch_and(value) & value); }
  T operator|=(T value) const { return T(fetch_or(value) | value); }
  T operator^=(T value) const { return T(fetch_xor(value) ^ value); }
};

} // namespace detail

// --- Atomic objects ---

// A value with atomic operations. Without an initial value it keeps the
// contents of its memory, so it may be in block-shared memory.
template <class T, thread_scope Scope = thread_scope_system>
class atomic : public detail::AtomicOperations<T, atomic<T, Scope>> {
  alignas(sizeof(T) & (sizeof(T) - 1) ? alignof(T)
                                      : sizeof(T)) mutable T value_;
  T *address() const { return &value_; }
  friend detail::AtomicOperations<T, atomic>;

public:
  atomic() = default;
  constexpr atomic(T value) : value_(value) {}
  atomic(const atomic &) = delete;
  atomic &operator=(const atomic &) = delete;
  T operator=(T value) {
    this->store(value);
    return value;
  }
};

// The same operations on an existing object.
template <class T, thread_scope Scope = thread_scope_system>
class atomic_ref : public detail::AtomicOperations<T, atomic_ref<T, Scope>> {
  T *address_;
  T *address() const { return address_; }
  friend detail::AtomicOperations<T, atomic_ref>;

public:
  static constexpr ::std::size_t required_alignment =
      sizeof(T) & (sizeof(T) - 1) ? alignof(T) : sizeof(T);
  explicit atomic_ref(T &object) : address_(&object) {}
  atomic_ref(const atomic_ref &) = default;
  atomic_ref &operator=(const atomic_ref &) = delete;
  T operator=(T value) const {
    this->store(value);
    return value;
  }
};
template <class T> atomic_ref(T &) -> atomic_ref<T>;

inline void atomic_thread_fence(memory_order order,
                                thread_scope = thread_scope_system) {
  detail::may_spin();
  __atomic_thread_fence(int(order));
}
inline void atomic_signal_fence(memory_order order) {
  __atomic_signal_fence(int(order));
}

// --- Barriers ---

namespace detail {
struct NoCompletion {
  void operator()() const {}
};
} // namespace detail

template <thread_scope Scope> class pipeline;

// Each phase waits for the expected number of arrivals. The last thread to
// arrive calls the completion function. A barrier may be in block-shared
// memory, where init() initialises it.
template <thread_scope Scope, class Completion = detail::NoCompletion>
class barrier {
  static constexpr bool parks = detail::can_park && Scope >= thread_scope_block;

public:
  // The phase in which a thread has arrived.
  class arrival_token {
    unsigned phase_;
    explicit arrival_token(unsigned phase) : phase_(phase) {}
    friend class barrier;
  };

  barrier() = default;
  constexpr explicit barrier(::std::ptrdiff_t expected,
                             Completion completion = Completion())
      : expected_(int(expected)), pending_(int(expected)), phase_(0),
        waiters_{}, completion_(static_cast<Completion &&>(completion)) {}
  barrier(const barrier &) = delete;
  barrier &operator=(const barrier &) = delete;

  static constexpr ::std::ptrdiff_t max() { return (1 << 20) - 1; }

  [[nodiscard]] arrival_token arrive(::std::ptrdiff_t update = 1) {
    const unsigned phase = __atomic_load_n(&phase_, __ATOMIC_RELAXED);
    const int count = int(update);
    if (__atomic_fetch_sub(&pending_, count, __ATOMIC_ACQ_REL) == count) {
      completion_();
      __atomic_fetch_add(&pending_,
                         __atomic_load_n(&expected_, __ATOMIC_RELAXED),
                         __ATOMIC_RELAXED);
      __atomic_store_n(&phase_, phase + 1, __ATOMIC_RELEASE);
      if (parks)
        detail::wake(waiters_);
    }
    return arrival_token(phase);
  }
  void wait(arrival_token &&token) const {
    wait_while([phase = token.phase_](unsigned now) { return now == phase; });
  }
  // Waits for the end of the phase with this parity; the first phase has parity
  // false.
  void wait_parity(bool parity) const {
    wait_while([parity](unsigned now) { return (now & 1) == parity; });
  }
  void arrive_and_wait() { wait(arrive()); }
  // Arrives, and takes no part in later phases.
  void arrive_and_drop() {
    __atomic_fetch_sub(&expected_, 1, __ATOMIC_RELAXED);
    (void)arrive();
  }

  // Returns whether the phase has ended, immediately or after a short time.
  bool try_wait(arrival_token &&token) const {
    return ended(token.phase_) || (detail::pause(), ended(token.phase_));
  }
  bool try_wait_parity(bool parity) const {
    return ended_parity(parity) || (detail::pause(), ended_parity(parity));
  }
  template <class Rep, class Period>
  bool
  try_wait_for(arrival_token &&token,
               const ::std::chrono::duration<Rep, Period> &duration) const {
    return detail::wait_for([&] { return ended(token.phase_); }, duration);
  }
  template <class Clock, class Duration>
  bool
  try_wait_until(arrival_token &&token,
                 const ::std::chrono::time_point<Clock, Duration> &time) const {
    return detail::wait_until([&] { return ended(token.phase_); }, time);
  }
  template <class Rep, class Period>
  bool try_wait_parity_for(
      bool parity, const ::std::chrono::duration<Rep, Period> &duration) const {
    return detail::wait_for([&] { return ended_parity(parity); }, duration);
  }
  template <class Clock, class Duration>
  bool try_wait_parity_until(
      bool parity,
      const ::std::chrono::time_point<Clock, Duration> &time) const {
    return detail::wait_until([&] { return ended_parity(parity); }, time);
  }

private:
  unsigned phase() const { return __atomic_load_n(&phase_, __ATOMIC_ACQUIRE); }
  bool ended(unsigned which) const { return phase() != which; }
  bool ended_parity(bool parity) const { return (phase() & 1) != parity; }

  // A parked thread wakes at the end of a phase and need not check the current
  // phase, which may be two phases later.
  template <class Condition> void wait_while(Condition condition) const {
    if (!parks)
      detail::wait_until([&] { return !condition(phase()); });
    else if (condition(phase()))
      detail::park(waiters_);
  }
  // Waits until `count` phases have ended in all.
  void wait_for_phases(unsigned count) const {
    while (int(phase() - count) < 0)
      wait_while([count](unsigned now) { return int(now - count) < 0; });
  }
  // Leaves permanently, for a thread that has arrived in `count` phases.
  void drop_after(unsigned count) {
    if (int(phase() - count) < 0)
      __atomic_fetch_sub(&expected_, 1, __ATOMIC_RELAXED);
    else
      arrive_and_drop();
  }
  template <thread_scope> friend class pipeline;

  int expected_;
  int pending_; // arrivals missing in this phase
  unsigned phase_;
  mutable detail::Waiters waiters_;
  Completion completion_;
};

template <thread_scope Scope, class Completion>
inline void init(barrier<Scope, Completion> *which, ::std::ptrdiff_t expected) {
  ::new (static_cast<void *>(which)) barrier<Scope, Completion>(expected);
}
template <thread_scope Scope, class Completion>
inline void init(barrier<Scope, Completion> *which, ::std::ptrdiff_t expected,
                 Completion completion) {
  ::new (static_cast<void *>(which)) barrier<Scope, Completion>(
      expected, static_cast<Completion &&>(completion));
}

// --- Latches and semaphores ---

// Counts down to 0, once.
template <thread_scope Scope> class latch {
public:
  latch() = default;
  constexpr explicit latch(::std::ptrdiff_t expected) : left_(expected) {}
  latch(const latch &) = delete;
  latch &operator=(const latch &) = delete;

  static constexpr ::std::ptrdiff_t max() { return PTRDIFF_MAX; }
  void count_down(::std::ptrdiff_t update = 1) {
    __atomic_fetch_sub(&left_, update, __ATOMIC_RELEASE);
  }
  bool try_wait() const {
    detail::may_spin();
    return is_open();
  }
  void wait() const {
    detail::wait_until([this] { return is_open(); });
  }
  void arrive_and_wait(::std::ptrdiff_t update = 1) {
    count_down(update);
    wait();
  }

private:
  bool is_open() const {
    return __atomic_load_n(&left_, __ATOMIC_ACQUIRE) <= 0;
  }
  ::std::ptrdiff_t left_;
};

// A counter of free places: release() adds places, acquire() takes one and
// waits if there is none.
template <thread_scope Scope, ::std::ptrdiff_t LeastMax = PTRDIFF_MAX>
class counting_semaphore {
public:
  counting_semaphore() = default;
  constexpr explicit counting_semaphore(::std::ptrdiff_t count)
      : count_(count) {}
  counting_semaphore(const counting_semaphore &) = delete;
  counting_semaphore &operator=(const counting_semaphore &) = delete;

  static constexpr ::std::ptrdiff_t max() { return LeastMax; }
  void release(::std::ptrdiff_t update = 1) {
    __atomic_fetch_add(&count_, update, __ATOMIC_RELEASE);
  }
  void acquire() {
    detail::wait_until([this] { return take(); });
  }
  bool try_acquire() {
    detail::may_spin();
    return take();
  }
  template <class Rep, class Period>
  bool try_acquire_for(const ::std::chrono::duration<Rep, Period> &duration) {
    return detail::wait_for([this] { return take(); }, duration);
  }
  template <class Clock, class Duration>
  bool
  try_acquire_until(const ::std::chrono::time_point<Clock, Duration> &time) {
    return detail::wait_until([this] { return take(); }, time);
  }

private:
  bool take() {
    ::std::ptrdiff_t count = __atomic_load_n(&count_, __ATOMIC_RELAXED);
    while (count > 0)
      if (__atomic_compare_exchange_n(&count_, &count, count - 1, true,
                                      __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
        return true;
    return false;
  }
  ::std::ptrdiff_t count_;
};
template <thread_scope Scope>
using binary_semaphore = counting_semaphore<Scope, 1>;

// --- Pipelines ---

enum class pipeline_role { producer, consumer };

namespace detail {
template <thread_scope Scope> struct Stage {
  barrier<Scope> produced, consumed;
};
} // namespace detail

// The shared state of one pipeline; make_pipeline() initialises it.
template <thread_scope Scope, ::std::uint8_t Stages>
class pipeline_shared_state {
public:
  pipeline_shared_state() = default;
  pipeline_shared_state(const pipeline_shared_state &) = delete;
  pipeline_shared_state &operator=(const pipeline_shared_state &) = delete;

private:
  template <thread_scope> friend class pipeline;
  detail::Stage<Scope> stages_[Stages];
  unsigned owners_, producers_;
};

// A thread's handle of a pipeline. Producers fill its stages in turn, consumers
// empty them. The consumers get a stage when all producers have committed it;
// the producers get it back when all consumers have released it.
template <thread_scope Scope> class pipeline {
public:
  pipeline(pipeline &&other)
      : stages_(other.stages_), owners_(other.owners_), count_(other.count_),
        committed_(other.committed_), released_(other.released_),
        produces_(other.produces_), consumes_(other.consumes_) {
    other.stages_ = nullptr;
  }
  pipeline &operator=(const pipeline &) = delete;
  ~pipeline() { quit(); }

  void producer_acquire() {
    stages_[committed_ % count_].consumed.wait_for_phases(committed_ / count_);
  }
  void producer_commit() {
    (void)stages_[committed_++ % count_].produced.arrive();
  }
  void consumer_wait() {
    stages_[released_ % count_].produced.wait_for_phases(next_phase());
  }
  template <class Rep, class Period>
  bool consumer_wait_for(const ::std::chrono::duration<Rep, Period> &duration) {
    return detail::wait_for([this] { return is_produced(); }, duration);
  }
  template <class Clock, class Duration>
  bool
  consumer_wait_until(const ::std::chrono::time_point<Clock, Duration> &time) {
    return detail::wait_until([this] { return is_produced(); }, time);
  }
  void consumer_release() {
    (void)stages_[released_++ % count_].consumed.arrive();
  }
  // Leaves the pipeline, so that other threads no longer wait for the caller.
  // Returns true for the last thread to leave.
  bool quit() {
    if (!stages_)
      return false;
    for (unsigned i = 0; i < count_; ++i) {
      if (produces_)
        stages_[i].produced.drop_after(times_in(i, committed_));
      if (consumes_)
        stages_[i].consumed.drop_after(times_in(i, released_));
    }
    stages_ = nullptr;
    return __atomic_fetch_sub(owners_, 1, __ATOMIC_ACQ_REL) == 1;
  }

private:
  pipeline(detail::Stage<Scope> *stages, unsigned *owners, unsigned count,
           bool produces, bool consumes)
      : stages_(stages), owners_(owners), count_(count), produces_(produces),
        consumes_(consumes) {}

  unsigned next_phase() const { return released_ / count_ + 1; }
  bool is_produced() const {
    return int(stages_[released_ % count_].produced.phase() - next_phase()) >=
           0;
  }
  // The number of the first `steps` steps that used the stage.
  unsigned times_in(unsigned stage, unsigned steps) const {
    return (steps + count_ - 1 - stage) / count_;
  }

  template <class Group, ::std::uint8_t Stages>
  static pipeline
  make(const Group &group, pipeline_shared_state<Scope, Stages> *state,
       unsigned producers, unsigned consumers, bool produces, bool consumes) {
    if (group.thread_rank() == 0) {
      state->owners_ = unsigned(group.size());
      for (detail::Stage<Scope> &stage : state->stages_) {
        init(&stage.produced, producers);
        init(&stage.consumed, consumers);
      }
    }
    group.sync();
    return pipeline(state->stages_, &state->owners_, Stages, produces,
                    consumes);
  }
  template <class Group, ::std::uint8_t Stages>
  static unsigned count_producers(const Group &group,
                                  pipeline_shared_state<Scope, Stages> *state,
                                  bool produces) {
    if (group.thread_rank() == 0)
      state->producers_ = 0;
    group.sync();
    if (produces)
      __atomic_fetch_add(&state->producers_, 1, __ATOMIC_RELAXED);
    group.sync();
    return state->producers_;
  }
  template <class Group, thread_scope S, ::std::uint8_t Stages>
  friend pipeline<S> make_pipeline(const Group &,
                                   pipeline_shared_state<S, Stages> *);
  template <class Group, thread_scope S, ::std::uint8_t Stages>
  friend pipeline<S> make_pipeline(const Group &,
                                   pipeline_shared_state<S, Stages> *,
                                   ::std::size_t);
  template <class Group, thread_scope S, ::std::uint8_t Stages>
  friend pipeline<S> make_pipeline(const Group &,
                                   pipeline_shared_state<S, Stages> *,
                                   pipeline_role);

  detail::Stage<Scope> *stages_;
  unsigned *owners_;
  unsigned count_;
  unsigned committed_ = 0, released_ = 0; // stages, by the calling thread
  bool produces_, consumes_;
};

// The pipeline of one thread. Its copies are already complete, so it never
// waits.
template <> class pipeline<thread_scope_thread> {
public:
  pipeline(pipeline &&) = default;
  pipeline &operator=(const pipeline &) = delete;

  void producer_acquire() {}
  void producer_commit() {}
  void consumer_wait() {}
  template <class Rep, class Period>
  bool consumer_wait_for(const ::std::chrono::duration<Rep, Period> &) {
    return true;
  }
  template <class Clock, class Duration>
  bool consumer_wait_until(const ::std::chrono::time_point<Clock, Duration> &) {
    return true;
  }
  void consumer_release() {}
  bool quit() { return true; }

private:
  pipeline() {}
  friend pipeline make_pipeline();
};

inline pipeline<thread_scope_thread> make_pipeline() { return {}; }
// All threads of the group produce and consume.
template <class Group, thread_scope Scope, ::std::uint8_t Stages>
inline pipeline<Scope>
make_pipeline(const Group &group, pipeline_shared_state<Scope, Stages> *state) {
  const unsigned threads = unsigned(group.size());
  return pipeline<Scope>::make(group, state, threads, threads, true, true);
}
// The first threads of the group produce, the others consume.
template <class Group, thread_scope Scope, ::std::uint8_t Stages>
inline pipeline<Scope>
make_pipeline(const Group &group, pipeline_shared_state<Scope, Stages> *state,
              ::std::size_t producers) {
  const bool produces = group.thread_rank() < producers;
  return pipeline<Scope>::make(group, state, unsigned(producers),
                               unsigned(group.size() - producers), produces,
                               !produces);
}
// Each thread states its role.
template <class Group, thread_scope Scope, ::std::uint8_t Stages>
inline pipeline<Scope>
make_pipeline(const Group &group, pipeline_shared_state<Scope, Stages> *state,
              pipeline_role role) {
  const bool produces = role == pipeline_role::producer;
  const unsigned producers =
      pipeline<Scope>::count_producers(group, state, produces);
  return pipeline<Scope>::make(group, state, producers,
                               unsigned(group.size()) - producers, produces,
                               !produces);
}

// Waits for all but the last Prior stages.
template <::std::uint8_t Prior>
inline void pipeline_consumer_wait_prior(pipeline<thread_scope_thread> &) {}
// The barrier also waits for the copies of the calling thread.
template <thread_scope Scope>
inline void pipeline_producer_commit(pipeline<thread_scope_thread> &,
                                     barrier<Scope> &) {}

// --- Copies ---

// A number of bytes that is a multiple of Alignment, like both addresses.
template <::std::size_t Alignment> struct aligned_size_t {
  static constexpr ::std::size_t align = Alignment;
  ::std::size_t value;
  explicit constexpr aligned_size_t(::std::size_t size) : value(size) {}
  constexpr operator ::std::size_t() const { return value; }
};

namespace detail {
// The calling member's part of a group's copy.
template <class Group>
inline void copy_part(const Group &group, void *to, const void *from,
                      ::std::size_t bytes) {
  const ::std::size_t members = group.size(),
                      part = (bytes + members - 1) / members,
                      first = part * group.thread_rank();
  if (first < bytes)
    __builtin_memcpy(static_cast<unsigned char *>(to) + first,
                     static_cast<const unsigned char *>(from) + first,
                     first + part < bytes ? part : bytes - first);
}
} // namespace detail

// Copies `bytes` bytes. The copy is complete after the barrier's phase has
// ended, or after a wait for the pipeline's stage. The calling thread copies
// or, with a group, each member copies a part.
template <class Size, thread_scope Scope>
inline void memcpy_async(void *to, const void *from, const Size &bytes,
                         barrier<Scope> &) {
  __builtin_memcpy(to, from, ::std::size_t(bytes));
}
template <class Size, thread_scope Scope>
inline void memcpy_async(void *to, const void *from, const Size &bytes,
                         pipeline<Scope> &) {
  __builtin_memcpy(to, from, ::std::size_t(bytes));
}
template <class Group, class Size, thread_scope Scope>
inline void memcpy_async(const Group &group, void *to, const void *from,
                         const Size &bytes, barrier<Scope> &) {
  detail::copy_part(group, to, from, ::std::size_t(bytes));
}
template <class Group, class Size, thread_scope Scope>
inline void memcpy_async(const Group &group, void *to, const void *from,
                         const Size &bytes, pipeline<Scope> &) {
  detail::copy_part(group, to, from, ::std::size_t(bytes));
}

// --- The types of the C++ standard, without a scope ---

namespace std {

template <class T> using atomic = cxx::atomic<T, thread_scope_system>;
template <class T> using atomic_ref = cxx::atomic_ref<T, thread_scope_system>;
template <class Completion = cxx::detail::NoCompletion>
using barrier = cxx::barrier<thread_scope_system, Completion>;
using latch = cxx::latch<thread_scope_system>;
template <::std::ptrdiff_t LeastMax = PTRDIFF_MAX>
using counting_semaphore =
    cxx::counting_semaphore<thread_scope_system, LeastMax>;
using binary_semaphore = cxx::binary_semaphore<thread_scope_system>;

inline void atomic_thread_fence(memory_order order) {
  cxx::atomic_thread_fence(order);
}

class atomic_flag {
public:
  atomic_flag() = default;
  constexpr atomic_flag(bool set) : set_(set) {}
  bool test(memory_order order = memory_order_seq_cst) const {
    return set_.load(order);
  }
  bool test_and_set(memory_order order = memory_order_seq_cst) {
    return set_.exchange(true, order);
  }
  void clear(memory_order order = memory_order_seq_cst) {
    set_.store(false, order);
  }
  void wait(bool old, memory_order order = memory_order_seq_cst) const {
    set_.wait(old, order);
  }
  void notify_one() {}
  void notify_all() {}

private:
  cxx::atomic<bool> set_;
};

} // namespace std
} // namespace cxx

// --- Plain functions ---

// Barriers in block-shared memory (CUDA C++ Programming Guide, "Memory Barrier
// Primitives Interface").
using mbarrier_t = cxx::barrier<cxx::thread_scope_block>;
using mbarrier_token_t = mbarrier_t::arrival_token;
inline unsigned mbarrier_maximum_count() { return unsigned(mbarrier_t::max()); }
inline void mbarrier_init(mbarrier_t *which, unsigned expected) {
  cxx::init(which, expected);
}
inline void mbarrier_inval(mbarrier_t *) {}
inline mbarrier_token_t mbarrier_arrive(mbarrier_t *which) {
  return which->arrive();
}
inline mbarrier_token_t mbarrier_arrive_and_drop(mbarrier_t *which) {
  mbarrier_token_t token = which->arrive(0);
  which->arrive_and_drop();
  return token;
}
inline bool mbarrier_test_wait(mbarrier_t *which, mbarrier_token_t token) {
  return which->try_wait(static_cast<mbarrier_token_t &&>(token));
}
inline bool mbarrier_test_wait_parity(mbarrier_t *which, bool parity) {
  return which->try_wait_parity(parity);
}
inline bool mbarrier_try_wait(mbarrier_t *which, mbarrier_token_t token,
                              unsigned) {
  return mbarrier_test_wait(which, token);
}
inline bool mbarrier_try_wait_parity(mbarrier_t *which, bool parity, unsigned) {
  return mbarrier_test_wait_parity(which, parity);
}

// Copies by one thread (CUDA C++ Programming Guide, "Pipeline Primitives
// Interface"). The last `zeroed` bytes are set to zero instead of copied.
inline void pipeline_memcpy_async(void *to, const void *from,
                                  ::std::size_t bytes,
                                  ::std::size_t zeroed = 0) {
  const ::std::size_t copied = bytes - zeroed;
  __builtin_memcpy(to, from, copied);
  __builtin_memset(static_cast<unsigned char *>(to) + copied, 0, zeroed);
}
inline void pipeline_commit() {}
inline void pipeline_wait_prior(::std::size_t) {}
inline void pipeline_arrive_on(mbarrier_t *) {}

} // namespace cw

#endif // CW_SYNC_H
