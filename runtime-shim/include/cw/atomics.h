// Atomic operations on plain memory for device code. Each returns the old
// value.
//
//   int old = cw::atomic_add(&counter, 1);
//   cw::atomic_max_block(&largest, value);
//   if (cw::atomic_cas(&lock, 0, 1) == 0)
//     enter();
//
// Meanings: CUDA C++ Programming Guide, section "Atomic Functions"; the order
// is relaxed, as there. The operations work on any memory, and from any thread
// of the host too. The suffixes _block and _system name a scope; here every
// scope is the whole machine. An operation in a spin loop (a failed
// compare-and-swap, an exchange, an addition of 0) notifies the backend, which
// then lets other threads run.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_ATOMICS_H
#define CW_ATOMICS_H

#include <cw/cpu/block.h>

namespace cw {

namespace detail {

template <class T, class Operation>
inline T atomic_update(T *address, Operation operation) {
  T old, next;
  __atomic_load(address, &old, __ATOMIC_RELAXED);
  do
    next = operation(old);
  while (!__atomic_compare_exchange(address, &old, &next, true,
                                    __ATOMIC_RELAXED, __ATOMIC_RELAXED));
  return old;
}

} // namespace detail

// The three scopes of each operation, as overloads for one element type.
#define CW_ATOMIC(NAME, T, ...)                                                \
  inline T NAME(T *address, T value) { __VA_ARGS__ }                           \
  inline T NAME##_block(T *address, T value) { return NAME(address, value); }  \
  inline T NAME##_system(T *address, T value) { return NAME(address, value); }
#define CW_ATOMIC_FETCH(NAME, T, OPERATION)                                    \
  CW_ATOMIC(NAME, T,                                                           \
            return __atomic_##OPERATION(address, value, __ATOMIC_RELAXED);)
// Code adds 0, or combines with 0, to read atomically, perhaps in a loop.
#define CW_ATOMIC_FETCH_OR_READ(NAME, T, OPERATION)                            \
  CW_ATOMIC(NAME, T, if (value == 0) cpu::spin_hint();                         \
            return __atomic_##OPERATION(address, value, __ATOMIC_RELAXED);)
#define CW_ATOMIC_UPDATE(NAME, T, EXPRESSION)                                  \
  CW_ATOMIC(NAME, T, return detail::atomic_update(address, [value](T old) {    \
              return EXPRESSION;                                               \
            });)

CW_ATOMIC_FETCH_OR_READ(atomic_add, int, fetch_add)
CW_ATOMIC_FETCH_OR_READ(atomic_add, unsigned, fetch_add)
CW_ATOMIC_FETCH_OR_READ(atomic_add, unsigned long long, fetch_add)
CW_ATOMIC_UPDATE(atomic_add, float, old + value)
CW_ATOMIC_UPDATE(atomic_add, double, old + value)

CW_ATOMIC_FETCH(atomic_sub, int, fetch_sub)
CW_ATOMIC_FETCH(atomic_sub, unsigned, fetch_sub)

CW_ATOMIC_UPDATE(atomic_min, int, value < old ? value : old)
CW_ATOMIC_UPDATE(atomic_min, unsigned, value < old ? value : old)
CW_ATOMIC_UPDATE(atomic_min, long long, value < old ? value : old)
CW_ATOMIC_UPDATE(atomic_min, unsigned long long, value < old ? value : old)
CW_ATOMIC_UPDATE(atomic_max, int, value > old ? value : old)
CW_ATOMIC_UPDATE(atomic_max, unsigned, value > old ? value : old)
CW_ATOMIC_UPDATE(atomic_max, long long, value > old ? value : old)
CW_ATOMIC_UPDATE(atomic_max, unsigned long long, value > old ? value : old)

// Counters that wrap: inc counts 0 ... value, dec counts value ... 0.
CW_ATOMIC_UPDATE(atomic_inc, unsigned, old >= value ? 0u : old + 1u)
CW_ATOMIC_UPDATE(atomic_dec, unsigned,
                 old == 0u || old > value ? value : old - 1u)

#define CW_ATOMIC_BITWISE(T)                                                   \
  CW_ATOMIC_FETCH(atomic_and, T, fetch_and)                                    \
  CW_ATOMIC_FETCH_OR_READ(atomic_or, T, fetch_or)                              \
  CW_ATOMIC_FETCH(atomic_xor, T, fetch_xor)
CW_ATOMIC_BITWISE(int)
CW_ATOMIC_BITWISE(unsigned)
CW_ATOMIC_BITWISE(unsigned long long)

#define CW_ATOMIC_EXCHANGE(T)                                                  \
  CW_ATOMIC(atomic_exch, T, T old; cpu::spin_hint();                           \
            __atomic_exchange(address, &value, &old, __ATOMIC_RELAXED);        \
            return old;)
CW_ATOMIC_EXCHANGE(int)
CW_ATOMIC_EXCHANGE(unsigned)
CW_ATOMIC_EXCHANGE(unsigned long long)
CW_ATOMIC_EXCHANGE(float)

#define CW_ATOMIC_CAS(T)                                                       \
  inline T atomic_cas(T *address, T compare, T value) {                        \
    if (!__atomic_compare_exchange_n(address, &compare, value, false,          \
                                     __ATOMIC_RELAXED, __ATOMIC_RELAXED))      \
      cpu::spin_hint();                                                        \
    return compare; /* the old value in both cases */                          \
  }                                                                            \
  inline T atomic_cas_block(T *address, T compare, T value) {                  \
    return atomic_cas(address, compare, value);                                \
  }                                                                            \
  inline T atomic_cas_system(T *address, T compare, T value) {                 \
    return atomic_cas(address, compare, value);                                \
  }
CW_ATOMIC_CAS(int)
CW_ATOMIC_CAS(unsigned)
CW_ATOMIC_CAS(unsigned long long)
CW_ATOMIC_CAS(unsigned short)

// Each element of a vector is atomic by itself.
#define CW_ATOMIC_SCOPES(NAME, T)                                              \
  inline T NAME##_block(T *address, T value) { return NAME(address, value); }  \
  inline T NAME##_system(T *address, T value) { return NAME(address, value); }
inline float2 atomic_add(float2 *address, float2 value) {
  return {atomic_add(&address->x, value.x), atomic_add(&address->y, value.y)};
}
inline float4 atomic_add(float4 *address, float4 value) {
  return {atomic_add(&address->x, value.x), atomic_add(&address->y, value.y),
          atomic_add(&address->z, value.z), atomic_add(&address->w, value.w)};
}
CW_ATOMIC_SCOPES(atomic_add, float2)
CW_ATOMIC_SCOPES(atomic_add, float4)

#undef CW_ATOMIC_SCOPES
#undef CW_ATOMIC_CAS
#undef CW_ATOMIC_EXCHANGE
#undef CW_ATOMIC_BITWISE
#undef CW_ATOMIC_UPDATE
#undef CW_ATOMIC_FETCH_OR_READ
#undef CW_ATOMIC_FETCH
#undef CW_ATOMIC

} // namespace cw

#endif // CW_ATOMICS_H
