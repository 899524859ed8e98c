// SPDX-License-Identifier: Apache-2.0
#include "VectorMath.h"

#include <llvm/ADT/StringSet.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Intrinsics.h>
#include <llvm/IR/Module.h>
#include <llvm/TargetParser/Triple.h>
#include <llvm/Transforms/Utils/ModuleUtils.h>

namespace cw::compiler {
namespace {

using namespace llvm;

/// What libmvec of glibc 2.35 and later has, for double; with f for float
/// (sysdeps/x86_64/fpu/Versions lists the symbols).
constexpr StringRef unary[] = {
    "acos",  "acosh", "asin", "asinh", "atan",  "atanh", "cbrt",  "cos",
    "cosh",  "erf",   "erfc", "exp",   "exp10", "exp2",  "expm1", "log",
    "log10", "log1p", "log2", "sin",   "sinh",  "tan",   "tanh"};
constexpr StringRef binary[] = {"atan2", "hypot", "pow"};
/// Others without an effect but errno.
constexpr StringRef pure[] = {
    "sqrt", "fmod", "remainder", "tgamma", "lgamma", "ldexp", "scalbn",
    "j0",   "j1",   "y0",        "y1",     "fdim",   "logb",  "ilogb"};

/// The number of arguments of a vector function; 0 if there is none.
unsigned vectorArguments(StringRef name, Type *type) {
  if (type->isFloatTy() ? !name.consume_back("f") : !type->isDoubleTy())
    return 0;
  if (is_contained(unary, name))
    return 1;
  return is_contained(binary, name) ? 2 : 0;
}

bool isPure(StringRef name) {
  for (StringRef base : {name, name.ends_with("f") ? name.drop_back() : name})
    if (is_contained(unary, base) || is_contained(binary, base) ||
        is_contained(pure, base))
      return true;
  return false;
}

/// The letter of the vector ABI, and the bits of a vector.
std::pair<char, unsigned> vectorUnit(const Function &function) {
  const StringRef features =
      function.getFnAttribute("target-features").getValueAsString();
  if (features.contains("+avx512f"))
    return {'e', 512};
  if (features.contains("+avx2"))
    return {'d', 256};
  return {'b', 128};
}

/// A function over `lanes` elements, made of calls of libmvec.
Function *vectorFunction(Function &scalar, unsigned lanes,
                         const Function &user) {
  Module &module = *scalar.getParent();
  const auto [letter, bits] = vectorUnit(user);
  Type *element = scalar.getReturnType();
  const unsigned width = bits / unsigned(element->getPrimitiveSizeInBits());
  const std::string name =
      ("cw.vector." + scalar.getName() + "." + Twine(lanes)).str();
  if (Function *known = module.getFunction(name))
    return known;
  if (lanes % width)
    return nullptr;
  const unsigned arguments = unsigned(scalar.arg_size());
  LLVMContext &context = module.getContext();
  auto *whole = FixedVectorType::get(element, lanes),
       *part = FixedVectorType::get(element, width);
  auto *function = Function::Create(
      FunctionType::get(whole, SmallVector<Type *>(arguments, whole), false),
      GlobalValue::InternalLinkage, name, module);
  function->copyAttributesFrom(&user);
  function->setAttributes(AttributeList().addFnAttributes(
      context, AttrBuilder(context, user.getAttributes().getFnAttrs())));
  function->removeFnAttr(Attribute::Convergent);
  function->setDoesNotAccessMemory();
  function->setDoesNotThrow();
  function->setWillReturn();
  function->addFnAttr(Attribute::NoInline);
  IRBuilder<> builder(BasicBlock::Create(context, "", function));
  FunctionCallee callee = module.getOrInsertFunction(
      (Twine("_ZGV") + Twine(letter) + "N" + Twine(width) +
       (arguments == 1 ? "v_" : "vv_") + scalar.getName())
          .str(),
      FunctionType::get(part, SmallVector<Type *>(arguments, part), false));
  auto *exact = module.getOrInsertGlobal("cw_exact_math", builder.getInt8Ty());
  auto *vectors = BasicBlock::Create(context, "", function),
       *scalars = BasicBlock::Create(context, "", function);
  builder.CreateCondBr(
      builder.CreateIsNull(builder.CreateLoad(builder.getInt8Ty(), exact)),
      vectors, scalars);
  builder.SetInsertPoint(vectors);
  Value *result = PoisonValue::get(whole);
  for (unsigned i = 0; i < lanes; i += width) {
    SmallVector<int> take, put;
    for (unsigned k = 0; k < width; ++k)
      take.push_back(int(i + k));
    SmallVector<Value *> parts;
    for (Argument &argument : function->args())
      parts.push_back(builder.CreateShuffleVector(&argument, take));
    CallInst *call = builder.CreateCall(callee, parts);
    for (unsigned k = 0; k < width; ++k)
      result = builder.CreateInsertElement(
          result, builder.CreateExtractElement(call, k), i + k);
  }
  builder.CreateRet(result);
  builder.SetInsertPoint(scalars);
  result = PoisonValue::get(whole);
  for (unsigned i = 0; i < lanes; ++i) {
    SmallVector<Value *> parts;
    for (Argument &argument : function->args())
      parts.push_back(builder.CreateExtractElement(&argument, i));
    result = builder.CreateInsertElement(result,
                                         builder.CreateCall(&scalar, parts), i);
  }
  builder.CreateRet(result);
  appendToCompilerUsed(module, function);
  return function;
}

} // namespace

void forgetErrno(Function &function) {
  for (Instruction &instruction :
       make_early_inc_range(instructions(function))) {
    auto *call = dyn_cast<CallInst>(&instruction);
    Function *callee = call ? call->getCalledFunction() : nullptr;
    if (!callee || !callee->isDeclaration() || callee->isIntrinsic() ||
        !isPure(callee->getName()))
      continue;
    Type *type = callee->getReturnType();
    if (!type->isFloatTy() && !type->isDoubleTy())
      continue;
    if (callee->getName() == "sqrt" || callee->getName() == "sqrtf") {
      IRBuilder<> builder(call);
      builder.setFastMathFlags(call->getFastMathFlags());
      call->replaceAllUsesWith(builder.CreateUnaryIntrinsic(
          Intrinsic::sqrt, call->getArgOperand(0)));
      call->eraseFromParent();
      continue;
    }
    call->setDoesNotAccessMemory();
    call->setDoesNotThrow();
    call->addFnAttr(Attribute::WillReturn);
  }
}

void offerVectorFunctions(Function &function, unsigned lanes) {
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 35)
  const Triple triple(function.getParent()->getTargetTriple());
  if (triple.getArch() != Triple::x86_64 || !triple.isOSLinux() ||
      !triple.isGNUEnvironment())
    return;
  for (Instruction &instruction : instructions(function)) {
    auto *call = dyn_cast<CallInst>(&instruction);
    Function *callee = call ? call->getCalledFunction() : nullptr;
    if (!callee || !callee->isDeclaration() || callee->isIntrinsic() ||
        !call->doesNotAccessMemory())
      continue;
    const unsigned arguments =
        vectorArguments(callee->getName(), callee->getReturnType());
    if (!arguments || callee->arg_size() != arguments)
      continue;
    if (Function *vector = vectorFunction(*callee, lanes, function))
      call->addFnAttr(Attribute::get(
          function.getContext(), "vector-function-abi-variant",
          ("_ZGV_LLVM_N" + Twine(lanes) + (arguments == 1 ? "v_" : "vv_") +
           callee->getName() + "(" + vector->getName() + ")")
              .str()));
  }
#endif
}

} // namespace cw::compiler
