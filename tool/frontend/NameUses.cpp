// Separates CUDA's names from the source's own.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/NameUses.h"
#include "frontend/PlainWords.h"
#include "frontend/RawTokens.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Lex/Lexer.h"

namespace causeway {

using namespace clang;

namespace {

Use::Kind kindOf(const NamedDecl &D) {
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

/// Whether the source writes no type for a declaration and Clang has added one.
bool lacksType(const NamedDecl &D) {
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

} // namespace

NameUses::NameUses(ASTContext &Context, Recorder &Out)
    : Context(Context), SM(Context.getSourceManager()), Out(Out) {}

void NameUses::record(const NamedDecl &D, SourceLocation Loc) {
  // Old C code calls undeclared functions; Clang declares them implicitly.
  bool MadeUp = D.isImplicit() && isa<FunctionDecl>(D) &&
                Out.rules().find(qualifiedName(D));
  if (!MadeUp && !Out.isCuda(D)) {
    own(D, Loc);
    return;
  }
  // The rule of a type covers its constructors and operators.
  if (!D.getIdentifier())
    return;
  Out.add(kindOf(D), qualifiedName(D), Loc);
}

void NameUses::record(TemplateName T, SourceLocation Loc) {
  if (const TemplateDecl *D = T.getAsTemplateDecl())
    record(*D, Loc);
}

void NameUses::own(const NamedDecl &D, SourceLocation Loc) {
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

/// In broken code Clang parses a use as a declaration: `cudaMemcpy[0]` at the
/// top of a file, `WHAT cudaError_t f()`, `int dim3 blocks(1)`. It does the
/// same with an undeclared type in `static cufftResult (*f)(int)`.
bool NameUses::isTornUse(const NamedDecl &D) {
  if (!isa<DeclaratorDecl, TypedefNameDecl>(D) || D.getLocation().isMacroID() ||
      D.getLocation().isInvalid())
    return false;
  auto [It, New] = Torn.try_emplace(&D);
  if (New)
    It->second = looksTorn(D);
  return It->second;
}

bool NameUses::looksTorn(const NamedDecl &D) const {
  auto Next = Lexer::findNextToken(D.getLocation(), SM, Out.language());
  if (!Next || Next->isOneOf(tok::eof, tok::raw_identifier))
    return isa<DeclaratorDecl>(D);
  bool Typeless = lacksType(D);
  if (!D.isInvalidDecl() && !Typeless)
    return false;
  // A function definition of C may have no type: `init() { ... }`.
  if (auto *F = dyn_cast<FunctionDecl>(&D);
      F && !F->isInvalidDecl() && F->isThisDeclarationADefinition())
    return false;
  // Clang reports an unknown type and a missing type alike, so read the tokens.
  auto [ID, Offset] = SM.getDecomposedLoc(D.getLocation());
  RawTokens Tokens(SM.getBufferData(ID).take_front(Offset));
  bool Directive = true; // true at the beginning of the file
  int Parameters = 0;    // open `<` of `template <...>`
  bool Header = false;   // the last `>` closed such a list
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
  // The word before is not a type either.
  return Typeless &&
         ((R && R->kind == Rule::Kind::Macro) ||
          Context.Idents.get(Word).hadMacroDefinition() || isSpecifier(Word));
}

void NameUses::lookUp(DeclContext &Scope, const IdentifierInfo &Name,
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

} // namespace causeway
