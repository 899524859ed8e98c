// The CUDA world as Clang sees it: facade headers served from memory under the
// names that sources include.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Buffers.h"
#include "frontend/ReadLog.h"
#include "rules/RuleSet.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace causeway {

/// Folders of the virtual file system; nothing of them is on a disk.
inline constexpr llvm::StringLiteral FacadeRoot = "/causeway";
inline constexpr llvm::StringLiteral FacadeIncludeDir = "/causeway/include";
/// What a CUDA unit includes first.
inline constexpr llvm::StringLiteral FacadePrelude = "/causeway/prelude.h";

/// The facade's files by path. `Rules` need not outlive them.
std::vector<std::pair<std::string, std::string>>
facadeFiles(const RuleSet &Rules);

/// The real file system of `Directory` with `Open` and the facade laid over it.
/// What is asked of the real one and of `Open` is noted in `Log`, if there is
/// one.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
facadeFileSystem(const RuleSet &Rules, llvm::StringRef Directory,
                 ReadLog *Log = nullptr, const Buffers *Open = nullptr);

} // namespace causeway
