// Lexes a text into raw tokens, without a preprocessor: for code that Clang
// does not parse. Owns a copy of the text.
//
//   RawTokens Tokens(Text);
//   Span At;
//   for (Token T; Tokens.next(T, At);)
//     if (T.is(tok::raw_identifier))
//       Words.insert(T.getRawIdentifier());
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Lines.h"
#include "frontend/Use.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Lex/Lexer.h"
#include <deque>

namespace causeway {

inline clang::LangOptions rawLanguage() {
  clang::LangOptions L;
  L.CPlusPlus = L.CPlusPlus11 = L.CPlusPlus14 = L.CPlusPlus17 = true;
  L.Bool = L.LineComment = L.Digraphs = true;
  L.CUDA = true; // `<<<` is one token
  return L;
}

class RawTokens {
public:
  explicit RawTokens(llvm::StringRef Text)
      : Terminated(Text.str()), // the lexer needs a NUL at the end
        Language(rawLanguage()),
        Lex(clang::SourceLocation(), Language, Terminated.data(),
            Terminated.data(), Terminated.data() + Terminated.size()) {}

  /// False at the end of the text. A word that line splices interrupt gets a
  /// cleaned copy, which lives as long as this object.
  bool next(clang::Token &T, Span &At) {
    Lex.LexFromRawLexer(T);
    unsigned End = unsigned(Lex.getBufferLocation() - Terminated.data());
    At = {skipSplices(Terminated, End - T.getLength()), End};
    if (T.is(clang::tok::raw_identifier) && T.needsCleaning()) {
      const std::string &Word =
          Cleaned.emplace_back(withoutSplices(T.getRawIdentifier()));
      T.setRawIdentifierData(Word.data());
      T.setLength(unsigned(Word.size()));
    }
    return T.isNot(clang::tok::eof);
  }

private:
  std::string Terminated;
  std::deque<std::string> Cleaned; // words without their line splices
  clang::LangOptions Language;
  clang::Lexer Lex;
};

} // namespace causeway
