// The C++ forms of functions of C that only cast an argument: an out-pointer, a
// device variable, a kernel. They follow from the area's templates.
//
//   Out += typedForms(Rules, *Runtime, {}); // cwMalloc(T **p, size_t size)
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Declarations.h"

namespace causeway {

/// The forms of an area's functions, but not of those in \p Except.
std::string typedForms(const RuleSet &Rules, llvm::ArrayRef<CDeclaration> Area,
                       llvm::ArrayRef<std::string> Except);

} // namespace causeway
