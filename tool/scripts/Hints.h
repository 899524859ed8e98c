// Reads compile options from the text of a build script, without running it.
// Reads files and never writes one. The result is plain values.
//
//   CompileHints Hints = compileHints(Rules.build(), "/src/Makefile", "/src");
//   for (const std::string &Folder : Hints.includes)
//     Args.push_back("-I" + Folder);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/BuildRules.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace causeway {

/// The hints of one script. Paths are absolute and exist.
struct CompileHints {
  std::vector<std::string> includes; ///< Folders, in order of appearance.
  /// `NAME` or `NAME=VALUE`, each name once. Omits definitions that are
  /// conditional or have several values.
  std::vector<std::string> defines;
  std::string standard;             ///< For example "c++20"; empty: unknown.
  std::vector<std::string> files;   ///< Regular files that the script names.
  std::vector<std::string> scripts; ///< Build scripts that it includes.
};

/// Empty if the file is unreadable or no build script. \p SourceFolder is the
/// top folder of the project.
CompileHints compileHints(const BuildRules &Rules, llvm::StringRef Script,
                          llvm::StringRef SourceFolder);

} // namespace causeway
