// A regular expression for whole names that most names fail at once: they are
// asked in their thousands, and few begin as any match does.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Regex.h"
#include <bitset>
#include <string>
#include <vector>

namespace causeway {

/// A regular expression as POSIX has it: without \\w and \\d, which everyone
/// writes. \p Whole: for whole names.
std::string posix(llvm::StringRef Text, bool Whole);

class NamePattern {
public:
  /// \p Expression is valid, and anchored at both ends.
  explicit NamePattern(llvm::StringRef Expression);

  bool matches(llvm::StringRef Name) const;

private:
  /// Apart, because LLVM matches an expression of few states by bits and one
  /// of many states about fifty times slower.
  struct Alternative {
    llvm::Regex expression;
    std::string beginning; ///< Every match begins with it.
  };
  std::vector<Alternative> Alternatives;
  std::bitset<256> First; ///< Every match begins with one of these characters.
};

} // namespace causeway
