// What each backend of the shim has: the names that its headers declare, and
// the extensions that it says it offers.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/Shim.h"
#include "rules/RuleSet.h"
#include "llvm/ADT/StringSet.h"
#include <string>
#include <vector>

namespace causeway {

class Backend {
public:
  Backend(const RuleSet &Rules, const Shim &S, llvm::StringRef Name);

  const std::string &name() const { return Name; }
  /// Whether it has every name of the shim's that the rule's target uses. A
  /// name that stays as it is counts as had, unless the header that declares
  /// it is one that the backend refuses.
  bool implements(const Rule &R) const;
  /// Whether `<cw/extensions.h>` says so: `CW_HAS_GRAPH` for `graph`.
  bool offers(llvm::StringRef Extension) const;

private:
  bool declares(llvm::StringRef Name) const;

  std::string Name;
  llvm::StringSet<> Words;   ///< Every identifier of its headers.
  llvm::StringSet<> Defined; ///< Those that are macros.
  llvm::StringSet<> Stems;   ///< Those that a macro pastes something behind.
  /// Areas whose header is nothing but an #error here.
  llvm::StringSet<> RefusedAreas;
};

/// cpu, cuda and hip.
std::vector<Backend> backendsOf(const RuleSet &Rules, const Shim &S);

} // namespace causeway
