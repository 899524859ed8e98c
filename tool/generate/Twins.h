// Functions that forward to functions of another area under a second name:
// those of the driver API that the runtime API has too.
//
//   auto Code = twinFunctions(Header, Files, functionsOf(Rules, *Runtime));
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/CFunction.h"
#include "generate/InterfaceList.h"
#include "rules/RuleReader.h"

namespace causeway {

/// The functions of a header whose `twins` is set. \p Originals are those of
/// the area that they forward to. A name without an original is an error.
llvm::Expected<std::string> twinFunctions(const InterfaceHeader &D,
                                          const RuleFiles &Files,
                                          llvm::ArrayRef<CFunction> Originals);

} // namespace causeway
