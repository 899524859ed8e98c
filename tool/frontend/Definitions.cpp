// SPDX-License-Identifier: Apache-2.0
#include "frontend/Definitions.h"
#include "frontend/RawTokens.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <map>

namespace causeway {

using namespace clang;
using llvm::StringRef;

static std::string negated(const std::string &Condition) {
  return "!(" + Condition + ")";
}

void ConditionStack::next(const Token &T) {
  if (T.isAtStartOfLine()) {
    endDirective();
    Directive = T.is(tok::hash);
    Word.clear();
    Text.clear();
    return;
  }
  if (!Directive)
    return;
  StringRef Spelling;
  if (T.is(tok::raw_identifier))
    Spelling = T.getRawIdentifier();
  else if (T.isLiteral() && T.getLiteralData())
    Spelling = StringRef(T.getLiteralData(), T.getLength());
  else if (const char *Sign = tok::getPunctuatorSpelling(T.getKind()))
    Spelling = Sign;
  if (Word.empty()) {
    Word = Spelling.str();
    return;
  }
  // Only the name of a macro matters here.
  if (Word == "define" ? !Text.empty()
                       : !StringRef(Word).starts_with("if") &&
                             !StringRef(Word).starts_with("el"))
    return;
  if (T.isOneOf(tok::l_paren, tok::r_paren) && Word != "define") {
    // `defined(X)` is `defined X`.
    if (T.is(tok::l_paren)
            ? StringRef(Text).ends_with("defined")
            : Text.rfind("defined ") != std::string::npos &&
                  StringRef(Text).count('(') <= StringRef(Text).count(')'))
      return;
  }
  if (!Text.empty())
    Text += ' ';
  Text += Spelling;
}

void ConditionStack::endDirective() {
  if (!std::exchange(Directive, false))
    return;
  if (Word == "define") {
    // `#ifndef X` before `#define X`: an include guard, or a default value.
    if (!Stack.empty() && Stack.back().sides.size() == 1 &&
        Stack.back().sides[0] == negated("defined " + Text)) {
      Stack.back().isGuard = true;
      Known = false;
    }
    return;
  }
  if (Word == "if" || Word == "ifdef" || Word == "ifndef") {
    std::string C = Word == "if" ? Text : "defined " + Text;
    if (StringRef(C).starts_with("! defined ") &&
        !StringRef(C).contains("||") && !StringRef(C).contains("&&"))
      C = negated(C.substr(2));
    Stack.push_back({{Word == "ifndef" ? negated(C) : C}});
  } else if (StringRef(Word).starts_with("el")) {
    if (Stack.empty() || Stack.back().isElse)
      return;
    Stack.back().isElse = Word == "else";
    Stack.back().sides.push_back(Word == "else"   ? ""
                                 : Word == "elif" ? Text
                                                  : "defined " + Text);
  } else if (Word == "endif") {
    if (!Stack.empty())
      Stack.pop_back();
  } else {
    return;
  }
  Known = false;
}

const TextConditions &ConditionStack::now() {
  if (std::exchange(Known, true))
    return Now;
  Now.clear();
  for (const Open &O : Stack) {
    if (O.isGuard && O.sides.size() == 1)
      continue;
    for (size_t I = 0; I + 1 < O.sides.size(); ++I)
      Now.insert(negated(O.sides[I]));
    if (!O.sides.back().empty())
      Now.insert(O.sides.back());
  }
  return Now;
}

/// If both branches of a condition define a macro, it is defined without the
/// condition.
static void addUnconditional(std::vector<Definitions::Entry> &Macros) {
  std::map<StringRef, std::vector<TextConditions>> ByName;
  for (const Definitions::Entry &M : Macros)
    ByName[M.name].push_back(M.under);
  std::vector<Definitions::Entry> More;
  constexpr size_t Limit = 16; // skip names with many definitions
  for (auto &[Name, All] : ByName)
    for (size_t I = 0; I < All.size() && All.size() <= Limit; ++I)
      for (size_t J = 0; J < I; ++J) {
        std::vector<std::string> Both, Rest;
        std::set_intersection(All[I].begin(), All[I].end(), All[J].begin(),
                              All[J].end(), std::back_inserter(Both));
        std::set_symmetric_difference(All[I].begin(), All[I].end(),
                                      All[J].begin(), All[J].end(),
                                      std::back_inserter(Rest));
        if (Rest.size() != 2 ||
            (Rest[0] != negated(Rest[1]) && Rest[1] != negated(Rest[0])))
          continue;
        TextConditions Under(Both.begin(), Both.end());
        if (llvm::is_contained(All, Under))
          continue;
        More.push_back({Name.str(), Under});
        All.push_back(std::move(Under));
        I = J = 0;
        break;
      }
  llvm::append_range(Macros, More);
}

TextConditions withImplied(const TextConditions &Conditions) {
  TextConditions All = Conditions;
  for (StringRef C : Conditions) {
    if (C.contains("||") || C.contains('(') || C.contains('?'))
      continue;
    llvm::SmallVector<StringRef> Parts;
    C.split(Parts, " && ");
    for (StringRef Part : Parts) {
      All.insert(Part.str());
      auto [Name, Rest] = Part.split(' ');
      auto [Sign, Number] = Rest.split(' ');
      // An undefined macro is 0.
      bool More = Sign == ">" || ((Sign == ">=" || Sign == "==") &&
                                  !Number.empty() && Number != "0");
      if (!Name.empty() && (llvm::isAlpha(Name[0]) || Name[0] == '_') &&
          Name != "defined" && (Rest.empty() || More))
        All.insert(("defined " + Name).str());
    }
  }
  return All;
}

namespace {

/// Finds function definitions in bare text: `type name(...) {`.
class FunctionBodies {
public:
  /// Takes every token outside of directives. Returns the name of the function
  /// whose body the token begins, or an empty name.
  StringRef next(const Token &T) {
    tok::TokenKind Behind = std::exchange(Before, T.getKind());
    bool MayName = std::exchange(BehindType, false);
    if (Depth) {
      Depth += T.is(tok::l_paren) ? 1 : T.is(tok::r_paren) ? -1 : 0;
      return "";
    }
    if (T.is(tok::raw_identifier)) {
      // `const`, `noexcept` and the like may precede a body.
      if (Behind == tok::r_paren && !Closed.empty())
        Before = tok::r_paren;
      else
        Closed = "";
      BehindType = Behind == tok::raw_identifier
                       ? !isStatement(Word)
                       : Behind == tok::star || Behind == tok::amp ||
                             Behind == tok::greater;
      Word = T.getRawIdentifier();
      return "";
    }
    StringRef Name = std::exchange(Closed, "");
    if (T.is(tok::l_brace))
      return Name;
    if (T.is(tok::l_paren) && Behind == tok::raw_identifier && MayName) {
      Depth = 1;
      Closed = Word;
    }
    return "";
  }
  void interrupt() { *this = {}; }

private:
  static bool isStatement(StringRef Word) {
    return Word == "else" || Word == "do" || Word == "return";
  }

  tok::TokenKind Before = tok::unknown;
  StringRef Word;          ///< The last word.
  bool BehindType = false; ///< The last word may be the name in a declaration.
  StringRef Closed;        ///< The name before the last parentheses.
  int Depth = 0;
};

/// Whether two names have a long common ending, like the names of one function
/// in two libraries.
bool endAlike(StringRef A, StringRef B) {
  size_t Same = 0;
  while (Same < A.size() && Same < B.size() &&
         A[A.size() - 1 - Same] == B[B.size() - 1 - Same])
    ++Same;
  return Same * 2 >= A.size();
}

/// Whether a macro is function-like and does more than call a function of a
/// similar name. \p Rest is the text after its name.
bool isOwnCall(StringRef Name, StringRef Rest) {
  if (!Rest.consume_front("("))
    return false;
  Rest = Rest.substr(Rest.find(')') + 1);
  StringRef First = Rest.drop_while(
      [](char C) { return !llvm::isAlpha(C) && C != '_' && C != '\n'; });
  First = First.take_while([](char C) { return llvm::isAlnum(C) || C == '_'; });
  return !First.empty() && !endAlike(Name, First);
}

} // namespace

Definitions definitions(StringRef Text) {
  Definitions Found;
  FunctionBodies Bodies;
  RawTokens Tokens(Text);
  ConditionStack Stack;
  Span At;
  enum { Nothing, Directive, Define, Done } Expect = Nothing;
  for (Token T; Tokens.next(T, At);) {
    Stack.next(T);
    if (T.isAtStartOfLine())
      Expect = T.is(tok::hash) ? Directive : Nothing;
    if (Expect == Nothing) {
      if (StringRef Name = Bodies.next(T); !Name.empty())
        Found.functions.push_back({Name.str(), Stack.now()});
    } else if (T.isAtStartOfLine()) {
      Bodies.interrupt();
    } else if (Expect == Directive && T.is(tok::raw_identifier)) {
      Expect = Done;
      if (T.getRawIdentifier() == "define") {
        Expect = Define;
      } else if (T.getRawIdentifier() == "include") {
        StringRef Line = Text.substr(At.end).take_until(
            [](char C) { return C == '\n' || C == '\r'; });
        Line = Line.ltrim(" \t");
        if (Line.starts_with("\"") || Line.starts_with("<")) {
          StringRef Name = Line.drop_front().take_until(
              [](char C) { return C == '"' || C == '>'; });
          Found.includes.push_back(
              {Name.str(), Stack.now(), unsigned(Line.data() - Text.data())});
        }
      }
    } else if (Expect == Define && T.is(tok::raw_identifier)) {
      Expect = Done;
      TextConditions Under = Stack.now();
      // `#ifndef X` around its own definition is no condition.
      Under.erase(negated(("defined " + T.getRawIdentifier()).str()));
      if (isOwnCall(T.getRawIdentifier(), Text.substr(At.end)))
        Found.functions.push_back({T.getRawIdentifier().str(), Under});
      Found.macros.push_back({T.getRawIdentifier().str(), std::move(Under)});
    }
  }
  addUnconditional(Found.macros);
  return Found;
}

} // namespace causeway
