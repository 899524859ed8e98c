// Finds the static shared variables that must keep their declaration. The
// result refers to declarations that Clang owns.
//
//   SharedVariables Fixed = fixedSharedVariables(*Function);
//   if (Fixed.contains(Variable))
//     ... // do not turn it into a reference
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clang/AST/Decl.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace causeway {

using SharedVariables = llvm::SmallPtrSet<const clang::VarDecl *, 4>;

/// The shared variables of a function that a reference cannot replace. Reasons:
/// `decltype` of the variable, its use in a constant expression, a call of a
/// member template on it, or a jump past its declaration. \p F must have a
/// body.
SharedVariables fixedSharedVariables(const clang::FunctionDecl &F);

} // namespace causeway
