// Tells the headers of an installed, or copied, CUDA SDK from all other files,
// so that none of them is read in place of the facade.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/RuleSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace causeway {

class SdkFiles {
public:
  /// \p Rules must outlive it. \p Root is the project's folder: what lies
  /// outside of it is installed. \p Known is a folder that the user named as an
  /// SDK: its headers are the SDK's unless other software shares their folder.
  SdkFiles(const RuleSet &Rules,
           llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk,
           std::string Root, std::string Known = "")
      : Rules(Rules), Disk(std::move(Disk)), Root(std::move(Root)),
        Known(std::move(Known)) {}

  /// Whether a file is an SDK's header, by its absolute path and by where it
  /// really lies.
  bool owns(llvm::StringRef Path, llvm::StringRef RealPath);
  /// Whether a folder holds headers of an SDK and nothing else.
  bool isSdkFolder(llvm::StringRef Folder);
  /// The include name that the facade serves in place of a header of an SDK;
  /// empty: it serves none.
  llvm::StringRef servedName(llvm::StringRef Path) const;

private:
  /// The folder of an SDK's headers at or above a folder.
  struct Place {
    std::string top;   ///< Empty: there is none.
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
