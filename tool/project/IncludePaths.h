// Where includes of a tree without a compilation database are found: folders
// are guessed from the headers that the tree has.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace causeway {

/// One `#include` line, as it is written.
struct IncludeLine {
  llvm::StringRef name;
  bool angled;
};
std::vector<IncludeLine> includeLines(llvm::StringRef Text);

/// Guesses the folders that a unit's includes are searched in. It knows the
/// files that were added and keeps nothing of their text but include lines.
class IncludePaths {
public:
  /// `Given` are folders that the user named; `IsKnown` says of an include
  /// that it comes with CUDA.
  IncludePaths(std::vector<std::string> Given,
               std::function<bool(llvm::StringRef)> IsKnown)
      : Given(std::move(Given)), IsKnown(std::move(IsKnown)) {}

  void add(const std::string &Path, llvm::StringRef Text);

  /// Folders that must be searched for everything that `Unit` includes,
  /// directly or not, to be found; in the order they were met.
  std::vector<std::string> foldersFor(const std::string &Unit) const;

  /// Adds the files that were added and that `Unit` includes, directly or not,
  /// and itself.
  void addReached(const std::string &Unit, llvm::StringMap<bool> &Seen) const;

private:
  struct Found {
    std::string file, folder; ///< An empty folder: none need be searched.
  };
  Found resolve(const std::string &From, llvm::StringRef Name) const;
  void visit(const std::string &File, llvm::StringMap<bool> &Seen,
             std::vector<std::string> &Folders) const;

  std::vector<std::string> Given;
  std::function<bool(llvm::StringRef)> IsKnown;
  std::map<std::string, std::vector<std::string>> Includes; ///< By file.
  llvm::StringMap<std::vector<std::string>> ByFileName;
};

} // namespace causeway
