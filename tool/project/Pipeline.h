// The pipeline of a migration: parse, merge, plan names, judge, migrate build
// scripts. Every front end runs it. `migrate` runs all steps at once; a caller
// that parses in its own order (a Session) ends with the last one.
//
//   auto From = findSources(Rules, Request);
//   MigrationOptions Options = migrationOptions(*From);
//   auto Result = migrate(Rules, *From, Options);
//
// The sources must outlive the call. The caller owns the result.
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "project/Sources.h"

namespace causeway {

/// What the engine parses for these sources. The caller adds limits, the cache
/// and a progress callback.
MigrationOptions migrationOptions(const Sources &From);

/// Migrates the sources and build scripts of a project in memory.
llvm::Expected<MigrationResult> migrate(const RuleSet &Rules,
                                        const Sources &From,
                                        const MigrationOptions &Options);

/// The steps that need no parser, after the units are merged: build scripts,
/// and what the sources say of files. With `Wanted` (absolute paths), build
/// scripts are looked at only if one of them is wanted.
void finishMigration(const RuleSet &Rules, const Sources &From,
                     const MigrationOptions &Options, MigrationResult &Result,
                     const std::set<std::string> *Wanted = nullptr);

} // namespace causeway
