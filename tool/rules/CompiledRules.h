// Rule files in the form that the program carries: read and checked when it
// was built, since reading YAML would cost every start more than all else.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/Profile.h"
#include "rules/RuleSet.h"

namespace causeway {

std::string compileRules(const RuleFiles &Files);

/// `Bytes` must come from compileRules() of the same build.
RuleFiles readCompiledRules(llvm::StringRef Bytes);

/// The built-in rules, compiled; CompileRules.cpp wrote them.
llvm::StringRef builtinRules();

/// Likewise profiles.
std::string compileProfiles(const std::vector<Profile> &All);
std::vector<Profile> readCompiledProfiles(llvm::StringRef Bytes);
llvm::StringRef builtinProfileBytes();

} // namespace causeway
