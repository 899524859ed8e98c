// A Finding is a Use with its verdict and, if there is one, its edits. Every
// command is a view over findings. Plain values.
//
//   for (const Finding &F : Result.findings)
//     if (F.isOpen())
//       OS << F.file << ':' << F.line << ": " << F.message << '\n';
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Edit.h"
#include "frontend/Use.h"
#include "rules/RuleSet.h"
#include <string>
#include <vector>

namespace causeway {

struct Finding {
  Use::Kind kind;
  Confidence confidence;
  Verdict verdict;
  Effort effort;
  std::string name;
  std::string file; ///< Relative to the project's root if inside it.
  Span span;
  unsigned line = 0, column = 0; ///< 1-based; columns count bytes.
  std::string replacement;       ///< The new text for people; may be empty.
  std::string message; ///< The rule's note, or the reason against a migration.
  std::string instead; ///< What to do, for unsupported uses.
  std::string area;    ///< The rule's area; empty when unknown.
  std::vector<std::string> needs;
  std::string function;
  bool inKernel = false;
  std::vector<Edit> edits; ///< Empty: nothing changes at this place.

  /// Whether a person has something to do.
  bool isOpen() const { return verdict != Verdict::Mapped; }
};

} // namespace causeway
