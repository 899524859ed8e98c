// Reads JSON that nobody vouches for.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"

namespace causeway {

/// Arrays and objects inside each other; deeper text is refused.
constexpr unsigned MaxJsonDepth = 200;

/// The only way by which JSON comes in. Its parser recurses as deeply as the
/// text is nested, so the depth is looked at first. Errors say where:
/// "[LINE:COLUMN, byte=OFFSET]: MESSAGE".
llvm::Expected<llvm::json::Value> parseJson(llvm::StringRef Text);

} // namespace causeway
