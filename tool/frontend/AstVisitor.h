// The base of passes that walk the AST of the written source. It records each
// use under its enclosing function. It visits the parts of a launch, but not
// the call that Clang adds for the launch's configuration. A visitor refers to
// the AST and the recorder and owns neither.
//
//   class Gotos : public AstVisitor<Gotos> {
//   public:
//     using AstVisitor::AstVisitor;
//     bool VisitGotoStmt(GotoStmt *S);
//   };
//   Gotos(Ast, Out).run();
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/AstPass.h"
#include "frontend/Ranges.h"
#include "frontend/Recorder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/Support/SaveAndRestore.h"

namespace causeway {

template <class Derived>
class AstVisitor : public clang::RecursiveASTVisitor<Derived> {
  using Base = clang::RecursiveASTVisitor<Derived>;

public:
  AstVisitor(const ParsedAst &Ast, Recorder &Out)
      : Context(Ast.context), SM(Context.getSourceManager()), Out(Out),
        Declarations(Ast.declarations) {}

  void run() {
    for (clang::Decl *D : Declarations)
      this->getDerived().TraverseDecl(D);
  }

  bool shouldVisitTemplateInstantiations() const { return false; }
  bool shouldVisitImplicitCode() const { return false; }

  bool TraverseDecl(clang::Decl *D) {
    auto *F = llvm::dyn_cast_or_null<clang::FunctionDecl>(D);
    if (auto *T = llvm::dyn_cast_or_null<clang::FunctionTemplateDecl>(D))
      F = T->getTemplatedDecl();
    if (!F)
      return Base::TraverseDecl(D);
    llvm::SaveAndRestore<const clang::FunctionDecl *> Enclosing(Out.enclosing,
                                                                F);
    return Base::TraverseDecl(D);
  }

  bool
  TraverseCUDAKernelCallExpr(clang::CUDAKernelCallExpr *E,
                             typename Base::DataRecursionQueue * = nullptr) {
    this->getDerived().visitLaunch(*E);
    auto Traverse = [&](clang::Expr *Part) {
      return llvm::isa<clang::CXXDefaultArgExpr>(Part) ||
             this->getDerived().TraverseStmt(Part);
    };
    return this->getDerived().TraverseStmt(E->getCallee()) &&
           llvm::all_of(E->getConfig()->arguments(), Traverse) &&
           llvm::all_of(E->arguments(), Traverse);
  }
  /// Called before the parts of a launch are visited.
  void visitLaunch(clang::CUDAKernelCallExpr &) {}

protected:
  std::optional<clang::SourceLocation> levelWith(clang::SourceLocation L,
                                                 clang::SourceLocation Ref,
                                                 bool End) const {
    return causeway::levelWith(Out, L, Ref, End);
  }
  std::optional<Span> range(clang::SourceRange R,
                            clang::SourceLocation Ref) const {
    return causeway::range(Out, R, Ref);
  }

  clang::ASTContext &Context;
  const clang::SourceManager &SM;
  Recorder &Out;

private:
  llvm::ArrayRef<clang::Decl *> Declarations;
};

} // namespace causeway
