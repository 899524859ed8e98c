// Short arrays instead of objects: both ends are this program.
// SPDX-License-Identifier: Apache-2.0
#include "lsp/Analysis.h"

namespace causeway::lsp {

namespace json = llvm::json;

namespace {

json::Value text(llvm::StringRef Text) {
  return json::isUTF8(Text) ? json::Value(Text.str())
                            : json::Value(json::fixUTF8(Text));
}

json::Value span(Span S) { return json::Array{S.begin, S.end}; }

/// Reads an array's elements one after the other; what is not there, or of
/// another type, makes it bad.
class Row {
public:
  explicit Row(const json::Value *V) : A(V ? V->getAsArray() : nullptr) {}

  bool good() const { return A && !Bad; }
  const json::Value *next() {
    if (!A || At >= A->size()) {
      Bad = true;
      return nullptr;
    }
    return &(*A)[At++];
  }
  template <typename Enum> Enum choice() { return Enum(number()); }
  unsigned number() {
    auto N = take([](auto &V) { return V.getAsInteger(); });
    return N ? unsigned(*N) : 0;
  }
  bool flag() {
    return take([](auto &V) { return V.getAsBoolean(); }).value_or(false);
  }
  std::string text() {
    auto T = take([](auto &V) { return V.getAsString(); });
    return T ? T->str() : "";
  }
  Span span() {
    Row R(next());
    Span S{R.number(), R.number()};
    Bad |= !R.good();
    return S;
  }
  template <typename Fn> void list(Fn Item) {
    const json::Value *V = next();
    const json::Array *List = V ? V->getAsArray() : nullptr;
    Bad |= !List;
    if (List)
      for (const json::Value &Each : *List) {
        Row R(&Each);
        Item(R, Each);
        Bad |= !R.good() && Each.getAsArray();
      }
  }

private:
  template <typename Fn>
  auto take(Fn Get) -> decltype(Get(std::declval<const json::Value &>())) {
    const json::Value *V = next();
    auto Result = V ? Get(*V) : std::nullopt;
    Bad |= !Result;
    return Result;
  }

  const json::Array *A;
  size_t At = 0;
  bool Bad = false;
};

json::Value toRow(const Finding &F) {
  json::Array Needs, Edits;
  for (const std::string &N : F.needs)
    Needs.push_back(text(N));
  for (const Edit &E : F.edits) {
    json::Array Pieces;
    for (const Edit::Piece &P : E.pieces)
      Pieces.push_back(json::Array{P.moved, text(P.text), span(P.source)});
    Edits.push_back(json::Array{span(E.span), std::move(Pieces)});
  }
  return json::Array{unsigned(F.kind),
                     unsigned(F.confidence),
                     unsigned(F.verdict),
                     unsigned(F.effort),
                     text(F.name),
                     span(F.span),
                     F.line,
                     F.column,
                     text(F.replacement),
                     text(F.message),
                     text(F.instead),
                     text(F.area),
                     std::move(Needs),
                     text(F.function),
                     F.inKernel,
                     std::move(Edits)};
}

Finding readFinding(Row &R, const std::string &File) {
  Finding F;
  F.file = File;
  F.kind = R.choice<Use::Kind>();
  F.confidence = R.choice<Confidence>();
  F.verdict = R.choice<Verdict>();
  F.effort = R.choice<Effort>();
  F.name = R.text();
  F.span = R.span();
  F.line = R.number();
  F.column = R.number();
  F.replacement = R.text();
  F.message = R.text();
  F.instead = R.text();
  F.area = R.text();
  R.list([&](Row &, const json::Value &V) {
    F.needs.push_back(V.getAsString().value_or("").str());
  });
  F.function = R.text();
  F.inKernel = R.flag();
  R.list([&](Row &Each, const json::Value &) {
    Edit E;
    E.span = Each.span();
    Each.list([&](Row &Piece, const json::Value &) {
      Edit::Piece P;
      P.moved = Piece.flag();
      P.text = Piece.text();
      P.source = Piece.span();
      E.pieces.push_back(std::move(P));
    });
    F.edits.push_back(std::move(E));
  });
  return F;
}

} // namespace

json::Value toJSON(const FileAnalysis &A) {
  json::Array Findings, Functions, Diagnostics;
  for (const Finding &F : A.findings)
    Findings.push_back(toRow(F));
  for (const Function &F : A.functions)
    Functions.push_back(json::Array{text(F.name), span(F.token), span(F.whole),
                                    unsigned(F.side)});
  for (const SourceDiagnostic &D : A.diagnostics)
    Diagnostics.push_back(
        json::Array{unsigned(D.severity), D.line, D.column, text(D.message)});
  return json::Array{text(A.path),         A.version,
                     A.complete,           std::move(Findings),
                     std::move(Functions), std::move(Diagnostics)};
}

bool fromJSON(const json::Value &V, FileAnalysis &A, json::Path P) {
  Row R(&V);
  A.path = R.text();
  if (const json::Value *Version = R.next())
    A.version = Version->getAsInteger().value_or(0);
  A.complete = R.flag();
  R.list([&](Row &Each, const json::Value &) {
    A.findings.push_back(readFinding(Each, A.path));
  });
  R.list([&](Row &Each, const json::Value &) {
    Function F;
    F.file = A.path;
    F.name = Each.text();
    F.token = Each.span();
    F.whole = Each.span();
    F.side = Each.choice<Function::Side>();
    A.functions.push_back(std::move(F));
  });
  R.list([&](Row &Each, const json::Value &) {
    SourceDiagnostic D;
    D.severity = Each.choice<SourceDiagnostic::Severity>();
    D.file = A.path;
    D.line = Each.number();
    D.column = Each.number();
    D.message = Each.text();
    A.diagnostics.push_back(std::move(D));
  });
  if (!R.good())
    P.report("no analysis");
  return R.good();
}

} // namespace causeway::lsp
