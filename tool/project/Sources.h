// From what a person names (files, folders, a compilation database) to the
// units that the engine parses. Reads, never writes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Migration.h"
#include <map>
#include <set>

namespace causeway {

struct SourceRequest {
  std::vector<std::string> sources;   ///< As typed: files and folders.
  std::string buildDir;               ///< `-p`; empty: no database.
  std::string root;                   ///< `--root`; empty: found out.
  std::vector<std::string> clangArgs; ///< Behind `--`.
  std::set<std::string> skip;         ///< Folders not to walk into, absolute.
  /// Include folders of the runtime shim, searched after all others: a source
  /// may have been migrated already.
  std::vector<std::string> shim;
  /// Where relative paths in `clangArgs` start; empty: where the program runs.
  std::string directory;
  std::shared_ptr<const Buffers> buffers; ///< What is open and not saved.
  const UnitCache *cache = nullptr;       ///< What texts held in earlier runs.
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
  /// What else the named folders hold: data, documents, build scripts.
  std::vector<std::string> others;
  /// Their links, which stay links wherever they lead.
  std::vector<std::string> links;
  /// Those of them that lead out of the tree. Nothing is read through them.
  std::vector<std::string> outwardLinks;
  /// Files that hold CUDA, or may, and were not read as sources: why. Their
  /// paths are absolute.
  std::vector<SourceDiagnostic> unread;
  /// The texts of sources in UTF-16, as UTF-8: they stand for the files.
  Buffers recoded;
  /// What is nobody's work: folders that a build made, object files.
  std::vector<std::string> leftOut;
  /// Build scripts in the named folders, and those that they include.
  std::vector<std::string> buildScripts;
  /// Folders in the named ones that hold a CUDA SDK's headers, which nobody
  /// reads.
  std::vector<std::string> sdkFolders;
  /// Build scripts whose options units are parsed with, for want of compile
  /// commands.
  std::set<std::string> hintScripts;
  /// The folders that were named, absolute.
  std::vector<std::string> folders;
  /// The compilation database that was used, absolute; empty: none.
  std::string database;
  /// Include folders that were guessed, and how many units search each.
  std::map<std::string, size_t> guessedFolders;
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
