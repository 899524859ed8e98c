// Text that several reports need: valid UTF-8, text that is safe on a terminal,
// and numbers with their noun. Every function returns a new string.
//
//   OS << printable(F.file) << ": " << counted(N, "finding"); // "3 findings"
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include <string>

namespace causeway {

/// The text, with U+FFFD in place of bytes that are not UTF-8. Formats such as
/// JSON accept no other text.
std::string validUtf8(llvm::StringRef Text);

/// The length in bytes of the first character of `Text`, which is not empty; 1
/// if it is not UTF-8.
unsigned characterLength(llvm::StringRef Text);

/// The text on one line, without anything that controls a terminal or hides
/// text: control characters, bytes that are not UTF-8, and characters that
/// change the direction of text are escaped (`\\n`, `\\x1b`, `\\u202e`).
std::string printable(llvm::StringRef Text);

/// "1 file", "3 files".
std::string counted(size_t N, llvm::StringRef One);

} // namespace causeway
