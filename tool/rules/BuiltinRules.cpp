// Apart from RuleSet.cpp, which the step of the build that makes the built-in
// rules needs too.
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
