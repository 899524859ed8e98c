// SPDX-License-Identifier: Apache-2.0
#include "Regions.h"

#include "Prepare.h"

#include <llvm/ADT/PostOrderIterator.h>
#include <llvm/ADT/SetVector.h>
#include <llvm/Analysis/CFG.h>
#include <llvm/Analysis/ValueTracking.h>
#include <llvm/IR/CFG.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/Module.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>
#include <llvm/Transforms/Utils/LCSSA.h>
#include <llvm/Transforms/Utils/Local.h>
#include <llvm/Transforms/Utils/LoopSimplify.h>
#include <llvm/Transforms/Utils/LoopUtils.h>

namespace cw::compiler {
using namespace llvm;

namespace {

CallBase *waitOf(Instruction &instruction) {
  auto *call = dyn_cast<CallBase>(&instruction);
  return call && isSync(calleeOf(*call)) ? call : nullptr;
}

/// Whether a loop may go on until another thread has done something. Failed
/// attempts give hints (spin_hint), but not all loops with hints wait: some are
/// left after a number of rounds, and some repeat an exchange with the value
/// that they just got, which succeeds when no other thread runs.
bool mayWaitForThreads(const Loop &loop, const DominatorTree &dominators) {
  bool hints = false;
  for (const BasicBlock *block : loop.blocks())
    for (const Instruction &instruction : *block)
      if (auto *call = dyn_cast<CallBase>(&instruction))
        hints |= calleeOf(*call) == Callee::SpinYield;
  if (!hints)
    return false;
  auto dependsOnMemory = [&](const Value *value) {
    SetVector<const Value *> work;
    work.insert(value);
    for (unsigned i = 0; i < work.size(); ++i) {
      auto *instruction = dyn_cast<Instruction>(work[i]);
      if (!instruction || !loop.contains(instruction))
        continue;
      if (instruction->mayReadFromMemory())
        return true;
      for (const Value *operand : instruction->operands())
        work.insert(operand);
    }
    return false;
  };
  SmallVector<BasicBlock *> exiting;
  loop.getExitingBlocks(exiting);
  const BasicBlock *latch = loop.getLoopLatch();
  for (const BasicBlock *block : exiting) {
    auto *branch = dyn_cast<BranchInst>(block->getTerminator());
    if (!branch || !branch->isConditional())
      return true;
    if (latch && dominators.dominates(block, latch) &&
        !dependsOnMemory(branch->getCondition()))
      return false; // counted
  }
  for (const BasicBlock *block : loop.blocks())
    for (const Instruction &instruction : *block)
      if (auto *exchange = dyn_cast<AtomicCmpXchgInst>(&instruction))
        if (dependsOnMemory(exchange->getCompareOperand()))
          return false;
  return true;
}

/// Whether the lanes of a vector would load and store at places all over
/// memory: all addresses follow from what each thread has loaded. Such a loop
/// is faster thread by thread.
bool scatters(const Loop &loop) {
  auto followsFromLoad = [&](const Value *address) {
    SetVector<const Value *> work;
    work.insert(address);
    for (unsigned i = 0; i < work.size() && i < 64; ++i) {
      auto *instruction = dyn_cast<Instruction>(work[i]);
      if (!instruction)
        continue;
      if (auto *load = dyn_cast<LoadInst>(instruction))
        if (!load->hasMetadata(LLVMContext::MD_invariant_load) &&
            !isa<Constant>(load->getPointerOperand()))
          return true;
      if (!isa<CallBase>(instruction))
        for (const Value *operand : instruction->operands())
          work.insert(operand);
    }
    return false;
  };
  bool any = false;
  for (const BasicBlock *block : loop.blocks())
    for (const Instruction &instruction : *block)
      if (const Value *address = getLoadStorePointerOperand(&instruction)) {
        if (!followsFromLoad(address))
          return false;
        any = true;
      }
  return any;
}

/// Whether LLVM's loop vectoriser takes such an instruction.
bool vectorisable(const Instruction &instruction) {
  if (auto *call = dyn_cast<CallBase>(&instruction)) {
    if (isPrologue(*call))
      return true; // it is not made here
    if (isa<IntrinsicInst>(call))
      return !call->mayWriteToMemory() || call->isLifetimeStartOrEnd();
    return call->doesNotAccessMemory() && call->doesNotThrow();
  }
  if (auto *load = dyn_cast<LoadInst>(&instruction))
    return load->isSimple();
  if (auto *store = dyn_cast<StoreInst>(&instruction))
    return store->isSimple();
  if (instruction.isAtomic() || isa<AllocaInst>(instruction))
    return false;
  Type *type = instruction.getType();
  return type->isVoidTy() || type->isSingleValueType() ||
         isa<ExtractValueInst>(instruction);
}

} // namespace

Error Regions::isolateWaits() {
  // One return, alone in its block.
  SmallVector<ReturnInst *> returns;
  for (BasicBlock &block : function)
    if (auto *ret = dyn_cast<ReturnInst>(block.getTerminator()))
      returns.push_back(ret);
  end = BasicBlock::Create(function.getContext(), "end", &function);
  ReturnInst::Create(function.getContext(), end);
  for (ReturnInst *ret : returns) {
    BranchInst::Create(end, ret->getParent());
    ret->eraseFromParent();
  }
  if (returns.empty())
    return refuse("never ends");
  isolate();
  return Error::success();
}

/// Puts every wait alone in a block.
void Regions::isolate(DominatorTree *tree, LoopInfo *info) {
  SmallVector<CallBase *> waits;
  for (Instruction &instruction : instructions(function))
    if (CallBase *wait = waitOf(instruction))
      waits.push_back(wait);
  for (CallBase *wait : waits) {
    if (wait != &wait->getParent()->front() ||
        wait->getParent() == &function.getEntryBlock())
      SplitBlock(wait->getParent(), wait, tree, info);
    // What follows is entered from here only: the wait itself sets no variable.
    BasicBlock *next = wait->getParent()->getSingleSuccessor();
    if (!wait->getNextNode()->isTerminator() || !next || next == end ||
        !next->getSinglePredecessor() || isa<PHINode>(next->front()))
      SplitBlock(wait->getParent(), wait->getNextNode(), tree, info);
    hasBarriers |= isBlockBarrier(calleeOf(*wait));
    hasWarpOperations |= isWarpOperation(calleeOf(*wait));
  }
}

/// Some kernels read block-shared memory and write to it later without a
/// barrier between. That is a race, but on a GPU the warps of a block are so
/// close to each other that all have read before one writes. Loops would run a
/// whole chunk of threads to the next barrier before the next chunk starts. So
/// where all threads pass between the two, they wait for each other.
bool Regions::separateReadsFromWrites() {
  DenseMap<const BasicBlock *, DenseSet<const Value *>> out;
  auto step = [](Instruction &instruction, DenseSet<const Value *> &read) {
    if (CallBase *wait = waitOf(instruction);
        wait && isBlockBarrier(calleeOf(*wait)))
      read.clear();
    else if (auto *load = dyn_cast<LoadInst>(&instruction))
      if (sharedObject(load->getPointerOperand()))
        read.insert(load->getPointerOperand());
  };
  auto before = [&](const BasicBlock &block) {
    DenseSet<const Value *> read;
    for (const BasicBlock *from : predecessors(&block))
      for (const Value *pointer : out[from])
        read.insert(pointer);
    return read;
  };
  // A thread's own element may be read and written in turn.
  auto meets = [](const DenseSet<const Value *> &read, const Value *pointer,
                  const Value *object) {
    return any_of(read, [&](const Value *other) {
      return other != pointer && sharedObject(other) == object;
    });
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (BasicBlock *block : ReversePostOrderTraversal<Function *>(&function)) {
      DenseSet<const Value *> read = before(*block);
      for (Instruction &instruction : *block)
        step(instruction, read);
      if (read.size() != out[block].size()) {
        out[block] = std::move(read);
        changed = true;
      }
    }
  }
  for (BasicBlock *block : ReversePostOrderTraversal<Function *>(&function)) {
    DenseSet<const Value *> read = before(*block);
    for (Instruction &instruction : *block) {
      auto *store = dyn_cast<StoreInst>(&instruction);
      const Value *object =
          store ? sharedObject(store->getPointerOperand()) : nullptr;
      if (object && meets(read, store->getPointerOperand(), object)) {
        Instruction *place = store;
        const BasicBlock *where = block;
        if (!inBlock->isConverged(where)) {
          const auto *node = dominators.getNode(where);
          do
            node = node->getIDom();
          while (node && !inBlock->isConverged(node->getBlock()));
          place = node && meets(out[node->getBlock()],
                                store->getPointerOperand(), object)
                      ? node->getBlock()->getTerminator()
                      : nullptr;
        }
        if (place) {
          FunctionCallee wait = function.getParent()->getOrInsertFunction(
              softBarrierName, Type::getVoidTy(function.getContext()));
          cast<Function>(wait.getCallee())->addFnAttr(Attribute::Convergent);
          CallInst::Create(wait, "", place->getIterator());
          return true;
        }
      }
      step(instruction, read);
    }
  }
  return false;
}

void Regions::chooseLockstep() {
  lockstep.clear();
  auto inductive = [&](const Loop &loop) {
    for (const PHINode &phi : loop.getHeader()->phis()) {
      if (!phi.getType()->isIntegerTy() || phi.getNumIncomingValues() != 2)
        continue;
      for (const Value *incoming : phi.incoming_values())
        if (auto *add = dyn_cast<BinaryOperator>(incoming);
            add && add->getOpcode() == Instruction::Add &&
            (add->getOperand(0) == &phi || add->getOperand(1) == &phi))
          return true;
    }
    return false;
  };
  const auto outerFirst = loops.getLoopsInPreorder();
  for (Loop *loop : reverse(outerFirst)) {
    bool holds = false, all = true;
    for (BasicBlock *block : loop->blocks())
      for (Instruction &instruction : *block) {
        holds |= waitOf(instruction) != nullptr;
        all &= vectorisable(instruction) || waitOf(instruction);
      }
    bool inner = false, every = true;
    for (Loop *sub : *loop) {
      inner |= lockstep.contains(sub);
      every &= lockstep.contains(sub);
    }
    if (holds || inner ||
        (every && (all || inductive(*loop)) && !scatters(*loop)))
      lockstep.insert(loop);
  }
}

bool Regions::isScalar(const Value *value) const {
  if (isa<Constant>(value) || isa<Argument>(value) || isa<BasicBlock>(value) ||
      isa<MetadataAsValue>(value) || isa<InlineAsm>(value))
    return true;
  auto *instruction = dyn_cast<Instruction>(value);
  if (!instruction || !inChunk->isUniform(value))
    return false;
  return true;
}

std::optional<Regions::Induction>
Regions::inductionOf(const Value *value) const {
  auto *phi = dyn_cast<PHINode>(value);
  if (!phi || !phi->getType()->isIntegerTy() ||
      phi->getNumIncomingValues() != 2 || isScalar(phi))
    return std::nullopt;
  const Loop *loop = loops.getLoopFor(phi->getParent());
  if (!loop || loop->getHeader() != phi->getParent())
    return std::nullopt;
  for (const Loop *around = loop; around; around = around->getParentLoop())
    if (!lockstep.contains(around))
      return std::nullopt;
  BasicBlock *latch = loop->getLoopLatch();
  if (!latch)
    return std::nullopt;
  const int back = phi->getBasicBlockIndex(latch);
  auto *add = dyn_cast<BinaryOperator>(phi->getIncomingValue(unsigned(back)));
  if (!add || add->getOpcode() != Instruction::Add)
    return std::nullopt;
  Value *step = add->getOperand(0) == phi   ? add->getOperand(1)
                : add->getOperand(1) == phi ? add->getOperand(0)
                                            : nullptr;
  if (!step || !isScalar(step))
    return std::nullopt;
  // Chunks must agree on the distance if it is kept while others run.
  bool barrier = false;
  for (BasicBlock *block : loop->blocks())
    for (Instruction &instruction : *block)
      if (CallBase *wait = waitOf(instruction))
        barrier |= isBlockBarrier(calleeOf(*wait));
  if (barrier && !inBlock->isUniform(step))
    return std::nullopt;
  Value *start = phi->getIncomingValue(unsigned(1 - back));
  if (!isCheap(start))
    return std::nullopt;
  return Induction{start, step, add};
}

bool Regions::isCheap(const Value *value) const {
  if (isScalar(value))
    return true;
  if (auto known = cheap_.find(value); known != cheap_.end())
    return known->second;
  auto *instruction = dyn_cast<Instruction>(value);
  if (!instruction)
    return false;
  cheap_[value] = false; // cycles end here
  bool result = false;
  if (auto *call = dyn_cast<CallBase>(instruction)) {
    const Function *callee = call->getCalledFunction();
    result = callee && callee->getName().starts_with("cw.thread.");
  } else if (isa<AllocaInst>(instruction)) {
    result = true;
  } else if (isa<PHINode>(instruction)) {
    result = inductionOf(instruction).has_value();
  } else {
    switch (instruction->getOpcode()) {
    case Instruction::Add:
    case Instruction::Sub:
    case Instruction::Mul:
    case Instruction::Shl:
    case Instruction::LShr:
    case Instruction::AShr:
    case Instruction::And:
    case Instruction::Or:
    case Instruction::Xor:
    case Instruction::ZExt:
    case Instruction::SExt:
    case Instruction::Trunc:
    case Instruction::GetElementPtr:
    case Instruction::ICmp:
    case Instruction::Select:
      result = all_of(instruction->operands(),
                      [&](const Use &use) { return isCheap(use.get()); });
      break;
    default:
      break;
    }
  }
  return cheap_[value] = result;
}

void Regions::analyse() {
  // Which uniform loads decide about control flow? They are made once.
  auto slice = [&](const Uniformity &uniformity) {
    DenseSet<const Instruction *> loads;
    SetVector<const Value *> work;
    for (BasicBlock &block : function)
      if (uniformity.isConverged(&block))
        if (auto *branch = dyn_cast<BranchInst>(block.getTerminator());
            branch && branch->isConditional() &&
            uniformity.isUniform(branch->getCondition()))
          work.insert(branch->getCondition());
    for (unsigned i = 0; i < work.size(); ++i) {
      auto *instruction = dyn_cast<Instruction>(work[i]);
      if (!instruction || !uniformity.isUniform(instruction))
        continue;
      if (auto *load = dyn_cast<LoadInst>(instruction);
          load && !load->hasMetadata(LLVMContext::MD_invariant_load))
        loads.insert(load);
      for (Value *operand : instruction->operands())
        work.insert(operand);
    }
    return loads;
  };
  // Values that cannot be computed ahead of their place: divisions.
  DenseSet<const Value *> fixed;
  for (Instruction &instruction : instructions(function))
    if (!isa<PHINode>(instruction) && !instruction.mayReadOrWriteMemory() &&
        !isa<AllocaInst>(instruction) && !isa<CallBase>(instruction) &&
        !instruction.isTerminator() &&
        !isSafeToSpeculativelyExecute(&instruction))
      fixed.insert(&instruction);
  auto run = [&](Uniformity::Group group,
                 const DenseSet<const Value *> &varying) {
    Uniformity first(
        {function, loops, group, lockstep, lanes, varying, true, {}});
    auto loads = slice(first);
    return std::make_unique<Uniformity>(Uniformity::Input{
        function, loops, group, lockstep, lanes, varying, false, loads});
  };
  inBlock = run(Uniformity::Group::Block, {});
  // A division that all threads reach together is made once, too.
  DenseSet<const Value *> varying;
  for (const Value *value : fixed)
    if (const BasicBlock *place = cast<Instruction>(value)->getParent();
        !inBlock->isConverged(place) || !inBlock->isInLockstep(place))
      varying.insert(value);
  inChunk = run(Uniformity::Group::Chunk, varying);
  for (;;) {
    findLiveness();
    size_t before = varying.size();
    // What is computed anew after the barrier needs what it is made of.
    cheap_.clear();
    SetVector<const Value *> needed;
    for (auto &[block, live] : liveAfterBarrier)
      for (const Value *value : live)
        needed.insert(value);
    for (unsigned i = 0; i < needed.size(); ++i) {
      auto *instruction = dyn_cast<Instruction>(needed[i]);
      if (!instruction || !(isScalar(instruction) || isCheap(instruction)))
        continue;
      auto *call = dyn_cast<CallBase>(instruction);
      const bool kept =
          isa<PHINode>(instruction) || isa<LoadInst>(instruction) ||
          fixed.contains(instruction) || (call && isSync(calleeOf(*call)));
      if (!kept || inductionOf(instruction))
        for (const Value *operand : instruction->operands())
          needed.insert(operand);
      else if (inChunk->isUniform(instruction) &&
               !inBlock->isUniform(instruction))
        varying.insert(instruction); // each chunk has its own
    }
    for (const Value *value : fixed)
      if (!inChunk->isConverged(cast<Instruction>(value)->getParent()))
        varying.insert(value);
    if (varying.size() == before)
      break;
    inChunk = run(Uniformity::Group::Chunk, varying);
  }
  cheap_.clear();
  anchored.clear();
  for (Instruction &instruction : instructions(function)) {
    if (!inChunk->isUniform(&instruction) || isa<PHINode>(instruction))
      continue;
    if (auto *load = dyn_cast<LoadInst>(&instruction);
        load && !load->hasMetadata(LLVMContext::MD_invariant_load))
      anchored.insert(load);
    else if (fixed.contains(&instruction))
      anchored.insert(&instruction);
  }
}

void Regions::findLiveness() {
  liveAfterBarrier.clear();
  if (!hasBarriers)
    return;
  DenseMap<const BasicBlock *, DenseSet<const Value *>> in;
  for (bool changed = true; changed;) {
    changed = false;
    for (BasicBlock *block : post_order(&function)) {
      DenseSet<const Value *> live;
      for (BasicBlock *next : successors(block)) {
        for (const Value *value : in[next])
          live.insert(value);
        for (PHINode &phi : next->phis())
          if (auto *incoming =
                  dyn_cast<Instruction>(phi.getIncomingValueForBlock(block)))
            live.insert(incoming);
      }
      for (Instruction &instruction : reverse(*block)) {
        live.erase(&instruction);
        if (isa<PHINode>(instruction))
          continue;
        for (Value *operand : instruction.operands())
          if (isa<Instruction>(operand))
            live.insert(operand);
      }
      if (live.size() != in[block].size()) {
        in[block] = std::move(live);
        changed = true;
      }
    }
  }
  for (BasicBlock &block : function)
    if (CallBase *wait = waitOf(block.front());
        wait && isBlockBarrier(calleeOf(*wait))) {
      const BasicBlock *next = block.getSingleSuccessor();
      auto &live = liveAfterBarrier[next];
      for (const Instruction &instruction : instructions(function))
        if (in[next].contains(&instruction))
          live.push_back(&instruction);
    }
}

void Regions::order(const Loop *loop, std::vector<BasicBlock *> &out) const {
  // A loop inside counts as one node, its header.
  auto node = [&](BasicBlock *block) {
    Loop *inner = loops.getLoopFor(block);
    if (inner == loop)
      return block;
    while (inner->getParentLoop() != loop)
      inner = inner->getParentLoop();
    return inner->getHeader();
  };
  auto innerAt = [&](BasicBlock *block) -> Loop * {
    Loop *inner = loops.getLoopFor(block);
    return inner != loop ? (inner->getHeader() == block ? inner : nullptr)
                         : nullptr;
  };
  BasicBlock *start = loop ? loop->getHeader() : &function.getEntryBlock();
  DenseSet<BasicBlock *> seen;
  std::vector<BasicBlock *> post;
  std::vector<std::pair<BasicBlock *, SmallVector<BasicBlock *>>> stack;
  auto next = [&](BasicBlock *block) {
    SmallVector<BasicBlock *> result;
    auto add = [&](BasicBlock *to) {
      if ((loop && !loop->contains(to)) || to == start)
        return;
      result.push_back(node(to));
    };
    Loop *inner = block == start && loop ? nullptr : innerAt(block);
    if (loop && block == start)
      inner = nullptr;
    if (!loop && block == start)
      inner = innerAt(block);
    if (inner) {
      SmallVector<std::pair<BasicBlock *, BasicBlock *>> edges;
      inner->getExitEdges(edges);
      for (auto &edge : edges)
        add(edge.second);
    } else {
      for (BasicBlock *to : successors(block))
        add(to);
    }
    return result;
  };
  seen.insert(start);
  stack.push_back({start, next(start)});
  while (!stack.empty()) {
    auto &[block, rest] = stack.back();
    if (rest.empty()) {
      post.push_back(block);
      stack.pop_back();
      continue;
    }
    BasicBlock *to = rest.pop_back_val();
    if (seen.insert(to).second)
      stack.push_back({to, next(to)});
  }
  for (BasicBlock *block : reverse(post)) {
    Loop *inner = (loop && block == start) ? nullptr : innerAt(block);
    if (inner)
      order(inner, out);
    else
      out.push_back(block);
  }
}

Error Regions::findRegions() {
  SetVector<const BasicBlock *> heads;
  DenseSet<const BasicBlock *> few;
  heads.insert(&function.getEntryBlock());
  for (BasicBlock &block : function) {
    if (CallBase *wait = waitOf(block.front())) {
      heads.insert(&block);
      heads.insert(block.getSingleSuccessor());
      if (isBlockBarrier(calleeOf(*wait)) && !inBlock->isConverged(&block))
        return refuse(
            "waits for the block where not all of its threads may come");
    }
    if (isa<UnreachableInst>(block.getTerminator()))
      heads.insert(&block);
    auto *branch = dyn_cast<BranchInst>(block.getTerminator());
    // Inside a loop that each thread runs by itself nothing is cut.
    bool free = true;
    for (const Loop *loop = loops.getLoopFor(&block); loop;
         loop = loop->getParentLoop())
      free &= lockstep.contains(loop);
    if (branch && branch->isConditional() && free) {
      if (isScalar(branch->getCondition())) {
        if (inChunk->isConverged(&block))
          for (BasicBlock *next : successors(&block))
            heads.insert(next);
      } else if (auto *compare = dyn_cast<ICmpInst>(branch->getCondition());
                 compare && compare->isEquality()) {
        // `if (threadIdx.x == 0)`: most chunks have no such thread.
        Value *a = compare->getOperand(0), *b = compare->getOperand(1);
        if (isScalar(a))
          std::swap(a, b);
        BasicBlock *arm = branch->getSuccessor(
            compare->getPredicate() == ICmpInst::ICMP_EQ ? 0 : 1);
        if (isScalar(b) && isCheap(a) && arm->getSinglePredecessor() &&
            arm != end && !isa<UnreachableInst>(arm->getTerminator())) {
          heads.insert(arm);
          few.insert(arm);
        }
      }
    }
    for (PHINode &phi : block.phis())
      if (inChunk->isUniform(&phi))
        heads.insert(&block);
    if (anchored.contains(&block.front()))
      heads.insert(&block);
  }
  for (const Loop *loop : lockstep) {
    heads.insert(loop->getHeader());
    SmallVector<BasicBlock *> exits;
    loop->getExitBlocks(exits);
    for (BasicBlock *exit : exits)
      heads.insert(exit);
  }
  heads.remove(end);
  std::vector<BasicBlock *> ordered;
  order(nullptr, ordered);
  // A block belongs to the region of its predecessors if that is one region.
  DenseMap<const BasicBlock *, const BasicBlock *> owner;
  for (bool changed = true; changed;) {
    changed = false;
    owner.clear();
    for (BasicBlock *block : ordered) {
      if (block == end)
        continue;
      if (heads.contains(block)) {
        owner[block] = block;
        continue;
      }
      const BasicBlock *only = nullptr;
      bool several = false;
      for (BasicBlock *before : predecessors(block)) {
        const BasicBlock *its = owner.lookup(before);
        if (!its)
          continue; // a back edge of a loop that is not cut, or unreachable
        several |= only && only != its;
        only = its;
      }
      if (several || !only) {
        heads.insert(block);
        owner[block] = block;
        changed = true;
      } else {
        owner[block] = only;
      }
    }
  }
  for (BasicBlock *block : ordered) {
    if (block == end)
      continue;
    if (heads.contains(block)) {
      auto region = std::make_unique<Region>();
      region->head = block;
      region->number = unsigned(all.size());
      region->converged = inChunk->isConverged(block);
      region->sync = waitOf(block->front());
      region->fewLanes = few.contains(block);
      byHead[block] = region.get();
      all.push_back(std::move(region));
    }
    Region *region = byHead.lookup(owner[block]);
    region->blocks.push_back(block);
    byBlock[block] = region;
    for (Instruction &instruction : *block)
      region->vectorises &= instruction.isTerminator()
                                ? isa<BranchInst>(instruction)
                                : vectorisable(instruction);
    if (const Loop *loop = loops.getLoopFor(block);
        loop && !lockstep.contains(loop))
      region->vectorises = false;
  }
  for (auto &region : all)
    if (region->sync &&
        (region->blocks.size() != 1 ||
         isa<PHINode>(region->head->getSingleSuccessor()->front())))
      return refuse("has a wait that cannot be separated"); // never seen
  for (auto &region : all)
    for (BasicBlock *block : region->blocks)
      for (BasicBlock *next : successors(block))
        if (next == end || heads.contains(next))
          region->exits.push_back({block, next});
        else if (byBlock.lookup(next) != region.get())
          return refuse("has a loop that cannot be cut"); // never seen
  return Error::success();
}

Expected<std::unique_ptr<Regions>> Regions::create(Function &function) {
  std::unique_ptr<Regions> made(new Regions(function));
  Regions &self = *made;
  removeUnreachableBlocks(function);
  if (Error error = self.isolateWaits())
    return std::move(error);
  for (BasicBlock &block : function)
    if (isa<SwitchInst>(block.getTerminator()))
      return refuse("contains a switch that was not lowered");
  self.lanes = self.hasWarpOperations ? 32 : 16;
  self.dominators.recalculate(function);
  self.loops.analyze(self.dominators);
  {
    ReversePostOrderTraversal<Function *> rpo(&function);
    if (containsIrreducibleCFG<const BasicBlock *>(rpo, self.loops))
      return refuse("has loops with several entries");
  }
  for (const Loop *loop : self.loops.getLoopsInPreorder())
    if (mayWaitForThreads(*loop, self.dominators))
      return refuse("may wait in a loop for what another thread does");
  for (Loop *loop : SmallVector<Loop *>(self.loops.begin(), self.loops.end()))
    simplifyLoop(loop, &self.dominators, &self.loops, nullptr, nullptr, nullptr,
                 true);
  for (BasicBlock &block : function)
    if (pred_size(&block) == 1)
      FoldSingleEntryPHINodes(&block);
  for (Loop *loop : self.loops)
    formLCSSARecursively(*loop, self.dominators, &self.loops, nullptr);
  // The variables of a loop's exit may have come into the block of a wait.
  self.isolate(&self.dominators, &self.loops);
  self.chooseLockstep();
  self.analyse();
  if (self.hasBarriers || self.hasWarpOperations)
    for (unsigned round = 0; round < 32 && self.separateReadsFromWrites();
         ++round) {
      self.isolate(&self.dominators, &self.loops);
      self.chooseLockstep();
      self.analyse();
    }
  // Uniform values that are computed at their place start a region.
  SmallVector<Instruction *> places;
  for (Instruction &instruction : instructions(function))
    if (self.anchored.contains(&instruction) &&
        &instruction != &instruction.getParent()->front())
      places.push_back(&instruction);
  if (!places.empty()) {
    for (Instruction *place : places)
      if (!self.anchored.contains(place->getPrevNode()))
        SplitBlock(place->getParent(), place, &self.dominators, &self.loops);
    self.analyse();
  }
  if (Error error = self.findRegions())
    return std::move(error);
  self.findLiveness();
  return made;
}

} // namespace cw::compiler
