// The results of earlier runs, kept in a folder. A result is valid while
// nothing has changed that it depends on: the program, the rules, the unit's
// command, and every answer of the disk. The cache owns no files of a project;
// entries are its own.
//
//   auto Cache = UnitCache::open(Folder, Rules, MaxBytes);
//   if (auto Bytes = Cache->find(Options, Now))
//     return deserialize(*Bytes);
//   Cache->keep(Options, serialize(Unit));
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Disk.h"
#include "frontend/ParseOptions.h"
#include "rules/RuleSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"

namespace causeway {

class UnitCache {
public:
  /// A cache that keeps nothing and finds nothing.
  UnitCache() = default;
  /// Creates the folder if it is missing. `prune` obeys `MaxBytes`.
  static llvm::Expected<UnitCache>
  open(llvm::StringRef Folder, const RuleSet &Rules, uint64_t MaxBytes);

  /// A serialised unit that is still valid. Ignores damaged entries.
  std::optional<std::string> find(const ParseOptions &Unit, Disk &Now) const;
  /// Keeps a serialised unit. If the cache cannot be written, the next run has
  /// more to do; that is no error.
  void keep(const ParseOptions &Unit, llvm::StringRef Bytes) const;

  /// Answers that depend only on the program, the rules and `Key`.
  std::optional<std::string> findAnswers(llvm::StringRef Key) const;
  void keepAnswers(llvm::StringRef Key, llvm::StringRef Bytes) const;
  /// The same, made and kept if there are none or they are not valid. One
  /// process makes them while others wait. Nullopt if they cannot be kept, or
  /// if `Make` makes nothing.
  std::optional<std::string>
  makeAnswers(llvm::StringRef Key,
              llvm::function_ref<bool(llvm::StringRef Bytes)> IsValid,
              llvm::function_ref<std::string()> Make) const;

  /// Removes entries that were not used for 30 days, and the oldest ones until
  /// the rest fits in `MaxBytes`.
  void prune() const;

private:
  std::string entry(const ParseOptions &Unit) const;
  std::string entry(llvm::StringRef Key) const;
  std::string path(const Digest &Name) const;

  std::string Folder; ///< Empty: there is no cache.
  Digest Program{};   ///< Digest of the program and its rules.
  uint64_t MaxBytes = 0;
};

} // namespace causeway
