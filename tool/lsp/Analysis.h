// The engine's result for one open file, and its form between the parsing
// process and the server. Plain values, which own their text.
//
//   json::OStream J(OS);
//   write(J, A);
//   FileAnalysis Copy;
//   bool Valid = fromJSON(Value, Copy, Root);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Migration.h"
#include "llvm/Support/JSON.h"

namespace causeway::lsp {

struct FileAnalysis {
  std::string path;
  int64_t version = 0; ///< The version of the analysed document.
  /// All units of the project are known, so the result is final.
  bool complete = false;
  std::string newPath = {};        ///< The file's name after the migration.
  std::vector<Finding> findings;   ///< In this file, sorted by place.
  std::vector<Function> functions; ///< Sorted likewise.
  std::vector<SourceDiagnostic> diagnostics;
};

/// Writes JSON without building it: a file may have thousands of findings.
void write(llvm::json::OStream &J, const FileAnalysis &A);
bool fromJSON(const llvm::json::Value &V, FileAnalysis &A, llvm::json::Path P);

} // namespace causeway::lsp
