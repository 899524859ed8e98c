// The verdicts and efforts of rules, for sources and for build scripts alike.
// Plain values.
//
//   toString(Verdict::MappedReview); // "mapped-review"
//   effortOf("manual");              // Effort::Manual
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include <optional>

namespace causeway {

/// The result of a rule for a use. Ordered from best to worst.
enum class Verdict { Mapped, MappedReview, Unsupported, Unknown };
/// The work that remains for a person.
enum class Effort { Auto, Review, Manual, Blocked };

llvm::StringRef toString(Verdict V);
llvm::StringRef toString(Effort E);
/// The effort of that name; nullopt if there is none.
std::optional<Effort> effortOf(llvm::StringRef Text);

} // namespace causeway
