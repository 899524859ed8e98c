// SPDX-License-Identifier: Apache-2.0
#include "frontend/QualifiedText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

namespace causeway {

using namespace clang;
using llvm::StringRef;

/// Words that are neither scope nor type. In `return ::f()` the name belongs to
/// the global scope.
static bool isNoScope(StringRef Word) {
  return llvm::StringSwitch<bool>(Word)
      .Cases("return", "else", "do", "case", "throw", "goto", true)
      .Cases("new", "delete", "sizeof", "alignof", "decltype", true)
      .Cases("co_return", "co_await", "co_yield", "operator", true)
      .Cases("and", "or", "not", "xor", "bitand", "bitor", "compl", true)
      .Cases("typename", "using", "namespace", "friend", "template", true)
      .Cases("const", "volatile", "static", "extern", "inline", true)
      .Cases("constexpr", "typedef", "virtual", "mutable", "explicit", true)
      .Default(false);
}

/// Words that may precede an expression.
static bool isBeforeValue(StringRef Word) {
  return llvm::StringSwitch<bool>(Word)
      .Cases("return", "else", "do", "case", "throw", "new", true)
      .Cases("co_return", "co_await", "co_yield", true)
      .Cases("and", "or", "not", "xor", "bitand", "bitor", "compl", true)
      .Default(false);
}

const TextName *QualifiedText::next(const Token &T, Span At, bool IsCode) {
  const TextName *Ended = nullptr;
  tok::TokenKind Behind = std::exchange(Before, T.getKind());
  StringRef LastWord = std::exchange(Word, "");
  if (T.is(tok::raw_identifier)) {
    Word = T.getRawIdentifier();
    bool Goes = std::exchange(Colons, false);
    if (Goes && Word == "template") {
      Colons = true;
      return nullptr;
    }
    if (Goes) {
      Current.parts.push_back({Word, At});
      return nullptr;
    }
    Ended = end(/*AtSemicolon=*/false);
    Current.isMember = Behind == tok::period || Behind == tok::arrow ||
                       std::exchange(Foreign, false);
    Current.isCode = IsCode;
    Current.behindType =
        Behind == tok::raw_identifier && !isBeforeValue(LastWord);
    Current.isNamespace = Said == UsingNamespace || Said == Alias;
    Current.parts.push_back({Word, At});
    if (Word == "using")
      Said = Using;
    else if (Word == "namespace")
      Said = Said == Using ? UsingNamespace : Namespace;
    else if (Said == Namespace) {
      Said = Named;
      NewName = Word;
    }
    return Ended;
  }
  if (T.is(tok::coloncolon)) {
    if (!Current.parts.empty() && Behind == tok::raw_identifier &&
        !isNoScope(LastWord)) {
      Colons = true;
      return nullptr;
    }
    Ended = end(false);
    Foreign = Behind == tok::greater || Behind == tok::greatergreater ||
              Behind == tok::r_paren || Behind == tok::r_square;
    return Ended;
  }
  Ended = end(T.is(tok::semi));
  Foreign = false;
  if (Said == Named && T.is(tok::equal))
    Said = Alias;
  else if (Said != Nothing)
    Said = Nothing;
  return Ended;
}

const TextName *QualifiedText::interrupt() {
  const TextName *Ended = end(false);
  Before = tok::unknown;
  Word = "";
  Foreign = false;
  Said = Nothing;
  return Ended;
}

const TextName *QualifiedText::end(bool AtSemicolon) {
  Colons = false;
  if (Current.parts.empty())
    return nullptr;
  std::swap(Current, Done);
  Current.parts.clear();
  Current.isMember = Current.isNamespace = Current.isCode = Current.behindType =
      false;
  const TextName &Name = Done;
  if (!AtSemicolon || Name.isMember || Said == Nothing)
    return &Done;
  size_t Own;
  std::string Path = path(Name, Own);
  if (Said == Alias)
    Aliases[NewName] = Path;
  else if (Said == UsingNamespace)
    Opened.push_back(Path);
  else if (Said == Using && Name.parts.size() > 1)
    Used[Name.parts.back().word] = Path;
  return &Done;
}

std::string QualifiedText::path(const TextName &Name, size_t &Own) const {
  Own = 0;
  std::string Path;
  StringRef First = Name.parts.front().word;
  const auto &Known =
      Name.parts.size() == 1 && !Name.isNamespace ? Used : Aliases;
  if (auto It = Known.find(First); It != Known.end()) {
    Path = It->second;
    Own = StringRef(Path).count("::") + 1;
  } else {
    Path = First.str();
  }
  for (const TextName::Part &P : llvm::drop_begin(Name.parts))
    Path += "::" + P.word.str();
  return Path;
}

} // namespace causeway
