// Merges three trees as git does. The result is plain values; new texts go into
// the object database.
//
//   auto Merged = mergeFiles(Objects, Base, Yours, Upstream);
//   if (Merged && Merged->conflicts.empty())
//     write(Merged->files);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tree/Git.h"

namespace causeway {

struct MergedFiles {
  GitFiles files;
  size_t merged = 0; ///< Files whose text changed on both sides.
  /// The conflicts that a person has to settle, in git's words. Conflicting
  /// texts have conflict markers.
  std::vector<std::string> conflicts;
};

/// Merges `Yours` and `Upstream`, which both derive from `Base`.
llvm::Expected<MergedFiles> mergeFiles(GitObjects &Objects,
                                       const GitFiles &Base,
                                       const GitFiles &Yours,
                                       const GitFiles &Upstream);

} // namespace causeway
