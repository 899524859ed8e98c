// Judges uses by the rules: the replacement of each, its confidence and its
// edits. Findings are plain values.
//
//   if (std::optional<Finding> F = judge(Rules, U)) {
//     std::tie(F->line, F->column) = Lines.at(F->span.begin);
//     Findings.push_back(std::move(*F));
//   }
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Finding.h"
#include <optional>

namespace causeway {

/// The finding of one use. The caller fills in line and column. Nothing for an
/// include of a file of the project: its new text depends on the names of
/// files, not on rules.
std::optional<Finding> judge(const RuleSet &Rules, const Use &U);

/// The finding of an include that names `Old`, a file or link whose name in the
/// migrated tree is `New`.
Finding judgeInclude(const Use &U, llvm::StringRef Old, llvm::StringRef New);

} // namespace causeway
