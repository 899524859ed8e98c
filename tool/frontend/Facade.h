// The CUDA world as Clang sees it: facade headers served from memory under the
// names that sources include.
//
//   auto FS = facadeFileSystem(Rules, Options, &Unit.reads);
//   CI.createFileManager(FS);
//
// The file system owns its copies of the facade headers.
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/ParseOptions.h"
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

/// Which files are an SDK's, by absolute path: kept from one parse of a unit to
/// the next, since each answer asks the disk for every folder of a path.
struct SdkAnswers {
  struct Answer {
    llvm::sys::fs::UniqueID file;
    bool isSdk;
  };
  llvm::StringMap<Answer> answers;
};

/// The real file system with what is open laid over it, without the headers of
/// any CUDA SDK but for those that `Options.cudaPath` asks for, and with the
/// facade over it. What is asked of the disk and of what is open is noted in
/// `Log`, if there is one. `Rules` and `Known` must outlive it.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
facadeFileSystem(const RuleSet &Rules, const ParseOptions &Options,
                 ReadLog *Log = nullptr, SdkAnswers *Known = nullptr);

} // namespace causeway
