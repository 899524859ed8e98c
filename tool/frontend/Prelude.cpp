// An entry is: what was read, the names of includes, hashes of identifiers, and
// Clang's precompiled header.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Prelude.h"
#include "frontend/Diagnostics.h"
#include "frontend/Facade.h"
#include "frontend/Invocation.h"
#include "frontend/ParsedUnitIO.h"
#include "frontend/Paths.h"
#include "frontend/SystemBodies.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Sema/Sema.h"
#include "clang/Serialization/ASTWriter.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/xxhash.h"
#include <array>
#include <cstring>
#include <set>

namespace causeway {

using namespace clang;

namespace {

/// The precompiled prelude's name in the virtual file system.
constexpr llvm::StringLiteral PrecompiledPath = "/causeway/prelude.pch";

using Macro = std::pair<std::string, std::string>;

/// Where the precompiled part, the includes and the words of an entry begin;
/// its last bytes.
using Offsets = std::array<uint64_t, 3>;

/// The name in `NAME`, `NAME=1` and `NAME(x)=x`.
StringRef nameOfMacro(StringRef Value) {
  return Value.take_until([](char C) { return C == '=' || C == '('; });
}

// ---- Making -----------------------------------------------------------------

/// Parses the prelude and writes it in precompiled form.
class Precompile : public ASTFrontendAction {
public:
  const PCHBuffer &precompiled() const { return *Buffer; }
  const std::set<std::string> &includes() const { return Includes; }
  const std::set<uint64_t> &words() const { return Words; }

protected:
  bool BeginSourceFileAction(CompilerInstance &CI) override {
    CI.getLangOpts().CompilingPCH = true;
    class Lookups : public PPCallbacks {
    public:
      explicit Lookups(std::set<std::string> &Names) : Names(Names) {}
      void InclusionDirective(SourceLocation, const Token &, StringRef Name,
                              bool, CharSourceRange, OptionalFileEntryRef File,
                              StringRef, StringRef, const Module *, bool,
                              SrcMgr::CharacteristicKind) override {
        add(Name, File);
      }
      void HasInclude(SourceLocation, StringRef Name, bool,
                      OptionalFileEntryRef File,
                      SrcMgr::CharacteristicKind) override {
        add(Name, File);
      }

    private:
      /// The facade's folder comes first, so nothing hides its headers.
      void add(StringRef Name, OptionalFileEntryRef File) {
        if (!File || !isBelow(File->getName(), FacadeRoot))
          Names.insert(Name.str());
      }
      std::set<std::string> &Names;
    };
    CI.getPreprocessor().addPPCallbacks(std::make_unique<Lookups>(Includes));
    return true;
  }
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 StringRef) override {
    class Consumer : public PCHGenerator {
    public:
      // Without times, since contents count.
      Consumer(CompilerInstance &CI, std::shared_ptr<PCHBuffer> Into)
          : PCHGenerator(CI.getPreprocessor(), CI.getModuleCache(),
                         PrecompiledPath, /*isysroot=*/"", std::move(Into), {},
                         /*AllowASTWithErrors=*/false,
                         /*IncludeTimestamps=*/false),
            CI(CI) {}
      bool HandleTopLevelDecl(DeclGroupRef) override {
        dropSystemBodies(CI.getSema());
        return true;
      }

    private:
      CompilerInstance &CI;
    };
    return std::make_unique<Consumer>(CI, Buffer);
  }
  void EndSourceFileAction() override {
    for (const auto &Entry :
         getCompilerInstance().getPreprocessor().getIdentifierTable())
      Words.insert(llvm::xxh3_64bits(Entry.getKey()));
  }
  TranslationUnitKind getTranslationUnitKind() override { return TU_Prefix; }
  bool hasASTFileSupport() const override { return false; }

private:
  std::shared_ptr<PCHBuffer> Buffer = std::make_shared<PCHBuffer>();
  std::set<std::string> Includes;
  std::set<uint64_t> Words;
};

/// Makes an entry. It has no precompiled part if Clang cannot parse the prelude
/// without an error. Empty if the disk gives no certain answers.
std::string make(const RuleSet &Rules,
                 const std::vector<std::string> &Command) {
  ParseOptions Alone{FacadePrelude.str(), "/", {}, FacadeRoot.str(), ""};
  ParsedUnit Unit;
  auto FS = facadeFileSystem(Rules, Alone, &Unit.reads);
  auto Invocation = makeInvocation(Command, FS, Unit);
  Precompile Action;
  if (Invocation) {
    CollectDiagnostics Diagnostics(Unit);
    auto Engine = CompilerInstance::createDiagnostics(
        new DiagnosticOptions(Invocation->getDiagnosticOpts()), &Diagnostics,
        /*ShouldOwnClient=*/false);
    CompilerInstance CI;
    CI.setInvocation(std::move(Invocation));
    CI.setDiagnostics(Engine.get());
    CI.createFileManager(FS);
    CI.ExecuteAction(Action);
  }
  if (!Unit.reads.repeatable)
    return "";
  StringRef Precompiled;
  if (Action.precompiled().IsComplete && Unit.diagnostics.empty())
    Precompiled = StringRef(Action.precompiled().Data.data(),
                            Action.precompiled().Data.size());
  ParsedUnit OnlyReads;
  OnlyReads.reads = std::move(Unit.reads);
  std::string Bytes = serialize(OnlyReads);
  // Clang reads whole words of its part.
  Bytes.append(llvm::offsetToAlignment(Bytes.size(), llvm::Align(16)), '\0');
  Offsets At{};
  At[0] = Bytes.size();
  Bytes += Precompiled;
  At[1] = Bytes.size();
  for (const std::string &Name : Action.includes())
    Bytes += Name + '\n';
  At[2] = Bytes.size();
  for (uint64_t Word : Action.words())
    Bytes.append(reinterpret_cast<const char *>(&Word), sizeof Word);
  Bytes.append(reinterpret_cast<const char *>(&At), sizeof At);
  return Bytes;
}

/// Whether variables of the environment name folders of headers.
bool environmentHasFolders() {
  return llvm::any_of(std::initializer_list<const char *>{"CPATH",
                                                          "C_INCLUDE_PATH",
                                                          "CPLUS_INCLUDE_PATH"},
                      [](const char *Name) {
                        return llvm::sys::Process::GetEnv(Name).has_value();
                      });
}

} // namespace

// ---- Reading ----------------------------------------------------------------

std::optional<Prelude> Prelude::read(std::shared_ptr<const std::string> Bytes) {
  Prelude P;
  StringRef All = *Bytes;
  Offsets At;
  if (All.size() < sizeof At)
    return std::nullopt;
  memcpy(&At, All.end() - sizeof At, sizeof At);
  All = All.drop_back(sizeof At);
  if (At[0] >= At[1] || At[1] > At[2] || At[2] > All.size())
    return std::nullopt;
  P.Precompiled = All.slice(At[0], At[1]);
  P.Includes = All.slice(At[1], At[2]);
  P.Words = All.drop_front(At[2]);
  P.Bytes = std::move(Bytes);
  return P;
}

/// Whether Clang has looked at an identifier in the prelude. If not, a macro of
/// that name does not change the prelude.
bool Prelude::mentions(StringRef Macro) const {
  uint64_t Wanted = llvm::xxh3_64bits(nameOfMacro(Macro));
  size_t Begin = 0, End = Words.size() / sizeof Wanted;
  while (Begin < End) {
    size_t Middle = (Begin + End) / 2;
    uint64_t Word;
    memcpy(&Word, Words.data() + Middle * sizeof Word, sizeof Word);
    if (Word == Wanted)
      return true;
    (Word < Wanted ? Begin : End) = Word < Wanted ? Middle + 1 : Middle;
  }
  return false;
}

/// Whether a folder of the unit may hold a header that the prelude would
/// include instead.
bool Prelude::isHidden(llvm::ArrayRef<std::string> Folders,
                       llvm::vfs::FileSystem &FS) const {
  llvm::SmallVector<StringRef> Names;
  Includes.split(Names, '\n', -1, /*KeepEmpty=*/false);
  for (const std::string &Folder : Folders) {
    auto Status = FS.status(Folder);
    if (!Status)
      continue;
    if (!Status->isDirectory()) // a header map
      return true;
    StringRef Top;
    bool HasTop = true;
    for (StringRef Name : Names) {
      // The names are sorted.
      if (size_t Slash = Name.find('/'); Slash == Name.npos) {
        HasTop = true;
      } else if (Name.take_front(Slash) != Top) {
        Top = Name.take_front(Slash);
        HasTop = FS.exists(Folder + "/" + Top);
      }
      if (HasTop && FS.exists(Folder + "/" + Name))
        return true;
    }
  }
  return false;
}

/// Notes what was read for the prelude. False if some of it may belong to the
/// unit's project, whose files are told apart from others.
bool Prelude::noteReads(const ParseOptions &Unit, ReadLog &Reads) const {
  return everyRead(*Bytes, [&](StringRef Path, const ReadLog::Entry &E) {
    if (E.kind == ReadLog::Kind::Content) {
      llvm::SmallString<256> Plain(Path);
      llvm::sys::path::remove_dots(Plain, /*remove_dot_dot=*/true);
      if (isBelow(Plain, Unit.root) ||
          isBelow(Unit.root, llvm::sys::path::parent_path(Plain)))
        return false;
    }
    Reads.note(Path.str(), E);
    return true;
  });
}

std::optional<Prelude> Prelude::find(const RuleSet &Rules,
                                     const ParseOptions &Unit, Pass P,
                                     llvm::vfs::FileSystem &FS,
                                     ReadLog &Reads) {
  if (!Unit.preludes || !isCudaUnit(Unit.file, Unit.args) ||
      !Unit.cudaPath.empty() || Rules.prelude().empty() ||
      (Unit.buffers && !Unit.buffers->empty()) || environmentHasFolders())
    return std::nullopt;
  PreludeArgs Args = preludeArgs(Unit);
  if (!Args.comesFirst)
    return std::nullopt;
  // Which macros matter is known once the prelude was parsed. With them it may
  // read more text, and mention more.
  std::vector<Macro> Macros;
  for (int Round = 0; Round < 3; ++Round) {
    std::vector<std::string> Command = preludeCommand(Args, Macros, P);
    auto Bytes = Unit.preludes->get(llvm::join(Command, StringRef("\0", 1)),
                                    [&] { return make(Rules, Command); });
    auto Found = Bytes ? read(std::move(Bytes)) : std::nullopt;
    if (!Found)
      return std::nullopt;
    std::vector<Macro> Mentioned;
    llvm::copy_if(Args.macros, std::back_inserter(Mentioned),
                  [&](const Macro &M) { return Found->mentions(M.second); });
    if (Mentioned == Macros) {
      if (Found->isHidden(Args.folders, FS) || !Found->noteReads(Unit, Reads))
        return std::nullopt;
      return Found;
    }
    Macros = std::move(Mentioned);
  }
  return std::nullopt;
}

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
Prelude::addTo(CompilerInvocation &Unit,
               llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS) const {
  PreprocessorOptions &Options = Unit.getPreprocessorOpts();
  Options.ImplicitPCHInclude = PrecompiledPath.str();
  // The entry was checked; Clang would compare times.
  Options.DisablePCHOrModuleValidation = DisableValidationForModuleKind::PCH;
  Options.UsePredefines = false; // the prelude has them
  llvm::erase(Options.Includes, FacadePrelude);
  // The prelude has these as well, and may have changed them.
  llvm::erase_if(Options.Macros,
                 [&](const auto &M) { return mentions(M.first); });
  auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  Memory->addFile(
      PrecompiledPath, 1,
      llvm::MemoryBuffer::getMemBuffer(Precompiled, PrecompiledPath,
                                       /*RequiresNullTerminator=*/false));
  auto Overlay = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(FS);
  Overlay->pushOverlay(std::move(Memory));
  return Overlay;
}

} // namespace causeway
