// The frontend: parses one translation unit with Clang and records every use of
// CUDA in it. Only this folder knows Clang's AST and preprocessor. Results are
// plain values; the caller owns the preamble.
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

/// Parses one unit: a host pass, and a device pass if `__CUDA_ARCH__` hides
/// code from it. Missing headers and parse errors become diagnostics, not
/// failures.
ParsedUnit parseUnit(const RuleSet &Rules, const ParseOptions &Options);

/// The same, with a preamble and a way to stop. `Kept` holds the preamble from
/// one parse of this unit to the next; null keeps none. `Cancelled` is called
/// after each top-level declaration; once it returns true, parsing stops and
/// the result is nullopt.
std::optional<ParsedUnit> parseUnit(const RuleSet &Rules,
                                    const ParseOptions &Options, Preamble *Kept,
                                    llvm::function_ref<bool()> Cancelled);

} // namespace causeway
