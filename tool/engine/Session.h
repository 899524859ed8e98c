// A project that stays open while its files change. A Session keeps the result
// of each unit, so that a change costs only the units that read it. The owner
// decides when, and in which process, a unit is parsed; the session lists the
// stale ones. The session owns the results and preambles of its units.
//
//   Session Open(Rules, Options);
//   for (size_t I : Open.stale({"/src/a.cu"}))
//     Open.parse(I, /*Keep=*/true, Cancelled);
//   MigrationResult Now = Open.result({"/src/a.cu"});
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Migration.h"
#include "frontend/Preamble.h"

namespace causeway {

class Session {
public:
  /// `Rules` must outlive it.
  Session(const RuleSet &Rules, MigrationOptions Project);

  /// Replaces the list of units and files. The results of units whose compile
  /// command is unchanged stay.
  void reopen(MigrationOptions Project);

  /// Replaces the unsaved texts of editors. Units that read other texts become
  /// stale. Files that are not in `Open` are read from the disk again.
  void setBuffers(std::shared_ptr<const Buffers> Open);
  /// Compares every unit with the disk, which may have changed.
  void checkDisk();

  /// Units without a current result. First those whose main file is in `Focus`
  /// (absolute paths), then those that read a file in `Focus`.
  std::vector<size_t> stale(const std::set<std::string> &Focus) const;
  bool isStale(size_t I) const { return !Units[I].fresh; }
  const Unit &unit(size_t I) const { return Project.units[I]; }
  /// Whether a unit read a file when it was last parsed.
  bool reads(size_t I, const std::string &File) const;

  ParseOptions parseOptions(size_t I) const;
  /// Parses a unit in this process. With `Keep`, its preamble is kept for the
  /// next parse. False: it was cancelled, and the unit is stale as before.
  bool parse(size_t I, bool Keep, llvm::function_ref<bool()> Cancelled);
  bool hasFailed(size_t I) const { return !Units[I].failure.empty(); }
  /// Whether a unit's preamble is kept.
  bool isWarm(size_t I) const { return Units[I].preamble.has_value(); }
  /// Takes a unit's result from the cache; false: the cache has none.
  bool recall(size_t I);
  /// Takes the result of another process for `parseOptions(I)`: a serialised
  /// unit, or the reason for its failure. If a file has changed since, the unit
  /// stays stale.
  void take(size_t I, const WorkResult &R);
  /// Frees the preambles of units whose main file is not in `Files`.
  void keepPreambles(const std::set<std::string> &Files);

  /// The current result for some files (absolute paths). Once no unit is stale,
  /// it equals that of `migrate`.
  MigrationResult result(const std::set<std::string> &Files);

  const MigrationOptions &project() const { return Project; }

private:
  struct Known {
    std::optional<ParsedUnit> parsed;
    std::string bytes;   ///< Serialised, if another process parsed it.
    std::string failure; ///< The reason that there is no result.
    /// The main file's digest at the failure. A change starts another try.
    std::optional<Digest> failedAt;
    unsigned overtaken = 0; ///< Results that were outdated on arrival.
    bool fresh = false;
    std::optional<Preamble> preamble;
  };
  bool holds(const Known &K, size_t I) const;
  Disk &disk() const;

  const RuleSet &Rules;
  MigrationOptions Project;
  std::vector<Known> Units;
  mutable std::unique_ptr<Disk> Now; ///< As of the last look.
  MergeMemory Memory;
};

} // namespace causeway
