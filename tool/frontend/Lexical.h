// Looks at bare text where no AST covers it: skipped `#if` branches, bodies of
// macros that nobody expands, code near a parse error, files that no unit
// reaches. Results are plain values.
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

/// What is known of a text that is looked at without a parser.
struct LexicalContext {
  /// Tokens that begin at these offsets are left alone; null: none are.
  const std::set<unsigned> *covered = nullptr;
  /// Whether a name is the project's where it stands, under the conditions that
  /// hold there; then only a rule can make it CUDA's.
  std::function<bool(llvm::StringRef Name, unsigned Offset,
                     const TextConditions &)>
      isOwn = [](llvm::StringRef, unsigned, const TextConditions &) {
        return false;
      };
  /// Whether the project's text defines a macro or function of that name.
  std::function<bool(llvm::StringRef Name)> isDefined = [](llvm::StringRef) {
    return false;
  };
  /// Whether Clang found no declaration of the name there.
  std::function<bool(unsigned Offset)> isUndeclared = [](unsigned) {
    return false;
  };
  /// Likewise of a name that can only be a type's.
  std::function<bool(unsigned Offset)> isUnknownType = [](unsigned) {
    return false;
  };
};

/// What bare text shows where no AST covers it: skipped `#if` branches,
/// macro bodies that nobody expands, code near a parse error, files that no
/// unit reaches.
std::vector<Use> lexicalUses(const RuleSet &Rules, const std::string &File,
                             llvm::StringRef Text,
                             const LexicalContext &Known = {});

/// Where a file's code starts, and where an include of its prelude belongs.
struct FileHead {
  /// The first token that is neither comment nor directive: what stands there
  /// may lean on the prelude already.
  unsigned firstCode = 0;
  /// Before the first `#include`, or the conditional around it; without one, or
  /// with code before it, before the first line that is no comment.
  unsigned includePoint = 0;
  /// Before the first line that is no comment.
  unsigned firstLine = 0;
  /// The names that are included before the first code, by their place.
  std::map<unsigned, std::string> includes;
};
FileHead fileHead(llvm::StringRef Text);

} // namespace causeway
