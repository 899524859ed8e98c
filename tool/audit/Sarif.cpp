// The audit as SARIF 2.1.0 (OASIS Standard). Columns are UTF-16 code units, the
// default of the format and of most viewers. Byte offsets make replacements
// exact in any encoding.
//
// SPDX-License-Identifier: Apache-2.0
#include "audit/Render.h"
#include "engine/LineTable.h"
#include "report/Report.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/Base64.h"
#include "llvm/Support/JSON.h"

namespace causeway {
namespace {

namespace json = llvm::json;
using llvm::StringRef;

constexpr StringRef ByteOrderMark = "\xEF\xBB\xBF";

/// The length of a part of a line in UTF-16 code units. A byte that begins no
/// character counts as one.
unsigned utf16Units(StringRef Text) {
  unsigned Units = 0;
  while (!Text.empty()) {
    unsigned Size = characterLength(Text);
    Units += Size == 4 ? 2 : 1;
    Text = Text.drop_front(Size);
  }
  return Units;
}

/// A message without links, whatever the source contains.
std::string plainText(StringRef Text) {
  std::string Out = printable(Text);
  for (size_t At = 0; (At = Out.find("](", At)) != Out.npos; At += 3)
    Out.insert(At, "\\");
  return Out;
}

/// A relative reference as defined by RFC 3986.
std::string uri(StringRef Path) {
  std::string Out;
  for (unsigned char C : Path)
    if (llvm::isAlnum(C) || StringRef("-._~/").contains(char(C)))
      Out += char(C);
    else
      Out += "%" + llvm::toHex(StringRef(reinterpret_cast<char *>(&C), 1));
  // `:` is escaped as well, because `a:b/c` would begin with a scheme.
  return Out;
}

/// An edit as replacements of the bytes that do not move, so that it composes
/// with fixes of findings inside it. An edit that reorders text is one
/// replacement.
std::vector<Replacement> replacementsOf(const Edit &E, StringRef Source) {
  std::vector<Replacement> Parts;
  Replacement Now{{E.span.begin, E.span.begin}, ""};
  bool InOrder = true;
  for (const Edit::Piece &P : E.pieces) {
    if (!P.moved) {
      Now.text += P.text;
      continue;
    }
    InOrder = InOrder && P.source.begin >= Now.span.begin &&
              P.source.end <= E.span.end;
    Now.span.end = P.source.begin;
    Parts.push_back(std::move(Now));
    Now = {{P.source.end, P.source.end}, ""};
  }
  Now.span.end = E.span.end;
  Parts.push_back(std::move(Now));
  if (!InOrder) {
    Replacement Whole{E.span, ""};
    for (const Edit::Piece &P : E.pieces)
      Whole.text +=
          P.moved ? Source.slice(P.source.begin, P.source.end).str() : P.text;
    return {Whole};
  }
  llvm::erase_if(Parts, [&](const Replacement &R) {
    return R.text == Source.slice(R.span.begin, R.span.end);
  });
  return Parts;
}

class Sarif {
public:
  Sarif(llvm::raw_ostream &OS, const Audit &A) : Out(OS, 2), A(A) {
    for (const AuditedFile &F : A.files)
      Tables.emplace_back(F.file->original);
    collectRules();
  }

  void write() {
    Out.object([&] {
      Out.attribute("$schema",
                    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/"
                    "schemas/sarif-schema-2.1.0.json");
      Out.attribute("version", "2.1.0");
      Out.attributeArray("runs", [&] { Out.object([&] { run(); }); });
    });
  }

private:
  /// One rule for each name. Each result has its own level.
  void collectRules() {
    for (size_t I = 0; I < A.ofFinding.size(); ++I) {
      const Finding &F = A.finding(I);
      auto [It, New] = RuleIndex.try_emplace(F.name, Rules.size());
      if (New)
        Rules.push_back(&F);
      else if (F.verdict > Rules[It->second]->verdict)
        Rules[It->second] = &F;
    }
  }

  static StringRef level(Verdict V) {
    return V == Verdict::Mapped         ? "note"
           : V == Verdict::MappedReview ? "warning"
                                        : "error";
  }

  void text(StringRef Key, StringRef Value) {
    Out.attributeObject(Key, [&] { Out.attribute("text", plainText(Value)); });
  }

  void run() {
    Out.attributeObject("tool", [&] {
      Out.attributeObject("driver", [&] {
        Out.attribute("name", "causeway");
        Out.attribute("version", CAUSEWAY_VERSION);
        Out.attributeArray("rules", [&] {
          for (const Finding *F : Rules)
            rule(*F);
        });
      });
    });
    // The location of the tree is known to the viewer only.
    Out.attributeObject("originalUriBaseIds", [&] {
      Out.attributeObject("SRCROOT", [&] {
        text("description", "The root of the audited tree.");
      });
    });
    Out.attribute("columnKind", "utf16CodeUnits");
    Out.attributeArray("artifacts", [&] {
      for (size_t I = 0; I < A.files.size(); ++I)
        Out.object([&] {
          Out.attributeObject("location", [&] { location(I, false); });
          Out.attribute("length", int64_t(A.files[I].file->original.size()));
        });
    });
    Out.attributeArray("invocations", [&] {
      Out.object([&] {
        Out.attribute("executionSuccessful", true);
        Out.attributeArray("toolExecutionNotifications", [&] {
          for (const SourceDiagnostic &D : A.result->diagnostics)
            notification(D);
        });
      });
    });
    std::vector<UseIdentity> Identities = identify(A.result->findings);
    std::vector<bool> New(A.ofFinding.size());
    if (A.since)
      for (size_t I : A.since->added)
        New[I] = true;
    Out.attributeArray("results", [&] {
      for (size_t I = 0; I < A.ofFinding.size(); ++I)
        result(I, Identities[I], New[I]);
    });
  }

  void rule(const Finding &F) {
    Out.object([&] {
      Out.attribute("id", validUtf8(F.name));
      text("shortDescription", summary(F));
      if (!F.message.empty() || !F.instead.empty())
        text("fullDescription",
             F.message + (F.instead.empty() ? "" : " Instead: " + F.instead));
      Out.attributeObject("defaultConfiguration",
                          [&] { Out.attribute("level", level(F.verdict)); });
      Out.attributeObject("properties", [&] {
        Out.attribute("area", F.area);
        Out.attributeArray("tags", [&] {
          Out.value("cuda");
          if (!F.area.empty())
            Out.value(F.area);
        });
      });
    });
  }

  static std::string summary(const Finding &F) {
    switch (F.verdict) {
    case Verdict::Mapped:
      return F.name + " has a portable form.";
    case Verdict::MappedReview:
      return F.name + " has a portable form that a person should look at.";
    case Verdict::Unsupported:
      return F.name + " has no portable form.";
    case Verdict::Unknown:
      return F.name + " looks like CUDA's, and no rule knows it.";
    }
    return F.name;
  }

  static std::string message(const Finding &F) {
    std::string Text = F.name;
    if (!F.replacement.empty())
      Text += " becomes " + F.replacement;
    else if (F.verdict == Verdict::Mapped)
      Text += F.edits.empty() ? " stays as it is" : " goes";
    if (!F.message.empty())
      Text += ": " + F.message;
    else
      Text += ".";
    if (!F.instead.empty())
      Text += " Instead: " + F.instead;
    return Text;
  }

  void location(size_t File, bool WithIndex = true) {
    Out.attribute("uri", uri(A.files[File].file->path));
    Out.attribute("uriBaseId", "SRCROOT");
    if (WithIndex)
      Out.attribute("index", int64_t(File));
  }

  /// Line and column as SARIF counts them.
  std::pair<unsigned, unsigned> at(size_t File, unsigned Offset) const {
    StringRef Source = A.files[File].file->original;
    auto [Line, Column] = Tables[File].at(Offset);
    StringRef Before = Source.slice(Offset - (Column - 1), Offset);
    if (Line == 1) // it is not part of the text
      Before.consume_front(ByteOrderMark);
    return {Line, utf16Units(Before) + 1};
  }

  void region(StringRef Key, size_t File, Span S) {
    Out.attributeObject(Key, [&] {
      auto [Line, Column] = at(File, S.begin);
      auto [EndLine, EndColumn] = at(File, S.end);
      Out.attribute("startLine", Line);
      Out.attribute("startColumn", Column);
      Out.attribute("endLine", EndLine);
      Out.attribute("endColumn", EndColumn);
      Out.attribute("byteOffset", S.begin);
      Out.attribute("byteLength", S.size());
    });
  }

  void result(size_t I, const UseIdentity &Identity, bool New) {
    const Finding &F = A.finding(I);
    size_t File = A.ofFinding[I].file;
    Out.object([&] {
      Out.attribute("ruleId", validUtf8(F.name));
      Out.attribute("ruleIndex", int64_t(RuleIndex.lookup(F.name)));
      Out.attribute("level", level(F.verdict));
      text("message", message(F));
      Out.attributeArray("locations", [&] {
        Out.object([&] {
          Out.attributeObject("physicalLocation", [&] {
            Out.attributeObject("artifactLocation", [&] { location(File); });
            region("region", File, F.span);
          });
          if (!F.function.empty())
            Out.attributeArray("logicalLocations", [&] {
              Out.object([&] {
                Out.attribute("fullyQualifiedName", validUtf8(F.function));
                Out.attribute("kind", "function");
              });
            });
        });
      });
      Out.attributeObject("partialFingerprints", [&] {
        std::string Key = Identity.key();
        Out.attribute("causewayUse/v1",
                      llvm::toHex(llvm::BLAKE3::hash<16>(
                                      llvm::arrayRefFromStringRef(Key)),
                                  /*LowerCase=*/true));
      });
      if (A.since)
        Out.attribute("baselineState", New ? "new" : "unchanged");
      if (!isSwallowed(F, File))
        fixes(F, File);
      Out.attributeObject("properties", [&] {
        Out.attribute("verdict", toString(F.verdict));
        Out.attribute("effort", toString(F.effort));
        Out.attribute("confidence", toString(F.confidence));
        Out.attribute("kind", toString(F.kind));
        if (!F.area.empty())
          Out.attribute("area", F.area);
        if (!F.needs.empty())
          Out.attributeArray("needs", [&] {
            for (const std::string &N : F.needs)
              Out.value(N);
          });
      });
    });
  }

  /// Whether the fix of another finding replaces all of this one's, as for
  /// `__shared__` in a declaration that is rewritten as a whole.
  bool isSwallowed(const Finding &F, size_t File) {
    if (Swallowed.empty()) {
      Swallowed.resize(A.files.size());
      for (size_t I = 0; I < A.ofFinding.size(); ++I)
        for (const Edit &E : A.finding(I).edits)
          if (E.pieces.size() > 1)
            for (const Replacement &R :
                 replacementsOf(E, A.files[A.ofFinding[I].file].file->original))
              if (R.span.size())
                Swallowed[A.ofFinding[I].file].push_back(R.span);
    }
    return llvm::any_of(F.edits, [&](const Edit &E) {
      return E.span.size() && llvm::any_of(Swallowed[File], [&](Span S) {
               return S.contains(E.span) && !(S == E.span);
             });
    });
  }

  void fixes(const Finding &F, size_t File) {
    StringRef Source = A.files[File].file->original;
    std::vector<Replacement> All;
    for (const Edit &E : F.edits)
      llvm::append_range(All, replacementsOf(E, Source));
    if (All.empty())
      return;
    Out.attributeArray("fixes", [&] {
      Out.object([&] {
        text("description", F.replacement.empty()
                                ? "Remove " + F.name
                                : "Replace by " + F.replacement);
        Out.attributeArray("artifactChanges", [&] {
          Out.object([&] {
            Out.attributeObject("artifactLocation", [&] { location(File); });
            Out.attributeArray("replacements", [&] {
              for (const Replacement &R : All)
                replacement(File, R);
            });
          });
        });
      });
    });
  }

  void replacement(size_t File, const Replacement &R) {
    Out.object([&] {
      region("deletedRegion", File, R.span);
      if (R.text.empty())
        return;
      Out.attributeObject("insertedContent", [&] {
        if (json::isUTF8(R.text))
          Out.attribute("text", R.text);
        else
          Out.attribute("binary", llvm::encodeBase64(R.text));
      });
    });
  }

  void notification(const SourceDiagnostic &D) {
    Out.object([&] {
      Out.attribute("level", D.severity == SourceDiagnostic::Severity::Error
                                 ? "error"
                                 : "warning");
      text("message", D.message);
      auto It = llvm::find_if(A.files, [&](const AuditedFile &F) {
        return F.file->path == D.file;
      });
      if (It == A.files.end())
        return;
      size_t File = size_t(It - A.files.begin());
      Out.attributeArray("locations", [&] {
        Out.object([&] {
          Out.attributeObject("physicalLocation", [&] {
            Out.attributeObject("artifactLocation", [&] { location(File); });
            if (D.line && D.line <= Tables[File].count())
              Out.attributeObject("region",
                                  [&] { Out.attribute("startLine", D.line); });
          });
        });
      });
    });
  }

  json::OStream Out;
  const Audit &A;
  std::vector<LineTable> Tables; ///< By file.
  /// By file: the bytes around moved text that other fixes replace.
  std::vector<std::vector<Span>> Swallowed;
  llvm::StringMap<size_t> RuleIndex;  ///< By name.
  std::vector<const Finding *> Rules; ///< The worst finding for each name.
};

} // namespace

void writeAuditSarif(llvm::raw_ostream &OS, const Audit &A) {
  Sarif(OS, A).write();
  OS << '\n';
}

} // namespace causeway
