// Device code's view of the machine: thread and block indices, barriers,
// fences, warps, atomics and clocks.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_DEVICE_H
#define CW_DEVICE_H

#include <cuda_runtime.h>

// Gives CUDA's device function TARGET the name NAME, with all its overloads and
// default arguments. It is a template, so that a line does no harm if the
// installed CUDA version lacks the function.
#define CW_FORWARD(NAME, TARGET)                                               \
  template <class... Arguments>                                                \
  __device__ __forceinline__ auto NAME(Arguments... arguments) {               \
    return TARGET(arguments...);                                               \
  }

// The same for a function that some CUDA versions also provide to the host.
#define CW_FORWARD_ANYWHERE(NAME, TARGET)                                      \
  _Pragma("nv_exec_check_disable") template <class... Arguments>               \
  __host__ __device__ __forceinline__ auto NAME(Arguments... arguments) {      \
    return TARGET(arguments...);                                               \
  }

namespace cw {

// CUDA's builtin variables. They are macros because nvcc has no other way to
// keep the PTX unchanged: a call, inlined or not, moves instructions in some
// kernels, and nvcc 13.0 reads nothing through a reference to a builtin
// variable. A use with arguments, such as `dim3 block_dim(16, 16);`, is not
// expanded. A program that declares functions of these names without parameters
// defines CW_BUILTIN_FUNCTIONS before it includes the shim.
// nvcc reads warpSize from a register whose value only the assembler knows, so
// warp_size() is not a constant. Code with a literal 32 gets a constant from
// warp_lanes().
#ifdef CW_BUILTIN_FUNCTIONS
#define CW_BUILTIN(NAME, TYPE, VARIABLE)                                       \
  struct NAME##_value : TYPE { /* reads only the used members */               \
    __device__ __forceinline__ NAME##_value() {                                \
      x = VARIABLE.x;                                                          \
      y = VARIABLE.y;                                                          \
      z = VARIABLE.z;                                                          \
    }                                                                          \
  };                                                                           \
  __device__ __forceinline__ NAME##_value NAME() { return NAME##_value(); }
CW_BUILTIN(thread_idx, ::uint3, threadIdx)
CW_BUILTIN(block_idx, ::uint3, blockIdx)
CW_BUILTIN(block_dim, ::dim3, blockDim)
CW_BUILTIN(grid_dim, ::dim3, gridDim)
#undef CW_BUILTIN
__device__ __forceinline__ int warp_size() { return warpSize; }
__host__ __device__ constexpr int warp_lanes() { return 32; }
__host__ __device__ constexpr unsigned full_warp() { return 0xffffffffu; }
#else
using ::blockDim;
using ::blockIdx;
using ::gridDim;
using ::threadIdx;
using ::warpSize;
constexpr int warp_lanes_constant = 32;
constexpr unsigned full_warp_constant = 0xffffffffu;
// clang-format off
#define CW_FIRST(FIRST, ...) FIRST
#define thread_idx(...) CW_FIRST(__VA_OPT__(thread_idx(__VA_ARGS__),) threadIdx, )
#define block_idx(...) CW_FIRST(__VA_OPT__(block_idx(__VA_ARGS__),) blockIdx, )
#define block_dim(...) CW_FIRST(__VA_OPT__(block_dim(__VA_ARGS__),) blockDim, )
#define grid_dim(...) CW_FIRST(__VA_OPT__(grid_dim(__VA_ARGS__),) gridDim, )
#define warp_size(...) CW_FIRST(__VA_OPT__(warp_size(__VA_ARGS__),) warpSize, )
#define warp_lanes(...) CW_FIRST(__VA_OPT__(warp_lanes(__VA_ARGS__),) warp_lanes_constant, )
#define full_warp(...) CW_FIRST(__VA_OPT__(full_warp(__VA_ARGS__),) full_warp_constant, )
// clang-format on
#endif

// One bit per lane.
using lane_mask = unsigned;

// Operations without a function in CUDA C++: one instruction each.
#define CW_PTX_REGISTER(NAME, TYPE, TEXT, CONSTRAINT)                          \
  __device__ __forceinline__ TYPE NAME() {                                     \
    TYPE value;                                                                \
    asm volatile(TEXT : CONSTRAINT(value));                                    \
    return value;                                                              \
  }
CW_PTX_REGISTER(lane_id, unsigned, "mov.u32 %0, %%laneid;", "=r")
CW_PTX_REGISTER(warp_id, unsigned, "mov.u32 %0, %%warpid;", "=r")
CW_PTX_REGISTER(lanes_equal, lane_mask, "mov.u32 %0, %%lanemask_eq;", "=r")
CW_PTX_REGISTER(lanes_below, lane_mask, "mov.u32 %0, %%lanemask_lt;", "=r")
CW_PTX_REGISTER(lanes_up_to, lane_mask, "mov.u32 %0, %%lanemask_le;", "=r")
CW_PTX_REGISTER(lanes_above, lane_mask, "mov.u32 %0, %%lanemask_gt;", "=r")
CW_PTX_REGISTER(lanes_from, lane_mask, "mov.u32 %0, %%lanemask_ge;", "=r")
CW_PTX_REGISTER(global_timer, unsigned long long, "mov.u64 %0, %%globaltimer;",
                "=l")
#undef CW_PTX_REGISTER
__device__ __forceinline__ unsigned find_msb(unsigned x) {
  unsigned at;
  asm("bfind.u32 %0, %1;" : "=r"(at) : "r"(x));
  return at;
}
__device__ __forceinline__ unsigned extract_bits(unsigned x, unsigned start,
                                                 unsigned count) {
  unsigned bits;
  asm("bfe.u32 %0, %1, %2, %3;" : "=r"(bits) : "r"(x), "r"(start), "r"(count));
  return bits;
}
__device__ __forceinline__ unsigned
insert_bits(unsigned bits, unsigned x, unsigned start, unsigned count) {
  unsigned all;
  asm("bfi.b32 %0, %1, %2, %3, %4;"
      : "=r"(all)
      : "r"(bits), "r"(x), "r"(start), "r"(count));
  return all;
}
__device__ __forceinline__ unsigned usad4(unsigned a, unsigned b, unsigned c) {
  unsigned sum;
  asm("vabsdiff4.u32.u32.u32.add %0, %1, %2, %3;"
      : "=r"(sum)
      : "r"(a), "r"(b), "r"(c));
  return sum;
}

// clang-format off

CW_FORWARD(barrier, __syncthreads)
CW_FORWARD(barrier_count, __syncthreads_count)
CW_FORWARD(barrier_and, __syncthreads_and)
CW_FORWARD(barrier_or, __syncthreads_or)
CW_FORWARD(fence_block, __threadfence_block)
CW_FORWARD(fence_device, __threadfence)
CW_FORWARD(fence_system, __threadfence_system)
CW_FORWARD(nanosleep, __nanosleep)
CW_FORWARD(trap, __trap)
CW_FORWARD(clock64, ::clock64)
CW_FORWARD(clock, ::clock)

CW_FORWARD(sync_warp, __syncwarp)
CW_FORWARD(shfl, __shfl_sync)
CW_FORWARD(shfl_up, __shfl_up_sync)
CW_FORWARD(shfl_down, __shfl_down_sync)
CW_FORWARD(shfl_xor, __shfl_xor_sync)
CW_FORWARD(any, __any_sync)
CW_FORWARD(all, __all_sync)
CW_FORWARD(uni, __uni_sync)
CW_FORWARD(ballot, __ballot_sync)
CW_FORWARD(active_mask, __activemask)
CW_FORWARD(match_any, __match_any_sync)
CW_FORWARD(match_all, __match_all_sync)
CW_FORWARD(reduce_add, __reduce_add_sync)
CW_FORWARD(reduce_min, __reduce_min_sync)
CW_FORWARD(reduce_max, __reduce_max_sync)
CW_FORWARD(reduce_and, __reduce_and_sync)
CW_FORWARD(reduce_or, __reduce_or_sync)
CW_FORWARD(reduce_xor, __reduce_xor_sync)

// The forms without a mask, for the currently active lanes. CUDA removed them
// for compute capability 7.0.
namespace unsynced {
#define CW_FORWARD_ACTIVE(NAME, TARGET)                            \
  template <class... Arguments>                                    \
  __device__ __forceinline__ auto NAME(Arguments... arguments) {   \
    return TARGET(__activemask(), arguments...);                   \
  }
CW_FORWARD_ACTIVE(shfl, __shfl_sync)
CW_FORWARD_ACTIVE(shfl_up, __shfl_up_sync)
CW_FORWARD_ACTIVE(shfl_down, __shfl_down_sync)
CW_FORWARD_ACTIVE(shfl_xor, __shfl_xor_sync)
CW_FORWARD_ACTIVE(any, __any_sync)
CW_FORWARD_ACTIVE(all, __all_sync)
CW_FORWARD_ACTIVE(ballot, __ballot_sync)
#undef CW_FORWARD_ACTIVE
} // namespace unsynced

#define CW_FORWARD_ATOMIC(NAME, TARGET)        \
  CW_FORWARD(NAME, TARGET)                     \
  CW_FORWARD(NAME##_block, TARGET##_block)     \
  CW_FORWARD(NAME##_system, TARGET##_system)
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
// clang-format on

} // namespace cw

#endif
