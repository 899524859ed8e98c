// A header of the portable interface: what an area of the facade declares to C,
// under the shim's names. The shim's `interface.yaml` says which headers there
// are:
//
//   blas.h:
//     area: blas
//     title: "Dense linear algebra."
//     includes: [cw/runtime.h]
//   functions.h: { area: runtime, only: functions, except: [cwGetDevice] }
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/RuleSet.h"

namespace causeway {

/// A header that is made, and what it should hold.
struct MadeHeader {
  std::string name; ///< "blas.h"
  std::string text;
};

/// \p Yaml is the list of headers, \p Origin its path, for errors.
llvm::Expected<std::vector<MadeHeader>>
interfaceHeaders(const RuleFiles &Files, llvm::StringRef Yaml,
                 llvm::StringRef Origin);

} // namespace causeway
