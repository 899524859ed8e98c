// Records shared memory: the variables of a block, and memory whose size the
// launch gives.
//
//   __shared__ float a[32], b; // static_shared, static_shared_next
//   extern __shared__ int s[]; // dynamic_shared
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/AstPass.h"
#include "frontend/AstVisitor.h"
#include "frontend/Attributes.h"
#include "frontend/Lines.h"
#include "frontend/SharedVariables.h"
#include "frontend/TokenCursor.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Lex/Lexer.h"

namespace causeway {
namespace {

using namespace clang;

class SharedMemory : public AstVisitor<SharedMemory> {
public:
  using AstVisitor::AstVisitor;

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    auto *D = dyn_cast<VarDecl>(E->getDecl());
    if (auto *S = dyn_cast_or_null<VarTemplateSpecializationDecl>(D))
      placeInstance(*S->getSpecializedTemplate(), E->getLocation(),
                    E->getRAngleLoc());
    else if (D && isDynamicShared(*D) && !isArray(*D))
      if (Use *U = Out.add(Construct::DynamicSharedObject, E->getLocation()))
        U->slots.push_back({"name", U->token, "", 0});
    return true;
  }

  bool VisitOverloadExpr(OverloadExpr *E) {
    if (!E->getName().getAsIdentifierInfo())
      return true;
    for (const NamedDecl *D : E->decls())
      if (auto *Variable = dyn_cast<VarTemplateDecl>(D->getUnderlyingDecl()))
        placeInstance(*Variable, E->getNameLoc(), E->getRAngleLoc());
    return true;
  }

  bool VisitVarDecl(VarDecl *D) {
    if (!isDynamicShared(*D))
      return true;
    Use *U = Out.add(Construct::DynamicShared, D->getLocation());
    if (!U)
      return true;
    if (!placeDynamicShared(*D, *U))
      U->notEditable =
          "only `extern __shared__ T name`, `name[]` or `name[][N]` can be "
          "rewritten";
    return true;
  }

  bool VisitDeclStmt(DeclStmt *S) {
    if (llvm::any_of(S->decls(),
                     [](Decl *D) { return D->hasAttr<CUDASharedAttr>(); }))
      recordStaticShared(*S);
    return true;
  }

private:
  static bool isDynamicShared(const VarDecl &D) {
    return D.hasAttr<CUDASharedAttr>() && D.hasExternalStorage();
  }
  bool isArray(const VarDecl &D) const {
    return Context.getAsArrayType(D.getType()) != nullptr;
  }

  // ---- Static shared memory -----------------------------------------------

  /// Records `__shared__ T a[N], b;` as constructs, one Use for each variable.
  /// A declaration in another form keeps the target of the macro `__shared__`,
  /// which is correct but slower.
  void recordStaticShared(const DeclStmt &S) {
    llvm::SmallVector<const VarDecl *, 4> Variables;
    for (const Decl *D : S.decls()) {
      if (auto *T = dyn_cast<TagDecl>(D); T && !T->getIdentifier())
        continue; // the unnamed type of a variable
      auto *V = dyn_cast<VarDecl>(D);
      if (!V || !V->hasAttr<CUDASharedAttr>() || V->hasExternalStorage() ||
          isFixed(*V))
        return;
      Variables.push_back(V);
    }
    const VarDecl &First = *Variables.front();
    // Not for a declaration with other attributes, or one that writes
    // `__attribute__((shared))` itself.
    auto Stays = [](const Attr *A) {
      auto *Aligned = dyn_cast<AlignedAttr>(A);
      return A->isCXX11Attribute() && !(Aligned && Aligned->isAlignas());
    };
    SourceLocation Written = First.getAttr<CUDASharedAttr>()->getLocation();
    auto Own = Out.spelling(SM.getSpellingLoc(Written));
    if (llvm::any_of(First.attrs(), Stays) || (Own && Own->file))
      return;
    SourceLocation Word = sharedWord(Written);
    auto At = Out.spelling(Word);
    if (!At || !At->file)
      return;
    auto Placed = [&](SourceRange R) -> std::optional<Span> {
      auto Begin = levelWith(R.getBegin(), Word, false);
      return Begin && SM.getFileID(*Begin) == At->id ? range(R, Word)
                                                     : std::nullopt;
    };
    auto Whole = Placed({S.getBeginLoc(), Variables.back()->getEndLoc()});
    if (!Whole)
      return;
    llvm::SmallVector<Span, 4> Names;
    for (const VarDecl *V : Variables) {
      auto Name = Placed(V->getLocation());
      if (!Name || !Whole->contains(*Name))
        return;
      Names.push_back(*Name);
    }
    const AlignedAttr *Alignas = nullptr;
    for (const auto *A : First.specific_attrs<AlignedAttr>())
      if (A->isAlignas())
        Alignas = A;
    auto Found = readStaticShared(At->id, *Whole, At->span, Names,
                                  Word.isMacroID(), Alignas);
    if (!Found)
      return;
    StringRef Text = SM.getBufferData(At->id);
    std::string Specifiers;
    for (Span Part : Found->specifiers)
      Specifiers += Text.slice(Part.begin, Part.end);
    for (size_t I = 0; I < Names.size(); ++I) {
      Span Declarator = Found->declarators[I];
      Use *U = Out.add(I                  ? Construct::StaticSharedNext
                       : Found->alignment ? Construct::StaticSharedAligned
                                          : Construct::StaticShared,
                       SM.getComposedLoc(At->id, Names[I].begin));
      if (!U)
        continue;
      // The name appears as appended text first, so that the spans of the slots
      // are in source order.
      unsigned Start = I ? Declarator.begin : Whole->begin;
      U->slots = {{"name",
                   {Start, Start},
                   Text.slice(Names[I].begin, Names[I].end).str(),
                   Start}};
      if (I == 0) {
        U->whole = {Whole->begin, Declarator.end};
        for (Span Part : Found->specifiers)
          U->slots.push_back({"declaration", Part, "", 0});
        if (auto A = Found->alignment) {
          bool OfType = Found->alignmentOfType;
          U->slots.push_back(
              {"alignment", *A, OfType ? "alignof(" : "", A->begin});
          if (OfType)
            U->slots.push_back({"alignment", {A->end, A->end}, ")", A->end});
        }
      } else {
        U->whole = {Found->declarators[I - 1].end, Declarator.end};
        // The rule writes a blank before the construct.
        Span Gap{Found->commas[I - 1].end, Declarator.begin};
        if (Gap.size() && isHorizontalWhitespace(Text[Gap.end - 1]))
          --Gap.end;
        U->slots.push_back({"gap", Gap, "", 0});
        U->slots.push_back({"declaration",
                            {Declarator.begin, Declarator.begin},
                            Specifiers,
                            Declarator.begin});
      }
      U->slots.push_back({"declaration", Declarator, "", 0});
    }
  }

  bool isFixed(const VarDecl &V) {
    const FunctionDecl *F = nullptr;
    for (const DeclContext *C = V.getDeclContext(); C; C = C->getParent())
      if (auto *Outer = dyn_cast<FunctionDecl>(C))
        F = Outer;
    if (!F)
      return true;
    auto [It, New] = FixedShared.try_emplace(F);
    if (New)
      It->second = fixedSharedVariables(*F);
    return It->second.contains(&V);
  }

  /// Where the source writes the attribute: as `__shared__`, or as a macro of
  /// its own that expands to nothing else.
  SourceLocation sharedWord(SourceLocation Loc) {
    auto IsAll = [&](SourceLocation L) {
      return !SM.isMacroArgExpansion(L) &&
             Lexer::isAtStartOfMacroExpansion(L, SM, Out.language()) &&
             Lexer::isAtEndOfMacroExpansion(L, SM, Out.language());
    };
    while (Loc.isMacroID()) {
      auto At = Out.spelling(Loc);
      if (At && At->file && !IsAll(Loc))
        break;
      Loc = SM.getImmediateMacroCallerLoc(Loc);
    }
    return Loc;
  }

  struct StaticShared {
    /// Without the words that the construct replaces.
    std::vector<Span> specifiers;
    std::vector<Span> declarators, commas;
    std::optional<Span> alignment; ///< The operand of `alignas(...)`.
    bool alignmentOfType = false;
  };
  /// Splits a declaration into its parts by its tokens; nullopt if it has
  /// another form. \p Alignas is Clang's attribute for an `alignas`, or null.
  std::optional<StaticShared> readStaticShared(FileID ID, Span Whole, Span Word,
                                               llvm::ArrayRef<Span> Names,
                                               bool InMacro,
                                               const AlignedAttr *Alignas) {
    struct Part {
      Span span;
      tok::TokenKind kind;
      StringRef word;
      int depth; ///< Depth of brackets around the token.
    };
    std::vector<Part> Parts;
    TokenCursor Cursor(Out, ID, Whole.begin);
    StringRef Text = Cursor.text();
    int Depth = 0;
    for (Token T;;) {
      bool Last = !Cursor.next(T);
      Span S = Cursor.span(T);
      if (S.begin >= Whole.end && Depth <= 0 &&
          (T.is(tok::semi) ||
           (InMacro && (Last || T.isAtStartOfLine() ||
                        T.isOneOf(tok::comma, tok::r_paren)))))
        break;
      if (Last || T.isOneOf(tok::hash, tok::hashhash))
        return std::nullopt;
      Depth -= T.isOneOf(tok::r_paren, tok::r_square, tok::r_brace);
      Parts.push_back({S, T.getKind(),
                       T.is(tok::raw_identifier) ? T.getRawIdentifier() : "",
                       Depth});
      Depth += T.isOneOf(tok::l_paren, tok::l_square, tok::l_brace);
    }
    // A declaration with `[[...]]` attributes before the name is not split.
    auto StartsAttribute = [&](const Part &P) {
      return P.kind == tok::l_square && P.span.begin < Names.front().begin &&
             Text.substr(P.span.end).ltrim().starts_with("[");
    };
    if (llvm::any_of(Parts, StartsAttribute) ||
        Text.take_front(Whole.begin).rtrim().ends_with("]]"))
      return std::nullopt;

    StaticShared Found;
    // The beginning of each declarator, with its `*`.
    std::vector<size_t> Begins, NamesAt;
    for (Span Name : Names) {
      auto It = llvm::find_if(Parts, [&](auto &P) { return P.span == Name; });
      if (It == Parts.end() || It->word.empty())
        return std::nullopt;
      size_t I = It - Parts.begin();
      NamesAt.push_back(I);
      while (I > 0 && Parts[I - 1].kind == tok::star)
        --I;
      Begins.push_back(I);
      if (I == 0)
        return std::nullopt;
      if (Names.size() > 1 && (It->depth || !Begins.front()))
        return std::nullopt;
      if (Begins.size() > 1) {
        if (Parts[I - 1].kind != tok::comma)
          return std::nullopt;
        Found.commas.push_back(Parts[I - 1].span);
      }
    }
    for (size_t N = 0; N < Names.size(); ++N) {
      size_t End = N + 1 < Names.size() ? Begins[N + 1] - 1 : Parts.size();
      for (size_t I = NamesAt[N] + 1; I < End; ++I) {
        const Part &P = Parts[I];
        bool Initialises =
            P.depth <= 0 && (P.kind == tok::equal || P.kind == tok::l_brace ||
                             (P.kind == tok::l_paren && I == NamesAt[N] + 1));
        if (Initialises || P.word == Parts[NamesAt[N]].word)
          return std::nullopt;
      }
      Found.declarators.push_back(
          {Parts[Begins[N]].span.begin, Parts[End - 1].span.end});
    }

    unsigned At = Whole.begin; // the beginning of the next kept part
    auto Keep = [&](unsigned End) {
      if (At < End)
        Found.specifiers.push_back({At, End});
    };
    auto Drop = [&](Span S) {
      Keep(S.begin);
      At = S.end;
      while (At < Whole.end &&
             (Found.specifiers.empty() ? isWhitespace(Text[At])
                                       : isHorizontalWhitespace(Text[At])))
        ++At;
    };
    bool SeesWord = false;
    for (size_t I = 0; I < Begins.front(); ++I) {
      const Part &P = Parts[I];
      if (llvm::any_of(NamesAt,
                       [&](size_t N) { return Parts[N].word == P.word; }))
        return std::nullopt; // the type has the same name
      SeesWord |= P.span == Word;
      if (P.span == Word || (P.depth == 0 && P.word == "static")) {
        Drop(P.span);
      } else if (P.depth == 0 && P.word == "alignas") {
        size_t Close = I + 1;
        while (Close < Begins.front() &&
               (Parts[Close].depth > 0 || Parts[Close].kind != tok::r_paren))
          ++Close;
        if (Close == Begins.front() || Close == I + 2 || Found.alignment ||
            Names.size() > 1)
          return std::nullopt;
        Span Inside{Parts[I + 1].span.end, Parts[Close].span.begin};
        // Clang ignores an `alignas` where C++ does not allow it. Then the
        // operand must certainly be a number.
        if (!Alignas && !isBytes(Text.slice(Inside.begin, Inside.end)))
          return std::nullopt;
        Found.alignment = Inside;
        Found.alignmentOfType = Alignas && !Alignas->isAlignmentExpr();
        Drop({P.span.begin, Parts[Close].span.end});
        I = Close;
      }
    }
    Keep(Parts[Begins.front()].span.begin);
    if (!SeesWord)
      return std::nullopt;
    return Found;
  }

  // ---- Dynamic shared memory ----------------------------------------------

  /// Records `x<N>` of a variable template in dynamic shared memory.
  void placeInstance(const VarTemplateDecl &T, SourceLocation Name,
                     SourceLocation RAngle) {
    if (!isDynamicShared(*T.getTemplatedDecl()))
      return;
    Use *U = Out.add(Construct::DynamicSharedInstance, Name);
    if (!U)
      return;
    if (auto Whole = range({Name, RAngle}, Name)) {
      U->whole = *Whole;
      U->slots.push_back({"instance", *Whole, "", 0});
    } else {
      U->notEditable = "the name and its arguments come from different macros";
    }
  }

  bool placeDynamicShared(VarDecl &D, Use &U) {
    bool IsTemplate = D.getDescribedVarTemplate();
    if (IsTemplate && !isArray(D))
      return false;
    SourceLocation Name = D.getLocation();
    auto At = Out.spelling(Name);
    auto Decl = range({D.getOuterLocStart(), D.getEndLoc()}, Name);
    if (!At || !Decl || !D.getTypeSourceInfo())
      return false;
    TypeLoc T = D.getTypeSourceInfo()->getTypeLoc();
    auto Array = T.getUnqualifiedLoc().getAs<ArrayTypeLoc>();
    TypeLoc Element = Array ? Array.getElementLoc() : T;
    // In `T x[][N]` the lengths of a row follow the name.
    std::optional<Span> Row;
    if (auto Inner = Element.getUnqualifiedLoc().getAs<ArrayTypeLoc>()) {
      SourceLocation First = Inner.getLBracketLoc(), Last;
      for (; Inner; Inner = Element.getUnqualifiedLoc().getAs<ArrayTypeLoc>()) {
        Last = Inner.getRBracketLoc();
        Element = Inner.getElementLoc();
      }
      Row = range({First, Last}, Name);
      if (!Row)
        return false;
    }
    auto Type = range(Element.getSourceRange(), Name);
    if (!Type || SM.getBufferData(At->id)
                     .slice(Type->begin, Type->end)
                     .contains('{')) // a macro cannot take a definition
      return false;
    // Clang's range of the type excludes qualifiers.
    std::string Qualifiers;
    QualType Q = Element.getType();
    if (Q.isLocalConstQualified())
      Qualifiers += "const ";
    if (Q.isLocalVolatileQualified())
      Qualifiers += "volatile ";
    // Attributes may precede Clang's range of the declaration.
    std::optional<Span> Alignment;
    for (const Attr *A : D.attrs())
      if (auto S = range(A->getRange(), Name)) {
        Span Whole = wholeAttribute(SM.getBufferData(At->id), *S);
        Decl->begin = std::min(Decl->begin, Whole.begin);
        if (auto *Aligned = dyn_cast<AlignedAttr>(A);
            Aligned && Aligned->isGNU())
          Alignment = Whole;
      }
    Decl->begin = declarationStart(At->id, Decl->begin);
    if (!Decl->contains(*Type) || !Decl->contains(At->span))
      return false;
    U.whole = *Decl;
    Slot TypeSlot{"type", *Type, "", 0};
    if (!Qualifiers.empty()) {
      TypeSlot.append = Qualifiers;
      TypeSlot.appendAt = Type->begin;
    }
    U.slots = {TypeSlot, {"name", At->span, "", 0}};
    if (Row && IsTemplate)
      return false;
    if (!IsTemplate && Row)
      U.slots.push_back({"row", *Row, "", 0});
    auto Bytes = Alignment ? std::nullopt : misplacedAlignment(At->id, *Decl);
    if (Alignment || Bytes)
      U.slots.push_back({"alignment", Alignment ? *Alignment : *Bytes, "", 0});
    // A row for each form: plain, with rows, as a template. A column for each
    // alignment: none, an attribute, an `alignas`.
    constexpr Construct Forms[3][3] = {
        {Construct::DynamicShared, Construct::DynamicSharedAligned,
         Construct::DynamicSharedAlignas},
        {Construct::DynamicSharedRows, Construct::DynamicSharedRowsAligned,
         Construct::DynamicSharedRowsAlignas},
        {Construct::DynamicSharedTemplate,
         Construct::DynamicSharedTemplateAligned,
         Construct::DynamicSharedTemplateAlignas}};
    become(U, Forms[IsTemplate ? 2
                    : Row      ? 1
                               : 0][Alignment ? 1
                               : Bytes   ? 2
                                         : 0]);
    return true;
  }

  /// The operand of an `alignas` after `__shared__`, which Clang ignores, since
  /// C++ does not allow it there.
  std::optional<Span> misplacedAlignment(FileID ID, Span Declaration) {
    TokenCursor Cursor(Out, ID, Declaration.begin);
    Span Inside;
    int Depth = 0;
    bool Found = false;
    for (Token T; Cursor.next(T) && Cursor.span(T).end <= Declaration.end;) {
      if (!Found) {
        Found = T.is(tok::raw_identifier) && T.getRawIdentifier() == "alignas";
      } else if (T.is(tok::l_paren)) {
        if (Depth++ == 0)
          Inside.begin = Cursor.span(T).end;
      } else if (T.is(tok::r_paren) && --Depth == 0) {
        Inside.end = Cursor.span(T).begin;
        return isBytes(Cursor.text().slice(Inside.begin, Inside.end))
                   ? std::optional(Inside)
                   : std::nullopt;
      }
    }
    return std::nullopt;
  }

  /// Steps back over `extern`, attributes and macros on the same line, to the
  /// beginning of the declaration.
  unsigned declarationStart(FileID ID, unsigned Offset) const {
    StringRef Text = SM.getBufferData(ID);
    unsigned I = Offset;
    while (I > 0) {
      unsigned J = I;
      while (J > 0 && (Text[J - 1] == ' ' || Text[J - 1] == '\t'))
        --J;
      unsigned K = J;
      while (K > 0 && (isAsciiIdentifierContinue(Text[K - 1])))
        --K;
      StringRef Word = Text.slice(K, J);
      if (Word != "extern" && !Out.rules().find(Word))
        break;
      I = K;
    }
    return I;
  }

  llvm::DenseMap<const FunctionDecl *, SharedVariables> FixedShared;
};

} // namespace

void recordSharedMemory(const ParsedAst &Ast, Recorder &Out) {
  SharedMemory(Ast, Out).run();
}

} // namespace causeway
