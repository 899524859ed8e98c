// Finds uses in bare text where no AST covers it: skipped `#if` branches,
// bodies of macros that are never expanded, code near a parse error, files that
// no unit reads. Results are plain values.
//
//   for (const Use &U : lexicalUses(Rules, "/src/a.cuh", Text))
//     llvm::outs() << U.name << '\n';
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Definitions.h"
#include "frontend/Use.h"
#include "rules/RuleSet.h"
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace causeway {

/// Knowledge about the text from other files and parses.
struct LexicalContext {
  /// Offsets of tokens to ignore; null if there are none.
  const std::set<unsigned> *covered = nullptr;
  /// Whether a name is the project's own at an offset, under the conditions
  /// there. Then only a rule can make it CUDA's.
  std::function<bool(llvm::StringRef Name, unsigned Offset,
                     const TextConditions &)>
      isOwn = [](llvm::StringRef, unsigned, const TextConditions &) {
        return false;
      };
  /// Whether the project's text defines a macro or function of that name.
  std::function<bool(llvm::StringRef Name)> isDefined = [](llvm::StringRef) {
    return false;
  };
  /// Whether Clang found no declaration of the name at an offset.
  std::function<bool(unsigned Offset)> isUndeclared = [](unsigned) {
    return false;
  };
  /// Whether Clang expects a type at an offset and found no declaration of it.
  std::function<bool(unsigned Offset)> isUnknownType = [](unsigned) {
    return false;
  };
};

/// The uses in a file's text, wherever `Known` does not cover it.
std::vector<Use> lexicalUses(const RuleSet &Rules, const std::string &File,
                             llvm::StringRef Text,
                             const LexicalContext &Known = {});

/// Where a file's code starts, and where to insert an include.
struct FileHead {
  /// The first token that is neither comment nor directive. Code from here on
  /// may need the prelude.
  unsigned firstCode = 0;
  /// Before the first `#include`, or before the conditional around it. Without
  /// an include, or with code before it: before the first line that is not a
  /// comment.
  unsigned includePoint = 0;
  /// Before the first line that is not a comment.
  unsigned firstLine = 0;
  /// The included names before the first code, by offset.
  std::map<unsigned, std::string> includes;
};
FileHead fileHead(llvm::StringRef Text);

} // namespace causeway
