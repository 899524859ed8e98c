// SPDX-License-Identifier: Apache-2.0
#include "project/Pipeline.h"
#include "frontend/Paths.h"
#include "scripts/BuildScripts.h"
#include "llvm/ADT/STLExtras.h"

namespace causeway {

MigrationOptions migrationOptions(const Sources &From) {
  MigrationOptions M;
  M.units = From.units;
  M.root = From.root;
  M.extraFiles = From.extraFiles;
  M.links = From.links;
  M.processes = true;
  if (!From.recoded.empty())
    M.buffers = std::make_shared<Buffers>(From.recoded);
  return M;
}

llvm::Expected<MigrationResult> migrate(const RuleSet &Rules,
                                        const Sources &From,
                                        const MigrationOptions &Options) {
  auto Result = migrate(Rules, Options);
  if (Result)
    finishMigration(Rules, From, Options, *Result);
  return Result;
}

void finishMigration(const RuleSet &Rules, const Sources &From,
                     const MigrationOptions &Options, MigrationResult &Result,
                     const std::set<std::string> *Wanted) {
  auto IsWanted = [&](const std::string &Path) {
    return !Wanted || Wanted->count(Path);
  };
  for (SourceDiagnostic D : From.unread)
    if (IsWanted(D.file)) {
      D.file = relativeTo(D.file, From.root);
      Result.diagnostics.push_back(std::move(D));
    }
  for (const auto &[Path, Text] : From.recoded)
    if (auto It = Result.files.find(relativeTo(Path, From.root));
        It != Result.files.end())
      It->second.recoded = true;
  // One script may decide what a variable of another holds: all or none.
  if (!Wanted || llvm::any_of(From.buildScripts, IsWanted))
    migrateBuildScripts(Rules.build(), From.buildScripts, From.root,
                        Options.buffers.get(), Result);
}

} // namespace causeway
