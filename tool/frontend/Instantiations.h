// The names in explicit instantiations: Clang keeps no types of what
// `template void f<T>(U);` writes. Owns the names; Clang owns what they refer
// to.
//
//   Instantiations Names;
//   Names.watch(CI);     // before the unit is parsed
//   Names.record(Out);   // after the passes over the AST
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Recorder.h"
#include "clang/Lex/Token.h"
#include <vector>

namespace clang {
class CompilerInstance;
class DeclContext;
} // namespace clang

namespace causeway {

class Instantiations {
public:
  /// `Of` must outlive this.
  void watch(clang::CompilerInstance &Of);
  void record(Recorder &Out) const;

private:
  void next(const clang::Token &T);

  bool Inside = false;
  clang::tok::TokenKind Before = clang::tok::unknown;
  struct Name {
    const clang::IdentifierInfo *word;
    clang::SourceLocation at;
    clang::DeclContext *scope;
  };
  std::vector<Name> Names;
  clang::CompilerInstance *CI = nullptr;
};

} // namespace causeway
