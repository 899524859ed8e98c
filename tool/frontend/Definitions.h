// What bare text defines: which macros and functions, which files it includes,
// and under which conditions.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clang/Lex/Token.h"
#include "llvm/ADT/StringRef.h"
#include <set>
#include <string>
#include <vector>

namespace causeway {

/// The conditions that a place in a file stands under, as they are written:
/// `defined X` for `#ifdef X`, `!(C)` for what is behind the `#else` of `C`.
using TextConditions = std::set<std::string>;

/// Follows the conditions of a text.
class ConditionStack {
public:
  /// For every token.
  void next(const clang::Token &T);
  /// Those that hold where the last token stands.
  const TextConditions &now();

private:
  struct Open {                     // an `#if` that has not ended
    std::vector<std::string> sides; ///< Its branches so far; the last is open.
    bool isElse = false;
    bool isGuard = false; ///< `#ifndef X` in front of `#define X`.
  };
  void endDirective();

  std::vector<Open> Stack;
  TextConditions Now;
  bool Known = true; ///< `Now` is what `Stack` says.
  bool Directive = false;
  std::string Word; ///< The directive's.
  std::string Text; ///< What stands behind it.
};

/// What else holds where a condition does: `#if X && Y > 0` says that both
/// macros are defined.
TextConditions withImplied(const TextConditions &Conditions);

/// The macros that a text defines and the files that it includes.
struct Definitions {
  struct Entry {
    std::string name;
    TextConditions under;
    unsigned at = 0; ///< Of an include: where its quote or bracket opens.
  };
  std::vector<Entry> macros, includes;
  /// Functions that it defines, and macros that are called like them. A macro
  /// that only gives another name to a function is none.
  std::vector<Entry> functions;
};
Definitions definitions(llvm::StringRef Text);

} // namespace causeway
