// Migrating again into a tree that people have worked in since: upstream's
// changes are merged into theirs. What was written last is remembered in
// `.causeway/base.git` of the tree, a bare repository of its own.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/Output.h"

namespace causeway {

/// Whether the tree below `Out` has such a memory.
bool remembers(llvm::StringRef Out);

/// An error without one; to be asked before anything is parsed.
llvm::Error checkRemembered(llvm::StringRef Out);

/// Commits what was put, together with the memory of it.
llvm::Error commitRemembered(Transaction &T, llvm::ArrayRef<OutputFile> Files);

struct UpdateResult {
  size_t changed = 0; ///< Files that are different now, gone ones too.
  size_t merged = 0;  ///< Those of them that both sides had changed.
  /// What git says of each place that a person has to settle.
  std::vector<std::string> conflicts;
};

/// Merges a new migration into `Out`, all of it or nothing; where both sides
/// changed the same lines, the file has git's conflict markers.
llvm::Expected<UpdateResult> updateOutput(llvm::StringRef Out,
                                          llvm::ArrayRef<OutputFile> New);

/// A file of the source, which no link in its place stands for.
llvm::Expected<Descriptor> openSource(llvm::StringRef Path);

} // namespace causeway
