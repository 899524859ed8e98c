// Splits a kernel into regions: pieces with one entry that contain no wait. A
// region becomes one loop over the threads of a chunk.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/Instructions.h>
#include <llvm/Support/Error.h>

#include "Engine.h"
#include "Uniformity.h"

namespace cw::compiler {

struct Region {
  struct Exit {
    llvm::BasicBlock *from, *to; ///< `to` is the head of a region, or the end
  };
  llvm::BasicBlock *head;
  llvm::SmallVector<llvm::BasicBlock *>
      blocks; ///< in topological order; head first
  llvm::SmallVector<Exit> exits;
  unsigned number = 0; ///< position in the order of all regions
  bool converged =
      false; ///< all threads of the chunk that still run come together
  bool fewLanes = false;  ///< it is entered where an index has one value
  bool vectorises = true; ///< LLVM can make vectors of its loop over lanes
  llvm::CallBase *sync =
      nullptr; ///< the only instruction of the region: a wait
  bool isBlockBarrier() const { return sync && isBlockBarrierCall(); }

private:
  bool isBlockBarrierCall() const {
    return cw::compiler::isBlockBarrier(calleeOf(*sync));
  }
};

/// The regions of a kernel's copy, whose control flow it changes.
class Regions {
public:
  /// Fails with the reason why the kernel cannot become loops.
  static llvm::Expected<std::unique_ptr<Regions>>
  create(llvm::Function &function);

  llvm::Function &function;
  llvm::DominatorTree dominators;
  llvm::LoopInfo loops;
  llvm::DenseSet<const llvm::Loop *>
      lockstep; ///< loops that are cut at their headers
  std::unique_ptr<Uniformity> inBlock, inChunk;
  std::vector<std::unique_ptr<Region>> all; ///< in order: loops are contiguous
  llvm::DenseMap<const llvm::BasicBlock *, Region *> byHead;
  llvm::DenseMap<const llvm::BasicBlock *, Region *> byBlock;
  llvm::BasicBlock *end = nullptr; ///< contains only the return
  bool hasWarpOperations = false;
  unsigned lanes = 0; ///< threads of a chunk
  bool hasBarriers = false;
  /// Uniform values that are computed once where a region starts, and kept.
  llvm::DenseSet<const llvm::Instruction *> anchored;
  /// Values, in order, that are needed when the threads come out of a block
  /// barrier.
  llvm::DenseMap<const llvm::BasicBlock *,
                 llvm::SmallVector<const llvm::Instruction *>>
      liveAfterBarrier;

  bool isScalar(const llvm::Value *value)
      const; ///< the same for the chunk, and computed once
  /// Whether the value is cheap to compute from scalars and the thread's index.
  bool isCheap(const llvm::Value *value) const;
  /// A header's variable that moves by a scalar step: its start, and the step.
  struct Induction {
    llvm::Value *start;
    llvm::Value *step;
    llvm::BinaryOperator *next;
  };
  std::optional<Induction> inductionOf(const llvm::Value *value) const;

private:
  explicit Regions(llvm::Function &function) : function(function) {}
  llvm::Error isolateWaits();
  void isolate(llvm::DominatorTree *tree = nullptr,
               llvm::LoopInfo *info = nullptr);
  bool separateReadsFromWrites();
  void analyse();
  void chooseLockstep();
  llvm::Error findRegions();
  void findLiveness();
  void order(const llvm::Loop *loop,
             std::vector<llvm::BasicBlock *> &out) const;
  mutable llvm::DenseMap<const llvm::Value *, bool> cheap_;
};

} // namespace cw::compiler
