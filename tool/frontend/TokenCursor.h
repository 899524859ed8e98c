// Lexes one file that Clang has read into raw tokens, from an offset on. Refers
// to the recorder's source manager and owns only its lexer.
//
//   TokenCursor Cursor(Out, At.id, At.span.end);
//   for (Token T; Cursor.next(T);)
//     Last = Cursor.span(T);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Lines.h"
#include "frontend/Recorder.h"
#include "clang/Lex/Lexer.h"

namespace causeway {

class TokenCursor {
public:
  TokenCursor(const Recorder &R, clang::FileID ID, unsigned Offset)
      : SM(R.sources()), ID(ID), Text(SM.getBufferData(ID)),
        Lex(SM.getLocForStartOfFile(ID), R.language(), Text.begin(),
            Text.begin() + Offset, Text.end()) {}

  /// False at the end of the file.
  bool next(clang::Token &T) {
    Lex.LexFromRawLexer(T);
    return T.isNot(clang::tok::eof);
  }
  Span span(const clang::Token &T) const {
    unsigned Begin = SM.getFileOffset(T.getLocation());
    return {skipSplices(Text, Begin), Begin + T.getLength()};
  }
  llvm::StringRef text() const { return Text; }

private:
  const clang::SourceManager &SM;
  clang::FileID ID;
  llvm::StringRef Text;
  clang::Lexer Lex;
};

} // namespace causeway
