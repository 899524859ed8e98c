// The prelude in precompiled form, so that its text is parsed once and not with
// each unit. A unit gets the same result with it as without it. The store owns
// the bytes; a Prelude shares them.
//
//   if (auto P = Prelude::find(Rules, Options, Pass::Host, *FS, Unit.reads))
//     FS = P->addTo(*Invocation, FS);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/CompileArgs.h"
#include "frontend/ParseOptions.h"
#include "frontend/ReadLog.h"
#include "rules/RuleSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <memory>
#include <optional>
#include <string>

namespace clang {
class CompilerInvocation;
}

namespace causeway {

/// Keeps precompiled preludes, for this run or for later ones. The bytes begin
/// with what was read for them, so that `everyRead` can check them.
class PreludeStore {
public:
  virtual ~PreludeStore() = default;
  /// The bytes for `Key`, which `Make` makes if there are none or if the disk
  /// has changed. Null if they cannot be kept or made.
  virtual std::shared_ptr<const std::string>
  get(llvm::StringRef Key, llvm::function_ref<std::string()> Make) = 0;
};

class Prelude {
public:
  /// The prelude for one pass of a unit. Nullopt if the unit must read its
  /// text: there is no store, or something of the unit may change the meaning
  /// of the text. Adds to `Reads` what the unit's result then depends on; `FS`
  /// is the unit's file system and records in `Reads`, too.
  static std::optional<Prelude> find(const RuleSet &Rules,
                                     const ParseOptions &Unit, Pass P,
                                     llvm::vfs::FileSystem &FS, ReadLog &Reads);

  /// Makes the unit continue after the prelude. Returns a file system that has
  /// its bytes, too.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
  addTo(clang::CompilerInvocation &Unit,
        llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS) const;

private:
  Prelude() = default;
  static std::optional<Prelude> read(std::shared_ptr<const std::string> Bytes);
  bool mentions(llvm::StringRef Macro) const;
  bool isHidden(llvm::ArrayRef<std::string> Folders,
                llvm::vfs::FileSystem &FS) const;
  bool noteReads(const ParseOptions &Unit, ReadLog &Reads) const;

  std::shared_ptr<const std::string> Bytes; ///< Holds the three below.
  llvm::StringRef Precompiled;              ///< Clang's part.
  llvm::StringRef Includes; ///< The names of headers outside the facade.
  llvm::StringRef Words;    ///< Hashes of all its identifiers, sorted.
};

} // namespace causeway
