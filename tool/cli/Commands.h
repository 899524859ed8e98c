// The program's commands. Each registers itself with its options, and sets the
// exit status when it has run. `Line` belongs to the caller and must outlive
// the parsing.
//
//   CommandLine Line;
//   addMigrateCommand(App, Line);
//   CLI11_PARSE(App, Argc, Argv);
//   return Line.status;
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/RuleSet.h"
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace causeway {

struct CommandLine {
  std::vector<std::string> clangArgs; ///< The arguments after `--`.
  int status = 0;
};

void addLspCommand(CLI::App &App, CommandLine &Line);
void addMigrateCommand(CLI::App &App, CommandLine &Line);
void addExportFixesCommand(CLI::App &App, CommandLine &Line);
void addAuditCommand(CLI::App &App, CommandLine &Line);
void addRulesCommand(CLI::App &App, CommandLine &Line);
void addConfigCommand(CLI::App &App, CommandLine &Line);
void addDoctorCommand(CLI::App &App, CommandLine &Line);

/// The built-in rules with the user's added; those take precedence.
llvm::Expected<RuleSet> loadRules(const std::vector<std::string> &Files);

/// `causeway rules check`: compares facade, rules and shim. Returns the exit
/// status.
int checkRules(const RuleSet &Rules, const std::string &ShimInclude);
/// `causeway rules coverage`: a table per area, as `text`, `markdown` or
/// `json`. If `CompareWith` names a file, compares the table with it instead of
/// printing it. Returns the exit status.
int coverRules(const RuleSet &Rules, const std::string &ShimInclude,
               llvm::StringRef Format, const std::string &CompareWith);
/// `causeway rules test`: migrates every example. Returns the exit status.
int testRules(const RuleSet &Rules, bool Verbose);

} // namespace causeway
