// The audit for programs, and for the page.
//
// SPDX-License-Identifier: Apache-2.0
#include "llvm/Support/JSON.h"
#include "audit/Render.h"
#include "report/Report.h"
#include <cmath>

namespace causeway {
namespace {

namespace json = llvm::json;
using llvm::StringRef;

/// Raised when a field is removed or changes its meaning.
constexpr int FormatVersion = 1;

class AuditJson {
public:
  AuditJson(llvm::raw_ostream &OS, const Audit &A, JsonForm Form)
      : Out(OS, Form == JsonForm::Readable ? 2 : 0), A(A), Form(Form) {}

  void write() {
    Out.object([&] {
      Out.attribute("version", FormatVersion);
      Out.attributeObject("generator", [&] {
        Out.attribute("name", "causeway");
        Out.attribute("version", CAUSEWAY_VERSION);
      });
      text("project", A.project);
      if (!A.date.empty())
        text("date", A.date);
      Out.attributeObject("summary", [&] { summary(); });
      Out.attributeObject("weights", [&] {
        for (Effort E : Efforts)
          Out.attributeObject(toString(E), [&] {
            minutes("first", A.weights[E].first);
            minutes("again", A.weights[E].again);
          });
      });
      list("decisions", A.decisions, [&](size_t I) { decision(I); });
      list("extensions", A.extensions, [&](size_t I) { extension(I); });
      list("needs", A.needs, [&](size_t I) { need(I); });
      list("profiles", A.chips, [&](size_t I) { chip(A.chips[I]); });
      list("kernels", A.kernels, [&](size_t I) { kernel(A.kernels[I]); });
      list("files", A.files, [&](size_t I) { file(A.files[I]); });
      list("findings", A.ofFinding, [&](size_t I) { finding(I); });
      list("diagnostics", A.result->diagnostics,
           [&](size_t I) { diagnostic(A.result->diagnostics[I]); });
      if (A.since)
        Out.attributeObject("baseline", [&] { since(*A.since); });
      if (Form == JsonForm::WithSources)
        Out.attributeObject("sources", [&] {
          for (const AuditedFile &F : A.files)
            text(F.file->path, F.file->original);
        });
    });
  }

private:
  void text(StringRef Key, StringRef Value) {
    Out.attribute(validUtf8(Key), validUtf8(Value));
  }
  void number(StringRef Key, uint64_t N) { Out.attribute(Key, int64_t(N)); }
  void minutes(StringRef Key, double M) {
    if (M == std::floor(M))
      Out.attribute(Key, int64_t(M));
    else
      Out.attribute(Key, M);
  }
  template <typename List, typename Fn>
  void list(StringRef Key, const List &L, Fn Item) {
    Out.attributeArray(Key, [&] {
      for (size_t I = 0; I < L.size(); ++I)
        Item(I);
    });
  }
  void places(const std::vector<AuditPlace> &Places) {
    list("places", Places, [&](size_t I) {
      const AuditPlace &P = Places[I];
      Out.array([&] {
        Out.value(int64_t(P.file));
        Out.value(P.line);
        Out.value(P.column);
      });
    });
  }
  void shares(StringRef Key, const Shares &S, bool WithCuda = false) {
    Out.attributeObject(Key, [&] {
      number("total", S.total);
      if (WithCuda)
        number("cuda", S.ofCuda());
      for (Effort E : Efforts)
        number(toString(E), S[E]);
    });
  }

  void summary() {
    shares("uses", A.uses);
    shares("lines", A.lines, true);
    shares("files", A.files_, true);
    shares("kernels", A.kernels_);
    Out.attributeObject("minutes", [&] {
      minutes("total", A.totalMinutes());
      for (Effort E : Efforts)
        minutes(toString(E), A.minutes[size_t(E)]);
      if (!A.weights.calibrated) {
        minutes("least", A.totalMinutes() * Audit::Least);
        minutes("most", A.totalMinutes() * Audit::Most);
      }
    });
    Out.attribute("calibrated", A.weights.calibrated);
    number("unreadFiles", A.unreadFiles);
    number("units", A.result->units);
    number("failedUnits", A.result->failedUnits);
    number("errors", A.errors);
  }

  void decision(size_t I) {
    const Decision &D = A.decisions[I];
    const Finding &F = *D.example;
    Out.object([&] {
      number("id", I);
      text("name", D.name());
      list("names", D.names, [&](size_t N) {
        Out.object([&] {
          text("name", D.names[N].first);
          number("places", D.names[N].second);
        });
      });
      Out.attribute("kind", toString(F.kind));
      Out.attribute("verdict", toString(F.verdict));
      Out.attribute("effort", toString(F.effort));
      text("area", F.area);
      text("message", F.message);
      text("instead", F.instead);
      number("places", D.places.size());
      number("files", D.files);
      minutes("minutes", D.minutes);
    });
  }

  void extension(size_t I) {
    const NeededExtension &N = A.extensions[I];
    Out.object([&] {
      text("name", N.name);
      text("title", N.title);
      number("uses", N.places.size());
      number("kernels", N.kernels);
      number("files", N.files);
      places(N.places);
    });
  }

  void numbers(StringRef Key, const std::vector<uint64_t> &Numbers) {
    list(Key, Numbers, [&](size_t I) { Out.value(int64_t(Numbers[I])); });
  }

  void need(size_t I) {
    const NeededLimit &N = A.needs[I];
    Out.object([&] {
      text("id", N.id);
      text("title", N.title);
      if (N.value.size() == 1)
        number("value", N.value.front());
      else
        numbers("value", N.value);
      text("unit", N.unit);
      places(N.places);
    });
  }

  /// `source` is one link, `sources` has all.
  void cited(const Profile &P, const std::vector<std::string> &Ids) {
    if (Ids.empty())
      return;
    const Profile::Source &S = P.sources.at(Ids.front());
    text("source", S.url.empty() ? S.path : S.url);
    list("sources", Ids, [&](size_t I) { Out.value(validUtf8(Ids[I])); });
  }

  void entries(const Profile &P, StringRef Key,
               const std::map<std::string, Profile::Entry> &Entries) {
    Out.attributeObject(Key, [&] {
      for (const auto &[Name, E] : Entries)
        Out.attributeObject(Name, [&, &E = E] {
          Out.attribute("support", toString(E.support));
          if (E.chip)
            Out.attribute("chip", toString(*E.chip));
          if (!E.note.empty())
            text("note", E.note);
          cited(P, E.sources);
        });
    });
  }

  void chip(const ChipFit &C) {
    const Profile &P = *C.profile;
    Out.object([&] {
      text("id", P.id);
      text("chip", P.chip);
      text("backend", P.backend);
      if (!P.note.empty())
        text("note", P.note);
      Out.attribute("verdict", toString(C.verdict));
      entries(P, "extensions", P.extensions);
      entries(P, "formats", P.formats);
      Out.attributeObject("limits", [&] {
        for (const LimitKind &Kind : limitKinds())
          Out.attributeObject(Kind.id, [&] { limit(C, Kind); });
      });
      list("gaps", C.gaps, [&](size_t I) {
        const ChipFit::Gap &G = C.gaps[I];
        Out.object([&] {
          text("what", G.what);
          Out.attribute("status", toString(G.status));
          Out.attribute("lacking", toString(G.lacking));
          text("text", G.text);
          number("uses", G.places.size());
          places(G.places);
        });
      });
      Out.attributeObject("sources", [&] {
        for (const auto &[Id, S] : P.sources)
          Out.attributeObject(Id, [&, &S = S] {
            text("title", S.title);
            for (auto [Key, Value] :
                 {std::pair<StringRef, StringRef>{"url", S.url},
                  {"path", S.path},
                  {"section", S.section},
                  {"version", S.version}})
              if (!Value.empty())
                text(Key, Value);
          });
      });
    });
  }

  void limit(const ChipFit &C, const LimitKind &Kind) {
    const Profile &P = *C.profile;
    const Profile::Limit &L = P.limits.at(Kind.id.str());
    text("title", Kind.title);
    numbers("value", L.value);
    text("unit", Kind.unit);
    if (!L.note.empty())
      text("note", L.note);
    cited(P, L.sources);
    auto It = C.limits.find(Kind.id.str());
    if (It == C.limits.end()) {
      Out.attribute("status", "none");
      return;
    }
    for (const NeededLimit &N : A.needs)
      if (N.id == Kind.id) {
        if (N.value.size() == 1)
          number("need", N.value.front());
        else
          numbers("need", N.value);
      }
    Out.attribute("status", It->second == Fit::Ok        ? "ok"
                            : It->second == Fit::Unknown ? "unknown"
                                                         : "over");
  }

  void kernel(const AuditedKernel &K) {
    const KernelFacts &Facts = K.kernel->facts;
    auto Count = [&](Fact F) {
      auto It = Facts.places.find(F);
      return It == Facts.places.end() ? 0 : It->second.size();
    };
    Out.object([&] {
      text("name", Facts.name);
      number("file", K.file);
      number("line", K.kernel->line);
      number("column", K.kernel->column);
      number("endLine", K.kernel->endLine);
      Out.attribute("effort", toString(K.effort));
      minutes("minutes", K.minutes);
      shares("uses", K.uses);
      Out.attributeObject("facts", [&] {
        number("sharedBytes", Facts.sharedBytes);
        Out.attribute("sharedAtLeast", Facts.sharedAtLeast);
        Out.attribute("dynamicShared", Facts.dynamicShared);
        number("barriers", Count(Fact::Barrier));
        number("warpOperations", Count(Fact::Warp));
        number("atomics", Count(Fact::Atomic));
        number("inlineAssembly", Count(Fact::Assembly));
        Out.attribute("recursion", Facts.recursion);
        number("launches", Count(Fact::Launch));
        number("textures", Count(Fact::Texture));
        Out.attributeArray("precision", [&] {
          for (const auto &[Type, At] : Facts.precision)
            Out.value(Type);
        });
        if (Facts.maxThreads)
          number("maxThreads", *Facts.maxThreads);
        Out.attributeArray("blockSizes", [&] {
          for (const auto &Size : Facts.blockSizes)
            Out.array([&] {
              for (unsigned N : Size)
                Out.value(N);
            });
        });
        Out.attribute("template", Facts.asWritten);
        Out.attribute("partial", Facts.callsUnknown);
      });
      list("needs", K.needs, [&](size_t I) { Out.value(K.needs[I]); });
      list("decisions", K.ofDecisions,
           [&](size_t I) { Out.value(int64_t(K.ofDecisions[I])); });
      Out.attributeObject("profiles", [&] {
        for (size_t I = 0; I < K.chips.size(); ++I)
          Out.attribute(A.chips[I].profile->id, toString(K.chips[I]));
      });
    });
  }

  void file(const AuditedFile &F) {
    Out.object([&] {
      text("path", F.file->path);
      text("newPath", F.file->newPath);
      number("lines", F.lines);
      number("cudaLines", F.cudaLines);
      shares("uses", F.uses);
      Out.attribute("effort", toString(F.effort));
      minutes("minutes", F.minutes);
      number("kernels", F.kernels);
    });
  }

  void finding(size_t I) {
    const Finding &F = A.finding(I);
    const Audit::FindingFacts &Facts = A.ofFinding[I];
    Out.object([&] {
      number("file", Facts.file);
      number("line", F.line);
      number("column", F.column);
      number("begin", F.span.begin);
      number("end", F.span.end);
      Out.attribute("kind", toString(F.kind));
      text("name", F.name);
      Out.attribute("verdict", toString(F.verdict));
      Out.attribute("effort", toString(F.effort));
      Out.attribute("confidence", toString(F.confidence));
      minutes("minutes", Facts.minutes);
      if (!F.replacement.empty())
        text("replacement", F.replacement);
      if (Facts.decision)
        number("decision", *Facts.decision);
      if (!F.message.empty())
        text("message", F.message);
      if (!F.instead.empty())
        text("instead", F.instead);
      text("area", F.area);
      list("needs", F.needs, [&](size_t N) { Out.value(F.needs[N]); });
      if (!F.function.empty())
        text("function", F.function);
      if (Facts.kernel)
        number("kernel", *Facts.kernel);
    });
  }

  void diagnostic(const SourceDiagnostic &D) {
    Out.object([&] {
      Out.attribute("severity", D.severity == SourceDiagnostic::Severity::Error
                                    ? "error"
                                    : "warning");
      // A file outside the root is not among the files; it has its path.
      auto It = llvm::find_if(A.files, [&](const AuditedFile &F) {
        return F.file->path == D.file;
      });
      if (It != A.files.end())
        number("file", size_t(It - A.files.begin()));
      else if (!D.file.empty())
        text("path", D.file);
      number("line", D.line);
      number("column", D.column);
      text("message", D.message);
    });
  }

  void since(const Comparison &C) {
    text("name", C.name);
    list("new", C.added, [&](size_t I) { Out.value(int64_t(C.added[I])); });
    list("fixed", C.gone, [&](size_t I) {
      const Baseline::Use &U = *C.gone[I];
      Out.object([&] {
        text("path", U.identity.file);
        number("line", U.line);
        text("name", U.identity.name);
        Out.attribute("effort", toString(U.effort));
      });
    });
    minutes("minutes", C.minutes);
    Out.attributeObject("uses", [&] {
      long Total = 0;
      for (long N : C.byEffort)
        Total += N;
      Out.attribute("total", int64_t(Total));
      for (Effort E : Efforts)
        Out.attribute(toString(E), int64_t(C.byEffort[size_t(E)]));
    });
  }

  json::OStream Out;
  const Audit &A;
  JsonForm Form;
};

} // namespace

void writeAuditJson(llvm::raw_ostream &OS, const Audit &A, JsonForm Form) {
  AuditJson(OS, A, Form).write();
  if (Form == JsonForm::Readable)
    OS << '\n';
}

} // namespace causeway
