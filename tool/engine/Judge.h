// Judges uses by the rules: what each becomes, how sure that is, and which
// bytes change.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Finding.h"
#include <optional>

namespace causeway {

/// The finding of one use; line and column are the caller's to fill in.
/// Nothing for an include of a file of the project's own: what becomes of it
/// hangs on names, not on rules.
std::optional<Finding> judge(const RuleSet &Rules, const Use &U);

/// The finding of an include that names `Old`, a file or link that is called
/// `New` in the migrated tree.
Finding judgeInclude(const Use &U, llvm::StringRef Old, llvm::StringRef New);

} // namespace causeway
