// Whether git could give back what is about to change in a person's tree.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace causeway {

/// The files below `Root`, by their paths in git's tree, that differ from what
/// was committed last; and those of `Sources` (absolute) that git does not
/// know. Nothing: no git tree is there.
llvm::Expected<std::optional<std::vector<std::string>>>
uncommittedFiles(llvm::StringRef Root, llvm::ArrayRef<std::string> Sources);

} // namespace causeway
