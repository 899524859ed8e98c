// Compares paths as text, without a look at the disk. Owns nothing.
//
//   isBelow("/src/a/b.cu", "/src/a");  // true
//   isBelow("/src/ab.cu", "/src/a");   // false
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include <string>

namespace causeway {

/// Whether `Path` is a path inside `Folder`. The folder itself is not inside.
inline bool isBelow(llvm::StringRef Path, llvm::StringRef Folder) {
  return Path.size() > Folder.size() && Path.starts_with(Folder) &&
         (Folder.ends_with("/") || Path[Folder.size()] == '/');
}

/// `Path` from `Folder` on. A path that is not inside stays whole.
inline std::string relativeTo(llvm::StringRef Path, llvm::StringRef Folder) {
  return isBelow(Path, Folder) ? Path.drop_front(Folder.size()).ltrim('/').str()
                               : Path.str();
}

} // namespace causeway
