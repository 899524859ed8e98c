// Runs Clang over one unit, once for the host and if necessary once for the
// device, and joins the results.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Frontend.h"
#include "frontend/AstPass.h"
#include "frontend/CompileArgs.h"
#include "frontend/Diagnostics.h"
#include "frontend/Facade.h"
#include "frontend/Instantiations.h"
#include "frontend/Invocation.h"
#include "frontend/MainText.h"
#include "frontend/PreamblePass.h"
#include "frontend/Prelude.h"
#include "frontend/PreprocessorUses.h"
#include "frontend/Recorder.h"
#include "frontend/SystemBodies.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Sema/Sema.h"
#include "clang/Serialization/ASTReader.h"
#include "llvm/Support/MemoryBuffer.h"

namespace causeway {
namespace {

using namespace clang;

class RecordUses : public ASTFrontendAction {
public:
  RecordUses(Recorder &Out, Conditions &Met, CollectDiagnostics &Diagnostics,
             llvm::function_ref<bool()> Cancelled)
      : Out(Out), Met(Met), Diagnostics(Diagnostics), Cancelled(Cancelled) {}

  bool BeginSourceFileAction(CompilerInstance &CI) override {
    Instance = &CI;
    Out.attach(CI.getSourceManager(), CI.getLangOpts());
    CI.getPreprocessor().addPPCallbacks(
        preprocessorUses(CI.getPreprocessor(), Out, Met));
    // After a fatal error Clang instantiates no templates, and a missing header
    // is fatal.
    CI.getDiagnostics().setFatalsAsError(true);
    Instantiated.watch(CI);
    return true;
  }
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 StringRef) override {
    class Consumer : public ASTConsumer {
    public:
      explicit Consumer(RecordUses &Action) : Action(Action) {}
      bool HandleTopLevelDecl(DeclGroupRef) override {
        // Returning false ends the parse.
        return !(Action.Stopped |= Action.Cancelled());
      }
      void HandleCXXImplicitFunctionInstantiation(FunctionDecl *F) override {
        auto &Waiting = Action.Instance->getSema().PendingInstantiations;
        if (!Waiting.empty() && Waiting.back().first == F &&
            isSystemBody(*F, Action.Out.sources()))
          Waiting.pop_back();
      }
      void HandleTranslationUnit(ASTContext &Context) override {
        if (Action.Stopped)
          return;
        Action.recallBeginning();
        ParsedAst Ast{Context, Action.Out.declarations(Context)};
        // Clang looks for the parents of a node in all that it may traverse.
        Context.setTraversalScope(Ast.declarations);
        for (const AstPass &P : astPasses())
          P.run(Ast, Action.Out);
        // After the passes, since only they know the enclosing function of a
        // name.
        Action.Instantiated.record(Action.Out);
        Action.Diagnostics.settle(Ast.declarations);
        Action.Out.collectFiles();
      }

    private:
      RecordUses &Action;
    };
    return std::make_unique<Consumer>(*this);
  }
  bool stopped() const { return Stopped; }

private:
  void recallBeginning() {
    auto Reader = Instance->getASTReader();
    if (!Reader || Instance->getPreprocessorOpts().ImplicitPCHInclude.empty())
      return;
    serialization::ModuleFile &Beginning =
        Reader->getModuleManager().getPrimaryModule();
    std::vector<Decl *> Declarations;
    for (LocalDeclID ID : Out.memory().declarations)
      if (Decl *D = Reader->GetDecl(Reader->getGlobalDeclID(Beginning, ID)))
        Declarations.push_back(D);
    Out.recall(std::move(Declarations));
  }

  Recorder &Out;
  Conditions &Met;
  CollectDiagnostics &Diagnostics;
  llvm::function_ref<bool()> Cancelled;
  bool Stopped = false;
  CompilerInstance *Instance = nullptr;
  Instantiations Instantiated;
};

} // namespace

class UnitParser {
public:
  UnitParser(const RuleSet &Rules, const ParseOptions &Options, Preamble *Kept,
             llvm::function_ref<bool()> Cancelled)
      : Rules(Rules), Options(Options), Kept(Kept), Cancelled(Cancelled) {}

  std::optional<ParsedUnit> parse();

private:
  ParsedUnit runPass(Pass P, Conditions &Met);
  SdkAnswers *sdk() const { return Kept ? Kept->Sdk.get() : nullptr; }

  const RuleSet &Rules;
  const ParseOptions &Options;
  Preamble *Kept;
  llvm::function_ref<bool()> Cancelled;
  bool Stopped = false;
};

ParsedUnit UnitParser::runPass(Pass P, Conditions &Met) {
  ParsedUnit Unit;
  auto FS = facadeFileSystem(Rules, Options, &Unit.reads, sdk());
  std::vector<std::string> Command = clangCommand(Options, P);
  std::shared_ptr<CompilerInvocation> Invocation;
  Preamble::Pass *Known = nullptr;
  if (Kept) {
    auto &Place = P == Pass::Host ? Kept->Host : Kept->Device;
    if (!Place || Place->command != Command) {
      Place = std::make_unique<Preamble::Pass>();
      Place->command = Command;
      Place->invocation = makeInvocation(Command, FS, Unit);
      Place->ofDriver = Unit;
    }
    Known = Place.get();
    Unit = Known->ofDriver;
    if (Known->invocation)
      Invocation = std::make_shared<CompilerInvocation>(*Known->invocation);
  } else {
    Invocation = makeInvocation(Command, FS, Unit);
  }
  if (!Invocation)
    return Unit;
  // In C++20, Clang 19 loses overloads of `operator new` behind a precompiled
  // header of CUDA, and may crash.
  if (!Kept && !Invocation->getLangOpts().CPlusPlus20)
    if (auto Early = Prelude::find(Rules, Options, P, *FS, Unit.reads))
      FS = Early->addTo(*Invocation, FS);

  auto Main = mainText(*FS, Options.file);
  if (Main && (Known || !Main->original.empty())) {
    auto Buffer =
        llvm::MemoryBuffer::getMemBufferCopy(Main->text, Options.file);
    if (Known &&
        Known->refresh(Rules, Options, sdk(), *Invocation, *Buffer, *Main)) {
      ReadLog Reads = std::move(Unit.reads);
      Unit = Known->unit;
      for (auto &[Path, Entry] : Reads.entries)
        Unit.reads.note(Path, Entry);
      Unit.reads.repeatable &= Reads.repeatable;
      Met = Known->met;
      Known->compiled->AddImplicitPreamble(*Invocation, FS, Buffer.release());
      Invocation->getPreprocessorOpts().AllowPCHWithCompilerErrors = true;
    } else {
      Known = nullptr;
      // The preprocessor's options own the buffer.
      Invocation->getPreprocessorOpts().addRemappedFile(Options.file,
                                                        Buffer.release());
    }
  } else {
    Known = nullptr;
  }

  Recorder Out(Rules, Options, Unit);
  if (Known)
    Out.recall(Known->memory);
  if (Main && !Main->original.empty())
    Out.keepOriginal(Options.file, Main->original);
  CollectDiagnostics Diagnostics(Unit, &Out);
  auto Engine = CompilerInstance::createDiagnostics(
      new DiagnosticOptions(Invocation->getDiagnosticOpts()), &Diagnostics,
      /*ShouldOwnClient=*/false);
  CompilerInstance CI;
  CI.setInvocation(std::move(Invocation));
  CI.setDiagnostics(Engine.get());
  CI.createFileManager(FS);
  RecordUses Action(Out, Met, Diagnostics, Cancelled);
  CI.ExecuteAction(Action);
  Stopped |= Action.stopped();
  return Unit;
}

namespace {

bool inRegions(const SkippedRegions &Regions, const std::string &File,
               unsigned Offset) {
  auto It = Regions.find(File);
  return It != Regions.end() && llvm::any_of(It->second, [&](Span S) {
           return S.begin <= Offset && Offset < S.end;
         });
}

} // namespace

/// If both passes saw a kernel, the facts of the device pass count, with the
/// block sizes of both.
static void takeKernels(ParsedUnit &Unit, std::vector<KernelFacts> Device) {
  for (KernelFacts &K : Unit.kernels) {
    auto It = llvm::find_if(Device, [&](const KernelFacts &D) {
      return D.file == K.file && D.span.begin == K.span.begin &&
             D.name == K.name;
    });
    if (It == Device.end())
      continue;
    It->blockSizes.insert(K.blockSizes.begin(), K.blockSizes.end());
    // Perhaps only host code instantiates the template.
    if (It->asWritten && !K.asWritten)
      It->merge(K);
    K = std::move(*It);
    Device.erase(It);
  }
  for (KernelFacts &K : Device)
    Unit.kernels.push_back(std::move(K));
}

std::optional<ParsedUnit> UnitParser::parse() {
  Conditions Met;
  ParsedUnit Unit = runPass(Pass::Host, Met);
  if (Stopped)
    return std::nullopt;
  Unit.isCuda = isCudaUnit(Options.file, Options.args);
  if (!Unit.isCuda || !Met.askForDevice || Met.skipped.empty())
    return Unit;

  // The device branches of `#if __CUDA_ARCH__`. Only regions that the host pass
  // skipped are new.
  Conditions Ignored;
  ParsedUnit Device = runPass(Pass::Device, Ignored);
  if (Stopped)
    return std::nullopt;
  // Code in those regions may decide the meaning of a number anywhere.
  for (Use &U : Device.uses)
    if (U.kind == Use::Kind::WarpWidth ||
        inRegions(Met.skipped, U.file, U.token.begin))
      Unit.uses.push_back(std::move(U));
  auto Take = [&](auto &Into, const auto &From) {
    for (auto &[File, Offsets] : From)
      for (unsigned Offset : Offsets)
        if (inRegions(Met.skipped, File, Offset))
          Into[File].insert(Offset);
  };
  Take(Unit.own, Device.own);
  Take(Unit.undeclared, Device.undeclared);
  Take(Unit.unknownTypes, Device.unknownTypes);
  Unit.missing.merge(Device.missing);
  for (Function &F : Device.functions)
    if (inRegions(Met.skipped, F.file, F.token.begin))
      Unit.functions.push_back(std::move(F));
  takeKernels(Unit, std::move(Device.kernels));
  Unit.constants.merge(Device.constants);
  for (auto &[File, Text] : Device.files)
    Unit.files.try_emplace(File, Text);
  for (auto &[Path, Entry] : Device.reads.entries)
    Unit.reads.note(Path, Entry);
  Unit.reads.repeatable &= Device.reads.repeatable;
  return Unit;
}

ParsedUnit parseUnit(const RuleSet &Rules, const ParseOptions &Options) {
  return *UnitParser(Rules, Options, nullptr, [] { return false; }).parse();
}

std::optional<ParsedUnit> parseUnit(const RuleSet &Rules,
                                    const ParseOptions &Options, Preamble *Kept,
                                    llvm::function_ref<bool()> Cancelled) {
  return UnitParser(Rules, Options, Kept, Cancelled).parse();
}

} // namespace causeway
