// Records the functions that a unit defines, and kernels that a program reaches
// without a launch.
//
//   extern "C" __global__ void k() {}       // exported_kernel
//   cudaLaunchKernel((void *)k, ...);       // kernel_address
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/AstPass.h"
#include "frontend/AstVisitor.h"

namespace causeway {
namespace {

using namespace clang;

class Functions : public AstVisitor<Functions> {
public:
  using AstVisitor::AstVisitor;

  /// A program can look up a kernel with C linkage by name in a module.
  bool VisitFunctionDecl(FunctionDecl *F) {
    if (F->isThisDeclarationADefinition() && !F->isImplicit())
      Out.function(*F);
    if (!F->hasAttr<CUDAGlobalAttr>() || !F->isThisDeclarationADefinition() ||
        !F->isExternC() || !F->hasBody())
      return true;
    SourceLocation End = F->getBody()->getEndLoc();
    auto At = Out.spelling(End);
    if (!At || !At->file || End.isMacroID())
      return true;
    if (Use *U = Out.add(Construct::ExportedKernel, End)) {
      U->whole = At->span;
      U->slots.push_back({"kernel",
                          {At->span.begin, At->span.begin},
                          F->getName().str(),
                          At->span.begin});
    }
    return true;
  }

  bool VisitExplicitCastExpr(ExplicitCastExpr *E) {
    QualType To = E->getTypeAsWritten();
    if (!To->isVoidPointerType())
      return true;
    Expr *Kernel = E->getSubExpr()->IgnoreParenImpCasts();
    Expr *Name = Kernel;
    if (auto *Address = dyn_cast<UnaryOperator>(Kernel);
        Address && Address->getOpcode() == UO_AddrOf)
      Name = Address->getSubExpr()->IgnoreParenImpCasts();
    const FunctionDecl *F = nullptr;
    if (auto *Ref = dyn_cast<DeclRefExpr>(Name))
      F = dyn_cast<FunctionDecl>(Ref->getDecl());
    else if (auto *Overloads = dyn_cast<OverloadExpr>(Name))
      for (NamedDecl *D : Overloads->decls())
        F = F ? F : D->getUnderlyingDecl()->getAsFunction();
    if (!F || !F->hasAttr<CUDAGlobalAttr>())
      return true;
    SourceLocation Ref = E->getBeginLoc();
    auto S = range(Kernel->getSourceRange(), Ref);
    auto At = Out.spelling(Kernel->getBeginLoc());
    if (!At || !At->file)
      return true;
    if (Use *U = Out.add(Construct::KernelAddress, Kernel->getBeginLoc())) {
      if (S) {
        U->whole = *S;
        U->slots.push_back({"kernel", *S, "", 0});
      } else {
        U->notEditable = "the kernel's name and the cast come from different "
                         "macros";
      }
    }
    return true;
  }
};

} // namespace

void recordFunctions(const ParsedAst &Ast, Recorder &Out) {
  Functions(Ast, Out).run();
}

} // namespace causeway
