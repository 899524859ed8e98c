// What each file is called in the migrated tree. The names are planned once,
// when all files of a project are known and before any text is edited, so that
// includes, build scripts and the files that are written agree.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <set>
#include <string>
#include <vector>

namespace causeway {

/// `.cu` -> `.cpp`; every other path stays. This is what a pattern becomes, and
/// a file where nothing is in the way; `OutputNames` knows what a file becomes.
std::string migratedPath(llvm::StringRef Path);

/// What names are planned from. Paths are relative to the root where they lie
/// below it; files outside it keep their names.
struct FilesToName {
  std::set<std::string> files;
  /// Links, and the file that each leads to.
  std::map<std::string, std::string> links;
  /// By file: folders that an include of it searches first. A file there that
  /// had the new name would be found instead.
  std::map<std::string, std::set<std::string>> searchedFirst;
  /// Likewise for files that keep their names: no new name may be one of these.
  std::set<std::string> reserved;
};

class OutputNames {
public:
  OutputNames() = default;
  /// `IsTaken` says whether a path is in use: on the disk, or in an editor.
  OutputNames(const FilesToName &From,
              llvm::function_ref<bool(llvm::StringRef)> IsTaken);

  /// The new path of a file or link; its old one where it stays.
  std::string of(llvm::StringRef Path) const;
  /// New paths by old ones, links included.
  const std::map<std::string, std::string> &renamed() const { return New; }
  /// The renamed links.
  const std::set<std::string> &links() const { return Links; }
  /// Files and links whose plain new name is not free, or too long, in order.
  const std::set<std::string> &notPlain() const { return NotPlain; }

private:
  std::map<std::string, std::string> New;
  std::set<std::string> Links, NotPlain;
};

} // namespace causeway
