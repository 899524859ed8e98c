// Finds the parts of a launch, `name<args><<<grid, block>>>(`, in bare text.
// Keeps the tokens of the current statement; their text must outlive it.
//
//   Launch.next(T, At); // for every token
//   if (T.is(tok::lesslessless) && !Launch.place(Text, U))
//     U.notEditable = "the launch could not be parsed";
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Use.h"
#include "clang/Lex/Token.h"
#include "llvm/ADT/SmallVector.h"

namespace causeway {

class LaunchText {
public:
  /// Takes every token in turn.
  void next(const clang::Token &T, Span At);
  /// Forgets the statement: the next token does not continue it.
  void interrupt() { Statement.clear(); }
  /// Sets `whole` and the slots of the launch whose `<<<` was the last token.
  /// False if the text does not show clearly where they begin and end.
  bool place(llvm::StringRef Text, Use &U) const;

private:
  struct Part {
    clang::tok::TokenKind kind;
    Span at;
    llvm::StringRef word;
  };

  /// The index in `Statement` of the first token of the kernel's name.
  /// `Statement.size()` if the launched expression is not a name.
  size_t kernelBegin() const;

  llvm::SmallVector<Part, 16> Statement;
};

} // namespace causeway
