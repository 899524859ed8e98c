// A Finding: a Use with its verdict and, where there is one, its edits. Every
// command is a view over findings.
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
  std::string file; ///< Relative to the project's root when inside it.
  Span span;
  unsigned line = 0, column = 0; ///< 1-based; columns count bytes.
  std::string replacement;       ///< What it becomes, for people; may be empty.
  std::string message;           ///< Note, or why not.
  std::string instead;           ///< What to do, for unsupported uses.
  std::string area;              ///< The rule's area; empty when unknown.
  std::vector<std::string> needs;
  std::string function;
  bool inKernel = false;
  std::vector<Edit> edits; ///< Empty: nothing changes here.

  /// Something is left to a person.
  bool isOpen() const { return verdict != Verdict::Mapped; }
};

} // namespace causeway
