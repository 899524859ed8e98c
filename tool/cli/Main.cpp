// The program `causeway`.
//
// SPDX-License-Identifier: Apache-2.0
#include "cli/Commands.h"
#include "cli/Console.h"
#include "cli/Suggest.h"
#include "llvm/Support/InitLLVM.h"
#include <CLI/CLI.hpp>

namespace causeway {

llvm::Expected<RuleSet> loadRules(const std::vector<std::string> &Files) {
  RuleSet Rules = RuleSet::builtin();
  llvm::Error Errors = llvm::Error::success();
  for (const std::string &File : Files)
    Errors = llvm::joinErrors(std::move(Errors), Rules.addFile(File));
  if (Errors)
    return Errors;
  return Rules;
}

} // namespace causeway

namespace {

using namespace causeway;

int run(int Argc, char **Argv) {
  CommandLine Line;
  CLI::App App("Carries CUDA code to portable C++ that compiles for CPUs, AMD, "
               "NVIDIA and others.",
               "causeway");
  App.set_version_flag("--version", "causeway " CAUSEWAY_VERSION,
                       "Print the version");
  App.require_subcommand(1);
  App.failure_message([&App](const CLI::App *, const CLI::Error &E) {
    return explainUsage(App, E);
  });
  App.footer(
      "Examples:\n"
      "  causeway migrate src                  what would change in src\n"
      "  causeway migrate src --out portable   write it there\n"
      "  causeway audit src --html audit.html  the cost, and the chips\n"
      "  causeway rules explain cudaMalloc     the target of one name\n"
      "  g++ -std=c++17 app.cpp $(causeway config --backend cpu --cflags "
      "--libs)\n"
      "  causeway doctor src                   check this machine\n\n"
      "Exit status: 0 all done, 1 something is left to a person, 2 unusable "
      "input.");
  addMigrateCommand(App, Line);
  addExportFixesCommand(App, Line);
  addLspCommand(App, Line);
  addAuditCommand(App, Line);
  addRulesCommand(App, Line);
  addConfigCommand(App, Line);
  addDoctorCommand(App, Line);

  // Arguments after `--` belong to Clang, so CLI11 does not see them.
  std::vector<std::string> Args(Argv + 1, Argv + Argc);
  auto Dashes = std::find(Args.begin(), Args.end(), "--");
  if (Dashes != Args.end())
    Line.clangArgs.assign(Dashes + 1, Args.end());
  Args.erase(Dashes, Args.end());
  std::reverse(Args.begin(), Args.end()); // CLI11 expects them in reverse order

  try {
    App.parse(Args);
  } catch (const CLI::ParseError &E) {
    return App.exit(E) == 0 ? AllDone : BadInput;
  } catch (const std::exception &E) {
    printError(E.what());
    return BadInput;
  }
  return Line.status;
}

} // namespace

int main(int Argc, char **Argv) {
  llvm::InitLLVM Init(Argc, Argv, /*InstallPipeSignalExitHandler=*/false);
  beginOutput();
  return endOutput(run(Argc, Argv));
}
