// Finds the places where a reference behaves differently from the variable
// itself.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/SharedVariables.h"
#include "clang/AST/RecursiveASTVisitor.h"

namespace causeway {
namespace {

using namespace clang;

const VarDecl *sharedVariable(const Decl *D) {
  auto *V = dyn_cast_or_null<VarDecl>(D);
  return V && V->hasAttr<CUDASharedAttr>() ? V : nullptr;
}

class Places : public RecursiveASTVisitor<Places> {
  using Base = RecursiveASTVisitor<Places>;

public:
  SharedVariables Fixed, Declared;
  bool Labels = false;

  bool VisitDecltypeTypeLoc(DecltypeTypeLoc T) {
    // `decltype` of any other expression is the same for a reference.
    if (auto *Ref = dyn_cast<DeclRefExpr>(T.getUnderlyingExpr()))
      fix(Ref->getDecl());
    return true;
  }
  bool VisitVarDecl(VarDecl *D) {
    if (sharedVariable(D))
      Declared.insert(D);
    else if (D->isConstexpr())
      constant(D->getInit());
    return true;
  }
  bool VisitStaticAssertDecl(StaticAssertDecl *D) {
    constant(D->getAssertExpr());
    return true;
  }
  bool VisitConstantExpr(ConstantExpr *E) {
    constant(E->getSubExpr());
    return true;
  }
  bool VisitArrayTypeLoc(ArrayTypeLoc T) {
    constant(T.getSizeExpr());
    return true;
  }
  bool TraverseTemplateArgumentLoc(const TemplateArgumentLoc &A) {
    if (A.getArgument().getKind() == TemplateArgument::Expression)
      constant(A.getSourceExpression());
    return Base::TraverseTemplateArgumentLoc(A);
  }
  // In `x.f<N>()`, x may have the class that is being defined. A reference of
  // type `auto` has a dependent type there, and needs `x.template f<N>()`.
  bool VisitUnresolvedMemberExpr(UnresolvedMemberExpr *E) {
    return withArguments(*E);
  }
  bool VisitCXXDependentScopeMemberExpr(CXXDependentScopeMemberExpr *E) {
    return withArguments(*E);
  }
  bool VisitLabelStmt(LabelStmt *) {
    Labels = true;
    return true;
  }
  bool VisitSwitchStmt(SwitchStmt *S) {
    if (auto *Body = dyn_cast_or_null<CompoundStmt>(S->getBody()))
      for (Stmt *Child : Body->body()) {
        while (auto *Case = dyn_cast<SwitchCase>(Child))
          Child = Case->getSubStmt();
        if (auto *Declaration = dyn_cast<DeclStmt>(Child))
          for (Decl *D : Declaration->decls())
            fix(D);
      }
    return true;
  }

private:
  template <class Member> bool withArguments(const Member &E) {
    if (!E.isImplicitAccess() && E.hasExplicitTemplateArgs() &&
        !E.hasTemplateKeyword())
      fixAll(E.getBase());
    return true;
  }
  void fixAll(const Stmt *E) {
    if (auto *Ref = dyn_cast_or_null<DeclRefExpr>(E))
      fix(Ref->getDecl());
    else if (E)
      for (const Stmt *Child : E->children())
        fixAll(Child);
  }
  void fix(const Decl *D) {
    if (const VarDecl *V = sharedVariable(D))
      Fixed.insert(V);
  }
  /// In a constant expression `std::size(a)` is valid for a variable, which
  /// needs no address, but not for a reference.
  void constant(const Stmt *E) {
    if (!E || isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr>(E))
      return;
    if (auto *Ref = dyn_cast<DeclRefExpr>(E))
      fix(Ref->getDecl());
    for (const Stmt *Child : E->children())
      constant(Child);
  }
};

} // namespace

SharedVariables fixedSharedVariables(const FunctionDecl &F) {
  Places P;
  P.TraverseStmt(F.getBody());
  return P.Labels ? P.Declared : P.Fixed;
}

} // namespace causeway
