// SPDX-License-Identifier: Apache-2.0
#include "rules/Assembly.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <tuple>
#include <utility>

namespace causeway {

using llvm::StringRef;

std::string assemblyRule(StringRef Text) {
  std::string Name = "asm ";
  Text = Text.trim(" \t\n\r;");
  bool Blank = false;
  for (size_t I = 0; I < Text.size(); ++I) {
    if (llvm::isSpace(Text[I])) {
      Blank = true;
      continue;
    }
    if (std::exchange(Blank, false))
      Name += ' ';
    // In assembly with operands, `%%` writes one `%`.
    if (Text.substr(I).starts_with("%%"))
      ++I;
    Name += Text[I];
  }
  return Name;
}

namespace {

/// The special register among the operands of a `mov`: `%laneid`, but not `%0`,
/// and not a register that the statement declares.
StringRef specialRegister(StringRef Operands, StringRef Statement) {
  size_t At = Operands.rfind('%');
  if (At == StringRef::npos)
    return "";
  StringRef Name = Operands.substr(At);
  Name =
      Name.take_front(1 + Name.drop_front(1)
                              .take_while([](char C) {
                                return llvm::isAlnum(C) || C == '_' || C == '.';
                              })
                              .size());
  if (Name.size() < 2 || !llvm::isAlpha(Name[1]))
    return "";
  for (StringRef Rest = Statement; !Rest.empty();) {
    size_t Reg = Rest.find(".reg");
    if (Reg == StringRef::npos)
      break;
    Rest = Rest.substr(Reg + 4);
    if (Rest.take_until([](char C) { return C == ';'; }).contains(Name))
      return "";
  }
  return Name;
}

std::string withoutComments(StringRef Text) {
  std::string Out;
  while (!Text.empty()) {
    if (Text.consume_front("//")) {
      Text = Text.drop_until([](char C) { return C == '\n'; });
    } else if (Text.consume_front("/*")) {
      size_t End = Text.find("*/");
      Text = End == StringRef::npos ? "" : Text.substr(End + 2);
      Out += ' ';
    } else {
      Out += Text.front();
      Text = Text.drop_front();
    }
  }
  return Out;
}

} // namespace

std::vector<std::string> instructionsOf(StringRef Text) {
  // enough to recognise the statement
  constexpr size_t Most = 8, MostLetters = 80;
  constexpr StringRef InLabels = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789_$%=";
  std::string Statement = withoutComments(Text);
  std::vector<std::string> Found;
  for (StringRef One, Rest = Statement; !Rest.empty() && Found.size() < Most;) {
    std::tie(One, Rest) = Rest.split(';');
    for (;;) { // labels and predicates before the instruction
      One = One.ltrim(" \t\r\n\v\f{}");
      size_t Colon = One.find_first_not_of(InLabels);
      if (Colon != StringRef::npos && One[Colon] == ':') // a label
        One = One.substr(Colon + 1);
      else if (One.starts_with("@")) // a predicate
        One = One.drop_until([](char C) { return llvm::isSpace(C); });
      else
        break;
    }
    StringRef Name = One.take_while([](char C) {
      return llvm::isAlnum(C) || C == '_' || C == '.' || C == ':';
    });
    // `.reg` is a declaration, and an operand may replace the whole
    // instruction.
    if (Name.empty() || !llvm::isAlpha(Name.front()) ||
        Name.size() > MostLetters)
      continue;
    std::string Full = Name.rtrim(".:").str();
    if (Name.starts_with("mov."))
      if (StringRef Register =
              specialRegister(One.drop_front(Name.size()), Statement);
          !Register.empty() && Register.size() < MostLetters)
        Full += " " + Register.str();
    if (!llvm::is_contained(Found, Full))
      Found.push_back(std::move(Full));
  }
  return Found;
}

bool looksLikePtx(StringRef Text) {
  return llvm::any_of(instructionsOf(Text), [](StringRef Name) {
    // Other processors' vector instructions have one or two type suffixes.
    return Name.count('.') >=
           (Name.starts_with("v") && !Name.starts_with("vote") ? 3 : 1);
  });
}

} // namespace causeway
