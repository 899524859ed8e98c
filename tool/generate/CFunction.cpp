// SPDX-License-Identifier: Apache-2.0
#include "generate/CFunction.h"
#include "frontend/RawTokens.h"
#include <optional>

namespace causeway {

using llvm::StringRef;
namespace tok = clang::tok;

std::string CFunction::parameterList(bool Defaults) const {
  if (parameters.empty())
    return "void";
  std::string Text;
  for (const Parameter &P : parameters)
    Text += (Text.empty() ? "" : ", ") + P.text +
            (Defaults && !P.defaultValue.empty() ? " = " + P.defaultValue : "");
  return Text;
}

std::string CFunction::arguments() const {
  std::string Text;
  for (const Parameter &P : parameters)
    Text += (Text.empty() ? "" : ", ") + P.name;
  return Text;
}

CFunction parseFunction(StringRef Text) {
  CFunction F;
  RawTokens Tokens(Text);
  Span At;
  unsigned Start = 0, Depth = 0;
  bool Any = false;
  std::string Word; // the last one
  unsigned WordAt = 0;
  CFunction::Parameter P;
  bool IsNamed = false;              // nothing after its name counts
  std::optional<unsigned> DefaultAt; // where the default begins
  auto Finish = [&](unsigned End) {
    StringRef Default =
        DefaultAt ? Text.slice(*DefaultAt, End).trim() : StringRef();
    if (DefaultAt && Text.take_front(*DefaultAt).ends_with("CW_DEFAULT"))
      Default = Default.drop_front().drop_back();
    P.defaultValue = Default.str();
    if (!DefaultAt)
      P.text = Text.slice(Start, End).trim().str();
    if (!P.text.empty() && P.text != "void")
      F.parameters.push_back(P);
    P = {};
    IsNamed = false;
    DefaultAt.reset();
    Start = End + 1;
  };
  auto BeginDefault = [&](unsigned TextEnd) {
    P.text = Text.slice(Start, TextEnd).trim().str();
    IsNamed = true;
    DefaultAt = At.end;
  };
  for (clang::Token T; Tokens.next(T, At);) {
    if (!Any) { // after the comment
      Start = At.begin;
      Any = true;
    }
    if (T.is(tok::raw_identifier)) {
      Word = T.getRawIdentifier().str();
      WordAt = At.begin;
      if (Depth == 1 && Word == "CW_DEFAULT")
        BeginDefault(At.begin);
      else if (Depth && !IsNamed)
        P.name = Word;
    } else if (T.is(tok::l_paren)) {
      if (++Depth == 1) {
        F.name = Word;
        F.result = Text.slice(Start, WordAt).trim().str();
        Start = At.end;
      }
    } else if (T.is(tok::r_paren)) {
      // The first inner one ends the name of a pointer to a function.
      IsNamed |= Depth == 2;
      if (--Depth == 0) {
        Finish(At.begin);
        break;
      }
    } else if (T.is(tok::equal) && Depth == 1) {
      BeginDefault(At.begin);
    } else if (T.is(tok::comma) && Depth == 1) {
      Finish(At.begin);
    }
  }
  return F;
}

} // namespace causeway
