// Finds the units that the engine parses, from the arguments of a command:
// files, folders or a compilation database. It reads files and never writes
// one. The result is plain values.
//
//   SourceRequest Request;
//   Request.sources = {"src"};
//   auto From = findSources(Rules, Request);
//   if (!From)
//     return From.takeError();
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Migration.h"
#include <map>
#include <set>

namespace causeway {

struct SourceRequest {
  std::vector<std::string> sources;   ///< Files and folders, as typed.
  std::string buildDir;               ///< `-p`; empty: none was given.
  std::string root;                   ///< `--root`; empty: guessed.
  std::vector<std::string> clangArgs; ///< The arguments after `--`.
  std::set<std::string> skip;         ///< Folders to skip, absolute.
  /// Include folders of the runtime shim. The compiler searches them last: a
  /// source may have been migrated already.
  std::vector<std::string> shim;
  /// Where relative paths in `clangArgs` start; empty: the current directory.
  std::string directory;
  std::shared_ptr<const Buffers>
      buffers; ///< Texts that are open in an editor and not saved.
  const UnitCache *cache = nullptr; ///< Keeps which texts hold CUDA.
};

struct Sources {
  std::string root;
  std::vector<Unit> units;
  /// Headers, and sources that other sources include. The engine reads them as
  /// text if no unit reads them.
  std::vector<std::string> extraFiles;
  /// C and C++ files in the named folders that use nothing of CUDA. The output
  /// needs them, too.
  std::vector<std::string> bystanders;
  /// Other files in the named folders: data, documents, build scripts.
  std::vector<std::string> others;
  /// Links in the named folders. They stay links.
  std::vector<std::string> links;
  /// Of these, links that lead out of the tree. Nothing is read through them.
  std::vector<std::string> outwardLinks;
  /// Files that hold CUDA, or may hold it, but were not read as sources, and
  /// why. Their paths are absolute.
  std::vector<SourceDiagnostic> unread;
  /// UTF-8 texts of sources that are UTF-16 on the disk.
  Buffers recoded;
  /// Build folders and object files, which are not migrated.
  std::vector<std::string> leftOut;
  /// Build scripts in the named folders, and those that they include.
  std::vector<std::string> buildScripts;
  /// Folders that hold the headers of a CUDA SDK, which are not read.
  std::vector<std::string> sdkFolders;
  /// Build scripts that gave compile options, for want of compile commands.
  std::set<std::string> hintScripts;
  /// The named folders, absolute.
  std::vector<std::string> folders;
  /// The compilation database, absolute; empty: none.
  std::string database;
  /// Guessed include folders, and the number of units that search each.
  std::map<std::string, size_t> guessedFolders;
  /// Messages for the user that do not stop the command.
  std::vector<std::string> warnings;
};

/// Returns all errors at once, one for each bad input.
llvm::Expected<Sources> findSources(const RuleSet &Rules,
                                    const SourceRequest &Request);

/// The absolute path without `.`, `..` and, if it exists, symbolic links.
std::string realPath(llvm::StringRef Path);
bool isInside(llvm::StringRef Path, llvm::StringRef Folder);

} // namespace causeway
