// Judges uses by the rules: what each becomes, how sure that is, and which
// bytes change.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Finding.h"
#include <optional>

namespace causeway {

/// The finding of one use; line and column are the caller's to fill in.
/// Nothing for uses that need no word: an include that keeps its name.
std::optional<Finding> judge(const RuleSet &Rules, const Use &U);

} // namespace causeway
