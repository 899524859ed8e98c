// Records syntax that C++17 has dropped and nvcc still accepts.
//
//   register int i;             // register
//   void f() throw(int); ++flag; // exception_types, increment_bool
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/AstPass.h"
#include "frontend/AstVisitor.h"
#include "frontend/TokenCursor.h"

namespace causeway {
namespace {

using namespace clang;

class DroppedSyntax : public AstVisitor<DroppedSyntax> {
public:
  using AstVisitor::AstVisitor;

  bool VisitVarDecl(VarDecl *D) {
    if (D->getStorageClass() == SC_Register && !D->hasAttr<AsmLabelAttr>())
      droppedRegister(*D);
    return true;
  }

  bool VisitFunctionDecl(FunctionDecl *F) {
    droppedExceptions(*F);
    return true;
  }

  /// After `++b`, a bool is true in any case.
  bool VisitUnaryOperator(UnaryOperator *E) {
    const Expr *Operand = E->getSubExpr();
    if (!E->isIncrementOp() || Operand->isTypeDependent() ||
        !Operand->getType()->isBooleanType())
      return true;
    SourceLocation At = E->getOperatorLoc();
    Use *U = Out.add(E->isPostfix() ? Construct::IncrementBoolAfter
                                    : Construct::IncrementBool,
                     At);
    if (!U)
      return true;
    auto Whole = range(E->getSourceRange(), At);
    auto Name = range(Operand->getSourceRange(), At);
    if (Whole && Name) {
      U->whole = *Whole;
      U->slots.push_back({"name", *Name, "", 0});
    } else {
      U->notEditable =
          "the operator and its operand come from different macros";
    }
    return true;
  }

private:
  /// `register int x`
  void droppedRegister(const VarDecl &D) {
    if (!Out.language().CUDA)
      return;
    auto Name = Out.spelling(D.getLocation());
    auto Begin = levelWith(D.getOuterLocStart(), D.getLocation(), false);
    if (!Name || !Name->file || !Begin || SM.getFileID(*Begin) != Name->id)
      return;
    TokenCursor Cursor(Out, Name->id, SM.getFileOffset(*Begin));
    for (Token T; Cursor.next(T) && Cursor.span(T).end <= Name->span.begin;) {
      if (T.isNot(tok::raw_identifier) || T.getRawIdentifier() != "register")
        continue;
      Use *U = Out.add(Construct::Register, T.getLocation());
      if (!U || !Cursor.next(T))
        return;
      // The edit also deletes the blanks after it, and keeps the next word.
      U->whole = {U->token.begin, Cursor.span(T).end};
      U->slots.push_back({"next", Cursor.span(T), "", 0});
      return;
    }
  }

  /// `throw(int)`
  void droppedExceptions(const FunctionDecl &F) {
    auto *Type = F.getType()->getAs<FunctionProtoType>();
    if (!Out.language().CUDA || !Type ||
        Type->getExceptionSpecType() != EST_Dynamic)
      return;
    SourceRange Spec = F.getExceptionSpecSourceRange();
    if (Spec.isInvalid())
      return;
    if (Use *U = Out.add(Construct::ExceptionTypes, Spec.getBegin())) {
      if (auto Whole = range(Spec, Spec.getBegin()))
        U->whole = *Whole;
      else
        U->notEditable = "the specification comes from several macros";
    }
  }
};

} // namespace

void recordDroppedSyntax(const ParsedAst &Ast, Recorder &Out) {
  DroppedSyntax(Ast, Out).run();
}

} // namespace causeway
