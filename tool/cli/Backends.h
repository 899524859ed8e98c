// The backends of the shim: the folders with a backend.yaml, and the keys of
// that file, which docs/writing-a-backend.md explains. Plain values.
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
  /// The backend's compiler, the environment variable that names another one,
  /// and the advice if there is none.
  std::string compiler, compilerVariable, compilerAdvice;
  /// Whether it has a library, libcauseway_NAME.a.
  bool hasLibrary = false;
  std::vector<std::string> linkWords; ///< To link besides that library.
  std::vector<std::string> extensions;

  bool offers(llvm::StringRef Extension) const;
  /// Whether it has all extensions that the rule's target needs.
  bool implements(const Rule &R) const;
};

/// All backends, sorted by name.
llvm::Expected<std::vector<Backend>> readBackends(const Shim &S);

} // namespace causeway
