// Findings as diagnostics, code actions, hovers, symbols and lenses; rules as
// completions.
//
// SPDX-License-Identifier: Apache-2.0
#include "lsp/Features.h"
#include "engine/Text.h"
#include "lsp/Protocol.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <set>

namespace causeway::lsp {

namespace json = llvm::json;
using llvm::StringRef;

namespace {

constexpr llvm::StringLiteral QuickFix = "quickfix";
constexpr llvm::StringLiteral FixAll = "source.fixAll.causeway";

/// The link to more about a finding; may be empty.
std::string moreAbout(const View &V, const Finding &F) {
  if (V.docs.empty())
    return "";
  StringRef Page = F.kind == Use::Kind::WarpWidth  ? "warp-size.md"
                   : F.verdict == Verdict::Unknown ? "writing-rules.md"
                   : !F.needs.empty() ? "spec.md#base-and-extensions"
                                      : "spec.md";
  return (V.docs + "/" + Page).str();
}

std::string messageOf(const Finding &F) {
  std::string Text = F.name;
  switch (F.verdict) {
  case Verdict::Mapped:
  case Verdict::MappedReview:
    if (!F.replacement.empty())
      Text += " becomes " + F.replacement;
    else if (!F.edits.empty())
      Text += " goes";
    else
      Text += " stays";
    break;
  case Verdict::Unsupported:
    Text += " has no portable form";
    break;
  case Verdict::Unknown:
    Text += ": no rule knows it";
    break;
  }
  if (!F.message.empty() && F.verdict != Verdict::Unknown)
    Text += ". " + F.message;
  if (!F.instead.empty())
    Text += " Instead: " + F.instead;
  return validUtf8(Text);
}

/// A request for a kind includes its sub-kinds.
bool isAsked(StringRef Kind, llvm::ArrayRef<std::string> Only) {
  return Only.empty() || llvm::any_of(Only, [&](StringRef Each) {
           return Kind == Each || (Kind.starts_with(Each) &&
                                   Kind.substr(Each.size()).starts_with("."));
         });
}

bool isFixable(const Finding &F) { return !F.edits.empty(); }

void write(json::OStream &J, Position P) {
  J.object([&] {
    J.attribute("line", P.line);
    J.attribute("character", P.character);
  });
}

void write(json::OStream &J, Range R) {
  J.object([&] {
    J.attributeBegin("start");
    write(J, R.start);
    J.attributeEnd();
    J.attributeBegin("end");
    write(J, R.end);
    J.attributeEnd();
  });
}

void writeDiagnostic(json::OStream &J, const Subject &S, const Finding &F) {
  J.object([&] {
    J.attributeBegin("range");
    write(J, S.document.range(F.span, S.view.encoding));
    J.attributeEnd();
    J.attribute("severity", std::max(1u, S.view.severities.of(F.verdict)));
    J.attribute("code", F.verdict == Verdict::Mapped
                            ? validUtf8(F.name)
                            : toString(F.verdict).str());
    if (std::string Url = moreAbout(S.view, F); !Url.empty())
      J.attributeObject("codeDescription", [&] { J.attribute("href", Url); });
    J.attribute("source", "causeway");
    J.attribute("message", messageOf(F));
    // A line that is removed.
    if (isFixable(F) && F.replacement.empty())
      J.attributeArray("tags", [&] { J.value(1); });
    J.attributeObject("data", [&] {
      J.attribute("name", validUtf8(F.name));
      J.attribute("verdict", toString(F.verdict));
      J.attribute("fixable", isFixable(F));
    });
  });
}

/// The beginning of a function, including the qualifiers before it that are
/// findings.
unsigned beginningOf(const Subject &S, const Function &F) {
  unsigned Begin = F.whole.begin;
  StringRef Text = S.document.text();
  auto It =
      llvm::partition_point(S.analysis.findings, [&](const Finding &Each) {
        return Each.span.begin < Begin;
      });
  while (It != S.analysis.findings.begin()) {
    Span Before = (--It)->span;
    if (!Before.size())
      continue;
    if (Before.end > Begin || !Text.slice(Before.end, Begin).trim().empty())
      break;
    Begin = Before.begin;
  }
  return Begin;
}

bool isAuto(const Finding &F) { return F.verdict == Verdict::Mapped; }

/// Whether a text is the shim's name or an include of its headers. Fixes insert
/// these, and Clang finds them only when the file is compiled with the shim.
bool isOfShim(StringRef Text) {
  if (Text.starts_with("<cw/") || Text.starts_with("\"cw/") ||
      Text.starts_with("CW_"))
    return true;
  return Text.consume_front("cw") &&
         (Text.starts_with("::") || (!Text.empty() && llvm::isUpper(Text[0])));
}

} // namespace

unsigned Severities::of(Verdict V) const {
  switch (V) {
  case Verdict::Mapped:
    return mapped;
  case Verdict::MappedReview:
    return review;
  case Verdict::Unsupported:
    return unsupported;
  case Verdict::Unknown:
    return unknown;
  }
  return unknown;
}

void writeDiagnostics(json::OStream &J, const Subject &S) {
  J.arrayBegin();
  for (const Finding &F : S.analysis.findings)
    if (S.view.severities.of(F.verdict))
      writeDiagnostic(J, S, F);
  for (const SourceDiagnostic &D : S.analysis.diagnostics) {
    // The column counts bytes.
    unsigned Begin =
        S.document.offset({D.line ? D.line - 1 : 0, 0}, Encoding::Utf8) +
        (D.column ? D.column - 1 : 0);
    Begin = std::min(Begin, unsigned(S.document.text().size()));
    // Without uses of CUDA, other tools report Clang's diagnostics.
    if (D.line && (S.analysis.findings.empty() ||
                   isOfShim(S.document.text().substr(Begin))))
      continue;
    StringRef Word = S.document.text().substr(Begin).take_while(
        [](char C) { return llvm::isAlnum(C) || C == '_'; });
    Span Where{Begin, Begin + unsigned(Word.size())};
    bool Error = D.severity == SourceDiagnostic::Severity::Error;
    J.object([&] {
      J.attributeBegin("range");
      write(J, S.document.range(Where, S.view.encoding));
      J.attributeEnd();
      J.attribute("severity", Error ? 2 : 3);
      J.attribute("code", "parse");
      J.attribute("source", "causeway");
      J.attribute(
          "message",
          validUtf8((Error ? "Not understood here, so CUDA near it is only "
                             "matched as text: "
                           : "") +
                    D.message));
    });
  }
  J.arrayEnd();
}

std::vector<const Finding *> findingsAt(const Subject &S, Span Where) {
  std::vector<const Finding *> Found;
  for (const Finding &F : S.analysis.findings)
    if (F.span.begin <= Where.end && Where.begin <= F.span.end)
      Found.push_back(&F);
  return Found;
}

const Function *functionAt(const Subject &S, unsigned Offset) {
  const Function *Innermost = nullptr;
  for (const Function &F : S.analysis.functions)
    if (beginningOf(S, F) <= Offset && Offset <= F.whole.end &&
        (!Innermost || F.whole.size() < Innermost->whole.size()))
      Innermost = &F;
  return Innermost;
}

std::vector<const Finding *> findingsIn(const Subject &S, const Function &F) {
  Span Whole{beginningOf(S, F), F.whole.end};
  std::vector<const Finding *> Found;
  for (const Finding &Each : S.analysis.findings)
    if (Whole.contains(Each.span))
      Found.push_back(&Each);
  return Found;
}

std::vector<const Finding *> allFindings(const Subject &S) {
  std::vector<const Finding *> All;
  for (const Finding &F : S.analysis.findings)
    All.push_back(&F);
  return All;
}

namespace {

std::vector<Replacement>
replacementsOf(const Subject &S, llvm::ArrayRef<const Finding *> Findings) {
  std::vector<Edit> Edits;
  for (const Finding *F : Findings)
    llvm::append_range(Edits, F->edits);
  return applyEdits(S.document.text(), Edits).replacements;
}

void writeTextEdits(json::OStream &J, const Subject &S,
                    llvm::ArrayRef<Replacement> Replacements) {
  J.arrayBegin();
  for (const Replacement &R : Replacements)
    J.object([&] {
      J.attributeBegin("range");
      write(J, S.document.range(R.span, S.view.encoding));
      J.attributeEnd();
      J.attribute("newText", validUtf8(R.text));
    });
  J.arrayEnd();
}

/// With `NewPath`, the edit also renames the document.
void writeEdit(json::OStream &J, const Subject &S,
               llvm::ArrayRef<Replacement> Replacements,
               StringRef NewPath = "") {
  const Document &D = S.document;
  auto Edits = [&](StringRef Key) {
    J.attributeBegin(Key);
    writeTextEdits(J, S, Replacements);
    J.attributeEnd();
  };
  if (!S.view.documentChanges) {
    J.object([&] { J.attributeObject("changes", [&] { Edits(D.uri); }); });
    return;
  }
  J.object([&] {
    J.attributeArray("documentChanges", [&] {
      if (!Replacements.empty())
        J.object([&] {
          J.attributeObject("textDocument", [&] {
            J.attribute("uri", D.uri);
            J.attribute("version", D.version);
          });
          Edits("edits");
        });
      if (!NewPath.empty())
        J.object([&] {
          J.attribute("kind", "rename");
          J.attribute("oldUri", D.uri);
          J.attribute("newUri", uriOfPath(NewPath));
        });
    });
  });
}

template <typename Fn> Written written(Fn Write) {
  Written W;
  llvm::raw_string_ostream OS(W.json);
  json::OStream J(OS);
  Write(J);
  return W;
}

/// The target of a code action, as its `data` stores it.
struct Target {
  std::string name; ///< All uses of this name.
  std::optional<unsigned>
      function; ///< All uses in the function whose name is at this offset.
  // Without both: the whole file.
  bool rename = false; ///< Also give the file its migrated name.
};

std::vector<const Finding *> findingsOf(const Subject &S, const Target &T) {
  if (T.function) {
    for (const Function &F : S.analysis.functions)
      if (F.token.begin == *T.function)
        return findingsIn(S, F);
    return {};
  }
  std::vector<const Finding *> All = allFindings(S);
  if (!T.name.empty())
    llvm::erase_if(All, [&](auto *F) {
      return !isFixable(*F) || validUtf8(F->name) != T.name;
    });
  return All;
}

void writeEdit(json::OStream &J, const Subject &S, const Target &T) {
  writeEdit(J, S, replacementsOf(S, findingsOf(S, T)),
            T.rename ? S.analysis.newPath : "");
}

/// Writes actions one by one.
class Actions {
public:
  Actions(json::OStream &J, const Subject &S) : J(J), S(S) {}

  void fix(const Finding &F, bool Preferred) {
    std::vector<Replacement> Changes = replacementsOf(S, {&F});
    if (Changes.empty())
      return;
    std::string Title = F.replacement.empty()
                            ? "Remove " + F.name
                            : "Replace " + F.name + " by " + F.replacement;
    if (!isAuto(F))
      Title += " (to be reviewed)";
    J.object([&] {
      head(Title, QuickFix);
      J.attributeBegin("edit");
      writeEdit(J, S, Changes);
      J.attributeEnd();
      if (S.view.severities.of(F.verdict))
        J.attributeArray("diagnostics", [&] { writeDiagnostic(J, S, F); });
      if (Preferred)
        J.attribute("isPreferred", true);
    });
  }

  void fixAll(StringRef Title, StringRef Kind, const Target &T) {
    if (!T.rename &&
        llvm::none_of(findingsOf(S, T), [](auto *F) { return isFixable(*F); }))
      return;
    J.object([&] {
      head(Title, Kind);
      if (!S.view.lazyEdits) {
        J.attributeBegin("edit");
        writeEdit(J, S, T);
        J.attributeEnd();
        return;
      }
      J.attributeObject("data", [&] {
        J.attribute("uri", S.document.uri);
        J.attribute("version", S.document.version);
        if (!T.name.empty())
          J.attribute("name", T.name);
        if (T.function)
          J.attribute("function", *T.function);
        if (T.rename)
          J.attribute("rename", true);
      });
    });
  }

private:
  void head(StringRef Title, StringRef Kind) {
    J.attribute("title", validUtf8(Title));
    J.attribute("kind", Kind);
  }

  json::OStream &J;
  const Subject &S;
};

} // namespace

std::optional<Written> workspaceEdit(const Subject &S,
                                     llvm::ArrayRef<const Finding *> Findings) {
  std::vector<Replacement> Changes = replacementsOf(S, Findings);
  if (Changes.empty())
    return std::nullopt;
  return written([&](json::OStream &J) { writeEdit(J, S, Changes); });
}

std::optional<Written> resolveAction(const Subject &S,
                                     const json::Value &Action) {
  const json::Object *Whole = Action.getAsObject();
  const json::Object *Data = Whole ? Whole->getObject("data") : nullptr;
  if (!Data || Data->getInteger("version") != S.document.version)
    return std::nullopt;
  Target T{Data->getString("name").value_or("").str(), std::nullopt,
           Data->getBoolean("rename").value_or(false)};
  if (auto Place = Data->getInteger("function"))
    T.function = unsigned(*Place);
  return written([&](json::OStream &J) {
    J.object([&] {
      for (const auto &[Key, Value] : *Whole)
        if (Key != "edit")
          J.attribute(Key, Value);
      J.attributeBegin("edit");
      writeEdit(J, S, T);
      J.attributeEnd();
    });
  });
}

Written codeActions(const Subject &S, Span Where,
                    llvm::ArrayRef<std::string> Only) {
  std::vector<const Finding *> Here = findingsAt(S, Where);
  llvm::erase_if(Here, [](auto *F) { return !isFixable(*F); });
  std::vector<const Finding *> All = allFindings(S);
  std::string WholeFile = "Migrate this file (" + readiness(All) + ")";
  return written([&](json::OStream &J) {
    Actions Out(J, S);
    J.arrayBegin();
    if (isAsked(QuickFix, Only)) {
      // A place may have several findings, but only one preferred action.
      for (const Finding *F : Here)
        Out.fix(*F, isAuto(*F) && F == Here.front());
      std::set<StringRef> Names;
      for (const Finding *F : Here) {
        if (!Names.insert(F->name).second)
          continue;
        Target Same{validUtf8(F->name), std::nullopt};
        size_t Count = findingsOf(S, Same).size();
        if (Count > 1)
          Out.fixAll("Migrate all " + counted(Count, "use") + " of " + F->name +
                         " in this file",
                     QuickFix, Same);
      }
      if (const Function *Around = functionAt(S, Where.begin))
        Out.fixAll("Migrate the function " + Around->name + " (" +
                       readiness(findingsIn(S, *Around)) + ")",
                   QuickFix, {"", Around->token.begin});
      if (!Here.empty())
        Out.fixAll(WholeFile, QuickFix, {});
    }
    // Offer it if its kind was requested, or if nothing else applies here.
    if (!Only.empty() ? isAsked(FixAll, Only) : Here.empty())
      Out.fixAll(WholeFile, FixAll, {});
    // Migrated text is C++ for any compiler, so the file's name should say so.
    const std::string &New = S.analysis.newPath;
    if (S.view.renames && isAsked("refactor.rewrite", Only) &&
        (!Here.empty() || !Only.empty()) && !New.empty() &&
        !llvm::sys::fs::exists(New))
      Out.fixAll(("Migrate this file, and rename it to " +
                  llvm::sys::path::filename(New))
                     .str(),
                 "refactor.rewrite", {"", std::nullopt, /*rename=*/true});
    J.arrayEnd();
  });
}

json::Value hover(const Subject &S, const RuleSet &Rules, unsigned Offset) {
  std::string Text;
  auto Code = [&](StringRef What) {
    return S.view.markdown ? "`" + validUtf8(What) + "`" : validUtf8(What);
  };
  auto Paragraph = [&](const std::string &P) {
    if (!P.empty())
      Text += (Text.empty() ? "" : "\n\n") + P;
  };
  auto Needs = [&](llvm::ArrayRef<std::string> Extensions) {
    if (Extensions.empty())
      return;
    std::string P = "Needs of a chip: ";
    for (const std::string &E : Extensions)
      P += (&E == Extensions.begin() ? "" : ", ") + Code(E);
    if (!S.view.docs.empty())
      P += S.view.markdown ? " ([what that is](" + S.view.docs +
                                 "/spec.md#base-and-extensions))"
                           : "";
    Paragraph(P + ".");
  };
  std::optional<Span> Where;
  for (const Finding *F : findingsAt(S, {Offset, Offset})) {
    if (Where && !(F->span == *Where))
      continue;
    Where = F->span;
    std::string Head = Code(F->name);
    if (!F->replacement.empty())
      Head += " becomes " + Code(F->replacement);
    else if (isFixable(*F))
      Head += " goes";
    else if (F->verdict == Verdict::Mapped)
      Head += " stays as it is";
    switch (F->verdict) {
    case Verdict::Mapped:
      break;
    case Verdict::MappedReview:
      Head += ", and a person should review it";
      break;
    case Verdict::Unsupported:
      Head += " has no portable form";
      break;
    case Verdict::Unknown:
      Head += " is unknown";
      break;
    }
    Paragraph(Head + ".");
    Paragraph(validUtf8(F->message));
    if (!F->instead.empty())
      Paragraph("Instead: " + validUtf8(F->instead));
    Needs(F->needs);
    if (F->confidence == Confidence::Lexical)
      Paragraph("Found as text: no parser sees this place.");
    if (std::string Url = moreAbout(S.view, *F); !Url.empty())
      Paragraph(S.view.markdown ? "[More](" + Url + ")" : "More: " + Url);
  }
  if (!Where) {
    // A name that needs no change, or a name in a comment or string.
    StringRef Source = S.document.text();
    auto IsName = [](char C) { return llvm::isAlnum(C) || C == '_'; };
    unsigned Begin = Offset, End = Offset;
    while (Begin && IsName(Source[Begin - 1]))
      --Begin;
    while (End < Source.size() && IsName(Source[End]))
      ++End;
    const Rule *R = Rules.find(Source.slice(Begin, End));
    if (!R || Begin == End)
      return nullptr;
    Where = Span{Begin, End};
    Paragraph(Code(R->name) +
              (R->verdict == Verdict::Unsupported ? " has no portable form."
               : R->to.empty()                    ? " stays as it is."
                               : " becomes " + Code(R->to) + "."));
    Paragraph(validUtf8(R->verdict == Verdict::Unsupported ? R->why : R->note));
    if (!R->instead.empty())
      Paragraph("Instead: " + validUtf8(R->instead));
    Needs(R->needs);
  }
  return json::Object{
      {"contents",
       json::Object{{"kind", S.view.markdown ? "markdown" : "plaintext"},
                    {"value", Text}}},
      {"range", toJSON(S.document.range(*Where, S.view.encoding))}};
}

json::Value completion(const Document &D, const View &V, const RuleSet &Rules,
                       unsigned Offset) {
  constexpr size_t Most = 100, Least = 2;
  StringRef Text = D.text();
  StringRef Line = Text.take_front(Offset);
  Line = Line.substr(Line.rfind('\n') + 1);
  bool InC = D.language == "c" || llvm::sys::path::extension(D.path) == ".c";

  // `#include <cud`: headers.
  StringRef Directive = Line.ltrim();
  bool IsInclude = Directive.consume_front("#") &&
                   (Directive = Directive.ltrim()).consume_front("include");
  json::Array Items;
  // The filter is CUDA's name, because the user types that.
  auto Item = [&](const Rule &R, const std::string &Filter, StringRef New,
                  Span Typed, unsigned Kind) {
    json::Object I{
        {"label", validUtf8(New)},
        {"kind", Kind},
        {"detail", validUtf8("in place of " + R.name)},
        {"filterText", validUtf8(Filter)},
        {"sortText", validUtf8(R.name)},
        {"textEdit", json::Object{{"range", toJSON(D.range(Typed, V.encoding))},
                                  {"newText", validUtf8(New)}}}};
    if (!R.note.empty())
      I["documentation"] = validUtf8(R.note);
    Items.push_back(std::move(I));
  };
  bool More = false;
  auto Room = [&] {
    More |= Items.size() >= Most;
    return !More;
  };

  if (IsInclude) {
    Directive = Directive.ltrim();
    if (!Directive.starts_with("<") && !Directive.starts_with("\""))
      return nullptr;
    StringRef Typed = Directive.drop_front();
    if (Typed.size() < Least || Typed.contains('>') || Typed.contains('"'))
      return nullptr;
    Span Where{Offset - unsigned(Directive.size()), Offset};
    StringRef Next = Text.substr(Offset, 1);
    if (Next == ">" || Next == "\"")
      ++Where.end;
    for (const Rule *R : Rules.all())
      if (R->kind == Rule::Kind::Header && !R->target(InC).empty() &&
          StringRef(R->name).starts_with(Typed) && Room())
        Item(*R, Directive.take_front().str() + R->name,
             ("<" + R->target(InC) + ">").str(), Where, /*File=*/17);
  } else {
    auto IsName = [](char C) {
      return llvm::isAlnum(C) || C == '_' || C == ':';
    };
    StringRef Typed = Line.take_back(
        Line.size() -
        (Line.find_last_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
             "0123456789_:") +
         1));
    if (Typed.size() < Least || Line.trim().starts_with("//"))
      return nullptr;
    Span Where{Offset - unsigned(Typed.size()), Offset};
    while (Where.end < Text.size() && IsName(Text[Where.end]) &&
           Text[Where.end] != ':')
      ++Where.end;
    for (const Rule *R : Rules.all()) {
      StringRef New = R->target(InC);
      if (R->verdict == Verdict::Unsupported || New.empty() ||
          R->isPattern(InC) || !StringRef(R->name).starts_with(Typed) ||
          New == R->name)
        continue;
      unsigned Kind = 0;
      switch (R->kind) {
      case Rule::Kind::Function:
        Kind = 3;
        break;
      case Rule::Kind::Type:
        Kind = 22; // struct
        break;
      case Rule::Kind::Value:
        Kind = 21; // constant
        break;
      case Rule::Kind::Macro:
        Kind = 14; // keyword
        break;
      case Rule::Kind::Header:
      case Rule::Kind::Member:
      case Rule::Kind::Namespace:
      case Rule::Kind::Syntax:
        continue;
      }
      if (Room())
        Item(*R, R->name, New, Where, Kind);
    }
  }
  return json::Object{{"isIncomplete", More}, {"items", std::move(Items)}};
}

std::string readiness(llvm::ArrayRef<const Finding *> Findings) {
  size_t Auto = 0, Person = 0;
  for (const Finding *F : Findings)
    (F->isOpen() ? Person : Auto) += 1;
  if (!Auto && !Person)
    return "no use of CUDA";
  std::string Text;
  if (Auto)
    Text = counted(Auto, "use") +
           (Auto == 1 ? " migrates automatically" : " migrate automatically");
  if (Auto && Person)
    Text += ", " + std::to_string(Person);
  else if (Person)
    Text = counted(Person, "use");
  if (Person)
    Text += Person == 1 ? " needs a person" : " need a person";
  return Text;
}

json::Array symbols(const Subject &S) {
  json::Array All;
  for (const Function &F : S.analysis.functions) {
    if (F.side == Function::Side::Host)
      continue;
    std::string Detail =
        F.side == Function::Side::Kernel ? "kernel" : "device function";
    Span Whole{beginningOf(S, F), F.whole.end};
    if (S.view.symbolTrees)
      All.push_back(json::Object{
          {"name", validUtf8(F.name)},
          {"detail", Detail + ": " + readiness(findingsIn(S, F))},
          {"kind", 12},
          {"range", toJSON(S.document.range(Whole, S.view.encoding))},
          {"selectionRange",
           toJSON(S.document.range(F.token, S.view.encoding))}});
    else
      All.push_back(json::Object{
          {"name", validUtf8(F.name)},
          {"containerName", Detail},
          {"kind", 12},
          {"location", json::Object{{"uri", S.document.uri},
                                    {"range", toJSON(S.document.range(
                                                  Whole, S.view.encoding))}}}});
  }
  return All;
}

json::Array lenses(const Subject &S) {
  json::Array All;
  for (const Function &F : S.analysis.functions) {
    if (F.side != Function::Side::Kernel)
      continue;
    std::vector<const Finding *> In = findingsIn(S, F);
    All.push_back(json::Object{
        {"range", toJSON(S.document.range(F.token, S.view.encoding))},
        {"command", json::Object{{"title", readiness(In)},
                                 {"command", FixFunctionCommand},
                                 {"arguments",
                                  json::Array{S.document.uri, validUtf8(F.name),
                                              F.token.begin}}}}});
  }
  return All;
}

} // namespace causeway::lsp
