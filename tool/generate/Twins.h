// Functions that forward to functions of another area under a second name:
// those of the driver API that the runtime API has too.
//
//   auto Text = twinsText(Rules, Files, Header); // Header.twins is set
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/InterfaceList.h"
#include "rules/RuleSet.h"

namespace causeway {

/// The text of a header. A name without an original is an error.
llvm::Expected<std::string> twinsText(const RuleSet &Rules,
                                      const RuleFiles &Files,
                                      const InterfaceHeader &D);

} // namespace causeway
