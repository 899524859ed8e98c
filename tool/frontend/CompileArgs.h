// Compile commands of any CUDA compiler, turned into one for Clang's parser.
//
//   std::vector<std::string> Command = clangCommand(Options, Pass::Host);
//
// Commands are plain values.
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/ParseOptions.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace causeway {

enum class Pass { Host, Device };

/// True for `.cu` and other units that are CUDA by name or by `-x cu[da]`.
bool isCudaUnit(llvm::StringRef File, llvm::ArrayRef<std::string> Args);
/// True for units that are C by name.
bool isCFile(llvm::StringRef File);

/// The whole command, program name and file included.
std::vector<std::string> clangCommand(const ParseOptions &Options, Pass P);

} // namespace causeway
