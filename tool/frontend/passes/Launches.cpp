// Records launches of kernels, with the template arguments that Clang deduced.
//
//   scale<<<blocks, 256>>>(x, n); // launch_named: kernel, config
//   scale<<<1, 32>>>({1, 2}, 0);  // launch_list, launch_null: its arguments
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/AstPass.h"
#include "frontend/AstVisitor.h"
#include "frontend/DeviceSide.h"
#include "frontend/Lines.h"
#include "frontend/TokenCursor.h"
#include "clang/Lex/Lexer.h"

namespace causeway {
namespace {

using namespace clang;

/// Trims blanks, newlines and line splices on both sides.
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

/// Deduces template parameters from the types of a launch's arguments where
/// Clang could not: inside templates, for dependent types.
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

class Launches : public AstVisitor<Launches> {
public:
  Launches(const ParsedAst &Ast, Recorder &Out) : AstVisitor(Ast, Out) {
    Policy.SuppressUnwrittenScope = true;
    Policy.SuppressInlineNamespace = true;
  }

  bool VisitRecoveryExpr(RecoveryExpr *E) {
    recordLaunch(*E);
    return true;
  }

  void visitLaunch(CUDAKernelCallExpr &E) { recordLaunch(E); }

private:
  /// The deduced template arguments of a launch, as text to append; empty if
  /// there are none. Nullopt if they cannot be written. \p Whole says that the
  /// launch has no list of template arguments yet.
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

  /// A template argument as source text; empty if it cannot be written.
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
    if (!At)
      return;
    if (!At->file)
      return Out.noteOutside(Open);
    bool NewList = false;
    std::optional<std::string> Deduced = deducedArguments(E, NewList);
    if (Open.isMacroID() &&
        !levelWith(E.getCallee()->getBeginLoc(), Open, false) &&
        recordApart(E, Open, *At, Deduced, NewList))
      return;
    Use *U =
        Out.add(Deduced ? Construct::Launch : Construct::LaunchDeduced, Open);
    if (!U)
      return;
    if (!placeLaunch(*E.getCallee(), Open, *At, Deduced.value_or(""), NewList,
                     *U))
      U->notEditable = "the kernel's name and its launch come from different "
                       "macros";
    if (is(*U, Construct::LaunchDeduced))
      placeArguments(*E.getCallee(), E.arguments(), *U);
  }

  /// Device code launches a kernel that is a template or overloaded. Clang
  /// finds no function for the call and keeps only its parts.
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
    Use *U = Out.add(Construct::LaunchDeduced, T.getLocation());
    auto At = Out.spelling(T.getLocation());
    if (!U || !At)
      return;
    if (placeLaunch(*Kernels, T.getLocation(), *At, "", false, *U))
      placeArguments(*Kernels, Parts.drop_front(), *U);
    else
      U->notEditable = "the kernel's name and its launch come from different "
                       "macros";
  }

  /// Places the arguments of a launch whose kernel is deduced from them.
  template <class Range>
  void placeArguments(const Expr &Callee, const Range &Arguments, Use &U) {
    std::vector<Untyped> Found;
    unsigned I = 0;
    for (const Expr *A : Arguments)
      if (!isa<CXXDefaultArgExpr>(A) && !findType(Callee, I++, *A, Found))
        become(U, Construct::LaunchUntyped);
    // Out.add may move U.
    for (const Untyped &A : Found) {
      bool IsNull = A.type.empty();
      Use *Argument =
          Out.add(IsNull ? Construct::LaunchNull : Construct::LaunchList, A.at);
      if (Argument && !IsNull)
        Argument->slots.push_back(
            {"list", Argument->token, A.type, Argument->token.begin});
    }
  }

  /// An argument of a launch that gets its type from the kernel alone: `{1,
  /// 2}`, or NULL or 0 for a pointer.
  struct Untyped {
    SourceLocation at;
    std::string type; ///< Type of the list; empty for a null pointer.
  };

  /// Adds the argument to `Found` if it is one. False if the kernels of that
  /// name disagree on its type, or if the type cannot be written there.
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

  /// The type of a braced list, as source text; empty if it depends on the
  /// launch.
  std::string listType(const Expr &Callee, unsigned Argument) const {
    QualType Type;
    for (QualType T : parameterTypes(Callee, Argument)) {
      // The canonical type includes its scopes, which may be needed at the
      // launch.
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
    // `unsigned int{1}` is not an expression.
    return Text.find(' ') == Text.npos ? Text : "";
  }

  /// The types of that parameter in all kernels of the name.
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

  /// A launch whose configuration is a macro, `#define CFG <<<1, 32>>>`. Its
  /// two parts are rewritten in place. False if that is not possible.
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
    Use *Part = Out.add(Construct::LaunchConfig, Open);
    if (Part) {
      Part->whole = {At.span.begin, Close->span.end};
      Part->slots = {
          {"config", trimmed(Text, {At.span.end, Close->span.begin}), "", 0}};
    }
    Part = Out.add(Construct::LaunchKernel, Name);
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

  /// Sets the slots of a launch; false if its parts come from different places.
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
    unsigned LastToken = At.span.end; // the end of the configuration's code
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
    // Text after the slot must not become part of a line comment.
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
    unsigned KernelEnd = KernelBegin; // the end of the kernel's name
    TokenCursor Words(Out, At.id, KernelBegin);
    for (Token T; Words.next(T) && Words.span(T).end <= At.span.begin;)
      KernelEnd = Words.span(T).end;
    bool Commented = EndComment(Kernel, KernelEnd);
    U.whole = {KernelBegin, Close->end};
    // In `>>> (x)` the blanks belong to the `>>>`.
    StringRef After = Text.substr(Close->end);
    if (size_t Blanks = After.find_first_not_of(" \t");
        Blanks != StringRef::npos && After[Blanks] == '(')
      U.whole.end += Blanks;
    // The name itself must be written here. A macro parameter may be another
    // kernel in another expansion.
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
        become(U, Construct::LaunchDeduced);
      } else if (NewList) {
        Kernel.append = ("<" + Append + ">").str();
        Kernel.appendAt = Kernel.span.end;
      } else {
        Kernel.append = Append.str();
        Kernel.appendAt = Kernel.span.end - 1;
      }
    }
    if (Here && is(U, Construct::Launch))
      become(U, Construct::LaunchNamed);
    U.slots = {Kernel, Config};
    return true;
  }

  /// Where the kernel is named; invalid if it is a pointer to a function.
  static SourceLocation nameOfFunction(const Expr &Callee) {
    const Expr *E = Callee.IgnoreParenImpCasts();
    if (auto *D = dyn_cast<DeclRefExpr>(E))
      return isa<FunctionDecl>(D->getDecl()) ? D->getLocation()
                                             : SourceLocation();
    if (auto *O = dyn_cast<OverloadExpr>(E))
      return O->getNameLoc();
    return SourceLocation();
  }

  PrintingPolicy Policy{Context.getLangOpts()};
};

} // namespace

void recordLaunches(const ParsedAst &Ast, Recorder &Out) {
  Launches(Ast, Out).run();
}

} // namespace causeway
