// An audit of earlier, read from its JSON, to tell what has changed since. A
// use is the same use if its file, its name, the function around it and how
// many of that kind come before it there are the same: lines may move.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <array>
#include <string>
#include <vector>

namespace causeway {

/// What a use is recognised by; equal ones are told apart by their number.
struct UseIdentity {
  std::string file, name, function;
  unsigned ordinal = 0; ///< From 0, in the order of the file.

  std::string key() const; ///< Unique text, the same in every run.
};
/// The identity of each finding; they are sorted by file and place.
std::vector<UseIdentity> identify(llvm::ArrayRef<Finding> Findings);

struct Baseline {
  std::string name; ///< Of the file, for people.
  struct Use {
    UseIdentity identity;
    unsigned line = 0;
    Effort effort = Effort::Auto;
  };
  std::vector<Use> uses;
  double minutes = 0;
  std::array<size_t, 4> byEffort{};

  /// Takes what `causeway audit --json` wrote; an error says what it is
  /// instead, not in which file.
  static llvm::Expected<Baseline> parse(llvm::StringRef Json);
};

/// What has changed since.
struct Comparison {
  std::string name;
  std::vector<size_t> added;               ///< Findings that it lacks.
  std::vector<const Baseline::Use *> gone; ///< Uses that are no more.
  double minutes = 0;                      ///< More than then; negative: fewer.
  std::array<long, 4> byEffort{};          ///< Likewise uses.
};
Comparison compare(llvm::ArrayRef<Finding> Findings, double Minutes,
                   const Baseline &Old);

} // namespace causeway
