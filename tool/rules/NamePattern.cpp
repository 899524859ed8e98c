// SPDX-License-Identifier: Apache-2.0
#include "rules/NamePattern.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace causeway {

using llvm::StringRef;

namespace {

/// The index of the bracket that closes the group or set at \p Open.
size_t closeOf(StringRef Pattern, size_t Open) {
  if (Pattern[Open] == '[') // a `]` directly after it is part of the set
    return std::min(Pattern.find(']', Open + 2), Pattern.size());
  size_t I = Open + 1;
  for (; I < Pattern.size() && Pattern[I] != ')'; ++I)
    if (Pattern[I] == '\\')
      ++I;
    else if (Pattern[I] == '(' || Pattern[I] == '[')
      I = closeOf(Pattern, I);
  return std::min(I, Pattern.size());
}

bool isPlain(char C) {
  return llvm::isAlnum(C) || C == '_' || C == '/' || C == ':';
}

/// The number of plain characters that every match of \p Pattern begins with.
size_t plainBeginning(StringRef Pattern) {
  size_t I = 0;
  while (I < Pattern.size() && isPlain(Pattern[I]))
    ++I;
  if (I && I < Pattern.size() && StringRef("?*+{").contains(Pattern[I]))
    --I;
  return I;
}

/// The alternatives of \p Pattern at its top level.
std::vector<StringRef> split(StringRef Pattern) {
  std::vector<StringRef> Result;
  size_t Start = 0;
  for (size_t I = 0; I < Pattern.size(); ++I) {
    if (Pattern[I] == '\\') {
      ++I;
    } else if (Pattern[I] == '(' || Pattern[I] == '[') {
      I = closeOf(Pattern, I);
    } else if (Pattern[I] == '|') {
      Result.push_back(Pattern.slice(Start, I));
      Start = I + 1;
    }
  }
  Result.push_back(Pattern.substr(Start));
  return Result;
}

/// Expressions that together match what \p Pattern matches. A group after plain
/// text is expanded: `a(b|c)d` becomes `abd` and `acd`.
std::vector<std::string> alternatives(StringRef Pattern) {
  constexpr size_t Most = 64; // groups multiply
  std::vector<std::string> Done, Left = {("(" + Pattern + ")").str()};
  while (!Left.empty()) {
    std::string One = std::move(Left.back());
    Left.pop_back();
    StringRef Text = One;
    size_t Open = plainBeginning(Text);
    if (Open < Text.size() && Text[Open] == '(') {
      size_t Close = closeOf(Text, Open);
      StringRef Rest = Text.substr(Close + 1);
      auto Inner = split(Text.slice(Open + 1, Close));
      if (!StringRef("?*+{").contains(Rest.empty() ? ' ' : Rest.front()) &&
          Done.size() + Left.size() + Inner.size() <= Most) {
        for (StringRef I : Inner)
          Left.push_back((Text.take_front(Open) + I + Rest).str());
        continue;
      }
    }
    Done.push_back(std::move(One));
  }
  return Done;
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

NamePattern::NamePattern(StringRef Expression) {
  assert(Expression.starts_with("^") && Expression.ends_with("$"));
  for (const std::string &A :
       alternatives(Expression.drop_front().drop_back())) {
    std::string Beginning(A, 0, plainBeginning(A));
    if (Beginning.empty())
      First.set();
    else
      First.set(static_cast<unsigned char>(Beginning.front()));
    Alternatives.push_back(
        {llvm::Regex("^(" + A + ")$"), std::move(Beginning)});
  }
}

bool NamePattern::matches(StringRef Name) const {
  return !Name.empty() &&
         First.test(static_cast<unsigned char>(Name.front())) &&
         llvm::any_of(Alternatives, [&](const Alternative &A) {
           return Name.starts_with(A.beginning) && A.expression.match(Name);
         });
}

} // namespace causeway
