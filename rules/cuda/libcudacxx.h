// Facade: libcu++, the C++ library for kernels, without its copies of the C++
// standard library. cuda::std is the host's own library, so types and traits
// have their usual meaning.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime.h"

#ifdef __cplusplus
// The pragma that applies to the facade must not apply to the C++ library
// (runtime.h says why).
#ifdef __CUDA__
#pragma clang force_cuda_host_device end
#endif
#include <algorithm>
#include <array>
#include <atomic>
#include <cassert>
#include <cfloat>
#include <chrono>
#include <climits>
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <memory>
#include <numeric>
#include <optional>
#include <ratio>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#if __cplusplus >= 202002L
#include <bit>
#include <concepts>
#include <numbers>
#include <ranges>
#include <span>
#endif
#ifdef __CUDA__
#pragma clang force_cuda_host_device begin
#endif

struct cw_facade_completion {
  void operator()() const;
};

namespace cuda {

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

#define CW_FACADE_ATOMIC(NAME)                                                 \
  template <class T, thread_scope Scope = thread_scope_system> class NAME {    \
  public:                                                                      \
    using value_type = T;                                                      \
    static constexpr bool is_always_lock_free = true;                          \
    bool is_lock_free() const;                                                 \
    void store(T, memory_order = memory_order_seq_cst) const;                  \
    T load(memory_order = memory_order_seq_cst) const;                         \
    T exchange(T, memory_order = memory_order_seq_cst) const;                  \
    bool compare_exchange_weak(T &, T, memory_order, memory_order) const;      \
    bool compare_exchange_weak(T &, T,                                         \
                               memory_order = memory_order_seq_cst) const;     \
    bool compare_exchange_strong(T &, T, memory_order, memory_order) const;    \
    bool compare_exchange_strong(T &, T,                                       \
                                 memory_order = memory_order_seq_cst) const;   \
    template <class D>                                                         \
    T fetch_add(D, memory_order = memory_order_seq_cst) const;                 \
    template <class D>                                                         \
    T fetch_sub(D, memory_order = memory_order_seq_cst) const;                 \
    T fetch_and(T, memory_order = memory_order_seq_cst) const;                 \
    T fetch_or(T, memory_order = memory_order_seq_cst) const;                  \
    T fetch_xor(T, memory_order = memory_order_seq_cst) const;                 \
    T fetch_min(T, memory_order = memory_order_seq_cst) const;                 \
    T fetch_max(T, memory_order = memory_order_seq_cst) const;                 \
    void wait(T, memory_order = memory_order_seq_cst) const;                   \
    void notify_one() const;                                                   \
    void notify_all() const;                                                   \
    operator T() const;                                                        \
    T operator++() const;                                                      \
    T operator++(int) const;                                                   \
    T operator--() const;                                                      \
    T operator--(int) const;                                                   \
    template <class D> T operator+=(D) const;                                  \
    template <class D> T operator-=(D) const;                                  \
    T operator&=(T) const;                                                     \
    T operator|=(T) const;                                                     \
    T operator^=(T) const;                                                     \
    CW_FACADE_CONSTRUCTORS(NAME)                                               \
  };

#define CW_FACADE_CONSTRUCTORS(NAME)                                           \
  NAME() = default;                                                            \
  T operator=(T);                                                              \
  constexpr NAME(T) {}                                                         \
  NAME(const NAME &) = delete;                                                 \
  NAME &operator=(const NAME &) = delete;
CW_FACADE_ATOMIC(atomic)
#undef CW_FACADE_CONSTRUCTORS
#define CW_FACADE_CONSTRUCTORS(NAME)                                           \
  static constexpr ::std::size_t required_alignment = alignof(T);              \
  T operator=(T) const;                                                        \
  explicit NAME(T &);                                                          \
  NAME(const NAME &) = default;
CW_FACADE_ATOMIC(atomic_ref)
#undef CW_FACADE_CONSTRUCTORS
#undef CW_FACADE_ATOMIC
template <class T> atomic_ref(T &) -> atomic_ref<T>;

void atomic_thread_fence(memory_order, thread_scope = thread_scope_system);
void atomic_signal_fence(memory_order);

template <thread_scope Scope, class Completion = cw_facade_completion>
class barrier {
public:
  class arrival_token {};
  barrier() = default;
  constexpr explicit barrier(::std::ptrdiff_t, Completion = Completion()) {}
  barrier(const barrier &) = delete;
  barrier &operator=(const barrier &) = delete;
  static constexpr ::std::ptrdiff_t max() { return 1; }
  arrival_token arrive(::std::ptrdiff_t = 1);
  void wait(arrival_token &&) const;
  void wait_parity(bool) const;
  void arrive_and_wait();
  void arrive_and_drop();
  bool try_wait(arrival_token &&) const;
  bool try_wait_parity(bool) const;
  template <class Rep, class Period>
  bool try_wait_for(arrival_token &&,
                    const ::std::chrono::duration<Rep, Period> &) const;
  template <class Clock, class Duration>
  bool try_wait_until(arrival_token &&,
                      const ::std::chrono::time_point<Clock, Duration> &) const;
  template <class Rep, class Period>
  bool try_wait_parity_for(bool,
                           const ::std::chrono::duration<Rep, Period> &) const;
  template <class Clock, class Duration>
  bool try_wait_parity_until(
      bool, const ::std::chrono::time_point<Clock, Duration> &) const;
};
template <thread_scope Scope, class Completion>
void init(barrier<Scope, Completion> *, ::std::ptrdiff_t);
template <thread_scope Scope, class Completion>
void init(barrier<Scope, Completion> *, ::std::ptrdiff_t, Completion);

template <thread_scope Scope> class latch {
public:
  latch() = default;
  constexpr explicit latch(::std::ptrdiff_t) {}
  latch(const latch &) = delete;
  latch &operator=(const latch &) = delete;
  static constexpr ::std::ptrdiff_t max() { return 1; }
  void count_down(::std::ptrdiff_t = 1);
  bool try_wait() const;
  void wait() const;
  void arrive_and_wait(::std::ptrdiff_t = 1);
};

template <thread_scope Scope, ::std::ptrdiff_t LeastMax = 1>
class counting_semaphore {
public:
  counting_semaphore() = default;
  constexpr explicit counting_semaphore(::std::ptrdiff_t) {}
  counting_semaphore(const counting_semaphore &) = delete;
  counting_semaphore &operator=(const counting_semaphore &) = delete;
  static constexpr ::std::ptrdiff_t max() { return LeastMax; }
  void release(::std::ptrdiff_t = 1);
  void acquire();
  bool try_acquire();
  template <class Rep, class Period>
  bool try_acquire_for(const ::std::chrono::duration<Rep, Period> &);
  template <class Clock, class Duration>
  bool try_acquire_until(const ::std::chrono::time_point<Clock, Duration> &);
};
template <thread_scope Scope>
using binary_semaphore = counting_semaphore<Scope, 1>;

enum class pipeline_role { producer, consumer };
template <thread_scope Scope, ::std::uint8_t Stages>
class pipeline_shared_state {
public:
  pipeline_shared_state() = default;
  pipeline_shared_state(const pipeline_shared_state &) = delete;
  pipeline_shared_state &operator=(const pipeline_shared_state &) = delete;
};
template <thread_scope Scope> class pipeline {
public:
  pipeline(pipeline &&);
  pipeline &operator=(const pipeline &) = delete;
  ~pipeline();
  void producer_acquire();
  void producer_commit();
  void consumer_wait();
  template <class Rep, class Period>
  bool consumer_wait_for(const ::std::chrono::duration<Rep, Period> &);
  template <class Clock, class Duration>
  bool consumer_wait_until(const ::std::chrono::time_point<Clock, Duration> &);
  void consumer_release();
  bool quit();
};
pipeline<thread_scope_thread> make_pipeline();
template <class Group, thread_scope Scope, ::std::uint8_t Stages>
pipeline<Scope> make_pipeline(const Group &,
                              pipeline_shared_state<Scope, Stages> *);
template <class Group, thread_scope Scope, ::std::uint8_t Stages>
pipeline<Scope> make_pipeline(const Group &,
                              pipeline_shared_state<Scope, Stages> *,
                              ::std::size_t);
template <class Group, thread_scope Scope, ::std::uint8_t Stages>
pipeline<Scope> make_pipeline(const Group &,
                              pipeline_shared_state<Scope, Stages> *,
                              pipeline_role);
template <::std::uint8_t Prior>
void pipeline_consumer_wait_prior(pipeline<thread_scope_thread> &);
template <thread_scope Scope>
void pipeline_producer_commit(pipeline<thread_scope_thread> &,
                              barrier<Scope> &);

template <::std::size_t Alignment> struct aligned_size_t {
  static constexpr ::std::size_t align = Alignment;
  ::std::size_t value;
  explicit constexpr aligned_size_t(::std::size_t size) : value(size) {}
  constexpr operator ::std::size_t() const { return value; }
};
template <class Size, thread_scope Scope>
void memcpy_async(void *, const void *, const Size &, barrier<Scope> &);
template <class Size, thread_scope Scope>
void memcpy_async(void *, const void *, const Size &, pipeline<Scope> &);
template <class Group, class Size, thread_scope Scope>
void memcpy_async(const Group &, void *, const void *, const Size &,
                  barrier<Scope> &);
template <class Group, class Size, thread_scope Scope>
void memcpy_async(const Group &, void *, const void *, const Size &,
                  pipeline<Scope> &);

template <class T, class U>
constexpr ::std::common_type_t<T, U> ceil_div(T a, U b) {
  return a / b;
}
template <class T, class U>
constexpr ::std::common_type_t<T, U> round_up(T a, U b) {
  return a * b;
}
template <class T, class U>
constexpr ::std::common_type_t<T, U> round_down(T a, U b) {
  return a * b;
}
template <class T = void> struct maximum {
  constexpr T operator()(const T &, const T &) const;
};
template <> struct maximum<void> {
  template <class T, class U>
  constexpr ::std::common_type_t<T, U> operator()(const T &, const U &) const;
};
template <class T = void> struct minimum {
  constexpr T operator()(const T &, const T &) const;
};
template <> struct minimum<void> {
  template <class T, class U>
  constexpr ::std::common_type_t<T, U> operator()(const T &, const U &) const;
};
template <class Result, class Function>
constexpr Function proclaim_return_type(Function &&);

// Specific to one chip: native handles and hardware copies.
namespace device {
::std::uint64_t *barrier_native_handle(barrier<thread_scope_block> &);
barrier<thread_scope_block>::arrival_token
barrier_arrive_tx(barrier<thread_scope_block> &, ::std::ptrdiff_t,
                  ::std::ptrdiff_t);
void barrier_expect_tx(barrier<thread_scope_block> &, ::std::ptrdiff_t);
template <class Size>
void memcpy_async_tx(void *, const void *, Size, barrier<thread_scope_block> &);
} // namespace device

namespace std {
using namespace ::std;

template <class T> using atomic_ref = ::cuda::atomic_ref<T>;
template <class Completion = cw_facade_completion>
using barrier = ::cuda::barrier<thread_scope_system, Completion>;
using latch = ::cuda::latch<thread_scope_system>;
template <::std::ptrdiff_t LeastMax = 1>
using counting_semaphore =
    ::cuda::counting_semaphore<thread_scope_system, LeastMax>;
using binary_semaphore = ::cuda::binary_semaphore<thread_scope_system>;

#if __cplusplus < 202002L
struct identity {
  template <class T> constexpr T &&operator()(T &&value) const {
    return static_cast<T &&>(value);
  }
};
template <class T> struct remove_cvref {
  using type = ::std::remove_cv_t<::std::remove_reference_t<T>>;
};
template <class T> using remove_cvref_t = typename remove_cvref<T>::type;
template <class T> struct type_identity {
  using type = T;
};
template <class T> using type_identity_t = typename type_identity<T>::type;
template <class To, class From> constexpr To bit_cast(const From &value) {
  return __builtin_bit_cast(To, value);
}
#endif
} // namespace std

} // namespace cuda

// The primitives of <cuda_awbarrier_primitives.h> and
// <cuda_pipeline_primitives.h>.
#ifdef __CUDACC__
typedef ::std::uint64_t __mbarrier_t;
typedef ::std::uint64_t __mbarrier_token_t;
::std::uint32_t __mbarrier_maximum_count();
void __mbarrier_init(__mbarrier_t *, ::std::uint32_t);
void __mbarrier_inval(__mbarrier_t *);
__mbarrier_token_t __mbarrier_arrive(__mbarrier_t *);
__mbarrier_token_t __mbarrier_arrive_and_drop(__mbarrier_t *);
bool __mbarrier_test_wait(__mbarrier_t *, __mbarrier_token_t);
bool __mbarrier_test_wait_parity(__mbarrier_t *, bool);
bool __mbarrier_try_wait(__mbarrier_t *, __mbarrier_token_t, ::std::uint32_t);
bool __mbarrier_try_wait_parity(__mbarrier_t *, bool, ::std::uint32_t);
::std::uint32_t __mbarrier_token_pending_count(__mbarrier_token_t);
void __pipeline_memcpy_async(void *, const void *, size_t, size_t = 0);
void __pipeline_commit();
void __pipeline_wait_prior(size_t);
void __pipeline_arrive_on(__mbarrier_t *);
#endif
#endif
