// Writes what follows from the rules into the shim, or says what is stale:
//   causeway_generate [--check] RULES_DIR SHIM_DIR
// SPDX-License-Identifier: Apache-2.0
#include "generate/Interface.h"
#include "generate/NameTable.h"
#include "generate/RuleFolder.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace causeway;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace {

/// What each file that is made should hold, by its path.
using Made = std::map<std::string, std::string>;

/// The tables of one backend, a file each.
llvm::Error addTables(const RuleFiles &Files, const std::string &Backend,
                      Made &All) {
  std::error_code EC;
  for (fs::directory_iterator I(Backend + "/names", EC), E; I != E && !EC;
       I.increment(EC)) {
    auto Yaml = textOf(I->path());
    if (!Yaml)
      return Yaml.takeError();
    std::string Name = (path::stem(I->path()) + ".h").str();
    auto Text = nameTable(Files, *Yaml,
                          ("runtime-shim/" + path::filename(Backend) +
                           "/names/" + path::filename(I->path()))
                              .str(),
                          Name);
    if (!Text)
      return Text.takeError();
    All[Backend + "/include/cw/" + Name] = std::move(*Text);
  }
  return llvm::Error::success();
}

llvm::Expected<Made> makeAll(const std::string &Rules,
                             const std::string &Shim) {
  auto Files = readRuleFolder(Rules);
  if (!Files)
    return Files.takeError();
  Made All;
  std::error_code EC;
  for (fs::directory_iterator I(Shim, EC), E; I != E && !EC; I.increment(EC))
    if (llvm::Error Failed = addTables(*Files, I->path(), All))
      return Failed;
  auto Yaml = textOf(Shim + "/interface.yaml");
  if (!Yaml)
    return Yaml.takeError();
  auto Interface = interfaceFiles(*Files, *Yaml, "runtime-shim/interface.yaml");
  if (!Interface)
    return Interface.takeError();
  for (auto &[Path, Text] : *Interface)
    All[Shim + "/" + Path] = std::move(Text);
  return All;
}

int run(const std::string &Rules, const std::string &Shim, bool Check) {
  auto All = makeAll(Rules, Shim);
  if (!All) {
    llvm::errs() << "error: " << llvm::toString(All.takeError()) << '\n';
    return 2;
  }
  bool Stale = false;
  for (const auto &[Path, Text] : *All) {
    auto Old = textOf(Path);
    if (Old && *Old == Text)
      continue;
    llvm::consumeError(Old.takeError());
    Stale = true;
    if (Check) {
      llvm::errs() << Path << " is stale: run ./dev generate\n";
      continue;
    }
    llvm::outs() << Path << '\n';
    llvm::Error E = llvm::writeToOutput(Path, [&](llvm::raw_ostream &OS) {
      OS << Text;
      return llvm::Error::success();
    });
    if (E) {
      llvm::errs() << "error: " << llvm::toString(std::move(E)) << '\n';
      return 2;
    }
  }
  return Check && Stale;
}

} // namespace

int main(int Argc, char **Argv) {
  bool Check = Argc > 1 && StringRef(Argv[1]) == "--check";
  if (Argc != 3 + Check) {
    llvm::errs() << "usage: causeway_generate [--check] RULES_DIR SHIM_DIR\n";
    return 2;
  }
  return run(Argv[1 + Check], Argv[2 + Check], Check);
}
