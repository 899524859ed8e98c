// Follows the order in which a function writes and reads volatile memory. If it
// reads an element after it wrote another one, without a barrier between, then
// the element's own thread may not have written it yet.
//
//   volatile float *s = shared;
//   s[t] += s[t + 16]; s[t] += s[t + 8]; // warp_synchronous: no barrier
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/AstPass.h"
#include "frontend/DeviceSide.h"
#include "frontend/Recorder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/FoldingSet.h"
#include "llvm/Support/SaveAndRestore.h"

namespace causeway {
namespace {

using namespace clang;

class Walk {
public:
  Walk(ASTContext &Context, Recorder &Out, const FunctionDecl &Function)
      : Context(Context), Out(Out), Function(Function) {}

  void run() {
    if (writesVolatile(Function.getBody()))
      follow(Function.getBody());
  }

private:
  /// An element of volatile memory, `s[i]` or `*(s + i)`.
  struct Element {
    const ValueDecl *memory = nullptr;
    const Expr *place = nullptr;
  };

  std::optional<Element> element(const Stmt &S) const {
    const Expr *Base = nullptr;
    if (auto *Subscript = dyn_cast<ArraySubscriptExpr>(&S))
      Base = Subscript->getBase();
    else if (auto *Star = dyn_cast<UnaryOperator>(&S);
             Star && Star->getOpcode() == UO_Deref)
      Base = Star->getSubExpr();
    if (!Base)
      return std::nullopt;
    QualType T = Base->IgnoreParenImpCasts()->getType();
    QualType Of = T->isPointerType() ? T->getPointeeType()
                                     : Context.getBaseElementType(T);
    if (!Of.isVolatileQualified())
      return std::nullopt;
    const ValueDecl *Memory = memoryOf(Base);
    if (!Memory)
      return std::nullopt;
    return Element{Memory, cast<Expr>(&S)};
  }

  /// The array or pointer that an address is computed from.
  static const ValueDecl *memoryOf(const Expr *E) {
    while (true) {
      E = E->IgnoreParenCasts();
      if (auto *Ref = dyn_cast<DeclRefExpr>(E))
        return Ref->getDecl();
      if (auto *Member = dyn_cast<MemberExpr>(E))
        return Member->getMemberDecl();
      if (auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
        E = Subscript->getBase();
      else if (auto *Unary = dyn_cast<UnaryOperator>(E))
        E = Unary->getSubExpr();
      else if (auto *Sum = dyn_cast<BinaryOperator>(E);
               Sum && Sum->isAdditiveOp())
        E = Sum->getRHS()->getType()->isPointerType() ? Sum->getRHS()
                                                      : Sum->getLHS();
      else
        return nullptr;
    }
  }

  static const BinaryOperator *assignment(const Stmt &S) {
    auto *Op = dyn_cast<BinaryOperator>(&S);
    return Op && Op->isAssignmentOp() ? Op : nullptr;
  }

  bool writesVolatile(const Stmt *S) const {
    if (!S)
      return false;
    if (auto *Op = assignment(*S))
      if (element(*Op->getLHS()->IgnoreParens()))
        return true;
    return llvm::any_of(S->children(), [&](const Stmt *Child) {
      return writesVolatile(Child);
    });
  }

  void follow(const Stmt *S) {
    if (!S || isa<LambdaExpr>(S))
      return;
    if (isa<ForStmt, WhileStmt, DoStmt>(S))
      return followLoop(*S);
    if (auto *Op = assignment(*S))
      if (auto To = element(*Op->getLHS()->IgnoreParens())) {
        llvm::SaveAndRestore<const ValueDecl *> Inside(Target, To->memory);
        follow(Op->getRHS());
        for (const Stmt *Child : To->place->children())
          follow(Child);
        Written[To->memory] = To->place;
        return;
      }
    for (const Stmt *Child : S->children())
      follow(Child);
    if (auto From = element(*S))
      read(*From);
    if (waits(*S))
      Written.clear();
  }

  void followLoop(const Stmt &Loop) {
    auto *For = dyn_cast<ForStmt>(&Loop);
    const Stmt *Condition = nullptr, *Body = nullptr;
    if (For) {
      follow(For->getInit());
      Condition = For->getCond();
      Body = For->getBody();
    } else if (auto *While = dyn_cast<WhileStmt>(&Loop)) {
      Condition = While->getCond();
      Body = While->getBody();
    } else {
      Condition = cast<DoStmt>(Loop).getCond();
      Body = cast<DoStmt>(Loop).getBody();
    }
    // The next iteration reads what the last one wrote, so follow a loop twice.
    // In deeply nested loops once, to bound the cost.
    llvm::SaveAndRestore<unsigned> Deeper(Depth, Depth + 1);
    for (int Round = 0; Round < (Depth < 5 ? 2 : 1); ++Round) {
      {
        llvm::SaveAndRestore<bool> Asking(InCondition, true);
        follow(Condition);
      }
      follow(Body);
      if (For)
        follow(For->getInc());
    }
  }

  void read(const Element &From) {
    const Expr *Last = Written.lookup(From.memory);
    if (!Last || samePlace(*Last, *From.place))
      return;
    // Constant places: a single thread's own steps.
    if (isConstantPlace(*Last) && isConstantPlace(*From.place))
      return;
    // `s[t] += s[t + 8]` certainly exchanges values. Other code may be a loop
    // that waits for a flag in global memory, or a thread 0 that reads what it
    // wrote itself.
    bool Exchanges = Target == From.memory ||
                     (!InCondition && !isConstantPlace(*From.place) &&
                      isShared(*From.memory));
    if (Exchanges && Told.insert(From.memory).second)
      Out.add(Construct::WarpSynchronous, Last->getBeginLoc());
  }

  bool samePlace(const Expr &A, const Expr &B) const {
    llvm::FoldingSetNodeID Of[2];
    A.Profile(Of[0], Context, /*Canonical=*/true);
    B.Profile(Of[1], Context, /*Canonical=*/true);
    return Of[0] == Of[1];
  }

  static bool isConstantPlace(const Expr &Place) {
    auto *Subscript = dyn_cast<ArraySubscriptExpr>(&Place);
    return Subscript
               ? isa<IntegerLiteral>(Subscript->getIdx()->IgnoreParenImpCasts())
               : isa<DeclRefExpr>(cast<UnaryOperator>(Place)
                                      .getSubExpr()
                                      ->IgnoreParenImpCasts());
  }

  /// Whether memory is shared by a block. A pointer parameter of a kernel is
  /// not; one of a device function mostly is.
  bool isShared(const ValueDecl &Memory) const {
    const ValueDecl *D = &Memory;
    for (int Steps = 0; D && Steps < 8; ++Steps) {
      if (D->hasAttr<CUDASharedAttr>())
        return true;
      if (isa<ParmVarDecl>(D))
        return !Function.hasAttr<CUDAGlobalAttr>();
      auto *V = dyn_cast<VarDecl>(D);
      D = V && V->getInit() ? memoryOf(V->getInit()) : nullptr;
    }
    return false;
  }

  /// Whether a statement waits for other threads, or calls a function that may.
  bool waits(const Stmt &S) const {
    // A barrier may be a macro that expands to no call.
    if (isa<CStyleCastExpr>(S) && S.getBeginLoc().isMacroID()) {
      auto At = Out.spelling(Out.sources().getFileLoc(S.getBeginLoc()));
      return At && At->file &&
             llvm::any_of(
                 Out.macroFacts(*At->file, At->span),
                 [](const auto &Fact) { return isBarrier(Fact.second); });
    }
    auto *Call = dyn_cast<CallExpr>(&S);
    if (!Call)
      return false;
    const FunctionDecl *F = Call->getDirectCallee();
    if (auto *Overloads = dyn_cast<OverloadExpr>(Call->getCallee());
        Overloads && Overloads->getNumDecls())
      F = (*Overloads->decls_begin())->getUnderlyingDecl()->getAsFunction();
    if (!F)
      return true;
    if (Out.isCuda(*F)) {
      const Rule *R = Out.rules().find(qualifiedName(*F));
      return R && isBarrier(R->fact);
    }
    return !Out.sources().isInSystemHeader(F->getLocation());
  }
  static bool isBarrier(Fact F) {
    return F == Fact::Barrier || F == Fact::Warp;
  }

  ASTContext &Context;
  Recorder &Out;
  const FunctionDecl &Function;
  /// The last element of each memory that was written since a barrier.
  llvm::DenseMap<const ValueDecl *, const Expr *> Written;
  llvm::DenseSet<const ValueDecl *> Told;
  const ValueDecl *Target = nullptr; ///< The memory that is being assigned to.
  bool InCondition = false;          ///< In the condition of a loop.
  unsigned Depth = 0;                ///< Number of enclosing loops.
};

/// Visits functions, but not their code.
class DeviceFunctions : public RecursiveASTVisitor<DeviceFunctions> {
public:
  DeviceFunctions(ASTContext &Context, Recorder &Out)
      : Context(Context), Out(Out) {}

  bool TraverseStmt(Stmt *) { return true; }
  bool VisitFunctionDecl(FunctionDecl *F) {
    if (F->doesThisDeclarationHaveABody() && isDeviceSide(*F)) {
      llvm::SaveAndRestore<const FunctionDecl *> Enclosing(Out.enclosing, F);
      Walk(Context, Out, *F).run();
    }
    return true;
  }

private:
  ASTContext &Context;
  Recorder &Out;
};

} // namespace

void recordLockstep(const ParsedAst &Ast, Recorder &Out) {
  if (!Ast.context.getLangOpts().CUDA)
    return;
  DeviceFunctions Visitor(Ast.context, Out);
  for (Decl *D : Ast.declarations)
    Visitor.TraverseDecl(D);
}

} // namespace causeway
