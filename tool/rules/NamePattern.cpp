// SPDX-License-Identifier: Apache-2.0
#include "rules/NamePattern.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace causeway {

using llvm::StringRef;

namespace {

/// The plain text that matches of an expression begin with.
struct Beginning {
  std::string text;
  bool whole; ///< Nothing has followed it that is not plain.
};

/// The end of the group or the set that begins at \p Open.
size_t closeOf(StringRef Pattern, size_t Open) {
  if (Pattern[Open] == '[') // a bracket right after is one of the set
    return std::min(Pattern.find(']', Open + 2), Pattern.size());
  size_t I = Open + 1;
  for (; I < Pattern.size() && Pattern[I] != ')'; ++I)
    if (Pattern[I] == '\\')
      ++I;
    else if (Pattern[I] == '(' || Pattern[I] == '[')
      I = closeOf(Pattern, I);
  return std::min(I, Pattern.size());
}

/// One for each alternative, also for those of the groups it begins with: a
/// beginning that is empty would leave every name to the expression.
std::vector<Beginning> readBeginnings(StringRef Pattern) {
  constexpr size_t MostOfThem = 64; // groups multiply
  std::vector<Beginning> Result;
  std::vector<Beginning> Now(1, {"", true});
  auto Stop = [&] {
    for (Beginning &B : Now)
      B.whole = false;
  };
  for (size_t I = 0; I < Pattern.size(); ++I) {
    char C = Pattern[I];
    if (C == '^')
      continue;
    if (C == '|') {
      llvm::move(Now, std::back_inserter(Result));
      Now.assign(1, {"", true});
      continue;
    }
    size_t Last = C == '(' || C == '[' ? closeOf(Pattern, I)
                  : C == '\\'          ? I + 1
                                       : I;
    // What may be missing, or come again, is not for sure.
    char Next = Last + 1 < Pattern.size() ? Pattern[Last + 1] : '\0';
    if (StringRef("?*+{").contains(Next)) {
      Stop();
    } else if (llvm::isAlnum(C) || C == '_' || C == '/' || C == ':') {
      for (Beginning &B : Now)
        if (B.whole)
          B.text += C;
    } else if (C == '(') {
      auto Inner = readBeginnings(Pattern.slice(I + 1, Last));
      std::vector<Beginning> Longer;
      for (Beginning &B : Now)
        if (!B.whole)
          Longer.push_back(B);
        else
          for (const Beginning &More : Inner)
            Longer.push_back({B.text + More.text, More.whole});
      if (Longer.size() <= MostOfThem)
        Now = std::move(Longer);
      else
        Stop();
    } else {
      Stop();
    }
    I = Last;
  }
  llvm::move(Now, std::back_inserter(Result));
  return Result;
}

} // namespace

std::string posix(StringRef Text, bool Whole) {
  std::string Pattern = Whole ? "^(" : "";
  while (!Text.empty()) {
    if (Text.consume_front("\\w")) {
      Pattern += "[A-Za-z0-9_]";
    } else if (Text.consume_front("\\d")) {
      Pattern += "[0-9]";
    } else {
      size_t Length = Text.front() == '\\' && Text.size() > 1 ? 2 : 1;
      Pattern += Text.take_front(Length);
      Text = Text.drop_front(Length);
    }
  }
  if (Whole)
    Pattern += ")$";
  return Pattern;
}

NamePattern::NamePattern(StringRef Expression) : Expression(Expression) {
  for (Beginning &B : readBeginnings(Expression)) {
    if (B.text.empty())
      First.set();
    else
      First.set(static_cast<unsigned char>(B.text.front()));
    Beginnings.push_back(std::move(B.text));
  }
}

bool NamePattern::matches(StringRef Name) const {
  return !Name.empty() &&
         First.test(static_cast<unsigned char>(Name.front())) &&
         llvm::any_of(Beginnings,
                      [&](StringRef B) { return Name.starts_with(B); }) &&
         Expression.match(Name);
}

} // namespace causeway
