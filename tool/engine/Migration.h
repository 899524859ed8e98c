// The engine: units in, findings and migrated files out. It parses every unit,
// judges every use by the rules and merges what several units say of one file.
// It reads files and never writes one.
//
//   auto Result = migrate(Rules, Options);
//   if (!Result)
//     return Result.takeError();
//   for (const Finding &F : Result->findings)
//     llvm::outs() << F.file << ':' << F.line << '\n';
//
// The result is plain values, owned by the caller.
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
  /// Headers and other files that must be looked at even if no unit reaches
  /// them (absolute paths).
  std::vector<std::string> extraFiles;
  /// Links of the tree (absolute paths): they follow what they lead to.
  std::vector<std::string> links;
  WorkLimits limits;
  /// Each unit in a process of its own, which may crash or hang. The caller
  /// must have no other threads. Otherwise units are parsed on threads.
  bool processes = false;
  const UnitCache *cache = nullptr; ///< Null: every unit is parsed.
  std::string cudaPath; ///< A CUDA SDK to parse against; empty: the facade.
  /// What is open in an editor and not saved; null: nothing.
  std::shared_ptr<const Buffers> buffers;
  /// Called after each unit that had to be parsed, from one thread at a time.
  std::function<void(size_t Done, size_t Total, llvm::StringRef File)> progress;
};

struct MigratedFile {
  std::string path;    ///< Relative to the root.
  std::string newPath; ///< Likewise; as `MigrationResult::names` has it.
  std::string original, migrated;
  std::vector<Replacement> replacements = {}; ///< They make the one of the
                                              ///< other.
  bool recoded = false; ///< The texts are UTF-8, the file on the disk is not.
};

/// One kernel, told once for all units that read its definition.
struct Kernel {
  KernelFacts facts; ///< With paths relative to the root.
  unsigned line = 0, column = 0, endLine = 0;
};

/// The unit that defines most in constant memory.
struct ConstantMemory {
  uint64_t bytes = 0;
  std::set<FilePlace> places; ///< Its variables.
};

struct MigrationResult {
  std::vector<Finding> findings; ///< Sorted by file and place, each once.
  /// Sorted likewise; their paths are relative to the root.
  std::vector<Function> functions;
  std::vector<SourceDiagnostic> diagnostics;
  std::map<std::string, MigratedFile> files; ///< By path; unchanged ones too.
  OutputNames names; ///< Of all files, whether or not they are among `files`.
  std::vector<Kernel> kernels; ///< Sorted by file and place.
  ConstantMemory constantMemory;
  size_t units = 0;
  size_t cachedUnits = 0; ///< Of them, those that an earlier run had parsed.
  size_t failedUnits = 0; ///< The parser crashed, or passed a limit.
};

/// Migrates in memory. An error means that nothing could be done at all.
llvm::Expected<MigrationResult> migrate(const RuleSet &Rules,
                                        const MigrationOptions &Options);

/// What is known of one unit.
struct UnitResult {
  const Unit *unit;
  const ParsedUnit *parsed; ///< Null: the parser failed.
  std::string failure;      ///< Why.
};

/// What does not change from one merge to the next, as long as the texts of the
/// files do not.
class MergeMemory {
public:
  /// The macros that a text defines, and what it includes.
  const Definitions &definitions(const std::string &Path, llvm::StringRef Text,
                                 const Digest &Of);

private:
  std::map<std::string, std::pair<Digest, Definitions>> Known;
};

/// What all units together say: the last step of a migration, for who has the
/// units. Units that did not read what `Now` holds count as failed. With
/// `Wanted` (absolute paths) only findings, functions and texts of these files
/// are in the result, the same as without it.
MigrationResult mergeUnits(const RuleSet &Rules,
                           const MigrationOptions &Options, Disk &Now,
                           llvm::ArrayRef<UnitResult> Units,
                           MergeMemory &Memory,
                           const std::set<std::string> *Wanted = nullptr);

} // namespace causeway
