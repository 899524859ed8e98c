// The audit as Markdown, for a pull request, a wiki or a mail.
//
// SPDX-License-Identifier: Apache-2.0
#include "report/Markdown.h"
#include "audit/Render.h"
#include "report/Report.h"
#include "llvm/ADT/StringExtras.h"
#include <cmath>

namespace causeway {
namespace {

using llvm::StringRef;
using markdown::code;
using markdown::escaped;

class Markdown {
public:
  Markdown(llvm::raw_ostream &OS, const Audit &A) : OS(OS), A(A) {}

  void write() {
    OS << "# CUDA audit of " << escaped(A.project) << "\n\n"
       << "By causeway " << CAUSEWAY_VERSION;
    if (!A.date.empty())
      OS << ", " << A.date;
    OS << ". " << counted(A.result->units, "unit") << ", "
       << counted(A.files.size(), "file") << ", " << A.lines.total
       << " lines.\n";
    if (std::string Bound = spelledBound(A); !Bound.empty())
      OS << "\n**" << Bound << "**\n";
    moves();
    left();
    needs();
    chips();
    kernels();
    files();
    since();
    unread();
  }

private:
  void moves() {
    OS << "\n## How much migrates automatically"
       << (A.unreadFiles ? ", at most" : "") << "\n\n"
       << "| | Automatic | | Review | Manual | Blocked | With CUDA | In all |\n"
       << "|---|---:|---:|---:|---:|---:|---:|---:|\n";
    for (const auto &[What, S] :
         {std::pair<StringRef, const Shares &>{"Uses", A.uses},
          {"Lines", A.lines},
          {"Files", A.files_},
          {"Kernels", A.kernels_}}) {
      OS << "| " << What << " | " << S[Effort::Auto] << " | "
         << percentage(S[Effort::Auto], S.ofCuda());
      for (Effort E : {Effort::Review, Effort::Manual, Effort::Blocked})
        OS << " | " << S[E];
      OS << " | " << S.ofCuda() << " | " << S.total << " |\n";
    }
  }

  void left() {
    OS << "\n## Remaining work and its cost\n\n";
    if (A.decisions.empty()) {
      OS << "Nothing: every use of CUDA has its portable form.\n";
      return;
    }
    std::string Cost = spelledCost(A, A.totalMinutes());
    Cost[0] = llvm::toUpper(Cost[0]);
    OS << "**" << Cost << "**";
    for (Effort E : Efforts)
      if (A.minutes[size_t(E)] > 0)
        OS << ", " << toString(E) << " "
           << spelledMinutes(A.minutes[size_t(E)]);
    OS << ". A day has eight hours. One decision settles all its places; the "
          "first place and each further one cost:\n\n"
       << "| Class | First | Further |\n|---|---:|---:|\n";
    for (Effort E : Efforts)
      OS << "| " << toString(E) << " | " << plainNumber(A.weights[E].first)
         << " min | " << plainNumber(A.weights[E].again) << " min |\n";
    OS << "\n| Decision | Class | Places | Files | Cost | Why | Instead |\n"
       << "|---|---|---:|---:|---:|---|---|\n";
    for (const Decision &D : A.decisions) {
      const Finding &F = *D.example;
      constexpr size_t Shown = 3;
      OS << "| ";
      for (size_t I = 0; I < std::min(Shown, D.names.size()); ++I)
        OS << (I ? ", " : "") << code(D.names[I].first);
      if (D.names.size() > Shown)
        OS << " and " << counted(D.names.size() - Shown, "more name");
      OS << " | " << toString(F.effort) << " | " << D.places.size() << " | "
         << D.files << " | " << spelledMinutes(D.minutes) << " | "
         << escaped(F.message) << " | " << escaped(F.instead) << " |\n";
    }
  }

  void needs() {
    OS << "\n## Requirements on a chip\n\n";
    if (A.extensions.empty() && A.needs.empty()) {
      OS << "Nothing beyond the base.\n";
      return;
    }
    if (!A.extensions.empty()) {
      OS << "| Extension | | Places | Kernels | Files |\n"
         << "|---|---|---:|---:|---:|\n";
      for (const NeededExtension &N : A.extensions)
        OS << "| " << code(N.name) << " | " << N.title << " | "
           << N.places.size() << " | " << N.kernels << " | " << N.files
           << " |\n";
    }
    if (!A.needs.empty()) {
      OS << (A.extensions.empty() ? "" : "\n")
         << "| The largest found | | Where |\n|---|---:|---|\n";
      for (const NeededLimit &N : A.needs)
        OS << "| " << N.title << " | " << spelledNumbers(N.id, N.value, N.unit)
           << " | " << where(N.places) << " |\n";
    }
  }

  std::string where(const std::vector<AuditPlace> &Places) const {
    if (Places.empty())
      return "";
    const AuditPlace &P = Places.front();
    std::string Text =
        code(A.files[P.file].file->path + ":" + std::to_string(P.line));
    if (Places.size() > 1)
      Text += " and " + counted(Places.size() - 1, "more place");
    return Text;
  }

  static std::string cited(const Profile &P,
                           const std::vector<std::string> &Ids) {
    std::string Text;
    for (const std::string &Id : Ids) {
      const Profile::Source &S = P.sources.at(Id);
      Text += Text.empty() ? " (" : ", ";
      Text += S.url.empty() ? code(S.path)
                            : "[" + escaped(S.title) + "](<" + S.url + ">)";
    }
    return Text.empty() ? "" : Text + ")";
  }

  void chips() {
    if (A.chips.empty())
      return;
    OS << "\n## Which chip could run it\n\n"
       << "The worst of all requirements, and each requirement alone. "
          "*Unknown*: no public document says.\n\n"
          "| |";
    for (const ChipFit &C : A.chips)
      OS << " " << code(C.profile->id) << " |";
    OS << "\n|---|";
    for (size_t I = 0; I < A.chips.size(); ++I)
      OS << "---|";
    OS << "\n| **All** |";
    for (const ChipFit &C : A.chips)
      OS << " **" << toString(C.verdict) << "**"
         << (C.profile->backend.empty() ? ", no backend yet" : "") << " |";
    for (const NeededExtension &N : A.extensions) {
      OS << "\n| " << code(N.name) << " |";
      for (const ChipFit &C : A.chips)
        OS << " " << toString(C.profile->extensions.at(N.name).support) << " |";
    }
    for (const NeededLimit &N : A.needs) {
      OS << "\n| " << N.title << ": " << spelledNumbers(N.id, N.value, N.unit)
         << " |";
      for (const ChipFit &C : A.chips) {
        Fit F = C.limits.at(N.id);
        OS << " "
           << (F == Fit::Ok     ? "ok"
               : F == Fit::Over ? "over"
                                : "unknown")
           << " |";
      }
    }
    OS << '\n';
    for (const ChipFit &C : A.chips) {
      if (C.gaps.empty())
        continue;
      OS << "\n### " << escaped(C.profile->chip) << "\n\n";
      for (const ChipFit::Gap &G : C.gaps) {
        auto E = C.profile->extensions.find(G.what);
        auto L = C.profile->limits.find(G.what);
        OS << "- "
           << (G.lacking == ChipFit::Lacking::Shim ? "not in the shim yet"
                                                   : toString(G.status))
           << ": " << code(G.what) << ", " << counted(G.places.size(), "place")
           << ". " << escaped(G.text)
           << cited(*C.profile, E != C.profile->extensions.end()
                                    ? E->second.sources
                                    : L->second.sources)
           << '\n';
      }
    }
  }

  void kernels() {
    if (A.kernels.empty())
      return;
    OS << "\n## Kernels\n\n"
       << "Each kernel includes the functions that it calls.\n\n"
       << "| Kernel | Where | Class | Uses | Cost | Shared memory | Barriers | "
          "Warp | Atomics | Textures | Assembly | Launches | Recursion | Types "
          "| Needs |\n|---|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:"
          "|---|---|---|\n";
    for (const AuditedKernel &K : A.kernels) {
      const KernelFacts &F = K.kernel->facts;
      auto Count = [&](Fact What) {
        auto It = F.places.find(What);
        return It == F.places.end() ? 0 : It->second.size();
      };
      std::string Types;
      for (const auto &[Type, At] : F.precision)
        Types += (Types.empty() ? "" : ", ") + Type;
      OS << "| " << code(F.name) << " | "
         << code(F.file + ":" + std::to_string(K.kernel->line)) << " | "
         << toString(K.effort) << " | " << K.uses.total << " | "
         << spelledMinutes(K.minutes) << " | "
         << (F.sharedAtLeast ? "at least " : "") << F.sharedBytes << " B"
         << (F.dynamicShared ? " + dynamic" : "") << " | "
         << Count(Fact::Barrier) << " | " << Count(Fact::Warp) << " | "
         << Count(Fact::Atomic) << " | " << Count(Fact::Texture) << " | "
         << Count(Fact::Assembly) << " | " << Count(Fact::Launch) << " | "
         << (F.recursion ? "yes" : "no") << " | " << Types << " | "
         << llvm::join(K.needs, ", ") << " |\n";
    }
  }

  void files() {
    std::vector<const AuditedFile *> Open;
    for (const AuditedFile &F : A.files)
      if (F.effort != Effort::Auto)
        Open.push_back(&F);
    if (Open.empty())
      return;
    llvm::stable_sort(Open, [](const auto *X, const auto *Y) {
      return X->minutes > Y->minutes;
    });
    OS << "\n## Files with remaining work\n\n"
       << "| File | Class | Automatic | Review | Manual | Blocked | Cost |\n"
       << "|---|---|---:|---:|---:|---:|---:|\n";
    for (const AuditedFile *F : Open) {
      OS << "| " << code(F->file->path) << " | " << toString(F->effort);
      for (Effort E : Efforts)
        OS << " | " << F->uses[E];
      OS << " | " << spelledMinutes(F->minutes) << " |\n";
    }
  }

  void since() {
    if (!A.since)
      return;
    OS << "\n## Since " << escaped(A.since->name) << "\n\n"
       << counted(A.since->added.size(), "new use") << ", "
       << A.since->gone.size() << " gone; "
       << (A.since->minutes < 0 ? "-" : "+")
       << spelledMinutes(std::abs(A.since->minutes)) << ".\n";
    if (!A.since->added.empty())
      OS << '\n';
    for (size_t I : A.since->added) {
      const Finding &F = A.finding(I);
      OS << "- new: " << code(F.file + ":" + std::to_string(F.line)) << " "
         << code(F.name) << ", " << toString(F.effort) << '\n';
    }
    if (!A.since->gone.empty())
      OS << '\n';
    for (const Baseline::Use *U : A.since->gone)
      OS << "- gone: " << code(U->identity.file + ":" + std::to_string(U->line))
         << " " << code(U->identity.name) << '\n';
  }

  void unread() {
    if (A.result->diagnostics.empty())
      return;
    OS << "\n## Files that could not be read in full\n\n";
    for (auto [First, More] : diagnosticsByFile(*A.result)) {
      OS << "- "
         << code(First->file +
                 (First->line ? ":" + std::to_string(First->line) : ""))
         << ": " << escaped(First->message);
      if (More)
        OS << " (and " << More << " more in this file)";
      OS << '\n';
    }
  }

  llvm::raw_ostream &OS;
  const Audit &A;
};

} // namespace

void writeAuditMarkdown(llvm::raw_ostream &OS, const Audit &A) {
  Markdown(OS, A).write();
}

} // namespace causeway
