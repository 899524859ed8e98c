// Classifies words of bare text that may or may not be CUDA's, such as `half`
// and `min`. Each class takes all tokens of a text in turn and answers
// afterwards. The text of the tokens must outlive it.
//
//   AmbiguousCalls Calls;
//   for (Token T; Tokens.next(T, At);) {
//     Calls.next(T);
//     Calls.add(Name, At, Before, Word); // if the token is a name like `min`
//   }
//   Calls.calls(DeviceText(Rules, Text)); // those that are CUDA's
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/DeviceText.h"
#include "frontend/Use.h"
#include "rules/RuleSet.h"
#include "clang/Lex/Token.h"
#include "llvm/ADT/StringSet.h"
#include <deque>
#include <optional>
#include <vector>

namespace causeway {

/// Words that may precede a type, such as `static` and `typename`.
bool isSpecifier(llvm::StringRef Word);

/// A type whose name is also a plain word, such as `half`. A place is sure if
/// only a type can stand between its tokens. Then the other uses of the word in
/// the file are that type as well, unless one of them declares something else
/// (`int half;`). A type of the source's own (`struct half`) is not CUDA's.
class AmbiguousTypes {
public:
  struct Place {
    std::string name;
    Span at;
    bool sure;
  };

  /// Takes every token in turn, before `add`.
  void next(const clang::Token &T);
  /// Ends the statement: the next token does not continue it.
  void interrupt();
  /// Takes a word that may be a type. `Before` is the kind of the preceding
  /// token, `Word` its text if it is a word, and `Outside` the kind of the
  /// token before that. `IsType` says that Clang expects a type there.
  void add(llvm::StringRef Name, Span At, clang::tok::TokenKind Before,
           llvm::StringRef Word, clang::tok::TokenKind Outside, bool IsType);
  std::vector<Place> types();

private:
  /// The meaning of the preceding word.
  enum class Role { None, Own, Type, Name, Open, Behind };
  struct Candidate {
    Place place;
    Role role = Role::None;
    clang::tok::TokenKind before = clang::tok::unknown;
    bool opens = false; ///< After a parenthesis that opens no call.
    bool inTypedef = false;
    clang::tok::TokenKind after[3] = {clang::tok::eof, clang::tok::eof,
                                      clang::tok::eof};
    unsigned following = 0; ///< The number of known kinds in `after`.
  };

  static bool isType(const Candidate &C);

  std::deque<Candidate> Found;
  bool InTypedef = false;
};

/// A function whose name is also a plain word, such as `min`. In the body of a
/// device function a call of it is CUDA's, unless the file declares such a
/// function.
class AmbiguousCalls {
public:
  struct Place {
    std::string name;
    Span at;
  };

  /// Takes every token in turn, before `add`.
  void next(const clang::Token &T);
  /// Takes such a name. `Before` is the kind of the preceding token, `Word` its
  /// text if it is a word.
  void add(llvm::StringRef Name, Span At, clang::tok::TokenKind Before,
           llvm::StringRef Word);
  bool any() const { return !Found.empty(); }
  std::vector<Place> calls(const DeviceText &Device) const;

private:
  struct Candidate {
    Place place;
    /// It has the form of a declaration, which counts outside of device code.
    bool declares;
    bool behindWord; ///< `int min(`: a declaration in a body, too.
  };

  std::optional<Candidate> Pending;
  std::vector<Candidate> Found;
};

/// CUDA names that a text itself declares: `uint i, cudaSuccess = 0;`, `int
/// f(`. The tokens' text and the rules must outlive it.
class DeclaredNames {
public:
  explicit DeclaredNames(const RuleSet &Rules) : Rules(Rules) {}

  /// Takes every token of code in turn.
  void next(const clang::Token &T);
  /// Whether a use may name such a declaration.
  bool declare(const Use &U) const;
  /// Whether the name stands anywhere where a declared name could, even in a
  /// broken declaration or an expression: `T name.`, `a * name`.
  bool mayDeclare(const Use &U) const { return Doubted.contains(U.name); }

private:
  bool endsType(llvm::StringRef Word) const;
  void note(llvm::StringRef Name, llvm::StringSet<> &Into) const;

  const RuleSet &Rules;
  llvm::StringRef Word, Pending, Pointer, Function, Variable;
  int Depth = 0;
  std::optional<int> Declaring; ///< The depth of an open declaration.
  bool Comma = false, Star = false, Angle = false, InTypedef = false;
  llvm::StringSet<> Names, Pointers, Types, Doubted;
};

} // namespace causeway
