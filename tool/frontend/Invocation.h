// Clang's invocation for a command of `clangCommand`. The caller owns it.
//
//   auto Invocation = makeInvocation(Command, FS, Unit);
//   if (!Invocation)
//     return Unit; // it has the reason
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/ParsedUnit.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <memory>
#include <string>
#include <vector>

namespace causeway {

/// The last word of a command is its file. Null, with a diagnostic in `Unit`,
/// if Clang rejects the command.
std::shared_ptr<clang::CompilerInvocation>
makeInvocation(const std::vector<std::string> &Command,
               llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS,
               ParsedUnit &Unit);

} // namespace causeway
