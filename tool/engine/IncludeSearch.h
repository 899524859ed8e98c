// Finds the file of an include, and the folders that are searched before it: a
// file with a new name in one of those would be found instead. Answers are
// plain values. `Now` is the disk as the run sees it.
//
//   IncludeFolders Folders = includeFolders(Options);
//   if (auto Found = findInclude("/src/a.cu", "b.h", /*Angled=*/false, Folders,
//                                Now))
//     Path = Found->path;
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Disk.h"
#include "frontend/ParseOptions.h"
#include <optional>
#include <string>
#include <vector>

namespace causeway {

/// The include folders of one unit, absolute, in the compiler's order.
struct IncludeFolders {
  std::vector<std::string> quoted; ///< For `"..."` only.
  std::vector<std::string> all;
};
IncludeFolders includeFolders(const ParseOptions &Unit);

struct FoundInclude {
  std::string path;                ///< Without `.` and `..`.
  std::vector<std::string> before; ///< Paths that were tried first.
};
/// Searches for `Written`, which `Includer` includes; nothing if no folder has
/// it.
std::optional<FoundInclude> findInclude(llvm::StringRef Includer,
                                        llvm::StringRef Written, bool Angled,
                                        const IncludeFolders &Folders,
                                        Disk &Now);

} // namespace causeway
