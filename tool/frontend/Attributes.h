// GNU attributes in bare text: `__attribute__((aligned(16)))`. Works on offsets
// into the caller's text and owns nothing.
//
//   attributeRule("__global__");      // "attribute global"
//   if (!placeAttribute(Text, U))     // U.token is the attribute's name
//     U.notEditable = "the attribute does not stand alone in its parentheses";
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Use.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace causeway {

/// The name of the rule for an attribute. `__name__` means `name`.
std::string attributeRule(llvm::StringRef Name);

/// The whole `__attribute__((...))` whose parentheses contain exactly `Inside`.
/// Returns `Inside` itself if they contain more.
Span wholeAttribute(llvm::StringRef Text, Span Inside);

/// Sets `whole` of a use whose token is an attribute's name to the whole
/// attribute, and slot `$0` to the attribute's argument. False if the
/// parentheses hold several attributes.
bool placeAttribute(llvm::StringRef Text, Use &U);

} // namespace causeway
