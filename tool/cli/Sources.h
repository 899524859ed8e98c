// From what a person names (files, folders, a compilation database) to the
// units that the engine parses. Reads, never writes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Migration.h"
#include <set>

namespace causeway {

struct SourceRequest {
  std::vector<std::string> sources;   ///< As typed: files and folders.
  std::string buildDir;               ///< `-p`; empty: no database.
  std::string root;                   ///< `--root`; empty: found out.
  std::vector<std::string> clangArgs; ///< Behind `--`.
  std::set<std::string> skip;         ///< Folders not to walk into, absolute.
};

struct Sources {
  std::string root;
  std::vector<Unit> units;
  /// Headers, and sources that ride along: looked at as text if no unit
  /// reaches them.
  std::vector<std::string> extraFiles;
  /// C and C++ files in the named folders that name nothing of CUDA: the
  /// program needs them too.
  std::vector<std::string> bystanders;
  /// The folders that were named, absolute.
  std::vector<std::string> folders;
  /// Things to tell that stop nothing.
  std::vector<std::string> warnings;
};

/// All errors at once, one for each bad input.
llvm::Expected<Sources> findSources(const RuleSet &Rules,
                                    const SourceRequest &Request);

/// Absolute, without `.`, `..` and symbolic links where the path exists.
std::string realPath(llvm::StringRef Path);
bool isInside(llvm::StringRef Path, llvm::StringRef Folder);

} // namespace causeway
