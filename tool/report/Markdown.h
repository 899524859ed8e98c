// Text in Markdown: whatever a source or its name holds stays text there.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include <string>

namespace causeway::markdown {

/// Text of anybody's, which Markdown and a table in it take as it is.
std::string escaped(llvm::StringRef Text);

/// Text of a rule's, whose code in backticks stays code; no HTML, no links.
std::string prose(llvm::StringRef Text);

/// A name as code; the fence is longer than any in it.
std::string code(llvm::StringRef Text);

} // namespace causeway::markdown
