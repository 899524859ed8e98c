// Inline assembly in bare text.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include <string>

namespace causeway {

/// What the strings in `asm volatile("..." "..." : ...)` say, up to the first
/// operand or what a macro supplies. \p From is behind the first word.
std::string assemblyText(llvm::StringRef Text, unsigned From);

} // namespace causeway
