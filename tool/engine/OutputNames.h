// The name of each file in the migrated tree. The names are planned once, when
// all files of a project are known and before any text is edited. So includes,
// build scripts and the written files agree. Plain values; `IsTaken` is used
// only by the constructor.
//
//   FilesToName From;
//   From.files = {"a.cu"};
//   OutputNames Names(From, [](llvm::StringRef) { return false; });
//   std::string New = Names.of("a.cu"); // "a.cpp"
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <set>
#include <string>
#include <vector>

namespace causeway {

/// Replaces `.cu` by `.cpp`; other paths stay. This is the new form of a
/// pattern, and of a file if that name is free. `OutputNames` has the actual
/// name of a file.
std::string migratedPath(llvm::StringRef Path);

/// The input of the plan. Paths below the root are relative to it. Files
/// outside the root keep their names.
struct FilesToName {
  std::set<std::string> files;
  /// Each link, and the file that it leads to.
  std::map<std::string, std::string> links;
  /// For each file, the folders that an include of it searches first. A file
  /// with the new name in one of them would be found instead.
  std::map<std::string, std::set<std::string>> searchedFirst;
  /// Paths that an include tries before a file that keeps its name. No new name
  /// may be one of these.
  std::set<std::string> reserved;
};

class OutputNames {
public:
  OutputNames() = default;
  /// `IsTaken` returns whether a path is in use on the disk or in an editor.
  OutputNames(const FilesToName &From,
              llvm::function_ref<bool(llvm::StringRef)> IsTaken);

  /// The new path of a file or link; the old one if it stays.
  std::string of(llvm::StringRef Path) const;
  /// New paths by old ones, including links.
  const std::map<std::string, std::string> &renamed() const { return New; }
  /// The renamed links.
  const std::set<std::string> &links() const { return Links; }
  /// Files and links whose plain new name is in use or too long, in order.
  const std::set<std::string> &notPlain() const { return NotPlain; }

private:
  std::map<std::string, std::string> New;
  std::set<std::string> Links, NotPlain;
};

} // namespace causeway
