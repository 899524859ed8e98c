// Texts that replace files on disk: the unsaved contents of an editor. The
// parser sees them in place of the file on disk. The caller owns the texts.
//
//   Buffers Open{{"/src/a.cu", "int x;"}};
//   auto FS = overlayBuffers(Disk, Open);
//   FS->getBufferForFile("/src/a.cu"); // "int x;"
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>
#include <string>

namespace causeway {

/// Texts by real path. The file need not exist.
using Buffers = std::map<std::string, std::string>;

/// `Disk` with the texts of `Over` in place of its files, whatever name or link
/// a file is opened by. `Over` must outlive the result.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
overlayBuffers(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk,
               const Buffers &Over);

} // namespace causeway
