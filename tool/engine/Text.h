// What every face needs of text: UTF-8 as people and formats want it, and
// counts in words.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include <string>

namespace causeway {

/// The text with U+FFFD for what is not UTF-8; formats such as JSON take no
/// other bytes.
std::string validUtf8(llvm::StringRef Text);

/// Bytes of the character at the front of `Text`, which is not empty; one where
/// it is not UTF-8.
unsigned characterLength(llvm::StringRef Text);

/// The text on one line, with nothing in it that a terminal obeys or that hides
/// what is there: control characters, bytes that are not UTF-8, and characters
/// that change the direction of text are spelled (`\\n`, `\\x1b`, `\\u202e`).
std::string printable(llvm::StringRef Text);

/// "1 file", "3 files".
std::string counted(size_t N, llvm::StringRef One);

} // namespace causeway
