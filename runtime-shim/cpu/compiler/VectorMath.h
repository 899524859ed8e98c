// Functions of the C mathematical library over vectors, for the loops of the
// kernel compiler.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/Function.h>

namespace cw::compiler {

/// Device code knows no errno: marks calls of mathematical functions as free of
/// effects, so that they can be computed for several threads at once.
void forgetErrno(llvm::Function &function);

/// Lets the loop vectoriser take glibc's libmvec for loops of `lanes` rounds.
/// Its results differ from the scalar functions' by up to 4 units in the last
/// place; with CW_CHECK=both the scalar functions are called.
void offerVectorFunctions(llvm::Function &function, unsigned lanes);

} // namespace cw::compiler
