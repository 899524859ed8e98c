// Two questions a condition can ask of a macro: is it defined, and what is it?
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/RuleSet.h"
#include "clang/Lex/Token.h"
#include "llvm/ADT/StringSwitch.h"
#include <utility>

namespace causeway {

/// Why a name stays in a directive that is about it.
constexpr llvm::StringLiteral NeedsName =
    "a directive cannot do without the name that it is about";

/// The name under which the rules answer `defined(Name)`: a rule of its own
/// where they have one ("defined NAME"), else the macro's. What a backend
/// defines to be found may differ from what it defines to be compared.
inline llvm::StringRef definednessRule(const RuleSet &Rules,
                                       llvm::StringRef Name) {
  const Rule *R = Rules.find(("defined " + Name).str());
  return R ? llvm::StringRef(R->name) : Name;
}

/// Finds, among a directive's raw tokens, the names whose definedness is asked.
class DefinednessTests {
public:
  /// Takes the next token; true if it is such a name.
  bool next(const clang::Token &T) {
    if (T.is(clang::tok::l_paren)) {
      Asking = Asking == 2 ? 2 : 0;
      return false;
    }
    bool Asked = std::exchange(Asking, 0) && T.is(clang::tok::raw_identifier);
    if (!Asked && T.is(clang::tok::raw_identifier))
      Asking = llvm::StringSwitch<int>(T.getRawIdentifier())
                   .Cases("ifdef", "ifndef", "elifdef", "elifndef", 1)
                   .Case("defined", 2) // whose parenthesis may stay away
                   .Default(0);
    return Asked;
  }

private:
  int Asking = 0;
};

} // namespace causeway
