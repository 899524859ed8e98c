// MIGRATION.md: notes for the next maintainer of the migrated tree. Equal trees
// give equal notes, so that a second run changes nothing.
//
// SPDX-License-Identifier: Apache-2.0
#include "report/Markdown.h"
#include "report/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Format.h"

namespace causeway {
namespace {

using llvm::StringRef;
using markdown::code;
using markdown::escaped;
using markdown::prose;

/// The most places or files to list for one group; the JSON report lists all.
constexpr size_t Most = 10;

/// A kind of remaining work, in the recommended order.
struct Step {
  StringRef title, advice;
  std::function<bool(const Finding &)> has;
};

const Step Steps[] = {
    {"Unknown names",
     "They come from CUDA, or look like it, and no rule maps them. Describe "
     "your own wrappers in a rule file (`--rules`); then the tool migrates "
     "them everywhere.",
     [](const Finding &F) { return F.verdict == Verdict::Unknown; }},
    {"Uses without a portable form",
     "Each needs a decision, and one decision settles all its places. Begin "
     "with headers, and with the names that are used most.",
     [](const Finding &F) { return F.verdict == Verdict::Unsupported; }},
    {"Changes that the tool could not write",
     "There is a portable form, but not for code written in this way.",
     [](const Finding &F) {
       return F.verdict == Verdict::MappedReview && F.effort >= Effort::Manual;
     }},
    {"Changes to review",
     "The change is written already; the note names possible differences.",
     [](const Finding &F) {
       return F.verdict == Verdict::MappedReview && F.effort < Effort::Manual;
     }},
};

class Handover {
public:
  Handover(llvm::raw_ostream &OS, const MigrationResult &Result,
           const HandoverOptions &Options)
      : OS(OS), Result(Result), Options(Options), Sums(summarize(Result)) {}

  void write() {
    OS << "# Migration notes\n\n"
       << "causeway migrated this tree from CUDA to portable C++; version "
       << CAUSEWAY_VERSION << ".\n";
    done();
    left();
    files();
    build();
    again();
  }

private:
  void done() {
    OS << "\n## What was done\n\n- " << counted(Sums.changedFiles, "file")
       << " of " << Result.files.size() << " that were read changed";
    if (size_t Renamed = renamed())
      OS << "; " << Renamed << " got the extension `.cpp`";
    OS << ".\n- " << counted(Sums.all.total(), "use") << " of CUDA: ";
    bool First = true;
    for (Verdict V : {Verdict::Mapped, Verdict::MappedReview,
                      Verdict::Unsupported, Verdict::Unknown})
      if (size_t N = Sums.all[V]) {
        OS << (First ? "" : ", ") << N << " " << toString(V)
           << llvm::format(" (%.1f %%)",
                           100.0 * double(N) / double(Sums.all.total()));
        First = false;
      }
    OS << (First ? "none.\n" : ".\n");
    for (const std::string &Note : Options.notes)
      OS << "- " << Note << "\n";
  }

  size_t renamed() const {
    size_t N = 0;
    for (const auto &[Path, File] : Result.files)
      N += File.path != File.newPath;
    return N;
  }

  void left() {
    OS << "\n## Remaining work, in this order\n";
    if (!leavesWork(Result)) {
      OS << "\nNothing: every use of CUDA has its portable form.\n";
      return;
    }
    unsigned Number = 0;
    using Severity = SourceDiagnostic::Severity;
    if (has(Severity::Error)) {
      OS << "\n### " << ++Number << ". Files that could not be read in full\n\n"
         << "Solve these first and run the tool again: they hide other "
            "findings. For a missing header of the project, add `-- -I DIR`. "
            "Headers and names of a library without a portable form are listed "
            "below; no folder of a CUDA SDK helps there.\n\n";
      diagnostics(Severity::Error);
    }
    if (has(Severity::Warning)) {
      OS << "\n### " << ++Number << ". Files outside the root\n\n"
         << "They were read and not changed; `--root DIR` names a larger "
            "tree.\n\n";
      diagnostics(Severity::Warning);
    }
    for (const Step &S : Steps) {
      auto Groups = group(S);
      if (Groups.empty())
        continue;
      OS << "\n### " << ++Number << ". " << S.title << "\n\n"
         << S.advice << "\n";
      for (const Group &G : Groups)
        writeGroup(G);
    }
  }

  bool has(SourceDiagnostic::Severity S) const {
    return llvm::any_of(diagnosticsByFile(Result), [&](FileDiagnostic D) {
      return D.first->severity == S;
    });
  }

  void diagnostics(SourceDiagnostic::Severity S) {
    for (auto [First, More] : diagnosticsByFile(Result)) {
      const SourceDiagnostic &D = *First;
      if (D.severity != S)
        continue;
      OS << "- [ ] ";
      if (!D.file.empty())
        OS << code(newPath(D.file) +
                   (D.line ? ":" + std::to_string(D.line) : ""))
           << ": ";
      OS << escaped(D.message);
      if (More)
        OS << " (and " << More << " more in this file)";
      OS << '\n';
    }
  }

  /// Findings that one decision settles: the same name or, if there is no
  /// portable form, the same reason (for example, a whole library).
  struct Group {
    const Finding *first;
    std::vector<const Finding *> places;
  };

  std::vector<Group> group(const Step &S) const {
    std::vector<Group> Groups;
    llvm::StringMap<size_t> Index;
    for (const Finding &F : Result.findings) {
      if (!S.has(F))
        continue;
      auto [It, New] = Index.try_emplace(decisionKey(F), Groups.size());
      if (New)
        Groups.push_back({&F, {}});
      Groups[It->second].places.push_back(&F);
    }
    llvm::stable_sort(Groups, [](const Group &A, const Group &B) {
      return A.places.size() > B.places.size();
    });
    return Groups;
  }

  void writeGroup(const Group &G) {
    const Finding &F = *G.first;
    std::map<StringRef, size_t> Uses, Files;
    for (const Finding *P : G.places) {
      ++Uses[P->name];
      ++Files[P->file];
    }
    OS << "\n- [ ] **" << mostFrequent(Uses) << "**";
    if (!F.replacement.empty() && G.places.size() == 1)
      OS << " -> " << code(F.replacement);
    OS << ", " << counted(G.places.size(), "place");
    if (!F.message.empty())
      OS << ": " << prose(F.message);
    if (!F.instead.empty())
      OS << " Instead: " << prose(F.instead);
    OS << '\n';
    // A group with many places lists files, not lines.
    if (G.places.size() <= Most) {
      for (const Finding *P : G.places) {
        OS << "  - " << code(newPath(P->file) + ":" + std::to_string(P->line));
        if (!P->function.empty())
          OS << " in " << code(P->function);
        OS << '\n';
      }
      return;
    }
    size_t Left = Most;
    for (auto [File, N] : Files) {
      if (Left-- == 0) {
        OS << "  - and " << Files.size() - Most << " more files\n";
        break;
      }
      OS << "  - " << code(newPath(File)) << ": " << N << '\n';
    }
  }

  /// "`a`, `b` and 7 more names", the most used first.
  static std::string mostFrequent(const std::map<StringRef, size_t> &Uses) {
    constexpr size_t Shown = 5;
    std::vector<std::pair<StringRef, size_t>> Names(Uses.begin(), Uses.end());
    llvm::stable_sort(Names, [](const auto &A, const auto &B) {
      return A.second > B.second;
    });
    std::string Text;
    for (size_t I = 0; I < std::min(Shown, Names.size()); ++I)
      Text += (I ? ", " : "") + code(Names[I].first);
    if (Names.size() > Shown)
      Text += " and " + counted(Names.size() - Shown, "more name");
    return Text;
  }

  /// Lists the files with the least work first: each finished file can be
  /// compiled.
  void files() {
    std::vector<std::pair<size_t, StringRef>> Open;
    for (const auto &[File, T] : Sums.byFile)
      if (T.open())
        Open.push_back({T.open(), File});
    if (Open.empty())
      return;
    llvm::sort(Open);
    OS << "\n## Files, those with the least work first\n\n"
       << "Lines are those of the CUDA source.\n\n"
       << "| File | Review | Unsupported | Unknown |\n|---|---:|---:|---:|\n";
    for (auto [N, File] : Open) {
      const Tally &T = Sums.byFile[File.str()];
      OS << "| " << code(newPath(File)) << " | " << T[Verdict::MappedReview]
         << " | " << T[Verdict::Unsupported] << " | " << T[Verdict::Unknown]
         << " |\n";
    }
  }

  void build() { OS << "\n## How to build it\n\n" << Options.build; }

  void again() {
    OS << "\n## When the CUDA source changes\n\n"
       << "Run the same command with `--update` added. git merges the changes "
          "of the source into yours. Where both changed the same lines, "
          "resolve the conflict markers. The tree remembers the tool's output "
          "in `.causeway/`, so keep that folder beside the files.\n";
  }

  std::string newPath(StringRef File) const {
    auto It = Result.files.find(File.str());
    return It == Result.files.end() ? File.str() : It->second.newPath;
  }

  llvm::raw_ostream &OS;
  const MigrationResult &Result;
  const HandoverOptions &Options;
  Summary Sums;
};

} // namespace

void writeHandover(llvm::raw_ostream &OS, const MigrationResult &Result,
                   const HandoverOptions &Options) {
  Handover(OS, Result, Options).write();
}

} // namespace causeway
