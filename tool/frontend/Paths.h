// Which folder a path lies in, told from its text.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"

namespace causeway {

/// Whether `Path` names something inside `Folder`, and not the folder itself.
inline bool isBelow(llvm::StringRef Path, llvm::StringRef Folder) {
  return Path.size() > Folder.size() && Path.starts_with(Folder) &&
         (Folder.ends_with("/") || Path[Folder.size()] == '/');
}

} // namespace causeway
