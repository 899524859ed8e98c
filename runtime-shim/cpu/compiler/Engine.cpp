// SPDX-License-Identifier: Apache-2.0
#include "Engine.h"

#include <llvm/ADT/StringMap.h>
#include <llvm/ADT/StringSwitch.h>
#include <llvm/Analysis/TargetLibraryInfo.h>
#include <llvm/Demangle/Demangle.h>
#include <llvm/IR/Module.h>
#include <llvm/TargetParser/Triple.h>

namespace cw::compiler {
namespace {

/// Functions of the C library that device code may call as it is.
bool isLibraryFunction(const llvm::Function &function) {
  static const llvm::TargetLibraryInfoImpl library{
      llvm::Triple(LLVM_DEFAULT_TARGET_TRIPLE)};
  llvm::LibFunc which;
  if (library.getLibFunc(function, which))
    return true;
  return llvm::StringSwitch<bool>(function.getName())
      .Cases("__assert_fail", "abort", "__cxa_pure_virtual", true)
      .Default(false);
}

} // namespace

Callee calleeOf(const llvm::Function &function) {
  if (function.isIntrinsic())
    return Callee::Plain;
  if (!function.isDeclaration())
    return Callee::Plain;
  llvm::StringRef mangled = function.getName();
  if (mangled.starts_with("cw.thread.") || mangled.starts_with("cw.block."))
    return Callee::Plain;
  if (mangled == softBarrierName)
    return Callee::SoftBarrier;
  if (mangled.starts_with("_ZN2cw3cpu")) {
    const std::string name = llvm::demangle(mangled);
    llvm::StringRef plain = name;
    plain.consume_front("cw::cpu::");
    plain = plain.take_until([](char c) { return c == '('; });
    return llvm::StringSwitch<Callee>(plain)
        .Case("barrier", Callee::Barrier)
        .Case("grid_barrier", Callee::GridBarrier)
        .Case("warp_rendezvous", Callee::Rendezvous)
        .Case("live_lanes", Callee::LiveLanes)
        .Cases("shuffle_word", "shuffle_long", Callee::Shuffle)
        .Case("warp_ballot", Callee::Ballot)
        .Case("spin_yield", Callee::SpinYield)
        .Cases("wait_in", "wake_all", "yield", "next_thread_slow",
               "warp_rendezvous_unsynced", Callee::Parks)
        .Cases("trap", "static_shared_memory", "dynamic_shared_memory",
               "dynamic_shared_size", "is_cooperative", Callee::Plain)
        .Default(Callee::Unseen);
  }
  return isLibraryFunction(function) ? Callee::Plain : Callee::Unseen;
}

Callee calleeOf(const llvm::CallBase &call) {
  if (const llvm::Function *function = call.getCalledFunction())
    return calleeOf(*function);
  return Callee::Unseen;
}

bool isLaneIndex(const llvm::Value *value) {
  auto *call = llvm::dyn_cast<llvm::CallBase>(value);
  const llvm::Function *callee = call ? call->getCalledFunction() : nullptr;
  return callee && (callee->getName() == threadIndexName[0] ||
                    callee->getName() == linearThreadName);
}

bool isPrologue(const llvm::Instruction &instruction) {
  auto *call = llvm::dyn_cast<llvm::CallBase>(&instruction);
  return call && call->getCalledFunction() &&
         call->getCalledFunction()->hasFnAttribute(prologueAttribute);
}

} // namespace cw::compiler
