// The names of the shim that a header-only backend has under the vendor's own.
// A file in the backend's folder `names` says which areas of the rules it takes
// them from, how they are spelled, and which the vendor lacks.
// `names/blas.yaml` makes `include/cw/blas.h`:
//
//   areas: [blas]
//   includes: [cw/runtime.h, cublas_v2.h]
//   rename: { cw: hip }          # left out: the name in CUDA
//   names: { cwFreeHost: hipHostFree }
//   lacks: ["cwGraphMemAttr.*"]  # regular expressions for whole names
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/RuleSet.h"

namespace causeway {

/// A header with one line a name, `#define cwMalloc hipMalloc`. \p Yaml is the
/// table's description, \p Origin its path, for errors and the first lines, and
/// \p Name the header's.
llvm::Expected<std::string> nameTable(const RuleFiles &Files,
                                      llvm::StringRef Yaml,
                                      llvm::StringRef Origin,
                                      llvm::StringRef Name);

} // namespace causeway
