// Follows source locations through macro expansions.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Ranges.h"
#include "frontend/Lines.h"
#include "clang/Lex/Lexer.h"

namespace causeway {

using namespace clang;

std::optional<SourceLocation> levelWith(const Recorder &Out, SourceLocation L,
                                        SourceLocation Ref, bool End) {
  const SourceManager &SM = Out.sources();
  auto Expansion = [&](SourceLocation X) {
    auto R = SM.getImmediateExpansionRange(X);
    return End ? R.getEnd() : R.getBegin();
  };
  while (Ref.isMacroID()) {
    if (SM.isMacroArgExpansion(Ref)) {
      // Both must come from the arguments of the same macro call.
      FileID Call = SM.getFileID(SM.getImmediateExpansionRange(Ref).getBegin());
      while (
          L.isMacroID() &&
          !(SM.isMacroArgExpansion(L) &&
            SM.getFileID(SM.getImmediateExpansionRange(L).getBegin()) == Call))
        L = Expansion(L);
      if (!L.isMacroID())
        return std::nullopt;
      Ref = SM.getImmediateSpellingLoc(Ref);
      L = SM.getImmediateSpellingLoc(L);
      continue;
    }
    while (L.isMacroID() && SM.getFileID(L) != SM.getFileID(Ref))
      L = Expansion(L);
    if (!L.isMacroID())
      return std::nullopt;
    return SM.getSpellingLoc(L);
  }
  while (L.isMacroID())
    L = Expansion(L);
  if (SM.getFileID(L) != SM.getFileID(Ref))
    return std::nullopt;
  return L;
}

std::optional<Span> range(const Recorder &Out, SourceRange R,
                          SourceLocation Ref) {
  const SourceManager &SM = Out.sources();
  auto Begin = levelWith(Out, R.getBegin(), Ref, false);
  auto End = levelWith(Out, R.getEnd(), Ref, true);
  if (!Begin || !End || SM.getFileID(*Begin) != SM.getFileID(*End))
    return std::nullopt;
  unsigned B = skipSplices(SM.getBufferData(SM.getFileID(*Begin)),
                           SM.getFileOffset(*Begin));
  unsigned E = SM.getFileOffset(*End);
  E += Lexer::MeasureTokenLength(*End, SM, Out.language());
  if (E < B)
    return std::nullopt;
  return Span{B, E};
}

} // namespace causeway
