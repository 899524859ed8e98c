// Reads the text of an inline assembly statement from bare tokens. A pure
// function; it owns nothing.
//
//   // Text is "asm volatile(\"bar.sync 0;\" ::: \"memory\");"
//   assemblyText(Text, /*From=*/3); // "bar.sync 0;", what stands after `asm`
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include <string>

namespace causeway {

/// The joined string literals of `asm volatile("..." "..." : ...)`, up to the
/// first token that is not a string: the `:` of the operands, or a macro. \p
/// From is the offset after the word `asm`.
std::string assemblyText(llvm::StringRef Text, unsigned From);

} // namespace causeway
