// Maps Clang's locations to places in files that people wrote.
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Recorder.h"
#include "frontend/CompileArgs.h"
#include "frontend/Facade.h"
#include "frontend/Lines.h"
#include "frontend/Paths.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Lex/Lexer.h"
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

const Recorder::File &Recorder::file(FileID ID) {
  auto [It, New] = Files.try_emplace(ID);
  File &F = It->second;
  if (!New)
    return F;
  OptionalFileEntryRef Entry = SM->getFileEntryRefForID(ID);
  if (!Entry)
    return F;
  StringRef Name = Entry->getName();
  if (isBelow(Name, FacadeRoot)) {
    F.where = File::Cuda;
    return F;
  }
  StringRef Real = Entry->getFileEntry().tryGetRealPathName();
  llvm::SmallString<256> Path(Real.empty() ? Name : Real);
  if (!llvm::sys::path::is_absolute(Path)) {
    llvm::SmallString<256> Absolute(Options.directory);
    llvm::sys::path::append(Absolute, Path);
    Path = Absolute;
  }
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  F.path = Path.str().str();
  bool System =
      SrcMgr::isSystem(SM->getFileCharacteristic(SM->getLocForStartOfFile(ID)));
  if (isCudaFile(F.path))
    F.where = File::Cuda;
  else if (System)
    F.where = File::Other;
  else
    F.where = isBelow(F.path, Options.root) || F.path == Options.file
                  ? File::Project
                  : File::Outside;
  return F;
}

bool Recorder::isCudaFile(StringRef Path) const {
  return !Options.cudaPath.empty() && isBelow(Path, Options.cudaPath);
}

bool Recorder::isCuda(SourceLocation Loc) {
  if (Loc.isInvalid())
    return false;
  return file(SM->getFileID(SM->getExpansionLoc(Loc))).where == File::Cuda;
}

bool Recorder::isCuda(const NamedDecl &D) {
  // glibc declares some of CUDA's intrinsics too (__expf), and may come first.
  for (const Decl *R : D.redecls())
    if (isCuda(R->getLocation()))
      return true;
  // Only the users' rules reach declarations outside the CUDA world; without
  // any, no reference needs its qualified name.
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
  if (F.where == File::Outside)
    Unit.outside.insert(F.path);
  if (F.where != File::Project)
    return Spelling{nullptr, {}, ID};
  unsigned Length = Lexer::MeasureTokenLength(At, *SM, *Lang);
  return Spelling{&F.path,
                  {skipSplices(SM->getBufferData(ID), Offset), Offset + Length},
                  ID};
}

Use *Recorder::add(Use::Kind Kind, std::string Name, SourceLocation Loc,
                   Confidence C) {
  auto At = spelling(Loc);
  if (!At)
    return nullptr;
  std::string NotEditable;
  if (!At->file) {
    // Pasted or stringized tokens are spelled in no file: point at the
    // expansion, and leave the text to a person.
    if (!Loc.isMacroID() ||
        !SM->isWrittenInScratchSpace(SM->getSpellingLoc(Loc)))
      return nullptr;
    At = spelling(SM->getExpansionLoc(Loc));
    if (!At || !At->file)
      return nullptr;
    NotEditable = "the name is put together by the preprocessor";
  }
  if (!Recorded.emplace(*At->file, At->span.begin, Name).second)
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

void Recorder::own(SourceLocation Loc, const IdentifierInfo *Name) {
  // System headers define thousands of names, none of which is asked for.
  if (!Name || SM->isInSystemHeader(SM->getSpellingLoc(Loc)))
    return;
  auto [It, New] = Resembles.try_emplace(Name);
  if (New)
    It->second = Rules.resembles(Name->getName());
  if (It->second)
    ownToken(Loc);
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
  ConstantMacro &M = ConstantMacros[Number->getLocation()];
  if (M.expansions++ == 0) {
    M.name = Name.getName().str();
    M.nameLoc = MI.getDefinitionLoc();
    M.begin = MI.tokens().front().getLocation();
    M.end = MI.tokens().back().getLocation();
  }
}

const Recorder::ConstantMacro *
Recorder::constantMacro(SourceLocation Number) const {
  auto It = ConstantMacros.find(SM->getSpellingLoc(Number));
  return It == ConstantMacros.end() ? nullptr : &It->second;
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
    if (auto It = Originals.find(F.path); It != Originals.end())
      Unit.files[F.path] = digest(It->second);
    else if (auto Buffer = SM->getBufferDataOrNone(ID))
      Unit.files[F.path] = digest(*Buffer);
  }
}

} // namespace causeway
