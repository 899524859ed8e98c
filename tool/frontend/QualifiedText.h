// Qualified names in bare text, `a::b::c`, and the names that stand for them
// there: `namespace x = a;`, `using a::b;`, `using namespace a;`.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Use.h"
#include "clang/Lex/Token.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include <string>
#include <vector>

namespace causeway {

/// A name in bare text, of one part or more.
struct TextName {
  struct Part {
    llvm::StringRef word;
    Span at;
  };
  llvm::SmallVector<Part, 4> parts;
  /// Behind `.`, `->`, or the `::` of something that is no plain name.
  bool isMember = false;
  bool isNamespace = false; ///< Behind `using namespace` or `namespace x =`.
  bool isCode = false;      ///< No word of a directive.
  bool behindType = false;  ///< Behind a word that may be its type.

  Span span() const { return {parts.front().at.begin, parts.back().at.end}; }
};

/// Is told all tokens of a text in turn. Their words must outlive it.
class QualifiedText {
public:
  /// The name that a token ends; null: it ends none. Valid until the next call.
  const TextName *next(const clang::Token &T, Span At, bool IsCode);
  /// What comes next has nothing to do with what was.
  const TextName *interrupt();

  /// Whether the last token is the first word of a name that is no member.
  bool begins() const { return Current.parts.size() == 1 && !Current.isMember; }
  /// What a name stands for by what the text has said so far: its words, joined
  /// by `::`. \p Own is how many of them are not the name's own.
  std::string path(const TextName &Name, size_t &Own) const;
  /// Whether a word alone may stand for a qualified name.
  bool isUsed(llvm::StringRef Word) const { return Used.contains(Word); }
  /// The namespaces whose names may be used as if they were the text's own.
  const std::vector<std::string> &opened() const { return Opened; }

private:
  const TextName *end(bool AtSemicolon);

  TextName Current, Done;
  bool Colons = false;  ///< `::` came last, behind a part.
  bool Foreign = false; ///< `::` came last, behind something else.
  clang::tok::TokenKind Before = clang::tok::unknown; ///< The last token.
  llvm::StringRef Word;                               ///< If it was a word.
  /// How far `using namespace`, `using` or `namespace x =` has come.
  enum {
    Nothing,
    Using,
    UsingNamespace,
    Namespace,
    Named,
    Alias
  } Said = Nothing;
  llvm::StringRef NewName; ///< The `x` of it.
  llvm::StringMap<std::string> Aliases, Used;
  std::vector<std::string> Opened;
};

} // namespace causeway
