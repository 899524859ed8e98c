// The kernel compiler of the cpu backend, an LLVM pass plugin for Clang:
//
//   clang++ -O2 -fpass-plugin=libcauseway_kernels.so -c kernels.cpp
//
// For every kernel it adds a function that runs a whole block as loops over the
// block's threads, and a table that tells the engine of these functions.
// docs/kernel-compiler.md explains how.
// SPDX-License-Identifier: Apache-2.0
#include "BlockLoops.h"
#include "Prepare.h"
#include "Regions.h"
#include "VectorMath.h"

#include <llvm/Demangle/Demangle.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/IntrinsicsX86.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/PatternMatch.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Passes/PassPlugin.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Transforms/IPO/GlobalDCE.h>
#include <llvm/Transforms/InstCombine/InstCombine.h>
#include <llvm/Transforms/Scalar/ADCE.h>
#include <llvm/Transforms/Scalar/DCE.h>
#include <llvm/Transforms/Scalar/EarlyCSE.h>
#include <llvm/Transforms/Scalar/GVN.h>
#include <llvm/Transforms/Scalar/InstSimplifyPass.h>
#include <llvm/Transforms/Scalar/LICM.h>
#include <llvm/Transforms/Scalar/LoopPassManager.h>
#include <llvm/Transforms/Scalar/LoopRotation.h>
#include <llvm/Transforms/Scalar/SROA.h>
#include <llvm/Transforms/Scalar/Scalarizer.h>
#include <llvm/Transforms/Scalar/SimplifyCFG.h>
#include <llvm/Transforms/Utils/LowerSwitch.h>
#include <llvm/Transforms/Utils/ModuleUtils.h>
#include <llvm/Transforms/Vectorize/LoopVectorize.h>
#include <llvm/Transforms/Vectorize/VectorCombine.h>

namespace cw::compiler {
namespace {

using namespace llvm;

/// What the engine learns of a kernel.
struct Entry {
  Function *kernel;
  Function *block;    ///< null: only fibers can run it
  std::string reason; ///< why
  bool warps;         ///< needs warps of 32 lanes that fill rows
};

/// Copies of a few words become loads and stores, which can be vectors.
void expandSmallCopies(Function &function) {
  for (Instruction &instruction :
       make_early_inc_range(instructions(function))) {
    auto *copy = dyn_cast<MemCpyInst>(&instruction);
    auto *length = copy ? dyn_cast<ConstantInt>(copy->getLength()) : nullptr;
    if (!length || copy->isVolatile() || length->getZExtValue() > 64)
      continue;
    const uint64_t size = length->getZExtValue();
    const uint64_t align = std::min(copy->getSourceAlign().valueOrOne(),
                                    copy->getDestAlign().valueOrOne())
                               .value();
    const uint64_t word = std::min<uint64_t>(align, 4);
    if (word == 0 || size % word || size / word > 16)
      continue;
    IRBuilder<> builder(copy);
    Type *type = builder.getIntNTy(unsigned(word * 8));
    SmallVector<Value *> words;
    for (uint64_t i = 0; i < size; i += word)
      words.push_back(builder.CreateAlignedLoad(
          type,
          builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(),
                                             copy->getSource(), i),
          Align(word)));
    for (uint64_t i = 0; i < size; i += word)
      builder.CreateAlignedStore(words[i / word],
                                 builder.CreateConstInBoundsGEP1_64(
                                     builder.getInt8Ty(), copy->getDest(), i),
                                 Align(word));
    copy->eraseFromParent();
  }
}

/// An index that was cut to 32 bits: InstCombine writes shifts for it.
void restoreExtensions(Function &function) {
  using namespace PatternMatch;
  for (Instruction &instruction :
       make_early_inc_range(instructions(function))) {
    Value *wide;
    if (instruction.getType()->isIntegerTy(64) &&
        match(&instruction, m_AShr(m_Shl(m_Value(wide), m_SpecificInt(32)),
                                   m_SpecificInt(32)))) {
      IRBuilder<> builder(&instruction);
      instruction.replaceAllUsesWith(
          builder.CreateSExt(builder.CreateTrunc(wide, builder.getInt32Ty()),
                             builder.getInt64Ty()));
      instruction.eraseFromParent();
    }
  }
}

/// Before the regions are found: what the inliner brought is cleaned up.
void simplify(Function &function, FunctionAnalysisManager &analyses) {
  FunctionPassManager passes;
  expandSmallCopies(function);
  passes.addPass(SROAPass(SROAOptions::ModifyCFG));
  ScalarizerPassOptions whole;
  whole.ScalarizeLoadStore = true;
  passes.addPass(ScalarizerPass(whole));
  passes.addPass(EarlyCSEPass(true));
  passes.addPass(InstCombinePass());
  passes.addPass(
      SimplifyCFGPass(SimplifyCFGOptions().convertSwitchRangeToICmp(true)));
  passes.addPass(
      createFunctionToLoopPassAdaptor(LICMPass(LICMOptions()), true));
  passes.addPass(GVNPass());
  passes.addPass(InstCombinePass());
  passes.addPass(ADCEPass());
  passes.addPass(SimplifyCFGPass());
  passes.addPass(LowerSwitchPass());
  passes.run(function, analyses);
  restoreExtensions(function);
  analyses.invalidate(function, PreservedAnalyses::none());
}

/// Values that lanes take from each other: in registers where it is known who
/// takes from whom, else through memory.
void lowerPermutations(Function &function) {
  for (Instruction &instruction :
       make_early_inc_range(instructions(function))) {
    auto *call = dyn_cast<CallInst>(&instruction);
    if (!call || !call->getCalledFunction() ||
        !call->getCalledFunction()->getName().starts_with("cw.permute."))
      continue;
    IRBuilder<> builder(call);
    Value *words = call->getArgOperand(0), *from = call->getArgOperand(1);
    auto *type = cast<FixedVectorType>(words->getType());
    const unsigned lanes = type->getNumElements();
    Value *result = nullptr;
    if (auto *constant = dyn_cast<Constant>(from)) {
      SmallVector<int> indices;
      for (unsigned i = 0; i < lanes; ++i) {
        auto *index =
            dyn_cast_or_null<ConstantInt>(constant->getAggregateElement(i));
        indices.push_back(index ? int(index->getZExtValue() % lanes) : -1);
      }
      result = builder.CreateShuffleVector(words, indices);
    } else if (type->getScalarSizeInBits() == 32 && lanes == 32 &&
               function.getFnAttribute("target-features")
                   .getValueAsString()
                   .contains("+avx512f")) {
      Function *permute = Intrinsic::getDeclaration(
          function.getParent(), Intrinsic::x86_avx512_vpermi2var_d_512);
      SmallVector<int> low, high;
      for (int i = 0; i < 16; ++i) {
        low.push_back(i);
        high.push_back(i + 16);
      }
      Value *table[] = {builder.CreateShuffleVector(words, low),
                        builder.CreateShuffleVector(words, high)};
      Value *halves[2];
      for (unsigned i : {0u, 1u})
        halves[i] = builder.CreateCall(
            permute,
            {table[0], builder.CreateShuffleVector(from, i ? high : low),
             table[1]});
      low.append(high);
      result = builder.CreateShuffleVector(halves[0], halves[1], low);
    } else {
      IRBuilder<> entry(&*function.getEntryBlock().getFirstInsertionPt());
      AllocaInst *memory = entry.CreateAlloca(type);
      builder.CreateStore(words, memory);
      Value *index =
          builder.CreateAnd(from, ConstantInt::get(from->getType(), lanes - 1));
      Value *places = builder.CreateInBoundsGEP(
          type->getElementType(), memory,
          builder.CreateZExt(
              index, FixedVectorType::get(builder.getInt64Ty(), lanes)));
      result = builder.CreateMaskedGather(
          type, places, Align(type->getScalarSizeInBits() / 8));
    }
    call->replaceAllUsesWith(result);
    call->eraseFromParent();
  }
}

/// Afterwards: loops over lanes become vectors, and vectors stay in registers.
void vectorise(Function &function, FunctionAnalysisManager &analyses) {
  FunctionPassManager passes;
  passes.addPass(SROAPass(
      SROAOptions::PreserveCFG)); // scalars only: arrays have variable indices
  passes.addPass(EarlyCSEPass(true));
  passes.addPass(InstCombinePass());
  passes.addPass(SimplifyCFGPass());
  passes.addPass(
      createFunctionToLoopPassAdaptor(LICMPass(LICMOptions()), true));
  passes.addPass(LoopVectorizePass());
  passes.addPass(InstCombinePass());
  passes.addPass(SimplifyCFGPass());
  passes.addPass(SROAPass(SROAOptions::ModifyCFG));
  passes.addPass(EarlyCSEPass(true));
  passes.addPass(InstCombinePass());
  passes.addPass(SimplifyCFGPass());
  passes.addPass(createFunctionToLoopPassAdaptor(LoopRotatePass()));
  passes.addPass(
      createFunctionToLoopPassAdaptor(LICMPass(LICMOptions()), true));
  passes.addPass(GVNPass());
  passes.addPass(InstCombinePass());
  passes.addPass(ADCEPass());
  passes.addPass(SimplifyCFGPass());
  passes.run(function, analyses);
  analyses.invalidate(function, PreservedAnalyses::none());
}

Entry compile(Function &kernel, FunctionAnalysisManager &analyses) {
  auto refused = [&](Error why) {
    return Entry{&kernel, nullptr, toString(std::move(why)), false};
  };
  Expected<Function *> copy = copyKernel(kernel);
  if (!copy)
    return refused(copy.takeError());
  auto discard = [&] {
    analyses.clear(**copy, (*copy)->getName());
    (*copy)->eraseFromParent();
  };
  simplify(**copy, analyses);
  Error why = checkCalls(**copy);
  // Loops are several times as large as the kernel.
  if (!why && (*copy)->getInstructionCount() > 3000)
    why = refuse("is too large");
  if (why) {
    discard();
    return refused(std::move(why));
  }
  nameIndices(**copy);
  auto regions = Regions::create(**copy);
  if (!regions) {
    if (getenv("CW_KERNEL_COMPILER_DUMP"))
      errs() << **copy;
    discard();
    return refused(regions.takeError());
  }
  auto *block =
      Function::Create((*copy)->getFunctionType(), GlobalValue::InternalLinkage,
                       kernel.getName() + ".loops", kernel.getParent());
  block->copyAttributesFrom(*copy);
  block->removeFnAttr(Attribute::Memory);
  const bool warps = (*regions)->hasWarpOperations;
  if (getenv("CW_KERNEL_COMPILER_DUMP")) {
    errs() << **copy;
    for (auto &region : (*regions)->all) {
      errs() << "region " << region->number
             << (region->converged ? " converged" : "")
             << (region->sync ? " sync" : "") << ":";
      for (BasicBlock *b : region->blocks) {
        errs() << ' ';
        b->printAsOperand(errs(), false);
      }
      errs() << " ->";
      for (auto &exit : region->exits) {
        errs() << ' ';
        exit.to->printAsOperand(errs(), false);
      }
      errs() << '\n';
    }
  }
  const unsigned lanes = (*regions)->lanes;
  writeBlockLoops(**regions, *block, lanes);
  regions->reset();
  discard();
  if (getenv("CW_KERNEL_COMPILER_DUMP"))
    errs() << *block;
  std::string fault;
  raw_string_ostream text(fault);
  if (verifyFunction(*block, &text)) {
    if (getenv("CW_KERNEL_COMPILER_DUMP"))
      errs() << fault;
    block->eraseFromParent();
    return {&kernel, nullptr,
            "the kernel compiler has a fault: " + fault.substr(0, 200), false};
  }
  offerVectorFunctions(*block, lanes);
  vectorise(*block, analyses);
  lowerPermutations(*block);
  analyses.invalidate(*block, PreservedAnalyses::none());
  if (getenv("CW_KERNEL_COMPILER_DUMP"))
    errs() << *block;
  return {&kernel, block, "", warps};
}

/// A table for the engine, and its registration when the program starts.
void writeTable(Module &module, ArrayRef<Entry> entries) {
  LLVMContext &context = module.getContext();
  auto *pointer = PointerType::get(context, 0);
  auto *word = Type::getInt32Ty(context);
  auto *type = StructType::get(pointer, pointer, pointer, word);
  IRBuilder<> builder(context);
  std::vector<Constant *> rows;
  for (const Entry &entry : entries) {
    Constant *reason = ConstantPointerNull::get(pointer);
    if (!entry.block)
      reason = builder.CreateGlobalString(entry.reason, "", 0, &module);
    rows.push_back(ConstantStruct::get(
        type, {entry.kernel,
               entry.block ? static_cast<Constant *>(entry.block)
                           : ConstantPointerNull::get(pointer),
               reason, ConstantInt::get(word, entry.warps)}));
  }
  auto *tableType = ArrayType::get(type, rows.size());
  auto *table =
      new GlobalVariable(module, tableType, true, GlobalValue::PrivateLinkage,
                         ConstantArray::get(tableType, rows), "cw.kernels");
  auto *start = Function::Create(
      FunctionType::get(Type::getVoidTy(context), false),
      GlobalValue::InternalLinkage, "cw.register_kernels", module);
  builder.SetInsertPoint(BasicBlock::Create(context, "", start));
  builder.CreateCall(module.getOrInsertFunction("cw_register_block_loops",
                                                Type::getVoidTy(context),
                                                pointer, word),
                     {table, ConstantInt::get(word, rows.size())});
  builder.CreateRetVoid();
  appendToGlobalCtors(module, start, 65535);
}

struct KeepPass : PassInfoMixin<KeepPass> {
  PreservedAnalyses run(Module &module, ModuleAnalysisManager &) {
    keepKernels(module);
    return PreservedAnalyses::none();
  }
};

struct CompilePass : PassInfoMixin<CompilePass> {
  PreservedAnalyses run(Module &module, ModuleAnalysisManager &analyses) {
    auto kernels = kernelsOf(module);
    if (kernels.empty())
      return PreservedAnalyses::all();
    auto &functions =
        analyses.getResult<FunctionAnalysisManagerModuleProxy>(module)
            .getManager();
    std::vector<Entry> entries;
    for (Function *kernel : kernels)
      entries.push_back(compile(*kernel, functions));
    writeTable(module, entries);
    return PreservedAnalyses::none();
  }
};

} // namespace
} // namespace cw::compiler

extern "C" LLVM_ATTRIBUTE_WEAK llvm::PassPluginLibraryInfo
llvmGetPassPluginInfo() {
  using namespace llvm;
  return {LLVM_PLUGIN_API_VERSION, "causeway_kernels", LLVM_VERSION_STRING,
          [](PassBuilder &builder) {
            builder.registerPipelineStartEPCallback(
                [](ModulePassManager &passes, OptimizationLevel level) {
                  if (level != OptimizationLevel::O0)
                    passes.addPass(cw::compiler::KeepPass());
                });
            builder.registerOptimizerEarlyEPCallback(
                [](ModulePassManager &passes, OptimizationLevel level) {
                  if (level != OptimizationLevel::O0)
                    passes.addPass(cw::compiler::CompilePass());
                });
          }};
}
