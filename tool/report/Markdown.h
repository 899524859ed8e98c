// Puts text into Markdown so that no source or file name can add markup. Every
// function returns a new string.
//
//   OS << "- " << code(F.file) << ": " << escaped(F.message) << '\n';
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include <string>

namespace causeway::markdown {

/// Untrusted text, escaped for Markdown and its tables.
std::string escaped(llvm::StringRef Text);

/// The text of a rule. Code in backticks stays code; HTML and links are
/// escaped.
std::string prose(llvm::StringRef Text);

/// A name as code. The fence is longer than any run of backticks in it.
std::string code(llvm::StringRef Text);

} // namespace causeway::markdown
