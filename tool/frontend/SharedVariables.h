// Which static shared variables must be declared as they stand.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clang/AST/Decl.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace causeway {

using SharedVariables = llvm::SmallPtrSet<const clang::VarDecl *, 4>;

/// The shared variables of a function that a reference can't stand for: the
/// code asks for their type by name, takes one for a constant expression, names
/// a member template of its class, or may jump past a declaration.
SharedVariables fixedSharedVariables(const clang::FunctionDecl &F);

} // namespace causeway
