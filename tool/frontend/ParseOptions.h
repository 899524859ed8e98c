// How one unit is parsed. Plain values; the overlay of open files is shared.
//
//   ParseOptions Options{"/src/a.cu", "/src", {"-Iinclude"}, "/src", ""};
//   ParsedUnit Unit = parseUnit(Rules, Options);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Buffers.h"
#include <memory>
#include <string>
#include <vector>

namespace causeway {

struct ParseOptions {
  std::string file;      ///< Absolute path of the unit.
  std::string directory; ///< Working directory of the compile.
  std::vector<std::string> args;
  std::string root;     ///< Uses are recorded in files below it.
  std::string cudaPath; ///< A CUDA SDK; empty: the facade headers.
  std::shared_ptr<const Buffers> buffers = nullptr; ///< Null: all is as on the
                                                    ///< disk.
};

} // namespace causeway
