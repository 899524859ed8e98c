// The result of parsing one unit: its uses of CUDA, its errors, and the files
// that it read. Plain values, owned by the holder; ParsedUnitIO.h converts them
// to bytes.
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

/// One of Clang's errors: a missing header, a parse error.
struct SourceDiagnostic {
  enum class Severity { Warning, Error } severity;
  std::string file;
  unsigned line = 0, column = 0;
  std::string message;
  /// Clang has no declaration for the name at this place.
  bool undeclared = false;
};

struct ParsedUnit {
  std::vector<Use> uses;
  std::vector<SourceDiagnostic> diagnostics;
  /// Every file below the root that the unit read, by real path.
  std::map<std::string, Digest> files;
  /// Offsets of identifiers that look like CUDA's but are the source's own:
  /// declarations, and references to them.
  std::map<std::string, std::set<unsigned>> own;
  /// Offsets of identifiers that look like CUDA's and for which Clang found no
  /// declaration.
  std::map<std::string, std::set<unsigned>> undeclared;
  /// The subset of `undeclared` where Clang expects a type.
  std::map<std::string, std::set<unsigned>> unknownTypes;
  /// Includes that were not found, in their spelling.
  std::set<std::string> missing;
  /// The functions that the unit defines in files below the root.
  std::vector<Function> functions;
  /// Offsets of the uses of CUDA in headers outside the root; no migration
  /// edits them.
  std::map<std::string, std::set<unsigned>> outside;
  std::vector<KernelFacts> kernels; ///< The kernels that the unit defines.
  /// The size in bytes of each variable in constant memory that the unit
  /// defines.
  std::map<FilePlace, uint64_t> constants;
  bool isCuda = false; ///< Parsed as CUDA, with the prelude.
  ReadLog reads;       ///< All inputs of the result except the facade.
};

} // namespace causeway
