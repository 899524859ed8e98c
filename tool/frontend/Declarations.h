// What a set of headers declares, by qualified name: how the rules are held
// against the facade and against the shim.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/RuleSet.h"

namespace causeway {

struct Declarations {
  std::vector<Declaration> all;    ///< Each name once, in the order seen.
  std::vector<std::string> errors; ///< `file:line: message`
};

/// A declaration of a facade header that C sees too, or a function template, as
/// the facade writes it.
struct CDeclaration {
  Rule::Kind kind = Rule::Kind::Function; ///< Function, Type or Macro.
  std::string name;
  std::string text;        ///< Up to its `;`, with the comment above.
  bool opensGroup = false; ///< A blank line is above.
  bool isTemplate = false;
};

/// Those of one facade header, in its order.
llvm::Expected<std::vector<CDeclaration>>
facadeInterface(const RuleSet &Rules, llvm::StringRef Header);

/// Names that the facade headers declare to CUDA units.
Declarations facadeDeclarations(const RuleSet &Rules);

/// Names that headers below `Folders` declare to a C++ (or C) source that
/// includes `Headers`.
Declarations headerDeclarations(const std::vector<std::string> &Headers,
                                const std::vector<std::string> &Folders,
                                bool InC);

} // namespace causeway
