// Suggests names for a mistyped word. Every function returns new strings.
//
//   std::string Hint = didYouMean("migrat", {"migrate", "audit"});
//   // "; did you mean migrate?"
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace CLI {
class App;
class Error;
} // namespace CLI

namespace causeway {

/// The names closest to `Word`, closest first, at most `Most`; empty if none is
/// close enough.
std::vector<std::string> closeNames(llvm::StringRef Word,
                                    llvm::ArrayRef<std::string> Names,
                                    size_t Most = 3);

/// "; did you mean A, B or C?", or nothing.
std::string didYouMean(llvm::StringRef Word, llvm::ArrayRef<std::string> Names);

/// The message for a command line that CLI11 rejects: the wrong word, similar
/// names, and the `--help` that lists them.
std::string explainUsage(const CLI::App &App, const CLI::Error &E);

} // namespace causeway
