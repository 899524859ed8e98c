// The audit for spreadsheets.
//
// SPDX-License-Identifier: Apache-2.0
#include "audit/Render.h"
#include "report/Report.h"
#include "llvm/ADT/StringExtras.h"

namespace causeway {
namespace {

using llvm::StringRef;

/// A field that a spreadsheet would evaluate as a formula gets an apostrophe,
/// which marks it as text.
std::string field(StringRef Text) {
  std::string Out = printable(Text);
  if (!Out.empty() && StringRef("=+-@\t\r\n").contains(Out.front()))
    Out.insert(Out.begin(), '\'');
  if (StringRef(Out).find_first_of("\",\r\n") == StringRef::npos)
    return Out;
  std::string Quoted = "\"";
  for (char C : Out) {
    Quoted += C;
    if (C == '"')
      Quoted += C;
  }
  return Quoted + "\"";
}

class Row {
public:
  explicit Row(llvm::raw_ostream &OS) : OS(OS) {}
  ~Row() { OS << "\r\n"; }
  Row &text(StringRef Text) {
    OS << Between << field(Text);
    Between = ",";
    return *this;
  }
  /// A number may be negative and is no formula.
  template <typename T> Row &number(T N) {
    OS << Between << N;
    Between = ",";
    return *this;
  }

private:
  llvm::raw_ostream &OS;
  StringRef Between = "";
};

} // namespace

void writeAuditCsv(llvm::raw_ostream &OS, const Audit &A) {
  {
    Row Head(OS);
    for (StringRef Name :
         {"file", "line", "column", "kind", "name", "verdict", "effort",
          "minutes", "decision", "confidence", "replacement", "message",
          "instead", "area", "needs", "function", "kernel", "new"})
      Head.text(Name);
  }
  std::vector<bool> New(A.ofFinding.size());
  if (A.since)
    for (size_t I : A.since->added)
      New[I] = true;
  for (size_t I = 0; I < A.ofFinding.size(); ++I) {
    const Finding &F = A.finding(I);
    const Audit::FindingFacts &Facts = A.ofFinding[I];
    Row R(OS);
    R.text(F.file).number(F.line).number(F.column).text(toString(F.kind));
    R.text(F.name).text(toString(F.verdict)).text(toString(F.effort));
    R.number(plainNumber(Facts.minutes));
    if (Facts.decision)
      R.number(*Facts.decision);
    else
      R.text("");
    R.text(toString(F.confidence)).text(F.replacement).text(F.message);
    R.text(F.instead).text(F.area).text(llvm::join(F.needs, " "));
    R.text(F.function);
    R.text(Facts.kernel ? A.kernels[*Facts.kernel].kernel->facts.name : "");
    R.text(!A.since ? "" : New[I] ? "yes" : "no");
  }
}

} // namespace causeway
