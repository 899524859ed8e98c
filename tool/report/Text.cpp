// The report as text: open findings, tables, and a sentence about the result.
//
// SPDX-License-Identifier: Apache-2.0
#include "report/Report.h"
#include "llvm/Support/Format.h"

namespace causeway {
namespace {

using llvm::raw_ostream;

constexpr Verdict Verdicts[] = {Verdict::Mapped, Verdict::MappedReview,
                                Verdict::Unsupported, Verdict::Unknown};

raw_ostream::Colors colorOf(Verdict V) {
  switch (V) {
  case Verdict::Mapped:
    return raw_ostream::GREEN;
  case Verdict::MappedReview:
    return raw_ostream::YELLOW;
  case Verdict::Unsupported:
  case Verdict::Unknown:
    return raw_ostream::RED;
  }
  return raw_ostream::RED;
}

class TextReport {
public:
  TextReport(raw_ostream &OS, const MigrationResult &Result,
             const TextOptions &Options)
      : OS(OS), Result(Result), Options(Options), Sums(summarize(Result)) {}

  void write() {
    openFindings();
    diagnostics();
    fileTable();
    verdictTable();
    meaning();
  }

private:
  std::string display(llvm::StringRef File) const {
    return printable(Options.display ? Options.display(File) : File.str());
  }

  void colored(raw_ostream::Colors C, llvm::StringRef Text, bool Bold = false) {
    if (Options.colors)
      OS.changeColor(C, Bold);
    OS << Text;
    if (Options.colors)
      OS.resetColor();
  }

  /// Writes one line per place. A kind of finding with many places is shown
  /// once, with the number of the other places.
  void openFindings() {
    constexpr size_t Few = 3;
    std::map<std::string, size_t> Kinds;
    for (const Finding &F : Result.findings)
      if (F.isOpen())
        ++Kinds[decisionKey(F)];
    for (const Finding &F : Result.findings) {
      if (!F.isOpen())
        continue;
      size_t &Places = Kinds[decisionKey(F)];
      bool Grouped = !Options.everyPlace && Places > Few;
      if (!Places)
        continue; // shown with the first one of its kind
      openFinding(F);
      if (Grouped) {
        colored(raw_ostream::SAVEDCOLOR,
                " (" + counted(Places - 1, "more place") + ")", true);
        Places = 0;
        Hidden = true;
      }
      OS << '\n';
    }
  }

  void openFinding(const Finding &F) {
    OS << display(F.file) << ':' << F.line << ':' << F.column << ": ";
    colored(colorOf(F.verdict), toString(F.verdict), true);
    OS << ": " << printable(F.name);
    if (!F.replacement.empty())
      OS << " -> " << printable(F.replacement);
    if (!F.message.empty())
      OS << ": " << printable(F.message);
    if (!F.instead.empty())
      OS << " Instead: " << printable(F.instead);
  }

  /// Writes one line for each file with diagnostics; the JSON report lists all.
  void diagnostics() {
    for (auto [First, More] : diagnosticsByFile(Result)) {
      const SourceDiagnostic &D = *First;
      bool Error = D.severity == SourceDiagnostic::Severity::Error;
      if (!D.file.empty())
        OS << display(D.file) << ':';
      if (D.line)
        OS << D.line << ':' << D.column << ':';
      OS << (D.file.empty() ? "" : " ");
      colored(Error ? raw_ostream::RED : raw_ostream::YELLOW,
              Error ? "error" : "warning", true);
      OS << ": " << printable(D.message);
      if (More)
        OS << " (and " << More << " more in this file)";
      OS << '\n';
    }
  }

  void fileTable() {
    if (Sums.byFile.empty())
      return;
    if (Sums.all.open() || !Result.diagnostics.empty())
      OS << '\n';
    size_t Width = 4;
    for (const auto &[File, T] : Sums.byFile)
      Width = std::max(Width, display(File).size());
    OS << llvm::left_justify("file", Width)
       << "  mapped  review  unsupported  unknown\n";
    for (const auto &[File, T] : Sums.byFile)
      OS << llvm::left_justify(display(File), Width)
         << llvm::format("  %6zu  %6zu  %11zu  %7zu\n", T[Verdict::Mapped],
                         T[Verdict::MappedReview], T[Verdict::Unsupported],
                         T[Verdict::Unknown]);
  }

  void verdictTable() {
    OS << '\n';
    for (Verdict V : Verdicts) {
      size_t N = Sums.all[V];
      OS << "  ";
      std::string Name = toString(V).str();
      Name.resize(14, ' ');
      colored(N ? colorOf(V) : raw_ostream::SAVEDCOLOR, Name);
      OS << llvm::format("%6zu", N);
      if (size_t Total = Sums.all.total())
        OS << llvm::format("  %5.1f %%", 100.0 * double(N) / double(Total));
      OS << '\n';
    }
  }

  void meaning() {
    size_t Total = Sums.all.total(), Open = Sums.all.open();
    OS << '\n';
    if (Result.cachedUnits)
      OS << counted(Result.units - Result.cachedUnits, "unit") << " parsed, "
         << Result.cachedUnits << " unchanged since an earlier run; ";
    else
      OS << counted(Result.units, "unit") << ", ";
    OS << counted(Result.files.size(), "file") << " read, "
       << counted(Sums.changedFiles, "file") << " to change";
    if (Sums.errors || Result.failedUnits)
      OS << "; where the source does not parse, only plain names are replaced";
    OS << ".\n";
    if (!Total)
      OS << "Nothing of CUDA was found.\n";
    else if (!leavesWork(Result))
      OS << "Every use of CUDA has its portable form: nothing is left to do by "
            "hand.\n";
    else if (!Open)
      OS << "Every use of CUDA that was seen has its portable form, but the "
            "lines above say where the source could not be read in full.\n";
    else
      OS << counted(Open, "place") << " of " << Total
         << (Open == 1 ? " needs a person: look at the line above.\n"
                       : " need a person: look at the lines above.\n");
    if (Hidden)
      OS << "Places of one kind are grouped; -v lists each of them.\n";
    if (!Options.outcome.empty())
      OS << printable(Options.outcome) << '\n';
  }

  raw_ostream &OS;
  const MigrationResult &Result;
  const TextOptions &Options;
  Summary Sums;
  bool Hidden = false; ///< Some places are not listed.
};

} // namespace

void writeText(raw_ostream &OS, const MigrationResult &Result,
               const TextOptions &Options) {
  TextReport(OS, Result, Options).write();
}

} // namespace causeway
