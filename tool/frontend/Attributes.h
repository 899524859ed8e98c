// GNU attributes in bare text: `__attribute__((aligned(16)))`.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Use.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace causeway {

/// The name of the rule for an attribute; `__name__` is `name`.
std::string attributeRule(llvm::StringRef Name);

/// All of the attribute that has `Inside` in its parentheses; `Inside` itself
/// where more than that stands in them.
Span wholeAttribute(llvm::StringRef Text, Span Inside);

/// Fills in what a rule rewrites of an attribute whose name is the use's token:
/// all of it, and its own argument as `$0`. False where it is one of several.
bool placeAttribute(llvm::StringRef Text, Use &U);

} // namespace causeway
