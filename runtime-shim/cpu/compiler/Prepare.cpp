// SPDX-License-Identifier: Apache-2.0
#include "Prepare.h"

#include "Engine.h"
#include "VectorMath.h"

#include <llvm/ADT/MapVector.h>
#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/ADT/StringMap.h>
#include <llvm/Analysis/ValueTracking.h>
#include <llvm/Demangle/Demangle.h>
#include <llvm/IR/ConstantRange.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InlineAsm.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/PatternMatch.h>
#include <llvm/Transforms/Utils/Cloning.h>
#include <llvm/Transforms/Utils/LowerAtomic.h>
#include <llvm/Transforms/Utils/ModuleUtils.h>

namespace cw::compiler {
namespace {

using namespace llvm;

constexpr unsigned mostInstructions = 12000;
constexpr StringRef initialiserPrefix = "cw.init.";

/// The initialiser of a block-shared variable: Clang tests a guard, and the
/// block behind it sets the variable and the guard. Returns that block.
BasicBlock *initialiserBehind(Instruction &instruction,
                              GlobalVariable *&guard) {
  using namespace PatternMatch;
  auto *load = dyn_cast<LoadInst>(&instruction);
  guard = load ? dyn_cast<GlobalVariable>(load->getPointerOperand()) : nullptr;
  if (!guard || !guard->isThreadLocal() ||
      !guard->getName().starts_with("_ZGV"))
    return nullptr;
  auto *branch = dyn_cast<BranchInst>(load->getParent()->getTerminator());
  if (!branch || !branch->isConditional() ||
      !match(branch->getCondition(),
             m_SpecificICmp(ICmpInst::ICMP_EQ, m_Specific(load), m_Zero())))
    return nullptr;
  BasicBlock *block = branch->getSuccessor(0);
  if (block->getSingleSuccessor() != branch->getSuccessor(1) ||
      !block->getSinglePredecessor() || isa<PHINode>(block->front()))
    return nullptr;
  for (Instruction &inside : *block)
    for (Value *operand : inside.operands())
      if (auto *other = dyn_cast<Instruction>(operand);
          other && other->getParent() != block && !isa<AllocaInst>(other))
        return nullptr;
      else if (isa<Argument>(operand))
        return nullptr;
  return block;
}

void noteInitialiser(GlobalVariable &guard, BasicBlock &block) {
  Module &module = *block.getModule();
  const std::string name = (initialiserPrefix + guard.getName()).str();
  if (module.getFunction(name))
    return;
  LLVMContext &context = module.getContext();
  auto *function =
      Function::Create(FunctionType::get(Type::getVoidTy(context), false),
                       GlobalValue::InternalLinkage, name, module);
  function->copyAttributesFrom(block.getParent());
  function->setAttributes(AttributeList().addFnAttributes(
      context,
      AttrBuilder(context, block.getParent()->getAttributes().getFnAttrs())));
  function->removeFnAttr(Attribute::AlwaysInline);
  function->addFnAttr(Attribute::NoInline);
  function->addFnAttr(prologueAttribute);
  auto *entry = BasicBlock::Create(context, "", function);
  auto *set = BasicBlock::Create(context, "", function);
  auto *done = BasicBlock::Create(context, "", function);
  ReturnInst::Create(context, done);
  IRBuilder<> builder(entry);
  builder.CreateCondBr(
      builder.CreateIsNull(builder.CreateLoad(builder.getInt8Ty(), &guard)),
      set, done);
  builder.SetInsertPoint(set);
  ValueToValueMapTy values;
  for (Instruction &instruction : block)
    for (Value *operand : instruction.operands())
      if (auto *memory = dyn_cast<AllocaInst>(operand);
          memory && memory->getParent() != &block && !values.count(memory)) {
        Instruction *copy = memory->clone();
        copy->insertBefore(&entry->front());
        values[memory] = copy;
      }
  for (Instruction &instruction : block) {
    if (instruction.isTerminator())
      break;
    Instruction *copy = instruction.clone();
    copy->setDebugLoc({});
    copy->dropUnknownNonDebugMetadata();
    values[&instruction] = builder.Insert(copy);
    RemapInstruction(copy, values,
                     RF_IgnoreMissingLocals | RF_NoModuleLevelChanges);
  }
  builder.CreateBr(done);
  appendToCompilerUsed(module, function);
}

/// A thread may write to its parameters, so each gets its own copy.
void copyByValueArguments(Function &function) {
  IRBuilder<> builder(&*function.getEntryBlock().getFirstInsertionPt());
  for (Argument &argument : function.args()) {
    if (!argument.hasByValAttr() || argument.onlyReadsMemory())
      continue;
    Type *type = argument.getParamByValType();
    const Align align = argument.getParamAlign().valueOrOne();
    AllocaInst *copy = builder.CreateAlloca(type);
    copy->setAlignment(align);
    argument.replaceAllUsesWith(copy);
    builder.CreateMemCpy(copy, align, &argument, align,
                         function.getDataLayout().getTypeAllocSize(type));
  }
}

Error inlineCalls(Function &function) {
  for (unsigned round = 0;; ++round) {
    SmallVector<CallBase *> calls;
    for (Instruction &instruction : instructions(function))
      if (auto *call = dyn_cast<CallBase>(&instruction)) {
        Function *callee = call->getCalledFunction();
        if (callee && !callee->isDeclaration() && !callee->isInterposable() &&
            !isPrologue(*call))
          calls.push_back(call);
      }
    if (calls.empty())
      return Error::success();
    if (round == 32)
      return refuse("calls " +
                    demangle(calls[0]->getCalledFunction()->getName()) +
                    ", which calls itself");
    for (CallBase *call : calls) {
      InlineFunctionInfo info;
      const std::string name = demangle(call->getCalledFunction()->getName());
      if (InlineResult result = InlineFunction(*call, info);
          !result.isSuccess())
        return refuse("calls " + name + ", which cannot be inlined");
    }
    if (function.getInstructionCount() > mostInstructions)
      return refuse("is too large");
  }
}

GlobalVariable *threadLocalRead(const LoadInst &load) {
  const Value *pointer = load.getPointerOperand();
  if (auto *address = dyn_cast<IntrinsicInst>(pointer);
      address && address->getIntrinsicID() == Intrinsic::threadlocal_address)
    pointer = address->getArgOperand(0);
  auto *variable = dyn_cast<GlobalVariable>(pointer);
  return variable && variable->isThreadLocal()
             ? const_cast<GlobalVariable *>(variable)
             : nullptr;
}

/// Block-shared variables are initialised once a block, at its start. What
/// their declarations name, a pointer, is read there, too.
void hoistInitialisers(Function &function) {
  Module &module = *function.getParent();
  // A block stays on one OS thread, so a variable has one address in it.
  DenseMap<Value *, CallInst *> addresses;
  for (Instruction &instruction : make_early_inc_range(instructions(function)))
    if (auto *address = dyn_cast<IntrinsicInst>(&instruction);
        address &&
        address->getIntrinsicID() == Intrinsic::threadlocal_address) {
      CallInst *&one = addresses[address->getArgOperand(0)];
      if (!one) {
        address->moveBefore(
            &*function.getEntryBlock().getFirstNonPHIOrDbgOrAlloca());
        one = address;
      } else {
        address->replaceAllUsesWith(one);
        address->eraseFromParent();
      }
    }
  for (bool changed = true; changed;) {
    changed = false;
    for (Instruction &instruction :
         make_early_inc_range(instructions(function)))
      if (auto *phi = dyn_cast<PHINode>(&instruction))
        if (auto *one =
                dyn_cast_or_null<IntrinsicInst>(phi->hasConstantValue());
            one && one->arg_size() &&
            addresses.lookup(one->getArgOperand(0)) == one) {
          phi->replaceAllUsesWith(one);
          phi->eraseFromParent();
          changed = true;
        }
  }
  MapVector<GlobalVariable *, Function *> guards;
  SmallVector<LoadInst *> reads;
  for (Instruction &instruction : instructions(function))
    if (auto *load = dyn_cast<LoadInst>(&instruction)) {
      GlobalVariable *variable = threadLocalRead(*load);
      if (!variable)
        continue;
      reads.push_back(load);
      if (Function *initialiser = module.getFunction(
              (initialiserPrefix + variable->getName()).str()))
        guards[variable] = initialiser;
    }
  if (guards.empty())
    return;
  Instruction *const start = new UnreachableInst(
      function.getContext(),
      function.getEntryBlock().getFirstNonPHIOrDbgOrAlloca());
  IRBuilder<> builder(start);
  DenseMap<GlobalVariable *, Value *> pointers;
  for (auto &[guard, initialiser] : guards)
    builder.CreateCall(initialiser);
  for (auto &[guard, initialiser] : guards)
    if (GlobalVariable *variable = module.getGlobalVariable(
            ("_Z" + guard->getName().drop_front(4)).str(), true))
      if (variable->getValueType()->isPointerTy()) {
        LoadInst *read =
            builder.CreateLoad(variable->getValueType(),
                               builder.CreateThreadLocalAddress(variable));
        read->setMetadata(LLVMContext::MD_invariant_load,
                          MDNode::get(function.getContext(), {}));
        pointers[variable] = read;
      }
  for (LoadInst *load : reads) {
    GlobalVariable *variable = threadLocalRead(*load);
    if (guards.contains(variable))
      load->replaceAllUsesWith(ConstantInt::get(load->getType(), 1));
    else if (Value *pointer = pointers.lookup(variable);
             pointer && load->getType() == pointer->getType())
      load->replaceAllUsesWith(pointer);
    else
      continue;
    load->eraseFromParent();
  }
  start->eraseFromParent();
}

/// Replaces reads of the running thread's indices.
Error nameThreadIndices(Function &function) {
  Module &module = *function.getParent();
  GlobalVariable *context = module.getNamedGlobal(context::name);
  if (!context)
    return Error::success();
  LLVMContext &llvm = module.getContext();
  const DataLayout &layout = module.getDataLayout();
  Type *const word = Type::getInt32Ty(llvm);
  // One call each, at the start: then uses of an index are of one value.
  StringMap<Value *> markers;
  auto marker = [&](StringRef name, unsigned least, unsigned most) {
    Value *&call = markers[name];
    if (!call) {
      FunctionCallee callee = module.getOrInsertFunction(name, word);
      auto *made = cast<Function>(callee.getCallee());
      made->setDoesNotAccessMemory();
      made->setDoesNotThrow();
      made->setWillReturn();
      made->addFnAttr(Attribute::Speculatable);
      made->addRetAttrs(AttrBuilder(llvm).addRangeAttr(
          ConstantRange(APInt(32, least), APInt(32, most) + 1)));
      call = CallInst::Create(
          callee, "", function.getEntryBlock().getFirstNonPHIOrDbgOrAlloca());
    }
    return call;
  };
  // CUDA C++ Programming Guide, "Technical Specifications per Compute
  // Capability": the largest blocks and grids.
  auto field = [&](unsigned offset) {
    const std::string name = ("cw.block." + Twine(offset)).str();
    return offset < context::BlockDimX  ? marker(name, 0, 0x7ffffffe)
           : offset < context::GridDimX ? marker(name, 1, 1024)
                                        : marker(name, 1, 0x7fffffff);
  };
  SmallVector<Instruction *> accesses;
  for (Instruction &instruction : instructions(function))
    if (isa<LoadInst>(instruction) || isa<StoreInst>(instruction))
      accesses.push_back(&instruction);
  for (Instruction *access : accesses) {
    Value *pointer = getLoadStorePointerOperand(access);
    APInt offset(layout.getIndexTypeSizeInBits(pointer->getType()), 0);
    Value *base =
        pointer->stripAndAccumulateConstantOffsets(layout, offset, true);
    if (auto *address = dyn_cast<IntrinsicInst>(base);
        address && address->getIntrinsicID() == Intrinsic::threadlocal_address)
      base = address->getArgOperand(0);
    if (base != context)
      continue;
    const unsigned place = unsigned(offset.getZExtValue());
    const unsigned size =
        unsigned(layout.getTypeStoreSize(getLoadStoreType(access)));
    auto *load = dyn_cast<LoadInst>(access);
    const bool index = place == context::ThreadX || place == context::ThreadY ||
                       place == context::ThreadZ;
    if (place < context::BlockX && !index && size <= 4)
      continue; // bookkeeping of attempts
    if (!load || !load->getType()->isIntegerTy() ||
        (size != 4 && (size != 8 || place < context::BlockX)))
      return refuse("uses its indices in an unusual way");
    IRBuilder<> builder(load);
    Value *value;
    if (index) {
      value = marker(threadIndexName[place / 8], 0, 1023);
    } else {
      value = field(place);
      if (size == 8)
        value = builder.CreateOr(
            builder.CreateZExt(value, load->getType()),
            builder.CreateShl(
                builder.CreateZExt(field(place + 4), load->getType()), 32));
    }
    load->replaceAllUsesWith(value);
    load->eraseFromParent();
  }
  return Error::success();
}

/// A block runs on one OS thread, so atomic operations on its shared memory
/// need no lock. They are volatile: other threads' may stand between them.
void lowerSharedAtomics(Function &function) {
  for (Instruction &instruction :
       make_early_inc_range(instructions(function))) {
    IRBuilder<> builder(&instruction);
    if (auto *change = dyn_cast<AtomicRMWInst>(&instruction)) {
      if (!sharedObject(change->getPointerOperand()))
        continue;
      LoadInst *old = builder.CreateAlignedLoad(change->getType(),
                                                change->getPointerOperand(),
                                                change->getAlign(), true);
      Value *value = buildAtomicRMWValue(change->getOperation(), builder, old,
                                         change->getValOperand());
      builder.CreateAlignedStore(value, change->getPointerOperand(),
                                 change->getAlign(), true);
      change->replaceAllUsesWith(old);
      change->eraseFromParent();
    } else if (auto *exchange = dyn_cast<AtomicCmpXchgInst>(&instruction)) {
      if (!sharedObject(exchange->getPointerOperand()))
        continue;
      LoadInst *old = builder.CreateAlignedLoad(
          exchange->getNewValOperand()->getType(),
          exchange->getPointerOperand(), exchange->getAlign(), true);
      Value *same = builder.CreateICmpEQ(old, exchange->getCompareOperand());
      builder.CreateAlignedStore(
          builder.CreateSelect(same, exchange->getNewValOperand(), old),
          exchange->getPointerOperand(), exchange->getAlign(), true);
      Value *result = builder.CreateInsertValue(
          PoisonValue::get(exchange->getType()), old, 0);
      exchange->replaceAllUsesWith(builder.CreateInsertValue(result, same, 1));
      exchange->eraseFromParent();
    }
  }
}

/// Finds (z * height + y) * width + x, from which lanes and warps follow.
void nameLinearThread(Function &function) {
  using namespace PatternMatch;
  Module &module = *function.getParent();
  auto calls = [](StringRef name) {
    return [name = name.str()](Value *value) {
      auto *call = dyn_cast<CallInst>(value);
      return call && call->getCalledFunction() &&
             call->getCalledFunction()->getName() == name;
    };
  };
  const auto isX = calls(threadIndexName[0]), isY = calls(threadIndexName[1]),
             isZ = calls(threadIndexName[2]);
  const auto isWidth =
      calls(("cw.block." + Twine(unsigned(context::BlockDimX))).str());
  const auto isHeight =
      calls(("cw.block." + Twine(unsigned(context::BlockDimX) + 4)).str());
  for (Instruction &instruction :
       make_early_inc_range(instructions(function))) {
    Value *x, *row, *width, *y, *plane, *height, *z;
    if (!match(&instruction, m_Add(m_Value(row), m_Value(x))))
      continue;
    if (!isX(x))
      std::swap(x, row);
    if (!isX(x) || !match(row, m_Mul(m_Value(y), m_Value(width))))
      continue;
    if (!isWidth(width))
      std::swap(width, y);
    if (!isWidth(width) || !match(y, m_Add(m_Value(plane), m_Value(y))))
      continue;
    if (!isY(y))
      std::swap(y, plane);
    if (!isY(y) || !match(plane, m_Mul(m_Value(z), m_Value(height))))
      continue;
    if (!isHeight(height))
      std::swap(height, z);
    if (!isHeight(height) || !isZ(z))
      continue;
    FunctionCallee callee =
        module.getOrInsertFunction(linearThreadName, instruction.getType());
    auto *made = cast<Function>(callee.getCallee());
    made->setDoesNotAccessMemory();
    made->setDoesNotThrow();
    made->setWillReturn();
    made->addFnAttr(Attribute::Speculatable);
    made->addRetAttrs(
        AttrBuilder(module.getContext())
            .addRangeAttr(ConstantRange(APInt(32, 0), APInt(32, 1024))));
    instruction.replaceAllUsesWith(
        CallInst::Create(callee, "", instruction.getIterator()));
    instruction.eraseFromParent();
  }
}

/// Kernels with warp operations are compiled for warps of 32 lanes.
void fixWarpSize(Function &function) {
  bool meets = false;
  for (Instruction &instruction : instructions(function))
    if (auto *call = dyn_cast<CallBase>(&instruction))
      meets |= isWarpOperation(calleeOf(*call));
  if (!meets)
    return;
  for (Instruction &instruction : make_early_inc_range(instructions(function)))
    if (auto *load = dyn_cast<LoadInst>(&instruction);
        load && isa<GlobalVariable>(load->getPointerOperand()) &&
        load->getPointerOperand()->getName() == warpSizeName) {
      load->replaceAllUsesWith(ConstantInt::get(load->getType(), 32));
      load->eraseFromParent();
    }
}

} // namespace

const Value *sharedObject(const Value *pointer) {
  const Value *object = getUnderlyingObject(pointer, 0);
  if (auto *load = dyn_cast<LoadInst>(object))
    return load->hasMetadata(LLVMContext::MD_invariant_load)
               ? threadLocalRead(*load)
               : nullptr;
  auto *call = dyn_cast<CallBase>(object);
  if (!call || !call->getCalledFunction())
    return nullptr;
  if (auto *address = dyn_cast<IntrinsicInst>(call))
    return address->getIntrinsicID() == Intrinsic::threadlocal_address &&
                   address->getArgOperand(0)->getName() != context::name
               ? address->getArgOperand(0)
               : nullptr;
  const Function *callee = call->getCalledFunction();
  return demangle(callee->getName()) == "cw::cpu::dynamic_shared_memory()"
             ? callee
             : nullptr;
}

SmallVector<Function *> kernelsOf(Module &module) {
  SmallVector<Function *> kernels;
  GlobalVariable *list = module.getNamedGlobal("llvm.global.annotations");
  if (!list || !list->hasInitializer())
    return kernels;
  SmallPtrSet<Function *, 16> seen;
  for (Value *entry : cast<ConstantArray>(list->getInitializer())->operands()) {
    auto *fields = cast<ConstantStruct>(entry);
    auto *function =
        dyn_cast<Function>(fields->getOperand(0)->stripPointerCasts());
    auto *text =
        dyn_cast<GlobalVariable>(fields->getOperand(1)->stripPointerCasts());
    if (!function || function->isDeclaration() || !text ||
        !text->hasInitializer())
      continue;
    auto *data = dyn_cast<ConstantDataSequential>(text->getInitializer());
    if (data && data->isCString() && data->getAsCString() == "cw.kernel" &&
        seen.insert(function).second)
      kernels.push_back(function);
  }
  return kernels;
}

void keepKernels(Module &module) {
  SmallVector<Function *> kernels = kernelsOf(module);
  if (kernels.empty())
    return;
  SmallVector<GlobalValue *> used(kernels.begin(), kernels.end());
  appendToCompilerUsed(module, used);
  SmallVector<Function *> functions;
  for (Function &function : module)
    functions.push_back(&function);
  for (Function *function : functions) {
    if (isSync(calleeOf(*function)))
      function->addFnAttr(Attribute::Convergent);
    for (BasicBlock &block : *function)
      for (Instruction &instruction : block) {
        GlobalVariable *guard = nullptr;
        if (BasicBlock *initialiser = initialiserBehind(instruction, guard))
          noteInitialiser(*guard, *initialiser);
      }
    // A function that contains a convergent call is convergent, too: it must
    // not be moved as a whole either.
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (Function *function : functions) {
      if (function->isDeclaration() ||
          function->hasFnAttribute(Attribute::Convergent))
        continue;
      for (Instruction &instruction : instructions(*function))
        if (auto *call = dyn_cast<CallBase>(&instruction))
          if (Function *callee = call->getCalledFunction();
              callee && callee->hasFnAttribute(Attribute::Convergent)) {
            function->addFnAttr(Attribute::Convergent);
            changed = true;
            break;
          }
    }
  }
}

Error checkCalls(Function &copy) {
  for (Instruction &instruction : instructions(copy)) {
    if (isa<InvokeInst>(instruction) || isa<LandingPadInst>(instruction) ||
        isa<ResumeInst>(instruction))
      return refuse("cleans up after exceptions");
    if (isa<IndirectBrInst>(instruction) || isa<CallBrInst>(instruction))
      return refuse("has computed jumps");
    auto *call = dyn_cast<CallBase>(&instruction);
    if (!call)
      continue;
    if (call->isInlineAsm()) {
      if (cast<InlineAsm>(call->getCalledOperand())->getAsmString().empty())
        continue;
      return refuse("contains assembly");
    }
    if (isPrologue(*call))
      continue;
    const std::string name =
        call->getCalledFunction()
            ? demangle(call->getCalledFunction()->getName())
            : "";
    switch (calleeOf(*call)) {
    case Callee::Unseen:
      if (name.empty())
        return refuse("calls through a pointer");
      return refuse("calls " + name + ", whose code is not in this unit");
    case Callee::Rendezvous:
      if (!isa<Constant>(call->getArgOperand(1)))
        return refuse("chooses a warp operation while it runs");
      break;
    case Callee::Parks:
      return refuse("calls " + name + ", which waits for some threads only");
    default:
      break;
    }
  }
  return Error::success();
}

void nameIndices(Function &copy) {
  nameLinearThread(copy);
  lowerSharedAtomics(copy);
}

Expected<Function *> copyKernel(Function &kernel) {
  for (auto kind : {Attribute::OptimizeNone, Attribute::SanitizeAddress,
                    Attribute::SanitizeThread, Attribute::SanitizeMemory})
    if (kernel.hasFnAttribute(kind))
      return refuse("is compiled for a debugger or a sanitizer");
  if (kernel.isVarArg() || !kernel.getReturnType()->isVoidTy())
    return refuse("has an unusual type");
  ValueToValueMapTy values;
  Function *copy = CloneFunction(&kernel, values);
  copy->setName(kernel.getName() + ".block");
  copy->setLinkage(GlobalValue::InternalLinkage);
  copy->setComdat(nullptr);
  copy->setVisibility(GlobalValue::DefaultVisibility);
  copy->removeFnAttr(Attribute::NoInline);
  copy->removeFnAttr(Attribute::AlwaysInline);
  auto give_up = [&](Error why) -> Expected<Function *> {
    copy->eraseFromParent();
    return std::move(why);
  };
  copyByValueArguments(*copy);
  if (Error why = inlineCalls(*copy))
    return give_up(std::move(why));
  hoistInitialisers(*copy);
  if (Error why = nameThreadIndices(*copy))
    return give_up(std::move(why));
  fixWarpSize(*copy);
  forgetErrno(*copy);
  return copy;
}

} // namespace cw::compiler
