// Reads compile_commands.json as CMake, Ninja, Bear and intercept-build write
// it, for nvcc and any host compiler. A CompileCommands owns the database;
// units are plain values.
//
//   auto Commands = CompileCommands::parse(Json, "/src/build");
//   if (!Commands)
//     return Commands.takeError();
//   for (const std::string &File : Commands->files())
//     llvm::append_range(Units, Commands->unitsOf(File));
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Migration.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Support/Error.h"
#include <memory>

namespace causeway {

class CompileCommands {
public:
  /// Reads a database's text. Relative paths in it start in `Folder`, the
  /// absolute path of its folder. Errors describe the mistake; the caller adds
  /// the file's name.
  static llvm::Expected<CompileCommands> parse(llvm::StringRef Json,
                                               llvm::StringRef Folder);

  /// All listed files, absolute.
  std::vector<std::string> files() const;
  /// The units of a file, one for each way that it is compiled. A file that is
  /// not listed gets the commands of a similar one; none if nothing is listed.
  std::vector<Unit> unitsOf(llvm::StringRef File) const;

private:
  std::shared_ptr<clang::tooling::CompilationDatabase> Database;
};

/// Replaces `@FILE` and nvcc's `--options-file FILE` by the words of the file,
/// recursively. Paths start in `Directory`. An argument that names no readable
/// file stays.
void expandOptionFiles(std::vector<std::string> &Args,
                       llvm::StringRef Directory);

} // namespace causeway
