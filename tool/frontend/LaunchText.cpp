// SPDX-License-Identifier: Apache-2.0
#include "frontend/LaunchText.h"
#include "frontend/Lines.h"
#include "frontend/RawTokens.h"

namespace causeway {

using namespace clang;
using llvm::StringRef;

/// The longest configuration that is read, in bytes.
constexpr unsigned LongestConfiguration = 4096;
/// The most tokens that are kept.
constexpr size_t LongestStatement = 1024;

void LaunchText::next(const Token &T, Span At) {
  if (T.isOneOf(tok::semi, tok::l_brace, tok::r_brace) ||
      (T.is(tok::hash) && T.isAtStartOfLine()))
    return Statement.clear();
  if (Statement.size() == LongestStatement) { // for example a table of numbers
    Statement.erase(Statement.begin(),
                    Statement.begin() + Statement.size() / 2);
    Statement.front().kind = tok::unknown;
  }
  Statement.push_back(
      {T.getKind(), At,
       T.is(tok::raw_identifier) ? T.getRawIdentifier() : StringRef()});
}

size_t LaunchText::kernelBegin() const {
  size_t None = Statement.size(), I = None - 1; // at `<<<`
  auto Kind = [&](size_t At) { return Statement[At].kind; };
  // The number of template argument lists that a token closes.
  auto Closes = [&](size_t At) {
    switch (Kind(At)) {
    case tok::greater:
      return 1;
    case tok::greatergreater:
      return 2;
    case tok::greatergreatergreater:
      return 3;
    default:
      return 0;
    }
  };
  if (I > 0 && Closes(I - 1)) {
    // Inside template arguments, a shift or comparison is in parentheses.
    int Depth = 0, Brackets = 0;
    do {
      if (I-- == 0)
        return None;
      if (Kind(I) == tok::r_paren || Kind(I) == tok::r_square)
        ++Brackets;
      else if (Kind(I) == tok::l_paren || Kind(I) == tok::l_square)
        --Brackets;
      else if (Brackets == 0)
        Depth += Closes(I) - (Kind(I) == tok::less);
      if (Brackets < 0 || Depth < 0)
        return None;
    } while (Depth > 0);
  }
  if (I == 0 || Kind(I - 1) != tok::raw_identifier)
    return None;
  --I;
  while (I > 0 && Kind(I - 1) == tok::coloncolon)
    I -= I > 1 && Kind(I - 2) == tok::raw_identifier ? 2 : 1;
  if (I == 0)
    return I;
  switch (Kind(I - 1)) {
  case tok::l_paren:
  case tok::r_paren: // `if (n)`
  case tok::comma:
  case tok::colon:
  case tok::question:
    return I;
  case tok::raw_identifier: {
    StringRef Word = Statement[I - 1].word;
    return Word == "else" || Word == "do" || Word == "return" ? I : None;
  }
  default:
    return None;
  }
}

bool LaunchText::place(StringRef Text, Use &U) const {
  size_t First = kernelBegin();
  if (First >= Statement.size())
    return false;
  Span Open = Statement.back().at;
  Span Kernel{Statement[First].at.begin, Statement.end()[-2].at.end};
  RawTokens Tokens(Text.substr(Open.end, LongestConfiguration));
  int Depth = 0, Commas = 0;
  std::optional<Span> Close;
  unsigned Last = Open.end, Arguments = 0; // the end of the last token
  Span At;
  for (Token T; !Arguments && Tokens.next(T, At);) {
    At = {At.begin + Open.end, At.end + Open.end};
    if (T.isOneOf(tok::semi, tok::lesslessless) ||
        (T.is(tok::hash) && T.isAtStartOfLine()))
      return false;
    if (Close && T.isNot(tok::l_paren))
      return false;
    if (Close)
      Arguments = At.begin;
    else if (T.isOneOf(tok::l_paren, tok::l_brace))
      ++Depth;
    else if (T.isOneOf(tok::r_paren, tok::r_brace) && --Depth < 0)
      return false;
    else if (T.is(tok::comma) && Depth == 0)
      ++Commas;
    else if (T.is(tok::greatergreatergreater) && Depth == 0)
      Close = At;
    if (!Close)
      Last = At.end;
  }
  if (!Arguments || Commas == 0 || Commas > 3)
    return false;
  Span Config{skipBlanks(Text, Open.end), Last};
  // An edit cannot move a comment or directive between the parts.
  auto IsBlank = [&](unsigned From, unsigned To) {
    return skipBlanks(Text.take_front(To), From) == To;
  };
  if (Config.begin >= Config.end || !IsBlank(Kernel.end, Open.begin) ||
      !IsBlank(Last, Close->begin) ||
      Text.slice(Kernel.begin, Close->end).contains("//") ||
      !IsBlank(Close->end, Arguments))
    return false;
  U.whole = {Kernel.begin, Arguments};
  U.slots = {{"kernel", Kernel, "", 0}, {"config", Config, "", 0}};
  return true;
}

} // namespace causeway
