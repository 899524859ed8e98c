// How to parse one unit. Plain values; several options may share one overlay of
// open files.
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

class PreludeStore;

struct ParseOptions {
  std::string file;      ///< Absolute path of the unit.
  std::string directory; ///< Working directory of the compile.
  std::vector<std::string> args;
  std::string root;     ///< Uses are recorded in files below this folder.
  std::string cudaPath; ///< Path of a CUDA SDK; empty means the facade headers.
  /// Null if no file is open.
  std::shared_ptr<const Buffers> buffers = nullptr;
  /// Null: the prelude's text is parsed with each unit.
  PreludeStore *preludes = nullptr;
};

} // namespace causeway
