// What the analysis found in one open file: how it travels from the process
// that parses to the one that talks to the editor.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Migration.h"
#include "llvm/Support/JSON.h"

namespace causeway::lsp {

struct FileAnalysis {
  std::string path;
  int64_t version = 0; ///< Of the document that was looked at.
  /// Nothing is outstanding that could change it: every unit of the project is
  /// known.
  bool complete = false;
  std::string newPath = {};        ///< What the file should be renamed to.
  std::vector<Finding> findings;   ///< Of this file, by place.
  std::vector<Function> functions; ///< Likewise.
  std::vector<SourceDiagnostic> diagnostics;
};

/// Writes it; a file may have thousands of findings.
void write(llvm::json::OStream &J, const FileAnalysis &A);
bool fromJSON(const llvm::json::Value &V, FileAnalysis &A, llvm::json::Path P);

} // namespace causeway::lsp
