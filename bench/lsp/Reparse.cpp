// The minimum work of a language server after an edit: Clang parses the file
// again after a kept preamble, and the result is ignored.
//
//   reparse FILE N         N edits; prints wall and CPU milliseconds of each
//   reparse --facade DIR   writes CUDA's declarations below DIR, for clangd
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/CompileArgs.h"
#include "frontend/Facade.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/PrecompiledPreamble.h"
#include "clang/Frontend/Utils.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Serialization/PCHContainerOperations.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Path.h"
#include <chrono>
#include <sys/resource.h>

using namespace causeway;

static int writeFacade(const RuleSet &Rules, llvm::StringRef Folder) {
  for (auto &[Path, Text] : facadeFiles(Rules)) {
    std::string File =
        (Folder + llvm::StringRef(Path).drop_front(FacadeRoot.size())).str();
    llvm::sys::fs::create_directories(llvm::sys::path::parent_path(File));
    std::error_code EC;
    llvm::raw_fd_ostream OS(File, EC);
    size_t At = 0;
    for (size_t Next;
         (Next = Text.find(FacadeRoot.str() + "/", At)) != std::string::npos;
         At = Next + FacadeRoot.size())
      OS << llvm::StringRef(Text).slice(At, Next) << Folder;
    OS << llvm::StringRef(Text).substr(At);
    if (EC)
      return 1;
  }
  return 0;
}

static double cpuMilliseconds() {
  rusage Used;
  getrusage(RUSAGE_SELF, &Used);
  auto Of = [](timeval T) { return T.tv_sec * 1e3 + T.tv_usec / 1e3; };
  return Of(Used.ru_utime) + Of(Used.ru_stime);
}

int main(int Argc, char **Argv) {
  if (Argc != 3)
    return 2;
  RuleSet Rules = RuleSet::builtin();
  if (llvm::StringRef(Argv[1]) == "--facade")
    return writeFacade(Rules, Argv[2]);
  ParseOptions Options;
  Options.file = Argv[1];
  Options.directory = llvm::sys::path::parent_path(Argv[1]).str();
  auto FS = facadeFileSystem(Rules, Options);
  clang::IgnoringDiagConsumer Ignore;
  auto Diags = clang::CompilerInstance::createDiagnostics(
      new clang::DiagnosticOptions, &Ignore, /*ShouldOwnClient=*/false);
  std::vector<std::string> Command = clangCommand(Options, Pass::Host);
  std::vector<const char *> Args;
  for (const std::string &A : Command)
    Args.push_back(A.c_str());
  clang::CreateInvocationOptions Create;
  Create.Diags = Diags;
  Create.VFS = FS;
  auto Invocation = clang::createInvocation(Args, Create);
  auto Text = FS->getBufferForFile(Options.file);
  if (!Invocation || !Text)
    return 1;
  Invocation->getFrontendOpts().DisableFree = false;

  std::optional<clang::PrecompiledPreamble> Preamble;
  for (int I = 0, N = atoi(Argv[2]); I <= N; ++I) {
    // After the last line, like the edits for the server.
    std::string Edited =
        ((*Text)->getBuffer() + "static int edit_" + llvm::Twine(I) + ";\n")
            .str();
    auto Start = std::chrono::steady_clock::now();
    double Before = cpuMilliseconds();
    auto Buffer = llvm::MemoryBuffer::getMemBufferCopy(Edited, Options.file);
    auto Bounds =
        clang::ComputePreambleBounds(Invocation->getLangOpts(), *Buffer, 0);
    auto Now = facadeFileSystem(Rules, Options);
    clang::PreambleCallbacks Callbacks;
    if (!Preamble || !Preamble->CanReuse(*Invocation, *Buffer, Bounds, *Now)) {
      if (I > 1)
        llvm::errs() << "the preamble was not kept\n";
      auto Built = clang::PrecompiledPreamble::Build(
          *Invocation, Buffer.get(), Bounds, *Diags, Now,
          std::make_shared<clang::PCHContainerOperations>(),
          /*StoreInMemory=*/true, "", Callbacks);
      if (!Built)
        return 1;
      Preamble.emplace(std::move(*Built));
    }
    auto Copy = std::make_shared<clang::CompilerInvocation>(*Invocation);
    Preamble->AddImplicitPreamble(*Copy, Now, Buffer.release());
    clang::CompilerInstance CI;
    CI.setInvocation(std::move(Copy));
    CI.setDiagnostics(Diags.get());
    CI.createFileManager(Now);
    clang::SyntaxOnlyAction Action;
    if (!CI.ExecuteAction(Action))
      return 1;
    std::chrono::duration<double, std::milli> Took =
        std::chrono::steady_clock::now() - Start;
    if (I) // the first makes the preamble
      llvm::outs() << llvm::format("%.2f %.2f\n", Took.count(),
                                   cpuMilliseconds() - Before);
  }
  return 0;
}
