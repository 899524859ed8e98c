// Recognises the headers of an installed or copied CUDA SDK, so that Clang
// reads the facade in their place. Caches answers by folder; the rules must
// outlive it.
//
//   SdkFiles Sdk(Rules, Disk, /*Root=*/"/src");
//   if (Sdk.owns(Path, RealPath))
//     Served = Sdk.servedName(Path); // "cuda_runtime.h"
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/RuleSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace causeway {

class SdkFiles {
public:
  /// \p Rules must outlive this object. \p Root is the project's folder; files
  /// outside it count as installed. \p Known is a folder that the user named as
  /// an SDK. Its headers belong to the SDK, unless headers of other software
  /// lie in the same folder.
  SdkFiles(const RuleSet &Rules,
           llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk,
           std::string Root, std::string Known = "")
      : Rules(Rules), Disk(std::move(Disk)), Root(std::move(Root)),
        Known(std::move(Known)) {}

  /// Whether a file is a header of an SDK. \p RealPath is its path without
  /// links.
  bool owns(llvm::StringRef Path, llvm::StringRef RealPath);
  /// Whether a folder holds headers of an SDK and of nothing else.
  bool isSdkFolder(llvm::StringRef Folder);
  /// The include name that the facade serves in place of an SDK's header; empty
  /// if it serves none.
  llvm::StringRef servedName(llvm::StringRef Path) const;

private:
  /// The nearest folder of SDK headers, at or above a given folder.
  struct Place {
    std::string top;   ///< Empty if there is none.
    bool pure = false; ///< No other software has headers in it.
  };
  const Place &placeOf(llvm::StringRef Folder);
  bool isPure(llvm::StringRef Folder);
  bool liesInSdk(llvm::StringRef Path);
  bool isInstalledLibrary(llvm::StringRef Path) const;
  bool isCopy(llvm::StringRef Path);

  const RuleSet &Rules;
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk;
  std::string Root, Known;
  llvm::StringMap<Place> Places; ///< By folder.
};

} // namespace causeway
