// A header of the portable interface: what an area of the facade declares to C,
// under the shim's names. The shim's `interface.yaml` says which headers there
// are:
//
//   blas.h:
//     area: blas
//     title: "Dense linear algebra."
//     includes: [cw/runtime.h]
//   functions.h: { area: runtime, only_functions: true }
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/RuleSet.h"
#include <map>

namespace causeway {

/// The text of each header by its name. \p Yaml is the list of headers,
/// \p Origin its path, for errors.
llvm::Expected<std::map<std::string, std::string>>
interfaceHeaders(const RuleFiles &Files, llvm::StringRef Yaml,
                 llvm::StringRef Origin);

} // namespace causeway
