// An earlier audit, read from its JSON, and the changes since then. Two uses
// are the same if file, name, enclosing function and their number among such
// uses are equal: lines may move. A Comparison refers to the uses of the
// Baseline, which must outlive it.
//
//   auto Old = Baseline::parse(Json);
//   if (!Old)
//     return Old.takeError();
//   Comparison Since = compare(Result.findings, Minutes, *Old);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <array>
#include <string>
#include <vector>

namespace causeway {

/// Identifies a use across audits. The ordinal distinguishes equal ones.
struct UseIdentity {
  std::string file, name, function;
  unsigned ordinal = 0; ///< From 0, in the order of the file.

  std::string key() const; ///< A unique text that is the same in every run.
};
/// The identity of each finding. The findings are sorted by file and place.
std::vector<UseIdentity> identify(llvm::ArrayRef<Finding> Findings);

struct Baseline {
  std::string name; ///< The file's name, for people.
  struct Use {
    UseIdentity identity;
    unsigned line = 0;
    Effort effort = Effort::Auto;
  };
  std::vector<Use> uses;
  double minutes = 0;
  std::array<size_t, 4> byEffort{};

  /// Parses the output of `causeway audit --json`. An error describes the
  /// mistake; the caller adds the file's name.
  static llvm::Expected<Baseline> parse(llvm::StringRef Json);
};

/// The changes since a baseline.
struct Comparison {
  std::string name;
  std::vector<size_t> added; ///< Findings that are not in the baseline.
  std::vector<const Baseline::Use *> gone; ///< Uses that no longer exist.
  double minutes = 0;             ///< The difference; negative: fewer now.
  std::array<long, 4> byEffort{}; ///< The difference of the counts.
};
Comparison compare(llvm::ArrayRef<Finding> Findings, double Minutes,
                   const Baseline &Old);

} // namespace causeway
