// What the kernel compiler does before and after the optimiser has seen a
// kernel: keepKernels() makes sure that nothing is lost that it needs later;
// copyKernel() makes the copy that is to become loops.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/Function.h>
#include <llvm/Support/Error.h>

namespace cw::compiler {

/// The reason why only fibers can run a kernel.
inline llvm::Error refuse(const llvm::Twine &why) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), why);
}

/// The functions that CW_KERNEL marks and that have a body.
llvm::SmallVector<llvm::Function *> kernelsOf(llvm::Module &module);

/// Runs at the start of the optimiser. Keeps kernels that are inlined
/// everywhere, makes waiting calls convergent, and notes how each block-shared
/// variable is initialised.
void keepKernels(llvm::Module &module);

/// A copy of the optimised kernel with everything that it calls inlined. The
/// indices of the thread are calls of threadIndexName. On failure, the reason
/// why only fibers can run this kernel.
llvm::Expected<llvm::Function *> copyKernel(llvm::Function &kernel);

/// Runs on the simplified copy: a reason why only fibers can run it.
llvm::Error checkCalls(llvm::Function &copy);

/// The variable or array in block-shared memory that an address leads into;
/// null for other memory.
const llvm::Value *sharedObject(const llvm::Value *pointer);

/// Runs on the simplified copy: finds the thread's index in its block.
void nameIndices(llvm::Function &copy);

} // namespace cw::compiler
