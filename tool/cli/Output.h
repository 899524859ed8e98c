// What a migration writes, and where that could cost somebody work.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Migration.h"
#include "project/Sources.h"
#include "tree/Transaction.h"

namespace causeway {

/// Whether `--out Folder` is safe; before anything is parsed.
llvm::Error checkOutFolder(llvm::StringRef Folder, const Sources &From,
                           bool Force);
/// Whether the git tree could give back what `--in-place` changes.
llvm::Error checkGitTree(const Sources &From, bool Force);

/// A file of the output.
struct OutputFile {
  std::string path; ///< Below the output's folder.
  enum class Kind { Text, Copy, Link } kind;
  llvm::StringRef text = {}; ///< Text: lives as long as what was migrated.
  std::string target = {};   ///< Link: where it leads to, as it is written.
  std::string from = {};     ///< Copy: the file, absolute.
  unsigned mode = 0666;
  bool exact = false; ///< The mode is that of a source, umask or not.
};

/// The whole tree: what was migrated, what was not, and the notes for who takes
/// it over, whose text must stay.
llvm::Expected<std::vector<OutputFile>>
outputTree(const MigrationResult &Result, const Sources &From,
           llvm::StringRef NotesPath, llvm::StringRef Notes);

/// Writes it below `Folder`, all of it or nothing, and remembers it for the
/// next `--update`.
llvm::Error writeBelow(llvm::StringRef Folder, llvm::ArrayRef<OutputFile> Files,
                       bool Force);

/// Writes what changed over the sources; returns how many.
llvm::Expected<size_t> writeInPlace(const MigrationResult &Result,
                                    const Sources &From);

} // namespace causeway
