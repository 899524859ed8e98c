// SPDX-License-Identifier: Apache-2.0
#include "generate/RuleFolder.h"
#include "frontend/Declarations.h"
#include "input/File.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace causeway {

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

llvm::Expected<std::string> textOf(const std::string &Path) {
  auto Buffer = readFile(Path);
  if (!Buffer)
    return llvm::createStringError(Buffer.getError(), "%s: %s", Path.c_str(),
                                   Buffer.getError().message().c_str());
  return (*Buffer)->getBuffer().str();
}

std::vector<std::string> yamlFiles(const std::string &Top,
                                   llvm::ArrayRef<StringRef> Folders) {
  std::vector<std::string> Names;
  for (StringRef Folder : Folders) {
    std::error_code EC;
    for (fs::directory_iterator I(Top + "/" + Folder, EC), E; I != E && !EC;
         I.increment(EC))
      if (path::extension(I->path()) == ".yaml")
        Names.push_back((Folder + "/" + path::filename(I->path())).str());
  }
  llvm::sort(Names);
  return Names;
}

namespace {

llvm::Error addFile(const std::string &Top, const std::string &Name,
                    RuleFiles &Files) {
  auto Text = textOf(Top + "/" + Name);
  if (!Text)
    return Text.takeError();
  std::string Header;
  auto Facade = [&](StringRef File) -> const std::string * {
    auto Found = textOf((Top + "/cuda/" + File).str());
    if (!Found) {
      llvm::consumeError(Found.takeError());
      return nullptr;
    }
    Header = std::move(*Found);
    return &Header;
  };
  return readRuleFile(*Text, Name, /*Users=*/false, Facade, Files);
}

/// Adds what follows from the declarations of the facade.
llvm::Error complete(RuleFiles &Files) {
  Declarations Declared = facadeDeclarations(RuleSet::of(Files));
  if (!Declared.errors.empty())
    return llvm::createStringError(llvm::inconvertibleErrorCode(), "%s",
                                   Declared.errors.front().c_str());
  return completeRules(Files, Declared.all);
}

} // namespace

llvm::Expected<RuleFiles> readRuleFolder(const std::string &Top) {
  RuleFiles Files;
  llvm::Error Errors = llvm::Error::success();
  for (const std::string &Name : yamlFiles(Top, {"build", "cuda"}))
    Errors = llvm::joinErrors(std::move(Errors), addFile(Top, Name, Files));
  if (Errors)
    return Errors;
  if (llvm::Error E = complete(Files))
    return E;
  return Files;
}

} // namespace causeway
