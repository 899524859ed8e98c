// The backends of the shim: each folder that has a backend.yaml, and what that
// file says. docs/writing-a-backend.md explains its keys.
//
//   auto Backends = readBackends(Shim);
//   if (Backends && Backends->front().offers("graph")) ...
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/Shim.h"
#include "rules/RuleSet.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace causeway {

struct Backend {
  std::string name, title;
  /// What compiles for it, the environment variable that names another, and
  /// what to do where there is none.
  std::string compiler, compilerVariable, compilerAdvice;
  /// Whether a library of its own, libcauseway_NAME.a, belongs to it.
  bool hasLibrary = false;
  std::vector<std::string> linkWords; ///< Beside that library.
  std::vector<std::string> extensions;

  bool offers(llvm::StringRef Extension) const;
  /// Whether it has what the rule's target needs.
  bool implements(const Rule &R) const;
};

/// All backends, sorted by name.
llvm::Expected<std::vector<Backend>> readBackends(const Shim &S);

} // namespace causeway
