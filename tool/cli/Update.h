// Migrating again into a tree that people have worked in since: upstream's
// changes are merged into theirs, by git. What was written last is remembered
// in `.causeway/base.git` of the tree, a bare repository of its own.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace causeway {

/// Writes a migration below a folder and returns the paths, relative to it.
using OutputWriter =
    llvm::function_ref<llvm::Expected<std::vector<std::string>>(
        llvm::StringRef Folder)>;

/// Remembers what was just written below `Out`.
llvm::Error rememberOutput(llvm::StringRef Out,
                           llvm::ArrayRef<std::string> Paths);

struct UpdateResult {
  size_t changed = 0; ///< Files that are different now, gone ones too.
  size_t merged = 0;  ///< Those of them that both sides had changed.
  /// What git says of each place that a person has to settle.
  std::vector<std::string> conflicts;
};

/// Whether `Out` has such a memory; before anything is parsed.
llvm::Error checkRemembered(llvm::StringRef Out);

/// Merges a new migration into `Out`. Each file is replaced whole; where both
/// sides changed the same lines, it has git's conflict markers.
llvm::Expected<UpdateResult> updateOutput(llvm::StringRef Out,
                                          OutputWriter Write);

} // namespace causeway
