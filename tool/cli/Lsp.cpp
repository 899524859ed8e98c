// `causeway lsp`: the language server over stdio.
//
// SPDX-License-Identifier: Apache-2.0
#include "cli/Commands.h"
#include "cli/Console.h"
#include "cli/Project.h"
#include "cli/Shim.h"
#include "lsp/Server.h"
#include "llvm/Support/Threading.h"
#include <CLI/CLI.hpp>
#include <unistd.h>

namespace causeway {
namespace {

int runServer(ProjectOptions &O, const CommandLine &Line) {
  lsp::ServerOptions S;
  S.version = CAUSEWAY_VERSION;
  S.ruleFiles = O.ruleFiles;
  S.workspace.buildDir = O.request.buildDir;
  S.workspace.clangArgs = Line.clangArgs;
  if (auto Found = findShim())
    S.workspace.shim = Found->includes("cpu");
  S.workspace.cudaPath = O.cudaPath.empty() ? "" : realPath(O.cudaPath);
  S.workspace.limits = workLimits(O);
  S.openCache = [&](const RuleSet &Rules) { return openCache(O, Rules); };
  S.docs = findDocs();
  auto Status = lsp::serve(std::move(S), STDIN_FILENO, STDOUT_FILENO);
  return Status ? *Status : fail(Status.takeError());
}

} // namespace

void addLspCommand(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<ProjectOptions>();
  ProjectOptions &O = *Options;
  // A shorter limit, because a user is waiting.
  O.unitTimeout = 60;
  CLI::App *C = App.add_subcommand(
      "lsp", "Serve an editor: the Language Server Protocol on stdin and "
             "stdout");
  C->add_option("-p", O.request.buildDir,
                "Build folder with compile_commands.json; default: the one in "
                "the editor's folder")
      ->type_name("BUILD_DIR");
  addEngineOptions(*C, O);
  C->add_flag(
      "--stdio", [](int64_t) {},
      "Always on; accepted because some editors pass it");
  C->footer("Clang's own options for all units go after --: causeway lsp -- "
            "-Iinclude\n\n"
            "Editors start it; docs/editors.md describes how, and lists the "
            "settings.\n\n"
            "Exit status: 0 the editor ended it, 1 the editor went away, 2 "
            "unusable input.");
  C->callback([Options, &Line] { Line.status = runServer(*Options, Line); });
}

} // namespace causeway
