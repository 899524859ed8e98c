// The audit for a terminal, and the phrases that it shares with Markdown.
//
// SPDX-License-Identifier: Apache-2.0
#include "audit/Render.h"
#include "report/Report.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>

namespace causeway {

using llvm::raw_ostream;
using llvm::StringRef;

std::string spelledMinutes(double Minutes) {
  constexpr long Hour = 60, Day = 8 * Hour;
  long M = std::lround(Minutes);
  if (M < Hour)
    return std::to_string(M) + " min";
  if (M < 3 * Day)
    return std::to_string(M / Hour) + " h" +
           (M % Hour ? " " + std::to_string(M % Hour) + " min" : "");
  return llvm::formatv("{0:f1} days", double(M) / double(Day)).str();
}

std::string spelledCost(const Audit &A, double Total) {
  if (A.weights.calibrated)
    return "about " + spelledMinutes(Total);
  return spelledMinutes(Total * Audit::Least) + " to " +
         spelledMinutes(Total * Audit::Most) + " (not calibrated)";
}

std::string spelledBound(const Audit &A) {
  if (!A.unreadFiles)
    return "";
  return counted(A.unreadFiles, "file") + " of " +
         std::to_string(std::max(A.files.size(), A.unreadFiles)) +
         " could not be read in full, so every figure is a bound: at most this "
         "much migrates automatically, and at least this much is left.";
}

std::string plainNumber(double N) {
  return N == double(long(N)) ? std::to_string(long(N))
                              : llvm::formatv("{0:f2}", N).str();
}

std::string percentage(size_t Part, size_t Total) {
  if (!Total)
    return "-";
  // A part below the total must not be rounded to 100 %.
  double Percent = 100.0 * double(Part) / double(Total);
  if (Part != Total && Percent > 99.9)
    Percent = 99.9;
  if (Part && Percent < 0.1)
    Percent = 0.1;
  return llvm::formatv("{0:f1} %", Percent).str();
}

std::string spelledNumbers(StringRef Limit,
                           const std::vector<uint64_t> &Numbers,
                           StringRef Unit) {
  if (Numbers.empty())
    return "unknown";
  std::string Text;
  for (size_t I = 0; I < Numbers.size(); ++I) {
    if (I)
      Text += Limit != "warp_size"      ? " x "
              : I + 1 == Numbers.size() ? " or "
                                        : ", ";
    Text += std::to_string(Numbers[I]);
  }
  return Text + " " + Unit.str();
}

namespace {

raw_ostream::Colors colorOf(Effort E) {
  switch (E) {
  case Effort::Auto:
    return raw_ostream::GREEN;
  case Effort::Review:
    return raw_ostream::YELLOW;
  case Effort::Manual:
    return raw_ostream::MAGENTA;
  case Effort::Blocked:
    return raw_ostream::RED;
  }
  return raw_ostream::RED;
}

raw_ostream::Colors colorOf(ChipFit::Verdict V) {
  switch (V) {
  case ChipFit::Verdict::Native:
    return raw_ostream::GREEN;
  case ChipFit::Verdict::Emulated:
    return raw_ostream::CYAN;
  case ChipFit::Verdict::Unknown:
    return raw_ostream::YELLOW;
  case ChipFit::Verdict::Absent:
  case ChipFit::Verdict::Over:
    return raw_ostream::RED;
  }
  return raw_ostream::RED;
}

class AuditText {
public:
  AuditText(raw_ostream &OS, const Audit &A, const AuditTextOptions &Options)
      : OS(OS), A(A), Options(Options) {}

  void write() {
    moves();
    if (Options.brief) {
      OS << "Remaining work: " << spelledCost(A, A.totalMinutes()) << ".\n";
      since();
      unread();
      return;
    }
    left();
    kernels();
    needs();
    chips();
    since();
    unread();
  }

private:
  void colored(raw_ostream::Colors C, StringRef Text, bool Bold = false) {
    if (Options.colors)
      OS.changeColor(C, Bold);
    OS << Text;
    if (Options.colors)
      OS.resetColor();
  }
  void title(StringRef Text) {
    OS << '\n';
    if (Options.colors)
      OS.changeColor(raw_ostream::SAVEDCOLOR, true);
    OS << Text << '\n';
    if (Options.colors)
      OS.resetColor();
  }

  // ---- Automatic part ------------------------------------------------------

  void moves() {
    OS << printable(A.project) << ": " << counted(A.uses.total, "use")
       << " of CUDA in " << A.files_.ofCuda() << " of "
       << counted(A.files.size(), "file") << ", "
       << counted(A.kernels.size(), "kernel") << "\n";
    if (std::string Bound = spelledBound(A); !Bound.empty()) {
      colored(raw_ostream::RED, Bound, true);
      OS << '\n';
    }
    if (!A.uses.total) {
      OS << "Nothing of CUDA was found.\n";
      return;
    }
    title(A.unreadFiles ? "How much migrates automatically, at most"
                        : "How much migrates automatically");
    OS << "           automatic              review   manual  blocked    of\n";
    row("uses", A.uses);
    row("lines", A.lines);
    row("files", A.files_);
    row("kernels", A.kernels_);
    if (!Options.brief)
      OS << "  (lines with CUDA; " << A.lines.total << " lines in all, "
         << A.lines.total - A.lines.ofCuda() << " without)\n";
  }

  void row(StringRef What, const Shares &S) {
    constexpr size_t Width = 10;
    size_t Total = S.ofCuda();
    size_t Full = Total ? Width * S[Effort::Auto] / Total : 0;
    OS << "  " << llvm::left_justify(What, 9);
    colored(colorOf(Effort::Auto), std::string(Full, '#'));
    OS << std::string(Width - Full, '.') << "  "
       << llvm::right_justify(percentage(S[Effort::Auto], Total), 7);
    for (Effort E : {Effort::Review, Effort::Manual, Effort::Blocked}) {
      std::string N = std::to_string(S[E]);
      OS << std::string(N.size() < 9 ? 9 - N.size() : 1, ' ');
      if (S[E])
        colored(colorOf(E), N);
      else
        OS << N;
    }
    OS << llvm::right_justify(std::to_string(Total), 7) << '\n';
  }

  // ---- Remaining work ------------------------------------------------------

  void left() {
    constexpr size_t Most = 12;
    title("Remaining work and its cost");
    if (A.decisions.empty()) {
      OS << "  Nothing: every use of CUDA has its portable form.\n";
      return;
    }
    std::string Cost = spelledCost(A, A.totalMinutes());
    Cost[0] = llvm::toUpper(Cost[0]);
    OS << "  " << Cost << ":";
    bool First = true;
    for (Effort E : Efforts)
      if (A.minutes[size_t(E)] > 0) {
        OS << (First ? " " : ", ") << toString(E) << " "
           << spelledMinutes(A.minutes[size_t(E)]);
        First = false;
      }
    OS << (First ? " nothing" : "") << ". "
       << counted(A.decisions.size(), "decision") << "; the most expensive:\n";
    for (size_t I = 0; I < std::min(Most, A.decisions.size()); ++I) {
      const Decision &D = A.decisions[I];
      const Finding &F = *D.example;
      OS << "  " << llvm::right_justify(spelledMinutes(D.minutes), 11) << "  ";
      effort(F.effort);
      OS << printable(D.name());
      if (D.names.size() > 1)
        OS << " and " << counted(D.names.size() - 1, "more name");
      OS << ", " << counted(D.places.size(), "place") << " in "
         << counted(D.files, "file") << ": " << printable(F.message) << '\n';
    }
    if (A.decisions.size() > Most)
      OS << "  and " << A.decisions.size() - Most
         << " more; --html or --md has them all\n";
    OS << "  A decision costs (first place, each further one):";
    First = true;
    for (Effort E : Efforts) {
      const Weight &W = A.weights[E];
      if (W.first == 0 && W.again == 0)
        continue;
      OS << (First ? " " : ", ") << toString(E) << " " << plainNumber(W.first)
         << ", " << plainNumber(W.again) << " min";
      First = false;
    }
    OS << ". --weights changes that.\n";
  }

  void kernels() {
    constexpr size_t Most = 10;
    std::vector<const AuditedKernel *> Open;
    for (const AuditedKernel &K : A.kernels)
      if (K.effort != Effort::Auto)
        Open.push_back(&K);
    if (Open.empty())
      return;
    llvm::stable_sort(Open, [](const auto *X, const auto *Y) {
      return X->minutes > Y->minutes;
    });
    OS << "  Kernels with remaining work:\n";
    for (size_t I = 0; I < std::min(Most, Open.size()); ++I) {
      const AuditedKernel &K = *Open[I];
      OS << "  " << llvm::right_justify(spelledMinutes(K.minutes), 11) << "  ";
      effort(K.effort);
      OS << printable(K.kernel->facts.name) << ", "
         << printable(K.kernel->facts.file) << ':' << K.kernel->line << '\n';
    }
    if (Open.size() > Most)
      OS << "  and " << Open.size() - Most << " more\n";
  }

  void effort(Effort E) {
    std::string Class = toString(E).str();
    Class.resize(9, ' ');
    colored(colorOf(E), Class);
  }

  // ---- Needs ---------------------------------------------------------------

  void needs() {
    title("Requirements on a chip");
    if (A.extensions.empty() && A.needs.empty())
      OS << "  Nothing beyond the base.\n";
    for (const NeededExtension &N : A.extensions)
      OS << "  " << llvm::left_justify(N.name, 14)
         << llvm::right_justify(counted(N.places.size(), "place"), 12)
         << llvm::right_justify(counted(N.kernels, "kernel"), 13)
         << llvm::right_justify(counted(N.files, "file"), 11) << "  " << N.title
         << '\n';
    for (const NeededLimit &N : A.needs)
      OS << "  " << N.title << ": " << spelledNumbers(N.id, N.value, N.unit)
         << " (" << counted(N.places.size(), "place") << ")\n";
  }

  void chips() {
    if (A.chips.empty())
      return;
    title("Which chip could run it");
    size_t Width = 0;
    for (const ChipFit &C : A.chips)
      Width = std::max(Width, C.profile->id.size());
    for (const ChipFit &C : A.chips) {
      OS << "  " << llvm::left_justify(C.profile->id, unsigned(Width)) << "  ";
      std::string Word = toString(C.verdict).str();
      Word.resize(8, ' ');
      colored(colorOf(C.verdict), Word);
      OS << "  " << summaryOf(C);
      if (C.profile->backend.empty())
        OS << "; no backend yet";
      OS << '\n';
    }
    OS << "  (the worst of all requirements; --html, --md and --json say why, "
          "with sources)\n";
  }

  std::string summaryOf(const ChipFit &C) const {
    std::string Text;
    auto List = [&](StringRef Head, ChipFit::Verdict V,
                    std::optional<ChipFit::Lacking> Who = std::nullopt) {
      std::string Names;
      for (const ChipFit::Gap &G : C.gaps)
        if (G.status == V && (!Who || G.lacking == *Who))
          Names += (Names.empty() ? "" : ", ") + G.what;
      if (!Names.empty())
        Text += (Text.empty() ? "" : "; ") + Head.str() + ": " + Names;
    };
    List("over", ChipFit::Verdict::Over);
    List("absent", ChipFit::Verdict::Absent, ChipFit::Lacking::Chip);
    List("not in the shim yet", ChipFit::Verdict::Absent,
         ChipFit::Lacking::Shim);
    List("unknown", ChipFit::Verdict::Unknown);
    std::string Emulated;
    for (const NeededExtension &N : A.extensions)
      if (C.profile->extensions.at(N.name).support == Support::Emulated)
        Emulated += (Emulated.empty() ? "" : ", ") + N.name;
    if (!Emulated.empty())
      Text += (Text.empty() ? "" : "; ") + ("emulated: " + Emulated);
    return Text.empty() ? "all requirements" : Text;
  }

  // ---- The rest ------------------------------------------------------------

  void since() {
    if (!A.since)
      return;
    title("Since " + printable(A.since->name));
    constexpr size_t Most = 20;
    OS << "  " << counted(A.since->added.size(), "new use") << ", "
       << A.since->gone.size() << " gone; "
       << (A.since->minutes < 0 ? "-" : "+")
       << spelledMinutes(std::abs(A.since->minutes)) << '\n';
    for (size_t I = 0; I < std::min(Most, A.since->added.size()); ++I) {
      const Finding &F = A.finding(A.since->added[I]);
      OS << "  new: " << printable(F.file) << ':' << F.line << ':' << F.column
         << ": " << toString(F.effort) << ": " << printable(F.name) << '\n';
    }
    if (A.since->added.size() > Most)
      OS << "  and " << A.since->added.size() - Most << " more\n";
  }

  void unread() {
    if (!A.errors && !A.result->failedUnits)
      return;
    auto Files = diagnosticsByFile(*A.result);
    OS << '\n'
       << counted(Files.size(), "file")
       << " could not be read in full, so there may be more (causeway migrate "
          "lists each):\n";
    constexpr size_t Most = 5;
    for (size_t I = 0; I < std::min(Most, Files.size()); ++I) {
      OS << "  " << printable(Files[I].first->file);
      if (Files[I].first->line)
        OS << ':' << Files[I].first->line;
      OS << ": " << printable(Files[I].first->message) << '\n';
    }
    if (Files.size() > Most)
      OS << "  and " << Files.size() - Most << " more\n";
  }

  raw_ostream &OS;
  const Audit &A;
  const AuditTextOptions &Options;
};

} // namespace

void writeAuditText(raw_ostream &OS, const Audit &A,
                    const AuditTextOptions &Options) {
  AuditText(OS, A, Options).write();
}

} // namespace causeway
