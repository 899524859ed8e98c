// The layer under the AST: raw tokens, where nothing better covers them.
// SPDX-License-Identifier: Apache-2.0
#include "frontend/CompileArgs.h"
#include "frontend/Conditions.h"
#include "frontend/Frontend.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSwitch.h"
#include <deque>
#include <optional>

namespace causeway {
namespace {

using namespace clang;

LangOptions rawLanguage() {
  LangOptions L;
  L.CPlusPlus = L.CPlusPlus11 = L.CPlusPlus14 = L.CPlusPlus17 = true;
  L.Bool = L.LineComment = L.Digraphs = true;
  L.CUDA = true; // `<<<` is one token
  return L;
}

/// The name between `<>` or `""` behind `#include`, or an empty span.
Span includeName(llvm::StringRef Text, unsigned From) {
  size_t I = Text.find_first_not_of(" \t", From);
  if (I == llvm::StringRef::npos || (Text[I] != '<' && Text[I] != '"'))
    return {};
  size_t J = Text.find_first_of(Text[I] == '<' ? ">\n" : "\"\n", I + 1);
  if (J == llvm::StringRef::npos || Text[J] == '\n')
    return {};
  return {unsigned(I), unsigned(J + 1)};
}

Use::Kind kindOf(const Rule &R) {
  switch (R.kind) {
  case Rule::Kind::Header:
    return Use::Kind::Header;
  case Rule::Kind::Function:
    return Use::Kind::Function;
  case Rule::Kind::Type:
    return Use::Kind::Type;
  case Rule::Kind::Value:
    return Use::Kind::Value;
  case Rule::Kind::Macro:
    return Use::Kind::Macro;
  case Rule::Kind::Member:
    return Use::Kind::Member;
  case Rule::Kind::Namespace:
    return Use::Kind::Namespace;
  case Rule::Kind::Syntax:
    return Use::Kind::Syntax;
  }
  return Use::Kind::Value;
}

/// Raw tokens of a text, with their places.
class RawTokens {
public:
  explicit RawTokens(llvm::StringRef Text)
      : Terminated(Text.str()), // the lexer wants a NUL behind
        Language(rawLanguage()),
        Lex(SourceLocation(), Language, Terminated.data(), Terminated.data(),
            Terminated.data() + Terminated.size()) {}

  /// False at the end.
  bool next(Token &T, Span &At) {
    Lex.LexFromRawLexer(T);
    unsigned End = unsigned(Lex.getBufferLocation() - Terminated.data());
    At = {End - T.getLength(), End};
    return T.isNot(tok::eof);
  }

private:
  std::string Terminated;
  LangOptions Language;
  Lexer Lex;
};

/// A type's name that is a plain word too, like `half`. A word followed by
/// another is a type; then the file's other uses are that type as well, unless
/// somewhere the word is what is declared (`int half;`). A type of the file's
/// own (`struct half`) is not CUDA's.
class AmbiguousTypes {
public:
  struct Place {
    std::string name;
    Span at;
    bool sure;
  };

  /// For every token, before `add`.
  void next(const Token &T) {
    if (Open && T.is(tok::raw_identifier) && !isOperator(T.getRawIdentifier()))
      Open->Type = Open->Place.sure = true;
    else if (Open && Open->AfterWord)
      Names[Open->Place.name] |= Declared;
    if (Open && Open->Type)
      Names[Open->Place.name] |= Used;
    Open = nullptr;
  }
  /// `Before` is the word before, or empty when there is none.
  void add(llvm::StringRef Name, Span At, llvm::StringRef Before) {
    bool IsOwn = llvm::StringSwitch<bool>(Before)
                     .Cases("class", "struct", "union", "enum", "using", true)
                     .Default(false);
    if (IsOwn)
      Names[Name] |= Own;
    Open = &Found.emplace_back(
        Candidate{{Name.str(), At, false}, !Before.empty(), false});
  }
  std::vector<Place> types() const {
    std::vector<Place> Types;
    for (const Candidate &C : Found) {
      unsigned Seen = Names.lookup(C.Place.name);
      if ((Seen & Used) && !(Seen & Own))
        Types.push_back(
            {C.Place.name, C.Place.at, C.Place.sure || !(Seen & Declared)});
    }
    return Types;
  }

private:
  enum { Used = 1, Declared = 2, Own = 4 };
  struct Candidate {
    struct Place Place;
    bool AfterWord; // the token before is a word
    bool Type;
  };
  static bool isOperator(llvm::StringRef Word) {
    return llvm::StringSwitch<bool>(Word)
        .Cases("and", "or", "xor", "bitand", "bitor", true)
        .Cases("and_eq", "or_eq", "xor_eq", "not_eq", true)
        .Default(false);
  }

  std::deque<Candidate> Found;
  llvm::StringMap<unsigned> Names;
  Candidate *Open = nullptr;
};

} // namespace

void collectDefinedMacros(llvm::StringRef Text, llvm::StringSet<> &Names) {
  RawTokens Tokens(Text);
  Span At;
  int Expect = 0; // 1: a directive's name, 2: the macro's
  for (Token T; Tokens.next(T, At);) {
    if (T.is(tok::hash) && T.isAtStartOfLine())
      Expect = 1;
    else if (Expect == 1 && T.is(tok::raw_identifier) &&
             T.getRawIdentifier() == "define")
      Expect = 2;
    else {
      if (Expect == 2 && T.is(tok::raw_identifier))
        Names.insert(T.getRawIdentifier());
      Expect = 0;
    }
  }
}

FileHead fileHead(llvm::StringRef Text) {
  RawTokens Tokens(Text);
  std::optional<unsigned> FirstLine, FirstCode, FirstInclude;
  unsigned Depth = 0, Line = 0, Outermost = 0;
  bool Directive = false, AfterHash = false;
  Span At;
  for (Token T; !(FirstCode && FirstInclude) && Tokens.next(T, At);) {
    if (T.isAtStartOfLine()) {
      Line = unsigned(Text.rfind('\n', At.begin) + 1);
      FirstLine = FirstLine.value_or(Line);
      Directive = AfterHash = T.is(tok::hash);
      if (!Directive)
        FirstCode = FirstCode.value_or(At.begin);
      continue;
    }
    if (!std::exchange(AfterHash, false) || T.isNot(tok::raw_identifier))
      continue;
    llvm::StringRef Word = T.getRawIdentifier();
    if (Word == "include" && !FirstInclude) {
      FirstInclude = FirstCode ? *FirstLine : Depth ? Outermost : Line;
    } else if (Word == "if" || Word == "ifdef" || Word == "ifndef") {
      if (Depth++ == 0)
        Outermost = Line;
    } else if (Word == "endif" && Depth) {
      --Depth;
    }
  }
  unsigned End = unsigned(Text.size());
  return {FirstCode.value_or(End),
          FirstInclude.value_or(FirstLine.value_or(End))};
}

std::vector<Use> lexicalUses(const RuleSet &Rules, const std::string &File,
                             llvm::StringRef Text,
                             const std::set<unsigned> &Covered,
                             const llvm::StringSet<> &Own) {
  std::vector<Use> Uses;
  auto Add = [&](Use::Kind Kind, llvm::StringRef Name, Span At) -> Use & {
    Use U;
    U.kind = Kind;
    U.confidence = Confidence::Lexical;
    U.name = Name.str();
    U.file = File;
    U.token = U.whole = At;
    U.inC = isCFile(File);
    return Uses.emplace_back(std::move(U));
  };

  // Names repeat, and matching the families is what costs.
  llvm::StringMap<bool> Known;
  auto Resembles = [&](llvm::StringRef Name) {
    auto [It, New] = Known.try_emplace(Name, false);
    if (New)
      It->second = Rules.resembles(Name);
    return It->second;
  };

  bool IsCudaFile = isCudaUnit(File, {});
  RawTokens Tokens(Text);
  tok::TokenKind Before = tok::unknown;
  DefinednessTests Tests;
  const Rule *Scope = nullptr; // the namespace of CUDA's in `name::`
  Span ScopeAt;                // its place, where the bare word is ambiguous
  bool Directive = false;
  unsigned Resume = 0;
  Span At;
  AmbiguousTypes Ambiguous;
  llvm::StringRef Word; // the last one
  for (Token T; Tokens.next(T, At);) {
    if (T.isAtStartOfLine())
      Directive = T.is(tok::hash);
    Ambiguous.next(T);
    bool Tested = Tests.next(T) && Directive;
    if (At.begin < Resume)
      continue;
    if (T.is(tok::lesslessless) && !Covered.count(At.begin))
      Add(Use::Kind::Syntax, "launch", At).notEditable =
          "the launch could not be parsed";
    tok::TokenKind Prev = std::exchange(Before, T.getKind());
    if (T.isNot(tok::raw_identifier)) {
      if (T.isNot(tok::coloncolon))
        Scope = nullptr;
      continue;
    }
    llvm::StringRef Name = T.getRawIdentifier();
    llvm::StringRef LastWord = std::exchange(Word, Name);
    if (Tested)
      Name = definednessRule(Rules, Name);
    if (Directive && Prev == tok::hash && Name == "include") {
      Span S = includeName(Text, At.end);
      if (!S.size())
        continue;
      Resume = S.end;
      llvm::StringRef Header = Text.slice(S.begin + 1, S.end - 1);
      if (!Covered.count(S.begin) && Rules.findHeader(Header)) {
        size_t Line = Text.find('\n', S.end);
        Use &U = Add(Use::Kind::Header, Header, S);
        U.whole = {
            unsigned(Text.rfind('#', At.begin)),
            unsigned(Line == llvm::StringRef::npos ? Text.size() : Line)};
      }
      continue;
    }
    const Rule *Parent = std::exchange(Scope, nullptr);
    if (Parent && Prev == tok::coloncolon) {
      const Rule *R = Rules.find((Parent->name + "::" + Name).str());
      if (R && !Covered.count(At.begin)) {
        // What follows says that the word before was the namespace.
        if (ScopeAt.size() && !Parent->to.empty())
          Add(kindOf(*Parent), Parent->name, ScopeAt);
        Add(kindOf(*R), R->name, At);
      }
      ScopeAt = {};
      Scope = R && R->kind == Rule::Kind::Namespace ? R : nullptr;
      continue;
    }
    // A member, or a name of another scope, is not what the rule means.
    if (Covered.count(At.begin) || Prev == tok::period || Prev == tok::arrow ||
        Prev == tok::coloncolon)
      continue;
    const Rule *R = Rules.find(Name);
    Scope = R && R->kind == Rule::Kind::Namespace ? R : nullptr;
    ScopeAt = Scope && !R->lexical ? At : Span{};
    if (R && R->kind != Rule::Kind::Syntax && R->lexical)
      Add(kindOf(*R), Name, At);
    else if (R && R->kind == Rule::Kind::Type && !Directive &&
             !Own.contains(Name))
      Ambiguous.add(Name, At, Prev == tok::raw_identifier ? LastWord : "");
    else if (IsCudaFile &&
             (Name == "asm" || Name == "__asm__" || Name == "__asm") &&
             !Directive)
      Add(Use::Kind::Syntax, "inline_asm", At);
    else if (!R && !Own.contains(Name) && Resembles(Name))
      Add(Use::Kind::Value, Name, At);
  }
  for (const AmbiguousTypes::Place &P : Ambiguous.types()) {
    Use &U = Add(Use::Kind::Type, P.name, P.at);
    if (!P.sure)
      U.notEditable = "the word also names something else in this file";
  }
  return Uses;
}

} // namespace causeway
