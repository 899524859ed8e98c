// Records every reference in the AST to a declaration of the CUDA world, and
// the constructs that Clang itself knows: launches, shared memory, kernel
// addresses, inline assembly, attributes.
// SPDX-License-Identifier: Apache-2.0
#include "frontend/AssemblyText.h"
#include "frontend/Attributes.h"
#include "frontend/DeviceText.h"
#include "frontend/Lines.h"
#include "frontend/PlainWords.h"
#include "frontend/RawTokens.h"
#include "frontend/Recorder.h"
#include "frontend/ReservedNames.h"
#include "frontend/SharedVariables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/SaveAndRestore.h"

namespace causeway {
namespace {

using namespace clang;

/// Raw tokens of one file from an offset on.
class TokenCursor {
public:
  TokenCursor(const Recorder &R, FileID ID, unsigned Offset)
      : SM(R.sources()), ID(ID), Text(SM.getBufferData(ID)),
        Lex(SM.getLocForStartOfFile(ID), R.language(), Text.begin(),
            Text.begin() + Offset, Text.end()) {}

  /// False at the end of the file.
  bool next(Token &T) {
    Lex.LexFromRawLexer(T);
    return T.isNot(tok::eof);
  }
  Span span(const Token &T) const {
    unsigned Begin = SM.getFileOffset(T.getLocation());
    return {skipSplices(Text, Begin), Begin + T.getLength()};
  }
  StringRef text() const { return Text; }

private:
  const SourceManager &SM;
  FileID ID;
  StringRef Text;
  Lexer Lex;
};

/// Without blanks around, and without the ends of lines that a backslash joins.
Span trimmed(StringRef Text, Span S) {
  auto IsBlank = [&](unsigned At) {
    return isWhitespace(Text[At]) ||
           (Text[At] == '\\' && At + 1 < Text.size() &&
            isVerticalWhitespace(Text[At + 1]));
  };
  while (S.begin < S.end && IsBlank(S.begin))
    ++S.begin;
  while (S.end > S.begin && IsBlank(S.end - 1))
    --S.end;
  return S;
}

/// Matches template parameters against the types of a launch's arguments where
/// Clang could not: inside templates, with types that depend on others.
class Deduction {
public:
  explicit Deduction(const TemplateParameterList &Params) : Params(Params) {}

  bool match(QualType Param, QualType Arg) {
    if (Arg.isNull() || Arg->isSpecificBuiltinType(BuiltinType::Dependent) ||
        Arg->isPlaceholderType() || Arg->isUndeducedType())
      return !Param->isDependentType();
    Param = Param.getNonReferenceType().getUnqualifiedType();
    Arg = Arg.getNonReferenceType().getUnqualifiedType();
    if (auto *T = Param->getAs<TemplateTypeParmType>()) {
      if (T->getDepth() != Params.getDepth())
        return false;
      auto [It, New] = Bound.try_emplace(T->getIndex(), Arg);
      return New || It->second.getCanonicalType() == Arg.getCanonicalType();
    }
    if (auto *P = Param->getAs<PointerType>()) {
      QualType Pointee;
      if (auto *A = Arg->getAs<PointerType>())
        Pointee = A->getPointeeType();
      else if (auto *A = Arg->getAsArrayTypeUnsafe())
        Pointee = A->getElementType();
      else
        return !Param->isDependentType();
      QualType Want = P->getPointeeType();
      // `const T *` from `const float *` makes T `float`.
      unsigned Common =
          Want.getLocalCVRQualifiers() & Pointee.getCVRQualifiers();
      Pointee.removeLocalFastQualifiers(Common);
      if (auto *T = Want->getAs<TemplateTypeParmType>();
          T && T->getDepth() == Params.getDepth()) {
        auto [It, New] = Bound.try_emplace(T->getIndex(), Pointee);
        return New ||
               It->second.getCanonicalType() == Pointee.getCanonicalType();
      }
      return match(Want, Pointee);
    }
    return !Param->isDependentType();
  }

  /// The type bound to a parameter, or null.
  QualType at(unsigned Index) const { return Bound.lookup(Index); }

private:
  const TemplateParameterList &Params;
  llvm::DenseMap<unsigned, QualType> Bound;
};

class AstUses : public RecursiveASTVisitor<AstUses> {
  using Base = RecursiveASTVisitor<AstUses>;

public:
  AstUses(ASTContext &Context, Recorder &Out)
      : Context(Context), SM(Context.getSourceManager()), Out(Out),
        Policy(Context.getLangOpts()) {
    Policy.SuppressUnwrittenScope = true;
    Policy.SuppressInlineNamespace = true;
  }

  bool shouldVisitTemplateInstantiations() const { return false; }
  bool shouldVisitImplicitCode() const { return false; }

  // ---- Names --------------------------------------------------------------

  bool TraverseDecl(Decl *D) {
    auto *F = dyn_cast_or_null<FunctionDecl>(D);
    if (auto *T = dyn_cast_or_null<FunctionTemplateDecl>(D))
      F = T->getTemplatedDecl();
    if (!F)
      return Base::TraverseDecl(D);
    llvm::SaveAndRestore<const FunctionDecl *> Enclosing(Out.enclosing, F);
    return Base::TraverseDecl(D);
  }

  bool VisitNamedDecl(NamedDecl *D) {
    own(*D, D->getLocation());
    return true;
  }

  bool VisitDecl(Decl *D) {
    for (const Attr *A : D->attrs())
      recordAttribute(*A);
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    record(*E->getDecl(), E->getLocation());
    auto *D = dyn_cast<VarDecl>(E->getDecl());
    if (auto *S = dyn_cast_or_null<VarTemplateSpecializationDecl>(D))
      placeInstance(*S->getSpecializedTemplate(), E->getLocation(),
                    E->getRAngleLoc());
    else if (D && isDynamicShared(*D) && !isArray(*D))
      if (Use *U = Out.add(Use::Kind::Syntax, "dynamic_shared_object",
                           E->getLocation()))
        U->slots.push_back({"name", U->token, "", 0});
    return true;
  }

  bool VisitMemberExpr(MemberExpr *E) {
    if (E->getMemberLoc().isValid() && E->getMemberDecl()->getIdentifier())
      record(*E->getMemberDecl(), E->getMemberLoc());
    return true;
  }

  bool VisitOverloadExpr(OverloadExpr *E) {
    // An operator goes with its type, in templates too, where those of every
    // CUDA type are candidates.
    if (!E->getName().getAsIdentifierInfo())
      return true;
    unsigned Cuda = 0;
    const NamedDecl *First = nullptr;
    for (const NamedDecl *D : E->decls()) {
      D = D->getUnderlyingDecl();
      if (auto *Variable = dyn_cast<VarTemplateDecl>(D))
        placeInstance(*Variable, E->getNameLoc(), E->getRAngleLoc());
      if (!Out.isCuda(*D))
        continue;
      ++Cuda;
      First = First ? First : D;
    }
    if (!First) {
      // In a template Clang leaves a call without any candidate to the
      // argument-dependent lookup of later; the source may declare it below.
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
      U->notEditable = "the name also stands for functions of the source's "
                       "own, and only a template's arguments decide";
    }
    return true;
  }

  bool VisitCallExpr(CallExpr *E) {
    // A pattern moves arguments, so it needs to know where they are.
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
        record(*D.getFieldDecl(), D.getFieldLoc());
    return true;
  }

  bool VisitTypedefTypeLoc(TypedefTypeLoc T) {
    record(*T.getTypedefNameDecl(), T.getNameLoc());
    return true;
  }
  bool VisitTagTypeLoc(TagTypeLoc T) {
    record(*T.getDecl(), T.getNameLoc());
    return true;
  }
  bool VisitUsingTypeLoc(UsingTypeLoc T) {
    record(*T.getFoundDecl()->getTargetDecl(), T.getNameLoc());
    return true;
  }
  bool VisitTemplateSpecializationTypeLoc(TemplateSpecializationTypeLoc T) {
    record(T.getTypePtr()->getTemplateName(), T.getTemplateNameLoc());
    return true;
  }
  bool VisitDeducedTemplateSpecializationTypeLoc(
      DeducedTemplateSpecializationTypeLoc T) {
    record(T.getTypePtr()->getTemplateName(), T.getTemplateNameLoc());
    return true;
  }
  bool TraverseTemplateArgumentLoc(const TemplateArgumentLoc &A) {
    if (A.getArgument().getKind() == TemplateArgument::Template)
      record(A.getArgument().getAsTemplate(), A.getTemplateNameLoc());
    return Base::TraverseTemplateArgumentLoc(A);
  }

  bool TraverseNestedNameSpecifierLoc(NestedNameSpecifierLoc Q) {
    if (Q) {
      NestedNameSpecifier *N = Q.getNestedNameSpecifier();
      if (N->getKind() == NestedNameSpecifier::Namespace) {
        if (leadsToOwn(*N->getAsNamespace(), Q.getEndLoc()))
          Out.own(Q.getLocalBeginLoc(), N->getAsNamespace()->getIdentifier());
        else
          record(*N->getAsNamespace(), Q.getLocalBeginLoc());
      } else if (N->getKind() == NestedNameSpecifier::NamespaceAlias)
        record(*N->getAsNamespaceAlias(), Q.getLocalBeginLoc());
    }
    return Base::TraverseNestedNameSpecifierLoc(Q);
  }
  bool VisitUsingDirectiveDecl(UsingDirectiveDecl *D) {
    record(*D->getNominatedNamespaceAsWritten(), D->getIdentLocation());
    return true;
  }
  bool VisitNamespaceAliasDecl(NamespaceAliasDecl *D) {
    record(*D->getAliasedNamespace(), D->getTargetNameLoc());
    return true;
  }
  bool VisitUsingDecl(UsingDecl *D) {
    for (const UsingShadowDecl *S : D->shadows()) {
      record(*S->getTargetDecl(), D->getNameInfo().getLoc());
      break;
    }
    return true;
  }

  /// A name that no node of the tree stands for.
  void lookUp(DeclContext &Scope, const IdentifierInfo &Name,
              SourceLocation Loc) {
    DeclContext::lookup_result Found;
    for (DeclContext *C = &Scope; C && Found.empty(); C = C->getParent()) {
      Found = C->getRedeclContext()->lookup(&Name);
      for (const UsingDirectiveDecl *D : C->using_directives())
        if (Found.empty())
          Found = D->getNominatedNamespace()->lookup(&Name);
    }
    if (!Found.empty() && llvm::all_of(Found, [&](const NamedDecl *D) {
          return Out.isCuda(*D->getUnderlyingDecl()) || Out.isCuda(*D);
        }))
      record(*Found.front(), Loc);
  }

  // ---- Syntax -------------------------------------------------------------

  bool VisitRecoveryExpr(RecoveryExpr *E) {
    recordLaunch(*E);
    return true;
  }

  bool TraverseCUDAKernelCallExpr(CUDAKernelCallExpr *E,
                                  DataRecursionQueue * = nullptr) {
    // The configuration is a call that nobody wrote; only its arguments are
    // the source's.
    recordLaunch(*E);
    if (!TraverseStmt(E->getCallee()))
      return false;
    for (Expr *A : E->getConfig()->arguments())
      if (!isa<CXXDefaultArgExpr>(A) && !TraverseStmt(A))
        return false;
    for (Expr *A : E->arguments())
      if (!isa<CXXDefaultArgExpr>(A) && !TraverseStmt(A))
        return false;
    return true;
  }

  /// A kernel with C's linkage: what programs look up in modules by its name.
  bool VisitFunctionDecl(FunctionDecl *F) {
    droppedExceptions(*F);
    if (F->isThisDeclarationADefinition() && !F->isImplicit())
      Out.function(*F);
    if (!F->hasAttr<CUDAGlobalAttr>() || !F->isThisDeclarationADefinition() ||
        !F->isExternC() || !F->hasBody())
      return true;
    SourceLocation End = F->getBody()->getEndLoc();
    auto At = Out.spelling(End);
    if (!At || !At->file || End.isMacroID())
      return true;
    if (Use *U = Out.add(Use::Kind::Syntax, "exported_kernel", End)) {
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
    if (Use *U = Out.add(Use::Kind::Syntax, "kernel_address",
                         Kernel->getBeginLoc())) {
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

  /// `++b` of a bool is true afterwards, whatever it was.
  bool VisitUnaryOperator(UnaryOperator *E) {
    const Expr *Operand = E->getSubExpr();
    if (!E->isIncrementOp() || Operand->isTypeDependent() ||
        !Operand->getType()->isBooleanType())
      return true;
    SourceLocation At = E->getOperatorLoc();
    Use *U =
        Out.add(Use::Kind::Syntax,
                E->isPostfix() ? "increment_bool_after" : "increment_bool", At);
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

  bool VisitVarDecl(VarDecl *D) {
    if (D->getStorageClass() == SC_Register && !D->hasAttr<AsmLabelAttr>())
      droppedRegister(*D);
    if (!isDynamicShared(*D))
      return true;
    Use *U = Out.add(Use::Kind::Syntax, "dynamic_shared", D->getLocation());
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

  bool VisitGCCAsmStmt(GCCAsmStmt *S) {
    if (!isDeviceCode(S->getAsmLoc())) {
      Out.ownToken(S->getAsmLoc());
      return true;
    }
    StringRef Text = S->getAsmString()->getString();
    std::string Known = assemblyRule(Text);
    bool HasRule = Out.rules().find(Known);
    Use *U =
        Out.add(Use::Kind::Syntax, HasRule ? Known : useOf(*S), S->getAsmLoc());
    if (U && HasRule && !placeAssembly(*S, *U))
      U->notEditable = "the statement and its operands come from different "
                       "macros";
    return true;
  }

private:
  static bool isDynamicShared(const VarDecl &D) {
    return D.hasAttr<CUDASharedAttr>() && D.hasExternalStorage();
  }
  bool isArray(const VarDecl &D) const {
    return Context.getAsArrayType(D.getType()) != nullptr;
  }

  // ---- What C++17 has dropped ----------------------------------------------

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
      Use *U = Out.add(Use::Kind::Syntax, "register", T.getLocation());
      if (!U || !Cursor.next(T))
        return;
      // Goes with the blanks behind it; the word that follows stays.
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
    if (Use *U =
            Out.add(Use::Kind::Syntax, "exception_types", Spec.getBegin())) {
      if (auto Whole = range(Spec, Spec.getBegin()))
        U->whole = *Whole;
      else
        U->notEditable = "the specification comes from several macros";
    }
  }

  /// Notes a name that the source declares itself.
  void own(const NamedDecl &D, SourceLocation Loc) {
    const IdentifierInfo *Name = D.getIdentifier();
    if (!Name || !Out.resembles(*Name))
      return;
    const Rule *R = Out.rules().find(Name->getName());
    if ((!R || R->lexical) && isTornUse(D))
      return;
    if (isa<TagDecl>(D) && Out.isCuda(D)) {
      Out.add(Use::Kind::Type, Name->getName().str(), Loc);
      return;
    }
    Out.own(Loc, Name);
  }

  /// In torn code Clang takes a use for a declaration: `cudaMemcpy[0]` at the
  /// top of a file, `WHAT cudaError_t f()`, `int dim3 blocks(1)`. So it does
  /// with a type that nothing declares in `static cufftResult (*f)(int)`.
  bool isTornUse(const NamedDecl &D) {
    if (!isa<DeclaratorDecl, TypedefNameDecl>(D) ||
        D.getLocation().isMacroID() || D.getLocation().isInvalid())
      return false;
    auto [It, New] = Torn.try_emplace(&D);
    if (New)
      It->second = looksTorn(D);
    return It->second;
  }

  /// Whether Clang has made up the type that a declaration begins with.
  static bool lacksType(const NamedDecl &D) {
    const TypeSourceInfo *Written = nullptr;
    if (auto *Declarator = dyn_cast<DeclaratorDecl>(&D))
      Written = Declarator->getTypeSourceInfo();
    else if (auto *Typedef = dyn_cast<TypedefNameDecl>(&D))
      Written = Typedef->getTypeSourceInfo();
    if (!Written)
      return false;
    TypeLoc T = Written->getTypeLoc();
    while (TypeLoc Inner = T.getNextTypeLoc())
      T = Inner;
    auto Builtin = T.getAs<BuiltinTypeLoc>();
    return Builtin && Builtin.getBuiltinLoc().isInvalid();
  }

  bool looksTorn(const NamedDecl &D) const {
    auto Next = Lexer::findNextToken(D.getLocation(), SM, Out.language());
    if (!Next || Next->isOneOf(tok::eof, tok::raw_identifier))
      return isa<DeclaratorDecl>(D);
    bool Typeless = lacksType(D);
    if (!D.isInvalidDecl() && !Typeless)
      return false;
    // In C a function may do without: `init() { ... }`.
    if (auto *F = dyn_cast<FunctionDecl>(&D);
        F && !F->isInvalidDecl() && F->isThisDeclarationADefinition())
      return false;
    // Clang does not tell an unknown type from none.
    auto [ID, Offset] = SM.getDecomposedLoc(D.getLocation());
    RawTokens Tokens(SM.getBufferData(ID).take_front(Offset));
    bool Directive = true; // likewise at the beginning
    int Parameters = 0;    // open brackets of `template <...>`
    bool Header = false;   // the last one that closed was such a list's
    Token Before, T;
    Before.startToken();
    for (Span At; Tokens.next(T, At); Before = T) {
      if (T.isAtStartOfLine())
        Directive = T.is(tok::hash);
      if (T.is(tok::less) &&
          (Parameters || (Before.is(tok::raw_identifier) &&
                          Before.getRawIdentifier() == "template")))
        ++Parameters;
      else if (T.isOneOf(tok::semi, tok::l_brace))
        Parameters = 0;
      else if (int Closed = T.is(tok::greater)          ? 1
                            : T.is(tok::greatergreater) ? 2
                                                        : 0) {
        Header = Parameters && Parameters <= Closed;
        Parameters = std::max(0, Parameters - Closed);
      }
    }
    if (Directive)
      return true;
    if (Before.isOneOf(tok::greater, tok::greatergreater))
      return Typeless && Header;
    if (Before.isNot(tok::raw_identifier))
      return !Before.isOneOf(tok::star, tok::amp, tok::ampamp);
    StringRef Word = Before.getRawIdentifier();
    const Rule *R = Out.rules().find(Word);
    if (R && R->isFunctionOrValue())
      return true;
    // What stands before is no type either.
    return Typeless &&
           ((R && R->kind == Rule::Kind::Macro) ||
            Context.Idents.get(Word).hadMacroDefinition() || isSpecifier(Word));
  }

  void record(const NamedDecl &D, SourceLocation Loc) {
    // Old C calls functions that no header declares; Clang makes one up.
    bool MadeUp = D.isImplicit() && isa<FunctionDecl>(D) &&
                  Out.rules().find(qualifiedName(D));
    if (!MadeUp && !Out.isCuda(D)) {
      own(D, Loc);
      return;
    }
    // Constructors and operators go with their type.
    if (!D.getIdentifier())
      return;
    Out.add(kindOf(D), qualifiedName(D), Loc);
  }
  void record(TemplateName T, SourceLocation Loc) {
    if (const TemplateDecl *D = T.getAsTemplateDecl())
      record(*D, Loc);
  }

  /// Whether the name behind `Scope::` is one that the source itself has put
  /// into a namespace of CUDA's.
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

  static Use::Kind kindOf(const NamedDecl &D) {
    const NamedDecl *U = D.getUnderlyingDecl();
    if (isa<NamespaceDecl, NamespaceAliasDecl>(U))
      return Use::Kind::Namespace;
    if (isa<TypeDecl, ClassTemplateDecl, TypeAliasTemplateDecl>(U))
      return Use::Kind::Type;
    if (U->isCXXClassMember())
      return Use::Kind::Member;
    if (isa<FieldDecl, IndirectFieldDecl>(U))
      return Use::Kind::Member;
    if (U->getAsFunction())
      return Use::Kind::Function;
    return Use::Kind::Value;
  }

  void recordAttribute(const Attr &A) {
    if (A.isImplicit() || A.isInherited())
      return;
    switch (A.getKind()) {
    case attr::CUDAConstant:
    case attr::CUDADevice:
    case attr::CUDAGlobal:
    case attr::CUDAHost:
    case attr::CUDALaunchBounds:
    case attr::CUDAShared:
    case attr::HIPManaged:
      break;
    default:
      return;
    }
    // Through the CUDA world's own macros, the preprocessor has seen it.
    SourceLocation Loc = A.getLocation();
    auto At = Out.spelling(Loc);
    if (!At || !At->file)
      return;
    const IdentifierInfo *Name = A.getAttrName();
    if (!Name)
      return;
    Use *U = Out.add(Use::Kind::Syntax, attributeRule(Name->getName()), Loc);
    if (U && !placeAttribute(SM.getBufferData(At->id), *U))
      U->notEditable = "the attribute does not stand alone in its parentheses";
  }

  /// `L` at the macro level where `Ref` is spelled, as a file location; or
  /// nothing when the two come from different places.
  std::optional<SourceLocation> levelWith(SourceLocation L, SourceLocation Ref,
                                          bool End) const {
    auto Expansion = [&](SourceLocation X) {
      auto R = SM.getImmediateExpansionRange(X);
      return End ? R.getEnd() : R.getBegin();
    };
    while (Ref.isMacroID()) {
      if (SM.isMacroArgExpansion(Ref)) {
        // Both were written in the same macro's arguments.
        FileID Call =
            SM.getFileID(SM.getImmediateExpansionRange(Ref).getBegin());
        while (L.isMacroID() &&
               !(SM.isMacroArgExpansion(L) &&
                 SM.getFileID(SM.getImmediateExpansionRange(L).getBegin()) ==
                     Call))
          L = Expansion(L);
        if (!L.isMacroID())
          return std::nullopt;
        Ref = SM.getImmediateSpellingLoc(Ref);
        L = SM.getImmediateSpellingLoc(L);
        continue;
      }
      while (L.isMacroID() && SM.getFileID(L) != SM.getFileID(Ref))
        L = Expansion(L);
      if (!L.isMacroID())
        return std::nullopt;
      return SM.getSpellingLoc(L);
    }
    while (L.isMacroID())
      L = Expansion(L);
    if (SM.getFileID(L) != SM.getFileID(Ref))
      return std::nullopt;
    return L;
  }

  /// A token range as bytes of the file that `Ref` is spelled in.
  std::optional<Span> range(SourceRange R, SourceLocation Ref) const {
    auto Begin = levelWith(R.getBegin(), Ref, false);
    auto End = levelWith(R.getEnd(), Ref, true);
    if (!Begin || !End || SM.getFileID(*Begin) != SM.getFileID(*End))
      return std::nullopt;
    unsigned B = skipSplices(SM.getBufferData(SM.getFileID(*Begin)),
                             SM.getFileOffset(*Begin));
    unsigned E = SM.getFileOffset(*End);
    E += Lexer::MeasureTokenLength(*End, SM, Out.language());
    if (E < B)
      return std::nullopt;
    return Span{B, E};
  }

  // ---- Launches -----------------------------------------------------------

  /// The template arguments that the launch deduced, to be spelled out; empty
  /// when there are none. Nothing when they have no spelling.
  std::optional<std::string> deducedArguments(CUDAKernelCallExpr &E,
                                              bool &Whole) const {
    Whole = false;
    Expr *Callee = E.getCallee()->IgnoreParenImpCasts();
    if (auto *Ref = dyn_cast<DeclRefExpr>(Callee)) {
      auto *F = dyn_cast<FunctionDecl>(Ref->getDecl());
      if (!F)
        return "";
      if (isOverloaded(*F) || E.getNumArgs() != writtenArgs(E))
        return std::nullopt;
      if (!F->getPrimaryTemplate() || !F->getTemplateSpecializationArgs())
        return "";
      llvm::SmallVector<TemplateArgument> Args;
      for (const TemplateArgument &A :
           F->getTemplateSpecializationArgs()->asArray()) {
        if (A.getKind() == TemplateArgument::Pack)
          Args.append(A.pack_begin(), A.pack_end());
        else
          Args.push_back(A);
      }
      unsigned Written = Ref->getNumTemplateArgs();
      if (Written >= Args.size())
        return "";
      std::string Text = Written ? ", " : "";
      for (unsigned I = Written; I < Args.size(); ++I) {
        std::string One = spelled(Args[I]);
        if (One.empty())
          return std::nullopt;
        Text += (I > Written ? ", " : "") + One;
      }
      Whole = !Ref->hasExplicitTemplateArgs();
      return Text;
    }
    auto *Overloads = dyn_cast<OverloadExpr>(Callee);
    if (!Overloads)
      return "";
    if (Overloads->getNumDecls() != 1)
      return std::nullopt;
    const NamedDecl *D = (*Overloads->decls_begin())->getUnderlyingDecl();
    auto *Template = dyn_cast<FunctionTemplateDecl>(D);
    if (!Template)
      return "";
    const TemplateParameterList &Params = *Template->getTemplateParameters();
    unsigned Written = Overloads->getNumTemplateArgs();
    if (Written >= Params.size())
      return "";
    const FunctionDecl *F = Template->getTemplatedDecl();
    if (F->getNumParams() != E.getNumArgs())
      return std::nullopt;
    Deduction Types(Params);
    for (unsigned I = 0; I < E.getNumArgs(); ++I)
      if (!Types.match(F->getParamDecl(I)->getType(),
                       E.getArg(I)->IgnoreParenImpCasts()->getType()))
        return std::nullopt;
    std::string Text = Written ? ", " : "";
    for (unsigned I = Written; I < Params.size(); ++I) {
      if (isa<NonTypeTemplateParmDecl, TemplateTemplateParmDecl>(
              Params.getParam(I)) ||
          Params.getParam(I)->isParameterPack() || Types.at(I).isNull())
        return std::nullopt;
      std::string One = spelled(TemplateArgument(Types.at(I)));
      if (One.empty())
        return std::nullopt;
      Text += (I > Written ? ", " : "") + One;
    }
    Whole = !Overloads->hasExplicitTemplateArgs();
    return Text;
  }

  static unsigned writtenArgs(const CUDAKernelCallExpr &E) {
    return llvm::count_if(E.arguments(), [](const Expr *A) {
      return !isa<CXXDefaultArgExpr>(A);
    });
  }

  bool isOverloaded(const FunctionDecl &F) const {
    const DeclContext *Scope = F.getDeclContext()->getRedeclContext();
    const NamedDecl *Self =
        F.getPrimaryTemplate() ? static_cast<const NamedDecl *>(
                                     F.getPrimaryTemplate()->getCanonicalDecl())
                               : F.getCanonicalDecl();
    for (const NamedDecl *D : Scope->lookup(F.getDeclName())) {
      const NamedDecl *U = D->getUnderlyingDecl();
      if (isa<FunctionDecl, FunctionTemplateDecl>(U) &&
          U->getCanonicalDecl() != Self)
        return true;
    }
    return false;
  }

  /// A template argument as source text; empty when it has no name.
  std::string spelled(const TemplateArgument &A) const {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    if (A.getKind() == TemplateArgument::Type) {
      QualType T = A.getAsType();
      if (T->isInstantiationDependentType() || T->getAsTagDecl() == nullptr ||
          T->getAsTagDecl()->getIdentifier() ||
          T->getAsTagDecl()->getTypedefNameForAnonDecl())
        OS << T.getAsString(Policy);
    } else {
      A.print(Policy, OS, /*IncludeType=*/false);
    }
    // "(lambda at f.cu:3:4)", "(unnamed struct ...)", "type-parameter-0-0".
    if (Text.find("(lambda") != Text.npos ||
        Text.find("(unnamed") != Text.npos ||
        Text.find("(anonymous") != Text.npos ||
        Text.find("type-parameter-") != Text.npos || Text == "<dependent type>")
      return "";
    return Text;
  }

  void recordLaunch(CUDAKernelCallExpr &E) {
    SourceLocation Open = E.getConfig()->getBeginLoc();
    // Clang places the configuration call at the `<<<` token.
    if (auto *Ref = dyn_cast<DeclRefExpr>(
            E.getConfig()->getCallee()->IgnoreParenImpCasts()))
      Open = Ref->getLocation();
    auto At = Out.spelling(Open);
    if (!At || !At->file)
      return;
    bool NewList = false;
    std::optional<std::string> Deduced = deducedArguments(E, NewList);
    if (Open.isMacroID() &&
        !levelWith(E.getCallee()->getBeginLoc(), Open, false) &&
        recordApart(E, Open, *At, Deduced, NewList))
      return;
    Use *U =
        Out.add(Use::Kind::Syntax, Deduced ? "launch" : "launch_deduced", Open);
    if (!U)
      return;
    if (!placeLaunch(*E.getCallee(), Open, *At, Deduced.value_or(""), NewList,
                     *U))
      U->notEditable = "the kernel's name and its launch come from different "
                       "macros";
    if (U->name == "launch_deduced")
      placeArguments(*E.getCallee(), E.arguments(), *U);
  }

  /// A launch by device code of a kernel that is a template or overloaded:
  /// Clang finds no function for the call and keeps its parts only.
  void recordLaunch(RecoveryExpr &E) {
    ArrayRef<Expr *> Parts = E.subExpressions();
    auto *Kernels = Parts.empty() ? nullptr : dyn_cast<OverloadExpr>(Parts[0]);
    if (!Kernels || !Out.enclosing || !isDeviceSide(*Out.enclosing))
      return;
    for (const NamedDecl *D : Kernels->decls()) {
      const FunctionDecl *F = D->getUnderlyingDecl()->getAsFunction();
      if (!F || !F->hasAttr<CUDAGlobalAttr>())
        return;
    }
    auto End = Out.spelling(Kernels->getEndLoc());
    if (!End || Kernels->getEndLoc().isMacroID())
      return;
    TokenCursor Cursor(Out, End->id, End->span.end);
    Token T;
    if (!Cursor.next(T) || T.isNot(tok::lesslessless))
      return;
    Use *U = Out.add(Use::Kind::Syntax, "launch_deduced", T.getLocation());
    auto At = Out.spelling(T.getLocation());
    if (!U || !At)
      return;
    if (placeLaunch(*Kernels, T.getLocation(), *At, "", false, *U))
      placeArguments(*Kernels, Parts.drop_front(), *U);
    else
      U->notEditable = "the kernel's name and its launch come from different "
                       "macros";
  }

  /// Looks after the arguments of a launch whose kernel follows from them.
  template <class Range>
  void placeArguments(const Expr &Callee, const Range &Arguments, Use &U) {
    std::vector<Untyped> Found;
    unsigned I = 0;
    for (const Expr *A : Arguments)
      if (!isa<CXXDefaultArgExpr>(A) && !findType(Callee, I++, *A, Found))
        U.name = "launch_untyped";
    // U may move from here on.
    for (const Untyped &A : Found) {
      bool IsNull = A.type.empty();
      Use *Argument = Out.add(Use::Kind::Syntax,
                              IsNull ? "launch_null" : "launch_list", A.at);
      if (Argument && !IsNull)
        Argument->slots.push_back(
            {"list", Argument->token, A.type, Argument->token.begin});
    }
  }

  /// An argument of a launch that gets its type from the kernel alone:
  /// `{1, 2}`, or NULL or 0 for a pointer.
  struct Untyped {
    SourceLocation at;
    std::string type; ///< Of the list; empty for a null pointer.
  };

  /// Adds the argument to `Found` if it is one. False where the kernels of that
  /// name do not agree on its type, or it can't be written there.
  bool findType(const Expr &Callee, unsigned I, const Expr &A,
                std::vector<Untyped> &Found) const {
    SourceLocation Begin = SM.getSpellingLoc(A.getBeginLoc());
    if (Begin.isValid() && *SM.getCharacterData(Begin) == '{') {
      std::string Type = listType(Callee, I);
      if (Type.empty() || A.getBeginLoc().isMacroID())
        return false;
      Found.push_back({A.getBeginLoc(), Type});
      return true;
    }
    const Expr *Plain = A.IgnoreParenImpCasts();
    auto *Zero = dyn_cast<IntegerLiteral>(Plain);
    if (!isa<GNUNullExpr>(Plain) && !(Zero && Zero->getValue().isZero()))
      return true;
    auto IsPointer = [](QualType T) { return T->isPointerType(); };
    std::vector<QualType> Types = parameterTypes(Callee, I);
    if (llvm::none_of(Types, IsPointer))
      return true;
    SourceLocation Loc = Plain->getBeginLoc();
    if (Loc.isMacroID() &&
        Lexer::getImmediateMacroName(Loc, SM, Out.language()) == "NULL")
      Loc = SM.getImmediateExpansionRange(Loc).getBegin();
    if (Loc.isMacroID() || !llvm::all_of(Types, IsPointer))
      return false;
    Found.push_back({Loc, ""});
    return true;
  }

  /// The type that a list in braces becomes, as source text; empty where it
  /// depends on the launch.
  std::string listType(const Expr &Callee, unsigned Argument) const {
    QualType Type;
    for (QualType T : parameterTypes(Callee, Argument)) {
      // The canonical type has its scopes, which the launch may stand outside.
      T = Context.getCanonicalType(T).getNonReferenceType();
      T = T.getUnqualifiedType();
      if (T->isDependentType() ||
          !(T->isRecordType() || T->isEnumeralType() || T->isBuiltinType()))
        return "";
      if (!Type.isNull() && Type != T)
        return "";
      Type = T;
    }
    std::string Text = Type.isNull() ? "" : spelled(TemplateArgument(Type));
    // `unsigned int{1}` is no expression.
    return Text.find(' ') == Text.npos ? Text : "";
  }

  /// What the kernels of a name have there as a parameter.
  static std::vector<QualType> parameterTypes(const Expr &Callee,
                                              unsigned Argument) {
    std::vector<QualType> Types;
    auto Add = [&](const NamedDecl *D) {
      const FunctionDecl *F = D->getUnderlyingDecl()->getAsFunction();
      if (F && Argument < F->getNumParams())
        Types.push_back(F->getParamDecl(Argument)->getType());
    };
    const Expr *E = Callee.IgnoreParenImpCasts();
    if (auto *D = dyn_cast<DeclRefExpr>(E))
      Add(D->getDecl());
    else if (auto *O = dyn_cast<OverloadExpr>(E))
      llvm::for_each(O->decls(), Add);
    return Types;
  }

  /// A launch whose configuration is a macro, `#define CFG <<<1, 32>>>`: its
  /// two parts are rewritten where they stand. False when that cannot be done.
  bool recordApart(CUDAKernelCallExpr &E, SourceLocation Open,
                   const Recorder::Spelling &At,
                   const std::optional<std::string> &Deduced, bool NewList) {
    auto Close = Out.spelling(E.getConfig()->getRParenLoc());
    SourceLocation Name = E.getCallee()->getBeginLoc();
    auto Kernel = range(E.getCallee()->getSourceRange(), Name);
    if (!Deduced || !Close || Close->id != At.id ||
        Close->span.begin < At.span.end || !Kernel ||
        nameOfFunction(*E.getCallee()).isInvalid())
      return false;
    StringRef Text = SM.getBufferData(At.id);
    if (Text.slice(Close->span.begin, Close->span.end) != ">>>")
      return false;
    Use *Part = Out.add(Use::Kind::Syntax, "launch_config", Open);
    if (Part) {
      Part->whole = {At.span.begin, Close->span.end};
      Part->slots = {
          {"config", trimmed(Text, {At.span.end, Close->span.begin}), "", 0}};
    }
    Part = Out.add(Use::Kind::Syntax, "launch_kernel", Name);
    if (!Part)
      return true;
    Part->whole = *Kernel;
    Slot S{"kernel", *Kernel, "", 0};
    if (!Deduced->empty()) {
      S.append = NewList ? "<" + *Deduced + ">" : *Deduced;
      S.appendAt = Kernel->end - (NewList ? 0 : 1);
    }
    Part->slots = {S};
    return true;
  }

  /// Fills in the slots of a launch; false when it is not in one place.
  bool placeLaunch(const Expr &Callee, SourceLocation Open,
                   const Recorder::Spelling &At, StringRef Append, bool NewList,
                   Use &U) {
    auto Begin = levelWith(Callee.getBeginLoc(), Open, false);
    if (!Begin || SM.getFileID(*Begin) != At.id)
      return false;
    unsigned KernelBegin =
        skipSplices(SM.getBufferData(At.id), SM.getFileOffset(*Begin));
    if (KernelBegin >= At.span.begin)
      return false;
    TokenCursor Cursor(Out, At.id, At.span.end);
    StringRef Text = Cursor.text();
    std::optional<Span> Close;
    int Depth = 0;
    unsigned LastToken = At.span.end; // where the configuration's code ends
    for (Token T; !Close && Cursor.next(T);) {
      if (T.isOneOf(tok::l_paren, tok::l_brace, tok::l_square))
        ++Depth;
      else if (T.isOneOf(tok::r_paren, tok::r_brace, tok::r_square))
        --Depth;
      else if (T.is(tok::greatergreatergreater) && Depth == 0)
        Close = Cursor.span(T);
      if (Depth < 0)
        break;
      if (!Close)
        LastToken = Cursor.span(T).end;
    }
    if (!Close)
      return false;
    Slot Kernel{"kernel", trimmed(Text, {KernelBegin, At.span.begin}), "", 0};
    Slot Config{"config", trimmed(Text, {At.span.end, Close->begin}), "", 0};
    // What follows must not end up inside a line comment.
    auto EndComment = [&](Slot &S, unsigned CodeEnd) {
      if (!Text.slice(CodeEnd, S.span.end).contains("//"))
        return false;
      StringRef Line = Text.take_front(KernelBegin);
      Line = Line.substr(Line.rfind('\n') + 1);
      S.append = ("\n" + Line.take_while(isHorizontalWhitespace)).str();
      S.appendAt = S.span.end;
      return true;
    };
    EndComment(Config, LastToken);
    unsigned KernelEnd = KernelBegin; // where the kernel's name ends
    TokenCursor Words(Out, At.id, KernelBegin);
    for (Token T; Words.next(T) && Words.span(T).end <= At.span.begin;)
      KernelEnd = Words.span(T).end;
    bool Commented = EndComment(Kernel, KernelEnd);
    U.whole = {KernelBegin, Close->end};
    // `>>> (x)`: blanks before the arguments were for `>>>`'s sake.
    StringRef After = Text.substr(Close->end);
    if (size_t Blanks = After.find_first_not_of(" \t");
        Blanks != StringRef::npos && After[Blanks] == '(')
      U.whole.end += Blanks;
    // The name itself must stand here, not a macro's parameter: that one
    // stands for other kernels elsewhere.
    SourceLocation Name = nameOfFunction(Callee);
    unsigned NameAt =
        skipSplices(Text, SM.getFileOffset(SM.getSpellingLoc(Name)));
    bool Here = Name.isValid() && Kernel.span.begin <= NameAt &&
                NameAt < Kernel.span.end &&
                SM.getFileID(SM.getSpellingLoc(Name)) == At.id;
    if (!Append.empty()) {
      char LastChar = Text[Kernel.span.end - 1];
      if (!Here || Commented || LastChar == ')' ||
          (!NewList && LastChar != '>')) {
        U.name = "launch_deduced";
      } else if (NewList) {
        Kernel.append = ("<" + Append + ">").str();
        Kernel.appendAt = Kernel.span.end;
      } else {
        Kernel.append = Append.str();
        Kernel.appendAt = Kernel.span.end - 1;
      }
    }
    if (Here && U.name == "launch")
      U.name = "launch_named";
    U.slots = {Kernel, Config};
    return true;
  }

  /// Where a kernel that is a function, not a pointer to one, is named.
  static SourceLocation nameOfFunction(const Expr &Callee) {
    const Expr *E = Callee.IgnoreParenImpCasts();
    if (auto *D = dyn_cast<DeclRefExpr>(E))
      return isa<FunctionDecl>(D->getDecl()) ? D->getLocation()
                                             : SourceLocation();
    if (auto *O = dyn_cast<OverloadExpr>(E))
      return O->getNameLoc();
    return SourceLocation();
  }

  // ---- Assembly ------------------------------------------------------------

  /// Whether a statement there is the device's, and nobody has said which
  /// backend's.
  bool isDeviceCode(SourceLocation Loc) {
    if (!Out.enclosing)
      return false;
    auto [ID, Offset] = SM.getDecomposedLoc(SM.getFileLoc(Loc));
    auto It = DeviceTexts.find(ID);
    if (It == DeviceTexts.end())
      It = DeviceTexts.try_emplace(ID, Out.rules(), SM.getBufferData(ID)).first;
    return (isDeviceSide(*Out.enclosing) || It->second.isDevice(Offset)) &&
           !It->second.isForOneBackend(Offset);
  }

  /// The name of a use of assembly that has no rule. In a macro's body it is
  /// that of what is written there: each expansion may differ.
  std::string useOf(const GCCAsmStmt &S) {
    std::string Use;
    if (S.getAsmLoc().isMacroID()) {
      auto [ID, Offset] = SM.getDecomposedLoc(SM.getSpellingLoc(S.getAsmLoc()));
      StringRef Text = SM.getBufferData(ID);
      unsigned Word = Lexer::MeasureTokenLength(
          SM.getSpellingLoc(S.getAsmLoc()), SM, Out.language());
      Use = Out.rules().assemblyUse(assemblyText(Text, Offset + Word));
    }
    return Use.size() > AssemblyUse.size()
               ? Use
               : Out.rules().assemblyUse(S.getAsmString()->getString());
  }

  /// Fills in the operands' slots; false when they are not in one place.
  bool placeAssembly(GCCAsmStmt &S, Use &U) {
    auto Place = [&](SourceRange R) { return range(R, S.getAsmLoc()); };
    auto Whole = Place({S.getAsmLoc(), S.getRParenLoc()});
    if (!Whole)
      return false;
    U.whole = *Whole;
    auto Operand = [&](Expr *E) {
      auto At = Place(E->IgnoreImpCasts()->getSourceRange());
      if (At && Whole->contains(*At))
        U.slots.push_back({std::to_string(U.slots.size()), *At, "", 0});
      return At && Whole->contains(*At);
    };
    return llvm::all_of(S.outputs(), Operand) &&
           llvm::all_of(S.inputs(), Operand);
  }

  // ---- Static shared memory -----------------------------------------------

  /// `__shared__ T a[N], b;` as a construct that holds the name: one Use a
  /// variable. A declaration that is written in another way keeps what the
  /// macro `__shared__` becomes, which is right and costs more.
  void recordStaticShared(const DeclStmt &S) {
    llvm::SmallVector<const VarDecl *, 4> Variables;
    for (const Decl *D : S.decls()) {
      if (auto *T = dyn_cast<TagDecl>(D); T && !T->getIdentifier())
        continue; // of a variable whose type has no name
      auto *V = dyn_cast<VarDecl>(D);
      if (!V || !V->hasAttr<CUDASharedAttr>() || V->hasExternalStorage() ||
          isFixed(*V))
        return;
      Variables.push_back(V);
    }
    const VarDecl &First = *Variables.front();
    // Other attributes, and those that are written out, keep their places.
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
      Use *U = Out.add(Use::Kind::Syntax,
                       I                  ? "static_shared_next"
                       : Found->alignment ? "static_shared_aligned"
                                          : "static_shared",
                       SM.getComposedLoc(At->id, Names[I].begin));
      if (!U)
        continue;
      // Said twice: as text first, so that what is carried along is in order.
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
        // The rule sets a blank in front of the construct.
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

  /// Where the source writes the word that stands for the attribute: in a macro
  /// of its own that stands for nothing else, or `__shared__`.
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
    std::vector<Span> specifiers; ///< Without what the construct says itself.
    std::vector<Span> declarators, commas;
    std::optional<Span> alignment; ///< What stands in `alignas(...)`.
    bool alignmentOfType = false;
  };
  /// The parts of a declaration by its tokens; nothing when it has another
  /// form. \p Alignas is what Clang knows of one.
  std::optional<StaticShared> readStaticShared(FileID ID, Span Whole, Span Word,
                                               llvm::ArrayRef<Span> Names,
                                               bool InMacro,
                                               const AlignedAttr *Alignas) {
    struct Part {
      Span span;
      tok::TokenKind kind;
      StringRef word;
      int depth; ///< Of brackets, outside of the token's own.
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
    // Attributes between double brackets have to go, or stay, in front.
    auto StartsAttribute = [&](const Part &P) {
      return P.kind == tok::l_square && P.span.begin < Names.front().begin &&
             Text.substr(P.span.end).ltrim().starts_with("[");
    };
    if (llvm::any_of(Parts, StartsAttribute) ||
        Text.take_front(Whole.begin).rtrim().ends_with("]]"))
      return std::nullopt;

    StaticShared Found;
    // Where each declarator begins, with its `*`.
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

    unsigned At = Whole.begin; // of what stays
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
        return std::nullopt; // the name of the type, too
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
        // What Clang has passed over, since C++ does not allow it there, must
        // be a number for sure.
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

  /// `x<N>` of dynamic shared memory that is a variable template
  void placeInstance(const VarTemplateDecl &T, SourceLocation Name,
                     SourceLocation RAngle) {
    if (!isDynamicShared(*T.getTemplatedDecl()))
      return;
    Use *U = Out.add(Use::Kind::Syntax, "dynamic_shared_instance", Name);
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
    // T x[][N]: the lengths of a row stand behind the name.
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
    // Qualifiers stand outside Clang's range of the type.
    std::string Qualifiers;
    QualType Q = Element.getType();
    if (Q.isLocalConstQualified())
      Qualifiers += "const ";
    if (Q.isLocalVolatileQualified())
      Qualifiers += "volatile ";
    // Attributes may stand before everything Clang counts as the declaration.
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
    if (IsTemplate) {
      U.name = "dynamic_shared_template";
    } else if (Row) {
      U.name = "dynamic_shared_rows";
      U.slots.push_back({"row", *Row, "", 0});
    }
    if (Alignment) {
      U.name += "_aligned";
      U.slots.push_back({"alignment", *Alignment, "", 0});
    } else if (auto Bytes = misplacedAlignment(At->id, *Decl)) {
      U.name += "_alignas";
      U.slots.push_back({"alignment", *Bytes, "", 0});
    }
    return true;
  }

  /// What stands in the parentheses of an `alignas` that Clang has passed over,
  /// since C++ does not allow it behind `__shared__`.
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

  /// Steps back over `extern`, attributes and macros to where the declaration
  /// begins: behind the `;`, brace or directive before it.
  unsigned declarationStart(FileID ID, unsigned Offset) const {
    StringRef Text = SM.getBufferData(ID);
    unsigned I = Offset;
    while (I > 0) {
      // Whole words on the same line only.
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

  ASTContext &Context;
  const SourceManager &SM;
  Recorder &Out;
  PrintingPolicy Policy;
  std::map<FileID, DeviceText> DeviceTexts; ///< Of files with assembly.
  llvm::DenseMap<const NamedDecl *, bool> Torn;
  llvm::DenseMap<const FunctionDecl *, SharedVariables> FixedShared;
};

} // namespace

namespace {

/// The source's own word; implicit attributes come from the prelude.
template <class A> bool says(const FunctionDecl &F) {
  auto *Attribute = F.getAttr<A>();
  return Attribute && !Attribute->isImplicit();
}

/// The declaration that a definition without qualifiers has them from; null:
/// there is none.
const FunctionDecl *inheritedFrom(const FunctionDecl &F) {
  if (!F.getASTContext().getLangOpts().CUDA || !F.getDeclName() ||
      F.hasAttr<CUDAGlobalAttr>() || says<CUDAHostAttr>(F) ||
      says<CUDADeviceAttr>(F))
    return nullptr;
  QualType Type = F.getType().getCanonicalType();
  for (const NamedDecl *D :
       F.getDeclContext()->getRedeclContext()->lookup(F.getDeclName()))
    if (const FunctionDecl *Other = D->getAsFunction();
        Other && Other != &F && Other->hasAttr<CUDADeviceAttr>() &&
        F.getASTContext().hasSameFunctionTypeIgnoringExceptionSpec(
            Other->getType().getCanonicalType(), Type))
      return Other;
  return nullptr;
}

} // namespace

bool declaredForDevice(const FunctionDecl &F) { return inheritedFrom(F); }

bool isDeviceSide(const FunctionDecl &F) {
  if (F.hasAttr<CUDAGlobalAttr>() || says<CUDADeviceAttr>(F))
    return true;
  const FunctionDecl *Declaration = inheritedFrom(F);
  return Declaration && says<CUDADeviceAttr>(*Declaration);
}

void recordName(DeclContext &Scope, Recorder &Out, const IdentifierInfo &Name,
                SourceLocation Loc) {
  AstUses(Scope.getParentASTContext(), Out).lookUp(Scope, Name, Loc);
}

void recordAst(ASTContext &Context, Recorder &Out) {
  AstUses Visitor(Context, Out);
  for (Decl *D : Out.declarations(Context))
    Visitor.TraverseDecl(D);
}

} // namespace causeway
