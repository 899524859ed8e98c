// Decides whether a name that Clang has resolved is CUDA's, and records it: as
// a use, or as the source's own name. Refers to the AST and the recorder and
// owns neither.
//
//   NameUses Names(Context, Out);
//   Names.record(*E->getDecl(), E->getLocation()); // a reference
//   Names.own(*D, D->getLocation());               // a declaration
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Recorder.h"
#include "clang/AST/TemplateName.h"
#include "llvm/ADT/DenseMap.h"

namespace causeway {

class NameUses {
public:
  NameUses(clang::ASTContext &Context, Recorder &Out);

  /// A reference to a declaration.
  void record(const clang::NamedDecl &D, clang::SourceLocation Loc);
  void record(clang::TemplateName T, clang::SourceLocation Loc);
  /// A name that the source declares itself.
  void own(const clang::NamedDecl &D, clang::SourceLocation Loc);
  /// A name without a node in the AST. Looks it up from a scope.
  void lookUp(clang::DeclContext &Scope, const clang::IdentifierInfo &Name,
              clang::SourceLocation Loc);

private:
  bool isTornUse(const clang::NamedDecl &D);
  bool looksTorn(const clang::NamedDecl &D) const;

  clang::ASTContext &Context;
  const clang::SourceManager &SM;
  Recorder &Out;
  llvm::DenseMap<const clang::NamedDecl *, bool> Torn;
};

} // namespace causeway
