// The layer under the AST: raw tokens, where nothing better covers them.
// SPDX-License-Identifier: Apache-2.0
#include "frontend/CompileArgs.h"
#include "frontend/Conditions.h"
#include "frontend/DeviceText.h"
#include "frontend/Frontend.h"
#include "frontend/Lines.h"
#include "frontend/RawTokens.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSwitch.h"
#include <deque>
#include <optional>

namespace causeway {
namespace {

using namespace clang;

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

/// The names in a macro's parentheses, which stand right behind its own.
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

/// A type's name that is a plain word too, like `half`. Where the tokens around
/// it can only be a type's, it is one; then the file's other uses are that type
/// as well, unless somewhere the word is what is declared (`int half;`). A type
/// of the file's own (`struct half`) is not CUDA's.
class AmbiguousTypes {
public:
  struct Place {
    std::string name;
    Span at;
    bool sure;
  };

  /// For every token, before `add`.
  void next(const Token &T) {
    if (T.is(tok::semi))
      InTypedef = false;
    else if (T.is(tok::raw_identifier))
      InTypedef |= T.getRawIdentifier() == "typedef";
    for (size_t I = Found.size(); I-- > 0 && Found[I].following < 3;)
      Found[I].after[Found[I].following++] = kindOf(T);
  }
  /// What comes next does not belong to what was.
  void interrupt() {
    for (size_t I = Found.size(); I-- > 0 && Found[I].following < 3;)
      Found[I].following = 3;
  }
  /// `Before` is the token before, `Word` its text if it is a word, and
  /// `Outside` what stands before that.
  void add(llvm::StringRef Name, Span At, tok::TokenKind Before,
           llvm::StringRef Word, tok::TokenKind Outside) {
    Candidate &C = Found.emplace_back();
    C.opens = Before == tok::l_paren && Outside != tok::raw_identifier;
    C.place = {Name.str(), At, false};
    C.before = Before;
    C.inTypedef = InTypedef;
    if (Before == tok::raw_identifier)
      C.role =
          llvm::StringSwitch<Role>(Word)
              .Cases("class", "struct", "union", "enum", "using", Role::Own)
              .Cases("const", "volatile", "static", "extern", "inline",
                     Role::Type)
              .Cases("constexpr", "typename", "new", "mutable", Role::Type)
              .Cases("int", "unsigned", "signed", "short", "long", Role::Name)
              .Cases("char", "bool", "float", "double", "auto", Role::Name)
              .Cases("return", "case", "else", "throw", "co_return", Role::Open)
              .Default(Role::Behind);
  }
  std::vector<Place> types() {
    llvm::StringMap<unsigned> Names;
    for (Candidate &C : Found) {
      if (C.inTypedef && C.after[0] == tok::semi)
        C.role = Role::Own;
      C.place.sure = isType(C);
      unsigned &Seen = Names[C.place.name];
      if (C.role == Role::Own)
        Seen |= Own;
      if (C.place.sure)
        Seen |= Used;
      else if (C.role == Role::Name || C.role == Role::Behind ||
               C.role == Role::Open)
        Seen |= Declared;
    }
    std::vector<Place> Types;
    for (const Candidate &C : Found) {
      unsigned Seen = Names.lookup(C.place.name);
      if ((Seen & Used) && !(Seen & Own))
        Types.push_back(
            {C.place.name, C.place.at, C.place.sure || !(Seen & Declared)});
    }
    return Types;
  }

private:
  enum { Used = 1, Declared = 2, Own = 4 };
  /// What the word before says.
  enum class Role { None, Own, Type, Name, Open, Behind };
  struct Candidate {
    Place place;
    Role role = Role::None;
    tok::TokenKind before = tok::unknown;
    bool opens = false; ///< Behind a parenthesis that is no call's.
    bool inTypedef = false;
    tok::TokenKind after[3] = {tok::eof, tok::eof, tok::eof};
    unsigned following = 0; ///< How many of `after` are known.
  };

  /// Words that are operators (`a and b`) count as such.
  static tok::TokenKind kindOf(const Token &T) {
    if (T.isNot(tok::raw_identifier))
      return T.getKind();
    bool IsOperator = llvm::StringSwitch<bool>(T.getRawIdentifier())
                          .Cases("and", "or", "xor", "bitand", "bitor", true)
                          .Cases("and_eq", "or_eq", "xor_eq", "not_eq", true)
                          .Default(false);
    return IsOperator ? tok::unknown : tok::raw_identifier;
  }

  static bool isType(const Candidate &C) {
    tok::TokenKind Next = C.after[0], Second = C.after[1];
    bool Pointer = Next == tok::star || Next == tok::amp || Next == tok::ampamp;
    // `struct half`, `float half __attribute__`
    if (C.role == Role::Own || C.role == Role::Name)
      return false;
    // `half x`, `const half *`
    if (Next == tok::raw_identifier || C.role == Role::Type)
      return true;
    // `__device__ half *f()`: nothing that is declared has `*` behind it.
    if (C.role == Role::Behind && Pointer)
      return true;
    // `<half>`, `<half *>`
    if (C.before == tok::less &&
        (Next == tok::greater || (Pointer && Second == tok::greater)))
      return true;
    // `(half)x`, `(half *)x`, but not `if (half) x`
    bool Value = Pointer ? C.after[2] == tok::raw_identifier
                         : Second == tok::raw_identifier ||
                               Second == tok::numeric_constant;
    if (C.opens && Value && (Pointer ? Second : Next) == tok::r_paren)
      return true;
    // At the beginning of a statement: `half *p =`, `texture<float> t`
    bool Begins = C.before == tok::semi || C.before == tok::l_brace ||
                  C.before == tok::r_brace || C.before == tok::unknown;
    if (!Begins || Second != tok::raw_identifier)
      return false;
    tok::TokenKind Third = C.after[2];
    if (Next == tok::less)
      return Third == tok::comma || Third == tok::greater;
    return Pointer && (Third == tok::equal || Third == tok::semi ||
                       Third == tok::comma || Third == tok::l_square);
  }

  std::deque<Candidate> Found;
  bool InTypedef = false;
};

/// Names that a text itself declares as variables: `uint i, cudaSuccess = 0;`.
class DeclaredVariables {
public:
  explicit DeclaredVariables(const RuleSet &Rules) : Rules(Rules) {}

  /// For every token that is code.
  void next(const Token &T) {
    if (!Pending.empty() && T.isOneOf(tok::equal, tok::semi, tok::comma,
                                      tok::l_square, tok::r_paren)) {
      Names.insert(Pending);
      Declaring = Depth;
    }
    // `Step *p =`: neither a function, a value nor a type is assigned to.
    if (!Pointer.empty() && T.is(tok::equal))
      Pointers.insert(Pointer);
    Pending = Pointer = "";
    bool BehindStar = std::exchange(Star, T.isOneOf(tok::star, tok::amp));
    llvm::StringRef Behind = std::exchange(Word, "");
    bool Next = std::exchange(Comma, false) && Declaring == Depth;
    if (T.isOneOf(tok::l_paren, tok::l_brace)) {
      ++Depth;
    } else if (T.isOneOf(tok::r_paren, tok::r_brace, tok::semi)) {
      Depth -= T.isNot(tok::semi);
      if (Declaring && *Declaring >= Depth + T.isNot(tok::semi))
        Declaring.reset();
    } else if (T.is(tok::comma)) {
      Comma = true;
    } else if (T.is(tok::raw_identifier)) {
      Word = T.getRawIdentifier();
      if (Next || (!Behind.empty() && !T.isAtStartOfLine() && isType(Behind)))
        Pending = Word;
      if (BehindStar)
        Pointer = Word;
    }
  }
  bool declare(const Use &U) const {
    switch (U.kind) {
    case Use::Kind::Function:
    case Use::Kind::Value:
      return Names.contains(U.name) || Pointers.contains(U.name);
    case Use::Kind::Type:
      return Pointers.contains(U.name);
    default:
      return false;
    }
  }

private:
  /// Whether a word may end a variable's type: no operator, no value.
  bool isType(llvm::StringRef W) const {
    bool IsOperator =
        llvm::StringSwitch<bool>(W)
            .Cases("return", "case", "else", "do", "throw", "goto", true)
            .Cases("co_return", "co_yield", "co_await", "new", "delete", true)
            .Cases("and", "or", "xor", "not", "bitand", "bitor", "compl", true)
            .Cases("and_eq", "or_eq", "xor_eq", "not_eq", true)
            .Cases("sizeof", "alignof", "defined", true)
            .Default(false);
    const Rule *R = Rules.find(W);
    return !IsOperator && (!R || (R->kind != Rule::Kind::Function &&
                                  R->kind != Rule::Kind::Value));
  }

  const RuleSet &Rules;
  llvm::StringRef Word, Pending, Pointer;
  int Depth = 0;
  std::optional<int> Declaring; ///< The depth of a declaration that goes on.
  bool Comma = false, Star = false;
  llvm::StringSet<> Names, Pointers;
};

/// A function's name that is a plain word too, like `min`. In the body of a
/// device function a call of it is CUDA's, unless the file declares one.
class AmbiguousCalls {
public:
  struct Place {
    std::string name;
    Span at;
  };

  /// For every token, before `add`.
  void next(const Token &T) {
    if (Pending && T.is(tok::l_paren))
      Found.push_back(std::move(*Pending));
    Pending.reset();
  }
  /// `Before` is the token before, `Word` its text if it is a word.
  void add(llvm::StringRef Name, Span At, tok::TokenKind Before,
           llvm::StringRef Word) {
    bool Declares =
        Before == tok::star || Before == tok::amp || Before == tok::greater;
    if (Before == tok::raw_identifier)
      Declares = llvm::StringSwitch<bool>(Word)
                     .Cases("return", "else", "do", "case", false)
                     .Cases("and", "or", "xor", "not", false)
                     .Default(true);
    bool Behind = Declares && Before == tok::raw_identifier;
    Pending = Candidate{{Name.str(), At}, Declares, Behind};
  }
  std::vector<Place> calls(const DeviceText &Device) const {
    llvm::StringSet<> Own;
    for (const Candidate &C : Found)
      if (C.declares && !Device.isDevice(C.place.at.begin))
        Own.insert(C.place.name);
    std::vector<Place> Calls;
    for (const Candidate &C : Found)
      if (Device.isDevice(C.place.at.begin) && !C.behindWord &&
          !Own.contains(C.place.name))
        Calls.push_back(C.place);
    return Calls;
  }
  bool any() const { return !Found.empty(); }

private:
  struct Candidate {
    Place place;
    bool declares;   ///< Where no statement can stand, it is declared here.
    bool behindWord; ///< `int min(`, which declares it in a body too.
  };

  std::optional<Candidate> Pending;
  std::vector<Candidate> Found;
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
  Head.includePoint = FirstInclude.value_or(FirstLine.value_or(End));
  // Nothing comes before a byte order mark.
  if (constexpr llvm::StringLiteral Mark = "\xEF\xBB\xBF";
      Text.starts_with(Mark))
    Head.includePoint = std::max(Head.includePoint, unsigned(Mark.size()));
  return Head;
}

std::vector<Use> lexicalUses(const RuleSet &Rules, const std::string &File,
                             llvm::StringRef Text,
                             const std::set<unsigned> &Covered,
                             llvm::function_ref<bool(llvm::StringRef)> IsOwn) {
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
  std::optional<DeviceText> DeviceCode; // for few files only
  auto Device = [&]() -> const DeviceText & {
    if (!DeviceCode)
      DeviceCode.emplace(Rules, Text);
    return *DeviceCode;
  };
  RawTokens Tokens(Text);
  tok::TokenKind Before = tok::unknown, BeforePrev = tok::unknown;
  DefinednessTests Tests;
  const Rule *Scope = nullptr; // the namespace of CUDA's in `name::`
  Span ScopeAt;                // its place, where the bare word is ambiguous
  bool Directive = false, Defines = false, InMacro = false;
  llvm::StringSet<> Parameters;            // of the macro
  unsigned Hash = 0, Body = 0, Resume = 0; // Body: of the macro
  Span At;
  AmbiguousTypes Ambiguous;
  AmbiguousCalls Calls;
  DeclaredVariables Variables(Rules);
  llvm::StringRef Word; // the last one
  for (Token T; Tokens.next(T, At);) {
    if (T.isAtStartOfLine()) {
      if (Directive) { // its words have nothing to do with those below
        Before = tok::unknown;
        Ambiguous.interrupt();
      }
      Directive = T.is(tok::hash);
      Defines = InMacro = false;
      Hash = At.begin;
    }
    Ambiguous.next(T);
    Calls.next(T);
    if (!Directive)
      Variables.next(T);
    bool Tested = Tests.next(T) && Directive;
    if (At.begin < Resume)
      continue;
    if (T.is(tok::lesslessless) && !Covered.count(At.begin))
      Add(Use::Kind::Syntax, "launch", At).notEditable =
          "the launch could not be parsed";
    tok::TokenKind Outside = BeforePrev;
    tok::TokenKind Prev = BeforePrev = std::exchange(Before, T.getKind());
    if (T.isNot(tok::raw_identifier)) {
      if (InMacro && At.end == Body)
        Before = tok::unknown;
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
        Use &U = Add(Use::Kind::Header, Header, S);
        U.whole = directiveLine(Text, Hash, S.end);
      }
      continue;
    }
    // What a macro stands for is code like any other; its name and parameters
    // are none.
    bool Code = !Directive || (InMacro && !Parameters.contains(Name));
    if (Directive && Prev == tok::hash && Name == "define") {
      Defines = true;
    } else if (Defines && !InMacro) {
      InMacro = true;
      Before = tok::unknown;
      Parameters = macroParameters(Text.substr(At.end));
      Body = Parameters.empty() ? At.end : unsigned(Text.find(')', At.end) + 1);
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
    else if (R && R->kind == Rule::Kind::Type && Code && !IsOwn(Name))
      Ambiguous.add(Name, At, Prev, LastWord, Outside);
    else if (R && R->kind == Rule::Kind::Function && !Directive && !IsOwn(Name))
      Calls.add(Name, At, Prev, LastWord);
    else if ((Name == "asm" || Name == "__asm__" || Name == "__asm") &&
             !Directive && (IsCudaFile || Device().isDevice(At.begin)) &&
             !Device().isForOneBackend(At.begin))
      Add(Use::Kind::Syntax, "inline_asm", At);
    else if (!R && !IsOwn(Name) && Resembles(Name))
      Add(Use::Kind::Value, Name, At);
  }
  for (const AmbiguousTypes::Place &P : Ambiguous.types()) {
    Use &U = Add(Use::Kind::Type, P.name, P.at);
    if (!P.sure)
      U.notEditable = "the word also names something else in this file";
  }
  if (Calls.any())
    for (const AmbiguousCalls::Place &P : Calls.calls(Device()))
      Add(Use::Kind::Function, P.name, P.at);
  for (Use &U : Uses)
    if (Variables.declare(U))
      U.notEditable = "a variable of the source's has this name too, and no "
                      "parser tells which is meant";
  return Uses;
}

} // namespace causeway
