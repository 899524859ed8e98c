// The facade: headers that declare CUDA to Clang, served from memory under the
// names that sources include. The file system owns its copies of them.
//
//   auto FS = facadeFileSystem(Rules, Options, &Unit.reads);
//   CI.createFileManager(FS);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/ParseOptions.h"
#include "frontend/ReadLog.h"
#include "rules/RuleSet.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace causeway {

/// Folders that exist only in the virtual file system.
inline constexpr llvm::StringLiteral FacadeRoot = "/causeway";
inline constexpr llvm::StringLiteral FacadeIncludeDir = "/causeway/include";
/// A CUDA unit includes this file first.
inline constexpr llvm::StringLiteral FacadePrelude = "/causeway/prelude.h";

/// The facade's files: path and text. `Rules` need not outlive them.
std::vector<std::pair<std::string, std::string>>
facadeFiles(const RuleSet &Rules);

/// Known answers to "is this file of an SDK?", by absolute path. A caller keeps
/// them between parses of a unit, since each answer asks the disk about every
/// folder of the path.
struct SdkAnswers {
  struct Answer {
    llvm::sys::fs::UniqueID file;
    bool isSdk;
  };
  llvm::StringMap<Answer> answers;
};

/// The real file system with the open files and the facade over it. Headers of
/// a CUDA SDK are hidden, unless `Options.cudaPath` asks for an SDK. `Log`, if
/// given, records each query to the disk and to the open files. `Rules`,
/// `Options.buffers`, `Log` and `Known` must outlive the result.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
facadeFileSystem(const RuleSet &Rules, const ParseOptions &Options,
                 ReadLog *Log = nullptr, SdkAnswers *Known = nullptr);

} // namespace causeway
