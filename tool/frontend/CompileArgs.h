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

} // namespace causeway
