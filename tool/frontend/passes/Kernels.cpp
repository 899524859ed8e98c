// Finds what kernels require of a chip, in the code that each one reaches. It
// reads the instances of templates, so that sizes are numbers. A template
// without an instance is read as it is written.
//
//   __global__ void k() { __shared__ float a[32]; } // 128 bytes of a block
//   k<<<1, 256>>>();                                // blocks of 256 threads
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/AstPass.h"
#include "frontend/KernelFacts.h"
#include "frontend/Recorder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Analysis/Analyses/ExprMutationAnalyzer.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Support/SaveAndRestore.h"

namespace causeway {

using namespace clang;

namespace {

/// The extensions that are floating-point types.
constexpr StringRef SmallFloats[] = {"half", "bf16", "fp8", "fp6", "fp4"};

/// The facts of one function's own code, and the functions that it calls.
struct FunctionFacts {
  llvm::SetVector<const FunctionDecl *> calls;
  llvm::SetVector<const VarDecl *> shared;
  bool callsUnknown = false;
  std::map<Fact, std::set<FilePlace>> places;
  std::map<std::string, FilePlace> precision;
  std::map<std::string, std::set<FilePlace>> needs;
  std::set<FilePlace> inMacros;
};

/// The definition of `F`; null if it is unknown.
const FunctionDecl *definitionOf(const FunctionDecl *F) {
  const FunctionDecl *Definition = nullptr;
  return F->hasBody(Definition) ? Definition : nullptr;
}

class Code : public RecursiveASTVisitor<Code> {
public:
  Code(ASTContext &Context, Recorder &Out, FunctionFacts &Facts)
      : Context(Context), SM(Context.getSourceManager()), Out(Out),
        Facts(Facts) {}

  bool shouldVisitTemplateInstantiations() const { return false; }
  bool shouldVisitImplicitCode() const { return true; }

  // ---- Calls ---------------------------------------------------------------

  bool VisitCallExpr(CallExpr *E) {
    if (isa<CUDAKernelCallExpr>(E))
      return true;
    const FunctionDecl *F = E->getDirectCallee();
    if (!F) {
      Facts.callsUnknown |= !namesCuda(E->getCallee());
      return true;
    }
    auto *Method = dyn_cast<CXXMethodDecl>(F);
    Facts.callsUnknown |= Method && Method->isVirtual();
    call(*F);
    const Rule *R = ruleOf(*F);
    if (R && R->fact == Fact::Atomic && E->getNumArgs()) {
      QualType Pointee = E->getArg(0)->getType()->getPointeeType();
      if (!Pointee.isNull() && !Pointee->isDependentType() &&
          !Pointee->isIncompleteType() && Context.getTypeSize(Pointee) == 64)
        note(Facts.needs["atomic64"], E->getBeginLoc());
    }
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    call(*E->getConstructor());
    return true;
  }
  bool TraverseCUDAKernelCallExpr(CUDAKernelCallExpr *E,
                                  DataRecursionQueue * = nullptr) {
    note(Facts.places[Fact::Launch], E->getBeginLoc());
    for (Expr *A : E->arguments())
      if (!TraverseStmt(A))
        return false;
    for (Expr *A : E->getConfig()->arguments())
      if (!TraverseStmt(A))
        return false;
    return true;
  }

  // ---- Names ---------------------------------------------------------------

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    see(*E->getDecl(), E->getLocation());
    if (auto *V = dyn_cast<VarDecl>(E->getDecl()); V && !V->isLocalVarDecl())
      shared(*V);
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    see(*E->getMemberDecl(), E->getMemberLoc());
    return true;
  }
  bool VisitOverloadExpr(OverloadExpr *E) {
    for (const NamedDecl *D : E->decls())
      if (see(*D->getUnderlyingDecl(), E->getNameLoc()))
        break;
    return true;
  }

  bool VisitVarDecl(VarDecl *D) {
    shared(*D);
    precision(D->getType(), D->getLocation());
    return true;
  }

  // ---- Types ---------------------------------------------------------------

  bool VisitExpr(Expr *E) {
    // Clang converts constants at compile time. A variadic call or an
    // assignment converts a value implicitly, but does not compute with the
    // type.
    if (isa<FloatingLiteral, ImplicitCastExpr>(E) || E->getType().isNull() ||
        (!E->getType()->isFloatingType() && !E->getType()->isRecordType()))
      return true;
    if (E->getType()->isFloatingType() && !E->isValueDependent() &&
        E->isEvaluatable(Context))
      return true;
    precision(E->getType(), E->getBeginLoc());
    return true;
  }

  // ---- Assembly ------------------------------------------------------------

  bool VisitGCCAsmStmt(GCCAsmStmt *S) {
    note(Facts.places[Fact::Assembly], S->getAsmLoc());
    if (const Rule *R =
            Out.rules().find(assemblyRule(S->getAsmString()->getString())))
      if (R->fact != Fact::None)
        note(Facts.places[R->fact], S->getAsmLoc());
    return true;
  }

private:
  void note(std::set<FilePlace> &Places, SourceLocation Loc) {
    if (auto At = place(Loc))
      Places.insert(*At);
  }
  std::optional<FilePlace> place(SourceLocation Loc) {
    if (Loc.isInvalid())
      return std::nullopt;
    auto At = Out.spelling(SM.getFileLoc(Loc));
    if (!At || !At->file)
      return std::nullopt;
    return FilePlace(*At->file, At->span.begin);
  }

  const Rule *ruleOf(const NamedDecl &D) {
    return Out.isCuda(D) ? Out.rules().find(qualifiedName(D)) : nullptr;
  }
  bool namesCuda(const Expr *Callee) {
    Callee = Callee->IgnoreParenImpCasts();
    if (auto *O = dyn_cast<OverloadExpr>(Callee))
      return llvm::any_of(O->decls(), [&](const NamedDecl *D) {
        return Out.isCuda(*D->getUnderlyingDecl());
      });
    return isa<CXXPseudoDestructorExpr>(Callee);
  }

  bool see(const NamedDecl &D, SourceLocation Loc) {
    if (!D.getIdentifier() || !Out.isCuda(D))
      return false;
    if (Loc.isMacroID())
      if (auto At = Out.spelling(Loc); At && At->file)
        Facts.inMacros.insert({*At->file, At->span.begin});
    const Rule *R = Out.rules().find(qualifiedName(D));
    if (R && R->fact != Fact::None && D.getAsFunction())
      note(Facts.places[R->fact], Loc);
    return R;
  }

  void call(const FunctionDecl &F) {
    if (Out.isCuda(F) || F.getBuiltinID() ||
        SM.isInSystemHeader(SM.getExpansionLoc(F.getLocation())))
      return;
    if (const FunctionDecl *Definition = definitionOf(&F))
      Facts.calls.insert(Definition);
    else
      Facts.callsUnknown |= !F.isImplicit() && !F.isDefaulted();
  }

  void shared(const VarDecl &D) {
    if (D.hasAttr<CUDASharedAttr>())
      Facts.shared.insert(D.getCanonicalDecl());
  }

  void precision(QualType T, SourceLocation Loc) {
    while (true) {
      T = T.getNonReferenceType();
      if (auto *P = T->getAs<PointerType>())
        T = P->getPointeeType();
      else if (auto *A = Context.getAsArrayType(T))
        T = A->getElementType();
      else
        break;
    }
    std::string Name;
    if (auto *B = T->getAs<BuiltinType>()) {
      switch (B->getKind()) {
      case BuiltinType::Float:
        Name = "float";
        break;
      case BuiltinType::Double:
        Name = "double";
        break;
      case BuiltinType::Half:
      case BuiltinType::Float16:
        Name = "half";
        break;
      case BuiltinType::BFloat16:
        Name = "bf16";
        break;
      default:
        return;
      }
    } else if (auto *Tag = T->getAsTagDecl()) {
      if (const Rule *R = Tag->getIdentifier() ? ruleOf(*Tag) : nullptr)
        for (const std::string &Need : R->needs)
          if (llvm::is_contained(SmallFloats, Need))
            Name = Need;
    }
    if (Name.empty())
      return;
    if (auto At = place(Loc)) {
      auto [It, New] = Facts.precision.try_emplace(Name, *At);
      It->second = std::min(It->second, *At);
    }
  }

  ASTContext &Context;
  const SourceManager &SM;
  Recorder &Out;
  FunctionFacts &Facts;
};

/// Finds kernels, their instances and their launches.
class Kernels : public RecursiveASTVisitor<Kernels> {
  using Base = RecursiveASTVisitor<Kernels>;

public:
  Kernels(ASTContext &Context, Recorder &Out)
      : Context(Context), SM(Context.getSourceManager()), Out(Out) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return false; }

  bool TraverseDecl(Decl *D) {
    auto *F = dyn_cast_or_null<FunctionDecl>(D);
    if (!F)
      return Base::TraverseDecl(D);
    llvm::SaveAndRestore<const FunctionDecl *> Inside(Function, F);
    return Base::TraverseDecl(D);
  }

  bool VisitFunctionDecl(FunctionDecl *F) {
    if (!F->hasAttr<CUDAGlobalAttr>() || !F->doesThisDeclarationHaveABody())
      return true;
    if (KernelFacts *K = kernel(*F)) {
      K->isTemplate |= F->isTemplated() || F->isTemplateInstantiation();
      auto &Found = Definitions[K];
      (F->isTemplated() ? Found.patterns : Found.instances).push_back(F);
    }
    return true;
  }

  bool VisitVarDecl(VarDecl *D) {
    if (!D->hasAttr<CUDAConstantAttr>() || D->getType()->isDependentType() ||
        D->getType()->isIncompleteType() || !D->isThisDeclarationADefinition())
      return true;
    if (auto At = Out.spelling(SM.getFileLoc(D->getLocation())); At && At->file)
      Out.constant({*At->file, At->span.begin},
                   Context.getTypeSizeInChars(D->getType()).getQuantity());
    return true;
  }

  bool VisitCUDAKernelCallExpr(CUDAKernelCallExpr *E) {
    auto *Ref = dyn_cast<DeclRefExpr>(E->getCallee()->IgnoreParenImpCasts());
    auto *F = Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
    if (!F || E->getConfig()->getNumArgs() < 2)
      return true;
    const FunctionDecl *Pattern = F->getTemplateInstantiationPattern();
    const FunctionDecl *Definition = definitionOf(Pattern ? Pattern : F);
    auto Size = dimensions(E->getConfig()->getArg(1));
    if (Definition && Size)
      if (KernelFacts *K = kernel(*Definition))
        K->blockSizes.insert(*Size);
    return true;
  }

  void finish() {
    for (auto &[K, Found] : Definitions) {
      bool Written = Found.instances.empty();
      K->asWritten = true; // until an instance is merged
      for (const FunctionDecl *F : Written ? Found.patterns : Found.instances)
        fill(*K, *F, Written);
    }
    for (auto &[Key, K] : ByPlace)
      if (Definitions.count(&K)) // skip kernels that are only launched
        Out.kernel(std::move(K));
  }

private:
  /// The kernel of a definition or of its instance; null if it is outside of
  /// the project.
  KernelFacts *kernel(const FunctionDecl &F) {
    SourceLocation Begin = SM.getFileLoc(F.getOuterLocStart());
    auto At = Out.spelling(Begin);
    if (!At || !At->file)
      return nullptr;
    std::string Name = qualifiedName(F);
    KernelFacts &K = ByPlace[{*At->file, At->span.begin, Name}];
    K.name = std::move(Name);
    K.file = *At->file;
    if (auto S = body({F.getOuterLocStart(), F.getEndLoc()}))
      K.span = S->second;
    return &K;
  }

  /// A source range as bytes of one file; for a macro's range, its expansion.
  std::optional<std::pair<std::string, Span>> body(SourceRange R) {
    auto Begin = Out.spelling(SM.getFileLoc(R.getBegin()));
    SourceLocation Last = R.getEnd();
    if (Last.isMacroID())
      Last = SM.getExpansionRange(Last).getEnd();
    auto End = Out.spelling(SM.getFileLoc(Last));
    if (!Begin || !End || !Begin->file || !End->file || Begin->id != End->id ||
        End->span.end < Begin->span.begin)
      return std::nullopt;
    return std::make_pair(*Begin->file, Span{Begin->span.begin, End->span.end});
  }

  const FunctionFacts &facts(const FunctionDecl &F) {
    auto [It, New] = Known.try_emplace(&F);
    if (!New)
      return *It->second;
    It->second = std::make_unique<FunctionFacts>();
    FunctionFacts &Facts = *It->second;
    // Traversing the declaration covers parameters and initialisers.
    Code(Context, Out, Facts).TraverseDecl(const_cast<FunctionDecl *>(&F));
    if (auto S = body(F.getSourceRange()))
      for (const auto &[Where, What] : Out.macroFacts(S->first, S->second))
        Facts.places[What].insert({S->first, Where});
    return Facts;
  }

  void fill(KernelFacts &K, const FunctionDecl &Root, bool Written) {
    llvm::SetVector<const FunctionDecl *> Reached;
    Reached.insert(&Root);
    KernelFacts One;
    llvm::SetVector<const VarDecl *> Shared;
    for (size_t I = 0; I < Reached.size(); ++I) {
      const FunctionDecl &F = *Reached[I];
      const FunctionFacts &Facts = facts(F);
      if (I)
        if (auto S = body(F.getSourceRange()))
          One.callees.insert(*S);
      Reached.insert(Facts.calls.begin(), Facts.calls.end());
      Shared.insert(Facts.shared.begin(), Facts.shared.end());
      One.callsUnknown |= Facts.callsUnknown;
      for (const auto &[What, Places] : Facts.places)
        One.places[What].insert(Places.begin(), Places.end());
      for (const auto &[Type, At] : Facts.precision) {
        auto [It, New] = One.precision.try_emplace(Type, At);
        It->second = std::min(It->second, At);
      }
      for (const auto &[Extension, Places] : Facts.needs)
        One.needs[Extension].insert(Places.begin(), Places.end());
      One.inMacros.insert(Facts.inMacros.begin(), Facts.inMacros.end());
    }
    // The calls of an uninstantiated template are unresolved.
    One.asWritten = Written;
    One.callsUnknown |= Written;
    One.recursion = llvm::any_of(
        Reached, [&](const FunctionDecl *F) { return reaches(*F, *F); });
    for (const VarDecl *V : Shared) {
      QualType T = V->getType();
      if (V->hasExternalStorage() && !T->isConstantArrayType())
        One.dynamicShared = true;
      else if (T->isDependentType() || T->isIncompleteType())
        One.sharedAtLeast = true;
      else
        One.sharedBytes += Context.getTypeSizeInChars(T).getQuantity();
    }
    for (const FunctionDecl *D : Root.redecls())
      if (auto *A = D->getAttr<CUDALaunchBoundsAttr>())
        if (auto N = number(A->getMaxThreads()))
          One.maxThreads = std::max(One.maxThreads.value_or(0), *N);
    K.merge(One);
  }

  bool reaches(const FunctionDecl &From, const FunctionDecl &To) {
    llvm::SetVector<const FunctionDecl *> Reached;
    auto Add = [&](const FunctionDecl &F) {
      auto &Calls = facts(F).calls;
      Reached.insert(Calls.begin(), Calls.end());
    };
    Add(From);
    for (size_t I = 0; I < Reached.size(); ++I)
      Add(*Reached[I]);
    return Reached.contains(&To);
  }

  // ---- Constants -----------------------------------------------------------

  std::optional<unsigned> number(const Expr *E) {
    if (!E || E->isValueDependent() ||
        !E->getType()->isIntegralOrEnumerationType())
      return std::nullopt;
    Expr::EvalResult R;
    if (E->EvaluateAsInt(R, Context, Expr::SE_NoSideEffects) &&
        R.Val.getInt().isStrictlyPositive() &&
        R.Val.getInt().getActiveBits() <= 31)
      return unsigned(R.Val.getInt().getZExtValue());
    if (const Expr *Init = initOf(E))
      return number(Init);
    return std::nullopt;
  }

  /// The initialiser of a variable that never changes.
  const Expr *initOf(const Expr *E) {
    auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (!V || !V->getAnyInitializer() || isa<ParmVarDecl>(V) ||
        V->getType()->isDependentType())
      return nullptr;
    if (!V->getType().isConstQualified()) {
      if (!V->isLocalVarDecl() || V->isStaticLocal() || !Function ||
          !Function->hasBody())
        return nullptr;
      auto &Mutations = Analyzers[Function];
      if (!Mutations)
        Mutations = std::make_unique<ExprMutationAnalyzer>(*Function->getBody(),
                                                           Context);
      if (Mutations->isMutated(V))
        return nullptr;
    }
    return V->getAnyInitializer();
  }

  std::optional<std::array<unsigned, 3>> dimensions(const Expr *E,
                                                    unsigned Depth = 0) {
    if (!E || Depth > 8)
      return std::nullopt;
    while (true) {
      const Expr *Inner = E->IgnoreParenImpCasts();
      if (auto *C = dyn_cast<ExprWithCleanups>(Inner))
        Inner = C->getSubExpr();
      else if (auto *M = dyn_cast<MaterializeTemporaryExpr>(Inner))
        Inner = M->getSubExpr();
      else if (auto *B = dyn_cast<CXXBindTemporaryExpr>(Inner))
        Inner = B->getSubExpr();
      else if (auto *F = dyn_cast<ExplicitCastExpr>(Inner);
               F && F->getType()->isRecordType())
        Inner = F->getSubExpr();
      if (Inner == E)
        break;
      E = Inner;
    }
    if (auto *C = dyn_cast<CXXConstructExpr>(E)) {
      if (C->getConstructor()->isCopyOrMoveConstructor())
        return dimensions(C->getArg(0), Depth + 1);
      return list(llvm::ArrayRef(C->getArgs(), C->getNumArgs()));
    }
    if (auto *L = dyn_cast<InitListExpr>(E))
      return list(L->inits());
    if (E->getType()->isRecordType()) {
      const Expr *Init = initOf(E);
      return Init ? dimensions(Init, Depth + 1) : std::nullopt;
    }
    if (auto N = number(E))
      return std::array<unsigned, 3>{*N, 1, 1};
    return std::nullopt;
  }

  std::optional<std::array<unsigned, 3>>
  list(llvm::ArrayRef<const Expr *> Args) {
    std::array<unsigned, 3> Size{1, 1, 1};
    // Clang gets `{16, 16}` of a launch in parentheses (MainText.h).
    std::vector<const Expr *> Braced;
    if (!Args.empty())
      for (const Expr *E = Args.front()->IgnoreParenImpCasts();;) {
        auto *Comma = dyn_cast<BinaryOperator>(E);
        bool More = Comma && Comma->getOpcode() == BO_Comma;
        Braced.insert(Braced.begin(), More ? Comma->getRHS() : E);
        if (!More)
          break;
        E = Comma->getLHS()->IgnoreParenImpCasts();
      }
    if (Braced.size() > 1)
      Args = Braced;
    if (Args.size() > 3)
      return std::nullopt;
    for (auto [I, A] : llvm::enumerate(Args)) {
      if (isa<CXXDefaultArgExpr, ImplicitValueInitExpr>(A))
        continue;
      auto N = number(A);
      if (!N)
        return std::nullopt;
      Size[I] = *N;
    }
    return Size;
  }

  struct Found {
    std::vector<const FunctionDecl *> patterns, instances;
  };

  ASTContext &Context;
  const SourceManager &SM;
  Recorder &Out;
  const FunctionDecl *Function = nullptr;
  std::map<std::tuple<std::string, unsigned, std::string>, KernelFacts> ByPlace;
  std::map<KernelFacts *, Found> Definitions;
  llvm::DenseMap<const FunctionDecl *, std::unique_ptr<FunctionFacts>> Known;
  llvm::DenseMap<const FunctionDecl *, std::unique_ptr<ExprMutationAnalyzer>>
      Analyzers;
};

} // namespace

void recordKernels(const ParsedAst &Ast, Recorder &Out) {
  if (!Ast.context.getLangOpts().CUDA)
    return;
  Kernels Visitor(Ast.context, Out);
  for (Decl *D : Ast.declarations)
    Visitor.TraverseDecl(D);
  Visitor.finish();
}

} // namespace causeway
