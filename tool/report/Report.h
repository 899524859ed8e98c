// The report: the result of a migration as text for people and as JSON for
// programs. It reads a MigrationResult and owns nothing.
//
//   TextOptions Options;
//   Options.outcome = "nothing was written";
//   writeText(llvm::outs(), Result, Options);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Migration.h"
#include "engine/Text.h"
#include "llvm/Support/raw_ostream.h"
#include <array>

namespace causeway {

/// How many findings have each verdict.
struct Tally {
  std::array<size_t, 4> byVerdict{}; ///< Indexed by Verdict.

  size_t &operator[](Verdict V) { return byVerdict[size_t(V)]; }
  size_t operator[](Verdict V) const { return byVerdict[size_t(V)]; }
  size_t total() const;
  size_t open() const { return total() - (*this)[Verdict::Mapped]; }
};

struct Summary {
  Tally all;
  std::map<std::string, Tally> byFile;
  std::map<Effort, size_t> byEffort;
  size_t changedFiles = 0;
  size_t errors = 0; ///< Diagnostics that are errors.
};

Summary summarize(const MigrationResult &Result);

/// Whether a person has something to do.
bool leavesWork(const MigrationResult &Result);

/// One decision settles all open findings with the same key. They have the same
/// name or, if there is no portable form, the same reason.
std::string decisionKey(const Finding &F);

/// For each file with diagnostics the first error, since the others often
/// follow from it, else the warning, and the number of the others.
struct FileDiagnostic {
  const SourceDiagnostic *first;
  size_t more;
};
std::vector<FileDiagnostic> diagnosticsByFile(const MigrationResult &Result);

llvm::StringRef toString(Use::Kind K);
llvm::StringRef toString(Confidence C);

struct TextOptions {
  /// Returns the name of a file for people; findings carry paths relative to
  /// the root.
  std::function<std::string(llvm::StringRef)> display;
  bool colors = false;
  bool everyPlace = false; ///< Do not group places of the same kind.
  /// The result of the command, such as "written below out".
  std::string outcome;
};

/// Writes the open findings, one per line, sorted, with those of one kind
/// grouped; then the tables and a sentence about the result.
void writeText(llvm::raw_ostream &OS, const MigrationResult &Result,
               const TextOptions &Options);

/// Writes the complete result for programs; docs/cli.md describes it.
void writeJson(llvm::raw_ostream &OS, const MigrationResult &Result,
               llvm::StringRef Root);

/// Writes fixes in the format of clang-apply-replacements and clang-tidy: a
/// diagnostic for each finding, with its replacements. Paths are absolute.
/// Returns the files whose fixes are missing, because YAML cannot hold moved
/// text that is not UTF-8.
std::vector<std::string> writeFixes(llvm::raw_ostream &OS,
                                    const MigrationResult &Result,
                                    llvm::StringRef Root);

struct HandoverOptions {
  std::vector<std::string>
      notes;         ///< Further notes about the migration, one sentence each.
  std::string build; ///< Build instructions, as Markdown.
};

/// Writes MIGRATION.md for a migrated tree: the changes, the remaining work in
/// its order, and how to build.
void writeHandover(llvm::raw_ostream &OS, const MigrationResult &Result,
                   const HandoverOptions &Options);

} // namespace causeway
