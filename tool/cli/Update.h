// Migrates again into a tree that people have edited: merges the changes of the
// source into their files. The tree remembers the last output in
// `.causeway/base.git`, a bare repository.
//
//   auto Files = outputTree(Result, From, "MIGRATION.md", Notes);
//   if (!Files)
//     return Files.takeError();
//   llvm::Expected<UpdateResult> Done = updateOutput("out", *Files);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/Output.h"

namespace causeway {

/// Whether the tree below `Out` remembers an output.
bool remembers(llvm::StringRef Out);

/// An error if it does not. Call it before anything is parsed.
llvm::Error checkRemembered(llvm::StringRef Out);

/// Commits the transaction, and with it the memory of `Files`.
llvm::Error commitRemembered(Transaction &T, llvm::ArrayRef<OutputFile> Files);

struct UpdateResult {
  size_t changed = 0; ///< Files that differ now, including removed ones.
  size_t merged = 0;  ///< Of these, files that both sides had changed.
  /// git's message for each conflict that a person has to settle.
  std::vector<std::string> conflicts;
};

/// Merges a new output into `Out`, all files or none. Where both sides changed
/// the same lines, the file gets git's conflict markers.
llvm::Expected<UpdateResult> updateOutput(llvm::StringRef Out,
                                          llvm::ArrayRef<OutputFile> New);

/// Opens a file of the source; refuses a link in its place.
llvm::Expected<Descriptor> openSource(llvm::StringRef Path);

} // namespace causeway
