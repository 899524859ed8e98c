// Preprocessor conditions ask two different questions about a macro: whether it
// is defined, and what its value is. Shared by the preprocessor and the lexical
// layer. A DefinednessTests owns no text.
//
//   DefinednessTests Tests;
//   while (Tokens.next(T, At))
//     if (Tests.next(T)) // the X of `#ifdef X` or `defined(X)`
//       Name = definednessRule(Rules, T.getRawIdentifier());
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/RuleSet.h"
#include "clang/Lex/Token.h"
#include "llvm/ADT/StringSwitch.h"
#include <utility>

namespace causeway {

/// Why a name cannot be removed from a directive.
constexpr llvm::StringLiteral NeedsName =
    "the directive needs the macro's name";

/// The name of the rule that answers `defined(Name)`: "defined NAME" if there
/// is such a rule, else the macro's own. A backend may define one macro to be
/// found and another to be compared.
inline llvm::StringRef definednessRule(const RuleSet &Rules,
                                       llvm::StringRef Name) {
  const Rule *R = Rules.find(("defined " + Name).str());
  return R ? llvm::StringRef(R->name) : Name;
}

/// Finds the names in a directive that are tested for definedness.
class DefinednessTests {
public:
  /// Takes the next raw token; true if it is such a name.
  bool next(const clang::Token &T) {
    if (T.is(clang::tok::l_paren)) {
      Asking = Asking == 2 ? 2 : 0;
      return false;
    }
    bool Asked = std::exchange(Asking, 0) && T.is(clang::tok::raw_identifier);
    if (!Asked && T.is(clang::tok::raw_identifier))
      Asking = llvm::StringSwitch<int>(T.getRawIdentifier())
                   .Cases("ifdef", "ifndef", "elifdef", "elifndef", 1)
                   .Case("defined", 2) // its parentheses are optional
                   .Default(0);
    return Asked;
  }

private:
  int Asking = 0;
};

} // namespace causeway
