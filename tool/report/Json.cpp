// The report as JSON. JSON must be UTF-8 and sources need not be: U+FFFD
// replaces other bytes in names and messages.
//
// SPDX-License-Identifier: Apache-2.0
#include "llvm/Support/JSON.h"
#include "report/Report.h"

namespace causeway {
namespace {

namespace json = llvm::json;

/// Raised when a field is removed or changes its meaning.
constexpr int SchemaVersion = 1;

class JsonReport {
public:
  JsonReport(llvm::raw_ostream &OS, const MigrationResult &Result,
             llvm::StringRef Root)
      : Out(OS, 2), Result(Result), Root(Root) {}

  void write() {
    Out.object([&] {
      Out.attribute("schema", SchemaVersion);
      Out.attribute("tool", "causeway " CAUSEWAY_VERSION);
      text("root", Root);
      Out.attributeObject("summary", [&] { summary(); });
      Out.attributeArray("findings", [&] {
        for (const Finding &F : Result.findings)
          finding(F);
      });
      Out.attributeArray("diagnostics", [&] {
        for (const SourceDiagnostic &D : Result.diagnostics)
          diagnostic(D);
      });
      Out.attributeArray("files", [&] {
        for (const auto &[Path, File] : Result.files)
          file(File);
      });
    });
  }

private:
  void text(llvm::StringRef Key, llvm::StringRef Value) {
    Out.attribute(Key, validUtf8(Value));
  }

  void summary() {
    Summary S = summarize(Result);
    Out.attribute("units", int64_t(Result.units));
    Out.attribute("parsedUnits", int64_t(Result.units - Result.cachedUnits));
    Out.attribute("cachedUnits", int64_t(Result.cachedUnits));
    Out.attribute("failedUnits", int64_t(Result.failedUnits));
    Out.attribute("files", int64_t(Result.files.size()));
    Out.attribute("changedFiles", int64_t(S.changedFiles));
    Out.attribute("findings", int64_t(S.all.total()));
    Out.attribute("open", int64_t(S.all.open()));
    Out.attribute("errors", int64_t(S.errors));
    Out.attributeObject("verdicts", [&] {
      for (Verdict V : {Verdict::Mapped, Verdict::MappedReview,
                        Verdict::Unsupported, Verdict::Unknown})
        Out.attribute(toString(V), int64_t(S.all[V]));
    });
    Out.attributeObject("efforts", [&] {
      for (Effort E :
           {Effort::Auto, Effort::Review, Effort::Manual, Effort::Blocked})
        Out.attribute(toString(E), int64_t(S.byEffort[E]));
    });
  }

  void finding(const Finding &F) {
    Out.object([&] {
      text("file", F.file);
      Out.attribute("line", F.line);
      Out.attribute("column", F.column);
      Out.attribute("begin", F.span.begin);
      Out.attribute("end", F.span.end);
      Out.attribute("kind", toString(F.kind));
      text("name", F.name);
      Out.attribute("verdict", toString(F.verdict));
      Out.attribute("effort", toString(F.effort));
      Out.attribute("confidence", toString(F.confidence));
      text("replacement", F.replacement);
      text("message", F.message);
      text("instead", F.instead);
      Out.attribute("area", F.area);
      Out.attributeArray("needs", [&] {
        for (const std::string &Extension : F.needs)
          Out.value(Extension);
      });
      text("function", F.function);
      Out.attribute("inKernel", F.inKernel);
      Out.attributeArray("edits", [&] {
        for (const Edit &E : F.edits)
          edit(E);
      });
    });
  }

  /// A piece is literal text, or the bytes that move.
  void edit(const Edit &E) {
    Out.object([&] {
      Out.attribute("begin", E.span.begin);
      Out.attribute("end", E.span.end);
      Out.attributeArray("pieces", [&] {
        for (const Edit::Piece &P : E.pieces)
          Out.object([&] {
            if (P.moved) {
              Out.attribute("begin", P.source.begin);
              Out.attribute("end", P.source.end);
            } else {
              text("text", P.text);
            }
          });
      });
    });
  }

  void diagnostic(const SourceDiagnostic &D) {
    Out.object([&] {
      Out.attribute("severity", D.severity == SourceDiagnostic::Severity::Error
                                    ? "error"
                                    : "warning");
      text("file", D.file);
      Out.attribute("line", D.line);
      Out.attribute("column", D.column);
      text("message", D.message);
    });
  }

  void file(const MigratedFile &F) {
    Out.object([&] {
      text("path", F.path);
      text("newPath", F.newPath);
      Out.attribute("changed", F.migrated != F.original);
    });
  }

  json::OStream Out;
  const MigrationResult &Result;
  llvm::StringRef Root;
};

} // namespace

void writeJson(llvm::raw_ostream &OS, const MigrationResult &Result,
               llvm::StringRef Root) {
  JsonReport(OS, Result, Root).write();
  OS << '\n';
}

} // namespace causeway
