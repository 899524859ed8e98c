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

/// How many folders two paths have in common.
size_t closeness(llvm::StringRef A, llvm::StringRef B);

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
  /// directly or not, to be found; in the order they were met. Those of `Also`
  /// are searched anyway.
  std::vector<std::string>
  foldersFor(const std::string &Unit,
             const std::vector<std::string> &Also = {}) const;

  /// The files that one file includes itself, found beside it or in the folders
  /// that are searched.
  std::vector<std::string>
  includedBy(const std::string &File,
             const std::vector<std::string> &Also) const;
  /// What it includes and nobody has: names as they are written.
  std::vector<std::string>
  missingIn(const std::string &File,
            const std::vector<std::string> &Also) const;

  /// Adds the files that were added and that `Unit` includes, directly or not,
  /// and itself.
  void addReached(const std::string &Unit, llvm::StringMap<bool> &Seen) const;

private:
  struct Found {
    std::string file, folder; ///< An empty folder: none need be searched.
  };
  struct Line {
    std::string name;
    bool angled;
  };
  Found resolve(const std::string &From, const Line &Include,
                const std::vector<std::string> &Also) const;
  void visit(const std::string &File, const std::vector<std::string> &Also,
             llvm::StringMap<bool> &Seen,
             std::vector<std::string> &Folders) const;

  std::vector<std::string> Given;
  std::function<bool(llvm::StringRef)> IsKnown;
  std::map<std::string, std::vector<Line>> Includes; ///< By file.
  llvm::StringMap<std::vector<std::string>> ByFileName;
};

} // namespace causeway
