// Counts the findings, calculates their cost, and compares the code with chips.
//
// SPDX-License-Identifier: Apache-2.0
#include "audit/Audit.h"
#include "engine/LineTable.h"
#include "report/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include <set>

namespace causeway {

using llvm::StringRef;

StringRef toString(ChipFit::Verdict V) {
  switch (V) {
  case ChipFit::Verdict::Native:
    return "native";
  case ChipFit::Verdict::Emulated:
    return "emulated";
  case ChipFit::Verdict::Unknown:
    return "unknown";
  case ChipFit::Verdict::Absent:
    return "absent";
  case ChipFit::Verdict::Over:
    return "over";
  }
  return "";
}

StringRef toString(ChipFit::Lacking L) {
  switch (L) {
  case ChipFit::Lacking::Chip:
    return "chip";
  case ChipFit::Lacking::Shim:
    return "shim";
  case ChipFit::Lacking::Nobody:
    return "nobody";
  }
  return "";
}

llvm::Error Weights::set(StringRef Text) {
  auto Wrong = [&] {
    return llvm::createStringError(
        llvm::inconvertibleErrorCode(),
        "'%s' is not a weight; write class=first,again with a class (auto, "
        "review, manual or blocked) and minutes, such as manual=240,30",
        Text.str().c_str());
  };
  auto [Class, Values] = Text.split('=');
  auto [First, Again] = Values.split(',');
  std::optional<Effort> E = effortOf(Class);
  Weight W;
  constexpr double Most = 1e6; // about 2000 days; a larger number is a typo
  // getAsDouble accepts "inf" and "nan"; neither is in this range.
  if (!E || First.getAsDouble(W.first) || Again.getAsDouble(W.again) ||
      !(W.first >= 0 && W.first <= Most) || !(W.again >= 0 && W.again <= Most))
    return Wrong();
  byEffort[size_t(*E)] = W;
  calibrated = true;
  return llvm::Error::success();
}

namespace {

ChipFit::Verdict verdictOf(Support S) {
  switch (S) {
  case Support::Native:
    return ChipFit::Verdict::Native;
  case Support::Emulated:
    return ChipFit::Verdict::Emulated;
  case Support::Unknown:
    return ChipFit::Verdict::Unknown;
  case Support::Absent:
    return ChipFit::Verdict::Absent;
  }
  return ChipFit::Verdict::Unknown;
}

/// The values that the code needs, by the name of the chip's limit.
using Needs = std::map<std::string, std::vector<uint64_t>>;

void atLeast(Needs &Of, const std::string &Limit,
             std::vector<uint64_t> Numbers) {
  auto [It, New] = Of.try_emplace(Limit, Numbers);
  for (size_t I = 0; !New && I < Numbers.size(); ++I)
    It->second[I] = std::max(It->second[I], Numbers[I]);
}

Fit holdAgainst(StringRef Limit, const std::vector<uint64_t> &Need,
                const std::vector<uint64_t> &Has) {
  if (Has.empty())
    return Fit::Unknown;
  if (Limit == "warp_size")
    return llvm::is_contained(Has, Need.front()) ? Fit::Ok : Fit::Over;
  for (auto [N, H] : llvm::zip(Need, Has))
    if (N > H)
      return Fit::Over;
  return Fit::Ok;
}

ChipFit::Verdict verdictOf(Fit F) {
  return F == Fit::Ok        ? ChipFit::Verdict::Native
         : F == Fit::Unknown ? ChipFit::Verdict::Unknown
                             : ChipFit::Verdict::Over;
}

std::string joined(const std::vector<uint64_t> &Numbers, StringRef Between) {
  std::string Text;
  for (uint64_t N : Numbers)
    Text += (Text.empty() ? "" : Between.str()) + std::to_string(N);
  return Text;
}

class Builder {
public:
  Builder(const MigrationResult &Result, llvm::ArrayRef<Profile> Profiles,
          const AuditOptions &Options)
      : Result(Result), Profiles(Profiles), Options(Options) {}

  Audit build() {
    A.result = &Result;
    A.project = Options.project;
    A.date = Options.date;
    A.weights = Options.weights;
    A.ofFinding.resize(Result.findings.size());
    std::set<StringRef> Unread;
    for (const SourceDiagnostic &D : Result.diagnostics)
      if (D.severity == SourceDiagnostic::Severity::Error) {
        ++A.errors;
        Unread.insert(D.file);
      }
    A.unreadFiles = Unread.size();
    files();
    decisions();
    counts();
    kernels();
    extensions();
    limits();
    chips();
    if (Options.baseline)
      A.since = compare(Result.findings, A.totalMinutes(), *Options.baseline);
    return std::move(A);
  }

private:
  // ---- Files ---------------------------------------------------------------

  void files() {
    for (const auto &[Path, File] : Result.files) {
      IndexOf[Path] = A.files.size();
      Tables.emplace_back(File.original);
      AuditedFile F;
      F.file = &File;
      F.lines = StringRef(File.original).count('\n');
      F.lines += !File.original.empty() && File.original.back() != '\n';
      A.files.push_back(std::move(F));
    }
  }

  AuditPlace place(const FilePlace &At) const {
    auto It = IndexOf.find(At.first);
    if (It == IndexOf.end())
      return {};
    auto [Line, Column] = Tables[It->second].at(At.second);
    return {It->second, Line, Column};
  }
  AuditPlace place(const Finding &F) const {
    return {IndexOf.lookup(F.file), F.line, F.column};
  }

  // ---- Remaining work and its cost -----------------------------------------

  static bool isLeft(const Finding &F) {
    return F.isOpen() || F.effort != Effort::Auto;
  }

  void decisions() {
    llvm::StringMap<size_t> Index;
    std::vector<Decision> All;
    for (auto [I, F] : llvm::enumerate(Result.findings)) {
      auto [It, New] = Index.try_emplace(
          decisionKey(F) + '\0' + toString(F.effort).str(), All.size());
      if (New)
        All.emplace_back();
      Decision &D = All[It->second];
      const Weight &W = A.weights[F.effort];
      double Minutes = New ? W.first : W.again;
      if (New)
        D.example = &F;
      D.places.push_back(I);
      D.minutes += Minutes;
      A.ofFinding[I].minutes = Minutes;
      A.minutes[size_t(F.effort)] += Minutes;
    }
    llvm::erase_if(All, [](const Decision &D) { return !isLeft(*D.example); });
    for (Decision &D : All) {
      std::map<StringRef, size_t> Names;
      std::set<StringRef> Files;
      for (size_t I : D.places) {
        ++Names[Result.findings[I].name];
        Files.insert(Result.findings[I].file);
      }
      D.files = Files.size();
      D.names.assign(Names.begin(), Names.end());
      llvm::stable_sort(D.names, [](const auto &X, const auto &Y) {
        return X.second > Y.second;
      });
    }
    llvm::sort(All, [](const Decision &X, const Decision &Y) {
      if (X.minutes != Y.minutes)
        return X.minutes > Y.minutes;
      if (X.places.size() != Y.places.size())
        return X.places.size() > Y.places.size();
      return X.places.front() < Y.places.front();
    });
    A.decisions = std::move(All);
    for (auto [I, D] : llvm::enumerate(A.decisions))
      for (size_t Place : D.places)
        A.ofFinding[Place].decision = I;
  }

  void counts() {
    std::map<std::pair<size_t, unsigned>, Effort> Lines;
    for (auto [I, F] : llvm::enumerate(Result.findings)) {
      size_t File = IndexOf.lookup(F.file);
      A.ofFinding[I].file = File;
      A.uses.add(F.effort);
      AuditedFile &In = A.files[File];
      In.uses.add(F.effort);
      In.effort = std::max(In.effort, F.effort);
      In.minutes += A.ofFinding[I].minutes;
      auto [It, New] = Lines.try_emplace({File, F.line}, F.effort);
      It->second = std::max(It->second, F.effort);
    }
    for (const auto &[Where, E] : Lines) {
      ++A.files[Where.first].cudaLines;
      A.lines.add(E);
    }
    A.lines.total = 0;
    for (const AuditedFile &F : A.files) {
      A.lines.total += F.lines;
      if (F.uses.total)
        A.files_.add(F.effort);
    }
    A.files_.total = A.files.size();
  }

  // ---- Kernels -------------------------------------------------------------

  /// Findings by file and first byte.
  using ByPlace = std::map<FilePlace, std::vector<size_t>>;

  void kernels() {
    ByPlace Places;
    for (auto [I, F] : llvm::enumerate(Result.findings))
      Places[{F.file, F.span.begin}].push_back(I);
    for (const Kernel &K : Result.kernels) {
      AuditedKernel AK;
      AK.kernel = &K;
      AK.file = IndexOf.lookup(K.facts.file);
      ++A.files[AK.file].kernels;
      std::set<size_t> In;
      auto Take = [&](const std::string &File, Span S, bool Own) {
        for (auto It = Places.lower_bound({File, S.begin});
             It != Places.end() && It->first.first == File &&
             It->first.second < S.end;
             ++It)
          for (size_t I : It->second) {
            In.insert(I);
            if (Own)
              A.ofFinding[I].kernel = A.kernels.size();
          }
      };
      Take(K.facts.file, K.facts.span, true);
      for (const auto &[File, S] : K.facts.callees)
        Take(File, S, false);
      for (const FilePlace &At : K.facts.inMacros)
        if (auto It = Places.find(At); It != Places.end())
          In.insert(It->second.begin(), It->second.end());

      std::set<std::string> Needed;
      std::set<std::optional<size_t>> Decided;
      Needs Limits = limitsOf(K.facts);
      for (size_t I : In) {
        const Finding &F = Result.findings[I];
        AK.uses.add(F.effort);
        AK.effort = std::max(AK.effort, F.effort);
        Needed.insert(F.needs.begin(), F.needs.end());
        if (auto D = A.ofFinding[I].decision) {
          bool First = Decided.insert(D).second;
          AK.minutes +=
              First ? A.weights[F.effort].first : A.weights[F.effort].again;
          if (First)
            AK.ofDecisions.push_back(*D);
        }
        if (bakesIn(F))
          Limits["warp_size"] = {BakedIn};
      }
      for (const auto &[Extension, Where] : K.facts.needs)
        Needed.insert(Extension);
      if (K.facts.precision.count("double"))
        Needed.insert("fp64");
      for (StringRef Small : {"half", "bf16", "fp8", "fp6", "fp4"})
        if (K.facts.precision.count(Small.str()))
          Needed.insert(Small.str());
      // In the order of the shim's list of extensions.
      for (const Extension &E : causeway::extensions())
        if (Needed.count(E.name.str()))
          AK.needs.push_back(E.name.str());
      for (const Profile &P : Profiles)
        AK.chips.push_back(worst(P, AK.needs, Limits));
      A.kernels_.add(AK.effort);
      A.kernels.push_back(std::move(AK));
    }
  }

  /// The number of lanes that code with a fixed number assumes.
  static constexpr uint64_t BakedIn = 32;
  static bool bakesIn(const Finding &F) {
    return F.kind == Use::Kind::WarpWidth && F.edits.empty();
  }

  static Needs limitsOf(const KernelFacts &K) {
    Needs Of;
    if (K.sharedBytes)
      atLeast(Of, "shared_memory_per_block", {K.sharedBytes});
    for (const auto &[X, Y, Z] : K.blockSizes) {
      atLeast(Of, "threads_per_block", {uint64_t(X) * Y * Z});
      atLeast(Of, "block_dim", {X, Y, Z});
    }
    return Of;
  }

  ChipFit::Verdict worst(const Profile &P, llvm::ArrayRef<std::string> Needed,
                         const Needs &Limits) const {
    auto Worst = ChipFit::Verdict::Native;
    for (const std::string &Name : Needed)
      Worst = std::max(Worst, verdictOf(P.extensions.at(Name).support));
    for (const auto &[Name, Need] : Limits)
      Worst = std::max(
          Worst, verdictOf(holdAgainst(Name, Need, P.limits.at(Name).value)));
    return Worst;
  }

  // ---- Needs of the code ---------------------------------------------------

  void extensions() {
    std::map<std::string, std::set<AuditPlace>> Places;
    for (const Finding &F : Result.findings)
      for (const std::string &Name : F.needs)
        Places[Name].insert(place(F));
    std::map<std::string, size_t> Kernels;
    for (const AuditedKernel &K : A.kernels) {
      const KernelFacts &Facts = K.kernel->facts;
      for (const std::string &Name : K.needs)
        ++Kernels[Name];
      for (const auto &[Name, Where] : Facts.needs)
        for (const FilePlace &At : Where)
          Places[Name].insert(place(At));
      if (auto It = Facts.precision.find("double"); It != Facts.precision.end())
        Places["fp64"].insert(place(It->second));
      // A type may come from a header outside the project.
      for (const std::string &Name : K.needs)
        if (auto It = Facts.precision.find(Name); It != Facts.precision.end())
          if (Places[Name].empty())
            Places[Name].insert(place(It->second));
    }
    for (const Extension &E : causeway::extensions()) {
      auto It = Places.find(E.name.str());
      if (It == Places.end())
        continue;
      NeededExtension N;
      N.name = E.name.str();
      N.title = E.title.str();
      N.kernels = Kernels[N.name];
      N.places.assign(It->second.begin(), It->second.end());
      std::set<size_t> Files;
      for (const AuditPlace &P : N.places)
        Files.insert(P.file);
      N.files = Files.size();
      A.extensions.push_back(std::move(N));
    }
    llvm::stable_sort(A.extensions, [](const auto &X, const auto &Y) {
      return X.places.size() > Y.places.size();
    });
  }

  void limits() {
    std::map<std::string, std::set<AuditPlace>> Places;
    Needs All;
    auto Take = [&](const std::string &Limit,
                    const std::vector<uint64_t> &Numbers, AuditPlace At) {
      auto Known = All.find(Limit);
      // Only the largest value and its places are reported.
      if (Numbers.size() == 1 && Known != All.end() && Known->second < Numbers)
        Places[Limit].clear();
      atLeast(All, Limit, Numbers);
      if (Numbers.size() > 1 || All[Limit] == Numbers)
        Places[Limit].insert(At);
    };
    for (const AuditedKernel &K : A.kernels)
      for (const auto &[Limit, Numbers] : limitsOf(K.kernel->facts))
        Take(Limit, Numbers, {K.file, K.kernel->line, K.kernel->column});
    for (const Finding &F : Result.findings)
      if (bakesIn(F))
        Take("warp_size", {BakedIn}, place(F));
    if (Result.constantMemory.bytes)
      for (const FilePlace &At : Result.constantMemory.places)
        Take("constant_memory", {Result.constantMemory.bytes}, place(At));
    for (const LimitKind &Kind : limitKinds()) {
      auto It = All.find(Kind.id.str());
      if (It == All.end())
        continue;
      const auto &Where = Places[It->first];
      A.needs.push_back({It->first,
                         Kind.title.str(),
                         Kind.unit.str(),
                         It->second,
                         {Where.begin(), Where.end()}});
    }
  }

  // ---- Chips ---------------------------------------------------------------

  void chips() {
    for (const Profile &P : Profiles) {
      ChipFit C;
      C.profile = &P;
      for (const NeededExtension &N : A.extensions) {
        const Profile::Entry &E = P.extensions.at(N.name);
        ChipFit::Verdict V = verdictOf(E.support);
        C.verdict = std::max(C.verdict, V);
        if (V >= ChipFit::Verdict::Unknown)
          C.gaps.push_back({N.name, gapText(N, P), V, lacking(E), N.places});
      }
      for (const NeededLimit &N : A.needs) {
        const Profile::Limit &L = P.limits.at(N.id);
        Fit F = holdAgainst(N.id, N.value, L.value);
        C.limits[N.id] = F;
        ChipFit::Verdict V = verdictOf(F);
        C.verdict = std::max(C.verdict, V);
        if (V >= ChipFit::Verdict::Unknown)
          C.gaps.push_back({N.id, gapText(N, L, F), V,
                            F == Fit::Over ? ChipFit::Lacking::Chip
                                           : ChipFit::Lacking::Nobody,
                            N.places});
      }
      llvm::stable_sort(C.gaps, [](const auto &X, const auto &Y) {
        if (X.status != Y.status)
          return X.status > Y.status;
        return X.places.size() > Y.places.size();
      });
      A.chips.push_back(std::move(C));
    }
  }

  static ChipFit::Lacking lacking(const Profile::Entry &E) {
    if (E.support == Support::Unknown)
      return ChipFit::Lacking::Nobody;
    bool ChipHas =
        E.chip && (*E.chip == Support::Native || *E.chip == Support::Emulated);
    return ChipHas ? ChipFit::Lacking::Shim : ChipFit::Lacking::Chip;
  }

  static std::string gapText(const NeededExtension &N, const Profile &P) {
    const Profile::Entry &E = P.extensions.at(N.name);
    std::string Text = N.title;
    Text += lacking(E) == ChipFit::Lacking::Shim
                ? ": the shim does not offer it on this chip yet."
            : E.support == Support::Absent ? ": not there."
                                           : ": no public document says.";
    if (E.chip && *E.chip != E.support)
      Text += " The chip alone: " + toString(*E.chip).str() + ".";
    if (!E.note.empty())
      Text += " " + E.note;
    // The formats of this width that its matrix units support.
    std::string Taken;
    for (const auto &[Format, F] : P.formats)
      if (StringRef(Format).starts_with(N.name + "_") &&
          (F.support == Support::Native || F.support == Support::Emulated))
        Taken += (Taken.empty() ? "" : ", ") + Format;
    if (!Taken.empty())
      Text += " Its matrix units take " + Taken + ".";
    return Text;
  }

  static std::string gapText(const NeededLimit &N, const Profile::Limit &L,
                             Fit F) {
    std::string Need = joined(N.value, " x "), Text = N.title + ": ";
    if (F == Fit::Unknown)
      Text += "the code needs " + Need + " " + N.unit +
              ", and no public document says what the chip has.";
    else if (N.id == "warp_size")
      Text += "the code assumes " + Need + ", and the chip has " +
              joined(L.value, " or ") + ".";
    else
      Text += "the code needs " + Need + " " + N.unit + ", and the chip has " +
              joined(L.value, " x ") + ".";
    if (!L.note.empty())
      Text += " " + L.note;
    return Text;
  }

  const MigrationResult &Result;
  llvm::ArrayRef<Profile> Profiles;
  const AuditOptions &Options;
  Audit A;
  llvm::StringMap<size_t> IndexOf; ///< Index into the files, by path.
  std::vector<LineTable> Tables;   ///< By file.
};

} // namespace

Audit makeAudit(const MigrationResult &Result, llvm::ArrayRef<Profile> Profiles,
                const AuditOptions &Options) {
  return Builder(Result, Profiles, Options).build();
}

} // namespace causeway
