// Parses headers alone and walks what they declare.
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

  // Bodies declare nothing that a source could name.
  bool TraverseStmt(Stmt *) { return true; }

  bool VisitNamedDecl(NamedDecl *D) {
    if (D->isImplicit() || !D->getIdentifier() || D->getName().empty() ||
        D->isTemplateParameter() || isa<ParmVarDecl>(D) ||
        isa<UsingDirectiveDecl, UsingDecl, UsingShadowDecl>(D) ||
        isa<CXXDeductionGuideDecl>(D) || D->getAccess() == AS_private ||
        D->getAccess() == AS_protected ||
        D->getDeclContext()->isFunctionOrMethod())
      return true;
    // `struct A::B` inside itself is A::B's own name again.
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

Declarations listNames(const RuleSet &Rules, const std::string &Code,
                       ParseOptions Options, std::vector<std::string> Folders) {
  Declarations Out;
  Collector Names(Out, std::move(Folders));
  KeepErrors Errors(Out);
  auto Layers = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
      facadeFileSystem(Rules, Options));
  auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  Memory->addFile(Options.file, 0, llvm::MemoryBuffer::getMemBufferCopy(Code));
  Layers->pushOverlay(Memory);
  auto Files =
      llvm::makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), Layers);
  tooling::ToolInvocation Run(clangCommand(Options, Pass::Host),
                              std::make_unique<ListNames>(Names), Files.get());
  Run.setDiagnosticConsumer(&Errors);
  Run.run();
  return Out;
}

} // namespace

Declarations facadeDeclarations(const RuleSet &Rules) {
  // Under the pragma that they are served with.
  std::string Code = "#pragma clang force_cuda_host_device begin\n";
  for (const FacadeHeader &H : Rules.facade())
    Code += ("#include \"" + FacadeRoot + "/facade/" + H.name + "\"\n").str();
  Code += "#pragma clang force_cuda_host_device end\n";
  ParseOptions Options;
  Options.file = "/causeway/check.cu";
  Options.directory = "/";
  return listNames(Rules, Code, Options, {(FacadeRoot + "/facade").str()});
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
