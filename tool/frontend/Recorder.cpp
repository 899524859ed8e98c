// Maps Clang's locations to places in the project's files.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Recorder.h"
#include "frontend/CompileArgs.h"
#include "frontend/DeviceSide.h"
#include "frontend/Facade.h"
#include "frontend/Lines.h"
#include "frontend/Paths.h"
#include "frontend/ReservedNames.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Basic/FileManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

namespace causeway {

using namespace clang;

std::string qualifiedName(const NamedDecl &D) {
  llvm::SmallVector<StringRef, 4> Scopes;
  for (const DeclContext *C = D.getDeclContext(); C; C = C->getParent()) {
    if (auto *N = dyn_cast<NamespaceDecl>(C)) {
      if (!N->isAnonymousNamespace() && !N->isInline())
        Scopes.push_back(N->getName());
    } else if (auto *T = dyn_cast<TagDecl>(C)) {
      if (auto *E = dyn_cast<EnumDecl>(T); E && !E->isScoped())
        continue;
      if (T->getIdentifier())
        Scopes.push_back(T->getName());
      else if (auto *Name = T->getTypedefNameForAnonDecl())
        Scopes.push_back(Name->getName());
    }
  }
  std::string Out;
  for (StringRef S : llvm::reverse(Scopes))
    Out += (S + "::").str();
  return Out + D.getNameAsString();
}

bool isBytes(StringRef Alignment) {
  Alignment = Alignment.ltrim();
  return Alignment.starts_with("alignof") || Alignment.starts_with("sizeof") ||
         (!Alignment.empty() && isDigit(Alignment[0]));
}

void Recorder::attach(const SourceManager &Sources,
                      const LangOptions &Language) {
  SM = &Sources;
  Lang = &Language;
  if (!Options.cudaPath.empty())
    Sdk.emplace(Rules, Sources.getFileManager().getVirtualFileSystemPtr(),
                Options.root, Options.cudaPath);
}

const Recorder::File &Recorder::file(FileID ID) {
  // Code that Clang adds has no file: the 0 of `x++` as a call. DenseMap
  // reserves the invalid ID as a key.
  static const File Nowhere;
  if (ID.isInvalid())
    return Nowhere;
  auto [It, New] = Files.try_emplace(ID);
  File &F = It->second;
  if (!New)
    return F;
  OptionalFileEntryRef Entry = SM->getFileEntryRefForID(ID);
  if (!Entry)
    return F;
  F.path = pathOf(*Entry);
  if (isBelow(F.path, FacadeRoot)) {
    F.where = File::Cuda;
    return F;
  }
  bool System =
      SrcMgr::isSystem(SM->getFileCharacteristic(SM->getLocForStartOfFile(ID)));
  if (isCudaFile(F.path))
    F.where = File::Cuda;
  else if (System)
    F.where = File::Other;
  else
    F.where = isProjects(F.path) ? File::Project : File::Outside;
  return F;
}

std::string Recorder::pathOf(FileEntryRef Entry) {
  auto [It, New] = Known.realPaths.try_emplace(Entry.getUniqueID());
  if (!New)
    return It->second;
  StringRef Real = Entry.getFileEntry().tryGetRealPathName();
  llvm::SmallString<256> Path(Real.empty() ? Entry.getName() : Real);
  // Clang may not open a file of a precompiled beginning again. Then it does
  // not know the file's real path.
  if (SM->loaded_sloc_entry_size() && !isBelow(Path, FacadeRoot)) {
    llvm::SmallString<256> Found;
    if (!SM->getFileManager().getVirtualFileSystem().getRealPath(
            Entry.getName(), Found))
      Path = Found;
  }
  if (!llvm::sys::path::is_absolute(Path)) {
    llvm::SmallString<256> Absolute(Options.directory);
    llvm::sys::path::append(Absolute, Path);
    Path = Absolute;
  }
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return It->second = Path.str().str();
}

bool Recorder::isProjects(StringRef Path) const {
  return isBelow(Path, Options.root) || Path == Options.file;
}

bool Recorder::isCudaFile(StringRef Path) {
  return Sdk && Sdk->owns(Path, Path);
}

bool Recorder::isCuda(SourceLocation Loc) {
  if (Loc.isInvalid())
    return false;
  return file(SM->getFileID(SM->getExpansionLoc(Loc))).where == File::Cuda;
}

bool Recorder::isCuda(const NamedDecl &D) {
  // glibc declares some of CUDA's intrinsics too (__expf), and its declaration
  // may come first.
  for (const Decl *R : D.redecls())
    if (isCuda(R->getLocation()))
      return true;
  // A header that passes a handle along without CUDA's headers declares its tag
  // (`struct X_st;`) and does not define it.
  const IdentifierInfo *Tag = isa<TagDecl>(D) ? D.getIdentifier() : nullptr;
  if (Tag && !cast<TagDecl>(D).getDefinition() &&
      D.getDeclContext()->getRedeclContext()->isTranslationUnit())
    if (const Rule *R = Rules.find(Tag->getName());
        R && R->kind == Rule::Kind::Type && R->lexical)
      return true;
  // Only users' rules name declarations outside of CUDA. Without any, skip the
  // expensive qualified names.
  const IdentifierInfo *II = D.getIdentifier();
  if (!II || !Rules.hasUsers())
    return false;
  const Rule *R = Rules.find(II->getName());
  if (!R || !R->isUsers())
    R = Rules.find(qualifiedName(D));
  return R && R->isUsers();
}

bool Recorder::inProject(SourceLocation Loc) {
  return Loc.isValid() &&
         file(SM->getFileID(SM->getSpellingLoc(Loc))).where == File::Project;
}

std::optional<Recorder::Spelling> Recorder::spelling(SourceLocation Loc) {
  if (Loc.isInvalid())
    return std::nullopt;
  SourceLocation At = SM->getSpellingLoc(Loc);
  auto [ID, Offset] = SM->getDecomposedLoc(At);
  const File &F = file(ID);
  if (F.where != File::Project)
    return Spelling{nullptr, {}, ID};
  unsigned Length = Lexer::MeasureTokenLength(At, *SM, *Lang);
  return Spelling{&F.path,
                  {skipSplices(SM->getBufferData(ID), Offset), Offset + Length},
                  ID};
}

/// Whether a use is of CUDA: not an include of a project's file, nor C++ that
/// only some compilers accept.
static bool isOfCuda(Use::Kind Kind, StringRef Name) {
  if (Kind == Use::Kind::Syntax)
    return !isPlainCxx(*constructOf(Name));
  return Kind != Use::Kind::Include && Kind != Use::Kind::WarpWidth;
}

Use *Recorder::add(Use::Kind Kind, std::string Name, SourceLocation Loc,
                   Confidence C) {
  auto At = spelling(Loc);
  if (!At)
    return nullptr;
  std::string NotEditable;
  if (!At->file) {
    if (isOfCuda(Kind, Name))
      noteOutside(Loc);
    // Pasted or stringized tokens are spelled in no file: point at the
    // expansion, and do not edit it.
    if (!Loc.isMacroID() ||
        !SM->isWrittenInScratchSpace(SM->getSpellingLoc(Loc)))
      return nullptr;
    At = spelling(SM->getExpansionLoc(Loc));
    if (!At || !At->file)
      return nullptr;
    NotEditable = "the name is put together by the preprocessor";
  }
  if (!Known.recorded.emplace(*At->file, At->span.begin, Name).second)
    return nullptr;
  Use U;
  U.kind = Kind;
  U.confidence = C;
  U.name = std::move(Name);
  U.file = *At->file;
  U.token = U.whole = At->span;
  U.notEditable = std::move(NotEditable);
  U.inC = !Lang->CPlusPlus;
  if (enclosing) {
    U.function = qualifiedName(*enclosing);
    U.inKernel = enclosing->hasAttr<CUDAGlobalAttr>();
  }
  Unit.uses.push_back(std::move(U));
  return &Unit.uses.back();
}

void Recorder::noteOutside(SourceLocation Loc) {
  auto [ID, Offset] = SM->getDecomposedLoc(SM->getSpellingLoc(Loc));
  if (const File &F = file(ID); F.where == File::Outside)
    Unit.outside[F.path].insert(Offset);
}

void Recorder::own(SourceLocation Loc, const IdentifierInfo *Name) {
  // System headers define thousands of names that no query needs.
  if (!Name || SM->isInSystemHeader(SM->getSpellingLoc(Loc)))
    return;
  if (resembles(*Name))
    ownToken(Loc);
}

bool Recorder::resembles(const IdentifierInfo &Name) {
  auto [It, New] = Resembles.try_emplace(&Name);
  if (New)
    It->second = Rules.resembles(Name.getName()) ||
                 isReservedName(Name.getName()) ||
                 Rules.isOpened(Name.getName());
  return It->second;
}

void Recorder::undeclared(SourceLocation Loc, bool IsType) {
  auto At = spelling(Loc);
  if (!At || !At->file)
    return;
  StringRef Text = SM->getBufferData(At->id);
  std::string Name = withoutSplices(Text.slice(At->span.begin, At->span.end));
  if (!Rules.resembles(Name) && !(Lang->CUDA && isReservedName(Name)))
    return;
  Unit.undeclared[*At->file].insert(At->span.begin);
  if (IsType)
    Unit.unknownTypes[*At->file].insert(At->span.begin);
}

void Recorder::ownToken(SourceLocation Loc) {
  if (auto At = spelling(Loc); At && At->file)
    Unit.own[*At->file].insert(At->span.begin);
}

void Recorder::expansion(const IdentifierInfo &Name, const MacroInfo &MI) {
  if (MI.isFunctionLike() || MI.tokens_empty() || MI.getNumTokens() > 6)
    return;
  const Token *Number = nullptr;
  for (const Token &T : MI.tokens()) {
    if (T.isOneOf(tok::l_paren, tok::r_paren, tok::tilde, tok::minus))
      continue;
    if (T.isNot(tok::numeric_constant) || Number)
      return;
    Number = &T;
  }
  if (!Number)
    return;
  ConstantMacro &M = Known.constantMacros[placeOf(Number->getLocation())];
  if (M.expansions++ == 0) {
    M.name = Name.getName().str();
    M.nameAt = SM->getFileOffset(MI.getDefinitionLoc());
    M.begin = SM->getFileOffset(MI.tokens().front().getLocation());
    M.end = SM->getFileOffset(MI.tokens().back().getLocation());
  }
}

const Recorder::ConstantMacro *Recorder::constantMacro(SourceLocation Number) {
  if (Known.constantMacros.empty() || Number.isInvalid())
    return nullptr;
  auto It = Known.constantMacros.find(placeOf(Number));
  return It == Known.constantMacros.end() ? nullptr : &It->second;
}

SourceLocation Recorder::inFileOf(SourceLocation Token, unsigned Offset) const {
  if (Token.isInvalid())
    return {};
  return SM->getComposedLoc(SM->getFileID(SM->getSpellingLoc(Token)), Offset);
}

std::pair<std::string, unsigned> Recorder::placeOf(SourceLocation Loc) {
  auto [ID, Offset] = SM->getDecomposedSpellingLoc(Loc);
  const File &F = file(ID);
  if (!F.path.empty())
    return {F.path, Offset};
  // A macro from the command line.
  return {SM->getBufferOrFake(ID).getBufferIdentifier().str(), Offset};
}

std::vector<Decl *> Recorder::declarations(ASTContext &Context) const {
  std::vector<Decl *> All;
  auto IsTold = [&](const Decl *D) {
    SourceLocation Loc = SM->getExpansionLoc(D->getLocation());
    return Loc.isValid() && !SM->isInSystemHeader(Loc);
  };
  TranslationUnitDecl *Unit = Context.getTranslationUnitDecl();
  if (!OfBeginning) {
    llvm::copy_if(Unit->decls(), std::back_inserter(All), IsTold);
    return All;
  }
  All = *OfBeginning;
  for (Decl *D : Unit->noload_decls())
    if (!D->isFromASTFile() && IsTold(D))
      All.push_back(D);
  return All;
}

void Recorder::function(const FunctionDecl &F) {
  auto Name = spelling(F.getLocation());
  if (!Name || !Name->file || F.getLocation().isMacroID())
    return;
  const FunctionTemplateDecl *Template = F.getDescribedFunctionTemplate();
  auto Begin = spelling(SM->getExpansionLoc(Template ? Template->getBeginLoc()
                                                     : F.getBeginLoc()));
  auto End = spelling(SM->getExpansionLoc(F.getEndLoc()));
  if (!Begin || !End || Begin->id != Name->id || End->id != Name->id)
    return;
  Unit.functions.push_back(
      {qualifiedName(F),
       *Name->file,
       Name->span,
       {Begin->span.begin, std::max(End->span.end, Name->span.end)},
       F.hasAttr<CUDAGlobalAttr>() ? Function::Side::Kernel
       : isDeviceSide(F)           ? Function::Side::Device
                                   : Function::Side::Host});
}

bool Recorder::isMoved(SourceLocation Loc) const {
  if (Loc.isInvalid())
    return false;
  Loc = SM->getSpellingLoc(Loc);
  return llvm::any_of(Moved, [&](SourceRange R) {
    return R.getBegin() <= Loc && Loc < R.getEnd();
  });
}

void Recorder::noteFact(Fact What, SourceLocation Name) {
  if (auto At = spelling(SM->getFileLoc(Name)); At && At->file)
    Known.macroFacts[*At->file].emplace(At->span.begin, What);
}

std::vector<std::pair<unsigned, Fact>>
Recorder::macroFacts(const std::string &File, Span Within) const {
  auto It = Known.macroFacts.find(File);
  if (It == Known.macroFacts.end())
    return {};
  return {It->second.lower_bound({Within.begin, Fact::None}),
          It->second.lower_bound({Within.end, Fact::None})};
}

void Recorder::collectFiles() {
  for (unsigned I = 0, E = SM->local_sloc_entry_size(); I != E; ++I) {
    const SrcMgr::SLocEntry &Entry = SM->getLocalSLocEntry(I);
    if (!Entry.isFile())
      continue;
    FileID ID =
        SM->getFileID(SourceLocation::getFromRawEncoding(Entry.getOffset()));
    const File &F = file(ID);
    if (F.where != File::Project || Unit.files.count(F.path))
      continue;
    if (auto It = Known.originals.find(F.path); It != Known.originals.end())
      Unit.files[F.path] = digest(It->second);
    else if (auto Buffer = SM->getBufferDataOrNone(ID))
      Unit.files[F.path] = digest(*Buffer);
  }
}

} // namespace causeway
