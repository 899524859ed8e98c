// Finds the name that a mistyped word was probably meant to be.
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

/// The names closest to `Word`, the closest first, at most `Most`. Empty: none
/// is close enough to be meant.
std::vector<std::string> closeNames(llvm::StringRef Word,
                                    llvm::ArrayRef<std::string> Names,
                                    size_t Most = 3);

/// "; did you mean A, B or C?", or nothing.
std::string didYouMean(llvm::StringRef Word, llvm::ArrayRef<std::string> Names);

/// What to print for a command line that CLI11 rejected: the word at fault, the
/// names close to it, and the `--help` that lists them.
std::string explainUsage(const CLI::App &App, const CLI::Error &E);

} // namespace causeway
