// Short arrays instead of objects, because both ends are this program.
//
// SPDX-License-Identifier: Apache-2.0
#include "lsp/Analysis.h"

namespace causeway::lsp {

namespace json = llvm::json;

namespace {

void write(json::OStream &J, llvm::StringRef Text) {
  if (json::isUTF8(Text))
    J.value(Text);
  else
    J.value(json::fixUTF8(Text));
}

void write(json::OStream &J, Span S) {
  J.array([&] {
    J.value(S.begin);
    J.value(S.end);
  });
}

/// Reads the elements of an array in order. A missing element or a wrong type
/// makes the row invalid.
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

void write(json::OStream &J, const Edit &E) {
  J.array([&] {
    write(J, E.span);
    J.array([&] {
      for (const Edit::Piece &P : E.pieces)
        J.array([&] {
          J.value(P.moved);
          write(J, P.text);
          write(J, P.source);
        });
    });
  });
}

void write(json::OStream &J, const Finding &F) {
  J.array([&] {
    for (unsigned Choice : {unsigned(F.kind), unsigned(F.confidence),
                            unsigned(F.verdict), unsigned(F.effort)})
      J.value(Choice);
    write(J, F.name);
    write(J, F.span);
    J.value(F.line);
    J.value(F.column);
    for (const std::string *Text :
         {&F.replacement, &F.message, &F.instead, &F.area})
      write(J, *Text);
    J.array([&] {
      for (const std::string &N : F.needs)
        write(J, N);
    });
    write(J, F.function);
    J.value(F.inKernel);
    J.array([&] {
      for (const Edit &E : F.edits)
        write(J, E);
    });
  });
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

void write(json::OStream &J, const FileAnalysis &A) {
  J.array([&] {
    write(J, A.path);
    write(J, A.newPath);
    J.value(A.version);
    J.value(A.complete);
    J.array([&] {
      for (const Finding &F : A.findings)
        write(J, F);
    });
    J.array([&] {
      for (const Function &F : A.functions)
        J.array([&] {
          write(J, F.name);
          write(J, F.token);
          write(J, F.whole);
          J.value(unsigned(F.side));
        });
    });
    J.array([&] {
      for (const SourceDiagnostic &D : A.diagnostics)
        J.array([&] {
          J.value(unsigned(D.severity));
          J.value(D.line);
          J.value(D.column);
          write(J, D.message);
        });
    });
  });
}

bool fromJSON(const json::Value &V, FileAnalysis &A, json::Path P) {
  Row R(&V);
  A.path = R.text();
  A.newPath = R.text();
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
