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

  /// Takes another list of units and files; what is known of units that are
  /// compiled as before stays.
  void reopen(MigrationOptions Project);

  /// What is open in editors and not saved. Units that read something else are
  /// stale from now on. Files that are gone from it are read from the disk
  /// again.
  void setBuffers(std::shared_ptr<const Buffers> Open);
  /// The disk may have changed: every unit is held against it.
  void checkDisk();

  /// Units whose result is missing or old, those first that have one of
  /// `Focus` (absolute paths) as their own file, then those that read one.
  std::vector<size_t> stale(const std::set<std::string> &Focus) const;
  bool isStale(size_t I) const { return !Units[I].fresh; }
  const Unit &unit(size_t I) const { return Project.units[I]; }
  /// Whether a unit, as far as it is known, reads a file.
  bool reads(size_t I, const std::string &File) const;

  ParseOptions parseOptions(size_t I) const;
  /// Parses a unit here and now; with `Keep` its beginning is kept for the next
  /// time. False when it was cancelled, and the unit is as stale as before.
  bool parse(size_t I, bool Keep, llvm::function_ref<bool()> Cancelled);
  bool hasFailed(size_t I) const { return !Units[I].failure.empty(); }
  /// Whether a unit's beginning is kept.
  bool isWarm(size_t I) const { return Units[I].preamble.has_value(); }
  /// Looks a unit up in the cache; true if it was there.
  bool recall(size_t I);
  /// Takes a result that was made for `parseOptions(I)` elsewhere: a serialised
  /// unit, or why there is none. One that was overtaken by a change leaves the
  /// unit stale.
  void take(size_t I, const WorkResult &R);
  /// Lets go of beginnings that were kept for units of other files.
  void keepPreambles(const std::set<std::string> &Files);

  /// What is known now of some files (absolute paths), the same as a migration
  /// would say once no unit is stale.
  MigrationResult result(const std::set<std::string> &Files);

  const MigrationOptions &project() const { return Project; }

private:
  struct Known {
    std::optional<ParsedUnit> parsed;
    std::string bytes;   ///< Serialised, where it came that way.
    std::string failure; ///< Why nothing is known.
    /// Of the main file when it failed: it is tried again when that changes.
    std::optional<Digest> failedAt;
    unsigned overtaken = 0; ///< Results that were old when they came.
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
