// Finds the files of the user's tree that git could not restore. Reads the
// repository and runs no program; the result is plain values.
//
//   auto Changed = uncommittedFiles("/src", {"/src/a.cu"});
//   if (Changed && *Changed && !(*Changed)->empty())
//     return fail((*Changed)->front());
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace causeway {

/// The files below `Root` that differ from the last commit, and those of
/// `Sources` (absolute) that git does not track, by their paths in the git
/// tree; nothing if there is no git tree.
llvm::Expected<std::optional<std::vector<std::string>>>
uncommittedFiles(llvm::StringRef Root, llvm::ArrayRef<std::string> Sources);

} // namespace causeway
