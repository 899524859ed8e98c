// Puts migrated files on the disk, each whole or not at all, and refuses where
// that could cost somebody work.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Migration.h"
#include "project/Sources.h"

namespace causeway {

/// Gives another name to files that would fall on a file that is there
/// already: `a.cu` beside `a.cpp` becomes `a.cu.cpp`. Returns the paths that
/// got one.
std::vector<std::string> avoidCollisions(MigrationResult &Result,
                                         const Sources &From);

/// Whether `--out Folder` is safe; before anything is parsed.
llvm::Error checkOutFolder(llvm::StringRef Folder, const Sources &From,
                           bool Force);
/// Whether the git tree could give back what `--in-place` changes.
llvm::Error checkGitTree(llvm::StringRef Root, bool Force);

struct TextFile {
  std::string path, text;
};

/// Writes the whole tree below `Folder`: what was migrated, what was not, and
/// the notes for who takes it over. Returns the paths, relative to it.
llvm::Expected<std::vector<std::string>>
writeBelow(llvm::StringRef Folder, const MigrationResult &Result,
           const Sources &From, const TextFile &Notes);
/// Writes what changed over the sources; returns how many.
llvm::Expected<size_t> writeInPlace(const MigrationResult &Result,
                                    llvm::StringRef Root);

} // namespace causeway
