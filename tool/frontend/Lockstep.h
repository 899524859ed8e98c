// Code that counts on the threads of a warp running in lockstep.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Recorder.h"

namespace causeway {

/// Records each array of volatile memory through which the threads of a device
/// function exchange values without a barrier.
void recordLockstep(clang::ASTContext &Context, Recorder &Out);

} // namespace causeway
