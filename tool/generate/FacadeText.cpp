// SPDX-License-Identifier: Apache-2.0
#include "generate/FacadeText.h"
#include "frontend/RawTokens.h"
#include "generate/HeaderText.h"
#include "clang/Format/Format.h"
#include "llvm/ADT/STLExtras.h"

namespace causeway {

using llvm::StringRef;
namespace tok = clang::tok;

namespace {

bool isUnsupported(const Rule *R) {
  return R && R->verdict == Verdict::Unsupported;
}

/// The enumerators and fields of a declaration that the shim lacks, each with
/// the comma or semicolon after it.
std::vector<Span> missingParts(const RuleSet &Rules, StringRef Declared,
                               StringRef Text) {
  struct Level {
    unsigned begin; ///< Of the statement or enumerator.
    bool any = false, all = true;
    std::string last; ///< The last word.
  };
  std::vector<Span> Missing;
  std::vector<Level> Levels;
  StringRef Tag;
  bool IsEnum = false;
  auto Judge = [&](Level &L) {
    if (L.last.empty())
      return;
    L.any = true;
    L.all &= isUnsupported(IsEnum ? Rules.find(L.last) : [&]() -> const Rule * {
      for (StringRef Of : {Tag, Declared})
        if (const Rule *R = Rules.find((Of + "::" + L.last).str()))
          return R;
      return nullptr;
    }());
    L.last.clear();
  };
  RawTokens Tokens(Text);
  Span At;
  bool InIndex = false, InValue = false;
  for (clang::Token T; Tokens.next(T, At);) {
    if (T.is(tok::l_brace)) {
      Levels.push_back({At.end, false, true, ""});
      continue;
    }
    if (Levels.empty()) {
      if (T.is(tok::raw_identifier)) {
        IsEnum |= T.getRawIdentifier() == "enum";
        Tag = T.getRawIdentifier();
      }
      continue;
    }
    Level &L = Levels.back();
    bool Ends =
        T.is(tok::semi) || (IsEnum && T.isOneOf(tok::comma, tok::r_brace));
    if (T.is(tok::raw_identifier) && !InIndex && !InValue)
      L.last = T.getRawIdentifier().str();
    InIndex = T.is(tok::l_square) || (InIndex && T.isNot(tok::r_square));
    InValue = (InValue || T.isOneOf(tok::equal, tok::colon)) && !Ends;
    if (!IsEnum && T.is(tok::comma))
      Judge(L);
    if (Ends) {
      Judge(L);
      unsigned End = T.is(tok::r_brace) ? At.begin : At.end;
      if (L.any && L.all)
        Missing.push_back({L.begin, End});
      L = {End, false, true, ""};
    }
    if (T.is(tok::r_brace))
      Levels.pop_back();
  }
  return Missing;
}

} // namespace

std::string renamedText(const RuleSet &Rules, const CDeclaration &C) {
  StringRef Text = C.text;
  std::vector<Span> Missing;
  if (C.kind == Rule::Kind::Type)
    Missing = missingParts(Rules, C.name, Text);
  std::string Out;
  unsigned Written = 0;
  RawTokens Tokens(Text);
  Span At;
  for (clang::Token T; Tokens.next(T, At);) {
    auto Hole = llvm::find_if(Missing, [&](const Span &S) {
      return S.begin <= At.begin && At.end <= S.end;
    });
    if (Hole != Missing.end()) {
      if (Hole->begin >= Written)
        Out += Text.slice(Written, Hole->begin);
      Written = Hole->end;
      continue;
    }
    if (T.isNot(tok::raw_identifier))
      continue;
    StringRef Name = T.getRawIdentifier();
    const Rule *R = Rules.find(Name);
    StringRef To = R ? R->target(/*InC=*/true) : "";
    if (Name == "CW_FACADE_DEFAULT")
      To = "CW_DEFAULT";
    if (!isShimName(To)) // a parameter may be called like one of CUDA's words
      continue;
    Out += Text.slice(Written, At.begin);
    Out += To;
    Written = At.end;
  }
  Out += Text.drop_front(Written);
  // A tag is a type's name in C++ alone.
  StringRef Keyword = Text.drop_front(
      Text.find('{') == StringRef::npos ? 0
                                        : Text.rfind('\n', Text.find('{')) + 1);
  Keyword = Keyword.take_until([](char Ch) { return Ch == ' '; });
  const Rule *R = Rules.find(C.name);
  if (C.kind == Rule::Kind::Type && R && Keyword != "typedef" &&
      Text.contains('{'))
    Out += ("\ntypedef " + Keyword + " " + R->target(true) + " " +
            R->target(true) + ";")
               .str();
  return Out;
}

llvm::Expected<std::string> formatted(const std::string &Code) {
  auto Changes = clang::format::reformat(
      clang::format::getLLVMStyle(), Code,
      {clang::tooling::Range(0, unsigned(Code.size()))});
  return clang::tooling::applyAllReplacements(Code, Changes);
}

bool isMapped(const Rule *R) {
  return R && R->verdict != Verdict::Unsupported &&
         isShimName(R->target(/*InC=*/true));
}

std::vector<CFunction> functionsOf(const RuleSet &Rules,
                                   llvm::ArrayRef<CDeclaration> Area,
                                   bool Templates) {
  std::vector<CFunction> Functions;
  for (const CDeclaration &C : Area)
    if (C.kind == Rule::Kind::Function && C.isTemplate == Templates &&
        isMapped(Rules.find(C.name)))
      Functions.push_back(parseFunction(renamedText(Rules, C)));
  return Functions;
}

} // namespace causeway
