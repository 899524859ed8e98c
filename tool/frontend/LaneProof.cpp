// Follows the result of `i % 32`, `i / 32` and the like to the code that uses
// it. The number counts lanes if that code selects a lane for a shuffle, or
// decides about a value that lanes have exchanged. It counts the bits of a word
// if the result selects a word and a bit in it.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/LaneProof.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseSet.h"

namespace causeway {

using namespace clang;

namespace {

const Expr *bare(const Expr *E) { return E->IgnoreParenCasts(); }

const VarDecl *variable(const Expr *E) {
  auto *Ref = dyn_cast<DeclRefExpr>(bare(E));
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// The variable `a` of `a`, `a[i]`, `*a` and `a[i].b`.
const VarDecl *base(const Expr *E) {
  for (E = bare(E);; E = bare(E)) {
    if (auto *Element = dyn_cast<ArraySubscriptExpr>(E))
      E = Element->getBase();
    else if (auto *Member = dyn_cast<MemberExpr>(E);
             Member && !Member->isImplicitAccess())
      E = Member->getBase();
    else if (auto *Op = dyn_cast<UnaryOperator>(E);
             Op &&
             (Op->getOpcode() == UO_Deref || Op->getOpcode() == UO_AddrOf))
      E = Op->getSubExpr();
    else
      return variable(E);
  }
}

bool isOne(const Expr *E) {
  auto *Number = dyn_cast<IntegerLiteral>(bare(E));
  return Number && Number->getValue() == 1;
}

} // namespace

/// The code of one function.
class LaneProof::Body {
public:
  Body(const Stmt &Code, const LaneFacts &Facts)
      : Facts(Facts), Parents(const_cast<Stmt *>(&Code)) {
    collect(Code);
    for (size_t Known = ~size_t(0);
         Known != Exchanged.size() + PerWarp.size();) {
      Known = Exchanged.size() + PerWarp.size();
      for (const auto &[V, Value, At] : Initial)
        if (reads(Value))
          Exchanged.try_emplace(V, At);
      for (const auto &[Target, Value] : Assignments)
        if (reads(Value))
          assign(*Target, *Value);
    }
  }

  const Stmt *parent(const Stmt &S) const { return Parents.getParent(&S); }

  llvm::ArrayRef<const DeclRefExpr *> uses(const VarDecl &V) const {
    auto It = Uses.find(&V);
    return It == Uses.end() ? llvm::ArrayRef<const DeclRefExpr *>()
                            : llvm::ArrayRef(It->second);
  }

  bool isExchange(const CallExpr &Call) const {
    if (const Rule *R = Facts.ruleOf(Call))
      return !R->laneParameters.empty();
    return llvm::any_of(Facts.calleesOf(Call), [&](const FunctionDecl *F) {
      return Facts.exchangesValues(*F);
    });
  }

  /// An array with one element for each warp, which holds exchanged values.
  bool isPerWarp(const VarDecl &V) const { return PerWarp.contains(&V); }

  /// Whether code exchanges values, or reads values that were exchanged before.
  bool reads(const Stmt *S) const {
    if (!S)
      return false;
    if (auto *Call = dyn_cast<CallExpr>(S); Call && isExchange(*Call))
      return true;
    if (auto *Ref = dyn_cast<DeclRefExpr>(S))
      if (auto *V = dyn_cast<VarDecl>(Ref->getDecl())) {
        auto It = Exchanged.find(V);
        if ((It != Exchanged.end() && It->second < Order.lookup(Ref) &&
             !isOverwritten(*Ref)) ||
            (isPerWarp(*V) && !isOverwritten(*Ref)))
          return true;
      }
    return llvm::any_of(S->children(),
                        [&](const Stmt *Child) { return reads(Child); });
  }

  /// Whether a loop exchanges values, or prepares values for a later exchange.
  bool exchangesIn(const Stmt *Loop) const {
    return reads(Loop) || prepares(Loop);
  }

private:
  void collect(const Stmt &S) {
    unsigned Here = ++Count;
    if (auto *Ref = dyn_cast<DeclRefExpr>(&S)) {
      Order[Ref] = Here;
      if (auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
        Uses[V].push_back(Ref);
    } else if (auto *Op = dyn_cast<BinaryOperator>(&S);
               Op && Op->isAssignmentOp()) {
      Assignments.push_back({Op->getLHS(), Op->getRHS()});
    } else if (auto *D = dyn_cast<DeclStmt>(&S)) {
      for (const Decl *One : D->decls())
        if (auto *V = dyn_cast<VarDecl>(One); V && V->getInit())
          Initial.push_back({V, V->getInit(), Here});
    } else if (auto *Call = dyn_cast<CallExpr>(&S); Call && isExchange(*Call)) {
      for (const Expr *A : Call->arguments())
        if (const VarDecl *V = variable(A))
          Prepared.insert(V);
      // A function of the source may return a value through an argument.
      if (!Facts.ruleOf(*Call))
        for (const FunctionDecl *F : Facts.calleesOf(*Call))
          for (unsigned I = 0;
               I < std::min(F->getNumParams(), Call->getNumArgs()); ++I) {
            QualType T = F->getParamDecl(I)->getType();
            if (T->isReferenceType() || T->isPointerType())
              if (const VarDecl *V = base(Call->getArg(I)))
                Exchanged.try_emplace(V, Here);
          }
    }
    for (const Stmt *Child : S.children())
      if (Child)
        collect(*Child);
    if (auto *Op = dyn_cast<BinaryOperator>(&S); Op && Op->isAssignmentOp())
      End[Op->getRHS()] = Count;
  }

  void assign(const Expr &Target, const Expr &Value) {
    if (const VarDecl *V = variable(&Target)) {
      Exchanged.try_emplace(V, End.lookup(&Value));
    } else if (auto *Element = dyn_cast<ArraySubscriptExpr>(bare(&Target))) {
      if (const VarDecl *V = base(Element->getBase());
          V && Facts.lanesOf(*Element->getIdx()) == Lanes::Warp)
        PerWarp.insert(V);
    }
  }

  bool isOverwritten(const DeclRefExpr &Ref) const {
    const Stmt *S = &Ref;
    for (const Stmt *P = parent(*S); P; S = P, P = parent(*S)) {
      auto *Op = dyn_cast<BinaryOperator>(P);
      if (Op && Op->getOpcode() == BO_Assign)
        return Op->getLHS() == S;
      if (auto *Element = dyn_cast<ArraySubscriptExpr>(P);
          Element ? Element->getBase() != S
                  : !isa<ParenExpr, CastExpr, MemberExpr>(P))
        return false;
    }
    return false;
  }

  bool prepares(const Stmt *S) const {
    if (!S)
      return false;
    if (auto *Op = dyn_cast<BinaryOperator>(S); Op && Op->isAssignmentOp())
      if (const VarDecl *V = variable(Op->getLHS()); V && Prepared.contains(V))
        return true;
    return llvm::any_of(S->children(),
                        [&](const Stmt *Child) { return prepares(Child); });
  }

  struct Initializer {
    const VarDecl *variable;
    const Expr *value;
    unsigned at;
  };

  const LaneFacts &Facts;
  ParentMap Parents;
  llvm::DenseMap<const VarDecl *, llvm::SmallVector<const DeclRefExpr *, 4>>
      Uses;
  std::vector<std::pair<const Expr *, const Expr *>> Assignments;
  std::vector<Initializer> Initial;
  unsigned Count = 0;
  /// Position in the text.
  llvm::DenseMap<const DeclRefExpr *, unsigned> Order;
  llvm::DenseMap<const Expr *, unsigned> End; ///< Where an assigned value ends.
  /// Variables that hold an exchanged value, and from which position on.
  llvm::DenseMap<const VarDecl *, unsigned> Exchanged;
  llvm::DenseSet<const VarDecl *> PerWarp, Prepared;
};

/// The search for the meaning of one number.
class LaneProof::Search {
public:
  using Meaning = NumberMeaning;

  explicit Search(LaneProof &Proof) : Proof(Proof), Facts(Proof.Facts) {}

  Meaning of(const Expr &Number, Body &In) {
    const Expr *E = &Number;
    // `32 - 1` is one number.
    while (const Stmt *P = In.parent(*E)) {
      auto *Op = dyn_cast<BinaryOperator>(P);
      if (!isa<ParenExpr, CastExpr>(P) &&
          !(Op && E == Op->getLHS() && isa<IntegerLiteral>(bare(Op->getRHS()))))
        break;
      E = cast<Expr>(P);
    }
    if (auto *Op = dyn_cast_or_null<BinaryOperator>(In.parent(*E))) {
      const Expr *Other = Op->getLHS() == E ? Op->getRHS() : Op->getLHS();
      if (Facts.lanesOf(*Other) == Lanes::Lane && isLane(*Other, In))
        return Meaning::Lanes;
      // `lane == 31`, where other code shows what `lane` is.
      if (const VarDecl *V = variable(Other);
          V && Op->isComparisonOp() && ofVariable(*V, In) == Meaning::Lanes)
        return Meaning::Lanes;
      Seen.clear();
    }
    return follow(Number, In);
  }

private:
  /// Whether an expression is a lane without a number that proves it.
  bool isLane(const Expr &E, const Body &In, unsigned Depth = 4) const {
    const Expr *Value = bare(&E);
    if (auto *Call = dyn_cast<CallExpr>(Value))
      return Facts.ruleOf(*Call) != nullptr;
    if (auto *Op = dyn_cast<BinaryOperator>(Value))
      return Facts.lanesOf(*Op->getRHS()) == Lanes::Size;
    auto *Ref = dyn_cast<DeclRefExpr>(Value);
    auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (!V || isa<ParmVarDecl>(V) || !Depth)
      return false;
    return !V->getInit() || isLane(*V->getInit(), In, Depth - 1);
  }

  /// The meaning that the uses of a value prove.
  Meaning follow(const Expr &Value, Body &In) {
    const Expr *E = &Value;
    // The value selects a warp, or a thread of it, rather than a lane.
    bool Warp = Facts.lanesOf(Value) == Lanes::Warp;
    while (const Stmt *P = In.parent(*E)) {
      if (isa<ParenExpr, CastExpr, FullExpr, MaterializeTemporaryExpr,
              CXXUnresolvedConstructExpr, ParenListExpr>(P)) {
        E = cast<Expr>(P);
      } else if (auto *Op = dyn_cast<UnaryOperator>(P)) {
        if (Op->getOpcode() == UO_LNot)
          return condition(*Op, In);
        if (!Op->isArithmeticOp())
          return Meaning::Unknown;
        Warp |= Op->getOpcode() == UO_Not; // `i & ~31`
        E = Op;
      } else if (auto *Op = dyn_cast<BinaryOperator>(P)) {
        if (Op->isComparisonOp() || Op->isLogicalOp()) {
          const Expr *Other = Op->getLHS() == E ? Op->getRHS() : Op->getLHS();
          if (const VarDecl *V = variable(Other); V && Facts.isDistance(*V))
            return Meaning::Lanes;
          return condition(*Op, In);
        }
        bool Right = Op->getRHS() == E;
        if (Op->isAssignmentOp()) {
          const VarDecl *Target = variable(Op->getLHS());
          if (!Right || !Target)
            return Meaning::Unknown;
          if (Op->getOpcode() == BO_Assign)
            return ofVariable(*Target, In);
          return inLoop(*Op, In);
        }
        if (Op->isShiftOp() && Right && !isa<IntegerLiteral>(bare(E)))
          return shiftCount(*Op, In);
        Lanes L = Facts.lanesOf(*Op);
        Warp |= L == Lanes::Warp || L == Lanes::Thread || L == Lanes::Block;
        if (Op->getOpcode() == BO_Div || Op->getOpcode() == BO_Shr)
          Warp = true;
        E = Op;
      } else if (auto *Choice = dyn_cast<ConditionalOperator>(P)) {
        if (Choice->getCond() == E)
          return condition(*E, In);
        E = Choice;
      } else if (auto *Element = dyn_cast<ArraySubscriptExpr>(P)) {
        return Element->getBase() == E ? Meaning::Unknown
                                       : element(*Element, Warp, In);
      } else if (auto *Call = dyn_cast<CallExpr>(P)) {
        return argument(*Call, *E, Warp);
      } else if (auto *D = dyn_cast<DeclStmt>(P)) {
        for (const Decl *One : D->decls())
          if (auto *V = dyn_cast<VarDecl>(One); V && V->getInit() == E)
            return ofVariable(*V, In);
        return Meaning::Unknown;
      } else if (isa<ReturnStmt>(P)) {
        return returned(In);
      } else {
        return condition(*E, In);
      }
    }
    return Meaning::Unknown;
  }

  /// Follows a comparison, or a value used as a condition.
  Meaning condition(const Expr &Test, Body &In) {
    const Stmt *S = &Test;
    auto If = [](bool Proven) {
      return Proven ? Meaning::Lanes : Meaning::Unknown;
    };
    for (const Stmt *P = In.parent(*S); P; S = P, P = In.parent(*S)) {
      if (isa<ParenExpr, CastExpr, FullExpr>(P))
        continue;
      if (auto *Op = dyn_cast<UnaryOperator>(P);
          Op && Op->getOpcode() == UO_LNot)
        continue;
      if (auto *Op = dyn_cast<BinaryOperator>(P); Op && Op->isLogicalOp())
        continue;
      if (auto *Branch = dyn_cast<IfStmt>(P))
        return If(Branch->getCond() == S &&
                  (In.reads(Branch->getThen()) || In.reads(Branch->getElse()) ||
                   (leaves(*Branch->getThen()) && readsBehind(*Branch, In))));
      if (auto *Choice = dyn_cast<ConditionalOperator>(P))
        return If(Choice->getCond() == S && (In.reads(Choice->getTrueExpr()) ||
                                             In.reads(Choice->getFalseExpr())));
      if (isa<ForStmt, WhileStmt, DoStmt>(P))
        return If(In.exchangesIn(P));
      if (auto *D = dyn_cast<DeclStmt>(P))
        for (const Decl *One : D->decls())
          if (auto *V = dyn_cast<VarDecl>(One); V && V->getInit() == S)
            return ofVariable(*V, In);
      break;
    }
    return Meaning::Unknown;
  }

  static bool leaves(const Stmt &S) {
    if (auto *Block = dyn_cast<CompoundStmt>(&S))
      return !Block->body_empty() && leaves(*Block->body_back());
    return isa<ReturnStmt, ContinueStmt, BreakStmt>(S);
  }
  static bool readsBehind(const Stmt &S, const Body &In) {
    auto *Block = dyn_cast_or_null<CompoundStmt>(In.parent(S));
    if (!Block)
      return false;
    auto At = llvm::find(Block->body(), &S);
    return std::any_of(At, Block->body_end(),
                       [&](const Stmt *Behind) { return In.reads(Behind); });
  }

  /// `i += 32`
  static Meaning inLoop(const Expr &Step, const Body &In) {
    for (const Stmt *P = In.parent(Step); P; P = In.parent(*P))
      if (isa<ForStmt, WhileStmt, DoStmt>(P))
        return In.exchangesIn(P) ? Meaning::Lanes : Meaning::Unknown;
    return Meaning::Unknown;
  }

  // ---- Words and bits ------------------------------------------------------

  static const Expr *wholeExpression(const Expr &E, const Body &In) {
    const Expr *Whole = &E;
    while (auto *P = dyn_cast_or_null<Expr>(In.parent(*Whole)))
      Whole = P;
    return Whole;
  }
  template <class T>
  static const T *find(const Stmt *In, llvm::function_ref<bool(const T &)> Is) {
    if (auto *One = dyn_cast_or_null<T>(In); One && Is(*One))
      return One;
    if (In)
      for (const Stmt *Child : In->children())
        if (const T *One = find<T>(Child, Is))
          return One;
    return nullptr;
  }

  /// `x >> lane` selects a bit. `1u << lane` is a bit of a word if the same
  /// expression selects a word.
  Meaning shiftCount(const BinaryOperator &Shift, const Body &In) const {
    if (Facts.lanesOf(*Shift.getLHS()) == Lanes::Mask)
      return Meaning::Lanes;
    if (!isOne(Shift.getLHS()))
      return Meaning::Bits;
    auto IsWord = [&](const ArraySubscriptExpr &E) {
      return Facts.lanesOf(*E.getIdx()) == Lanes::Warp &&
             // an exchanged value is a warp's ballot
             E.getType()->isIntegerType() && !In.reads(&E);
    };
    return find<ArraySubscriptExpr>(wholeExpression(Shift, In), IsWord)
               ? Meaning::Bits
               : Meaning::Unknown;
  }

  Meaning element(const ArraySubscriptExpr &Element, bool Warp,
                  const Body &In) const {
    const VarDecl *Array = base(Element.getBase());
    if (Array && In.isPerWarp(*Array))
      return Meaning::Lanes;
    auto IsBit = [&](const BinaryOperator &Op) {
      return Op.isShiftOp() && Facts.lanesOf(*Op.getRHS()) == Lanes::Lane &&
             (isOne(Op.getLHS()) ||
              find<ArraySubscriptExpr>(
                  Op.getLHS(), [&](const auto &E) { return &E == &Element; }));
    };
    const Expr *Whole = wholeExpression(Element, In);
    if (Warp && Element.getType()->isIntegerType() &&
        find<BinaryOperator>(Whole, IsBit))
      return Meaning::Bits;
    // One element for each warp, where exchanged values are stored.
    const Stmt *S = &Element, *P = In.parent(*S);
    while (P && (isa<ParenExpr, CastExpr, MemberExpr>(P) ||
                 (isa<ArraySubscriptExpr>(P) &&
                  cast<ArraySubscriptExpr>(P)->getBase() == S)))
      P = In.parent(*(S = P));
    bool Stored = false;
    if (auto *Op = dyn_cast_or_null<BinaryOperator>(P))
      Stored =
          Op->isAssignmentOp() && Op->getLHS() == S && In.reads(Op->getRHS());
    else if (auto *Op = dyn_cast_or_null<UnaryOperator>(P))
      if (auto *Call = dyn_cast_or_null<CallExpr>(In.parent(*Op));
          Call && Op->getOpcode() == UO_AddrOf)
        Stored = In.reads(Call);
    return Warp && Stored ? Meaning::Lanes : Meaning::Unknown;
  }

  // ---- Variables and functions ---------------------------------------------

  Meaning ofVariable(const VarDecl &V, Body &In) {
    if (!Seen.insert(&V).second)
      return Meaning::Unknown;
    NumberMeanings All;
    for (const DeclRefExpr *Use : In.uses(V)) {
      const Stmt *P = In.parent(*Use);
      auto *Op = dyn_cast_or_null<BinaryOperator>(P);
      if (!Op || !Op->isAssignmentOp() || Op->getLHS() != Use)
        All.add(follow(*Use, In));
    }
    return All.all();
  }

  Meaning argument(const CallExpr &Call, const Expr &E, bool Warp) {
    auto At = llvm::find(Call.arguments(), &E);
    if (At == Call.arg_end() || isa<CXXOperatorCallExpr>(Call))
      return Meaning::Unknown;
    unsigned Index = unsigned(At - Call.arg_begin());
    if (const Rule *R = Facts.ruleOf(Call))
      // The number of the thread's warp, from its first lane.
      return R->laneParameters.count(Index) ||
                     (!R->laneParameters.empty() && Warp)
                 ? Meaning::Lanes
                 : Meaning::Unknown;
    NumberMeanings All;
    for (const FunctionDecl *F : Facts.calleesOf(Call)) {
      const FunctionDecl *Defined = nullptr;
      Body *Code = Proof.bodyOf(*F);
      if (!Code || !F->isDefined(Defined) || Index >= Defined->getNumParams())
        return Meaning::Unknown;
      All.add(ofVariable(*Defined->getParamDecl(Index), *Code));
    }
    return All.all();
  }

  Meaning returned(const Body &From) {
    NumberMeanings All;
    for (auto &[F, Code] : Proof.Bodies) {
      if (Code.get() != &From || !Seen.insert(F).second)
        continue;
      // A copy, since following a call may add bodies.
      std::vector<LaneFacts::Call> Calls = Facts.callsOf(*F).vec();
      for (const LaneFacts::Call &C : Calls)
        if (Body *Caller = Proof.bodyOf(*C.caller))
          All.add(follow(*C.call, *Caller));
      break;
    }
    return All.all();
  }

  LaneProof &Proof;
  const LaneFacts &Facts;
  llvm::DenseSet<const Decl *> Seen;
};

LaneProof::LaneProof(const LaneFacts &Facts) : Facts(Facts) {}
LaneProof::~LaneProof() = default;

LaneProof::Body *LaneProof::bodyOf(const FunctionDecl &F) {
  auto [It, New] = Bodies.try_emplace(&F);
  if (New) {
    const FunctionDecl *Defined = nullptr;
    if (F.isDefined(Defined) && Defined->getBody())
      It->second = std::make_unique<Body>(*Defined->getBody(), Facts);
  }
  return It->second.get();
}

NumberMeaning LaneProof::of(const Expr &Number, const FunctionDecl &In) {
  Body *Code = bodyOf(In);
  return Code ? Search(*this).of(Number, *Code) : NumberMeaning::Unknown;
}

} // namespace causeway
