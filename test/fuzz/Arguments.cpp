// Any compiler arguments, one a line: what is left of them is a command for the
// one file that it is about, which Clang's driver survives.
// SPDX-License-Identifier: Apache-2.0
#include "Target.h"
#include "frontend/CompileArgs.h"
#include "project/CompileCommands.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/Utils.h"
#include "llvm/ADT/StringExtras.h"

using namespace causeway;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  if (Text.contains('\0'))
    return 0; // no argument can hold it
  llvm::SmallVector<llvm::StringRef> Lines;
  Text.split(Lines, '\n', -1, /*KeepEmpty=*/false);
  std::vector<std::string> Args;
  for (llvm::StringRef Line : Lines)
    Args.push_back(Line.str());
  expandOptionFiles(Args, "/nowhere");
  for (const char *File : {"/nowhere/a.cu", "/nowhere/a.c"}) {
    std::vector<std::string> Command =
        clangCommand({File, "/nowhere", Args, "/nowhere", ""}, Pass::Host);
    HOLDS(Command.back() == File);
    std::vector<const char *> Pointers;
    for (const std::string &A : Command)
      Pointers.push_back(A.c_str());
    clang::CreateInvocationOptions Options;
    Options.RecoverOnError = true;
    Options.Diags = clang::CompilerInstance::createDiagnostics(
        new clang::DiagnosticOptions, new clang::DiagnosticConsumer);
    // Where the driver refuses them, it may make up another input: the frontend
    // looks at that.
    (void)clang::createInvocation(Pointers, Options);
  }
  return 0;
}
