// Lists the names that a set of headers declares. Rules are compared with these
// lists: with the facade's, and with the shim's. Results are plain values.
//
//   Declarations Facade = facadeDeclarations(Rules);
//   for (const Declaration &D : Facade.all)
//     if (!Rules.find(D.name))
//       ... // declared without a rule
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/RuleSet.h"

namespace causeway {

struct Declarations {
  std::vector<Declaration> all;    ///< Each name once, in source order.
  std::vector<std::string> errors; ///< `file:line: message`
};

/// A declaration of the facade that C code can use, or a function template.
struct CDeclaration {
  Rule::Kind kind = Rule::Kind::Function; ///< Function, Type or Macro.
  std::string name;
  /// The declaration up to its `;`, with the comment above it.
  std::string text;
  bool opensGroup = false; ///< A blank line precedes it.
  bool isTemplate = false;
};

/// The C declarations of one facade header, in source order. The error is the
/// first error of the parse.
llvm::Expected<std::vector<CDeclaration>>
facadeInterface(const RuleSet &Rules, llvm::StringRef Header);

/// The names that the facade headers declare to CUDA units.
Declarations facadeDeclarations(const RuleSet &Rules);

/// The names that headers below `Folders` declare to a C++ (or C) source that
/// includes `Headers`.
Declarations headerDeclarations(const std::vector<std::string> &Headers,
                                const std::vector<std::string> &Folders,
                                bool InC);

} // namespace causeway
