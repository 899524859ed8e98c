// Respells launches that only nvcc accepts.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/MainText.h"
#include "clang/Basic/CharInfo.h"
#include "llvm/Support/MemoryBuffer.h"

namespace causeway {
namespace {

using namespace clang;

/// nvcc accepts a braced argument of a launch: `<<<n, {16, 16}>>>`. Replaces
/// the braces by parentheses, which have the same length: an int is a valid
/// size too. False if there are none.
bool openBraces(std::string &Text) {
  bool Found = false;
  for (size_t At = 0; (At = Text.find("<<<", At)) != Text.npos; At += 3) {
    size_t Close = Text.find(">>>", At), End = Text.find(';', At);
    if (Close == Text.npos || (End != Text.npos && End < Close))
      continue;
    char Before = ',';
    int Braces = 0, Parentheses = 0, Argument = 0;
    for (size_t I = At + 3; I < Close; ++I) {
      char C = Text[I];
      Parentheses += (C == '(') - (C == ')');
      if (C == ',' && !Braces && !Parentheses)
        ++Argument;
      if (C == '{' && (Braces || Before == ',')) {
        size_t Next = Text.find_first_not_of(" \t", I + 1);
        if (Next < Close && Text[Next] == '}') {
          // Empty braces are 1 for a size, and 0 for the bytes or the stream.
          std::fill(&Text[I], &Text[Next], '0');
          Text[Next] = Argument < 2 ? '1' : '0';
          I = Next;
        } else {
          ++Braces;
          Text[I] = '(';
        }
        Found = true;
      } else if (C == '}' && Braces) {
        --Braces;
        Text[I] = ')';
      }
      if (!isWhitespace(C))
        Before = C;
    }
  }
  return Found;
}

/// nvcc accepts `<< <` and `>> >` as chevrons (formatters that do not know CUDA
/// write them); Clang does not. Joins them without moving a byte; false if
/// there are none.
bool closeChevrons(std::string &Text) {
  bool Found = false;
  for (size_t At = 0; (At = Text.find("<< <", At)) != Text.npos; At += 4) {
    size_t End = Text.find_first_of(";{}", At);
    size_t Close = Text.find(">> >", At);
    if (Close == Text.npos || (End != Text.npos && Close > End))
      continue;
    Text.replace(At, 4, " <<<");
    Text.replace(Close, 4, ">>> ");
    Found = true;
  }
  return Found;
}

} // namespace

std::optional<MainText> mainText(llvm::vfs::FileSystem &FS,
                                 const std::string &File) {
  auto Source = FS.getBufferForFile(File);
  if (!Source)
    return std::nullopt;
  MainText Main{(*Source)->getBuffer().str(), ""};
  bool Closed = closeChevrons(Main.text);
  if (openBraces(Main.text) || Closed)
    Main.original = (*Source)->getBuffer().str();
  return Main;
}

} // namespace causeway
