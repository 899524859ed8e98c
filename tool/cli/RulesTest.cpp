// `causeway rules test`: each example becomes a source file, and the engine
// migrates all of them as one project.
//
// SPDX-License-Identifier: Apache-2.0
#include "cli/Commands.h"
#include "cli/Console.h"
#include "engine/Migration.h"
#include "project/Sources.h"
#include "scripts/BuildScripts.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"

namespace causeway {
namespace {

using llvm::StringRef;

constexpr StringRef Begin = "// causeway example begins\n";
constexpr StringRef End = "\n// causeway example ends\n";

/// An example as a whole source file.
std::string source(const RuleSet &Rules, const Example &E) {
  std::string Text;
  if (!Rules.prelude().empty())
    Text += ("#include <" + Rules.prelude() + ">\n").str();
  if (!E.setup.empty())
    Text += E.setup + "\n";
  bool InFunction = E.scope != Example::Scope::File;
  if (InFunction)
    Text += E.scope == Example::Scope::Kernel
                ? "__global__ void causeway_example() {\n"
                : "void causeway_example(void) {\n";
  Text += Begin.str() + E.in + End.str();
  if (InFunction)
    Text += "}\n";
  return Text;
}

StringRef extension(Example::Language L) {
  switch (L) {
  case Example::Language::Cuda:
    return ".cu";
  case Example::Language::Cxx:
    return ".cpp";
  case Example::Language::C:
    return ".c";
  }
  return "";
}

/// No library is installed, so a header with a rule may be missing.
bool isKnownGap(const RuleSet &Rules, StringRef Message) {
  return Message.consume_front("'") &&
         Message.consume_back("' file not found") && Rules.findHeader(Message);
}

/// The text between the marks.
std::optional<StringRef> excerpt(StringRef Text) {
  size_t From = Text.find(Begin);
  size_t To = Text.find(End, From);
  if (From == StringRef::npos || To == StringRef::npos)
    return std::nullopt;
  return Text.slice(From + Begin.size(), To).trim();
}

/// Writes each script into its own folder, migrates it, and compares the
/// result.
llvm::Expected<size_t> testBuildRules(const RuleSet &Rules, StringRef Folder,
                                      bool Verbose) {
  MigrationResult Result;
  std::vector<std::string> Scripts;
  const std::vector<BuildExample> &Examples = Rules.build().examples();
  for (const BuildExample &E : Examples) {
    std::string Place =
        (Folder + "/script" + llvm::Twine(Scripts.size())).str();
    if (auto EC = llvm::sys::fs::create_directory(Place))
      return llvm::errorCodeToError(EC);
    Scripts.push_back(Place + "/" + E.file);
    if (llvm::Error Failed =
            llvm::writeToOutput(Scripts.back(), [&](llvm::raw_ostream &OS) {
              OS << E.in;
              return llvm::Error::success();
            }))
      return Failed;
  }
  migrateBuildScripts(Rules.build(), Scripts, Folder, /*Open=*/nullptr, Result);
  size_t Failures = 0;
  for (size_t I = 0; I < Scripts.size(); ++I) {
    const BuildExample &E = Examples[I];
    auto File = Result.files.find(Scripts[I].substr(Folder.size() + 1));
    StringRef Got = File == Result.files.end()
                        ? StringRef("nothing")
                        : StringRef(File->second.migrated);
    if (Got == E.out) {
      if (Verbose)
        llvm::outs() << E.origin << ": ok\n";
      continue;
    }
    ++Failures;
    llvm::outs() << E.origin << ": example fails\n  in\n"
                 << E.in << "  expected\n"
                 << E.out << "  got\n"
                 << Got << '\n';
  }
  return Failures;
}

} // namespace

int testRules(const RuleSet &Rules, bool Verbose) {
  llvm::SmallString<128> Made;
  if (auto EC = llvm::sys::fs::createUniqueDirectory("causeway-rules", Made)) {
    printError("a temporary folder: " + EC.message());
    return BadInput;
  }
  std::string Folder = realPath(Made);
  auto Remove =
      llvm::make_scope_exit([&] { llvm::sys::fs::remove_directories(Folder); });

  MigrationOptions Options;
  Options.root = Folder;
  Options.limits.jobs = llvm::hardware_concurrency().compute_thread_count();
  std::vector<std::string> Names;
  for (const Example &E : Rules.examples()) {
    Names.push_back("example" + std::to_string(Names.size()) +
                    extension(E.language).str());
    std::string Path = Folder + "/" + Names.back();
    if (llvm::Error Failed =
            llvm::writeToOutput(Path, [&](llvm::raw_ostream &OS) {
              OS << source(Rules, E);
              return llvm::Error::success();
            }))
      return fail(std::move(Failed));
    Options.units.push_back({Path, Folder, {}});
  }
  auto Result = migrate(Rules, Options);
  if (!Result)
    return fail(Result.takeError());

  size_t Failures = 0;
  for (size_t I = 0; I < Names.size(); ++I) {
    const Example &E = Rules.examples()[I];
    std::string Broken;
    for (const SourceDiagnostic &D : Result->diagnostics)
      if (D.file == Names[I] && Broken.empty() && !isKnownGap(Rules, D.message))
        Broken = D.message;
    auto File = Result->files.find(Names[I]);
    std::optional<StringRef> Got;
    if (File != Result->files.end())
      Got = excerpt(File->second.migrated);
    if (Broken.empty() && Got && *Got == StringRef(E.out).trim()) {
      if (Verbose)
        llvm::outs() << E.origin << ": ok\n";
      continue;
    }
    ++Failures;
    llvm::outs() << E.origin << ": example fails\n  in       " << E.in
                 << "\n  expected " << E.out << "\n  got      "
                 << Got.value_or("nothing") << '\n';
    if (!Broken.empty())
      llvm::outs() << "  because  it does not parse: " << Broken << '\n';
  }
  auto Scripts = testBuildRules(Rules, Folder, Verbose);
  if (!Scripts)
    return fail(Scripts.takeError());
  Failures += *Scripts;
  size_t Total = Names.size() + Rules.build().examples().size();
  llvm::outs() << Total - Failures << " of " << Total << " examples pass\n";
  return Failures ? WorkLeft : AllDone;
}

} // namespace causeway
