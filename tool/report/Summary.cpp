// Counts, and the words that all reports use.
//
// SPDX-License-Identifier: Apache-2.0
#include "report/Report.h"
#include <numeric>

namespace causeway {

size_t Tally::total() const {
  return std::accumulate(byVerdict.begin(), byVerdict.end(), size_t(0));
}

Summary summarize(const MigrationResult &Result) {
  Summary S;
  for (const Finding &F : Result.findings) {
    ++S.all[F.verdict];
    ++S.byFile[F.file][F.verdict];
    ++S.byEffort[F.effort];
  }
  for (const auto &[Path, File] : Result.files)
    S.changedFiles +=
        File.migrated != File.original || File.newPath != File.path;
  for (const SourceDiagnostic &D : Result.diagnostics)
    S.errors += D.severity == SourceDiagnostic::Severity::Error;
  return S;
}

bool leavesWork(const MigrationResult &Result) {
  Summary S = summarize(Result);
  // A warning is about CUDA code outside the root, which is work, too.
  return S.all.open() || Result.failedUnits || !Result.diagnostics.empty();
}

std::string decisionKey(const Finding &F) {
  std::string Name = F.verdict == Verdict::Unsupported ? "" : F.name;
  return Name + '\0' + F.message + '\0' + F.instead;
}

std::vector<FileDiagnostic> diagnosticsByFile(const MigrationResult &Result) {
  std::vector<FileDiagnostic> Files;
  for (const SourceDiagnostic &D : Result.diagnostics)
    if (Files.empty() || Files.back().first->file != D.file) {
      Files.push_back({&D, 0});
    } else {
      FileDiagnostic &Of = Files.back();
      ++Of.more;
      // The warning about a file outside the root has no line and comes first.
      if (Of.first->severity < D.severity)
        Of.first = &D;
    }
  return Files;
}

llvm::StringRef toString(Use::Kind K) {
  switch (K) {
  case Use::Kind::Header:
    return "header";
  case Use::Kind::Include:
    return "include";
  case Use::Kind::Function:
    return "function";
  case Use::Kind::Type:
    return "type";
  case Use::Kind::Value:
    return "value";
  case Use::Kind::Member:
    return "member";
  case Use::Kind::Namespace:
    return "namespace";
  case Use::Kind::Macro:
    return "macro";
  case Use::Kind::Syntax:
    return "syntax";
  case Use::Kind::WarpWidth:
    return "warp-width";
  case Use::Kind::Build:
    return "build";
  }
  return "";
}

llvm::StringRef toString(Confidence C) {
  switch (C) {
  case Confidence::Ast:
    return "ast";
  case Confidence::Pp:
    return "pp";
  case Confidence::Lexical:
    return "lexical";
  }
  return "";
}

} // namespace causeway
