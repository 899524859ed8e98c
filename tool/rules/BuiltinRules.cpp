// Separate from RuleSet.cpp, since the build step that compiles the built-in
// rules also needs that file.
//
// SPDX-License-Identifier: Apache-2.0
#include "rules/CompiledRules.h"

namespace causeway {

RuleSet RuleSet::builtin() {
  RuleSet Set;
  Set.add(readCompiledRules(builtinRules()));
  return Set;
}

std::vector<Profile> builtinProfiles() {
  return readCompiledProfiles(builtinProfileBytes());
}

} // namespace causeway
