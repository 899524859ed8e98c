// Line splices and newlines as the preprocessor treats them. A backslash at the
// end of a line continues it (a splice). Clang counts a splice directly before
// a token as part of that token; a splice may also stand inside one. It is no
// part of the word. Pure functions.
//
//   unsigned Begin = skipSplices(Text, SM.getFileOffset(Loc));
//   std::string Word = withoutSplices(Text.slice(Begin, End));
//   Span Line = directiveLine(Text, Hash, End); // all of an `#include`
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Use.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace causeway {

/// The length of the splice at the start of `Text`; 0 if there is none.
inline size_t spliceLength(llvm::StringRef Text) {
  if (!Text.starts_with("\\"))
    return 0;
  size_t End = Text.find_first_not_of(" \t\f\v", 1);
  if (End == llvm::StringRef::npos || (Text[End] != '\n' && Text[End] != '\r'))
    return 0;
  bool Two = Text.substr(End, 2) == "\r\n" || Text.substr(End, 2) == "\n\r";
  return End + (Two ? 2 : 1);
}

/// The offset of the first letter of the token that Clang places at `Offset`.
inline unsigned skipSplices(llvm::StringRef Text, unsigned Offset) {
  while (size_t Length = spliceLength(Text.substr(Offset)))
    Offset += unsigned(Length);
  return Offset;
}

/// The offset of the first byte after blanks, newlines and splices.
inline unsigned skipBlanks(llvm::StringRef Text, unsigned Offset) {
  while (Offset < Text.size()) {
    size_t Length = spliceLength(Text.substr(Offset));
    if (!Length && !llvm::isSpace(Text[Offset]))
      break;
    Offset += Length ? unsigned(Length) : 1;
  }
  return Offset;
}

inline std::string withoutSplices(llvm::StringRef Token) {
  std::string Out;
  while (!Token.empty()) {
    size_t Length = spliceLength(Token);
    if (!Length)
      Out += Token.front();
    Token = Token.drop_front(Length ? Length : 1);
  }
  return Out;
}

/// The length of the newline at the start of `Text`; 0 if there is none. Like
/// Clang, takes a lone carriage return for a newline.
inline size_t newlineLength(llvm::StringRef Text) {
  return Text.starts_with("\r\n")                           ? 2
         : Text.starts_with("\n") || Text.starts_with("\r") ? 1
                                                            : 0;
}

/// The text to delete with a word: the blanks after it too, or at the end of a
/// line the blanks before it.
inline Span withBlanks(llvm::StringRef Text, Span Word) {
  size_t End = Text.find_first_not_of(" \t", Word.end);
  if (End != llvm::StringRef::npos && !newlineLength(Text.substr(End)))
    return {Word.begin, unsigned(End)};
  size_t Begin = Text.take_front(Word.begin).rtrim(" \t").size();
  return {unsigned(Begin), Word.end};
}

/// The text to delete with a directive: from its `#` to the end of its newline.
/// `End` is the end of its last token. A comment that continues on the next
/// line stays.
inline Span directiveLine(llvm::StringRef Text, unsigned Hash, unsigned End) {
  for (size_t I = End; I < Text.size();) {
    llvm::StringRef Rest = Text.substr(I);
    if (size_t Length = spliceLength(Rest)) {
      I += Length;
    } else if (Rest.starts_with("/*")) {
      size_t Close = Rest.find("*/", 2);
      if (Close == llvm::StringRef::npos ||
          Rest.take_front(Close).find_first_of("\r\n") != llvm::StringRef::npos)
        return {Hash, End};
      I += Close + 2;
    } else if (Rest.starts_with("//")) {
      for (I += 2; I < Text.size() && !newlineLength(Text.substr(I));) {
        size_t Length = spliceLength(Text.substr(I));
        I += Length ? Length : 1;
      }
    } else if (size_t Length = newlineLength(Rest)) {
      return {Hash, unsigned(I + Length)};
    } else {
      ++I;
    }
  }
  return {Hash, unsigned(Text.size())};
}

} // namespace causeway
