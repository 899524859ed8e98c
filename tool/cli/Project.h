// What the commands share that run the engine over a tree: their options, the
// tree that was named, and the migration of it in memory.
// SPDX-License-Identifier: Apache-2.0
#pragma once

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
  unsigned arch = 0; ///< Of NVIDIA's, such as 90; 0: what is usual.
  std::string cache; ///< A folder; empty: the machine has no place for one.
  bool noCache = false;
  bool cacheNamed = false;    ///< It was asked for, so it must work.
  unsigned jobs = 0;          ///< 0: one a core.
  unsigned unitTimeout = 300; ///< Seconds.
  uint64_t maxMemory = 0;     ///< Bytes; 0: 4/5 of what is free.
  bool quiet = false;
};

/// SOURCES, -p and --root. `O` must outlive the parsing of the command line.
void addSourceOptions(CLI::App &C, ProjectOptions &O);
/// --rules, --jobs, --cache and the others that say how units are parsed.
void addEngineOptions(CLI::App &C, ProjectOptions &O);

/// The cache that they name; without one that was asked for, a run without a
/// cache is as good.
llvm::Expected<UnitCache> openCache(const ProjectOptions &O,
                                    const RuleSet &Rules);
WorkLimits workLimits(const ProjectOptions &O);

/// Rules, cache and sources of one run.
struct Project {
  RuleSet rules;
  UnitCache cache;
  Sources sources;
};

/// Finds what was named, and tells warnings and guesses. Writes nothing.
llvm::Expected<Project> openProject(ProjectOptions &O, const CommandLine &Line);

/// Migrates sources and build scripts in memory, with progress on a terminal.
llvm::Expected<MigrationResult> migrateProject(const ProjectOptions &O,
                                               const Project &P);

/// What was found out about the tree, as Markdown sentences.
std::vector<std::string> tellSources(const Sources &From);

/// Whether a report goes to stdout.
bool isStdout(llvm::StringRef Path);
/// A report for `Option`, complete beside its place; appears with `keep`. A
/// link of the tree below `Root` cannot lead it elsewhere.
llvm::Expected<WholeFile> writeReport(llvm::StringRef Option,
                                      llvm::StringRef Path,
                                      llvm::StringRef Root, std::string Text);

/// How a finding's file is shown to people: from where they are, if below.
std::string displayPath(llvm::StringRef Root, llvm::StringRef File);

} // namespace causeway
