// Writes an audit in each of its formats. The functions read an Audit and own
// nothing. U+FFFD replaces bytes that are not UTF-8.
//
//   Audit A = makeAudit(Result, Profiles, Options);
//   writeAuditMarkdown(llvm::outs(), A);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/Audit.h"
#include "llvm/Support/raw_ostream.h"

namespace causeway {

/// docs/audit.md describes the fields. `WithSources` adds the text of every
/// file by its path, for the page.
enum class JsonForm { Readable, WithSources };
void writeAuditJson(llvm::raw_ostream &OS, const Audit &A,
                    JsonForm Form = JsonForm::Readable);
/// One self-contained page, which needs no other file and no network.
void writeAuditHtml(llvm::raw_ostream &OS, const Audit &A);
void writeAuditMarkdown(llvm::raw_ostream &OS, const Audit &A);
/// One line per use, in the format of RFC 4180. No field is a formula to a
/// spreadsheet.
void writeAuditCsv(llvm::raw_ostream &OS, const Audit &A);
/// SARIF 2.1.0: a result for each use, with fixes where there are edits.
void writeAuditSarif(llvm::raw_ostream &OS, const Audit &A);

struct AuditTextOptions {
  bool colors = false;
  bool brief = false; ///< Only the migrated share, and the cost of the rest.
};
void writeAuditText(llvm::raw_ostream &OS, const Audit &A,
                    const AuditTextOptions &Options);

/// "3 h 20 min", "45 min", "12 days". A day has eight hours.
std::string spelledMinutes(double Minutes);
/// The cost of the remaining work: "12 days", or a range with "not calibrated"
/// for the default weights. `Total` is in minutes.
std::string spelledCost(const Audit &A, double Total);
/// How complete the figures are: "276 of 278 files could not be read in full,
/// so ..."; empty if all files were read.
std::string spelledBound(const Audit &A);
/// "15", "0.50".
std::string plainNumber(double N);
/// "93.4 %"; "-" for a total of 0.
std::string percentage(size_t Part, size_t Total);
/// The numbers of a limit: "1024 x 1024 x 64 threads", "16, 32 or 64 lanes".
std::string spelledNumbers(llvm::StringRef Limit,
                           const std::vector<uint64_t> &Numbers,
                           llvm::StringRef Unit);

} // namespace causeway
