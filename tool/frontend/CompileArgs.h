// Turns the compile command of any CUDA compiler into a command for Clang's
// parser. Commands are plain values.
//
//   std::vector<std::string> Command = clangCommand(Options, Pass::Host);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/ParseOptions.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace causeway {

enum class Pass { Host, Device };

/// True for units that are CUDA by `-x cu[da]`, or else by name (`.cu`,
/// `.cuh`).
bool isCudaUnit(llvm::StringRef File, llvm::ArrayRef<std::string> Args);
/// True for files named `*.c`.
bool isCFile(llvm::StringRef File);

/// The whole command, with program name and file.
std::vector<std::string> clangCommand(const ParseOptions &Options, Pass P);

/// The compiler arguments of a unit as the prelude sees them.
struct PreludeArgs {
  /// Arguments that decide how any text parses: the standard, the target.
  std::vector<std::string> parse;
  std::vector<std::string> folders; ///< Of `-I` and the like.
  /// `-D` and `-U`, each with its value, in order.
  std::vector<std::pair<std::string, std::string>> macros;
  bool comesFirst = true; ///< Nothing is read before the prelude.
};
PreludeArgs preludeArgs(const ParseOptions &Unit);

/// The command that parses the prelude alone.
std::vector<std::string>
preludeCommand(const PreludeArgs &Args,
               llvm::ArrayRef<std::pair<std::string, std::string>> Macros,
               Pass P);

} // namespace causeway
