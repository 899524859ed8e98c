// Three trees made one, as git merges them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tree/Git.h"

namespace causeway {

struct MergedFiles {
  GitFiles files;
  size_t merged = 0; ///< Files whose text both sides had changed.
  /// What is left to a person, in git's words. Where two texts collide, the
  /// file has conflict markers.
  std::vector<std::string> conflicts;
};

/// `Yours` and `Upstream` both come from `Base`.
llvm::Expected<MergedFiles> mergeFiles(GitObjects &Objects,
                                       const GitFiles &Base,
                                       const GitFiles &Yours,
                                       const GitFiles &Upstream);

} // namespace causeway
