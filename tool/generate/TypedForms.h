// The C++ forms of functions of C that only cast an argument: an out-pointer, a
// device variable, a kernel. They follow from the area's templates.
//
//   auto Text = typedText(Rules, Header); // cwMalloc(T **p, size_t size)
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/InterfaceList.h"
#include "rules/RuleSet.h"

namespace causeway {

/// The text of a header.
llvm::Expected<std::string> typedText(const RuleSet &Rules,
                                      const InterfaceHeader &D);

} // namespace causeway
