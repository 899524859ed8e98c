// Asks Clang's driver for the frontend's options.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Invocation.h"
#include "frontend/Diagnostics.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/Utils.h"

namespace causeway {

using namespace clang;

std::shared_ptr<CompilerInvocation>
makeInvocation(const std::vector<std::string> &Command,
               llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS,
               ParsedUnit &Unit) {
  const std::string &File = Command.back();
  CollectDiagnostics Diagnostics(Unit);
  CreateInvocationOptions CreateOptions;
  CreateOptions.Diags = CompilerInstance::createDiagnostics(
      new DiagnosticOptions, &Diagnostics, /*ShouldOwnClient=*/false);
  CreateOptions.VFS = FS;
  CreateOptions.RecoverOnError = true;
  std::vector<const char *> Args;
  for (const std::string &A : Command)
    Args.push_back(A.c_str());
  std::shared_ptr<CompilerInvocation> Invocation =
      createInvocation(Args, CreateOptions);
  // The driver's diagnostics on the options have no file.
  for (SourceDiagnostic &D : Unit.diagnostics)
    if (D.file.empty())
      D.file = File;
  // Rejected options may leave Clang without a job, or with one that reads
  // stdin. Then the unit is only read as text.
  if (!Invocation || Invocation->getFrontendOpts().Inputs.size() != 1 ||
      Invocation->getFrontendOpts().Inputs[0].getFile() != File) {
    if (Unit.diagnostics.empty())
      Unit.diagnostics.push_back({SourceDiagnostic::Severity::Error, File, 0, 0,
                                  "Clang rejects the unit's compiler options"});
    return nullptr;
  }
  Invocation->getFrontendOpts().DisableFree = false;
  Invocation->getLangOpts().SpellChecking = false;
  // In this mode Clang accepts `extern __shared__ T x`, as nvcc does.
  Invocation->getLangOpts().GPURelocatableDeviceCode = true;
  // This also suppresses Clang's final count of errors.
  Invocation->getDiagnosticOpts().ShowCarets = false;
  return Invocation;
}

} // namespace causeway
