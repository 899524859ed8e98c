// Parses headers on their own and lists their declarations.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Declarations.h"
#include "frontend/CompileArgs.h"
#include "frontend/Facade.h"
#include "frontend/Recorder.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringSet.h"

namespace causeway {
namespace {

using namespace clang;

class Collector {
public:
  Collector(Declarations &Out, std::vector<std::string> Folders)
      : Out(Out), Folders(std::move(Folders)) {}

  void add(Rule::Kind Kind, std::string Name, SourceLocation Loc,
           const SourceManager &SM) {
    PresumedLoc At = SM.getPresumedLoc(SM.getExpansionLoc(Loc), false);
    if (At.isInvalid() || !isOurs(At.getFilename()) ||
        !Seen.insert(Name).second)
      return;
    Out.all.push_back({Kind, std::move(Name), At.getFilename(), At.getLine()});
  }
  bool isOurs(StringRef File) const {
    return llvm::any_of(Folders, [&](const std::string &F) {
      return File.starts_with(F + "/");
    });
  }

private:
  Declarations &Out;
  std::vector<std::string> Folders;
  llvm::StringSet<> Seen;
};

class NameVisitor : public RecursiveASTVisitor<NameVisitor> {
public:
  NameVisitor(Collector &Out, const SourceManager &SM) : Out(Out), SM(SM) {}

  // A source cannot name declarations in bodies.
  bool TraverseStmt(Stmt *) { return true; }

  bool VisitNamedDecl(NamedDecl *D) {
    if (D->isImplicit() || !D->getIdentifier() || D->getName().empty() ||
        D->isTemplateParameter() || isa<ParmVarDecl>(D) ||
        isa<UsingDirectiveDecl, UsingDecl, UsingShadowDecl>(D) ||
        isa<CXXDeductionGuideDecl>(D) || D->getAccess() == AS_private ||
        D->getAccess() == AS_protected ||
        D->getDeclContext()->isFunctionOrMethod())
      return true;
    // Inside a class its own name is declared again.
    if (auto *R = dyn_cast<CXXRecordDecl>(D); R && R->isInjectedClassName())
      return true;
    Out.add(kindOf(*D), qualifiedName(*D), D->getLocation(), SM);
    return true;
  }

private:
  static Rule::Kind kindOf(const NamedDecl &D) {
    if (isa<NamespaceDecl, NamespaceAliasDecl>(D))
      return Rule::Kind::Namespace;
    if (isa<FieldDecl>(D) || (D.isCXXClassMember() && !isa<TypeDecl>(D)))
      return Rule::Kind::Member;
    if (isa<TypeDecl, ClassTemplateDecl, TypeAliasTemplateDecl>(D))
      return Rule::Kind::Type;
    return D.getAsFunction() ? Rule::Kind::Function : Rule::Kind::Value;
  }

  Collector &Out;
  const SourceManager &SM;
};

class MacroNames : public PPCallbacks {
public:
  MacroNames(Collector &Out, const SourceManager &SM) : Out(Out), SM(SM) {}
  void MacroDefined(const Token &Name, const MacroDirective *) override {
    Out.add(Rule::Kind::Macro, Name.getIdentifierInfo()->getName().str(),
            Name.getLocation(), SM);
  }

private:
  Collector &Out;
  const SourceManager &SM;
};

class ListNames : public ASTFrontendAction {
public:
  explicit ListNames(Collector &Out) : Out(Out) {}

  bool BeginSourceFileAction(CompilerInstance &CI) override {
    CI.getPreprocessor().addPPCallbacks(
        std::make_unique<MacroNames>(Out, CI.getSourceManager()));
    return true;
  }
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 StringRef) override {
    class Consumer : public ASTConsumer {
    public:
      explicit Consumer(Collector &Out) : Out(Out) {}
      void HandleTranslationUnit(ASTContext &Context) override {
        NameVisitor(Out, Context.getSourceManager())
            .TraverseDecl(Context.getTranslationUnitDecl());
      }

    private:
      Collector &Out;
    };
    return std::make_unique<Consumer>(Out);
  }

private:
  Collector &Out;
};

class KeepErrors : public DiagnosticConsumer {
public:
  explicit KeepErrors(Declarations &Out) : Out(Out) {}
  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    if (Level < DiagnosticsEngine::Error)
      return;
    llvm::SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    std::string Where;
    if (Info.hasSourceManager() && Info.getLocation().isValid()) {
      PresumedLoc At = Info.getSourceManager().getPresumedLoc(
          Info.getSourceManager().getExpansionLoc(Info.getLocation()));
      Where = std::string(At.getFilename()) + ":" +
              std::to_string(At.getLine()) + ": ";
    }
    Out.errors.push_back(Where + Text.str().str());
  }

private:
  Declarations &Out;
};

/// Parses `Code` with the facade's file system.
void parse(const RuleSet &Rules, const std::string &Code,
           const ParseOptions &Options, std::unique_ptr<FrontendAction> Action,
           DiagnosticConsumer &Errors) {
  auto Layers = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
      facadeFileSystem(Rules, Options));
  auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  Memory->addFile(Options.file, 0, llvm::MemoryBuffer::getMemBufferCopy(Code));
  Layers->pushOverlay(Memory);
  auto Files =
      llvm::makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), Layers);
  tooling::ToolInvocation Run(clangCommand(Options, Pass::Host),
                              std::move(Action), Files.get());
  Run.setDiagnosticConsumer(&Errors);
  Run.run();
}

Declarations listNames(const RuleSet &Rules, const std::string &Code,
                       const ParseOptions &Options,
                       std::vector<std::string> Folders) {
  Declarations Out;
  Collector Names(Out, std::move(Folders));
  KeepErrors Errors(Out);
  parse(Rules, Code, Options, std::make_unique<ListNames>(Names), Errors);
  return Out;
}

/// Lists one file's functions with C linkage, and its types.
class ListInterface : public ASTFrontendAction {
public:
  ListInterface(std::string Header, std::vector<CDeclaration> &Out)
      : Header(std::move(Header)), Out(Out) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 StringRef) override {
    class Consumer : public ASTConsumer {
    public:
      explicit Consumer(ListInterface &List) : List(List) {}
      void HandleTranslationUnit(ASTContext &Context) override {
        List.walk(*Context.getTranslationUnitDecl(),
                  Context.getSourceManager());
        List.finish();
      }

    private:
      ListInterface &List;
    };
    return std::make_unique<Consumer>(*this);
  }

  bool BeginSourceFileAction(CompilerInstance &CI) override {
    class Macros : public PPCallbacks {
    public:
      Macros(ListInterface &List, const SourceManager &SM)
          : List(List), SM(SM) {}
      void MacroDefined(const Token &Name, const MacroDirective *D) override {
        if (!D->getMacroInfo()->isFunctionLike())
          List.addMacro(Name, *D->getMacroInfo(), SM);
      }

    private:
      ListInterface &List;
      const SourceManager &SM;
    };
    CI.getPreprocessor().addPPCallbacks(
        std::make_unique<Macros>(*this, CI.getSourceManager()));
    return true;
  }

private:
  struct Item {
    CDeclaration declaration;
    unsigned begin, end;
  };

  void walk(const DeclContext &Of, const SourceManager &SM) {
    for (const Decl *D : Of.decls())
      if (auto *Linkage = dyn_cast<LinkageSpecDecl>(D))
        walk(*Linkage, SM);
      else if (auto *N = dyn_cast<NamedDecl>(D); N && !D->isImplicit())
        add(*N, SM);
  }

  void add(const NamedDecl &D, const SourceManager &SM) {
    auto *F = dyn_cast<FunctionDecl>(&D);
    bool IsTemplate = isa<FunctionTemplateDecl>(D);
    if (!(F && F->isExternC() && !F->isThisDeclarationADefinition()) &&
        !isa<TypedefDecl, TagDecl>(D) && !IsTemplate)
      return;
    SourceLocation Begin = SM.getExpansionLoc(D.getBeginLoc());
    if (SM.getFilename(Begin) != Header)
      return;
    StringRef Text = SM.getBufferData(SM.getFileID(Begin));
    unsigned From = SM.getFileOffset(Begin);
    size_t Semicolon =
        Text.find(';', SM.getFileOffset(SM.getExpansionLoc(D.getEndLoc())));
    if (Semicolon == StringRef::npos)
      return;
    keep(F || IsTemplate ? Rule::Kind::Function : Rule::Kind::Type, D.getName(),
         Text, From, unsigned(Semicolon) + 1);
    Items.back().declaration.isTemplate = IsTemplate;
  }

  void addMacro(const Token &Name, const MacroInfo &Info,
                const SourceManager &SM) {
    SourceLocation Begin = Name.getLocation();
    if (SM.getFilename(Begin) != Header || !Info.getNumTokens())
      return;
    StringRef Text = SM.getBufferData(SM.getFileID(Begin));
    const Token &Last = *std::prev(Info.tokens_end());
    keep(Rule::Kind::Macro, Name.getIdentifierInfo()->getName(), Text,
         unsigned(Text.rfind('\n', SM.getFileOffset(Begin)) + 1),
         SM.getFileOffset(Last.getLocation()) + Last.getLength());
  }

  /// With the comment above it.
  void keep(Rule::Kind Kind, StringRef Name, StringRef Text, unsigned From,
            unsigned To) {
    unsigned Line = unsigned(Text.take_front(From).rfind('\n') + 1);
    std::string Above; // the comment above
    while (Line) {
      StringRef Before = Text.take_front(Line - 1);
      Before = Before.drop_front(Before.rfind('\n') + 1);
      if (!Before.starts_with("//"))
        break;
      Above = (Before + "\n" + Above).str();
      Line -= unsigned(Before.size()) + 1;
    }
    Items.push_back({{Kind, Name.str(), Above + Text.slice(From, To).str(),
                      Text.take_front(Line).ends_with("\n\n")},
                     From,
                     To});
  }

  /// A type inside another declaration is part of that one.
  void finish() {
    // The preprocessor is ahead of the parser.
    llvm::stable_sort(
        Items, [](const Item &A, const Item &B) { return A.begin < B.begin; });
    for (const Item &I : Items)
      if (llvm::none_of(Items, [&](const Item &Other) {
            return Other.begin <= I.begin && I.end <= Other.end &&
                   Other.end - Other.begin > I.end - I.begin;
          }))
        Out.push_back(I.declaration);
  }

  std::string Header;
  std::vector<CDeclaration> &Out;
  std::vector<Item> Items;
};

std::string facadePath(StringRef Header) {
  return (FacadeRoot + "/facade/" + Header).str();
}
std::string includeLine(const std::string &Path) {
  return "#include \"" + Path + "\"\n";
}
/// Wraps includes in the pragma with which facade headers are served.
std::string asServed(const std::string &Includes) {
  return "#pragma clang force_cuda_host_device begin\n" + Includes +
         "#pragma clang force_cuda_host_device end\n";
}
ParseOptions cudaUnit() {
  ParseOptions Options;
  Options.file = "/causeway/check.cu";
  Options.directory = "/";
  return Options;
}

} // namespace

Declarations facadeDeclarations(const RuleSet &Rules) {
  std::string Includes;
  for (const FacadeHeader &H : Rules.facade())
    Includes += includeLine(facadePath(H.name));
  return listNames(Rules, asServed(Includes), cudaUnit(),
                   {(FacadeRoot + "/facade").str()});
}

llvm::Expected<std::vector<CDeclaration>>
facadeInterface(const RuleSet &Rules, llvm::StringRef Header) {
  std::string Path = facadePath(Header);
  std::vector<CDeclaration> Found;
  Declarations Out;
  KeepErrors Errors(Out);
  parse(Rules, asServed(includeLine(Path)), cudaUnit(),
        std::make_unique<ListInterface>(Path, Found), Errors);
  if (!Out.errors.empty())
    return llvm::createStringError(llvm::inconvertibleErrorCode(), "%s",
                                   Out.errors.front().c_str());
  return Found;
}

Declarations headerDeclarations(const std::vector<std::string> &Headers,
                                const std::vector<std::string> &Folders,
                                bool InC) {
  std::string Code;
  for (const std::string &H : Headers)
    Code += "#include <" + H + ">\n";
  ParseOptions Options;
  Options.file = InC ? "/causeway/check.c" : "/causeway/check.cpp";
  Options.directory = "/";
  for (const std::string &F : Folders)
    Options.args.push_back("-I" + F);
  return listNames(RuleSet(), Code, Options, Folders);
}

} // namespace causeway
