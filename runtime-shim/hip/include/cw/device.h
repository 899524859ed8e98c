// Device code's view of the machine: thread and block indices, barriers,
// fences, warps, atomics and clocks.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_DEVICE_H
#define CW_DEVICE_H

#include <hip/hip_runtime.h>

#include <string.h>
#include <type_traits>

// Gives HIP's device function TARGET the name NAME, with all its overloads and
// default arguments.
#define CW_FORWARD(NAME, TARGET)                                               \
  template <class... Arguments>                                                \
  __device__ __forceinline__ auto NAME(Arguments... arguments) {               \
    return TARGET(arguments...);                                               \
  }

namespace cw {

// HIP's builtin variables read a member at its use; each function here returns
// all three members.
#define CW_BUILTIN(NAME, TYPE, VARIABLE)                                       \
  __device__ __forceinline__ TYPE NAME() {                                     \
    return TYPE(VARIABLE.x, VARIABLE.y, VARIABLE.z);                           \
  }
CW_BUILTIN(thread_idx, ::uint3, threadIdx)
CW_BUILTIN(block_idx, ::uint3, blockIdx)
CW_BUILTIN(block_dim, ::dim3, blockDim)
CW_BUILTIN(grid_dim, ::dim3, gridDim)
#undef CW_BUILTIN

__device__ __forceinline__ int warp_size() { return warpSize; }
__device__ __forceinline__ int warp_lanes() { return warpSize; }

// clang-format off
CW_FORWARD(barrier, __syncthreads)
CW_FORWARD(barrier_count, __syncthreads_count)
CW_FORWARD(barrier_and, __syncthreads_and)
CW_FORWARD(barrier_or, __syncthreads_or)
CW_FORWARD(fence_block, __threadfence_block)
CW_FORWARD(fence_device, __threadfence)
CW_FORWARD(fence_system, __threadfence_system)
CW_FORWARD(clock64, ::clock64)
CW_FORWARD(clock, ::clock)
// clang-format on
__device__ __forceinline__ void nanosleep(unsigned) {
  // CUDA sleeps between 0 and twice the requested time.
  __builtin_amdgcn_s_sleep(1);
}
__device__ __forceinline__ void trap() { __builtin_trap(); }

namespace detail {
__host__ __device__ inline unsigned long long whole_warp() {
#ifdef __HIP_DEVICE_COMPILE__
  return ~0ull >> (64 - warpSize);
#else
  return ~0ull;
#endif
}
} // namespace detail
} // namespace cw

#include <cw/lane_mask.h>

namespace cw {

__device__ __forceinline__ lane_mask full_warp() { return 0xffffffffu; }

// The caller's lane and warp, and the lanes with the named relation to the
// caller.
__device__ __forceinline__ unsigned lane_id() { return __lane_id(); }
__device__ __forceinline__ unsigned warp_id() {
  return (threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z)) /
         warpSize;
}
__device__ __forceinline__ lane_mask lanes_equal() {
  return lane_mask::exactly(1ull << __lane_id());
}
__device__ __forceinline__ lane_mask lanes_below() {
  return lane_mask::exactly((1ull << __lane_id()) - 1);
}
__device__ __forceinline__ lane_mask lanes_up_to() {
  return lanes_equal() | lanes_below();
}
__device__ __forceinline__ lane_mask lanes_above() { return ~lanes_up_to(); }
__device__ __forceinline__ lane_mask lanes_from() { return ~lanes_below(); }

// Nanoseconds, from a counter of 100 MHz.
__device__ __forceinline__ unsigned long long global_timer() {
#ifdef __HIP_DEVICE_COMPILE__
  return __builtin_amdgcn_s_memrealtime() * 10ull;
#else
  return 0;
#endif
}

// The bit operations of PTX.
__device__ __forceinline__ unsigned find_msb(unsigned x) {
  return x == 0 ? ~0u : 31u - __clz(x);
}
__device__ __forceinline__ unsigned extract_bits(unsigned x, unsigned start,
                                                 unsigned count) {
  start &= 255, count &= 255;
  const unsigned shifted = start < 32 ? x >> start : 0;
  return count < 32 ? shifted & ((1u << count) - 1) : shifted;
}
__device__ __forceinline__ unsigned
insert_bits(unsigned bits, unsigned x, unsigned start, unsigned count) {
  start &= 255, count &= 255;
  if (start >= 32)
    return x;
  const unsigned mask = (count < 32 ? (1u << count) - 1 : ~0u) << start;
  return (x & ~mask) | (bits << start & mask);
}
__device__ __forceinline__ unsigned usad4(unsigned a, unsigned b, unsigned c) {
  return __builtin_amdgcn_sad_u8(a, b, c);
}

// Warp functions. HIP 5.2 has only the forms without a mask. A wavefront runs
// in lockstep, so the lanes that execute a call are the lanes that reached it
// together; the mask can only reduce this set. CUDA code may synchronise lanes
// on different branches; this backend does not.

__device__ __forceinline__ lane_mask active_mask() {
  return lane_mask::exactly(__ballot64(1));
}
__device__ __forceinline__ void sync_warp(lane_mask = 0xffffffffu) {
  __builtin_amdgcn_fence(__ATOMIC_RELEASE, "wavefront");
  __builtin_amdgcn_wave_barrier();
  __builtin_amdgcn_fence(__ATOMIC_ACQUIRE, "wavefront");
}
__device__ __forceinline__ lane_mask ballot(lane_mask mask, int predicate) {
  return lane_mask::exactly(__ballot64(predicate) & mask.bits());
}
__device__ __forceinline__ int any(lane_mask mask, int predicate) {
  return (__ballot64(predicate) & mask.bits()) != 0;
}
__device__ __forceinline__ int all(lane_mask mask, int predicate) {
  return (__ballot64(!predicate) & mask.bits()) == 0;
}
__device__ __forceinline__ int uni(lane_mask mask, int predicate) {
  return all(mask, predicate) || !any(mask, predicate);
}

namespace unsynced {
// HIP shuffles arithmetic types. Other types that fit into a word (a half, two
// halves) are shuffled as a word.
#define CW_SHUFFLE(NAME, TARGET)                                               \
  template <class T>                                                           \
  __device__ __forceinline__ auto NAME(T value, int lane,                      \
                                       int width = warpSize) {                 \
    if constexpr (std::is_arithmetic_v<T>) {                                   \
      return TARGET(value, lane, width);                                       \
    } else {                                                                   \
      static_assert(sizeof(T) <= sizeof(int));                                 \
      int word = 0;                                                            \
      memcpy(&word, &value, sizeof value);                                     \
      word = TARGET(word, lane, width);                                        \
      memcpy(&value, &word, sizeof value);                                     \
      return value;                                                            \
    }                                                                          \
  }
CW_SHUFFLE(shfl, __shfl)
CW_SHUFFLE(shfl_up, __shfl_up)
CW_SHUFFLE(shfl_down, __shfl_down)
CW_SHUFFLE(shfl_xor, __shfl_xor)
#undef CW_SHUFFLE
__device__ __forceinline__ int any(int predicate) { return __any(predicate); }
__device__ __forceinline__ int all(int predicate) { return __all(predicate); }
__device__ __forceinline__ lane_mask ballot(int predicate) {
  return lane_mask::exactly(__ballot64(predicate));
}
} // namespace unsynced

#define CW_SHUFFLE(NAME)                                                       \
  template <class T>                                                           \
  __device__ __forceinline__ auto NAME(lane_mask, T value, int lane,           \
                                       int width = warpSize) {                 \
    return unsynced::NAME(value, lane, width);                                 \
  }
CW_SHUFFLE(shfl)
CW_SHUFFLE(shfl_up)
CW_SHUFFLE(shfl_down)
CW_SHUFFLE(shfl_xor)
#undef CW_SHUFFLE

// Every lane reads every other lane in turn, so that no lane leaves the loop
// while others still need it.
template <class T>
__device__ inline lane_mask match_any(lane_mask mask, T value) {
  unsigned long long present = mask.bits() & __ballot64(1), same = 0;
  for (int lane = 0; lane < warpSize; ++lane)
    if (unsynced::shfl(value, lane) == value)
      same |= 1ull << lane;
  return lane_mask::exactly(same & present);
}
template <class T>
__device__ inline lane_mask match_all(lane_mask mask, T value, int *matched) {
  unsigned long long present = mask.bits() & __ballot64(1);
  *matched = match_any(mask, value).bits() == present;
  return lane_mask::exactly(*matched ? present : 0);
}

#define CW_REDUCE(NAME, EXPRESSION)                                            \
  template <class T> __device__ inline T NAME(lane_mask mask, T value) {       \
    unsigned long long others =                                                \
        mask.bits() & __ballot64(1) & ~(1ull << __lane_id());                  \
    T a = value;                                                               \
    for (int lane = 0; lane < warpSize; ++lane) {                              \
      T b = unsynced::shfl(value, lane);                                       \
      if (others >> lane & 1)                                                  \
        a = EXPRESSION;                                                        \
    }                                                                          \
    return a;                                                                  \
  }
CW_REDUCE(reduce_add, a + b)
CW_REDUCE(reduce_min, a < b ? a : b)
CW_REDUCE(reduce_max, a < b ? b : a)
CW_REDUCE(reduce_and, a &b)
CW_REDUCE(reduce_or, a | b)
CW_REDUCE(reduce_xor, a ^ b)
#undef CW_REDUCE

// HIP has no atomics with block scope; device scope is stronger. clang-format
// off
#define CW_FORWARD_ATOMIC(NAME, TARGET)                                        \
  CW_FORWARD(NAME, TARGET)                                                     \
  CW_FORWARD(NAME##_block, TARGET)
CW_FORWARD_ATOMIC(atomic_add, atomicAdd)
CW_FORWARD_ATOMIC(atomic_sub, atomicSub)
CW_FORWARD_ATOMIC(atomic_exch, atomicExch)
CW_FORWARD_ATOMIC(atomic_min, atomicMin)
CW_FORWARD_ATOMIC(atomic_max, atomicMax)
CW_FORWARD_ATOMIC(atomic_inc, atomicInc)
CW_FORWARD_ATOMIC(atomic_dec, atomicDec)
CW_FORWARD_ATOMIC(atomic_cas, atomicCAS)
CW_FORWARD_ATOMIC(atomic_and, atomicAnd)
CW_FORWARD_ATOMIC(atomic_or, atomicOr)
CW_FORWARD_ATOMIC(atomic_xor, atomicXor)
#undef CW_FORWARD_ATOMIC
CW_FORWARD(atomic_add_system, atomicAdd_system)
CW_FORWARD(atomic_sub_system, atomicSub_system)
CW_FORWARD(atomic_exch_system, atomicExch_system)
CW_FORWARD(atomic_min_system, atomicMin_system)
CW_FORWARD(atomic_max_system, atomicMax_system)
CW_FORWARD(atomic_cas_system, atomicCAS_system)
CW_FORWARD(atomic_and_system, atomicAnd_system)
CW_FORWARD(atomic_or_system, atomicOr_system)
CW_FORWARD(atomic_xor_system, atomicXor_system)
// clang-format on

} // namespace cw

#endif
