// A parsed unit as bytes: how it leaves the process that parsed it, and how it
// is kept for the next run. The texts of its files are not among them.
//
//   std::string Bytes = serialize(Unit);
//   std::optional<ParsedUnit> Again = deserialize(Bytes);
//
// Bytes and unit share nothing.
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/ParsedUnit.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace causeway {

/// Rises when the bytes come to mean something else.
inline constexpr unsigned ParsedUnitFormat = 7;

std::string serialize(const ParsedUnit &Unit);

/// The unit, but for its `reads`; nothing when the bytes are no unit.
std::optional<ParsedUnit> deserialize(llvm::StringRef Bytes);

/// Hands out what the unit read, in the order of paths, as long as `Each` says
/// true. True when it always did, and the unit was repeatable.
bool everyRead(
    llvm::StringRef Bytes,
    llvm::function_ref<bool(llvm::StringRef Path, const ReadLog::Entry &)>
        Each);

} // namespace causeway
