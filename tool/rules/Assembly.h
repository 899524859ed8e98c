// Inline assembly as rules see it: its text in one normal form, and its
// instructions. Pure functions.
//
//   assemblyRule("bar.sync  0;");                 // "asm bar.sync 0"
//   instructionsOf("mov.u32 %0, %%laneid;");      // {"mov.u32 %laneid"}
//   looksLikePtx("setp.eq.s32 p, %0, 0;");        // true
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace causeway {

/// The name of the rule for an assembly statement. Statements that differ only
/// in blanks, a final semicolon or `%%` for `%` have the same name.
std::string assemblyRule(llvm::StringRef Text);

/// The instructions of a statement, each once: `setp.eq.s32`, `bra`. A `mov`
/// includes the special register that it reads: `mov.u32 %clock`. At most eight
/// are returned.
std::vector<std::string> instructionsOf(llvm::StringRef Text);

/// Whether a statement is device code, judged by the suffixes of its
/// instructions.
bool looksLikePtx(llvm::StringRef Text);

/// The name of a use of assembly: this word, a blank, and the instructions.
constexpr llvm::StringLiteral AssemblyUse = "inline_asm";

} // namespace causeway
