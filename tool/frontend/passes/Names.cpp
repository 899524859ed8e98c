// Records every reference to a declaration of CUDA, and every name that looks
// like CUDA's but is the source's own.
//
//   cudaError_t E = cudaMalloc(&p, n); // type cudaError_t, function cudaMalloc
//   int cudaDevices = 0;               // the source's own
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/AstPass.h"
#include "frontend/AstVisitor.h"
#include "frontend/NameUses.h"
#include "frontend/ReservedNames.h"
#include "clang/Lex/Lexer.h"

namespace causeway {
namespace {

using namespace clang;

class Names : public AstVisitor<Names> {
public:
  using AstVisitor::AstVisitor;

  bool VisitNamedDecl(NamedDecl *D) {
    Uses.own(*D, D->getLocation());
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Uses.record(*E->getDecl(), E->getLocation());
    return true;
  }

  bool VisitMemberExpr(MemberExpr *E) {
    if (E->getMemberLoc().isValid() && E->getMemberDecl()->getIdentifier())
      Uses.record(*E->getMemberDecl(), E->getMemberLoc());
    return true;
  }

  bool VisitOverloadExpr(OverloadExpr *E) {
    // The rule of a type covers its operators. In templates the operators of
    // every CUDA type are candidates.
    if (!E->getName().getAsIdentifierInfo())
      return true;
    unsigned Cuda = 0;
    const NamedDecl *First = nullptr;
    for (const NamedDecl *D : E->decls()) {
      D = D->getUnderlyingDecl();
      if (!Out.isCuda(*D))
        continue;
      ++Cuda;
      First = First ? First : D;
    }
    if (!First) {
      // In a template, Clang leaves a call without candidates to
      // argument-dependent lookup at instantiation. The source may declare the
      // name below.
      const IdentifierInfo *Name = E->getName().getAsIdentifierInfo();
      if (E->getNumDecls() > 0 ||
          !Context.getTranslationUnitDecl()->lookup(Name).empty())
        Out.own(E->getNameLoc(), Name);
      else if (isReservedName(Name->getName()))
        Out.undeclared(E->getNameLoc());
    } else {
      Use *U =
          Out.add(Use::Kind::Function, qualifiedName(*First), E->getNameLoc());
      if (!U || Cuda == E->getNumDecls())
        return true;
      U->notEditable = "the name also means functions of the source itself, "
                       "and only the template's arguments decide";
    }
    return true;
  }

  bool VisitCallExpr(CallExpr *E) {
    // A pattern moves arguments, so record where they are.
    const FunctionDecl *F = E->getDirectCallee();
    if (!F || !Out.isCuda(*F))
      return true;
    const Rule *R = Out.rules().find(qualifiedName(*F));
    if (!R || !R->isPattern(!Out.language().CPlusPlus))
      return true;
    auto *Callee = dyn_cast<DeclRefExpr>(E->getCallee()->IgnoreParenImpCasts());
    if (!Callee)
      return true;
    Use *U = Out.add(Use::Kind::Function, R->name, Callee->getLocation());
    if (!U)
      return true;
    SourceLocation Ref = Callee->getLocation();
    auto Whole = range(E->getSourceRange(), Ref);
    bool Placed = Whole && Whole->contains(U->token);
    if (Placed)
      U->whole = *Whole;
    for (unsigned I = 0; Placed && I < E->getNumArgs(); ++I) {
      if (isa<CXXDefaultArgExpr>(E->getArg(I)))
        break;
      auto S = range(E->getArg(I)->getSourceRange(), Ref);
      Placed = S && Whole->contains(*S);
      if (Placed)
        U->slots.push_back({std::to_string(I), *S, "", 0});
    }
    if (!Placed)
      U->notEditable = "the call's arguments come from several macros";
    return true;
  }

  bool VisitDesignatedInitExpr(DesignatedInitExpr *E) {
    for (const DesignatedInitExpr::Designator &D : E->designators())
      if (D.isFieldDesignator() && D.getFieldDecl())
        Uses.record(*D.getFieldDecl(), D.getFieldLoc());
    return true;
  }

  bool VisitTypedefTypeLoc(TypedefTypeLoc T) {
    Uses.record(*T.getTypedefNameDecl(), T.getNameLoc());
    return true;
  }

  bool VisitTagTypeLoc(TagTypeLoc T) {
    Uses.record(*T.getDecl(), T.getNameLoc());
    return true;
  }

  bool VisitUsingTypeLoc(UsingTypeLoc T) {
    Uses.record(*T.getFoundDecl()->getTargetDecl(), T.getNameLoc());
    return true;
  }

  bool VisitTemplateSpecializationTypeLoc(TemplateSpecializationTypeLoc T) {
    Uses.record(T.getTypePtr()->getTemplateName(), T.getTemplateNameLoc());
    return true;
  }

  bool VisitDeducedTemplateSpecializationTypeLoc(
      DeducedTemplateSpecializationTypeLoc T) {
    Uses.record(T.getTypePtr()->getTemplateName(), T.getTemplateNameLoc());
    return true;
  }

  bool TraverseTemplateArgumentLoc(const TemplateArgumentLoc &A) {
    if (A.getArgument().getKind() == TemplateArgument::Template)
      Uses.record(A.getArgument().getAsTemplate(), A.getTemplateNameLoc());
    return AstVisitor::TraverseTemplateArgumentLoc(A);
  }

  bool TraverseNestedNameSpecifierLoc(NestedNameSpecifierLoc Q) {
    if (Q) {
      NestedNameSpecifier *N = Q.getNestedNameSpecifier();
      if (N->getKind() == NestedNameSpecifier::Namespace) {
        if (leadsToOwn(*N->getAsNamespace(), Q.getEndLoc()))
          Out.own(Q.getLocalBeginLoc(), N->getAsNamespace()->getIdentifier());
        else
          Uses.record(*N->getAsNamespace(), Q.getLocalBeginLoc());
      } else if (N->getKind() == NestedNameSpecifier::NamespaceAlias)
        Uses.record(*N->getAsNamespaceAlias(), Q.getLocalBeginLoc());
    }
    return AstVisitor::TraverseNestedNameSpecifierLoc(Q);
  }

  bool VisitUsingDirectiveDecl(UsingDirectiveDecl *D) {
    Uses.record(*D->getNominatedNamespaceAsWritten(), D->getIdentLocation());
    return true;
  }

  bool VisitNamespaceAliasDecl(NamespaceAliasDecl *D) {
    Uses.record(*D->getAliasedNamespace(), D->getTargetNameLoc());
    return true;
  }

  bool VisitUsingDecl(UsingDecl *D) {
    for (const UsingShadowDecl *S : D->shadows()) {
      Uses.record(*S->getTargetDecl(), D->getNameInfo().getLoc());
      break;
    }
    return true;
  }

private:
  /// Whether the name after `Scope::` is one that the source itself has put
  /// into a CUDA namespace.
  bool leadsToOwn(const NamespaceDecl &Scope, SourceLocation Colons) {
    auto Next = Lexer::findNextToken(Colons, SM, Out.language());
    if (!Next || Next->isNot(tok::raw_identifier))
      return false;
    auto Found = Scope.getPrimaryContext()->lookup(
        &Context.Idents.get(Next->getRawIdentifier()));
    return !Found.empty() && llvm::none_of(Found, [&](const NamedDecl *D) {
      return Out.isCuda(D->getLocation()) ||
             Out.isCuda(*D->getUnderlyingDecl());
    });
  }

  NameUses Uses{Context, Out};
};

} // namespace

void recordNames(const ParsedAst &Ast, Recorder &Out) { Names(Ast, Out).run(); }

} // namespace causeway
