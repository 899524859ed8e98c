// How the rules judge: shared by the rules for sources and for build scripts.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include <optional>

namespace causeway {

/// What the rules say of a use. Ordered from best to worst.
enum class Verdict { Mapped, MappedReview, Unsupported, Unknown };
/// What is left for a person to do.
enum class Effort { Auto, Review, Manual, Blocked };

llvm::StringRef toString(Verdict V);
llvm::StringRef toString(Effort E);
/// The other way round.
std::optional<Effort> effortOf(llvm::StringRef Text);

} // namespace causeway
