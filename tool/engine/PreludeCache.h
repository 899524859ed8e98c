// Precompiled preludes in the folder of the cache. An entry is read and
// compared with the disk once in each process. Owns its entries; who prunes the
// folder prunes them, too.
//
//   PreludeCache Preludes(std::move(*Cache), /*MayWrite=*/true,
//                         /*ManyUnits=*/true);
//   Options.preludes = &Preludes;
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/UnitCache.h"
#include "frontend/Prelude.h"
#include <mutex>

namespace causeway {

class PreludeCache : public PreludeStore {
public:
  /// With `MayWrite`, a prelude that is missing is made and kept. If it cannot
  /// be kept, `ManyUnits` says that it pays to make it for one process.
  PreludeCache(UnitCache Entries, bool MayWrite, bool ManyUnits)
      : Entries(std::move(Entries)), MayWrite(MayWrite), ManyUnits(ManyUnits) {}
  std::shared_ptr<const std::string>
  get(llvm::StringRef Key, llvm::function_ref<std::string()> Make) override;

private:
  UnitCache Entries;
  bool MayWrite, ManyUnits;
  std::mutex Access; ///< Threads share the rest.
  Disk Now{"/causeway"};
  llvm::StringMap<std::shared_ptr<const std::string>> Known;
};

} // namespace causeway
