// Finds the macros and functions that bare text defines and the files that it
// includes, each with its preprocessor conditions. Results own their texts.
//
//   Definitions Found = definitions(Text);
//   for (const Definitions::Entry &M : Found.macros)
//     if (M.under.empty())
//       ... // M.name is always defined
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clang/Lex/Token.h"
#include "llvm/ADT/StringRef.h"
#include <set>
#include <string>
#include <vector>

namespace causeway {

/// The conditions around a place in a file, in their spelling: `defined X` for
/// `#ifdef X`, `!(C)` in the `#else` branch of `C`.
using TextConditions = std::set<std::string>;

/// Tracks the conditions while a text is read.
class ConditionStack {
public:
  /// Takes every token in turn.
  void next(const clang::Token &T);
  /// The conditions around the last token.
  const TextConditions &now();

private:
  struct Open { // an open `#if`
    /// Its branches so far; the last one is open.
    std::vector<std::string> sides;
    bool isElse = false;
    bool isGuard = false; ///< `#ifndef X` before `#define X`.
  };
  void endDirective();

  std::vector<Open> Stack;
  TextConditions Now;
  bool Known = true; ///< `Now` matches `Stack`.
  bool Directive = false;
  std::string Word; ///< The name of the directive.
  std::string Text; ///< The rest of the directive.
};

/// The conditions, together with those that they imply: `#if X && Y > 0`
/// implies that both macros are defined.
TextConditions withImplied(const TextConditions &Conditions);

/// The definitions and includes of a text.
struct Definitions {
  struct Entry {
    std::string name;
    TextConditions under;
    unsigned at = 0; ///< For an include: the offset of its quote or bracket.
  };
  std::vector<Entry> macros, includes;
  /// Functions, and function-like macros. A macro that only renames a function
  /// is not one of them.
  std::vector<Entry> functions;
};
Definitions definitions(llvm::StringRef Text);

} // namespace causeway
