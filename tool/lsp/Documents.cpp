// Each change splits the lines again, which is the cheapest part of a change.
//
// SPDX-License-Identifier: Apache-2.0
#include "lsp/Documents.h"
#include "engine/Text.h"
#include "llvm/ADT/STLExtras.h"

namespace causeway::lsp {

using llvm::StringRef;

namespace {

unsigned unitsOf(unsigned Bytes, Encoding E) {
  switch (E) {
  case Encoding::Utf8:
    return Bytes;
  case Encoding::Utf16:
    return Bytes == 4 ? 2 : 1;
  case Encoding::Utf32:
    return 1;
  }
  return 1;
}

} // namespace

Lines::Lines(StringRef Text) : Starts{0} {
  for (size_t I = 0; (I = Text.find_first_of("\r\n", I)) != StringRef::npos;) {
    I += Text.substr(I).starts_with("\r\n") ? 2 : 1;
    Starts.push_back(unsigned(I));
  }
}

unsigned Lines::offset(StringRef Text, Position P, Encoding E) const {
  if (P.line >= Starts.size())
    return unsigned(Text.size());
  unsigned Begin = Starts[P.line];
  StringRef Line = Text.substr(Begin).take_until(
      [](char C) { return C == '\n' || C == '\r'; });
  unsigned Units = 0, At = 0;
  while (At < Line.size()) {
    unsigned Bytes = characterLength(Line.substr(At));
    Units += unitsOf(Bytes, E);
    if (Units > P.character)
      break;
    At += Bytes;
  }
  return Begin + At;
}

Position Lines::position(StringRef Text, unsigned Offset, Encoding E) const {
  Offset = std::min(Offset, unsigned(Text.size()));
  auto Next = llvm::upper_bound(Starts, Offset);
  unsigned Begin = *std::prev(Next);
  Position P{unsigned(Next - Starts.begin()) - 1, 0};
  for (unsigned At = Begin; At < Offset;) {
    unsigned Bytes = characterLength(Text.substr(At));
    if (At + Bytes > Offset)
      break;
    P.character += unitsOf(Bytes, E);
    At += Bytes;
  }
  return P;
}

void Document::replace(std::string New) {
  Text = std::move(New);
  Table = Lines(Text);
}

bool Document::replace(Range R, StringRef New, Encoding E) {
  if (R.end < R.start)
    return false;
  unsigned Begin = offset(R.start, E), End = offset(R.end, E);
  Text.replace(Begin, End - Begin, New.data(), New.size());
  Table = Lines(Text);
  return true;
}

} // namespace causeway::lsp
