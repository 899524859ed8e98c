// Writes unified diffs for git apply and patch -p1. Keeps no state.
//
//   for (const auto &[Path, File] : Result.files)
//     writeDiff(llvm::outs(), File, wantsColors(llvm::outs()));
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Migration.h"
#include "llvm/Support/raw_ostream.h"

namespace causeway {

/// Escapes control characters of the source if `OS` is a terminal.
void writeDiff(llvm::raw_fd_ostream &OS, const MigratedFile &File, bool Colors);

} // namespace causeway
