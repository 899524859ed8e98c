// Where the runtime shim is: installed with the program, or in the tree that
// the program was built from.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace causeway {

struct Shim {
  std::string portable; ///< Include folder of what all backends share.
  std::string folder;   ///< Holds a folder for each backend.
  bool installed = false;
  std::string libraries; ///< Holds libcauseway_cpu.a; may not exist yet.

  /// Include folders for a backend, its own first.
  std::vector<std::string> includes(llvm::StringRef Backend) const;
  /// The compiler driver, `cwc++`; may not exist yet.
  std::string driver() const;
};

/// The folder of the program's documents; empty: it is not there.
std::string findDocs();

/// `Folder` (a runtime-shim) when it is given, else what is found.
std::optional<Shim> findShim(llvm::StringRef Folder = {});

} // namespace causeway
