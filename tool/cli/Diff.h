// Unified diffs that git apply and patch -p1 take.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Migration.h"
#include "llvm/Support/raw_ostream.h"

namespace causeway {

/// On a terminal, control characters of the source are spelled.
void writeDiff(llvm::raw_fd_ostream &OS, const MigratedFile &File, bool Colors);

} // namespace causeway
