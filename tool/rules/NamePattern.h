// A regular expression for whole names that rejects most names quickly. The
// tool matches thousands of names, and few of them share a beginning with any
// match. Owns its expressions.
//
//   NamePattern Cuda(posix("cuda[A-Z]\\w*", /*Whole=*/true));
//   Cuda.matches("cudaMalloc"); // true
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Regex.h"
#include <bitset>
#include <string>
#include <vector>

namespace causeway {

/// Converts a regular expression to POSIX syntax, which lacks \\w and \\d. \p
/// Whole anchors it at both ends.
std::string posix(llvm::StringRef Text, bool Whole);

class NamePattern {
public:
  /// \p Expression must be valid and anchored at both ends.
  explicit NamePattern(llvm::StringRef Expression);

  bool matches(llvm::StringRef Name) const;

private:
  /// Alternatives are matched one by one, since LLVM matches an expression with
  /// few states by bits, and one with many states about fifty times slower.
  struct Alternative {
    llvm::Regex expression;
    std::string beginning; ///< Every match begins with this text.
  };
  std::vector<Alternative> Alternatives;
  std::bitset<256> First; ///< Every match begins with one of these characters.
};

} // namespace causeway
