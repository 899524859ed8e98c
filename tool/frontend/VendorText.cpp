// Evaluates conditions with three values. A test of another vendor's macro is
// false; a test of any other macro is unknown.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/VendorText.h"
#include "frontend/RawTokens.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

namespace causeway {
namespace {

using namespace clang;
using llvm::StringRef;

enum class Truth { False, Unknown, True };

Truth operator!(Truth T) { return Truth(2 - int(T)); }

using IsVendor = llvm::function_ref<bool(StringRef)>;

/// The expression of an `#if`. Anything but names, numbers, `defined`, `!`,
/// `&&`, `||`, comparisons and parentheses is unknown.
class Condition {
public:
  Condition(llvm::ArrayRef<Token> Tokens, IsVendor IsVendorMacro)
      : Tokens(Tokens), IsVendorMacro(IsVendorMacro) {}

  Truth evaluate() {
    Truth T = either();
    return At == Tokens.size() ? T : Truth::Unknown;
  }

private:
  bool take(tok::TokenKind K) {
    if (At == Tokens.size() || Tokens[At].isNot(K))
      return false;
    ++At;
    return true;
  }
  Truth either() {
    Truth T = both();
    while (take(tok::pipepipe))
      T = std::max(T, both());
    return T;
  }
  Truth both() {
    Truth T = compared();
    while (take(tok::ampamp))
      T = std::min(T, compared());
    return T;
  }
  /// An undefined macro is 0, so a comparison that asks for more is false.
  Truth compared() {
    Truth T = one();
    while (At < Tokens.size() &&
           !Tokens[At].isOneOf(tok::pipepipe, tok::ampamp, tok::r_paren)) {
      // `USE_HIP == 1`, `HIP_VERSION >= 500`
      bool AsksForMore =
          Tokens[At].isOneOf(tok::equalequal, tok::greater, tok::greaterequal);
      ++At;
      bool Number = At < Tokens.size() &&
                    Tokens[At].is(tok::numeric_constant) && digits() != "0";
      one();
      if (!AsksForMore || !Number || T != Truth::False)
        T = Truth::Unknown;
    }
    return T;
  }
  Truth one() {
    // Bounds the recursion; no real expression is that deep.
    if (++Depth > 256)
      At = Tokens.size();
    Truth T = primary();
    --Depth;
    return T;
  }
  Truth primary() {
    if (take(tok::exclaim))
      return !one();
    if (take(tok::l_paren)) {
      Truth T = either();
      take(tok::r_paren);
      return T;
    }
    if (At == Tokens.size())
      return Truth::Unknown;
    const Token &T = Tokens[At++];
    if (T.is(tok::numeric_constant)) {
      --At;
      StringRef Digits = digits();
      ++At;
      return Digits == "0"   ? Truth::False
             : Digits == "1" ? Truth::True
                             : Truth::Unknown;
    }
    if (T.isNot(tok::raw_identifier))
      return Truth::Unknown;
    if (T.getRawIdentifier() == "defined") {
      bool Paren = take(tok::l_paren);
      Truth Is = Truth::Unknown;
      if (At < Tokens.size() && Tokens[At].is(tok::raw_identifier))
        Is = macro(Tokens[At++].getRawIdentifier());
      if (Paren)
        take(tok::r_paren);
      return Is;
    }
    return macro(T.getRawIdentifier());
  }
  StringRef digits() const {
    return {Tokens[At].getLiteralData(), Tokens[At].getLength()};
  }
  Truth macro(StringRef Name) const {
    return IsVendorMacro(Name) ? Truth::False : Truth::Unknown;
  }

  llvm::ArrayRef<Token> Tokens;
  IsVendor IsVendorMacro;
  size_t At = 0;
  unsigned Depth = 0;
};

} // namespace

VendorText::VendorText(StringRef Text, IsVendor IsVendorMacro) {
  struct Open {     // an open `#if`
    Truth taken;    ///< Whether an earlier branch is compiled.
    Truth self;     ///< Whether this branch's own condition holds.
    unsigned begin; ///< The beginning of this branch.
    bool inVendors; ///< It is inside another vendor's branch.
  };
  std::vector<Open> Conditions;
  // `#if 0` is not another vendor's branch: only conditions on a vendor's macro
  // are evaluated.
  auto IsVendors = [](const Open &O) {
    return O.inVendors || O.self == Truth::False || O.taken == Truth::True;
  };
  auto EndSide = [&](unsigned End) {
    const Open &O = Conditions.back();
    if (!O.inVendors && IsVendors(O))
      Branches.push_back({O.begin, End});
  };
  RawTokens Tokens(Text);
  Span At;
  StringRef Word;                       // of the current directive
  unsigned Hash = 0, End = 0;           // its offsets
  llvm::SmallVector<Token, 16> Line;    // the tokens after the word
  bool Directive = false, Asks = false; // Asks: it names a vendor's macro
  auto Finish = [&] {
    if (!std::exchange(Directive, false) || Word.empty())
      return;
    auto Value = [&](bool Definedness) {
      if (!Asks)
        return Truth::Unknown;
      if (!Definedness)
        return Condition(Line, IsVendorMacro).evaluate();
      return !Line.empty() && Line[0].is(tok::raw_identifier) &&
                     IsVendorMacro(Line[0].getRawIdentifier())
                 ? Truth::False
                 : Truth::Unknown;
    };
    if (Word == "if" || Word == "ifdef" || Word == "ifndef") {
      bool In = !Conditions.empty() && IsVendors(Conditions.back());
      Truth Self = Value(Word != "if");
      Conditions.push_back(
          {Truth::False, Word == "ifndef" ? !Self : Self, End, In});
    } else if (Conditions.empty()) {
      return;
    } else if (Word == "endif") {
      EndSide(Hash);
      Conditions.pop_back();
    } else if (Word.starts_with("el")) {
      EndSide(Hash);
      Open &O = Conditions.back();
      O.taken = std::max(O.taken, O.self);
      O.begin = End;
      O.self = Word == "else" ? Truth::Unknown : Value(Word != "elif");
      if (Word == "elifndef")
        O.self = !O.self;
    }
  };
  for (Token T; Tokens.next(T, At);) {
    if (T.isAtStartOfLine()) {
      Finish();
      Directive = T.is(tok::hash);
      Asks = false;
      Word = {};
      Line.clear();
      Hash = At.begin;
      End = At.end;
      continue;
    }
    if (!Directive)
      continue;
    End = At.end;
    if (Word.empty()) {
      Word = T.is(tok::raw_identifier) ? T.getRawIdentifier() : "?";
      continue;
    }
    if (Word != "?" && Word != "define" && Word != "include") {
      Line.push_back(T);
      Asks |= T.is(tok::raw_identifier) && IsVendorMacro(T.getRawIdentifier());
    }
  }
  Finish();
  while (!Conditions.empty()) {
    EndSide(unsigned(Text.size()));
    Conditions.pop_back();
  }
  llvm::sort(Branches);
}

bool VendorText::contains(unsigned Offset) const {
  auto After = llvm::partition_point(Branches,
                                     [&](Span S) { return S.begin <= Offset; });
  return After != Branches.begin() && Offset < std::prev(After)->end;
}

} // namespace causeway
