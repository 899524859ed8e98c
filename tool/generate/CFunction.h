// The declaration of a C function in parts, from its text.
//
//   CFunction F = parseFunction("cwError_t cwFree(void *p);");
//   Out += F.result + " " + F.name + "(" + F.parameterList() + ")";
//
// A CFunction owns its texts.
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace causeway {

struct CFunction {
  struct Parameter {
    std::string text; ///< Type and name, without a default.
    std::string name;
    std::string defaultValue; ///< In C++; empty: none.
  };
  std::string result, name;
  std::vector<Parameter> parameters;

  /// With C++'s defaults if \p Defaults.
  std::string parameterList(bool Defaults = false) const;
  /// The names of the parameters, separated by commas.
  std::string arguments() const;
};

/// \p Text is one declaration, with or without a comment before it.
CFunction parseFunction(llvm::StringRef Text);

} // namespace causeway
