// What inline assembly says, as far as rules go: its text in one spelling, and
// the instructions in it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace causeway {

/// The name of the rule for an assembly statement of this text: blanks, the
/// last semicolon and the way a register is escaped make no difference.
std::string assemblyRule(llvm::StringRef Text);

/// The instructions of a statement, each once: `setp.eq.s32`, `bra`. A `mov` is
/// told with the special register that it reads: `mov.u32 %clock`. Of a long
/// statement only the first are told.
std::vector<std::string> instructionsOf(llvm::StringRef Text);

/// Whether it is the device's by the form of its instructions, which have
/// suffixes.
bool looksLikePtx(llvm::StringRef Text);

/// What the name of a use of assembly begins with; its instructions follow.
constexpr llvm::StringLiteral AssemblyUse = "inline_asm";

} // namespace causeway
