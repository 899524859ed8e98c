// SPDX-License-Identifier: Apache-2.0
#include "frontend/PlainWords.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSwitch.h"

namespace causeway {

using namespace clang;
using llvm::StringRef;
using llvm::StringSwitch;

/// Words that are operators (`a and b`).
static bool isOperator(StringRef Word) {
  return StringSwitch<bool>(Word)
      .Cases("and", "or", "xor", "not", "bitand", "bitor", "compl", true)
      .Cases("and_eq", "or_eq", "xor_eq", "not_eq", true)
      .Default(false);
}

static bool isBuiltinType(StringRef Word) {
  return StringSwitch<bool>(Word)
      .Cases("int", "unsigned", "signed", "short", "long", "char", true)
      .Cases("bool", "float", "double", "auto", "void", true)
      .Default(false);
}

bool isSpecifier(StringRef Word) {
  return StringSwitch<bool>(Word)
      .Cases("const", "volatile", "static", "extern", "inline", true)
      .Cases("constexpr", "mutable", "register", "typename", "typedef", true)
      .Cases("struct", "class", "union", "enum", "using", "explicit", true)
      .Cases("friend", "virtual", "template", "operator", true)
      .Default(false);
}

// ---- Types -----------------------------------------------------------------

void AmbiguousTypes::next(const Token &T) {
  bool IsWord = T.is(tok::raw_identifier);
  if (T.is(tok::semi))
    InTypedef = false;
  else if (IsWord)
    InTypedef |= T.getRawIdentifier() == "typedef";
  tok::TokenKind Kind =
      IsWord && isOperator(T.getRawIdentifier()) ? tok::unknown : T.getKind();
  for (size_t I = Found.size(); I-- > 0 && Found[I].following < 3;)
    Found[I].after[Found[I].following++] = Kind;
}

void AmbiguousTypes::interrupt() {
  for (size_t I = Found.size(); I-- > 0 && Found[I].following < 3;)
    Found[I].following = 3;
}

void AmbiguousTypes::add(StringRef Name, Span At, tok::TokenKind Before,
                         StringRef Word, tok::TokenKind Outside, bool IsType) {
  Candidate &C = Found.emplace_back();
  C.opens = Before == tok::l_paren && Outside != tok::raw_identifier;
  C.place = {Name.str(), At, false};
  C.before = Before;
  C.inTypedef = InTypedef;
  if (Before == tok::raw_identifier)
    C.role =
        StringSwitch<Role>(Word)
            .Cases("class", "struct", "union", "enum", "using", Role::Own)
            .Cases("const", "volatile", "static", "extern", "inline",
                   Role::Type)
            .Cases("constexpr", "typename", "new", "mutable", Role::Type)
            .Cases("return", "case", "else", "throw", "co_return", Role::Open)
            .Default(isBuiltinType(Word) ? Role::Name : Role::Behind);
  if (IsType)
    C.role = Role::Type;
}

std::vector<AmbiguousTypes::Place> AmbiguousTypes::types() {
  enum { Used = 1, Declared = 2, Own = 4 };
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

bool AmbiguousTypes::isType(const Candidate &C) {
  tok::TokenKind Next = C.after[0], Second = C.after[1], Third = C.after[2];
  bool Pointer = Next == tok::star || Next == tok::amp || Next == tok::ampamp;
  // `struct half`, `float half __attribute__`
  if (C.role == Role::Own || C.role == Role::Name)
    return false;
  // `half x`, `const half *`
  if (Next == tok::raw_identifier || C.role == Role::Type)
    return true;
  // `__device__ half *f()`: a declared name has no `*` after it.
  if (C.role == Role::Behind && Pointer)
    return true;
  // `<half>`, `<half *>`
  if (C.before == tok::less &&
      (Next == tok::greater || (Pointer && Second == tok::greater)))
    return true;
  // `(half)x`, `(half *)x`, but not `if (half) x`
  bool Value = Pointer ? Third == tok::raw_identifier
                       : Second == tok::raw_identifier ||
                             Second == tok::numeric_constant;
  if (C.opens && Value && (Pointer ? Second : Next) == tok::r_paren)
    return true;
  // At the beginning of a statement: `half *p =`, `texture<float> t`
  bool Begins = C.before == tok::semi || C.before == tok::l_brace ||
                C.before == tok::r_brace || C.before == tok::unknown;
  if (!Begins || Second != tok::raw_identifier)
    return false;
  if (Next == tok::less)
    return Third == tok::comma || Third == tok::greater;
  return Pointer && (Third == tok::equal || Third == tok::semi ||
                     Third == tok::comma || Third == tok::l_square);
}

// ---- Calls -----------------------------------------------------------------

void AmbiguousCalls::next(const Token &T) {
  if (Pending && T.is(tok::l_paren))
    Found.push_back(std::move(*Pending));
  Pending.reset();
}

void AmbiguousCalls::add(StringRef Name, Span At, tok::TokenKind Before,
                         StringRef Word) {
  bool Behind = Before == tok::raw_identifier && !isOperator(Word) &&
                !StringSwitch<bool>(Word)
                     .Cases("return", "else", "do", "case", true)
                     .Default(false);
  bool Declares = Behind || Before == tok::star || Before == tok::amp ||
                  Before == tok::greater;
  Pending = Candidate{{Name.str(), At}, Declares, Behind};
}

std::vector<AmbiguousCalls::Place>
AmbiguousCalls::calls(const DeviceText &Device) const {
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

// ---- Declarations ----------------------------------------------------------

void DeclaredNames::next(const Token &T) {
  bool Ends =
      T.isOneOf(tok::equal, tok::semi, tok::comma, tok::l_square, tok::r_paren);
  if (!Pending.empty() && Ends) {
    note(Pending, Names);
    Declaring = Depth;
  }
  // `void f(`
  if (!Function.empty() && T.is(tok::l_paren))
    note(Function, Names);
  // `Result cudaError_t(`, but not `typedef int cudaError_t;`
  if (!Variable.empty() && (Ends || T.is(tok::l_paren)))
    note(Variable, Types);
  // `Step *p =`: CUDA's functions, values and types are not assigned to.
  if (!Pointer.empty() && T.is(tok::equal))
    note(Pointer, Pointers);
  Pending = Pointer = Function = Variable = "";
  bool BehindStar = std::exchange(Star, T.isOneOf(tok::star, tok::amp));
  bool BehindAngle =
      std::exchange(Angle, T.isOneOf(tok::greater, tok::greatergreater));
  bool Next = std::exchange(Comma, T.is(tok::comma)) && Declaring == Depth;
  StringRef Behind = std::exchange(Word, "");
  if (T.is(tok::raw_identifier)) {
    Word = T.getRawIdentifier();
    bool BehindType = !Behind.empty() && endsType(Behind);
    if (Next || (BehindType && !T.isAtStartOfLine()))
      Pending = Word;
    if (BehindStar)
      Pointer = Word;
    if (isBuiltinType(Behind))
      Function = Word;
    if (Pending == Word && !Next && !InTypedef && !isSpecifier(Behind))
      Variable = Word;
    if (Next || BehindStar || BehindAngle ||
        (BehindType && !isSpecifier(Behind)))
      note(Word, Doubted);
    InTypedef |= Word == "typedef";
  } else if (T.isOneOf(tok::l_paren, tok::l_brace)) {
    ++Depth;
  } else if (T.isOneOf(tok::r_paren, tok::r_brace, tok::semi)) {
    if (Declaring && *Declaring >= Depth)
      Declaring.reset();
    if (T.is(tok::semi))
      InTypedef = false;
    else
      --Depth;
  }
}

void DeclaredNames::note(StringRef Name, llvm::StringSet<> &Into) const {
  if (Rules.find(Name))
    Into.insert(Name);
}

bool DeclaredNames::declare(const Use &U) const {
  switch (U.kind) {
  case Use::Kind::Function:
  case Use::Kind::Value:
    return Names.contains(U.name) || Pointers.contains(U.name);
  case Use::Kind::Type:
    // AmbiguousTypes decides about plain words.
    if (const Rule *R = Rules.find(U.name); R && !R->lexical)
      return false;
    return Pointers.contains(U.name) || Types.contains(U.name);
  default:
    return false;
  }
}

/// Whether a word may end a variable's type: it is neither an operator nor a
/// value.
bool DeclaredNames::endsType(StringRef W) const {
  if (isOperator(W) ||
      StringSwitch<bool>(W)
          .Cases("return", "case", "else", "do", "throw", "goto", true)
          .Cases("co_return", "co_yield", "co_await", "new", "delete", true)
          .Cases("sizeof", "alignof", "defined", true)
          .Default(false))
    return false;
  const Rule *R = Rules.find(W);
  return !R || !R->isFunctionOrValue();
}

} // namespace causeway
