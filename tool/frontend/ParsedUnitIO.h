// Converts a parsed unit to bytes and back. The worker process sends these
// bytes, and the cache keeps them for the next run. The texts of the unit's
// files are not included. Bytes and unit share nothing.
//
//   std::string Bytes = serialize(Unit);
//   std::optional<ParsedUnit> Again = deserialize(Bytes);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/ParsedUnit.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace causeway {

/// Raise it whenever the meaning of the bytes changes.
inline constexpr unsigned ParsedUnitFormat = 8;

std::string serialize(const ParsedUnit &Unit);

/// The unit without its `reads`; nullopt if the bytes are malformed.
std::optional<ParsedUnit> deserialize(llvm::StringRef Bytes);

/// Calls `Each` for every path that the unit read, sorted by path, until it
/// returns false. True if it never did and the unit is repeatable.
bool everyRead(
    llvm::StringRef Bytes,
    llvm::function_ref<bool(llvm::StringRef Path, const ReadLog::Entry &)>
        Each);

} // namespace causeway
