// The engine: turns units into findings and migrated files. It parses every
// unit, judges every use by the rules and merges the results of several units
// for one file. It reads files and never writes one. The result is plain
// values, owned by the caller.
//
//   auto Result = migrate(Rules, Options);
//   if (!Result)
//     return Result.takeError();
//   for (const Finding &F : Result->findings)
//     llvm::outs() << F.file << ':' << F.line << '\n';
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Finding.h"
#include "engine/OutputNames.h"
#include "engine/UnitCache.h"
#include "engine/Workers.h"
#include "frontend/Definitions.h"
#include "frontend/ParsedUnit.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace causeway {

/// One translation unit and how it is compiled.
struct Unit {
  std::string file;              ///< Absolute path.
  std::string directory;         ///< Where relative paths in `args` start.
  std::vector<std::string> args; ///< Compiler arguments, without the file.
};

struct MigrationOptions {
  std::vector<Unit> units;
  /// Absolute. Files outside it are read but never part of the result.
  std::string root;
  /// Headers and other files that belong to the result even if no unit reads
  /// them (absolute paths).
  std::vector<std::string> extraFiles;
  /// Links of the tree (absolute paths). A link to a renamed file is renamed,
  /// too.
  std::vector<std::string> links;
  WorkLimits limits;
  /// True: worker processes parse the units, which may crash or hang. The
  /// caller must have no other threads. False: threads parse them.
  bool processes = false;
  const UnitCache *cache = nullptr; ///< Null: every unit is parsed.
  PreludeStore *preludes = nullptr; ///< Null: no prelude is kept.
  std::string cudaPath; ///< A CUDA SDK to parse against; empty: the facade.
  /// Texts that are open in an editor and not saved; null: none.
  std::shared_ptr<const Buffers> buffers;
  /// Called after each unit that had to be parsed; never by two threads at
  /// once.
  std::function<void(size_t Done, size_t Total, llvm::StringRef File)> progress;
};

struct MigratedFile {
  std::string path;    ///< Relative to the root.
  std::string newPath; ///< Relative to the root; the same as in
                       ///< `MigrationResult::names`.
  std::string original, migrated;
  std::vector<Replacement> replacements =
      {};               ///< They turn `original` into `migrated`.
  bool recoded = false; ///< The texts are UTF-8; the file on the disk is not.
};

/// One kernel, merged from all units that read its definition.
struct Kernel {
  KernelFacts facts; ///< Paths are relative to the root.
  unsigned line = 0, column = 0, endLine = 0;
};

/// The unit that uses the most constant memory.
struct ConstantMemory {
  uint64_t bytes = 0;
  std::set<FilePlace> places; ///< Its variables.
};

struct MigrationResult {
  std::vector<Finding> findings; ///< Sorted by file and place, each once.
  /// Sorted by file and place; paths are relative to the root.
  std::vector<Function> functions;
  std::vector<SourceDiagnostic> diagnostics;
  std::map<std::string, MigratedFile>
      files;         ///< By path; includes unchanged files.
  OutputNames names; ///< Of all files, including those that are not in `files`.
  std::vector<Kernel> kernels; ///< Sorted by file and place.
  ConstantMemory constantMemory;
  size_t units = 0;
  size_t cachedUnits = 0; ///< Of these, units that an earlier run parsed.
  size_t failedUnits = 0; ///< The parser crashed or exceeded a limit.
};

/// Migrates in memory. An error means that there is no result at all.
llvm::Expected<MigrationResult> migrate(const RuleSet &Rules,
                                        const MigrationOptions &Options);

/// The result of one unit.
struct UnitResult {
  const Unit *unit;
  const ParsedUnit *parsed; ///< Null: the parser failed.
  std::string failure;      ///< The reason.
};

/// Facts that stay valid from one merge to the next while the texts of the
/// files stay the same.
class MergeMemory {
public:
  /// The macros that a text defines, and its includes.
  const Definitions &definitions(const std::string &Path, llvm::StringRef Text,
                                 const Digest &Of);

private:
  std::map<std::string, std::pair<Digest, Definitions>> Known;
};

/// Merges the results of all units: the last step of a migration, for a caller
/// that has the units. A unit that read other texts than `Now` has counts as
/// failed. `Wanted` (absolute paths) limits the findings, functions and texts
/// to these files; they are the same as without it.
MigrationResult mergeUnits(const RuleSet &Rules,
                           const MigrationOptions &Options, Disk &Now,
                           llvm::ArrayRef<UnitResult> Units,
                           MergeMemory &Memory,
                           const std::set<std::string> *Wanted = nullptr);

} // namespace causeway
