// The audit's faces: one file each. They read an Audit and own nothing. Text
// that is not UTF-8 has U+FFFD for the odd bytes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/Audit.h"
#include "llvm/Support/raw_ostream.h"

namespace causeway {

/// docs/audit.md describes the fields. `Sources` adds the text of every file,
/// by its path, and is what the page is made of.
enum class JsonForm { Readable, WithSources };
void writeAuditJson(llvm::raw_ostream &OS, const Audit &A,
                    JsonForm Form = JsonForm::Readable);
/// One page that needs no other file and no network.
void writeAuditHtml(llvm::raw_ostream &OS, const Audit &A);
void writeAuditMarkdown(llvm::raw_ostream &OS, const Audit &A);
/// A line for each use, as RFC 4180 has it, and with nothing in it that a
/// spreadsheet would take for a formula.
void writeAuditCsv(llvm::raw_ostream &OS, const Audit &A);
/// SARIF 2.1.0 with a result for each use and fixes where there are edits.
void writeAuditSarif(llvm::raw_ostream &OS, const Audit &A);

struct AuditTextOptions {
  bool colors = false;
  bool brief = false; ///< Only how much moves, and the price of the rest.
};
void writeAuditText(llvm::raw_ostream &OS, const Audit &A,
                    const AuditTextOptions &Options);

/// "3 h 20 min", "45 min", "12 days": a day has eight hours.
std::string spelledMinutes(double Minutes);
/// What is left to people: "12 days", or as a range with "not calibrated" where
/// the weights are the defaults. `Total` is in minutes.
std::string spelledCost(const Audit &A, double Total);
/// "276 of 278 files could not be read in full, so ...": what the figures are
/// worth; empty where all was read.
std::string spelledBound(const Audit &A);
/// "15", "0.50".
std::string plainNumber(double N);
/// "93.4 %"; of nothing: "-".
std::string percentage(size_t Part, size_t Total);
/// A limit's numbers: "1024 x 1024 x 64 threads", "16, 32 or 64 lanes".
std::string spelledNumbers(llvm::StringRef Limit,
                           const std::vector<uint64_t> &Numbers,
                           llvm::StringRef Unit);

} // namespace causeway
