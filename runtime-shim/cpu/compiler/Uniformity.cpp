// SPDX-License-Identifier: Apache-2.0
#include "Uniformity.h"

#include "Engine.h"

#include <llvm/ADT/PostOrderIterator.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/CFG.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/IntrinsicInst.h>

namespace cw::compiler {
using namespace llvm;

namespace {

/// The nearest block that all paths from `block` pass, when the edges into
/// blocks that end the thread do not count. Null if there is none.
class PostDominance {
public:
  PostDominance(Function &function, const LoopInfo &loops,
                const DenseSet<const BasicBlock *> &ends)
      : function_(function), loops_(loops), ends_(ends) {}

  /// The successors of a block; of a block that threads leave early, those of
  /// the threads that stay.
  SmallVector<const BasicBlock *> successors(const BasicBlock *block) const {
    SmallVector<const BasicBlock *> all(succ_begin(block), succ_end(block)),
        stay;
    if (loops_.getLoopFor(block))
      return all; // the usual way out of a loop
    for (const BasicBlock *next : all)
      if (!ends_.contains(next))
        stay.push_back(next);
    return stay.empty() ? all : stay;
  }
  /// All blocks that can be reached from `start` without passing `stop`.
  void reach(const BasicBlock *start, const BasicBlock *stop,
             DenseSet<const BasicBlock *> &out) const {
    SmallVector<const BasicBlock *> work{start};
    while (!work.empty()) {
      const BasicBlock *block = work.pop_back_val();
      if (block == stop || !out.insert(block).second)
        continue;
      for (const BasicBlock *next : successors(block))
        work.push_back(next);
    }
  }
  const BasicBlock *of(const BasicBlock *block) const {
    if (!computed_)
      compute();
    return immediate_.lookup(block);
  }

private:
  void compute() const {
    computed_ = true;
    // Sets by iteration; kernels have few hundred blocks.
    std::vector<const BasicBlock *> blocks;
    for (const BasicBlock *block : post_order(&function_))
      blocks.push_back(block);
    DenseMap<const BasicBlock *, unsigned> number;
    for (unsigned i = 0; i < blocks.size(); ++i)
      number[blocks[i]] = i;
    const unsigned none = unsigned(blocks.size());
    // The post-dominator tree of Cooper, Harvey and Kennedy over the reverse
    // graph, with a virtual end `none`.
    std::vector<unsigned> parent(blocks.size() + 1, ~0u),
        rank(blocks.size() + 1, 0);
    std::vector<unsigned> order;
    {
      std::vector<SmallVector<unsigned>> predecessors(blocks.size() + 1);
      for (unsigned i = 0; i < blocks.size(); ++i) {
        auto next = successors(blocks[i]);
        if (next.empty())
          predecessors[none].push_back(i);
        for (const BasicBlock *to : next)
          predecessors[number[to]].push_back(i);
      }
      std::vector<char> seen(blocks.size() + 1, 0);
      std::vector<std::pair<unsigned, unsigned>> stack{{none, 0}};
      seen[none] = 1;
      std::vector<unsigned> post;
      while (!stack.empty()) {
        auto &[node, position] = stack.back();
        if (position < predecessors[node].size()) {
          const unsigned to = predecessors[node][position++];
          if (!seen[to]) {
            seen[to] = 1;
            stack.push_back({to, 0});
          }
        } else {
          post.push_back(node);
          stack.pop_back();
        }
      }
      order.assign(post.rbegin(), post.rend());
    }
    for (unsigned i = 0; i < order.size(); ++i)
      rank[order[i]] = i;
    parent[none] = none;
    auto meet = [&](unsigned a, unsigned b) {
      while (a != b) {
        while (rank[a] > rank[b])
          a = parent[a];
        while (rank[b] > rank[a])
          b = parent[b];
      }
      return a;
    };
    for (bool changed = true; changed;) {
      changed = false;
      for (unsigned node : order) {
        if (node == none)
          continue;
        auto next = successors(blocks[node]);
        unsigned best = ~0u;
        if (next.empty())
          best = none;
        for (const BasicBlock *to : next) {
          const unsigned candidate = number[to];
          if (parent[candidate] == ~0u)
            continue;
          best = best == ~0u ? candidate : meet(best, candidate);
        }
        if (best != ~0u && parent[node] != best) {
          parent[node] = best;
          changed = true;
        }
      }
    }
    for (unsigned i = 0; i < blocks.size(); ++i)
      if (parent[i] != ~0u && parent[i] != none)
        immediate_[blocks[i]] = blocks[parent[i]];
  }

  Function &function_;
  const LoopInfo &loops_;
  const DenseSet<const BasicBlock *> &ends_;
  mutable bool computed_ = false;
  mutable DenseMap<const BasicBlock *, const BasicBlock *> immediate_;
};

} // namespace

bool Uniformity::isSameInChunk(const Instruction &instruction, unsigned lanes) {
  if (!lanes || instruction.getNumOperands() != 2)
    return false;
  const Value *index = instruction.getOperand(0);
  auto *by = dyn_cast<ConstantInt>(instruction.getOperand(1));
  if (!isLaneIndex(index) || !by || by->getBitWidth() != 32)
    return false;
  // Only where warps fill rows do chunks follow each other without a gap.
  const Function *callee = cast<CallBase>(index)->getCalledFunction();
  if (callee->getName() == linearThreadName && lanes != 32)
    return false;
  const uint64_t number = by->getZExtValue();
  if (instruction.getOpcode() == Instruction::LShr)
    return number < 32 && (1u << number) % lanes == 0;
  // A chunk starts at a multiple of its size.
  auto *compare = dyn_cast<ICmpInst>(&instruction);
  if (!compare || number > 1u << 20)
    return false;
  switch (compare->getPredicate()) {
  case ICmpInst::ICMP_ULT:
  case ICmpInst::ICMP_SLT:
  case ICmpInst::ICMP_UGE:
  case ICmpInst::ICMP_SGE:
    return number % lanes == 0;
  case ICmpInst::ICMP_UGT:
  case ICmpInst::ICMP_SGT:
  case ICmpInst::ICMP_ULE:
  case ICmpInst::ICMP_SLE:
    return (number + 1) % lanes == 0;
  default:
    return false;
  }
}

bool Uniformity::isInLockstep(const BasicBlock *block) const {
  for (const Loop *loop = input_.loops.getLoopFor(block); loop;
       loop = loop->getParentLoop())
    if (!input_.lockstep.contains(loop))
      return false;
  return true;
}

bool Uniformity::computeVarying(const Instruction &instruction) const {
  if (input_.varying.contains(&instruction))
    return true;
  auto anyVarying = [&] {
    for (const Use &use : instruction.operands())
      if (varying_.contains(use.get()))
        return true;
    return false;
  };
  if (auto *phi = dyn_cast<PHINode>(&instruction)) {
    const BasicBlock *block = phi->getParent();
    if (joins_.contains(block))
      return true;
    const Loop *loop = input_.loops.getLoopFor(block);
    if (!isInLockstep(block))
      return true;
    // Where threads have parted, only a loop that they run in lockstep has one
    // value for all.
    const bool header = loop && loop->getHeader() == block;
    if (!isConverged(block) && !header && phi->getNumIncomingValues() > 1)
      return true;
    for (unsigned i = 0; i < phi->getNumIncomingValues(); ++i) {
      if (varying_.contains(phi->getIncomingValue(i)))
        return true;
      // Threads bring the values of different iterations out of a loop that
      // they leave one by one.
      for (const Loop *inner =
               input_.loops.getLoopFor(phi->getIncomingBlock(i));
           inner && !inner->contains(block); inner = inner->getParentLoop())
        if (temporal_.contains(inner) || !input_.lockstep.contains(inner))
          return true;
    }
    return false;
  }
  if (isa<AllocaInst>(instruction))
    return true;
  if (input_.group == Group::Chunk && isSameInChunk(instruction, input_.lanes))
    return false;
  if (auto *load = dyn_cast<LoadInst>(&instruction)) {
    if (!load->isSimple() || anyVarying())
      return true;
    if (load->hasMetadata(LLVMContext::MD_invariant_load))
      return false;
    return !((input_.allLoads || input_.loads.contains(load)) &&
             isConverged(load->getParent()) && isInLockstep(load->getParent()));
  }
  if (auto *call = dyn_cast<CallBase>(&instruction)) {
    const Function *callee = call->getCalledFunction();
    if (isLaneIndex(call))
      return true;
    if (callee && (callee->getName() == threadIndexName[1] ||
                   callee->getName() == threadIndexName[2]))
      return input_.group == Group::Block;
    switch (calleeOf(*call)) {
    case Callee::Barrier:
      return false;
    case Callee::Ballot:
    case Callee::LiveLanes:
      return input_.group == Group::Block || !isConverged(call->getParent());
    case Callee::Plain:
      return !call->doesNotAccessMemory() || !call->doesNotThrow() ||
             anyVarying();
    default:
      return true;
    }
  }
  if (instruction.mayReadOrWriteMemory())
    return true;
  return anyVarying();
}

Uniformity::Uniformity(Input input) : input_(std::move(input)) {
  Function &function = input_.function;
  // Blocks that end the thread.
  auto holds = [&](const BasicBlock &block) {
    for (const Instruction &instruction : block)
      if (auto *call = dyn_cast<CallBase>(&instruction);
          call && isSync(calleeOf(*call)))
        return true;
    return input_.loops.getLoopFor(&block) != nullptr;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (const BasicBlock *block : post_order(&function)) {
      if (ends_.contains(block) || holds(*block))
        continue;
      if (all_of(successors(block),
                 [&](const BasicBlock *next) { return ends_.contains(next); }))
        changed |= ends_.insert(block).second;
    }
  }
  const PostDominance post(function, input_.loops, ends_);

  for (bool changed = true; changed;) {
    changed = false;
    for (const BasicBlock *block :
         ReversePostOrderTraversal<Function *>(&function)) {
      for (const Instruction &instruction : *block)
        if (!varying_.contains(&instruction) && computeVarying(instruction))
          changed |= mark(&instruction);
      const auto *branch = dyn_cast<BranchInst>(block->getTerminator());
      if (!branch || !branch->isConditional() ||
          !varying_.contains(branch->getCondition()))
        continue;
      const BasicBlock *successor[] = {branch->getSuccessor(0),
                                       branch->getSuccessor(1)};
      const bool ends[] = {ends_.contains(successor[0]),
                           ends_.contains(successor[1])};
      if (ends[0] != ends[1] && !input_.loops.getLoopFor(block)) {
        // Some threads end here; the others stay together.
        DenseSet<const BasicBlock *> away;
        post.reach(successor[ends[0] ? 0 : 1], nullptr, away);
        for (const BasicBlock *diverged : away) {
          changed |= diverged_.insert(diverged).second;
          changed |= joins_.insert(diverged).second;
        }
        continue;
      }
      const BasicBlock *end = post.of(block);
      DenseSet<const BasicBlock *> arms[2];
      for (unsigned i : {0u, 1u})
        post.reach(successor[i], end, arms[i]);
      for (auto &arm : arms)
        for (const BasicBlock *diverged : arm) {
          changed |= diverged_.insert(diverged).second;
          // A loop that the branch is in, and that one arm leaves.
          for (const Loop *loop = input_.loops.getLoopFor(block); loop;
               loop = loop->getParentLoop())
            if (!loop->contains(diverged))
              changed |= temporal_.insert(loop).second;
        }
      for (const Loop *loop = input_.loops.getLoopFor(block); loop;
           loop = loop->getParentLoop())
        if (!end || !loop->contains(end))
          changed |= temporal_.insert(loop).second;
      for (const BasicBlock &join : function) {
        if (&join != end && !arms[0].contains(&join) &&
            !arms[1].contains(&join))
          continue;
        bool from[2] = {false, false};
        for (const BasicBlock *before : predecessors(&join))
          for (unsigned i : {0u, 1u})
            if (arms[i].contains(before) ||
                (before == block && successor[i] == &join))
              from[i] = true;
        if (from[0] && from[1])
          changed |= joins_.insert(&join).second;
      }
    }
  }
}

} // namespace cw::compiler
