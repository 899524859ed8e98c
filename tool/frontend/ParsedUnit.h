// What the frontend finds in one unit: its uses of CUDA, its errors, and the
// files that it read. Plain values, owned by the holder; ParsedUnitIO.h turns
// them into bytes.
//
//   ParsedUnit Unit = parseUnit(Rules, Options);
//   for (const Use &U : Unit.uses)
//     llvm::outs() << U.file << ": " << U.name << '\n';
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/KernelFacts.h"
#include "frontend/ReadLog.h"
#include "frontend/Use.h"
#include <map>
#include <set>
#include <string>
#include <vector>

namespace causeway {

/// What Clang said of the source: a missing header, a parse error.
struct SourceDiagnostic {
  enum class Severity { Warning, Error } severity;
  std::string file;
  unsigned line = 0, column = 0;
  std::string message;
  /// It stands at a name for which Clang has no declaration.
  bool undeclared = false;
};

struct ParsedUnit {
  std::vector<Use> uses;
  std::vector<SourceDiagnostic> diagnostics;
  /// Every file below the root that the unit read, by its real path.
  std::map<std::string, Digest> files;
  /// Offsets of identifiers that look like the CUDA world's but are not: the
  /// source's own declarations, and references to them.
  std::map<std::string, std::set<unsigned>> own;
  /// Offsets of identifiers that look like the CUDA world's and for which Clang
  /// has found no declaration.
  std::map<std::string, std::set<unsigned>> undeclared;
  /// Of them, those that Clang takes for types.
  std::map<std::string, std::set<unsigned>> unknownTypes;
  /// Includes that were not found, as they are written.
  std::set<std::string> missing;
  /// Those that it defines in files below the root.
  std::vector<Function> functions;
  /// Headers outside the root that use CUDA; nobody will edit them.
  std::set<std::string> outside;
  std::vector<KernelFacts> kernels; ///< Those that the unit defines.
  /// Variables in constant memory that it defines, and their bytes.
  std::map<FilePlace, uint64_t> constants;
  bool isCuda = false; ///< Parsed as CUDA, so the prelude came first.
  ReadLog reads;       ///< All that the result hangs on, but for the facade.
};

} // namespace causeway
