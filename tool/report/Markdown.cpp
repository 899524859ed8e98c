// SPDX-License-Identifier: Apache-2.0
#include "report/Markdown.h"
#include "engine/Text.h"
#include <algorithm>

namespace causeway::markdown {

using llvm::StringRef;

/// The text on one line, with blanks in place of line ends.
static std::string line(StringRef Text) {
  std::string Line = Text.str();
  std::replace_if(
      Line.begin(), Line.end(),
      [](char C) { return C == '\n' || C == '\r' || C == '\t'; }, ' ');
  return printable(Line);
}

static void add(std::string &Out, char C, StringRef Special) {
  if (C == '<') {
    Out += "&lt;";
  } else if (C == '&') {
    Out += "&amp;";
  } else {
    if (Special.contains(C))
      Out += '\\';
    Out += C;
  }
}

std::string escaped(StringRef Text) {
  std::string Out;
  for (char C : line(Text))
    add(Out, C, "\\`*_[]|#!~");
  return Out;
}

std::string prose(StringRef Text) {
  std::string Out;
  std::string Line = line(Text);
  bool Paired = std::count(Line.begin(), Line.end(), '`') % 2 == 0;
  bool InCode = false;
  for (char C : Line) {
    InCode ^= C == '`' && Paired;
    if (InCode)
      Out += C;
    else
      add(Out, C, Paired ? "\\[]|" : "\\`[]|");
  }
  return Out;
}

std::string code(StringRef Text) {
  size_t Run = 0, Longest = 0;
  std::string Line;
  for (char C : printable(Text)) {
    Run = C == '`' ? Run + 1 : 0;
    Longest = std::max(Longest, Run);
    if (C == '|') // ends a table's cell, even in code
      Line += '\\';
    Line += C;
  }
  std::string Fence(Longest + 1, '`');
  std::string Pad = Longest ? " " : "";
  return Fence + Pad + Line + Pad + Fence;
}

} // namespace causeway::markdown
