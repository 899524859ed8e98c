// The files of the portable interface that follow from the facade: headers that
// declare an area's C interface under the shim's names, stubs that define its
// functions, and functions that forward to another area's. The shim's
// `interface.yaml` lists them; its first lines explain the keys.
//
//   auto Made = interfaceFiles(Files, Yaml, "runtime-shim/interface.yaml");
//   for (auto &[Path, Text] : *Made)
//     write(Shim + "/" + Path, Text); // "include/cw/blas.h", "stub/blas.cpp"
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/RuleSet.h"
#include <map>

namespace causeway {

/// The text of each file by its path in the shim. \p Yaml is the list of
/// headers, \p Origin its path, for errors.
llvm::Expected<std::map<std::string, std::string>>
interfaceFiles(const RuleFiles &Files, llvm::StringRef Yaml,
               llvm::StringRef Origin);

} // namespace causeway
