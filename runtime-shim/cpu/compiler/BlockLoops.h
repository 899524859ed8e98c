// Makes the function that runs a whole block of a kernel's regions: a loop over
// chunks of the block's threads, with a loop over a chunk's lanes for every
// region.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/Function.h>

#include "Regions.h"

namespace cw::compiler {

/// Writes `into`, an empty function of the same type, so that one call runs the
/// block that the context names. Chunks have `lanes` threads.
void writeBlockLoops(Regions &regions, llvm::Function &into, unsigned lanes);

} // namespace cw::compiler
