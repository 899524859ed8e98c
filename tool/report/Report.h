// The report: what a migration found, told to people as text and to programs
// as JSON. It only reads a MigrationResult and owns nothing.
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

/// Whether a person still has something to do.
bool leavesWork(const MigrationResult &Result);

/// Open findings with the same key are settled by one decision: they are of one
/// name, or, where there is no portable form, have one reason.
std::string decisionKey(const Finding &F);

/// Of each file that did not parse the first diagnostic, which is the one that
/// matters, and how many more there are.
struct FileDiagnostic {
  const SourceDiagnostic *first;
  size_t more;
};
std::vector<FileDiagnostic> diagnosticsByFile(const MigrationResult &Result);

llvm::StringRef toString(Use::Kind K);
llvm::StringRef toString(Confidence C);

struct TextOptions {
  /// How a file's name is shown: findings carry paths relative to the root.
  std::function<std::string(llvm::StringRef)> display;
  bool colors = false;
  bool everyPlace = false; ///< Lists places of one kind that many have, too.
  /// What was done with the files: "written below out", say.
  std::string outcome;
};

/// Open findings one a line, sorted, those of one kind grouped; then the tables
/// and one sentence on what they mean.
void writeText(llvm::raw_ostream &OS, const MigrationResult &Result,
               const TextOptions &Options);

/// The same, complete, for programs; docs/cli.md describes it.
void writeJson(llvm::raw_ostream &OS, const MigrationResult &Result,
               llvm::StringRef Root);

/// Fixes as Clang's tools exchange them (clang-apply-replacements reads them,
/// clang-tidy writes the like): a diagnostic for each finding, with what it
/// replaces. Their paths are absolute. Returns the files whose fixes YAML
/// cannot carry, because text that is not UTF-8 moves in them; these are left
/// out.
std::vector<std::string> writeFixes(llvm::raw_ostream &OS,
                                    const MigrationResult &Result,
                                    llvm::StringRef Root);

struct HandoverOptions {
  std::vector<std::string> notes; ///< More of what was done, a sentence each.
  std::string build;              ///< How to build the tree, as Markdown.
};

/// MIGRATION.md, written beside a migrated tree: what was done, what is left
/// and in which order, how to build it.
void writeHandover(llvm::raw_ostream &OS, const MigrationResult &Result,
                   const HandoverOptions &Options);

} // namespace causeway
