// Records the names in explicit instantiations, since Clang's AST keeps no
// types of `template void f<T>(U);`. Owns the list of names; Clang owns what
// they refer to.
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
  /// Registers a watcher of tokens. `Of` must outlive this object.
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
