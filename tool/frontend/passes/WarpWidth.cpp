// Follows thread indices, lanes and lane masks through device code, as far as
// local integer variables carry them, and finds the numbers that meet them.
//
// The role of a CUDA name is data (`lanes:` in the rules). The pass edits a
// number only if two things hold. The code proves that the number counts lanes
// (LaneProof.h), in a function that exchanges values between lanes. And every
// other such number in the functions that call each other can be edited too. A
// program that counts lanes to 64 in one place and to 32 in another is worse
// than one with 32 in both.
//
//   int lane = threadIdx.x % 32;                  // warp_size
//   v += __shfl_down_sync(0xffffffff, v, 16);     // warp_mask, warp_half
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/AstPass.h"
#include "frontend/DeviceSide.h"
#include "frontend/LaneProof.h"
#include "frontend/Recorder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/Support/SaveAndRestore.h"

namespace causeway {
namespace {

using namespace clang;

/// A number that may count lanes: 32, 31 (the last lane), 16 (half), 5 (the
/// shift). It is a literal, or a constant whose name says so.
struct Width {
  unsigned value = 0;
  /// The literal, which may have another value: `32 - 1` is 31.
  const IntegerLiteral *literal = nullptr;
  const NamedDecl *constant = nullptr;
  const Recorder::ConstantMacro *macro = nullptr;
  SourceLocation use;

  bool isNamed() const { return constant || macro; }
};

/// One number in the source, before its fate is decided.
struct Place {
  Construct construct;
  SourceLocation begin, end;
  const FunctionDecl *function;
  bool editable = false;
  bool withLanesOnly = false; ///< No finding if lanes exchange nothing.
  /// No finding unless this variable is a distance.
  const VarDecl *distance = nullptr;
  /// The number, or the operation that contains it, whose meaning decides. Null
  /// if it certainly counts lanes.
  const Expr *meaning = nullptr;
};

class WarpWidth : public RecursiveASTVisitor<WarpWidth>, LaneFacts {
  using Base = RecursiveASTVisitor<WarpWidth>;

public:
  using Roles = llvm::DenseMap<const Decl *, Lanes>;

  WarpWidth(ASTContext &Context, Recorder &Out, Roles Parameters)
      : Context(Context), SM(Context.getSourceManager()), Out(Out),
        Given(std::move(Parameters)), Values(Given) {}

  /// The roles of the parameters of the source's own functions, where all calls
  /// agree.
  const Roles &parameters() const { return Parameters; }
  /// Whether the roles equal those that this walk began with.
  bool settled() const {
    return llvm::all_of(Parameters, [&](const auto &P) {
      auto It = Given.find(P.first);
      return P.second == (It == Given.end() ? Lanes::None : It->second);
    });
  }

  bool shouldVisitTemplateInstantiations() const { return false; }
  bool shouldVisitImplicitCode() const { return false; }

  bool TraverseDecl(Decl *D) {
    auto *F = dyn_cast_or_null<FunctionDecl>(D);
    if (!F)
      return Base::TraverseDecl(D);
    llvm::SaveAndRestore<const FunctionDecl *> Inside(
        Function, isDeviceSide(*F) ? key(*F) : nullptr);
    return Base::TraverseDecl(D);
  }
  bool TraverseLambdaExpr(LambdaExpr *E, DataRecursionQueue * = nullptr) {
    // A lambda in device code belongs to the function around it.
    const FunctionDecl *F = Function;
    if (!F && E->getCallOperator() && isDeviceSide(*E->getCallOperator()))
      F = E->getCallOperator();
    llvm::SaveAndRestore<const FunctionDecl *> Inside(Function, F);
    llvm::SaveAndRestore<bool> Deduced(DeducedLambda,
                                       !E->hasExplicitResultType());
    return Base::TraverseLambdaExpr(E);
  }

  // ---- Variables ------------------------------------------------------------

  bool VisitVarDecl(VarDecl *D) {
    if (!Function || !D->getInit())
      return true;
    assign(*D, *D->getInit(), /*Auto=*/isAuto(*D), D->getLocation());
    if (isAuto(*D) && isShimMask(*D->getInit()))
      ShimMasks.insert(D);
    if (auto W = width(D->getInit()); W && W->value == 16)
      add(*W, !D->getType().isConstQualified(), D);
    return true;
  }

  bool VisitGCCAsmStmt(GCCAsmStmt *S) {
    if (!Function)
      return true;
    const Rule *R =
        Out.rules().find(assemblyRule(S->getAsmString()->getString()));
    for (unsigned I = 0; R && I < S->getNumOutputs(); ++I)
      if (auto It = R->laneParameters.find(I); It != R->laneParameters.end())
        if (auto *V = variable(S->getOutputExpr(I))) {
          Values[V] = It->second;
          if (It->second == Lanes::Mask)
            keepsMask(V->getType(), V->getLocation());
        }
    return true;
  }

  bool VisitReturnStmt(ReturnStmt *S) {
    if (Function && S->getRetValue() &&
        (DeducedLambda || Function->getReturnType()->isUndeducedType() ||
         Function->getReturnType()->getContainedAutoType()))
      asNumber(*S->getRetValue());
    if (Function && S->getRetValue() &&
        !Function->getReturnType()->isUndeducedType() &&
        classify(S->getRetValue()) == Lanes::Mask)
      keepsMask(Function->getReturnType(), S->getRetValue()->getBeginLoc());
    return true;
  }

  // ---- Numbers -------------------------------------------------------------

  bool VisitBinaryOperator(BinaryOperator *E) {
    if (!Function)
      return true;
    Expr *L = E->getLHS(), *R = E->getRHS();
    auto Right = width(R);
    if (E->isCompoundAssignmentOp() && L->refersToBitField())
      // the mask's operator takes a reference, which cannot bind to a bit-field
      asNumber(*R);
    switch (E->getOpcode()) {
    case BO_Assign:
      if (auto *V = variable(L)) {
        assign(*V, *R, /*Auto=*/false, L->getBeginLoc());
        if (Right && Right->value == 16)
          add(*Right, true, V);
      } else if (classify(R) == Lanes::Mask) {
        keepsMask(L->getType(), L->getBeginLoc());
      }
      break;
    case BO_Rem:
    case BO_RemAssign:
      if (is(Right, 32) && isIndex(classify(L)))
        add(*Right, keepsType(*E, *Right));
      else
        takesApart(*L, *R);
      break;
    case BO_Div:
    case BO_DivAssign:
      if (is(Right, 32) && isIndex(classify(L))) {
        add(*Right, keepsType(*E, *Right));
        roundedUp(*L);
      } else {
        takesApart(*L, *R);
      }
      break;
    case BO_And:
    case BO_AndAssign:
      meetsLaneBits(*E, *L, *R);
      if (E->getOpcode() == BO_And)
        meetsLaneBits(*E, *R, *L);
      break;
    case BO_Shr:
    case BO_ShrAssign:
      if (is(Right, 5) && isIndex(classify(L)))
        addShift(*E, *Right, Construct::WarpDivide);
      else
        takesApart(*L, *R);
      outOfLast(*R);
      break;
    case BO_Shl:
    case BO_ShlAssign:
      if (is(Right, 5) && classify(L) == Lanes::Warp)
        addShift(*E, *Right, Construct::WarpMultiply);
      if (auto *One = dyn_cast<IntegerLiteral>(bare(L));
          One && One->getValue() == 1 && classify(R) == Lanes::Lane &&
          bits(One->getType()) <= 32) {
        // A mask of one lane.
        Place &P = addOther(Construct::WarpBits, L->getBeginLoc());
        P.withLanesOnly = true;
        P.meaning = R;
      }
      outOfLast(*R);
      break;
    case BO_Mul:
      if (is(Right, 32) && classify(L) == Lanes::Warp)
        add(*Right, keepsType(*E, *Right));
      if (auto Left = width(L); is(Left, 32) && classify(R) == Lanes::Warp)
        add(*Left, keepsType(*E, *Left));
      break;
    case BO_Add:
    case BO_AddAssign: // a lane's next element
      if (classify(L) == Lanes::Lane) {
        if (is(Right, 32))
          add(*Right, keepsType(*E, *Right));
        else
          rowsOf32(*R);
      } else if (classify(R) == Lanes::Lane) {
        rowsOf32(*L);
      }
      break;
    case BO_Sub:
      if (auto Left = width(L); is(Left, 31) && classify(R) == Lanes::Lane)
        add(*Left, keepsType(*E, *Left));
      break;
    case BO_LT:
    case BO_GT:
    case BO_LE:
    case BO_GE:
    case BO_EQ:
    case BO_NE:
      if (auto *Number = dyn_cast<IntegerLiteral>(bare(R));
          Number && Number->getValue() != 0 && classify(L) == Lanes::Warp)
        Fixed.insert(Function); // assumes a number of warps
      if (!Right)
        break;
      if (classify(L) == Lanes::Lane) {
        if (Right->value != 5)
          add(*Right, Right->value != 16 && keepsType(*E, *Right));
      } else if (auto *V = variable(L); V && Right->value != 5) {
        add(*Right, keepsType(*E, *Right), V);
      }
      break;
    default:
      break;
    }
    return true;
  }

  /// `if (threadIdx.x < 32)` with work for one warp.
  bool VisitIfStmt(IfStmt *S) {
    if (Function)
      firstWarp(S->getCond(), S->getThen());
    return true;
  }

  bool VisitArraySubscriptExpr(ArraySubscriptExpr *E) {
    if (!Function)
      return true;
    Lanes Index = classify(E->getIdx());
    if (Index != Lanes::Lane && Index != Lanes::Warp)
      return true;
    const Expr *Base = bare(E->getBase());
    if (auto *Ref = dyn_cast<DeclRefExpr>(Base))
      if (auto *V = dyn_cast<VarDecl>(Ref->getDecl());
          V && V->hasAttr<CUDASharedAttr>() && sharedArray(*V))
        return true;
    if (auto *Array = Context.getAsConstantArrayType(Base->getType());
        Array && Index == Lanes::Lane && Array->getSize() == 32)
      addOther(Construct::WarpArray, E->getIdx()->getBeginLoc()).withLanesOnly =
          true;
    return true;
  }

  // ---- Calls ---------------------------------------------------------------

  bool VisitCallExpr(CallExpr *E) {
    if (!Function)
      return true;
    const Rule *R = rule(*E);
    for (unsigned I = 0; I < E->getNumArgs(); ++I)
      if (!(R && R->laneParameters.count(I)) && !takesMask(*E, I))
        asNumber(*E->getArg(I));
    if (!R) {
      connect(*E);
      const FunctionDecl *F = E->getDirectCallee();
      for (unsigned I = 0; F && I < F->getNumParams() && I < E->getNumArgs();
           ++I)
        if (classify(E->getArg(I)) == Lanes::Mask && !Out.isCuda(*F))
          keepsMask(F->getParamDecl(I)->getType(), E->getArg(I)->getBeginLoc());
      return true;
    }
    if (!R->laneParameters.empty())
      Exchanges.insert(Function);
    for (auto [Index, Role] : R->laneParameters)
      if (Index < E->getNumArgs() && !isa<CXXDefaultArgExpr>(E->getArg(Index)))
        argument(*E->getArg(Index), Role);
    return true;
  }

  // ---- Masks that are used as numbers --------------------------------------

  bool VisitConditionalOperator(ConditionalOperator *E) {
    if (Function &&
        isShimMask(*E->getTrueExpr()) != isShimMask(*E->getFalseExpr())) {
      asNumber(*E->getTrueExpr());
      asNumber(*E->getFalseExpr());
    }
    return true;
  }
  bool VisitBinaryConditionalOperator(BinaryConditionalOperator *E) {
    if (Function &&
        isShimMask(*E->getCommon()) != isShimMask(*E->getFalseExpr())) {
      asNumber(*E->getCommon());
      asNumber(*E->getFalseExpr());
    }
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    for (const Expr *Argument : E->arguments())
      if (Function)
        asNumber(*Argument);
    return true;
  }
  bool VisitInitListExpr(InitListExpr *E) {
    for (const Expr *Value : E->inits())
      if (Function && Value)
        asNumber(*Value);
    return true;
  }
  bool VisitUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *E) {
    if (Function && !E->isArgumentType())
      asNumber(*E->getArgumentExpr());
    return true;
  }

  /// A constant whose name says that it counts lanes does so everywhere.
  bool VisitIntegerLiteral(IntegerLiteral *E) {
    if (Function)
      if (auto W = width(E); W && W->isNamed() && W->value == 32)
        add(*W, false);
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (Function && !E->getType()->isFunctionType())
      if (auto W = width(E); is(W, 32))
        add(*W, false);
    if (Function && E->hasExplicitTemplateArgs())
      tile(E->getDecl(), E->template_arguments());
    // A function that is passed as an argument may be called.
    if (auto *F = dyn_cast<FunctionDecl>(E->getDecl()); F && Function)
      connect(*F);
    return true;
  }
  bool VisitOverloadExpr(OverloadExpr *E) {
    if (Function && E->hasExplicitTemplateArgs())
      for (const NamedDecl *D : E->decls())
        tile(D->getUnderlyingDecl(), E->template_arguments());
    return true;
  }
  bool VisitTemplateSpecializationTypeLoc(TemplateSpecializationTypeLoc T) {
    if (!Function)
      return true;
    SmallVector<TemplateArgumentLoc, 2> Arguments;
    for (unsigned I = 0; I < T.getNumArgs(); ++I)
      Arguments.push_back(T.getArgLoc(I));
    if (auto *D = T.getTypePtr()->getTemplateName().getAsTemplateDecl())
      tile(D, Arguments);
    return true;
  }

  // ---- Decisions ------------------------------------------------------------

  void finish() {
    llvm::erase_if(Places, [&](const Place &P) {
      return (P.distance && !Distances.count(P.distance)) ||
             (P.withLanesOnly && !exchanges(P.function));
    });
    decideMeanings();
    llvm::DenseSet<const FunctionDecl *> Kept;
    for (const FunctionDecl *F : Fixed)
      Kept.insert(leader(F));
    for (const Place &P : Places)
      if (!P.editable || !Out.inProject(P.begin))
        Kept.insert(leader(P.function));
    // A macro's number is one place, however often it is expanded.
    std::map<std::pair<SourceLocation, Construct>, bool> Editable;
    for (const Place &P : Places)
      Editable.try_emplace(spelledAt(P), true).first->second &=
          exchanges(P.function) && !Kept.count(leader(P.function));
    for (const Place &P : Places)
      record(P.construct, P.begin, P.end, P.function, Editable[spelledAt(P)]);
    for (const auto &[Number, Mask] : MaskMacros)
      record(Construct::WarpMask, Out.inFileOf(Number, Mask.macro->begin),
             Out.inFileOf(Number, Mask.macro->end), nullptr,
             Mask.expansions.size() == Mask.macro->expansions);
    for (const Place &P : Masks)
      record(P.construct, P.begin, P.end, P.function, true);
  }

private:
  /// Drops the numbers that count bits of a word. A number whose meaning is
  /// unproven gets no edit.
  void decideMeanings() {
    findExchanging();
    LaneProof Proof(*this);
    // A macro's number has one meaning, however often it is expanded.
    std::map<std::pair<SourceLocation, Construct>, NumberMeanings> Meanings;
    for (const Place &P : Places)
      if (P.meaning)
        Meanings[spelledAt(P)].add(Proof.of(*P.meaning, *P.function));
    llvm::erase_if(Places, [&](Place &P) {
      if (!P.meaning)
        return false;
      NumberMeaning M = Meanings[spelledAt(P)].all();
      P.editable &= M == NumberMeaning::Lanes;
      return M == NumberMeaning::Bits;
    });
  }

  std::pair<SourceLocation, Construct> spelledAt(const Place &P) const {
    return {SM.getSpellingLoc(P.begin), P.construct};
  }

  /// Finds the functions that exchange values, and their callers.
  void findExchanging() {
    SmallVector<const FunctionDecl *> Left(Exchanges.begin(), Exchanges.end());
    while (!Left.empty()) {
      const FunctionDecl *F = Left.pop_back_val();
      if (Exchanging.insert(F).second)
        for (const Call &C : callsOf(*F))
          Left.push_back(C.caller);
    }
  }

  // LaneFacts, for LaneProof.
  Lanes lanesOf(const Expr &E) const override { return classify(&E); }
  const Rule *ruleOf(const CallExpr &E) const override { return rule(E); }
  std::vector<const FunctionDecl *>
  calleesOf(const CallExpr &E) const override {
    std::vector<const FunctionDecl *> Found;
    for (const FunctionDecl *F : callees(E))
      if (!Out.isCuda(*F))
        Found.push_back(key(*F));
    return Found;
  }
  bool exchangesValues(const FunctionDecl &F) const override {
    return Exchanging.contains(&F);
  }
  bool isDistance(const VarDecl &V) const override {
    return Distances.contains(&V);
  }
  ArrayRef<Call> callsOf(const FunctionDecl &F) const override {
    auto It = Sites.find(&F);
    return It == Sites.end() ? ArrayRef<Call>() : ArrayRef(It->second);
  }

  static const FunctionDecl *key(const FunctionDecl &F) {
    const FunctionDecl *Pattern = F.getTemplateInstantiationPattern();
    return (Pattern ? Pattern : &F)->getCanonicalDecl();
  }
  const FunctionDecl *leader(const FunctionDecl *F) {
    return Calls.getOrInsertLeaderValue(F);
  }
  bool exchanges(const FunctionDecl *F) {
    return llvm::any_of(Exchanges, [&](const FunctionDecl *E) {
      return leader(E) == leader(F);
    });
  }

  void record(Construct What, SourceLocation Begin, SourceLocation End,
              const FunctionDecl *In, bool Editable) {
    llvm::SaveAndRestore<const FunctionDecl *> Inside(Out.enclosing, In);
    Use *U = Out.inProject(Begin) ? Out.add(What, Begin) : nullptr;
    if (!U)
      return;
    auto Last = Out.spelling(End);
    if (U->notEditable.empty() && Last && Last->file &&
        *Last->file == U->file && U->token.begin <= Last->span.begin)
      U->whole.end = Last->span.end;
    else if (What == Construct::WarpValue)
      U->notEditable = "Write unsigned(...) around the set of lanes.";
    else
      Editable = false;
    if (What == Construct::WarpValue)
      U->slots.push_back({"mask", U->whole, "", 0});
    else if (!Editable)
      U->notEditable =
          "Not edited, since some of the numbers that belong together cannot "
          "be edited safely.";
  }

  // ---- Expressions ---------------------------------------------------------

  static const Expr *bare(const Expr *E) { return E->IgnoreParenImpCasts(); }

  /// Without parentheses and casts, also explicit ones between integers.
  static const Expr *uncast(const Expr *E) {
    for (E = bare(E);; E = bare(cast<ExplicitCastExpr>(E)->getSubExpr()))
      if (!isa<ExplicitCastExpr>(E) || !E->getType()->isIntegerType())
        return E;
  }

  static const VarDecl *variable(const Expr *E) {
    auto *Ref = dyn_cast<DeclRefExpr>(bare(E));
    auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return V && V->hasLocalStorage() ? V : nullptr;
  }

  static bool isAuto(const VarDecl &D) {
    return D.getTypeSourceInfo() &&
           D.getTypeSourceInfo()->getType()->getContainedAutoType();
  }

  unsigned bits(QualType T) const {
    return T->isDependentType() ? 0 : unsigned(Context.getTypeSize(T));
  }

  static bool is(const std::optional<Width> &W, unsigned Value) {
    return W && W->value == Value;
  }
  static bool isIndex(Lanes L) {
    return L == Lanes::Thread || L == Lanes::Lane || L == Lanes::Block;
  }

  bool namesWarp(StringRef Name) const {
    auto [It, New] = WarpNames.try_emplace(Name);
    if (New)
      It->second = Out.rules().namesWarp(Name);
    return It->second;
  }

  std::optional<Width> width(const Expr *E) const {
    E = bare(E);
    Width W;
    W.use = E->getBeginLoc();
    if (auto *Number = dyn_cast<IntegerLiteral>(E)) {
      W.value = unsigned(Number->getValue().getLimitedValue(~0u));
      W.literal = Number;
      W.macro = Out.constantMacro(Number->getLocation());
      if (W.macro && !namesWarp(W.macro->name))
        return std::nullopt;
    } else if (auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const ValueDecl *D = Ref->getDecl();
      Expr::EvalResult Result;
      auto *V = dyn_cast<VarDecl>(D);
      if (!(isa<EnumConstantDecl>(D) || (V && V->getType().isConstQualified())))
        return std::nullopt;
      if (!D->getIdentifier() || !namesWarp(D->getName()) ||
          E->isValueDependent() || !E->EvaluateAsInt(Result, Context))
        return std::nullopt;
      W.value = unsigned(Result.Val.getInt().getLimitedValue(~0u));
      W.constant = D;
    } else if (auto *Op = dyn_cast<BinaryOperator>(E)) {
      auto Of = width(Op->getLHS());
      auto *By = dyn_cast<IntegerLiteral>(bare(Op->getRHS()));
      if (!is(Of, 32) || !By)
        return std::nullopt;
      W = *Of;
      bool One = By->getValue() == 1, Two = By->getValue() == 2;
      if (Op->getOpcode() == BO_Sub && One)
        W.value = 31;
      else if ((Op->getOpcode() == BO_Div && Two) ||
               (Op->getOpcode() == BO_Shr && One))
        W.value = 16;
      else
        return std::nullopt;
    }
    if (W.value != 5 && W.value != 16 && W.value != 31 && W.value != 32)
      return std::nullopt;
    return W;
  }

  /// `warpSize`, or a name for 32.
  bool isSize(const Expr *E) const {
    return is(width(E), 32) || classify(E) == Lanes::Size;
  }
  bool isLaneBits(const Expr *E) const {
    if (is(width(E), 31))
      return true;
    auto *Op = dyn_cast<BinaryOperator>(bare(E));
    auto *One = Op ? dyn_cast<IntegerLiteral>(bare(Op->getRHS())) : nullptr;
    return One && Op->getOpcode() == BO_Sub && One->getValue() == 1 &&
           classify(Op->getLHS()) == Lanes::Size;
  }

  /// The role of an expression's value.
  Lanes classify(const Expr *E) const {
    E = uncast(E);
    if (auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      auto It = Values.find(Ref->getDecl());
      if (It != Values.end())
        return It->second;
      return Ref->getType()->isIntegerType() ? lanesOf(*Ref->getDecl())
                                             : Lanes::None;
    }
    if (auto *Member = dyn_cast<MemberExpr>(E)) {
      auto *Ref = dyn_cast<DeclRefExpr>(bare(Member->getBase()));
      if (!Ref)
        return Lanes::None;
      Lanes L = lanesOf(*Ref->getDecl());
      // Consecutive lanes differ in x.
      auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
      return L == Lanes::Thread && Field && Field->getFieldIndex() > 0
                 ? Lanes::None
                 : L;
    }
    if (auto *Call = dyn_cast<CallExpr>(E)) {
      const Rule *R = rule(*Call);
      return R ? R->lanes : Lanes::None;
    }
    if (auto *Op = dyn_cast<UnaryOperator>(E)) {
      Lanes L = classify(Op->getSubExpr());
      return Op->getOpcode() == UO_Plus ||
                     (Op->getOpcode() == UO_Not && L == Lanes::Mask)
                 ? L
                 : Lanes::None;
    }
    if (auto *Op = dyn_cast<ConditionalOperator>(E)) {
      Lanes L = classify(Op->getTrueExpr());
      return L != Lanes::None ? L : classify(Op->getFalseExpr());
    }
    if (auto *Op = dyn_cast<BinaryOperator>(E))
      return classify(*Op);
    return Lanes::None;
  }

  Lanes classify(const BinaryOperator &E) const {
    Lanes L = classify(E.getLHS());
    switch (E.getOpcode()) {
    case BO_Rem:
      if (L != Lanes::Thread && L != Lanes::Lane)
        return Lanes::None;
      if (isSize(E.getRHS()))
        return Lanes::Lane;
      return classify(E.getRHS()) == Lanes::Block ? L : Lanes::None;
    case BO_Div:
      return (L == Lanes::Thread || L == Lanes::Block) && isSize(E.getRHS())
                 ? Lanes::Warp
                 : Lanes::None;
    case BO_Shr:
      if ((L == Lanes::Thread || L == Lanes::Block) && is(width(E.getRHS()), 5))
        return Lanes::Warp;
      return L == Lanes::Mask ? L : Lanes::None;
    case BO_Shl:
      if (L == Lanes::Warp && is(width(E.getRHS()), 5))
        return Lanes::Thread;
      return L == Lanes::Mask || L == Lanes::Lane ? L : Lanes::None;
    case BO_Comma:
      return classify(E.getRHS());
    case BO_Add:
    case BO_Sub:
    case BO_Mul:
    case BO_And:
    case BO_Or:
    case BO_Xor:
      break;
    default:
      return Lanes::None;
    }
    Lanes R = classify(E.getRHS());
    auto Either = [&](Lanes X) { return L == X || R == X; };
    switch (E.getOpcode()) {
    case BO_Add:
    case BO_Sub:
      for (Lanes X : {Lanes::Thread, Lanes::Lane, Lanes::Warp, Lanes::Block})
        if (Either(X))
          return X;
      return Lanes::None;
    case BO_Mul:
      if (Either(Lanes::Block))
        return Either(Lanes::Thread) ? Lanes::Thread : Lanes::Block;
      if ((L == Lanes::Warp && isSize(E.getRHS())) ||
          (R == Lanes::Warp && isSize(E.getLHS())))
        return Lanes::Thread;
      return Either(Lanes::Lane) ? Lanes::Lane : Lanes::None;
    default: // bits
      if (Either(Lanes::Mask))
        return Lanes::Mask;
      if (E.getOpcode() == BO_And &&
          (((L == Lanes::Thread || L == Lanes::Lane) &&
            isLaneBits(E.getRHS())) ||
           ((R == Lanes::Thread || R == Lanes::Lane) &&
            isLaneBits(E.getLHS()))))
        return Lanes::Lane;
      return E.getOpcode() == BO_Xor && L == Lanes::Lane ? L : Lanes::None;
    }
  }

  Lanes lanesOf(const NamedDecl &D) const {
    if (!Out.isCuda(D))
      return Lanes::None;
    const Rule *R = Out.rules().find(qualifiedName(D));
    return R ? R->lanes : Lanes::None;
  }

  /// The rule of the called CUDA function; null if another function is called.
  const Rule *rule(const CallExpr &E) const {
    const NamedDecl *D = E.getDirectCallee();
    if (auto *Overloads = dyn_cast<OverloadExpr>(bare(E.getCallee())))
      D = Overloads->getNumDecls()
              ? (*Overloads->decls_begin())->getUnderlyingDecl()
              : nullptr;
    return D && Out.isCuda(*D) ? Out.rules().find(qualifiedName(*D)) : nullptr;
  }

  // ---- Numbers -------------------------------------------------------------

  /// Adds a place for a number. A literal becomes the shim's constant. A
  /// constant of the source keeps its name, so its definition is the place.
  void add(const Width &W, bool Editable, const VarDecl *Distance = nullptr) {
    if (W.isNamed()) {
      SourceLocation At =
          W.macro ? Out.inFileOf(W.literal->getLocation(), W.macro->nameAt)
                  : W.constant->getLocation();
      if (!Out.inProject(At))
        At = SM.getExpansionLoc(W.use);
      Places.push_back(
          {Construct::WarpConstant, At, At, Function, false, false, Distance});
      return;
    }
    SourceLocation At = W.literal->getLocation();
    uint64_t Value = W.literal->getValue().getLimitedValue();
    Places.push_back({Value == 32   ? Construct::WarpSize
                      : Value == 31 ? Construct::WarpLastLane
                      : Value == 16 ? Construct::WarpHalf
                                    : Construct::WarpMultiply,
                      At, At, Function, Editable, false, Distance,
                      Distance ? nullptr : W.literal});
  }

  Place &addOther(Construct What, SourceLocation At) {
    return Places.emplace_back(Place{What, At, At, Function});
  }

  /// Whether the operation keeps its type if an int replaces the number.
  bool keepsType(const BinaryOperator &E, const Width &W) const {
    if (!W.literal || Context.hasSameType(W.literal->getType(), Context.IntTy))
      return true;
    const Expr *Other = bare(E.getLHS());
    if (width(Other))
      Other = bare(E.getRHS());
    QualType Own = Other->getType(), Common = E.getLHS()->getType();
    if (auto *Compound = dyn_cast<CompoundAssignOperator>(&E))
      Common = Compound->getComputationLHSType();
    if (Own->isDependentType() || !Own->isIntegerType())
      return false;
    if (Context.isPromotableIntegerType(Own))
      Own = Context.getPromotedIntegerType(Own);
    return Context.hasSameUnqualifiedType(Own, Common);
  }

  /// `i & 31` and `i & ~31`.
  void meetsLaneBits(const BinaryOperator &E, const Expr &Index,
                     const Expr &Bits) {
    bool Inverted = false;
    const Expr *B = bare(&Bits);
    if (auto *Not = dyn_cast<UnaryOperator>(B);
        Not && Not->getOpcode() == UO_Not) {
      Inverted = true;
      B = bare(Not->getSubExpr());
    }
    auto W = width(B);
    if (!is(W, 31))
      takesApart(Index, *B);
    if (!is(W, 31) || !isIndex(classify(&Index)))
      return;
    // An int `~31` is sign-extended to a wider operand; an unsigned one is not.
    add(*W, Inverted ? W->literal && Context.hasSameType(W->literal->getType(),
                                                         Context.IntTy)
                     : keepsType(E, *W));
  }

  /// Notes a further division of the number of a lane or a warp. Such code lays
  /// out 32 lanes, or a number of warps, in a way that no edited number
  /// follows.
  void takesApart(const Expr &Whole, const Expr &By) {
    Lanes L = classify(&Whole);
    if ((L == Lanes::Lane || L == Lanes::Warp) && !isSize(&By) &&
        !isLaneBits(&By))
      Fixed.insert(Function);
  }

  /// `32 * row`, added to a lane.
  void rowsOf32(const Expr &E) {
    auto *Op = dyn_cast<BinaryOperator>(bare(&E));
    if (!Op)
      return;
    if (Op->getOpcode() == BO_Shl && is(width(Op->getRHS()), 5) &&
        classify(Op->getLHS()) != Lanes::Warp)
      add(*width(Op->getRHS()), false);
    if (Op->getOpcode() != BO_Mul)
      return;
    for (auto [One, Other] : {std::pair(Op->getLHS(), Op->getRHS()),
                              std::pair(Op->getRHS(), Op->getLHS())})
      if (auto W = width(One); is(W, 32) && classify(Other) != Lanes::Warp) {
        add(*W, false);
        return;
      }
  }

  /// Shared memory with 32 elements, or with one for each warp.
  bool sharedArray(const VarDecl &V) {
    if (!V.getTypeSourceInfo())
      return false;
    auto Array = V.getTypeSourceInfo()
                     ->getTypeLoc()
                     .getUnqualifiedLoc()
                     .getAs<ArrayTypeLoc>();
    if (!Array || !Array.getSizeExpr() ||
        Array.getElementLoc().getUnqualifiedLoc().getAs<ArrayTypeLoc>())
      return false;
    const Expr *Size = Array.getSizeExpr();
    if (auto *Divided = dyn_cast<BinaryOperator>(bare(Size));
        Divided && Divided->getOpcode() == BO_Div)
      Size = Divided->getRHS(); // threads / 32
    auto W = width(Size);
    if (!is(W, 32))
      return false;
    if (W->isNamed())
      add(*W, false);
    else
      addOther(Construct::WarpArray, W->literal->getLocation());
    return true;
  }

  /// `(n + 31) / 32`
  void roundedUp(const Expr &E) {
    auto *Op = dyn_cast<BinaryOperator>(bare(&E));
    if (!Op || (Op->getOpcode() != BO_Add && Op->getOpcode() != BO_Sub))
      return;
    if (auto W = width(Op->getRHS());
        Op->getOpcode() == BO_Add && W && W->value >= 31) {
      add(*W, keepsType(*Op, *W));
      return;
    }
    roundedUp(*Op->getLHS()); // n + 32 - 1
  }

  /// Bits shifted by `32 - lane`.
  void outOfLast(const Expr &By) {
    auto *Op = dyn_cast<BinaryOperator>(bare(&By));
    if (!Op || Op->getOpcode() != BO_Sub ||
        classify(Op->getRHS()) != Lanes::Lane)
      return;
    if (auto W = width(Op->getLHS()); W && W->value >= 31)
      addOther(Construct::WarpBits, Op->getBeginLoc()).withLanesOnly = true;
  }

  void addShift(const BinaryOperator &E, const Width &By, Construct What) {
    if (By.isNamed()) {
      add(By, false);
      return;
    }
    // `/` and `*` bind tighter than a shift, so the left operand must too. They
    // also round negative numbers differently.
    const Expr *Left = E.getLHS()->IgnoreImpCasts();
    bool Tight = isa<ParenExpr, DeclRefExpr, MemberExpr, CallExpr,
                     ArraySubscriptExpr, PseudoObjectExpr>(Left);
    if (auto *Op = dyn_cast<BinaryOperator>(Left))
      Tight = Op->isMultiplicativeOp();
    bool Unsigned = E.getType()->isUnsignedIntegerType();
    SourceLocation End = By.literal->getLocation();
    Places.push_back(
        {What, E.getOperatorLoc(), End, Function,
         Tight && Unsigned && !E.isCompoundAssignmentOp() &&
             SM.getFileID(E.getOperatorLoc()) == SM.getFileID(End) &&
             isa<IntegerLiteral>(E.getRHS()->IgnoreImpCasts()),
         false, nullptr, By.literal});
  }

  void firstWarp(const Expr *Condition, const Stmt *Then) {
    auto *Op = dyn_cast<BinaryOperator>(bare(Condition));
    if (!Op)
      return;
    if (Op->getOpcode() == BO_LAnd) {
      firstWarp(Op->getLHS(), Then);
      firstWarp(Op->getRHS(), Then);
      return;
    }
    auto W = width(Op->getRHS());
    bool First = (is(W, 32) && Op->getOpcode() == BO_LT) ||
                 (is(W, 31) && Op->getOpcode() == BO_LE);
    if (!First || classify(Op->getLHS()) != Lanes::Thread)
      return;
    enum { Nothing, Calls, Volatile } Work = Nothing;
    oneWarpsWork(Then, Work);
    if (Work == Nothing)
      return;
    add(*W, false);
    Places.back().withLanesOnly = Work == Calls;
  }

  /// Finds calls of functions that may exchange values between lanes, and
  /// volatile memory, through which code that relies on lockstep exchanges
  /// them.
  template <class Kind> void oneWarpsWork(const Stmt *S, Kind &Work) {
    if (!S)
      return;
    if (auto *Call = dyn_cast<CallExpr>(S)) {
      const Rule *R = rule(*Call);
      if (!R || !R->laneParameters.empty())
        Work = std::max(Work, Kind(1));
      if (const FunctionDecl *F = Call->getDirectCallee())
        for (const ParmVarDecl *P : F->parameters())
          if (P->getType()->isPointerType() &&
              P->getType()->getPointeeType().isVolatileQualified())
            Work = Kind(2);
    }
    if (auto *E = dyn_cast<Expr>(S);
        E && E->isGLValue() && E->getType().isVolatileQualified())
      Work = Kind(2);
    for (const Stmt *Child : S->children())
      oneWarpsWork(Child, Work);
  }

  // ---- Masks ---------------------------------------------------------------

  void argument(const Expr &E, Lanes Role) {
    auto W = width(&E);
    switch (Role) {
    case Lanes::Mask:
      if (isComposed(E))
        addOther(Construct::WarpBits, E.getBeginLoc());
      else if (auto *V = variable(uncast(&E)); V && V->getInit() &&
                                               isComposed(*V->getInit()) &&
                                               !llvm::is_contained(Told, V)) {
        Told.push_back(V);
        addOther(Construct::WarpBits, V->getLocation());
      }
      fullMask(E);
      break;
    case Lanes::Width:
      if (is(W, 32))
        W->isNamed()
            ? add(*W, false)
            : void(addOther(Construct::WarpWidth, W->literal->getLocation()));
      break;
    case Lanes::Distance:
      if (W && W->value != 5)
        add(*W, false); // the following steps are numbers, too
      else if (auto *V = variable(uncast(&E)))
        Distances.insert(V);
      break;
    case Lanes::Lane:
      if (is(W, 31))
        add(*W, true);
      break;
    default:
      break;
    }
  }

  /// A mask computed from numbers: `(1u << n) - 1`.
  bool isComposed(const Expr &E) const {
    auto *Op = dyn_cast<BinaryOperator>(uncast(&E));
    return Op && (Op->isShiftOp() || Op->isAdditiveOp() || Op->isBitwiseOp()) &&
           classify(Op) != Lanes::Mask &&
           (Op->isValueDependent() || !Op->isIntegerConstantExpr(Context));
  }

  void fullMask(const Expr &Argument) {
    const Expr *E = &Argument, *Number = uncast(E);
    if (auto *Op = dyn_cast<UnaryOperator>(Number)) {
      uint64_t Of = Op->getOpcode() == UO_Not     ? 0
                    : Op->getOpcode() == UO_Minus ? 1
                                                  : ~0ull;
      Number = uncast(Op->getSubExpr());
      auto *Literal = dyn_cast<IntegerLiteral>(Number);
      if (!Literal || Literal->getValue().getLimitedValue() != Of)
        return;
    } else if (auto *Literal = dyn_cast<IntegerLiteral>(Number);
               !Literal || Literal->getValue() != 0xffffffffu) {
      return;
    }
    SourceLocation Begin = E->getBeginLoc(), End = E->getEndLoc();
    if (const auto *M = Out.constantMacro(Number->getBeginLoc())) {
      SourceLocation At = Number->getBeginLoc();
      while (SM.isMacroArgExpansion(At))
        At = SM.getImmediateSpellingLoc(At);
      auto &Mask = MaskMacros[SM.getSpellingLoc(At)];
      Mask.macro = M;
      Mask.expansions.insert(SM.getFileID(At));
      return;
    }
    if (SM.getFileID(Begin) == SM.getFileID(End))
      Masks.push_back({Construct::WarpMask, Begin, End, Function});
  }

  /// Whether the migrated expression is a cw::lane_mask, where CUDA has an
  /// unsigned.
  bool isShimMask(const Expr &Whole) const {
    const Expr *E = bare(&Whole);
    if (auto *Call = dyn_cast<CallExpr>(E)) {
      const Rule *R = rule(*Call);
      return R && R->lanes == Lanes::Mask;
    }
    if (auto *Ref = dyn_cast<DeclRefExpr>(E))
      return ShimMasks.count(Ref->getDecl());
    if (auto *Op = dyn_cast<UnaryOperator>(E))
      return Op->isArithmeticOp() && Op->getOpcode() != UO_LNot &&
             isShimMask(*Op->getSubExpr());
    if (auto *Op = dyn_cast<ConditionalOperator>(E))
      return isShimMask(*Op->getTrueExpr()) && isShimMask(*Op->getFalseExpr());
    auto *Op = dyn_cast<BinaryOperator>(E);
    if (!Op)
      return false;
    if (Op->isShiftOp() || Op->isShiftAssignOp() || Op->isAssignmentOp())
      return isShimMask(*Op->getLHS());
    if (Op->getOpcode() == BO_Comma)
      return isShimMask(*Op->getRHS());
    return (Op->isBitwiseOp() || Op->isAdditiveOp()) &&
           (E->isTypeDependent() || Context.hasSameUnqualifiedType(
                                        E->getType(), Context.UnsignedIntTy)) &&
           (isShimMask(*Op->getLHS()) || isShimMask(*Op->getRHS()));
  }

  /// Whether a call's parameter has one known type, to which a mask converts.
  static bool takesMask(const CallExpr &E, unsigned Index) {
    const FunctionDecl *F = E.getDirectCallee();
    if (auto *Overloads = dyn_cast<OverloadExpr>(bare(E.getCallee())))
      F = Overloads->getNumDecls() == 1
              ? dyn_cast<FunctionDecl>(
                    (*Overloads->decls_begin())->getUnderlyingDecl())
              : nullptr;
    return F && !isa<CXXOperatorCallExpr>(E) && Index < F->getNumParams() &&
           !F->isTemplateInstantiation() &&
           F->getDeclContext()
               ->getRedeclContext()
               ->lookup(F->getDeclName())
               .isSingleResult();
  }

  /// A place that needs an integer, not a class that converts to one.
  void asNumber(const Expr &Whole) {
    const Expr *E = bare(&Whole);
    if (!isShimMask(*E))
      return;
    SourceLocation Begin = E->getBeginLoc();
    if (llvm::none_of(Masks, [&](const Place &P) { return P.begin == Begin; }))
      Masks.push_back({Construct::WarpValue, Begin, E->getEndLoc(), Function});
  }

  void keepsMask(QualType T, SourceLocation At) {
    if (!T->isDependentType() && T->isIntegerType() && !T->isBooleanType() &&
        bits(T) <= 32)
      addOther(Construct::WarpBits, At);
  }

  void assign(const VarDecl &V, const Expr &Value, bool Auto,
              SourceLocation At) {
    Lanes L = classify(&Value);
    if (V.getType()->isIntegerType() || V.getType()->isUndeducedType())
      Values[&V] = L;
    if (L == Lanes::Mask && !Auto && !llvm::is_contained(Told, &V)) {
      Told.push_back(&V);
      keepsMask(V.getType(), At);
    }
  }

  // ---- Functions -----------------------------------------------------------

  static SmallVector<const FunctionDecl *, 1> callees(const CallExpr &E) {
    SmallVector<const FunctionDecl *, 1> Found;
    if (const FunctionDecl *F = E.getDirectCallee()) {
      Found.push_back(F);
    } else if (auto *Overloads = dyn_cast<OverloadExpr>(bare(E.getCallee()))) {
      for (const NamedDecl *D : Overloads->decls())
        if (const FunctionDecl *F = D->getUnderlyingDecl()->getAsFunction())
          Found.push_back(F);
    }
    return Found;
  }

  void connect(const CallExpr &E) {
    for (const FunctionDecl *F : callees(E)) {
      connect(*F);
      pass(E, *F);
      if (isDeviceSide(*F) && !Out.isCuda(*F))
        Sites[key(*F)].push_back({Function, &E});
    }
  }

  void pass(const CallExpr &E, const FunctionDecl &F) {
    const FunctionDecl *Pattern = F.getTemplateInstantiationPattern();
    const FunctionDecl *Body = nullptr;
    if (isa<CXXOperatorCallExpr>(E) || !isDeviceSide(F) ||
        !(Pattern ? Pattern : &F)->isDefined(Body))
      return;
    for (unsigned I = 0; I < E.getNumArgs() && I < Body->getNumParams(); ++I) {
      const ParmVarDecl *P = Body->getParamDecl(I);
      if (!P->getType()->isIntegerType())
        continue;
      Lanes L = classify(E.getArg(I));
      auto [It, New] =
          Parameters.try_emplace(P, L == Lanes::Mask ? Lanes::None : L);
      if (!New && It->second != L)
        It->second = Lanes::None;
    }
  }
  void connect(const FunctionDecl &F) {
    if (isDeviceSide(F) && !Out.isCuda(F))
      Calls.unionSets(Function, key(F));
  }

  /// Groups of 32 threads fit a warp of 64, but their lanes differ from the
  /// warp's.
  void tile(const NamedDecl *D, ArrayRef<TemplateArgumentLoc> Arguments) {
    if (!D || lanesOf(*D) != Lanes::Tile || Arguments.empty() ||
        Arguments[0].getArgument().getKind() != TemplateArgument::Expression)
      return;
    const Expr *Size = bare(Arguments[0].getSourceExpression());
    if (isa<IntegerLiteral>(Size) && !is(width(Size), 32))
      return;
    Fixed.insert(Function);
  }

  ASTContext &Context;
  const SourceManager &SM;
  Recorder &Out;
  /// The current device function, or null.
  const FunctionDecl *Function = nullptr;
  const Roles Given; ///< The roles of parameters that this walk begins with.
  Roles Values, Parameters;
  bool DeducedLambda = false; ///< In a lambda without a written result type.
  /// `auto` variables that hold a mask.
  llvm::DenseSet<const Decl *> ShimMasks;
  SmallVector<const VarDecl *> Told; ///< Reported masks in 32 bits.
  mutable llvm::StringMap<bool> WarpNames;
  std::vector<Place> Places, Masks;
  struct MaskMacro {
    const Recorder::ConstantMacro *macro = nullptr;
    std::set<FileID> expansions; ///< The expansions that are a lane mask.
  };
  std::map<SourceLocation, MaskMacro> MaskMacros;
  llvm::DenseSet<const VarDecl *> Distances;
  llvm::DenseSet<const FunctionDecl *> Exchanges, Exchanging, Fixed;
  llvm::DenseMap<const FunctionDecl *, SmallVector<Call, 2>> Sites;
  llvm::EquivalenceClasses<const FunctionDecl *> Calls;
};

} // namespace

void recordWarpWidth(const ParsedAst &Ast, Recorder &Out) {
  // A function may precede its calls, which show the roles of its parameters.
  constexpr unsigned Deep = 4; // calls of calls
  WarpWidth::Roles Parameters;
  for (unsigned Pass = 1;; ++Pass) {
    WarpWidth Visitor(Ast.context, Out, Parameters);
    for (Decl *D : Ast.declarations)
      Visitor.TraverseDecl(D);
    if (Pass == Deep || Visitor.settled()) {
      Visitor.finish();
      return;
    }
    Parameters = Visitor.parameters();
  }
}

} // namespace causeway
