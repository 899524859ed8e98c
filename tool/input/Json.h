// Reads untrusted JSON. The caller owns the value.
//
//   auto Value = parseJson(Text);
//   if (!Value)
//     return Value.takeError(); // "[3:5, byte=27]: ..."
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"

namespace causeway {

/// The largest accepted depth of nested arrays and objects.
constexpr unsigned MaxJsonDepth = 200;

/// All JSON input goes through this function. LLVM's parser recurses once for
/// each level of nesting, so the depth is checked first. Errors name the place:
/// "[LINE:COLUMN, byte=OFFSET]: MESSAGE".
llvm::Expected<llvm::json::Value> parseJson(llvm::StringRef Text);

} // namespace causeway
