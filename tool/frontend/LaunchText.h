// A launch in bare text, `name<args><<<grid, block>>>(`: where its parts are.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Use.h"
#include "clang/Lex/Token.h"
#include "llvm/ADT/SmallVector.h"

namespace causeway {

class LaunchText {
public:
  /// For every token. The statement's, as far as it goes, are kept.
  void next(const clang::Token &T, Span At);
  /// What comes next has nothing to do with what was.
  void interrupt() { Statement.clear(); }
  /// Fills in the slots of the launch whose `<<<` came last; false when the
  /// text does not say clearly where they begin and end.
  bool place(llvm::StringRef Text, Use &U) const;

private:
  struct Part {
    clang::tok::TokenKind kind;
    Span at;
    llvm::StringRef word;
  };

  /// Where the kernel's name and template arguments begin, as a place in
  /// `Statement`, or its size: what is launched is no name.
  size_t kernelBegin() const;

  llvm::SmallVector<Part, 16> Statement;
};

} // namespace causeway
