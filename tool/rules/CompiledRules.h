// Rule files in the form that is built into the program. The build reads and
// checks them once, since reading YAML at each start would cost more than the
// rest of the start. Results own their data.
//
//   std::string Bytes = compileRules(Files);      // while the tool is built
//   RuleFiles Again = readCompiledRules(Bytes);   // when it starts
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/Profile.h"
#include "rules/RuleSet.h"

namespace causeway {

std::string compileRules(const RuleFiles &Files);

/// `Bytes` must come from compileRules() of the same build; they are not
/// checked.
RuleFiles readCompiledRules(llvm::StringRef Bytes);

/// The compiled built-in rules. The build generates this function.
llvm::StringRef builtinRules();

/// The same for profiles.
std::string compileProfiles(const std::vector<Profile> &All);
std::vector<Profile> readCompiledProfiles(llvm::StringRef Bytes);
llvm::StringRef builtinProfileBytes();

} // namespace causeway
