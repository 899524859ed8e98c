// What earlier runs found, kept in a folder. A unit is taken from there if
// nothing has changed that it depends on: the program, the rules, its command,
// and every answer that the disk gave.
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
#include "llvm/Support/Error.h"

namespace causeway {

class UnitCache {
public:
  /// Keeps nothing and finds nothing.
  UnitCache() = default;
  /// Makes the folder if it is not there. Entries that are old, or more than
  /// fit in `MaxBytes`, go when the cache is closed.
  static llvm::Expected<UnitCache>
  open(llvm::StringRef Folder, const RuleSet &Rules, uint64_t MaxBytes);

  /// A serialised unit that is still true. What is damaged is not found.
  std::optional<std::string> find(const ParseOptions &Unit, Disk &Now) const;
  /// Keeps a serialised unit. A cache that can't be written is no error: the
  /// next run has more to do.
  void keep(const ParseOptions &Unit, llvm::StringRef Bytes) const;

  /// Answers that depend on the program, the rules and `Key` alone.
  std::optional<std::string> findAnswers(llvm::StringRef Key) const;
  void keepAnswers(llvm::StringRef Key, llvm::StringRef Bytes) const;

  /// Removes what is too old or too much.
  void prune() const;

private:
  std::string entry(const ParseOptions &Unit) const;
  std::string entry(llvm::StringRef Key) const;
  std::string path(const Digest &Name) const;

  std::string Folder; ///< Empty: there is no cache.
  Digest Program{};   ///< Stands for the program and its rules.
  uint64_t MaxBytes = 0;
};

} // namespace causeway
