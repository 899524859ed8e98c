// Precompiles the preamble of a unit, and records what Clang sees in it.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Preamble.h"
#include "frontend/Diagnostics.h"
#include "frontend/Facade.h"
#include "frontend/Instantiations.h"
#include "frontend/PreamblePass.h"
#include "frontend/SystemBodies.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Serialization/ASTWriter.h"
#include "clang/Serialization/PCHContainerOperations.h"
#include "llvm/Support/MemoryBuffer.h"

namespace causeway {

using namespace clang;

bool Preamble::Pass::refresh(const RuleSet &Rules, const ParseOptions &Options,
                             SdkAnswers *Sdk,
                             const CompilerInvocation &Invocation,
                             const llvm::MemoryBuffer &Main,
                             const MainText &Text) {
  PreambleBounds Bounds =
      ComputePreambleBounds(Invocation.getLangOpts(), Main, /*MaxLines=*/0);
  if (compiled &&
      compiled->CanReuse(Invocation, Main, Bounds,
                         *facadeFileSystem(Rules, Options, nullptr, Sdk)))
    return true;
  compiled.reset();
  unit = ofDriver;
  met = {};
  Recorder Out(Rules, Options, unit);
  if (!Text.original.empty())
    Out.keepOriginal(Options.file, Text.original);

  class Listener : public PreambleCallbacks {
  public:
    Listener(Recorder &Out, Conditions &Met, CollectDiagnostics &Diagnostics)
        : Out(Out), Met(Met), Diagnostics(Diagnostics) {}
    void BeforeExecute(CompilerInstance &CI) override {
      Instance = &CI;
      CI.getDiagnostics().setFatalsAsError(true);
      Out.attach(CI.getSourceManager(), CI.getLangOpts());
    }
    std::unique_ptr<PPCallbacks> createPPCallbacks() override {
      Instantiated.watch(*Instance);
      return preprocessorUses(Instance->getPreprocessor(), Out, Met);
    }
    void HandleTopLevelDecl(DeclGroupRef) override {
      dropSystemBodies(Instance->getSema());
    }
    void AfterPCHEmitted(ASTWriter &Writer) override {
      std::vector<Decl *> All = Out.declarations(Instance->getASTContext());
      Diagnostics.settle(All);
      Instantiated.record(Out);
      for (const Decl *D : All)
        if (LocalDeclID ID = Writer.getDeclID(D); ID.isValid())
          Declarations.push_back(ID);
    }
    void AfterExecute(CompilerInstance &) override { Out.collectFiles(); }

    std::vector<LocalDeclID> Declarations;

  private:
    Recorder &Out;
    Conditions &Met;
    CollectDiagnostics &Diagnostics;
    Instantiations Instantiated;
    CompilerInstance *Instance = nullptr;
  };

  CollectDiagnostics Diagnostics(unit, &Out);
  auto Engine = CompilerInstance::createDiagnostics(
      new DiagnosticOptions(Invocation.getDiagnosticOpts()), &Diagnostics,
      /*ShouldOwnClient=*/false);
  Listener Listen(Out, met, Diagnostics);
  auto Built = PrecompiledPreamble::Build(
      Invocation, &Main, Bounds, *Engine,
      facadeFileSystem(Rules, Options, &unit.reads, Sdk),
      std::make_shared<PCHContainerOperations>(), /*StoreInMemory=*/true, "",
      Listen);
  if (!Built)
    return false;
  compiled.emplace(std::move(*Built));
  memory = Out.memory();
  memory.declarations = std::move(Listen.Declarations);
  // Clang has read only the beginning of the file.
  unit.files.erase(Options.file);
  return true;
}

Preamble::Preamble() : Sdk(std::make_unique<SdkAnswers>()) {}
Preamble::~Preamble() = default;
Preamble::Preamble(Preamble &&) = default;
Preamble &Preamble::operator=(Preamble &&) = default;

} // namespace causeway
