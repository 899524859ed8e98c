// What a build says of its sources: compile_commands.json, as CMake, Ninja,
// Bear and intercept-build write it, for nvcc and any host compiler.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Migration.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Support/Error.h"
#include <memory>

namespace causeway {

class CompileCommands {
public:
  /// Reads a database's text. `Folder`, absolute, is where it lies: what is
  /// relative in it starts there. Errors say what is wrong, not in which file.
  static llvm::Expected<CompileCommands> parse(llvm::StringRef Json,
                                               llvm::StringRef Folder);

  /// Every file that is listed, absolute.
  std::vector<std::string> files() const;
  /// The units of a file, one for each way it is compiled. A file that is not
  /// listed is compiled like its neighbours; none: nothing is listed.
  std::vector<Unit> unitsOf(llvm::StringRef File) const;

private:
  std::shared_ptr<clang::tooling::CompilationDatabase> Database;
};

/// Replaces `@FILE` and nvcc's `--options-file FILE` by what is in the files,
/// however deep; paths start in `Directory`. A file that is not there leaves
/// its argument as it is.
void expandOptionFiles(std::vector<std::string> &Args,
                       llvm::StringRef Directory);

} // namespace causeway
