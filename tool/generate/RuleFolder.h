// The rule files as a checkout has them, for the programs that make other files
// of them.
//
//   auto Files = readRuleFolder("rules");
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/RuleSet.h"

namespace causeway {

/// The whole text of a file. The error names it.
llvm::Expected<std::string> textOf(const std::string &Path);

/// "cuda/runtime.yaml" and the others, sorted, so that a build repeats itself.
std::vector<std::string> yamlFiles(const std::string &Top,
                                   llvm::ArrayRef<llvm::StringRef> Folders);

/// All rule files below a folder, with the rules that follow from the
/// declarations of the facade.
llvm::Expected<RuleFiles> readRuleFolder(const std::string &Top);

} // namespace causeway
