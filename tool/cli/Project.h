// The common part of all commands that run the engine over a tree: options,
// sources, and the migration in memory. A Project owns rules, cache and
// sources.
//
//   auto P = openProject(O, Line);
//   if (!P)
//     return fail(P.takeError());
//   auto Result = migrateProject(O, *P);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/PreludeCache.h"
#include "project/Sources.h"
#include "tree/WholeFile.h"

namespace CLI {
class App;
}

namespace causeway {

struct CommandLine;

struct ProjectOptions {
  ProjectOptions();
  SourceRequest request;
  std::vector<std::string> ruleFiles;
  std::string cudaPath;
  unsigned arch = 0; ///< NVIDIA's architecture, such as 90; 0: the default.
  std::string cache; ///< A folder; empty: none is available.
  bool noCache = false;
  bool noPrecompiled = false;
  bool cacheNamed =
      false;         ///< The user named the cache, so a failure is an error.
  unsigned jobs = 0; ///< 0: one per core.
  unsigned unitTimeout = 300; ///< Seconds.
  uint64_t maxMemory = 0;     ///< Bytes; 0: 4/5 of the free memory.
  bool quiet = false;
};

/// Adds SOURCES, -p and --root. `O` must outlive the parsing of the command
/// line.
void addSourceOptions(CLI::App &C, ProjectOptions &O);
/// Adds --rules, --jobs, --cache and other options of the parser.
void addEngineOptions(CLI::App &C, ProjectOptions &O);

/// The cache of the options. If the default cache cannot be opened, the result
/// is an empty cache; a cache that the user named must work.
llvm::Expected<UnitCache> openCache(const ProjectOptions &O,
                                    const RuleSet &Rules);
WorkLimits workLimits(const ProjectOptions &O);

/// The rules, cache and sources of one run.
struct Project {
  RuleSet rules;
  UnitCache cache;
  std::unique_ptr<PreludeCache> preludes; ///< Null: none are kept.
  Sources sources;
};

/// Finds the sources and prints warnings and guesses. Writes no file.
llvm::Expected<Project> openProject(ProjectOptions &O, const CommandLine &Line);

/// Migrates sources and build scripts in memory. Shows progress.
llvm::Expected<MigrationResult> migrateProject(const ProjectOptions &O,
                                               const Project &P);

/// Facts about the tree, as Markdown sentences.
std::vector<std::string> tellSources(const Sources &From);

/// Whether a report goes to stdout.
bool isStdout(llvm::StringRef Path);
/// Writes the report for `Option` beside its target; `keep` puts it there. A
/// link of the tree below `Root` cannot redirect it.
llvm::Expected<WholeFile> writeReport(llvm::StringRef Option,
                                      llvm::StringRef Path,
                                      llvm::StringRef Root, std::string Text);

/// A finding's file for people: relative to the current directory if it is
/// below.
std::string displayPath(llvm::StringRef Root, llvm::StringRef File);

} // namespace causeway
