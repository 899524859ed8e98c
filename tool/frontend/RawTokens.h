// A text's tokens without a preprocessor: for code that nobody parses.
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

/// Raw tokens of a text, with their places.
class RawTokens {
public:
  explicit RawTokens(llvm::StringRef Text)
      : Terminated(Text.str()), // the lexer wants a NUL behind
        Language(rawLanguage()),
        Lex(clang::SourceLocation(), Language, Terminated.data(),
            Terminated.data(), Terminated.data() + Terminated.size()) {}

  /// False at the end.
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
  std::deque<std::string> Cleaned; // words that splices ran through
  clang::LangOptions Language;
  clang::Lexer Lex;
};

} // namespace causeway
