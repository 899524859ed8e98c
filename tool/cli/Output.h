// The files that a migration writes, and the checks that protect existing work.
// An OutputFile refers to the texts of the MigrationResult and the notes.
//
//   auto Files = outputTree(Result, From, "MIGRATION.md", Notes);
//   if (!Files)
//     return Files.takeError();
//   return writeBelow("out", *Files, /*Force=*/false);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Migration.h"
#include "project/Sources.h"
#include "tree/Transaction.h"

namespace causeway {

/// Checks that `--out Folder` is safe. Call it before anything is parsed.
llvm::Error checkOutFolder(llvm::StringRef Folder, const Sources &From,
                           bool Force);
/// Checks that git can restore every file that `--in-place` changes.
llvm::Error checkGitTree(const Sources &From, bool Force);

/// One file of the output.
struct OutputFile {
  std::string path; ///< Relative to the output folder.
  enum class Kind { Text, Copy, Link } kind;
  llvm::StringRef text = {}; ///< Text: owned by the MigrationResult.
  std::string target = {};   ///< Link: the target as written.
  std::string from = {};     ///< Copy: the source file, absolute.
  unsigned mode = 0666;
  bool exact = false; ///< The mode is a source's, so the umask does not apply.
};

/// The whole tree: migrated files, copies, links, and the notes for the next
/// maintainer. `Notes` must outlive the result.
llvm::Expected<std::vector<OutputFile>>
outputTree(const MigrationResult &Result, const Sources &From,
           llvm::StringRef NotesPath, llvm::StringRef Notes);

/// Writes all files below `Folder`, or none, and remembers them for the next
/// `--update`.
llvm::Error writeBelow(llvm::StringRef Folder, llvm::ArrayRef<OutputFile> Files,
                       bool Force);

/// Writes the changed files over the sources; returns their number.
llvm::Expected<size_t> writeInPlace(const MigrationResult &Result,
                                    const Sources &From);

} // namespace causeway
