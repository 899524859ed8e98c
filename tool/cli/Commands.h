// The program's commands. Each registers itself with its options and sets the
// exit status when it has run.
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
  std::vector<std::string> clangArgs; ///< Everything behind `--`.
  int status = 0;
};

void addLspCommand(CLI::App &App, CommandLine &Line);
void addMigrateCommand(CLI::App &App, CommandLine &Line);
void addExportFixesCommand(CLI::App &App, CommandLine &Line);
void addAuditCommand(CLI::App &App, CommandLine &Line);
void addRulesCommand(CLI::App &App, CommandLine &Line);
void addConfigCommand(CLI::App &App, CommandLine &Line);
void addDoctorCommand(CLI::App &App, CommandLine &Line);

/// The built-in rules with the user's on top.
llvm::Expected<RuleSet> loadRules(const std::vector<std::string> &Files);

/// `causeway rules check`: facade, rules and shim against each other. Returns
/// the exit status.
int checkRules(const RuleSet &Rules, const std::string &ShimInclude);
/// `causeway rules coverage`: a table per area, as `text`, `markdown` or
/// `json`; held against a file instead of printed when one is named.
int coverRules(const RuleSet &Rules, const std::string &ShimInclude,
               llvm::StringRef Format, const std::string &CompareWith);
/// `causeway rules test`: every example through the real rewriter.
int testRules(const RuleSet &Rules, bool Verbose);

} // namespace causeway
