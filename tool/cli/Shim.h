// Finds the runtime shim: installed with the program, or in the source tree
// that the program was built from. Plain values.
//
//   if (auto S = findShim())
//     for (const std::string &Folder : S->includes("cpu"))
//       Args.push_back("-I" + Folder);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace causeway {

struct Shim {
  std::string
      portable; ///< Include folder of the headers that all backends share.
  std::string folder; ///< The folder that holds a folder for each backend.
  bool installed = false;
  std::string
      libraries; ///< The folder of libcauseway_cpu.a, which may not exist yet.

  /// Include folders for a backend; its own comes first.
  std::vector<std::string> includes(llvm::StringRef Backend) const;
  /// The compiler driver, `cwc++`; may not exist yet.
  std::string driver() const;
};

/// The folder of the program's documents; empty if there is none.
std::string findDocs();

/// The shim in `Folder` (a runtime-shim) if given, otherwise the one found.
std::optional<Shim> findShim(llvm::StringRef Folder = {});

} // namespace causeway
