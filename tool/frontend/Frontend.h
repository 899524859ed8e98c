// The frontend: parses one unit with Clang and records every use of the CUDA
// world in it. The only room that knows Clang's AST and preprocessor. Results
// are plain values; a preamble belongs to its caller.
//
//   ParseOptions Options{"/src/a.cu", "/src", {"-Iinclude"}, "/src", ""};
//   ParsedUnit Unit = parseUnit(Rules, Options);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/ParseOptions.h"
#include "frontend/ParsedUnit.h"
#include "frontend/Preamble.h"
#include "rules/RuleSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace causeway {

/// Parses one unit: host pass, and a device pass when `__CUDA_ARCH__` hides
/// code. Missing headers and parse errors are diagnostics, not failures.
ParsedUnit parseUnit(const RuleSet &Rules, const ParseOptions &Options);

/// The same as above; nothing when `Cancelled`, which is asked now and then,
/// said so. `Kept` is the beginning from one parse of this unit to the next;
/// null: none is kept.
std::optional<ParsedUnit> parseUnit(const RuleSet &Rules,
                                    const ParseOptions &Options, Preamble *Kept,
                                    llvm::function_ref<bool()> Cancelled);

} // namespace causeway
