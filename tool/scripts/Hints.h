// Reads from a build script how it compiles its sources, as far as the text
// shows that without running it. Reads files and never writes one; the result
// is plain values.
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

/// One script's; paths are absolute, and exist.
struct CompileHints {
  std::vector<std::string> includes; ///< Folders, in the order of the text.
  /// `NAME` or `NAME=VALUE`, each name once. What stands under a condition, or
  /// is given two values, is not taken.
  std::vector<std::string> defines;
  std::string standard;             ///< "c++20"; empty: nothing is said.
  std::vector<std::string> files;   ///< Regular files that it names.
  std::vector<std::string> scripts; ///< Those that it includes.
};

/// A script that cannot be read, or is none, says nothing. \p SourceFolder is
/// the top folder of the project.
CompileHints compileHints(const BuildRules &Rules, llvm::StringRef Script,
                          llvm::StringRef SourceFolder);

} // namespace causeway
