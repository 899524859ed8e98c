// Reads qualified names, `a::b::c`, from bare tokens, and the aliases for them:
// `namespace x = a;`, `using a::b;`, `using namespace a;`. Owns the aliases;
// the text of the tokens must outlive it.
//
//   QualifiedText Names;
//   for (Token T; Tokens.next(T, At);)
//     if (const TextName *Name = Names.next(T, At, /*IsCode=*/true))
//       Path = Names.path(*Name, Own); // "cooperative_groups::this_grid"
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Use.h"
#include "clang/Lex/Token.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include <string>
#include <vector>

namespace causeway {

/// A name in bare text, with one part or more.
struct TextName {
  struct Part {
    llvm::StringRef word;
    Span at;
  };
  llvm::SmallVector<Part, 4> parts;
  /// After `.`, `->`, or a `::` that follows no plain name.
  bool isMember = false;
  bool isNamespace = false; ///< After `using namespace` or `namespace x =`.
  bool isCode = false;      ///< Not part of a directive.
  bool behindType = false;  ///< After a word that may be its type.

  Span span() const { return {parts.front().at.begin, parts.back().at.end}; }
};

/// Takes all tokens of a text in turn.
class QualifiedText {
public:
  /// Takes a token and returns the name that ended before it, or null. The
  /// result is valid until the next call.
  const TextName *next(const clang::Token &T, Span At, bool IsCode);
  /// Ends the current name: the next token does not continue it.
  const TextName *interrupt();

  /// Whether the last token is the first word of a name that is not a member.
  bool begins() const { return Current.parts.size() == 1 && !Current.isMember; }
  /// The path that a name means after the aliases so far, joined by `::`. \p
  /// Own is the number of parts that come from an alias; 0 if there was none.
  std::string path(const TextName &Name, size_t &Own) const;
  /// Whether a word is an alias of a qualified name.
  bool isUsed(llvm::StringRef Word) const { return Used.contains(Word); }
  /// The namespaces of the text's `using namespace` directives.
  const std::vector<std::string> &opened() const { return Opened; }

private:
  const TextName *end(bool AtSemicolon);

  TextName Current, Done;
  bool Colons = false;  ///< The last token was a `::` after a part.
  bool Foreign = false; ///< The last token was a `::` after something else.
  /// The kind of the last token.
  clang::tok::TokenKind Before = clang::tok::unknown;
  llvm::StringRef Word; ///< Its text if it was a word.
  /// The part of `using namespace`, `using` or `namespace x =` that has been
  /// read.
  enum {
    Nothing,
    Using,
    UsingNamespace,
    Namespace,
    Named,
    Alias
  } Said = Nothing;
  llvm::StringRef NewName; ///< The `x` of `namespace x =`.
  llvm::StringMap<std::string> Aliases, Used;
  std::vector<std::string> Opened;
};

} // namespace causeway
