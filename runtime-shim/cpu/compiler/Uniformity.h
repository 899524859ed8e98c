// Which values are the same in all threads of a group, and where the control
// flow of a group is the same for all its threads that still run. The group is
// the block, or one chunk of it: neighbours along x that run as one vector.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/DenseSet.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/Function.h>

namespace cw::compiler {

class Uniformity {
public:
  enum class Group { Block, Chunk };
  struct Input {
    llvm::Function &function;
    llvm::LoopInfo &loops;
    Group group;
    /// Loops whose iterations all threads of a chunk make together. In other
    /// loops each thread runs by itself.
    const llvm::DenseSet<const llvm::Loop *> &lockstep;
    unsigned lanes = 0; ///< threads of a chunk
    /// Values to be taken as different in each thread.
    llvm::DenseSet<const llvm::Value *> varying;
    /// Loads that may count as the same in all threads if their address is.
    bool allLoads = false;
    llvm::DenseSet<const llvm::Instruction *> loads;
  };
  explicit Uniformity(Input input);

  /// Whether the value is a thread's index shifted so far to the right that all
  /// threads of a chunk have the same: its number of a warp, for example. Or a
  /// comparison that says as much.
  static bool isSameInChunk(const llvm::Instruction &instruction,
                            unsigned lanes);

  bool isUniform(const llvm::Value *value) const {
    return !varying_.contains(value);
  }
  /// Whether all threads that still run reach this block together.
  bool isConverged(const llvm::BasicBlock *block) const {
    return !diverged_.contains(block);
  }
  /// Whether threads of a chunk go through all loops around this block
  /// together.
  bool isInLockstep(const llvm::BasicBlock *block) const;
  /// Blocks from which every path leads to the end of the kernel, past no
  /// waiting call and no loop in lockstep.
  bool endsThread(const llvm::BasicBlock *block) const {
    return ends_.contains(block);
  }

private:
  bool mark(const llvm::Value *value) { return varying_.insert(value).second; }
  bool computeVarying(const llvm::Instruction &instruction) const;

  Input input_;
  llvm::DenseSet<const llvm::Value *> varying_;
  llvm::DenseSet<const llvm::BasicBlock *> diverged_, ends_, joins_;
  llvm::DenseSet<const llvm::Loop *> temporal_; ///< left by threads one by one
};

} // namespace cw::compiler
