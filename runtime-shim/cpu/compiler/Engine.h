// What the kernel compiler knows of the engine's interface: the functions of
// <cw/cpu/block.h> by name, and the fields of the running thread's context.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <cw/cpu/block.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/InstrTypes.h>

namespace cw::compiler {

/// What a call does to the thread that makes it.
enum class Callee {
  Plain,       ///< nothing that concerns other threads
  Barrier,     ///< int barrier(BarrierOp, int)
  GridBarrier, ///< void grid_barrier()
  SoftBarrier, ///< inserted where threads of a GPU are together though nothing
               ///< says so
  Rendezvous,  ///< uint64 warp_rendezvous(mask, combine, in, out)
  LiveLanes,   ///< uint64 live_lanes()
  Shuffle,     ///< shuffle_word(mask, word, from) and shuffle_long
  Ballot,      ///< uint64 warp_ballot(mask, predicate)
  SpinYield,   ///< void spin_yield(): the slow path of a failed attempt
  Parks,       ///< waits in a way that only a fiber can
  Unseen,      ///< a function whose code is not in this unit
};

Callee calleeOf(const llvm::Function &function);
Callee calleeOf(const llvm::CallBase &call);

/// Whether a call separates regions: a thread that makes it may have to wait
/// for others.
inline bool isSync(Callee callee) {
  return callee == Callee::Barrier || callee == Callee::GridBarrier ||
         callee == Callee::SoftBarrier || callee == Callee::Rendezvous ||
         callee == Callee::LiveLanes || callee == Callee::Shuffle ||
         callee == Callee::Ballot;
}
inline bool isBlockBarrier(Callee callee) {
  return callee == Callee::Barrier || callee == Callee::GridBarrier ||
         callee == Callee::SoftBarrier;
}
inline bool isWarpOperation(Callee callee) {
  return isSync(callee) && !isBlockBarrier(callee);
}

/// Byte offsets in the running thread's context.
namespace context {
inline constexpr llvm::StringRef name = "_ZN2cw3cpu7contextE";
using Context = cw::cpu::ThreadContext;
enum Field : unsigned {
  ThreadX = offsetof(Context, thread_idx.x),
  ThreadY = offsetof(Context, thread_idx.y),
  ThreadZ = offsetof(Context, thread_idx.z),
  BlockX = offsetof(Context, block_idx),
  BlockDimX = offsetof(Context, block_dim),
  GridDimX = offsetof(Context, grid_dim),
};
static_assert(ThreadY == 8 && ThreadZ == 16,
              "threadIndexName is indexed by offset / 8");
} // namespace context

inline constexpr llvm::StringRef warpSizeName =
    "_ZN2cw3cpu20configured_warp_sizeE";

/// Stand for the thread's index until the loops are made.
inline constexpr llvm::StringRef threadIndexName[] = {
    "cw.thread.x", "cw.thread.y", "cw.thread.z"};
/// Stands for the thread's index in its block, x fastest.
inline constexpr llvm::StringRef linearThreadName = "cw.thread.linear";
/// Whether the value is the thread's index along x, or in its block: those that
/// grow by one from lane to lane.
bool isLaneIndex(const llvm::Value *value);
/// Separates reads of block-shared memory from later writes.
inline constexpr llvm::StringRef softBarrierName = "cw.soft.barrier";
/// An attribute of functions that a kernel calls once a block, before all else.
inline constexpr llvm::StringRef prologueAttribute = "cw-prologue";
bool isPrologue(const llvm::Instruction &instruction);

} // namespace cw::compiler
