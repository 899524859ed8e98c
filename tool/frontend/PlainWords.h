// What bare text says of words that may be CUDA's or not: each class is told
// all tokens of a text in turn and then answers.
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

/// Words that a type may stand behind: `static`, `typename`.
bool isSpecifier(llvm::StringRef Word);

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
  void next(const clang::Token &T);
  /// What comes next does not belong to what was.
  void interrupt();
  /// `Before` is the token before, `Word` its text if it is a word, and
  /// `Outside` what stands before that. `IsType`: a parser says so.
  void add(llvm::StringRef Name, Span At, clang::tok::TokenKind Before,
           llvm::StringRef Word, clang::tok::TokenKind Outside, bool IsType);
  std::vector<Place> types();

private:
  /// What the word before says.
  enum class Role { None, Own, Type, Name, Open, Behind };
  struct Candidate {
    Place place;
    Role role = Role::None;
    clang::tok::TokenKind before = clang::tok::unknown;
    bool opens = false; ///< Behind a parenthesis that is no call's.
    bool inTypedef = false;
    clang::tok::TokenKind after[3] = {clang::tok::eof, clang::tok::eof,
                                      clang::tok::eof};
    unsigned following = 0; ///< How many of `after` are known.
  };

  static bool isType(const Candidate &C);

  std::deque<Candidate> Found;
  bool InTypedef = false;
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
  void next(const clang::Token &T);
  /// `Before` is the token before, `Word` its text if it is a word.
  void add(llvm::StringRef Name, Span At, clang::tok::TokenKind Before,
           llvm::StringRef Word);
  bool any() const { return !Found.empty(); }
  std::vector<Place> calls(const DeviceText &Device) const;

private:
  struct Candidate {
    Place place;
    bool declares;   ///< Where no statement can stand, it is declared here.
    bool behindWord; ///< `int min(`, which declares it in a body too.
  };

  std::optional<Candidate> Pending;
  std::vector<Candidate> Found;
};

/// Names of CUDA's that a text itself declares: `uint i, cudaSuccess = 0;`,
/// `int f(`.
/// The tokens' words must outlive it, and so must the rules.
class DeclaredNames {
public:
  explicit DeclaredNames(const RuleSet &Rules) : Rules(Rules) {}

  /// For every token that is code.
  void next(const clang::Token &T);
  /// Whether a use may be of such a name.
  bool declare(const Use &U) const;
  /// Whether the name stands anywhere as one that is declared could, torn code
  /// and expressions included: `T name.`, `a * name`.
  bool mayDeclare(const Use &U) const { return Doubted.contains(U.name); }

private:
  bool endsType(llvm::StringRef Word) const;
  void note(llvm::StringRef Name, llvm::StringSet<> &Into) const;

  const RuleSet &Rules;
  llvm::StringRef Word, Pending, Pointer, Function, Variable;
  int Depth = 0;
  std::optional<int> Declaring; ///< The depth of a declaration that goes on.
  bool Comma = false, Star = false, Angle = false, InTypedef = false;
  llvm::StringSet<> Names, Pointers, Types, Doubted;
};

} // namespace causeway
