// Code that bakes in how many lanes a warp has: the uses that no name gives
// away. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Recorder.h"

namespace causeway {

/// Walks the device code of the translation unit and records where 32 (31, 16,
/// 5, 0xffffffff) stands for the lanes of a warp. Numbers that only make sense
/// together are editable together or not at all.
void recordWarpWidth(clang::ASTContext &Context, Recorder &Out);

} // namespace causeway
