// Texts that stand for files of the disk: what is open in an editor and not
// saved. Who parses sees them wherever the file would be read.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>
#include <string>

namespace causeway {

/// By real path; the file need not be there.
using Buffers = std::map<std::string, std::string>;

/// `Disk` with the texts of `Over` in the place of its files', whatever name
/// or link they are reached by. `Over` must outlive it.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
overlayBuffers(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk,
               const Buffers &Over);

} // namespace causeway
