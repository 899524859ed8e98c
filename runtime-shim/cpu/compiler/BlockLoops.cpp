// SPDX-License-Identifier: Apache-2.0
// The form of the function, for a kernel with one block barrier:
//
//   for each chunk:                  phase 0, the regions before the barrier
//     active lanes; region 1: for lane in 0..W: ...
//   for each chunk:                  phase 1, what follows the barrier
//     region 2: for lane in 0..W: ...
//
// Values of one lane that a later region of the same chunk needs are in arrays
// of W elements; those that cross a block barrier also have an element per
// thread in the frame of the block. `state` holds for each lane the number of
// the region that it enters next, wherever lanes may differ.
#include "BlockLoops.h"

#include <map>

#include <llvm/ADT/EquivalenceClasses.h>
#include <llvm/ADT/MapVector.h>
#include <llvm/ADT/SetVector.h>
#include <llvm/Analysis/ValueTracking.h>
#include <llvm/IR/CFG.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/MDBuilder.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/PatternMatch.h>

namespace cw::compiler {
using namespace llvm;

namespace {

/// A kernel's largest size for which full chunks have code of their own.
constexpr unsigned mostForTwoForms = 400;
constexpr int done =
    -1; ///< state of a lane that has no thread, or whose thread has ended

class Writer {
public:
  Writer(Regions &regions, Function &into, unsigned lanes)
      : r_(regions), in_(regions.function), out_(into),
        module_(*into.getParent()), context_(into.getContext()),
        layout_(module_.getDataLayout()), W(lanes),
        i1(Type::getInt1Ty(context_)), i8(Type::getInt8Ty(context_)),
        i32(Type::getInt32Ty(context_)), i64(Type::getInt64Ty(context_)),
        ptr(PointerType::get(context_, 0)),
        entry_(BasicBlock::Create(context_, "entry", &into)), e_(entry_) {}

  void write();

private:
  using Memo = DenseMap<const Value *, Value *>;
  using Builder = IRBuilder<>;

  /// The regions between two block barriers.
  struct Phase {
    Region *first;
    unsigned number;
    BasicBlock *start = nullptr;
    std::vector<Region *> regions; ///< in order
  };
  struct Affine {
    Value *base;
    int64_t step; ///< per lane
  };

  // --- The function as a whole ---
  void findPhases();
  void findSlots();
  void writePhase(Phase &phase);
  void writeRegions(Phase &phase, Builder &from);
  struct ChunkLoop {
    BasicBlock *top;
    PHINode *index;
  };
  ChunkLoop beginLoop(const Twine &name, Builder &b);
  void endLoop(const ChunkLoop &loop, Value *count, BasicBlock *after,
               Builder &b);

  // --- Scalars ---
  Value *scalar(const Value *value, Builder &b, Memo &memo);
  /// A copy whose operands are what `operand` makes of them. Debug locations
  /// go, and so does metadata, except of the kinds in `kept`.
  Instruction *copyOf(const Instruction &instruction, Builder &b,
                      function_ref<Value *(Value *)> operand,
                      ArrayRef<unsigned> kept = {});
  bool inEntry(const Value *value);
  AllocaInst *entryAlloca(Type *type, const Twine &name);
  /// An element for each lane.
  AllocaInst *laneArray(Type *element, const Twine &name) {
    return aligned(entryAlloca(ArrayType::get(element, W), name));
  }
  static AllocaInst *aligned(AllocaInst *memory) {
    memory->setAlignment(std::max(memory->getAlign(), Align(64)));
    return memory;
  }
  AllocaInst *variable(const Value *value);
  AllocaInst *reached(const Value *value);
  Value *contextField(unsigned offset);

  // --- Lanes ---
  AllocaInst *slot(const Value *value);
  Type *stored(Type *type) { return type->isIntegerTy(1) ? i8 : type; }

  /// How a loop goes over the lanes of a chunk.
  enum class Form {
    Full,   ///< all lanes run; becomes vectors
    Masked, ///< lanes may have to be passed over; becomes vectors
    Slow,   ///< like Masked, lane by lane
    Each,   ///< all lanes run, one by one
    Few     ///< only lanes that run, one by one
  };
  struct LaneLoop {
    Form form = Form::Masked;
    bool whole() const { return form == Form::Full || form == Form::Each; }
    bool vector() const { return form == Form::Full || form == Form::Masked; }
    /// Indices may be widened before lanes are added to them. `checks` says
    /// whether that is right; the caller tests it before the loop.
    bool tested = false;
    /// Slots in use by a loop that does not become vectors. It works on copies,
    /// so that the slots themselves stay in registers.
    MapVector<AllocaInst *, AllocaInst *> copies;
    Builder *p = nullptr; ///< scalars, before the loop
    Builder *t = nullptr; ///< values of the lane, at the top of the loop
    Memo scalars, values;
    Value *lane = nullptr, *lane32 = nullptr;
    Value *checks = nullptr; ///< must hold if `tested`
    /// Branches that all lanes take the same way, known before the loop.
    DenseMap<const BasicBlock *, BasicBlock *> taken;
    /// The lanes that take the first of these branches, if that is where the
    /// region starts.
    Value *first = nullptr;
    /// With these branches, all lanes start the region again.
    bool repeats = false;
    Value *few = nullptr; ///< a bit for each lane that runs, in the form Few
    MDNode *group = nullptr;
  };
  Value *lane(const Value *value, LaneLoop &l);
  Value *cheap(const Instruction *instruction, LaneLoop &l);
  std::optional<Affine> affine(const Value *value, LaneLoop &l);
  Value *loadSlot(const Value *value, LaneLoop &l);
  Value *maskOf(const Value *condition, LaneLoop &l);
  Value *guardsOf(const Region &region, LaneLoop &l);
  bool onlyGuarded(const Region &region, const BasicBlock *way);
  bool nothingElse(const Region &region);
  bool growsAlongRow(const Value *condition) const;

  // --- Regions ---
  void writeRegion(Region &region);
  void writeLanes(Region &region, BasicBlock *pre, BasicBlock *after,
                  LaneLoop &l);
  AllocaInst *placeOf(AllocaInst *slot, LaneLoop &l);
  /// The one head where all threads that do not end here go on, if they all go
  /// on together.
  BasicBlock *commonTarget(const Region &region) const;
  void writeBarrier(Region &region);
  void writeWarpOperation(Region &region);
  std::vector<AllocaInst *> collect(ArrayRef<Value *> operands, Builder &b);
  /// The conditions of all lanes, collected.
  Value *truths(AllocaInst *collected, Builder &b) {
    Type *type = FixedVectorType::get(i8, W);
    return b.CreateICmpNE(b.CreateAlignedLoad(type, collected, Align(64)),
                          Constant::getNullValue(type));
  }
  AllocaInst *collectResults(const CallBase *call);
  void keepLanes(const CallBase *call, AllocaInst *words, Value *lanes,
                 Builder &b);
  MDNode *loopMark(MDNode *group);
  void leave(Region &region, Builder &b);
  void leaveAside(Region &region, ArrayRef<Region *> few, Builder &b);
  void jumpTo(BasicBlock *target, Builder &b);
  void testTrap(BasicBlock *head, Builder &b);
  void storeVariables(ArrayRef<Region::Exit> exits, Builder &b);
  bool isTrap(const BasicBlock *block) const {
    return isa<UnreachableInst>(block->getTerminator());
  }
  /// The block by which all threads leave the region together; null if they may
  /// part.
  BasicBlock *commonExit(const Region &region) const;
  /// The regions that few lanes run between this one and the next, where all
  /// come together again.
  SmallVector<Region *> findAsides(const Region &region) const;
  bool canMask(const BasicBlock *block, const Region &region) const;
  Value *edgeMask(const BasicBlock *from, const BasicBlock *to,
                  const Region &region, Builder &b);
  /// Whether some threads may leave the region by another way than the others.
  bool parts(const Region &region) const;
  bool needsLanes(const Region &region);
  Value *active(const Region &region, Builder &b);
  Value *allActive(const Region &region, Builder &b) {
    return region.converged && !lanesEnd_ ? full_ : allOf(active(region, b), b);
  }
  Value *anyOf(Value *mask, Builder &b) {
    return b.CreateICmpNE(bits(mask, b), ConstantInt::get(b.getIntNTy(W), 0));
  }
  Value *allOf(Value *mask, Builder &b) {
    return b.CreateICmpEQ(bits(mask, b),
                          ConstantInt::getAllOnesValue(b.getIntNTy(W)));
  }
  Value *bits(Value *mask, Builder &b) {
    return b.CreateBitCast(mask, b.getIntNTy(W));
  }
  Value *splat(int value) {
    return ConstantVector::getSplat(ElementCount::getFixed(W),
                                    ConstantInt::getSigned(i32, value));
  }
  Value *loadState(Builder &b) {
    return b.CreateAlignedLoad(FixedVectorType::get(i32, W), state_, Align(64));
  }
  void continueChain(Region &region, Builder &b);
  BasicBlock *block(const Twine &name) {
    return BasicBlock::Create(context_, name, &out_);
  }
  Value *framePointer(const Value *value, Type *type, Builder &b);
  /// What a thread needs for a variable in memory.
  uint64_t bytesOf(const AllocaInst &memory) const {
    const uint64_t size = layout_.getTypeAllocSize(memory.getAllocatedType());
    return alignTo(alignTo(size, memory.getAlign()), 16);
  }
  BasicBlock *enter(Region *region);

  Regions &r_;
  Function &in_, &out_;
  Module &module_;
  LLVMContext &context_;
  const DataLayout &layout_;
  const unsigned W;
  Type *const i1, *const i8, *const i32, *const i64;
  PointerType *const ptr;
  BasicBlock *entry_;
  Builder e_;

  std::vector<Phase> phases_;
  std::map<Region *, unsigned> phaseOf_; ///< by first region
  Memo entryMemo_;
  DenseMap<const Value *, bool> inEntry_;
  MapVector<const Value *, AllocaInst *> variables_;
  DenseMap<const Value *, AllocaInst *> slots_, results_, reached_;
  DenseSet<const Value *> slotted_;
  /// What findAsides() gives, by region and all together.
  DenseMap<const Region *, SmallVector<Region *>> asides_;
  DenseSet<const Region *> aside_;
  DenseMap<const Value *, uint64_t>
      frame_; ///< offset in units of bytes a thread
  uint64_t frameBytes_ = 0;
  Value *framePlace_ = nullptr; ///< set when the size is known
  AllocaInst *state_ = nullptr, *next_ = nullptr, *votes_ = nullptr,
             *counted_ = nullptr;
  AllocaInst *rowDone_ = nullptr; ///< the rest of the row does nothing
  bool keepState_ = false;        ///< threads may end before a block barrier
  bool knownFull_ = false;        ///< in the code that is written now
  bool lanesEnd_ = false; ///< threads may end before others of their chunk
  Value *dims_[3] = {};
  Value *pieces_ = nullptr;  ///< chunks of a row
  Value *threads_ = nullptr; ///< padded number of threads in the frame

  // Of the phase that is being written.
  Phase *phase_ = nullptr;
  std::map<Region *, BasicBlock *> enter_, body_, next_in_;
  EquivalenceClasses<Region *>
      parted_; ///< regions that diverged lanes walk through together
  BasicBlock *finish_ = nullptr, *latch_ = nullptr;
  Value *chunk_ = nullptr, *x0_ = nullptr, *y_ = nullptr, *z_ = nullptr;
  Value *full_ = nullptr; ///< each lane of the chunk has a thread
  Value *firstLinear_ =
      nullptr; ///< index in the block of the chunk's first thread
  Value *firstThread_ = nullptr;             ///< of the chunk, in the frame
  std::map<const Value *, Value *> allocas_; ///< of the chunk
};

// --- The function as a whole ---

void Writer::findPhases() {
  std::vector<Region *> firsts{r_.byHead.lookup(&in_.getEntryBlock())};
  for (auto &region : r_.all)
    if (region->isBlockBarrier())
      firsts.push_back(r_.byHead.lookup(region->head->getSingleSuccessor()));
  for (Region *first : firsts) {
    if (phaseOf_.count(first))
      continue;
    phaseOf_[first] = unsigned(phases_.size());
    Phase phase;
    phase.first = first;
    phase.number = unsigned(phases_.size());
    std::set<Region *> seen{first};
    std::vector<Region *> work{first};
    while (!work.empty()) {
      Region *region = work.back();
      work.pop_back();
      phase.regions.push_back(region);
      if (region->isBlockBarrier())
        continue;
      for (auto &exit : region->exits)
        if (exit.to != r_.end)
          if (Region *to = r_.byHead.lookup(exit.to); seen.insert(to).second)
            work.push_back(to);
    }
    llvm::sort(phase.regions,
               [](Region *a, Region *b) { return a->number < b->number; });
    phases_.push_back(std::move(phase));
  }
}

void Writer::findSlots() {
  auto regionOfUse = [&](const Use &use) -> Region * {
    auto *user = cast<Instruction>(use.getUser());
    if (auto *phi = dyn_cast<PHINode>(user))
      return r_.byBlock.lookup(phi->getIncomingBlock(use));
    return r_.byBlock.lookup(user->getParent());
  };
  for (Instruction &instruction : instructions(in_)) {
    if (instruction.getType()->isVoidTy() || r_.isScalar(&instruction) ||
        r_.isCheap(&instruction))
      continue;
    Region *own = r_.byBlock.lookup(instruction.getParent());
    if (!own)
      continue;
    bool needs =
        isa<PHINode>(instruction) && own->head == instruction.getParent();
    needs |= own->sync != nullptr;
    for (const Use &use : instruction.uses())
      needs |= regionOfUse(use) != own;
    if (needs)
      slotted_.insert(&instruction);
  }
}

AllocaInst *Writer::entryAlloca(Type *type, const Twine &name) {
  return Builder(entry_, entry_->begin()).CreateAlloca(type, nullptr, name);
}

AllocaInst *Writer::variable(const Value *value) {
  AllocaInst *&made = variables_[value];
  if (!made) {
    made = entryAlloca(value->getType(), "scalar");
    // A variable that is not set yet may be saved and restored.
    new StoreInst(Constant::getNullValue(value->getType()), made,
                  made->getNextNode());
  }
  return made;
}

/// What a variable holds where a chunk comes to a block barrier.
AllocaInst *Writer::reached(const Value *value) {
  AllocaInst *&made = reached_[value];
  if (!made)
    made = entryAlloca(value->getType(), "reached");
  return made;
}

AllocaInst *Writer::slot(const Value *value) {
  AllocaInst *&made = slots_[value];
  if (!made)
    made = laneArray(stored(value->getType()), "slot");
  return made;
}

Value *Writer::contextField(unsigned offset) {
  GlobalVariable *context = module_.getNamedGlobal(context::name);
  Value *address = e_.CreateThreadLocalAddress(context);
  return e_.CreateAlignedLoad(
      i32, e_.CreateConstInBoundsGEP1_64(i8, address, offset), Align(4));
}

/// The bytes of the running chunk's threads in the frame for a value of `type`.
Value *Writer::framePointer(const Value *value, Type *type, Builder &b) {
  auto [place, fresh] = frame_.insert({value, frameBytes_});
  const uint64_t size = layout_.getTypeAllocSize(type);
  if (fresh)
    frameBytes_ += alignTo(size, 16);
  // The base is offset * threads + first thread * size.
  Value *base =
      b.CreateGEP(i8, framePlace_,
                  b.CreateMul(threads_, ConstantInt::get(i64, place->second)));
  return b.CreateGEP(i8, base,
                     b.CreateMul(firstThread_, ConstantInt::get(i64, size)));
}

void Writer::write() {
  for (auto [from, to] : llvm::zip(in_.args(), out_.args()))
    entryMemo_[&from] = &to;
  // Block-shared variables come first.
  for (Instruction &instruction : instructions(in_))
    if (isPrologue(instruction))
      e_.CreateCall(cast<CallBase>(instruction).getCalledFunction());
  findPhases();
  findSlots();
  for (auto &region : r_.all)
    if (auto few = findAsides(*region); !few.empty()) {
      aside_.insert(few.begin(), few.end());
      asides_[region.get()] = std::move(few);
    }
  state_ = aligned(e_.CreateAlloca(ArrayType::get(i32, W), nullptr, "state"));
  next_ = e_.CreateAlloca(i32, nullptr, "next");
  rowDone_ = e_.CreateAlloca(i1, nullptr, "row.done");
  votes_ = e_.CreateAlloca(i32, nullptr, "votes");
  counted_ = e_.CreateAlloca(i32, nullptr, "counted");
  e_.CreateStore(ConstantInt::get(i32, 0), votes_);
  e_.CreateStore(ConstantInt::get(i32, 0), counted_);
  for (unsigned i : {0u, 1u, 2u})
    dims_[i] = contextField(context::BlockDimX + 4 * i);
  lanesEnd_ = any_of(r_.all, [&](const std::unique_ptr<Region> &region) {
    return !region->sync && parts(*region) &&
           any_of(region->exits,
                  [&](const Region::Exit &exit) { return exit.to == r_.end; });
  });
  if (r_.hasBarriers)
    for (auto &region : r_.all)
      for (auto &exit : region->exits) {
        auto *branch = cast<BranchInst>(exit.from->getTerminator());
        keepState_ |= exit.to == r_.end &&
                      !(r_.inBlock->isConverged(exit.from) &&
                        (branch->isUnconditional() ||
                         r_.inBlock->isUniform(branch->getCondition())));
      }
  for (Instruction &instruction : instructions(in_)) {
    auto *call = dyn_cast<CallBase>(&instruction);
    if ((isa<PHINode>(instruction) &&
         (r_.isScalar(&instruction) || r_.inductionOf(&instruction))) ||
        r_.anchored.contains(&instruction) ||
        (call && isSync(calleeOf(*call)) && !call->getType()->isVoidTy() &&
         r_.isScalar(call)))
      variable(&instruction);
  }
  // The frame: its size is known at the end.
  pieces_ = e_.CreateUDiv(e_.CreateAdd(dims_[0], ConstantInt::get(i32, W - 1)),
                          ConstantInt::get(i32, W), "pieces");
  Value *chunks =
      e_.CreateMul(pieces_, e_.CreateMul(dims_[1], dims_[2]), "chunks");
  threads_ = e_.CreateZExt(e_.CreateMul(chunks, ConstantInt::get(i32, W)), i64);
  FunctionCallee frame =
      module_.getOrInsertFunction("cw_block_frame", ptr, i64);
  CallInst *place = nullptr;
  if (phases_.size() > 1) {
    place = e_.CreateCall(
        frame, {e_.CreateMul(threads_, ConstantInt::get(i64, 1))}, "frame");
    framePlace_ = place;
  }
  for (Phase &phase : phases_)
    phase.start = block("phase");
  for (Phase &phase : phases_)
    writePhase(phase);
  e_.SetInsertPoint(entry_);
  e_.CreateBr(phases_[0].start);
  if (place)
    cast<Instruction>(place->getArgOperand(0))
        ->setOperand(1,
                     ConstantInt::get(i64, std::max<uint64_t>(frameBytes_, 1)));
}

BasicBlock *Writer::enter(Region *region) { return enter_.at(region); }

/// A loop from 0 upwards that runs at least once; `b` goes on in its body.
Writer::ChunkLoop Writer::beginLoop(const Twine &name, Builder &b) {
  BasicBlock *before = b.GetInsertBlock(), *top = block(name);
  b.CreateBr(top);
  b.SetInsertPoint(top);
  PHINode *index = b.CreatePHI(i32, 2, name);
  index->addIncoming(ConstantInt::get(i32, 0), before);
  return {top, index};
}

void Writer::endLoop(const ChunkLoop &loop, Value *count, BasicBlock *after,
                     Builder &b) {
  Value *next =
      b.CreateAdd(loop.index, ConstantInt::get(i32, 1), "", true, true);
  loop.index->addIncoming(next, b.GetInsertBlock());
  b.CreateCondBr(b.CreateICmpULT(next, count), loop.top, after);
  b.SetInsertPoint(after);
}

void Writer::writePhase(Phase &phase) {
  phase_ = &phase;
  allocas_.clear();
  Builder b(phase.start);
  // Each chunk starts with the scalars that the phase starts with.
  std::vector<std::pair<AllocaInst *, Value *>> saved;
  // All variables are made before the first phase is written, so that none is
  // missed.
  for (auto &[value, variable] : variables_)
    saved.push_back(
        {variable, b.CreateLoad(variable->getAllocatedType(), variable)});
  const unsigned exitCode = unsigned(phases_.size());
  if (phases_.size() > 1) {
    b.CreateStore(ConstantInt::get(i32, exitCode), next_);
    b.CreateStore(ConstantInt::get(i32, 0), votes_);
    b.CreateStore(ConstantInt::get(i32, 0), counted_);
  }
  latch_ = block("chunk.end");
  finish_ = block("chunk.finish");
  // Planes, rows, and the chunks of a row.
  BasicBlock *after = block("phase.end");
  ChunkLoop planes = beginLoop("z", b), rows = beginLoop("y", b),
            chunks = beginLoop("x", b);
  z_ = planes.index;
  y_ = rows.index;
  chunk_ = b.CreateAdd(
      b.CreateMul(b.CreateAdd(b.CreateMul(z_, dims_[1]), y_), pieces_),
      chunks.index, "chunk", true, true);
  x0_ = b.CreateMul(chunks.index, ConstantInt::get(i32, W), "x0", true, true);
  // Warps fill rows, so they follow each other without a gap.
  firstLinear_ =
      r_.hasWarpOperations
          ? b.CreateMul(chunk_, ConstantInt::get(i32, W), "", true, true)
          : b.CreateAdd(b.CreateMul(b.CreateAdd(b.CreateMul(z_, dims_[1]), y_),
                                    dims_[0]),
                        x0_);
  firstThread_ = b.CreateZExt(
      b.CreateMul(chunk_, ConstantInt::get(i32, W), "", true, true), i64);
  for (auto &[variable, value] : saved)
    b.CreateStore(value, variable);
  // The lanes that have a thread.
  Value *count = b.CreateSub(dims_[0], x0_);
  b.CreateStore(ConstantInt::getFalse(context_), rowDone_);
  full_ = b.CreateICmpUGE(count, ConstantInt::get(i32, W), "full");
  SmallVector<Constant *> numbers;
  for (unsigned i = 0; i < W; ++i)
    numbers.push_back(ConstantInt::get(i32, i));
  Value *has = b.CreateICmpULT(ConstantVector::get(numbers),
                               b.CreateVectorSplat(W, count));
  Value *state =
      b.CreateSelect(has, splat(int(phase.first->number)), splat(done));
  if (keepState_ && phase.number) {
    Value *kept = b.CreateAlignedLoad(FixedVectorType::get(i32, W),
                                      framePointer(state_, i32, b), Align(16));
    state =
        b.CreateSelect(b.CreateICmpEQ(kept, splat(done)), splat(done), state);
  }
  b.CreateAlignedStore(state, state_, Align(64));
  // What the threads carry over the barrier.
  if (phase.number)
    for (const Value *value : r_.liveAfterBarrier[phase.first->head])
      if (slotted_.contains(value)) {
        Type *type = FixedVectorType::get(stored(value->getType()), W);
        b.CreateAlignedStore(
            b.CreateAlignedLoad(
                type, framePointer(value, stored(value->getType()), b),
                Align(16)),
            slot(value), Align(64));
      }
  for (Instruction &instruction : instructions(in_))
    if (auto *memory = dyn_cast<AllocaInst>(&instruction)) {
      if (phases_.size() > 1) {
        allocas_[memory] =
            framePointer(memory, ArrayType::get(i8, bytesOf(*memory)), b);
      } else {
        AllocaInst *&made = slots_[memory];
        if (!made) {
          made =
              entryAlloca(ArrayType::get(i8, bytesOf(*memory) * W), "private");
          made->setAlignment(std::max(memory->getAlign(), Align(64)));
        }
        allocas_[memory] = made;
      }
    }

  if (keepState_) {
    // Chunks without a thread left are passed over.
    BasicBlock *go = block("alive");
    b.CreateCondBr(anyOf(b.CreateICmpNE(state, splat(done)), b), go, finish_);
    b.SetInsertPoint(go);
  }
  // Most chunks are full. Code for them needs no masks.
  if (!lanesEnd_ && in_.getInstructionCount() < mostForTwoForms) {
    BasicBlock *whole = block("chunk.full"), *part = block("chunk.part");
    b.CreateCondBr(full_, whole, part);
    Builder w(whole), o(part);
    knownFull_ = true;
    writeRegions(phase, w);
    knownFull_ = false;
    writeRegions(phase, o);
  } else {
    writeRegions(phase, b);
  }

  // Chunks whose threads have all ended come here.
  b.SetInsertPoint(finish_);
  if (keepState_)
    b.CreateAlignedStore(splat(done), framePointer(state_, i32, b), Align(16));
  b.CreateBr(latch_);
  b.SetInsertPoint(latch_);
  Value *rowDone = b.CreateLoad(i1, rowDone_);
  endLoop(chunks, b.CreateSelect(rowDone, ConstantInt::get(i32, 0), pieces_),
          block("row.end"), b);
  endLoop(rows, dims_[1], block("plane.end"), b);
  endLoop(planes, dims_[2], after, b);

  b.SetInsertPoint(after);
  if (phases_.size() == 1) {
    b.CreateRetVoid();
    return;
  }
  BasicBlock *over = block("over");
  SwitchInst *choose = b.CreateSwitch(b.CreateLoad(i32, next_), over);
  for (Region *region : phase.regions) {
    if (!region->isBlockBarrier())
      continue;
    BasicBlock *release = block("release");
    choose->addCase(ConstantInt::get(Type::getInt32Ty(context_),
                                     region->number + exitCode + 1),
                    release);
    b.SetInsertPoint(release);
    // The last chunk may have had no thread left, and not have come here.
    if (keepState_)
      for (auto &[value, variable] : variables_)
        b.CreateStore(b.CreateLoad(value->getType(), reached(value)), variable);
    if (calleeOf(*region->sync) == Callee::GridBarrier) {
      b.CreateCall(module_.getOrInsertFunction("cw_block_grid_barrier",
                                               Type::getVoidTy(context_)));
    } else if (!region->sync->use_empty()) {
      Value *yes = b.CreateLoad(i32, votes_),
            *all = b.CreateLoad(i32, counted_);
      Memo none;
      Value *op = scalar(region->sync->getArgOperand(0), b, none);
      Value *result = ConstantInt::get(i32, 0);
      result = b.CreateSelect(b.CreateICmpEQ(op, ConstantInt::get(i32, 1)), yes,
                              result);
      result =
          b.CreateSelect(b.CreateICmpEQ(op, ConstantInt::get(i32, 2)),
                         b.CreateZExt(b.CreateICmpEQ(yes, all), i32), result);
      result = b.CreateSelect(
          b.CreateICmpEQ(op, ConstantInt::get(i32, 3)),
          b.CreateZExt(b.CreateICmpNE(yes, ConstantInt::get(i32, 0)), i32),
          result);
      b.CreateStore(result, variable(region->sync));
    }
    Region::Exit exit{region->head, region->head->getSingleSuccessor()};
    storeVariables(exit, b);
    b.CreateBr(phases_[phaseOf_.at(r_.byHead.lookup(exit.to))].start);
  }
  b.SetInsertPoint(over);
  b.CreateRetVoid();
}

/// The regions of a phase for one chunk.
void Writer::writeRegions(Phase &phase, Builder &from) {
  enter_.clear();
  body_.clear();
  next_in_.clear();
  parted_ = {};
  for (Region *region : phase.regions) {
    if (aside_.contains(region))
      continue; // it is written where it is left to
    body_[region] = block("region");
    enter_[region] = region->converged || isTrap(region->blocks.back())
                         ? body_[region]
                         : block("guard");
  }
  for (Region *region : phase.regions) {
    if (region->isBlockBarrier() || aside_.contains(region))
      continue;
    Region *firstParted = nullptr;
    for (auto &exit : region->exits) {
      Region *to = exit.to == r_.end ? nullptr : r_.byHead.lookup(exit.to);
      if (!to || to->converged || isTrap(to->blocks.back()) ||
          aside_.contains(to))
        continue;
      parted_.insert(to);
      if (!region->converged)
        parted_.unionSets(region, to);
      if (firstParted)
        parted_.unionSets(firstParted, to);
      firstParted = to;
    }
    if (!region->converged && !isTrap(region->blocks.back()))
      parted_.insert(region);
  }
  from.CreateBr(enter(phase.first));
  for (Region *region : phase.regions)
    if (!aside_.contains(region))
      writeRegion(*region);
}

// --- Scalars ---

bool Writer::inEntry(const Value *value) {
  if (isa<Constant>(value) || isa<Argument>(value) ||
      isa<MetadataAsValue>(value))
    return true;
  auto *instruction = dyn_cast<Instruction>(value);
  if (!instruction || !r_.isScalar(value) || isa<PHINode>(instruction) ||
      r_.anchored.contains(instruction))
    return false;
  if (auto known = inEntry_.find(value); known != inEntry_.end())
    return known->second;
  bool result = true;
  if (auto *call = dyn_cast<CallBase>(instruction)) {
    StringRef name =
        call->getCalledFunction() ? call->getCalledFunction()->getName() : "";
    result = !name.starts_with("cw.thread.") && !isSync(calleeOf(*call));
  }
  for (const Use &operand : instruction->operands())
    if (!isa<Function>(operand.get()))
      result = result && inEntry(operand.get());
  return inEntry_[value] = result;
}

Instruction *Writer::copyOf(const Instruction &instruction, Builder &b,
                            function_ref<Value *(Value *)> operand,
                            ArrayRef<unsigned> kept) {
  Instruction *copy = instruction.clone();
  copy->setDebugLoc({});
  for (Use &use : copy->operands())
    if (!isa<Function>(use.get()))
      use.set(operand(use.get()));
  copy->dropUnknownNonDebugMetadata(kept);
  return b.Insert(copy);
}

Value *Writer::scalar(const Value *value, Builder &b, Memo &memo) {
  if (isa<Constant>(value) || isa<MetadataAsValue>(value))
    return const_cast<Value *>(value);
  if (Value *known = entryMemo_.lookup(value))
    return known;
  if (Value *known = memo.lookup(value))
    return known;
  auto *instruction = cast<Instruction>(value);
  const bool early = inEntry(value);
  Builder &at = early ? e_ : b;
  Memo &place = early ? entryMemo_ : memo;
  Value *made = nullptr;
  auto *call = dyn_cast<CallBase>(instruction);
  StringRef name = call && call->getCalledFunction()
                       ? call->getCalledFunction()->getName()
                       : "";
  if (isa<PHINode>(instruction) || r_.anchored.contains(instruction) ||
      (call && isSync(calleeOf(*call)))) {
    // Loads see later stores, so they are not kept.
    return b.CreateLoad(value->getType(), variable(value));
  }
  if (name == threadIndexName[1])
    return y_;
  if (name == threadIndexName[2])
    return z_;
  // Of an index that is shifted to the number of a chunk, any thread's will do.
  if (name == threadIndexName[0])
    return x0_;
  if (name == linearThreadName)
    return firstLinear_;
  unsigned offset;
  if (name.consume_front("cw.block.") && !name.getAsInteger(10, offset)) {
    made = contextField(offset);
  } else {
    made = copyOf(*instruction, at,
                  [&](Value *operand) { return scalar(operand, b, memo); });
  }
  place[value] = made;
  return made;
}

// --- Lanes ---

AllocaInst *Writer::placeOf(AllocaInst *slot, LaneLoop &l) {
  if (l.vector())
    return slot;
  AllocaInst *&copy = l.copies[slot];
  if (!copy)
    copy = aligned(entryAlloca(slot->getAllocatedType(), "slot.copy"));
  return copy;
}

Value *Writer::loadSlot(const Value *value, LaneLoop &l) {
  Value *address = l.t->CreateInBoundsGEP(
      ArrayType::get(stored(value->getType()), W), placeOf(slot(value), l),
      {ConstantInt::get(i64, 0), l.lane});
  Instruction *load = l.t->CreateLoad(stored(value->getType()), address);
  load->setMetadata(LLVMContext::MD_access_group, l.group);
  return value->getType()->isIntegerTy(1) ? l.t->CreateTrunc(load, i1) : load;
}

std::optional<Writer::Affine> Writer::affine(const Value *value, LaneLoop &l) {
  if (r_.isScalar(value))
    return Affine{scalar(value, *l.p, l.scalars), 0};
  if (!r_.isCheap(value))
    return std::nullopt;
  auto *instruction = cast<Instruction>(value);
  if (auto *call = dyn_cast<CallBase>(instruction)) {
    if (call->getCalledFunction()->getName() == threadIndexName[0])
      return Affine{x0_, 1};
    if (call->getCalledFunction()->getName() == linearThreadName)
      return Affine{firstLinear_, 1};
    return std::nullopt;
  }
  if (auto induction = r_.inductionOf(value)) {
    auto start = affine(induction->start, l);
    if (!start)
      return std::nullopt;
    Value *distance = l.p->CreateLoad(value->getType(), variable(value));
    return Affine{l.p->CreateAdd(start->base, distance), start->step};
  }
  auto binary = [&]() -> std::optional<std::pair<Affine, Affine>> {
    auto a = affine(instruction->getOperand(0), l),
         b = affine(instruction->getOperand(1), l);
    if (!a || !b)
      return std::nullopt;
    return std::make_pair(*a, *b);
  };
  constexpr int64_t most = 1 << 24;
  auto small = [&](int64_t step) { return step > -most && step < most; };
  switch (instruction->getOpcode()) {
  case Instruction::Or:
    if (!cast<PossiblyDisjointInst>(instruction)->isDisjoint())
      return std::nullopt;
    [[fallthrough]];
  case Instruction::Add:
  case Instruction::Sub:
    if (auto both = binary()) {
      auto &[a, c] = *both;
      const bool minus = instruction->getOpcode() == Instruction::Sub;
      const int64_t step = minus ? a.step - c.step : a.step + c.step;
      if (small(step))
        return Affine{minus ? l.p->CreateSub(a.base, c.base)
                            : l.p->CreateAdd(a.base, c.base),
                      step};
    }
    return std::nullopt;
  case Instruction::Mul:
  case Instruction::Shl: {
    auto *factor = dyn_cast<ConstantInt>(instruction->getOperand(1));
    if (!factor || factor->getBitWidth() > 64)
      return std::nullopt;
    auto a = affine(instruction->getOperand(0), l);
    if (!a || !small(factor->getSExtValue()))
      return std::nullopt;
    const bool shift = instruction->getOpcode() == Instruction::Shl;
    if (shift && factor->getZExtValue() > 20)
      return std::nullopt;
    const int64_t step = a->step * (shift ? int64_t(1) << factor->getZExtValue()
                                          : factor->getSExtValue());
    if (!small(step))
      return std::nullopt;
    return Affine{shift ? l.p->CreateShl(a->base, factor)
                        : l.p->CreateMul(a->base, factor),
                  step};
  }
  case Instruction::And:
    // The first index of a chunk is a multiple of its size.
    if (auto *mask = dyn_cast<ConstantInt>(instruction->getOperand(1));
        mask && (mask->getValue() + 1).isPowerOf2() &&
        mask->getZExtValue() % W == W - 1) {
      auto a = affine(instruction->getOperand(0), l);
      if (a && a->step == 1 && (a->base == x0_ || a->base == firstLinear_) &&
          (a->base == x0_ || r_.hasWarpOperations))
        return Affine{l.p->CreateAnd(a->base, mask), 1};
    }
    return std::nullopt;
  case Instruction::Trunc:
    if (auto a = affine(instruction->getOperand(0), l))
      return Affine{l.p->CreateTrunc(a->base, instruction->getType()), a->step};
    return std::nullopt;
  case Instruction::SExt:
  case Instruction::ZExt:
    if (!l.tested || !instruction->getOperand(0)->getType()->isIntegerTy(32) ||
        !instruction->getType()->isIntegerTy(64))
      return std::nullopt;
    if (auto index = affine(instruction->getOperand(0), l)) {
      const bool isSigned = isa<SExtInst>(instruction);
      Value *wide = isSigned ? l.p->CreateSExt(index->base, i64)
                             : l.p->CreateZExt(index->base, i64);
      if (index->step != 0 && index->base != x0_ &&
          index->base != firstLinear_) {
        const int64_t reach = index->step * int64_t(W - 1);
        Intrinsic::ID id = isSigned    ? Intrinsic::sadd_with_overflow
                           : reach > 0 ? Intrinsic::uadd_with_overflow
                                       : Intrinsic::usub_with_overflow;
        Value *reachValue =
            isSigned ? ConstantInt::getSigned(i32, reach)
                     : ConstantInt::get(i32, uint64_t(std::abs(reach)));
        Value *wraps = l.p->CreateExtractValue(
            l.p->CreateBinaryIntrinsic(id, index->base, reachValue), 1);
        // Where the kernel would not compute it, it may have no value.
        Value *fits = l.p->CreateFreeze(l.p->CreateNot(wraps));
        l.checks = l.checks ? l.p->CreateAnd(l.checks, fits) : fits;
      }
      return Affine{wide, index->step};
    }
    return std::nullopt;
  default:
    return std::nullopt;
  }
}

Value *Writer::cheap(const Instruction *instruction, LaneLoop &l) {
  Builder &t = *l.t;
  if (auto *call = dyn_cast<CallBase>(instruction)) {
    const StringRef name = call->getCalledFunction()->getName();
    if (name == threadIndexName[1])
      return y_;
    if (name == threadIndexName[2])
      return z_;
    if (name == linearThreadName)
      return t.CreateAdd(firstLinear_, l.lane32, "linear", true, true);
    return t.CreateAdd(x0_, l.lane32, "x", true, true);
  }
  if (isa<AllocaInst>(instruction)) {
    auto *memory = cast<AllocaInst>(instruction);
    return t.CreateInBoundsGEP(
        i8, allocas_.at(memory),
        t.CreateMul(l.lane, ConstantInt::get(i64, bytesOf(*memory))));
  }
  if (auto induction = r_.inductionOf(instruction)) {
    Value *distance =
        l.p->CreateLoad(instruction->getType(), variable(instruction));
    return t.CreateAdd(lane(induction->start, l), distance);
  }
  // A neighbour's index is the next one, unless numbers wrap around between
  // them. The fast form of the region is taken if they do not.
  if (l.tested && (isa<SExtInst>(instruction) || isa<ZExtInst>(instruction)) &&
      instruction->getOperand(0)->getType()->isIntegerTy(32) &&
      instruction->getType()->isIntegerTy(64)) {
    if (auto index = affine(instruction, l)) {
      if (index->step == 0)
        return index->base;
      return t.CreateAdd(index->base,
                         t.CreateMul(l.lane,
                                     ConstantInt::getSigned(i64, index->step),
                                     "", false, true),
                         "", false, true);
    }
  }
  return copyOf(*instruction, t,
                [&](Value *operand) { return lane(operand, l); });
}

Value *Writer::lane(const Value *value, LaneLoop &l) {
  if (isa<Constant>(value) || isa<MetadataAsValue>(value) ||
      isa<InlineAsm>(value))
    return const_cast<Value *>(value);
  if (Value *known = l.values.lookup(value))
    return known;
  if (r_.isScalar(value))
    return scalar(value, *l.p, l.scalars);
  Value *made = r_.isCheap(value) ? cheap(cast<Instruction>(value), l)
                                  : loadSlot(value, l);
  l.values[value] = made;
  return made;
}

/// A condition of all lanes before the loop over them; null if it is not a
/// comparison of numbers that grow evenly from lane to lane.
Value *Writer::maskOf(const Value *condition, LaneLoop &l) {
  using namespace PatternMatch;
  Builder &p = *l.p;
  if (r_.isScalar(condition))
    return p.CreateVectorSplat(W, scalar(condition, p, l.scalars));
  auto *instruction = dyn_cast<Instruction>(const_cast<Value *>(condition));
  if (!instruction)
    return nullptr;
  if (auto *compare = dyn_cast<ICmpInst>(instruction)) {
    Value *sides[2];
    for (unsigned i : {0u, 1u}) {
      const Value *side = compare->getOperand(i);
      if (!side->getType()->isIntegerTy())
        return nullptr;
      auto value = affine(side, l);
      if (!value)
        return nullptr;
      sides[i] = p.CreateVectorSplat(W, value->base);
      if (value->step) {
        SmallVector<Constant *> steps;
        for (unsigned lane = 0; lane < W; ++lane)
          steps.push_back(ConstantInt::getSigned(side->getType(),
                                                 value->step * int64_t(lane)));
        sides[i] = p.CreateAdd(sides[i], ConstantVector::get(steps));
      }
    }
    return p.CreateICmp(compare->getPredicate(), sides[0], sides[1]);
  }
  Value *a, *c;
  const bool both = match(instruction, m_LogicalAnd(m_Value(a), m_Value(c))),
             either = match(instruction, m_LogicalOr(m_Value(a), m_Value(c)));
  if (!both && !either)
    return nullptr;
  Value *x = maskOf(a, l), *y = x ? maskOf(c, l) : nullptr;
  // The second may have no value where the first decides.
  if (y)
    y = p.CreateFreeze(y);
  return !y ? nullptr : both ? p.CreateAnd(x, y) : p.CreateOr(x, y);
}

/// Most chunks are inside the bounds that a kernel tests. So where a branch
/// only decides whether a lane does something, this gives the mask of lanes
/// that do, and the branch is noted as taken. Null if there is no such branch.
Value *Writer::guardsOf(const Region &region, LaneLoop &l) {
  Value *mask = nullptr;
  bool repeats = false, leaves = false;
  DenseSet<const BasicBlock *> reached{region.head};
  auto inside = [&](const BasicBlock *block) {
    return block != region.head && r_.byBlock.lookup(block) == &region;
  };
  for (const BasicBlock *block : region.blocks) {
    if (!reached.contains(block))
      continue;
    auto *branch = dyn_cast<BranchInst>(block->getTerminator());
    if (!branch)
      continue;
    BasicBlock *way = nullptr;
    if (branch->isConditional() && !r_.isScalar(branch->getCondition())) {
      for (unsigned i : {0u, 1u}) {
        BasicBlock *to = branch->getSuccessor(i),
                   *other = branch->getSuccessor(1 - i);
        const bool does = inside(to) && to->getSinglePredecessor();
        const bool passes = other == r_.end ||
                            (inside(other) && !other->getSinglePredecessor());
        const bool latch = to == region.head && !inside(other);
        if (does ? passes || (!inside(other) && other != region.head)
                 : latch || (other == r_.end && to != r_.end))
          way = to;
      }
      Value *condition = way ? maskOf(branch->getCondition(), l) : nullptr;
      if (!condition) {
        way = nullptr;
      } else {
        // A branch that is not reached may test what has no value.
        condition = l.p->CreateFreeze(condition);
        if (way != branch->getSuccessor(0))
          condition = l.p->CreateNot(condition);
        mask = mask ? l.p->CreateAnd(mask, condition) : condition;
        l.taken[block] = way;
        if (block == region.head)
          l.first = condition;
      }
    }
    for (const BasicBlock *next : successors(block))
      if (!way || next == way) {
        reached.insert(next);
        (next == region.head ? repeats : leaves) |= !inside(next);
      }
  }
  l.repeats = repeats && !leaves;
  return mask;
}

/// Whether lanes that do not go `way` from the head of the region do nothing.
bool Writer::onlyGuarded(const Region &region, const BasicBlock *way) {
  if (parts(region))
    return false;
  DenseSet<const BasicBlock *> others;
  SmallVector<const BasicBlock *> work;
  for (const BasicBlock *next : successors(region.head))
    if (next != way)
      work.push_back(next);
  while (!work.empty()) {
    const BasicBlock *block = work.pop_back_val();
    if (block == region.head || r_.byBlock.lookup(block) != &region ||
        !others.insert(block).second)
      continue;
    work.append(succ_begin(block), succ_end(block));
  }
  others.insert(region.head);
  for (const BasicBlock *block : region.blocks)
    for (const Instruction &instruction : *block) {
      if (slotted_.contains(&instruction) &&
          !(isa<PHINode>(instruction) && block == region.head))
        return false;
      if (others.contains(block) && !instruction.isTerminator() &&
          (instruction.getType()->isVoidTy() ||
           !(r_.isScalar(&instruction) || r_.isCheap(&instruction))))
        return false;
    }
  for (auto &exit : region.exits)
    if (exit.to != r_.end)
      for (PHINode &phi : exit.to->phis())
        if (slotted_.contains(&phi))
          return false;
  return true;
}

/// Whether lanes have nothing to do before and after the region in this phase,
/// and all chunks go the same way through it.
bool Writer::nothingElse(const Region &region) {
  if (keepState_ && phase_->number == 0)
    return false;
  auto reaches = [&](const Region *from, const Region *to) {
    SetVector<const Region *> seen;
    seen.insert(from);
    for (unsigned i = 0; i < seen.size(); ++i) {
      if (seen[i]->isBlockBarrier())
        continue;
      for (auto &exit : seen[i]->exits)
        if (const Region *next = r_.byHead.lookup(exit.to))
          seen.insert(next);
    }
    return seen.contains(to);
  };
  for (Region *other : phase_->regions) {
    if (other == &region ||
        !(reaches(other, &region) || reaches(&region, other)))
      continue;
    if (other->isBlockBarrier()
            ? !other->sync->use_empty()
            : other->sync || !other->converged || needsLanes(*other))
      return false;
    const BasicBlock *common = commonExit(*other);
    auto *branch =
        common ? dyn_cast<BranchInst>(common->getTerminator()) : nullptr;
    if (branch && branch->isConditional() &&
        !r_.inBlock->isUniform(branch->getCondition()))
      return false;
  }
  return true;
}

/// Whether a condition that fails for all lanes of a chunk also fails for the
/// chunks that follow in the row: the thread's index is below a number.
bool Writer::growsAlongRow(const Value *condition) const {
  auto *compare = dyn_cast<ICmpInst>(condition);
  if (!compare)
    return false;
  const bool left = isLaneIndex(compare->getOperand(0));
  if (!left && !isLaneIndex(compare->getOperand(1)))
    return false;
  const auto predicate =
      left ? compare->getPredicate() : compare->getSwappedPredicate();
  return (predicate == ICmpInst::ICMP_ULT || predicate == ICmpInst::ICMP_ULE ||
          predicate == ICmpInst::ICMP_SLT || predicate == ICmpInst::ICMP_SLE) &&
         r_.inBlock->isUniform(compare->getOperand(left ? 1 : 0));
}

// --- Regions ---

BasicBlock *Writer::commonExit(const Region &region) const {
  if (!region.converged)
    return nullptr;
  BasicBlock *common = nullptr;
  for (auto &exit : region.exits) {
    auto *branch = dyn_cast<BranchInst>(exit.from->getTerminator());
    const bool together =
        r_.inChunk->isConverged(exit.from) && branch &&
        (branch->isUnconditional() || r_.isScalar(branch->getCondition()));
    if (together) {
      if (common && common != exit.from)
        return nullptr;
      common = exit.from;
    }
  }
  if (!common)
    return nullptr;
  for (auto &exit : region.exits)
    if (exit.from != common && exit.to != r_.end && !isTrap(exit.to))
      return nullptr;
  return common;
}

BasicBlock *Writer::commonTarget(const Region &region) const {
  if (!region.converged)
    return nullptr;
  BasicBlock *target = nullptr;
  for (auto &exit : region.exits) {
    if (exit.to == r_.end || isTrap(exit.to))
      continue;
    if (!r_.byHead.lookup(exit.to)->converged || (target && target != exit.to))
      return nullptr;
    target = exit.to;
  }
  return target;
}

SmallVector<Region *> Writer::findAsides(const Region &region) const {
  SmallVector<Region *> few;
  if (!region.converged || region.sync)
    return few;
  BasicBlock *next = nullptr;
  for (auto &exit : region.exits) {
    Region *to = r_.byHead.lookup(exit.to);
    if (to && to->fewLanes && !to->converged)
      few.push_back(to);
    else if (next && next != exit.to)
      return {};
    else
      next = exit.to;
  }
  Region *after = r_.byHead.lookup(next);
  if (!after || !after->converged || isTrap(next) ||
      r_.loops.isLoopHeader(next))
    return {};
  for (Region *arm : few) {
    const BasicBlock *from = arm->head->getSinglePredecessor();
    if (!from || arm->sync || isTrap(arm->blocks.back()) ||
        !canMask(from, region) ||
        !r_.isCheap(cast<BranchInst>(from->getTerminator())->getCondition()) ||
        any_of(arm->exits,
               [&](const Region::Exit &exit) { return exit.to != next; }))
      return {};
  }
  return few;
}

/// Whether it is known before the region which lanes come to a block of it.
bool Writer::canMask(const BasicBlock *block, const Region &region) const {
  if (block == region.head || r_.inChunk->isConverged(block))
    return true;
  return all_of(predecessors(block), [&](const BasicBlock *before) {
    auto *branch = dyn_cast<BranchInst>(before->getTerminator());
    return branch && r_.byBlock.lookup(before) == &region &&
           (branch->isUnconditional() || r_.isCheap(branch->getCondition())) &&
           canMask(before, region);
  });
}

/// The lanes that go from one block of a region to another. The first must
/// satisfy canMask().
Value *Writer::edgeMask(const BasicBlock *from, const BasicBlock *to,
                        const Region &region, Builder &b) {
  Value *mask = nullptr;
  if (from == region.head || r_.inChunk->isConverged(from))
    mask = active(region, b);
  else
    for (const BasicBlock *before : predecessors(from)) {
      Value *one = edgeMask(before, from, region, b);
      mask = mask ? b.CreateOr(mask, one) : one;
    }
  auto *branch = cast<BranchInst>(from->getTerminator());
  if (branch->isUnconditional())
    return mask;
  LaneLoop test;
  test.p = &b;
  Value *taken = maskOf(branch->getCondition(), test);
  if (!taken)
    taken = truths(collect({branch->getCondition()}, b)[0], b);
  taken = b.CreateFreeze(taken);
  return b.CreateAnd(mask, branch->getSuccessor(0) == to ? taken
                                                         : b.CreateNot(taken));
}

bool Writer::parts(const Region &region) const {
  if (aside_.contains(&region) || asides_.contains(&region))
    return false;
  if (const BasicBlock *common = commonExit(region))
    return any_of(region.exits, [&](const Region::Exit &exit) {
      return exit.from != common;
    });
  if (commonTarget(region))
    return any_of(region.exits, [&](const Region::Exit &exit) {
      return exit.to == r_.end || isTrap(exit.to);
    });
  return true;
}

Value *Writer::active(const Region &region, Builder &b) {
  if (region.converged && knownFull_)
    return ConstantInt::getTrue(VectorType::get(i1, W, false));
  Value *state = loadState(b);
  return region.converged ? b.CreateICmpNE(state, splat(done))
                          : b.CreateICmpEQ(state, splat(int(region.number)));
}

bool Writer::needsLanes(const Region &region) {
  for (BasicBlock *block : region.blocks)
    for (Instruction &instruction : *block) {
      if (instruction.isTerminator()) {
        if (isTrap(block))
          return true;
        continue;
      }
      if (isa<PHINode>(instruction) && block == region.head)
        continue;
      if (isa<IntrinsicInst>(instruction) &&
          cast<IntrinsicInst>(instruction).isLifetimeStartOrEnd())
        continue;
      if (isPrologue(instruction))
        continue;
      if (instruction.getType()->isVoidTy() ||
          !(r_.isScalar(&instruction) || r_.isCheap(&instruction)))
        return true;
    }
  if (parts(region))
    return true;
  for (auto &exit : region.exits) {
    if (exit.to != r_.end)
      for (PHINode &phi : exit.to->phis())
        if (slotted_.contains(&phi))
          return true;
  }
  return false;
}

void Writer::writeRegion(Region &region) {
  Builder b(context_);
  if (enter_[&region] != body_[&region]) {
    b.SetInsertPoint(enter_[&region]);
    BasicBlock *next = block("next");
    b.CreateCondBr(anyOf(active(region, b), b), body_[&region], next);
    b.SetInsertPoint(next);
    continueChain(region, b);
    next_in_[&region] = next;
  }
  if (region.isBlockBarrier())
    return writeBarrier(region);
  if (region.sync)
    return writeWarpOperation(region);
  b.SetInsertPoint(body_[&region]);
  for (Instruction &instruction : *region.head) {
    if (isa<PHINode>(instruction))
      continue;
    if (!r_.anchored.contains(&instruction))
      break;
    Memo none;
    Instruction *copy = copyOf(instruction, b, [&](Value *operand) {
      return scalar(operand, b, none);
    });
    b.CreateStore(copy, variable(&instruction));
  }
  if (!needsLanes(region))
    return leave(region, b);
  BasicBlock *post = block("post");
  const bool trap = isTrap(region.blocks.back());
  Builder p(context_);
  LaneLoop early; // what is known before the loops
  early.p = &p;
  BasicBlock *scalars = block("scalars"), *choose = scalars;
  b.CreateBr(scalars);
  p.SetInsertPoint(scalars);
  auto loop = [&](Form form, const Twine &name) {
    LaneLoop l;
    l.form = form;
    l.tested = l.vector();
    l.p = &p;
    l.checks = early.checks;
    BasicBlock *after = post;
    if (l.whole()) {
      l.taken = early.taken;
      l.repeats = early.repeats;
      // No lane's state has changed.
      if (l.repeats && !region.converged)
        after = block("again");
    }
    BasicBlock *begin = block(name);
    writeLanes(region, begin, after, l);
    early.checks = l.checks;
    if (after != post) {
      Builder again(after);
      for (auto &exit : region.exits)
        if (exit.to == region.head) {
          storeVariables(exit, again);
          break;
        }
      again.CreateBr(body_[&region]);
    }
    return begin;
  };
  if (trap || region.fewLanes) {
    p.CreateBr(loop(trap ? Form::Slow : Form::Few, "one.by.one"));
  } else {
    early.tested = region.vectorises;
    Value *guards = guardsOf(region, early);
    BasicBlock *whole = nullptr, *masked = nullptr;
    if (region.vectorises) {
      whole = loop(Form::Full, "full");
      masked = loop(Form::Masked, "masked");
    } else {
      if (guards)
        whole = loop(Form::Each, "each");
      masked = loop(Form::Slow, "one.by.one");
    }
    if (Value *checks = early.checks) {
      // Indices of neighbours wrap around: so seldom that it may be slow.
      choose = block("vectors");
      BasicBlock *slow = block("wrapped");
      p.CreateCondBr(checks, choose, slow);
      p.SetInsertPoint(slow);
      p.CreateBr(loop(Form::Slow, "slow"));
      p.SetInsertPoint(choose);
    }
    if (BasicBlock *way = early.taken.lookup(region.head);
        way && onlyGuarded(region, way)) {
      BasicBlock *some = block("some"), *none = block("none");
      p.CreateCondBr(anyOf(early.first, p), some, none);
      p.SetInsertPoint(none);
      auto *branch = cast<BranchInst>(region.head->getTerminator());
      if (way == branch->getSuccessor(0) &&
          growsAlongRow(branch->getCondition()) && nothingElse(region))
        p.CreateStore(ConstantInt::getTrue(context_), rowDone_);
      p.CreateBr(post);
      p.SetInsertPoint(some);
    }
    if (whole) {
      Value *all = allActive(region, p);
      if (guards)
        all = p.CreateAnd(all, allOf(guards, p));
      p.CreateCondBr(all, whole, masked);
    } else {
      p.CreateBr(masked);
    }
  }
  b.SetInsertPoint(post);
  if (trap) {
    b.CreateUnreachable();
    return;
  }
  leave(region, b);
}

void Writer::writeLanes(Region &region, BasicBlock *pre, BasicBlock *after,
                        LaneLoop &l) {
  const bool masked = l.form == Form::Masked ||
                      l.form == Form::Slow; // lanes are tested in the loop
  l.group = MDNode::getDistinct(context_, {});
  BasicBlock *top = block(masked ? "lanes.masked" : "lanes"),
             *merge = block("lanes.end");
  Builder begin(pre), t(top);
  // Either the number of the lane, or a bit for each lane that is still to run.
  const bool few = l.form == Form::Few;
  Type *counter = few ? static_cast<Type *>(begin.getIntNTy(W)) : i64;
  PHINode *round = t.CreatePHI(counter, 2, "lane");
  round->addIncoming(few ? l.few ? l.few : bits(active(region, begin), begin)
                         : ConstantInt::get(i64, 0),
                     pre);
  Value *index = few ? t.CreateZExt(t.CreateBinaryIntrinsic(
                                        Intrinsic::cttz, round,
                                        ConstantInt::getTrue(context_)),
                                    i64)
                     : round;
  l.lane = index;
  l.lane32 = t.CreateTrunc(index, i32);
  l.t = &t;
  auto grouped = [&](Instruction *instruction) {
    if (instruction->mayReadOrWriteMemory())
      instruction->setMetadata(LLVMContext::MD_access_group, l.group);
    return instruction;
  };

  // Where threads part, and where they go.
  const BasicBlock *common = commonExit(region),
                   *target = common ? nullptr : commonTarget(region);
  const bool writesState = parts(region) && !(l.repeats && !region.converged);
  Value *statePlace = nullptr, *oldState = nullptr;
  if (masked || writesState) {
    statePlace = t.CreateInBoundsGEP(ArrayType::get(i32, W), placeOf(state_, l),
                                     {ConstantInt::get(i64, 0), index});
    oldState = grouped(t.CreateLoad(i32, statePlace));
  }

  // Copies of the blocks.
  DenseMap<BasicBlock *, BasicBlock *> copies;
  for (BasicBlock *original : region.blocks)
    copies[original] = block("body");
  BasicBlock *const trapHead =
      isTrap(region.blocks.back()) ? region.head : nullptr;
  struct Edge {
    BasicBlock *from, *original, *to;
  };
  SmallVector<Edge> edges;
  SmallVector<std::pair<PHINode *, PHINode *>> phis;
  for (BasicBlock *original : region.blocks) {
    BasicBlock *copy = copies[original];
    Builder b(copy);
    if (original == trapHead) {
      // The message names the thread.
      GlobalVariable *context = module_.getNamedGlobal(context::name);
      if (context) {
        Value *address = b.CreateThreadLocalAddress(context);
        Value *values[] = {t.CreateAdd(x0_, l.lane32), y_, z_};
        for (unsigned i : {0u, 1u, 2u})
          b.CreateStore(values[i],
                        b.CreateConstInBoundsGEP1_64(i8, address, i * 8));
      }
    }
    for (Instruction &instruction : *original) {
      if (auto *phi = dyn_cast<PHINode>(&instruction)) {
        if (original == region.head)
          continue;
        PHINode *made =
            b.CreatePHI(phi->getType(), phi->getNumIncomingValues());
        l.values[phi] = made;
        phis.push_back({phi, made});
        continue;
      }
      if (instruction.isTerminator())
        continue;
      if (r_.isScalar(&instruction) && !instruction.getType()->isVoidTy())
        continue;
      if (r_.isCheap(&instruction))
        continue;
      if (auto *intrinsic = dyn_cast<IntrinsicInst>(&instruction);
          intrinsic && (intrinsic->isLifetimeStartOrEnd() ||
                        isa<DbgInfoIntrinsic>(intrinsic) ||
                        intrinsic->getIntrinsicID() == Intrinsic::assume ||
                        intrinsic->getIntrinsicID() ==
                            Intrinsic::experimental_noalias_scope_decl))
        continue;
      if (isPrologue(instruction))
        continue;
      l.values[&instruction] = grouped(copyOf(
          instruction, b, [&](Value *operand) { return lane(operand, l); },
          {LLVMContext::MD_tbaa, LLVMContext::MD_range, LLVMContext::MD_nonnull,
           LLVMContext::MD_fpmath}));
    }
    Instruction *terminator = original->getTerminator();
    if (isa<UnreachableInst>(terminator)) {
      b.CreateUnreachable();
      continue;
    }
    auto *branch = cast<BranchInst>(terminator);
    auto follow = [&](unsigned i) {
      BasicBlock *to = branch->getSuccessor(i);
      if (copies.count(to) && to != region.head)
        return copies[to];
      BasicBlock *edge = block("leave");
      edges.push_back({edge, original, to});
      return edge;
    };
    // All threads take the same way out; it is chosen after the loop.
    if (original == common && branch->isConditional() &&
        r_.isScalar(branch->getCondition())) {
      BasicBlock *edge = block("leave");
      edges.push_back({edge, original, nullptr});
      b.CreateBr(edge);
      continue;
    }
    if (branch->isUnconditional()) {
      b.CreateBr(follow(0));
    } else if (BasicBlock *way = l.taken.lookup(original)) {
      b.CreateBr(follow(way == branch->getSuccessor(0) ? 0 : 1));
    } else {
      BasicBlock *first = follow(0), *second = follow(1);
      b.CreateCondBr(lane(branch->getCondition(), l), first, second);
    }
  }
  for (auto &[phi, made] : phis)
    for (unsigned i = 0; i < phi->getNumIncomingValues(); ++i) {
      BasicBlock *from = phi->getIncomingBlock(i);
      BasicBlock *way = l.taken.lookup(from);
      if (!way || way == phi->getParent())
        made->addIncoming(lane(phi->getIncomingValue(i), l), copies[from]);
    }

  // What later regions need.
  SmallVector<const Value *> written;
  for (BasicBlock *original : region.blocks)
    for (Instruction &instruction : *original)
      if (slotted_.contains(&instruction) &&
          !(isa<PHINode>(instruction) && original == region.head))
        written.push_back(&instruction);
  // Variables at the heads of targets. Where the way out is chosen later, both
  // targets' variables are written: a lane enters only one of them.
  SmallVector<PHINode *> entered;
  for (auto &exit : region.exits)
    if (exit.to != r_.end)
      for (PHINode &phi : exit.to->phis())
        if (slotted_.contains(&phi) && !is_contained(entered, &phi))
          entered.push_back(&phi);
  std::map<const Value *, Value *> old;
  auto oldOf = [&](const Value *value) {
    Value *&loaded = old[value];
    if (!loaded) {
      auto known = l.values.find(value);
      const bool mine =
          known != l.values.end() &&
          is_contained(region.blocks, cast<Instruction>(value)->getParent()) &&
          !(isa<PHINode>(value) &&
            cast<Instruction>(value)->getParent() == region.head);
      loaded =
          mine || known == l.values.end() ? loadSlot(value, l) : known->second;
      // Else InstCombine merges this load with one of the kernel's that it is
      // joined with, and the slot stays in memory.
      loaded = l.t->CreateFreeze(loaded);
    }
    return loaded;
  };
  Builder m(merge);
  auto join = [&](Type *type, Value *inactive,
                  function_ref<Value *(const Edge &)> of) -> Value * {
    if (edges.size() == 1 && !masked)
      return of(edges[0]);
    PHINode *phi = m.CreatePHI(type, unsigned(edges.size()) + 1);
    if (masked)
      phi->addIncoming(inactive, top);
    for (const Edge &edge : edges)
      phi->addIncoming(of(edge), edge.from);
    return phi;
  };
  SmallVector<std::pair<Value *, Value *>> stores; // value, place
  auto placeIn = [&](const Value *value) {
    return t.CreateInBoundsGEP(ArrayType::get(stored(value->getType()), W),
                               placeOf(slot(value), l),
                               {ConstantInt::get(i64, 0), index});
  };
  for (const Value *value : written) {
    const BasicBlock *where = cast<Instruction>(value)->getParent();
    const bool everywhere = all_of(edges, [&](const Edge &edge) {
      return r_.dominators.dominates(where, edge.original);
    });
    Value *inactive = masked || !everywhere ? oldOf(value) : nullptr;
    Value *joined = join(value->getType(), inactive, [&](const Edge &edge) {
      return r_.dominators.dominates(where, edge.original)
                 ? l.values.lookup(value)
                 : inactive;
    });
    stores.push_back({joined, placeIn(value)});
  }
  for (PHINode *phi : entered) {
    if (l.repeats && phi->getParent() != region.head)
      continue;
    auto incoming = [&](const Edge &edge) -> const Value * {
      const int position = (edge.to == phi->getParent() || !edge.to)
                               ? phi->getBasicBlockIndex(edge.original)
                               : -1;
      return position < 0 ? nullptr : phi->getIncomingValue(unsigned(position));
    };
    const bool everywhere = all_of(
        edges, [&](const Edge &edge) { return incoming(edge) != nullptr; });
    Value *inactive = masked || !everywhere ? oldOf(phi) : nullptr;
    Value *joined = join(phi->getType(), inactive, [&](const Edge &edge) {
      const Value *value = incoming(edge);
      return value ? lane(value, l) : inactive;
    });
    stores.push_back({joined, placeIn(phi)});
  }
  if (writesState) {
    Value *joined = join(i32, oldState, [&](const Edge &edge) -> Value * {
      if (edge.to == r_.end)
        return ConstantInt::getSigned(i32, done);
      if (!edge.to || edge.to == target ||
          (edge.original == common && !isTrap(edge.to)))
        return oldState;
      return ConstantInt::get(i32, r_.byHead.lookup(edge.to)->number);
    });
    stores.push_back({joined, statePlace});
  }
  for (const Edge &edge : edges)
    Builder(edge.from).CreateBr(merge);
  for (auto &[value, place] : stores) {
    if (value->getType()->isIntegerTy(1))
      value = m.CreateZExt(value, i8);
    grouped(m.CreateStore(value, place));
  }
  BasicBlock *left = l.copies.empty() ? after : block("lanes.left");
  if (few) {
    Value *rest =
        m.CreateAnd(round, m.CreateSub(round, ConstantInt::get(counter, 1)));
    round->addIncoming(rest, merge);
    m.CreateCondBr(m.CreateICmpEQ(rest, ConstantInt::get(counter, 0)), left,
                   top);
  } else {
    Value *next = m.CreateAdd(round, ConstantInt::get(i64, 1), "", true, true);
    round->addIncoming(next, merge);
    BranchInst *back = m.CreateCondBr(
        m.CreateICmpEQ(next, ConstantInt::get(i64, W)), left, top);
    if (l.vector())
      back->setMetadata(LLVMContext::MD_loop, loopMark(l.group));
  }
  BasicBlock *bodyHead = copies[region.head];
  if (masked) {
    Value *runs =
        region.converged
            ? t.CreateICmpNE(oldState, ConstantInt::getSigned(i32, done))
            : t.CreateICmpEQ(oldState, ConstantInt::get(i32, region.number));
    t.CreateCondBr(runs, bodyHead, merge);
  } else {
    t.CreateBr(bodyHead);
  }
  if (!l.copies.empty()) {
    Builder back(left);
    for (auto &[slot, copy] : l.copies) {
      auto *type = FixedVectorType::get(
          cast<ArrayType>(slot->getAllocatedType())->getElementType(), W);
      begin.CreateAlignedStore(begin.CreateAlignedLoad(type, slot, Align(64)),
                               copy, Align(64));
      back.CreateAlignedStore(back.CreateAlignedLoad(type, copy, Align(64)),
                              slot, Align(64));
    }
    back.CreateBr(after);
  }
  begin.CreateBr(top);
}

/// Says that the lanes of a loop do not depend on each other.
MDNode *Writer::loopMark(MDNode *group) {
  auto number = [&](Type *type, uint64_t value) {
    return ConstantAsMetadata::get(ConstantInt::get(type, value));
  };
  auto word = [&](StringRef name, ArrayRef<Metadata *> values) {
    SmallVector<Metadata *> parts{MDString::get(context_, name)};
    parts.append(values.begin(), values.end());
    return MDNode::get(context_, parts);
  };
  MDNode *self = MDNode::getDistinct(
      context_, {nullptr, word("llvm.loop.parallel_accesses", {group}),
                 word("llvm.loop.vectorize.enable", {number(i1, 1)}),
                 word("llvm.loop.vectorize.width", {number(i32, W)}),
                 word("llvm.loop.interleave.count", {number(i32, 1)}),
                 word("llvm.loop.unroll.disable", {})});
  self->replaceOperandWith(0, self);
  return self;
}

void Writer::storeVariables(ArrayRef<Region::Exit> exits, Builder &b) {
  SmallVector<std::pair<Value *, AllocaInst *>> stores;
  Memo memo;
  for (auto &exit : exits) {
    if (exit.to == r_.end)
      continue;
    for (PHINode &phi : exit.to->phis()) {
      Value *incoming = phi.getIncomingValueForBlock(exit.from);
      if (r_.isScalar(&phi)) {
        stores.push_back({scalar(incoming, b, memo), variable(&phi)});
      } else if (auto induction = r_.inductionOf(&phi)) {
        Value *distance = Constant::getNullValue(phi.getType());
        if (incoming == induction->next)
          distance = b.CreateAdd(b.CreateLoad(phi.getType(), variable(&phi)),
                                 scalar(induction->step, b, memo));
        stores.push_back({distance, variable(&phi)});
      }
    }
  }
  for (auto &[value, place] : stores)
    b.CreateStore(value, place);
}

/// Goes to a failure that some lane has come to.
void Writer::testTrap(BasicBlock *head, Builder &b) {
  Region *trap = r_.byHead.lookup(head);
  BasicBlock *go = block("no.trap");
  b.CreateCondBr(
      anyOf(b.CreateICmpEQ(loadState(b), splat(int(trap->number))), b),
      enter(trap), go);
  b.SetInsertPoint(go);
}

void Writer::jumpTo(BasicBlock *target, Builder &b) {
  if (target == r_.end) {
    b.CreateBr(finish_);
    return;
  }
  Region *to = r_.byHead.lookup(target);
  if (!to->converged) {
    Value *state = loadState(b);
    b.CreateAlignedStore(b.CreateSelect(b.CreateICmpNE(state, splat(done)),
                                        splat(int(to->number)), state),
                         state_, Align(64));
  }
  b.CreateBr(enter(to));
}

/// Few lanes run regions of their own before all go on.
void Writer::leaveAside(Region &region, ArrayRef<Region *> few, Builder &b) {
  for (Region *arm : few) {
    Value *lanes = bits(
        edgeMask(arm->head->getSinglePredecessor(), arm->head, region, b), b);
    BasicBlock *some = block("few"), *begin = block("one.by.one"),
               *after = block("few.end");
    b.CreateCondBr(
        b.CreateICmpNE(lanes, Constant::getNullValue(lanes->getType())), some,
        after);
    Builder p(some);
    LaneLoop l;
    l.form = Form::Few;
    l.p = &p;
    l.few = lanes;
    writeLanes(*arm, begin, after, l);
    p.CreateBr(begin);
    b.SetInsertPoint(after);
  }
  for (auto &exit : region.exits)
    if (!is_contained(few, r_.byHead.lookup(exit.to))) {
      storeVariables(exit, b);
      return jumpTo(exit.to, b);
    }
}

/// After the loop over the lanes: all go one way, or each has its own.
void Writer::leave(Region &region, Builder &b) {
  if (auto few = asides_.find(&region); few != asides_.end())
    return leaveAside(region, few->second, b);
  BasicBlock *common = commonExit(region),
             *target = common ? nullptr : commonTarget(region);
  if (!common && !target) {
    storeVariables(region.exits, b);
    if (BasicBlock *next = next_in_[&region])
      b.CreateBr(next);
    else
      continueChain(region, b);
    return;
  }
  bool someEnd = false;
  for (auto &exit : region.exits) {
    if (exit.from == common)
      continue;
    someEnd |= exit.to == r_.end;
    if (isTrap(exit.to))
      testTrap(exit.to, b);
  }
  if (someEnd) {
    BasicBlock *go = block("some.left");
    b.CreateCondBr(anyOf(b.CreateICmpNE(loadState(b), splat(done)), b), go,
                   finish_);
    b.SetInsertPoint(go);
  }
  if (target) {
    for (auto &exit : region.exits)
      if (exit.to == target) {
        storeVariables(exit, b);
        break;
      }
    return jumpTo(target, b);
  }
  auto *branch = cast<BranchInst>(common->getTerminator());
  if (branch->isUnconditional()) {
    storeVariables(Region::Exit{common, branch->getSuccessor(0)}, b);
    return jumpTo(branch->getSuccessor(0), b);
  }
  Memo memo;
  Value *condition = scalar(branch->getCondition(), b, memo);
  BasicBlock *ways[2];
  for (unsigned i : {0u, 1u}) {
    ways[i] = block("way");
    Builder w(ways[i]);
    storeVariables(Region::Exit{common, branch->getSuccessor(i)}, w);
    jumpTo(branch->getSuccessor(i), w);
  }
  b.CreateCondBr(condition, ways[0], ways[1]);
}

/// Lanes have parted, and those of `region` have moved on: the next region with
/// waiting lanes, in order. Loops start over until they have none.
void Writer::continueChain(Region &region, Builder &b) {
  std::vector<Region *> chain;
  Region *member = nullptr;
  if (!region.converged)
    member = &region;
  else
    for (auto &exit : region.exits)
      if (exit.to != r_.end)
        if (Region *to = r_.byHead.lookup(exit.to);
            !to->converged && !isTrap(exit.to))
          member = to;
  if (member)
    for (auto it = parted_.findLeader(member); it != parted_.member_end(); ++it)
      chain.push_back(*it);
  llvm::sort(chain, [](Region *x, Region *y) { return x->number < y->number; });
  auto inPhase = [&](Region *other) { return enter_.count(other) != 0; };

  // Failures first: they end the kernel.
  for (auto &exit : region.exits)
    if (isTrap(exit.to))
      testTrap(exit.to, b);
  if (!region.converged)
    for (const Loop *loop = r_.loops.getLoopFor(region.head); loop;
         loop = loop->getParentLoop()) {
      Region *header = r_.byHead.lookup(loop->getHeader());
      if (!header || header->converged || !inPhase(header))
        continue;
      // Is this the last region of the loop?
      bool last = true;
      for (Region *other : chain)
        last &= other->number <= region.number || !loop->contains(other->head);
      if (!last)
        break;
      BasicBlock *go = block("loop.left");
      b.CreateCondBr(
          anyOf(b.CreateICmpEQ(loadState(b), splat(int(header->number))), b),
          body_.at(header), go);
      b.SetInsertPoint(go);
    }
  for (Region *other : chain)
    if (other->number > region.number || region.converged) {
      if (region.converged && other->number < region.number)
        continue;
      b.CreateBr(enter(other));
      return;
    }
  // All have come together again.
  std::vector<Region *> together;
  auto note = [&](Region &from) {
    for (auto &exit : from.exits)
      if (exit.to != r_.end)
        if (Region *to = r_.byHead.lookup(exit.to);
            to->converged && inPhase(to) && !is_contained(together, to))
          together.push_back(to);
  };
  for (Region *other : chain)
    note(*other);
  if (region.converged)
    note(region);
  // Regions that part into this chain may also lead directly to where it ends.
  for (Region *other : phase_->regions)
    if (other->converged && !commonExit(*other))
      for (auto &exit : other->exits)
        if (exit.to != r_.end)
          if (Region *to = r_.byHead.lookup(exit.to); is_contained(chain, to))
            note(*other);
  if (together.empty()) {
    b.CreateBr(finish_);
    return;
  }
  BasicBlock *go = block("together");
  Value *state = loadState(b);
  b.CreateCondBr(anyOf(b.CreateICmpNE(state, splat(done)), b), go, finish_);
  b.SetInsertPoint(go);
  if (together.size() == 1) {
    b.CreateBr(enter(together[0]));
    return;
  }
  Value *which = b.CreateIntMaxReduce(state, true);
  SwitchInst *choose = b.CreateSwitch(which, finish_);
  for (Region *to : together)
    choose->addCase(ConstantInt::get(Type::getInt32Ty(context_), to->number),
                    enter(to));
}

void Writer::writeBarrier(Region &region) {
  Builder b(body_[&region]);
  CallBase *call = region.sync;
  if (calleeOf(*call) == Callee::Barrier && !call->use_empty()) {
    // Votes of this chunk's threads.
    LaneLoop l;
    BasicBlock *top = block("vote"), *after = block("voted");
    BasicBlock *pre = body_[&region];
    Builder p(pre);
    l.p = &p;
    l.group = MDNode::getDistinct(context_, {});
    Builder t(top);
    PHINode *index = t.CreatePHI(i64, 2);
    l.lane = index;
    l.lane32 = t.CreateTrunc(index, i32);
    l.t = &t;
    index->addIncoming(ConstantInt::get(i64, 0), pre);
    Value *state = t.CreateLoad(
        i32, t.CreateInBoundsGEP(ArrayType::get(i32, W), state_,
                                 {ConstantInt::get(i64, 0), index}));
    Value *runs = t.CreateZExt(
        t.CreateICmpNE(state, ConstantInt::getSigned(i32, done)), i32);
    Value *predicate = lane(call->getArgOperand(1), l);
    Value *yes = t.CreateAnd(
        runs,
        t.CreateZExt(t.CreateICmpNE(predicate, ConstantInt::get(i32, 0)), i32));
    t.CreateStore(t.CreateAdd(t.CreateLoad(i32, votes_), yes), votes_);
    t.CreateStore(t.CreateAdd(t.CreateLoad(i32, counted_), runs), counted_);
    Value *next = t.CreateAdd(index, ConstantInt::get(i64, 1));
    index->addIncoming(next, top);
    t.CreateCondBr(t.CreateICmpEQ(next, ConstantInt::get(i64, W)), after, top);
    p.CreateBr(top);
    b.SetInsertPoint(after);
  }
  BasicBlock *next = region.head->getSingleSuccessor();
  for (const Value *value : r_.liveAfterBarrier[next])
    if (slotted_.contains(value)) {
      Type *type = FixedVectorType::get(stored(value->getType()), W);
      b.CreateAlignedStore(b.CreateAlignedLoad(type, slot(value), Align(64)),
                           framePointer(value, stored(value->getType()), b),
                           Align(16));
    }
  if (keepState_)
    b.CreateAlignedStore(loadState(b), framePointer(state_, i32, b), Align(16));
  b.CreateStore(
      ConstantInt::get(i32, region.number + unsigned(phases_.size()) + 1),
      next_);
  if (keepState_)
    for (auto &[value, variable] : variables_)
      b.CreateStore(b.CreateLoad(value->getType(), variable), reached(value));
  b.CreateBr(latch_);
}

/// Stores the operands of all lanes, active or not, in one array each.
std::vector<AllocaInst *> Writer::collect(ArrayRef<Value *> operands,
                                          Builder &b) {
  std::vector<AllocaInst *> arrays;
  for (Value *operand : operands)
    arrays.push_back(laneArray(stored(operand->getType()), "operands"));
  BasicBlock *top = block("collect"), *after = block("collected");
  LaneLoop l;
  Builder p(b.GetInsertBlock());
  l.p = &p;
  l.group = MDNode::getDistinct(context_, {});
  Builder t(top);
  PHINode *index = t.CreatePHI(i64, 2, "lane");
  l.lane = index;
  l.lane32 = t.CreateTrunc(index, i32);
  l.t = &t;
  for (auto [operand, array] : llvm::zip(operands, arrays)) {
    Value *value = lane(operand, l);
    if (value->getType()->isIntegerTy(1))
      value = t.CreateZExt(value, i8);
    t.CreateStore(value, t.CreateInBoundsGEP(array->getAllocatedType(), array,
                                             {ConstantInt::get(i64, 0), index}))
        ->setMetadata(LLVMContext::MD_access_group, l.group);
  }
  Value *next = t.CreateAdd(index, ConstantInt::get(i64, 1), "", true, true);
  index->addIncoming(ConstantInt::get(i64, 0), p.GetInsertBlock());
  index->addIncoming(next, top);
  t.CreateCondBr(t.CreateICmpEQ(next, ConstantInt::get(i64, W)), after, top)
      ->setMetadata(LLVMContext::MD_loop, loopMark(l.group));
  p.CreateBr(top);
  b.SetInsertPoint(after);
  return arrays;
}

void Writer::writeWarpOperation(Region &region) {
  Builder b(body_[&region]);
  CallBase *call = region.sync;
  const Callee callee = calleeOf(*call);
  Value *lanes = active(region, b);
  Value *activeBits = b.CreateZExt(bits(lanes, b), i64);
  // A lane on a way that only leads to its end counts as ended: it meets no
  // other lane any more.
  Value *alive = b.CreateICmpNE(loadState(b), splat(done));
  for (Region *other : phase_->regions)
    if (!other->converged && r_.inChunk->endsThread(other->head))
      alive = b.CreateAnd(
          alive, b.CreateICmpNE(loadState(b), splat(int(other->number))));
  Value *liveBits = b.CreateZExt(bits(alive, b), i64);
  auto vector = [&](Type *type) { return FixedVectorType::get(type, W); };
  auto keep = [&](Value *result) { // one value for all lanes
    if (r_.isScalar(call))
      b.CreateStore(result, variable(call));
    else if (slotted_.contains(call)) {
      Value *old = b.CreateAlignedLoad(vector(i64), slot(call), Align(64));
      b.CreateAlignedStore(
          b.CreateSelect(lanes, b.CreateVectorSplat(W, result), old),
          slot(call), Align(64));
    }
  };
  if (callee == Callee::LiveLanes) {
    keep(liveBits);
  } else {
    Value *mask = call->getArgOperand(0);
    BasicBlock *quick = block("whole.warp"), *slow = block("part.of.warp"),
               *after = block("met");
    Value *whole = ConstantInt::getFalse(context_);
    if (r_.isScalar(mask)) {
      Memo memo;
      Value *all = ConstantInt::get(i64, W == 64 ? ~0ull : (1ull << W) - 1);
      whole = b.CreateAnd(
          allOf(lanes, b),
          b.CreateICmpEQ(b.CreateAnd(scalar(mask, b, memo), all), all));
    }
    SmallVector<Value *> operands(call->args());
    if (callee == Callee::Rendezvous)
      operands = {operands[0], operands[2], operands[3]};
    const bool onlyMeets = callee == Callee::Rendezvous &&
                           isa<ConstantPointerNull>(call->getArgOperand(1));
    if (onlyMeets)
      operands.resize(1);
    b.CreateCondBr(whole, quick, slow);

    b.SetInsertPoint(quick);
    auto arrays = collect(onlyMeets ? ArrayRef<Value *>()
                                    : ArrayRef(operands).drop_front(
                                          callee == Callee::Rendezvous ? 0 : 1),
                          b);
    if (callee == Callee::Shuffle) {
      if (slotted_.contains(call)) {
        Type *type = vector(call->getType());
        Value *words = b.CreateAlignedLoad(type, arrays[0], Align(64));
        Value *from = b.CreateAlignedLoad(vector(i32), arrays[1], Align(64));
        const std::string name =
            call->getType() == i32 ? "cw.permute.i32" : "cw.permute.i64";
        FunctionCallee permute = module_.getOrInsertFunction(
            (name + "." + Twine(W)).str(), type, type, vector(i32));
        cast<Function>(permute.getCallee())->setDoesNotAccessMemory();
        cast<Function>(permute.getCallee())->setDoesNotThrow();
        cast<Function>(permute.getCallee())->setWillReturn();
        b.CreateAlignedStore(b.CreateCall(permute, {words, from}), slot(call),
                             Align(64));
      }
    } else if (callee == Callee::Ballot) {
      keep(b.CreateZExt(bits(truths(arrays[0], b), b), i64));
    } else if (!onlyMeets) {
      AllocaInst *results = collectResults(call);
      b.CreateCall(module_.getOrInsertFunction("cw_block_rendezvous",
                                               Type::getVoidTy(context_), ptr,
                                               ptr, ptr, ptr, ptr, i64, i64),
                   {call->getArgOperand(1), arrays[0], arrays[1], arrays[2],
                    results, activeBits, liveBits});
    } else if (!call->use_empty()) {
      keep(activeBits);
    }
    b.CreateBr(after);

    // The engine finds out which lanes belong together.
    b.SetInsertPoint(slow);
    auto again = collect(operands, b);
    if (callee == Callee::Shuffle) {
      // Not into the slot itself, whose address would be known outside.
      AllocaInst *out = collectResults(call);
      b.CreateCall(module_.getOrInsertFunction(
                       call->getType() == i32 ? "cw_block_shuffle_word"
                                              : "cw_block_shuffle_long",
                       Type::getVoidTy(context_), ptr, ptr, ptr, ptr, i64, i64),
                   {again[0], again[1], again[2], out, activeBits, liveBits});
      keepLanes(call, out, lanes, b);
    } else if (callee == Callee::Ballot) {
      AllocaInst *out = collectResults(call);
      b.CreateCall(module_.getOrInsertFunction("cw_block_ballot",
                                               Type::getVoidTy(context_), ptr,
                                               ptr, ptr, i64, i64),
                   {again[0], again[1], out, activeBits, liveBits});
      keepLanes(call, out, lanes, b);
    } else {
      AllocaInst *out = collectResults(call);
      Value *null = ConstantPointerNull::get(ptr);
      b.CreateCall(module_.getOrInsertFunction("cw_block_rendezvous",
                                               Type::getVoidTy(context_), ptr,
                                               ptr, ptr, ptr, ptr, i64, i64),
                   {call->getArgOperand(1), again[0],
                    onlyMeets ? null : again[1], onlyMeets ? null : again[2],
                    out, activeBits, liveBits});
      if (onlyMeets)
        keepLanes(call, out, lanes, b);
    }
    b.CreateBr(after);
    b.SetInsertPoint(after);
    if (callee == Callee::Rendezvous && !onlyMeets)
      keepLanes(call, collectResults(call), lanes, b);
  }
  if (region.converged)
    return leave(region, b);
  Region *to = region.exits[0].to == r_.end
                   ? nullptr
                   : r_.byHead.lookup(region.exits[0].to);
  b.CreateAlignedStore(
      b.CreateSelect(lanes, splat(to ? int(to->number) : done), loadState(b)),
      state_, Align(64));
  leave(region, b);
}

/// Where the engine writes a word of 64 bits for each lane.
AllocaInst *Writer::collectResults(const CallBase *call) {
  AllocaInst *&made = results_[call];
  if (!made)
    made = laneArray(i64, "results");
  return made;
}

/// Different lanes may get different words; a scalar takes that of the first
/// lane, which is that of all.
void Writer::keepLanes(const CallBase *call, AllocaInst *words, Value *lanes,
                       Builder &b) {
  Type *type = FixedVectorType::get(call->getType(), W);
  Value *got = b.CreateAlignedLoad(type, words, Align(64));
  if (r_.isScalar(call)) {
    Value *first = b.CreateBinaryIntrinsic(Intrinsic::cttz, bits(lanes, b),
                                           ConstantInt::getTrue(context_));
    b.CreateStore(b.CreateExtractElement(got, b.CreateZExtOrTrunc(first, i32)),
                  variable(call));
  } else if (slotted_.contains(call)) {
    Value *old = b.CreateAlignedLoad(type, slot(call), Align(64));
    b.CreateAlignedStore(b.CreateSelect(lanes, got, old), slot(call),
                         Align(64));
  }
}

} // namespace

void writeBlockLoops(Regions &regions, Function &into, unsigned lanes) {
  Writer(regions, into, lanes).write();
}

} // namespace cw::compiler
