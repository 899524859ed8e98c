// SPDX-License-Identifier: Apache-2.0
#include "frontend/Attributes.h"

namespace causeway {

using llvm::StringRef;

std::string attributeRule(StringRef Name) {
  if (Name.size() > 4 && Name.starts_with("__") && Name.ends_with("__"))
    Name = Name.drop_front(2).drop_back(2);
  return "attribute " + Name.str();
}

Span wholeAttribute(StringRef Text, Span Inside) {
  StringRef Before = Text.take_front(Inside.begin).rtrim();
  StringRef After = Text.substr(Inside.end).ltrim();
  if (Before.consume_back("(") && (Before = Before.rtrim()).consume_back("(") &&
      ((Before = Before.rtrim()).consume_back("__attribute__") ||
       Before.consume_back("__attribute")) &&
      After.consume_front(")") && (After = After.ltrim()).consume_front(")"))
    return {unsigned(Before.size()), unsigned(Text.size() - After.size())};
  return Inside;
}

bool placeAttribute(StringRef Text, Use &U) {
  Span Inside = U.token;
  StringRef After = Text.substr(Inside.end);
  if (StringRef Rest = After.ltrim(); Rest.starts_with("(")) {
    size_t Depth = 0, End = 0;
    do
      Depth += Rest[End] == '(' ? 1 : Rest[End] == ')' ? -1 : 0;
    while (++End < Rest.size() && Depth);
    if (Depth)
      return false;
    unsigned Open = unsigned(Text.size() - Rest.size());
    Inside.end = Open + unsigned(End);
    U.slots = {{"0", {Open + 1, Inside.end - 1}, "", 0}};
  }
  Span Whole = wholeAttribute(Text, Inside);
  if (Whole == Inside)
    return false;
  U.whole = Whole;
  return true;
}

} // namespace causeway
