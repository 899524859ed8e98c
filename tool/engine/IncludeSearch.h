// Where an include is searched for, and which folders come before the one that
// has it: a new name there would be found instead.
//
//   IncludeFolders Folders = includeFolders(Options);
//   if (auto Found = findInclude("/src/a.cu", "b.h", /*Angled=*/false, Folders,
//                                Now))
//     Path = Found->path;
//
// Answers are plain values; `Now` is the disk as the run sees it.
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
/// `Written` stands in `Includer`. Nothing when no folder has it.
std::optional<FoundInclude> findInclude(llvm::StringRef Includer,
                                        llvm::StringRef Written, bool Angled,
                                        const IncludeFolders &Folders,
                                        Disk &Now);

} // namespace causeway
