// The lexical layer: finds uses in raw tokens where nothing better covers them.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Lexical.h"
#include "frontend/AssemblyText.h"
#include "frontend/Attributes.h"
#include "frontend/CompileArgs.h"
#include "frontend/Conditions.h"
#include "frontend/DeviceText.h"
#include "frontend/LaunchText.h"
#include "frontend/Lines.h"
#include "frontend/PlainWords.h"
#include "frontend/QualifiedText.h"
#include "frontend/RawTokens.h"
#include "frontend/ReservedNames.h"
#include "frontend/VendorText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSwitch.h"
#include <deque>
#include <optional>

namespace causeway {
namespace {

using namespace clang;

/// The include name after `From`, with its `<>` or `""`; empty if there is
/// none.
Span includeName(llvm::StringRef Text, unsigned From) {
  size_t I = Text.find_first_not_of(" \t", From);
  if (I == llvm::StringRef::npos || (Text[I] != '<' && Text[I] != '"'))
    return {};
  size_t J = Text.find_first_of(Text[I] == '<' ? ">\n" : "\"\n", I + 1);
  if (J == llvm::StringRef::npos || Text[J] == '\n')
    return {};
  return {unsigned(I), unsigned(J + 1)};
}

/// The parameters of a macro. `Text` starts directly after its name.
llvm::StringSet<> macroParameters(llvm::StringRef Text) {
  llvm::StringSet<> Names;
  if (!Text.consume_front("("))
    return Names;
  llvm::SmallVector<llvm::StringRef> List;
  Text.take_until([](char C) { return C == ')'; }).split(List, ',');
  for (llvm::StringRef Name : List)
    Names.insert(Name.trim());
  return Names;
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

/// The use of a qualified name that the rules for its parts do not cover: a
/// name of a library without rules, or an unknown name of a namespace with
/// rules. An opened or renamed namespace is a use too.
std::optional<Use>
qualifiedUse(const RuleSet &Rules, const QualifiedText &Names,
             const TextName &Name,
             llvm::function_ref<bool(llvm::StringRef)> Resembles,
             const LexicalContext &Known,
             llvm::function_ref<bool(llvm::StringRef)> IsOwn,
             llvm::function_ref<bool()> IsCalled) {
  const TextName::Part &First = Name.parts.front();
  bool Alone = Name.parts.size() == 1;
  size_t Own;
  std::string Path = Names.path(Name, Own);
  auto Make = [&](Use::Kind Kind, std::string Of, Span At) {
    Use U;
    U.kind = Kind;
    U.name = std::move(Of);
    U.token = At;
    return U;
  };
  if (Name.isNamespace) {
    const Rule *R = Rules.find(Path);
    if (R && R->kind == Rule::Kind::Namespace) {
      // The rule for the bare word has recorded it already.
      if (Alone && !R->lexical)
        return Make(Use::Kind::Namespace, Path, Name.span());
      return std::nullopt;
    }
    if (Resembles(Path) ? !Alone : Resembles(Path + "::_"))
      return Make(Use::Kind::Value, Path, Name.span());
  }
  if (Alone && !Own) {
    if (Name.isNamespace || Names.opened().empty() || Resembles(First.word))
      return std::nullopt;
    // Looks for an opened namespace that may contain the name: Clang found no
    // declaration of it, or the rules list it.
    bool Undeclared = Known.isUndeclared(First.at.begin);
    for (const std::string &Scope : llvm::reverse(Names.opened())) {
      std::string Member = (Scope + "::" + First.word).str();
      const Rule *R = Rules.find(Member);
      if (Undeclared &&
          (!Rules.find(Scope) ? Resembles(Member)
                              : Rules.findFamily(Member) != nullptr))
        return Make(Use::Kind::Value, std::move(Member), First.at);
      bool Unsupported = R && R->verdict == Verdict::Unsupported;
      if ((Unsupported || Rules.isOpened(Scope, First.word)) &&
          !Known.isDefined(First.word) && IsCalled())
        return Make(R ? kindOf(*R) : Use::Kind::Value, std::move(Member),
                    First.at);
    }
    return std::nullopt;
  }
  // `DeviceReduce::Sum` in a text that opens the namespace.
  if (!Own && !Name.isNamespace && !Rules.find(First.word))
    for (const std::string &Scope : llvm::reverse(Names.opened()))
      if (Rules.isOpened(Scope, First.word) && !Known.isDefined(First.word))
        return Make(Use::Kind::Value, Scope + "::" + Path, Name.span());
  // The longest beginning that has a rule.
  size_t Parts = llvm::StringRef(Path).count("::") + 1;
  llvm::StringRef Head = Path;
  const Rule *R = Rules.find(Head);
  while (!R && Head.contains("::")) {
    Head = Head.take_front(Head.rfind("::"));
    R = Rules.find(Head);
    --Parts;
  }
  bool All = Head.size() == Path.size();
  // The place of a part in the text. Parts that come from an alias are at the
  // first word.
  auto PartAt = [&](size_t Number) -> std::optional<Span> {
    size_t I = !Own ? Number - 1 : Number <= Own ? 0 : Number - Own;
    return I < Name.parts.size() ? std::optional(Name.parts[I].at)
                                 : std::nullopt;
  };
  if (R && (All || R->kind != Rule::Kind::Namespace)) {
    // A name without an alias is recorded word by word already.
    auto At = Own ? PartAt(Parts) : std::nullopt;
    if (!At || (Alone && R->verdict != Verdict::Unsupported))
      return std::nullopt;
    return Make(kindOf(*R), R->name, *At);
  }
  if (Resembles(Path) || (R && R->verdict == Verdict::Unsupported))
    return Make(Use::Kind::Value, Path, Name.span());
  if (!R || R->open || R->isUsers() || IsOwn(First.word))
    return std::nullopt;
  auto At = PartAt(Parts + 1);
  if (!At)
    return std::nullopt;
  std::string Member =
      llvm::StringRef(Path).take_front(Path.find("::", Head.size() + 2)).str();
  return Make(Use::Kind::Value, std::move(Member), *At);
}

/// Whether the token `Next` after a word shows that the word is a used function
/// or class template: `(`, or template arguments. `From` is the offset of
/// `Next`.
bool isCalledWith(llvm::StringRef Text, const TextName &Name, const Token &Next,
                  unsigned From) {
  if (Next.is(tok::l_paren))
    return !Name.behindType;
  if (Next.isNot(tok::less))
    return false;
  constexpr unsigned Most = 64; // tokens; a comparison has no closing `>`
  constexpr size_t MostBytes = 4096;
  RawTokens Tokens(Text.substr(From, MostBytes));
  Span At;
  int Depth = 0;
  Token T;
  for (unsigned I = 0; I < Most && Tokens.next(T, At); ++I) {
    if (T.is(tok::less))
      ++Depth;
    else if (T.isOneOf(tok::greater, tok::greatergreater))
      Depth -= T.is(tok::greater) ? 1 : 2;
    else if (!T.isOneOf(tok::raw_identifier, tok::coloncolon, tok::comma,
                        tok::star, tok::amp, tok::numeric_constant))
      return false;
    if (Depth <= 0)
      return true;
  }
  return false;
}

/// Whether a word is a name of the shim.
bool isShims(llvm::StringRef Word) {
  return Word == "cw" || Word.starts_with("CW_") ||
         (Word.consume_front("cw") && !Word.empty() && llvm::isUpper(Word[0]));
}

} // namespace

FileHead fileHead(llvm::StringRef Text) {
  RawTokens Tokens(Text);
  std::optional<unsigned> FirstLine, FirstCode, FirstInclude;
  FileHead Head;
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
    if (Word == "include") {
      if (!FirstInclude)
        FirstInclude = FirstCode ? *FirstLine : Depth ? Outermost : Line;
      Span Name = includeName(Text, At.end);
      if (Name.size() && !FirstCode)
        Head.includes[Name.begin] =
            Text.slice(Name.begin + 1, Name.end - 1).str();
    } else if (Word == "if" || Word == "ifdef" || Word == "ifndef") {
      if (Depth++ == 0)
        Outermost = Line;
    } else if (Word == "endif" && Depth) {
      --Depth;
    }
  }
  unsigned End = unsigned(Text.size());
  Head.firstCode = FirstCode.value_or(End);
  Head.firstLine = FirstLine.value_or(End);
  Head.includePoint = FirstInclude.value_or(Head.firstLine);
  // A byte order mark stays first.
  if (constexpr llvm::StringLiteral Mark = "\xEF\xBB\xBF";
      Text.starts_with(Mark))
    for (unsigned *Point : {&Head.firstLine, &Head.includePoint})
      *Point = std::max(*Point, unsigned(Mark.size()));
  return Head;
}

std::vector<Use> lexicalUses(const RuleSet &Rules, const std::string &File,
                             llvm::StringRef Text,
                             const LexicalContext &Known) {
  std::vector<Use> Uses;
  auto IsCovered = [&](unsigned Offset) {
    return Known.covered && Known.covered->count(Offset);
  };
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

  // Names repeat, and matching families is expensive.
  llvm::StringMap<bool> Matched;
  auto Resembles = [&](llvm::StringRef Name) {
    auto [It, New] = Matched.try_emplace(Name, false);
    if (New)
      It->second = Rules.resembles(Name);
    return It->second;
  };

  bool IsCudaFile = isCudaUnit(File, {});
  // built only for the few files that need it
  std::optional<DeviceText> DeviceCode;
  auto Device = [&]() -> const DeviceText & {
    if (!DeviceCode)
      DeviceCode.emplace(Rules, Text);
    return *DeviceCode;
  };
  RawTokens Tokens(Text);
  tok::TokenKind Before = tok::unknown, BeforePrev = tok::unknown;
  DefinednessTests Tests;
  const Rule *Scope = nullptr; // the CUDA namespace in `name::`
  Span ScopeAt;                // its place, if the bare word is ambiguous
  bool Directive = false, Defines = false, InMacro = false;
  llvm::StringSet<> Parameters;            // of the current macro
  unsigned Hash = 0, Body = 0, Resume = 0; // Body: of the macro
  Span At;
  AmbiguousTypes Ambiguous;
  AmbiguousCalls Calls;
  DeclaredNames Declared(Rules);
  const bool Launches = Text.contains("<<<");
  LaunchText Launch;
  ConditionStack Under;
  auto IsOwn = [&](llvm::StringRef Name, Span At) {
    return Known.isOwn(Name, At.begin, Under.now());
  };
  ReservedCalls Intrinsics;
  QualifiedText Names;
  Token T;
  auto End = [&](const TextName *Name) {
    if (!Name || Name->isMember || !Name->isCode ||
        IsCovered(Name->span().begin))
      return;
    if (auto U = qualifiedUse(
            Rules, Names, *Name, Resembles, Known,
            [&](llvm::StringRef Word) { return IsOwn(Word, Name->span()); },
            [&] { return isCalledWith(Text, *Name, T, At.begin); })) {
      // It replaces the uses of its parts.
      while (!Uses.empty() && U->token.contains(Uses.back().token))
        Uses.pop_back();
      Add(U->kind, U->name, U->token);
    }
  };
  llvm::StringRef Macro;  // whose arguments may be CUDA's
  unsigned Arguments = 0; // depth of its parentheses
  bool Migrated = false;  // the text contains names of the shim
  bool Vendors = false;   // the text tests another vendor's macros
  llvm::StringRef Word;   // the last word
  while (Tokens.next(T, At)) {
    if (T.isAtStartOfLine()) {
      if (Directive) { // code below does not continue it
        Before = tok::unknown;
        Ambiguous.interrupt();
        Launch.interrupt();
        End(Names.interrupt());
      }
      Directive = T.is(tok::hash);
      Defines = InMacro = false;
      Hash = At.begin;
    }
    Ambiguous.next(T);
    Calls.next(T);
    Intrinsics.next(T);
    Under.next(T);
    if (At.begin >= Resume)
      End(Names.next(T, At, !Directive || InMacro));
    const bool Begins = Names.begins();
    if (!Directive)
      Declared.next(T);
    bool Tested = Tests.next(T) && Directive;
    if (T.is(tok::raw_identifier)) {
      Migrated |= isShims(T.getRawIdentifier());
      Vendors |=
          Directive && !InMacro && Rules.isOtherVendors(T.getRawIdentifier());
    }
    if (At.begin < Resume)
      continue;
    if (Launches)
      Launch.next(T, At);
    if (T.is(tok::lesslessless) && !IsCovered(At.begin))
      if (Use &U =
              Add(Use::Kind::Syntax, nameOf(Construct::LaunchUnresolved), At);
          !Launch.place(Text, U))
        U.notEditable = "the launch could not be parsed";
    tok::TokenKind Outside = BeforePrev;
    tok::TokenKind Prev = BeforePrev = std::exchange(Before, T.getKind());
    if (T.isNot(tok::raw_identifier)) {
      if (!Macro.empty() && T.is(tok::l_paren))
        ++Arguments;
      else if (Arguments && T.is(tok::r_paren))
        --Arguments;
      if (!Arguments)
        Macro = "";
      if (InMacro && At.end == Body) {
        Before = tok::unknown;
        Launch.interrupt();
        End(Names.interrupt());
      }
      if (T.isNot(tok::coloncolon))
        Scope = nullptr;
      continue;
    }
    llvm::StringRef Name = T.getRawIdentifier();
    llvm::StringRef LastWord = std::exchange(Word, Name);
    if (Arguments && Rules.isArgument(Macro, Name) && !IsCovered(At.begin))
      Add(Use::Kind::Value, RuleSet::argumentName(Macro, Name), At);
    else if (!Arguments && Rules.hasArguments(Name))
      Macro = Name;
    if (Tested)
      Name = definednessRule(Rules, Name);
    if (Directive && Prev == tok::hash && Name == "include") {
      Span S = includeName(Text, At.end);
      if (!S.size())
        continue;
      Resume = S.end;
      llvm::StringRef Header = Text.slice(S.begin + 1, S.end - 1);
      if (!IsCovered(S.begin) && Rules.findHeader(Header)) {
        Use &U = Add(Use::Kind::Header, Header, S);
        U.whole = directiveLine(Text, Hash, S.end);
      }
      continue;
    }
    // A macro's body is code, but its name and parameters are not.
    bool Code = !Directive || (InMacro && !Parameters.contains(Name));
    if (Directive && Prev == tok::hash && Name == "define") {
      Defines = true;
    } else if (Defines && !InMacro) {
      InMacro = true;
      Before = tok::unknown;
      Launch.interrupt();
      End(Names.interrupt());
      Parameters = macroParameters(Text.substr(At.end));
      Body = Parameters.empty() ? At.end : unsigned(Text.find(')', At.end) + 1);
    }
    const Rule *Parent = std::exchange(Scope, nullptr);
    if (Parent && Prev == tok::coloncolon) {
      const Rule *R = Rules.find((Parent->name + "::" + Name).str());
      if (R && !IsCovered(At.begin)) {
        // The next word shows that the word before was the namespace.
        if (ScopeAt.size() && !Parent->to.empty())
          Add(kindOf(*Parent), Parent->name, ScopeAt);
        Add(kindOf(*R), R->name, At);
      }
      ScopeAt = {};
      Scope = R && R->kind == Rule::Kind::Namespace ? R : nullptr;
      continue;
    }
    // A rule does not mean a member or a name in another scope.
    if (IsCovered(At.begin) || !Begins)
      continue;
    const Rule *R = Rules.find(Name);
    Scope = R && R->kind == Rule::Kind::Namespace ? R : nullptr;
    ScopeAt = Scope && !R->lexical ? At : Span{};
    if (R && R->kind != Rule::Kind::Syntax && R->lexical) {
      Use &U = Add(kindOf(*R), Name, At);
      if (R->drop)
        U.whole = withBlanks(Text, At);
      if (R->drop && Directive && !InMacro)
        U.notEditable = NeedsName.str();
    } else if (R && R->kind == Rule::Kind::Type && Code && !IsOwn(Name, At))
      Ambiguous.add(Name, At, Prev, LastWord, Outside,
                    Known.isUnknownType(At.begin));
    else if (R && R->kind == Rule::Kind::Function && !Directive &&
             !IsOwn(Name, At))
      Calls.add(Name, At, Prev, LastWord);
    else if (Prev == tok::l_paren &&
             (LastWord == "__attribute__" || LastWord == "__attribute") &&
             Rules.find(attributeRule(Name))) {
      Use &U = Add(Use::Kind::Syntax, attributeRule(Name), At);
      if (!placeAttribute(Text, U))
        U.notEditable = "the attribute does not stand alone in its parentheses";
    } else if ((Name == "asm" || Name == "__asm__" || Name == "__asm") &&
               Code) {
      std::string Statement = assemblyText(Text, At.end);
      // A macro's body does not show where it is expanded.
      if (IsCudaFile || Device().isDevice(At.begin) ||
          (InMacro && looksLikePtx(Statement)))
        Add(Use::Kind::Syntax, Rules.assemblyUse(Statement), At);
    } else if (!R && Resembles(Name)) {
      if (!IsOwn(Name, At))
        Add(Use::Kind::Value, Name, At);
    } else if (!R && isReservedName(Name) && Code && !IsOwn(Name, At) &&
               !isHostCompilers(Name)) {
      if (Known.isUndeclared(At.begin))
        Add(Use::Kind::Value, Name, At);
      else
        Intrinsics.add(Name, At, InMacro, Prev, LastWord);
    }
  }
  End(Names.interrupt());
  for (const AmbiguousTypes::Place &P : Ambiguous.types()) {
    Use &U = Add(Use::Kind::Type, P.name, P.at);
    if (!P.sure)
      U.notEditable = "the word also names something else in this file";
  }
  if (Calls.any())
    for (const AmbiguousCalls::Place &P : Calls.calls(Device()))
      Add(Use::Kind::Function, P.name, P.at);
  if (Intrinsics.any())
    for (const ReservedCalls::Place &P : Intrinsics.calls(Device, IsCudaFile))
      Add(Use::Kind::Value, P.name, P.at);
  for (Use &U : Uses)
    if (Declared.declare(U))
      U.notEditable = "the source declares the same name, and Clang did not "
                      "resolve which one is meant";
    // An earlier run parsed the file and kept this name.
    else if (Migrated && Declared.mayDeclare(U))
      U.notEditable = "this file was migrated before, and Clang did not "
                      "resolve whether the name is the source's own";
  if (Vendors && !Uses.empty()) {
    VendorText Others(
        Text, [&](llvm::StringRef M) { return Rules.isOtherVendors(M); });
    llvm::erase_if(
        Uses, [&](const Use &U) { return Others.contains(U.token.begin); });
  }
  if (DeviceText::namesBackends(Text))
    llvm::erase_if(Uses, [&](const Use &U) {
      return Device().isForOneBackend(U.token.begin);
    });
  return Uses;
}

} // namespace causeway
